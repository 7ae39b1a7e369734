"""Assembly: settings, command line, Telegram's edge, the turn's transaction, delivery, lifecycle."""
