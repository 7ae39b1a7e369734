"""What is drawn or printed: data of the rules to files, in a process of their own, so that the bot stays small."""

EDITION = 2
"""Raised when drawings change: what was kept of an earlier edition is drawn anew."""
