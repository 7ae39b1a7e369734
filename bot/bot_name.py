"""By which name Telegram knows the bot: links to it carry that name."""

from dataclasses import dataclass


@dataclass
class BotName:
    """The bot's user name at Telegram; empty until Telegram has told it."""

    username: str = ""

    def link(self, token: str) -> str:
        """Return what opens the door with that token: a link, or, while the name is unknown, words to send the bot."""
        return f"https://t.me/{self.username}?start={token}" if self.username else f"/start {token}"
