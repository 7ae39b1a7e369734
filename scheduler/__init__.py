"""Time: what falls due, and APScheduler, which wakes the bot for it. It holds no truth: that is in rows."""
