"""Indonesia's public holidays and cuti bersama, found out by a process of its own.

The package `holidays` and its tables take 17 MB, which the bot would carry for one answer a year.
"""

import json
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import MappingProxyType

YEARS_BEFORE, YEARS_AFTER = 1, 2
"""Around the asked year: for which years the days are found."""
PATIENCE_SECONDS = 60
PUBLIC, JOINT_LEAVE = "public", "government"
"""The package's words for hari libur nasional and cuti bersama."""


@dataclass(frozen=True)
class NationalDays:
    """The days on which offices all over the country are closed, by name."""

    names: Mapping[date, str]
    joint_leave: frozenset[date]  # those of them that are cuti bersama
    years_without_joint_leave: frozenset[int]  # the decree of the three ministers is not out yet

    @property
    def days_off(self) -> frozenset[date]:
        """All of the days."""
        return frozenset(self.names)


@cache
def national_days(year: int) -> NationalDays:
    """Return the days off around `year`. Raises OSError or subprocess.SubprocessError where they cannot be found."""
    command = (sys.executable, "-m", __name__, str(year))
    found = subprocess.run(command, capture_output=True, check=True, timeout=PATIENCE_SECONDS)  # noqa: S603 - our own
    public, joint = (
        {date.fromisoformat(day): name for day, name in named.items()} for named in json.loads(found.stdout)
    )
    years = range(year - YEARS_BEFORE, year + YEARS_AFTER + 1)
    return NationalDays(
        names=MappingProxyType({**joint, **public}),
        joint_leave=frozenset(joint.keys() - public.keys()),
        years_without_joint_leave=frozenset(years) - {day.year for day in joint},
    )


def named_days(years: Iterable[int], category: str) -> dict[date, str]:
    """Return the days of one category in these years with their Indonesian names, in order."""
    from holidays import country_holidays  # here: only the process of its own loads it

    return dict(sorted(country_holidays("ID", years=years, categories=(category,), language="id").items()))


if __name__ == "__main__":
    asked = int(sys.argv[1])
    around = range(asked - YEARS_BEFORE, asked + YEARS_AFTER + 1)
    answer = [
        {day.isoformat(): name for day, name in named_days(around, category).items()}
        for category in (PUBLIC, JOINT_LEAVE)
    ]
    sys.stdout.write(json.dumps(answer))
