"""Measures the bot against its peers on one local Bot API server: `python -m benchmarks`."""
