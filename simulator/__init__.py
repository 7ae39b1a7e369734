"""A local Telegram: a Bot API server and a web page with one phone per person."""
