"""The few words that the bot says in a group."""

from __future__ import annotations

from markupsafe import Markup

PRIVATE_ONLY_PLAIN = "Perintah dan data hanya lewat chat pribadi dengan bot ini. Di grup hanya /status."
PRIVATE_ONLY = Markup.escape(PRIVATE_ONLY_PLAIN)
NO_CYCLE = Markup("Belum ada monev yang berjalan.")
