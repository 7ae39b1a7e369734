"""A quarter (triwulan) of a budget year: the period that one cycle monitors."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

ROMAN = ("I", "II", "III", "IV")
MONTHS_A_QUARTER = 3


@dataclass(frozen=True, order=True)
class Quarter:
    """Triwulan `number` (1-4) of `year`; ordered by time. Raises ValueError outside 1-4."""

    year: int
    number: int

    def __post_init__(self) -> None:
        """Refuse a quarter that no calendar has."""
        if not 1 <= self.number <= len(ROMAN):
            raise ValueError(f"quarter {self.number} is not 1 to 4")

    @classmethod
    def containing(cls, day: date) -> Quarter:
        """Return the quarter in which `day` lies."""
        return cls(day.year, (day.month - 1) // MONTHS_A_QUARTER + 1)

    @classmethod
    def ended_before(cls, day: date) -> Quarter:
        """Return the last quarter that had ended when `day` began: the one a cycle started that day monitors."""
        return cls.containing(day).previous

    @property
    def previous(self) -> Quarter:
        """The quarter before this one."""
        return Quarter(self.year, self.number - 1) if self.number > 1 else Quarter(self.year - 1, len(ROMAN))

    @property
    def next(self) -> Quarter:
        """The quarter after this one."""
        return Quarter(self.year, self.number + 1) if self.number < len(ROMAN) else Quarter(self.year + 1, 1)

    @property
    def roman(self) -> str:
        """The number as offices write it: I, II, III or IV."""
        return ROMAN[self.number - 1]

    @property
    def first_day(self) -> date:
        """The quarter's first calendar day."""
        return date(self.year, (self.number - 1) * MONTHS_A_QUARTER + 1, 1)

    @property
    def last_day(self) -> date:
        """The quarter's last calendar day."""
        return self.next.first_day - timedelta(days=1)
