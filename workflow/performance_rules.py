"""How an office judges, as it is stored: its own bands, cap and thresholds where they differ from the usual ones."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from workflow.evaluation import DEFAULT_RULES, Rules
from workflow.flags import DEFAULT_THRESHOLDS, Thresholds
from workflow.predikat import Bands


@dataclass(frozen=True)
class Floor:
    """A predikat and the percentage from which it is given."""

    name: str
    at_least: Decimal


@dataclass(frozen=True)
class StoredRules:
    """The office's own rules; what is empty or None is as usual."""

    floors: tuple[Floor, ...] = ()  # the best first
    lowest: str = ""  # the predikat of what lies below the last floor
    cap: Decimal | None = None  # percent for which an indicator counts at most in an average
    uncapped: bool = False  # an indicator counts for what it is
    jump: Decimal | None = None  # percentage points
    excess: Decimal | None = None  # percent
    low: Decimal | None = None  # percent
    high: tuple[Decimal, ...] = ()  # percent of serapan in TW I-IV, four of them

    def rules(self) -> Rules:
        """Return the rules that evaluation takes. Raises BandsError, or ValueError for other than four limits."""
        bands = DEFAULT_RULES.bands
        if self.floors:
            bands = Bands.from_floors(((floor.name, floor.at_least) for floor in self.floors), self.lowest)
        cap = None if self.uncapped else self.cap or DEFAULT_RULES.cap
        return Rules(bands, cap, self._thresholds())

    def _thresholds(self) -> Thresholds:
        usual = DEFAULT_THRESHOLDS
        high = usual.high
        if self.high:
            first, second, third, fourth = self.high
            high = (first, second, third, fourth)
        return Thresholds(
            usual.jump if self.jump is None else self.jump,
            usual.excess if self.excess is None else self.excess,
            usual.low if self.low is None else self.low,
            high,
        )
