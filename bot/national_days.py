"""Indonesia's public holidays and cuti bersama, found out by a process of its own.

The package `holidays` and its tables take 17 MB, which the bot would carry for one answer a year.
"""

import json
import subprocess
import sys
from collections.abc import Iterable
from datetime import date
from functools import cache

YEARS_BEFORE, YEARS_AFTER = 1, 2
"""Around the asked year: for which years the days are found."""
PATIENCE_SECONDS = 60


@cache
def national_days_off(year: int) -> frozenset[date]:
    """Return the days off around `year`. Raises OSError or subprocess.SubprocessError where they cannot be found."""
    command = (sys.executable, "-m", __name__, str(year))
    found = subprocess.run(command, capture_output=True, check=True, timeout=PATIENCE_SECONDS)  # noqa: S603 - our own
    return frozenset(date.fromisoformat(day) for day in json.loads(found.stdout))


def days_off(years: Iterable[int]) -> list[date]:
    """Return the public holidays and the cuti bersama of these years, in order."""
    from holidays import country_holidays  # here: only the process of its own loads it

    return sorted(country_holidays("ID", years=years, categories=("public", "government")))


if __name__ == "__main__":
    asked = int(sys.argv[1])
    days = days_off(range(asked - YEARS_BEFORE, asked + YEARS_AFTER + 1))
    sys.stdout.write(json.dumps([day.isoformat() for day in days]))
