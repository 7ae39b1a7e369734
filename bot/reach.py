"""Whether Telegram answers: since when it does not, and from when to when it did not."""

from collections.abc import Callable
from datetime import datetime, timedelta

AWAY = timedelta(minutes=3)
"""A shorter time without an answer is the network's everyday."""


class Reach:
    """Hears of every call whether Telegram answered it. `now` is the machine's clock, in UTC."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self.away_since: datetime | None = None
        """When the first call failed since Telegram last answered; None while it answers."""
        self._was_away: tuple[datetime, datetime] | None = None

    @property
    def is_away(self) -> bool:
        """Whether it has not answered for longer than is usual."""
        return self.away_since is not None and self._now() - self.away_since > AWAY

    def answered(self) -> None:
        """Note that Telegram has answered, whatever it said."""
        if self.away_since is None:
            return
        since, self.away_since = self.away_since, None
        now = self._now()
        if now - since > AWAY:
            earlier = self._was_away
            self._was_away = (since if earlier is None else min(since, earlier[0]), now)

    def failed(self) -> None:
        """Note that a call got no answer of Telegram's."""
        if self.away_since is None:
            self.away_since = self._now()

    def take_absence(self) -> tuple[datetime, datetime] | None:
        """Return from when to when it was away, once after it has come back."""
        found, self._was_away = self._was_away, None
        return found
