"""Indonesia's public holidays and cuti bersama, found out by a process of its own.

The package `holidays` and its tables take 17 MB, which the bot would carry for one answer a year. The answer is kept
on disk too where a folder is named (`keep_in`), so that a start does not wait a second for what is known already.
"""

import json
import logging
import os
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.metadata import version
from pathlib import Path
from types import MappingProxyType

log = logging.getLogger(__name__)

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


CALENDAR = "calendar"
"""The folder within a bot's data directory."""
_kept_in: list[Path] = []
"""The folder of this process's answers; at most one."""


def keep_in(folder: Path | None) -> None:
    """Keep answers in this folder from now on, and take them from there; None keeps them in memory alone."""
    _kept_in[:] = [] if folder is None else [folder]


@cache
def national_days(year: int) -> NationalDays:
    """Return the days off around `year`. Raises OSError or subprocess.SubprocessError where they cannot be found."""
    kept = [folder / f"hari-libur-{year}-{version('holidays')}.json" for folder in _kept_in]
    known = next((days for path in kept if (days := _read(path, year)) is not None), None)
    if known is not None:
        return known
    command = (sys.executable, "-m", __name__, str(year))
    found = subprocess.run(command, capture_output=True, check=True, timeout=PATIENCE_SECONDS)  # noqa: S603 - our own
    days = _parsed(year, found.stdout.decode())
    for path in kept:
        _keep(path, found.stdout)
    return days


def _read(path: Path, year: int) -> NationalDays | None:
    """Return what was kept; None where nothing was, or nothing that can be read: it is found out anew."""
    try:
        return _parsed(year, path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as fault:
        log.warning("the kept national days are found out anew: %s", type(fault).__name__)
        return None


def _keep(path: Path, answer: bytes) -> None:
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft.write_bytes(answer)
        draft.replace(path)
    except OSError as fault:  # the answer is there all the same
        log.warning("the national days are not kept: %s", type(fault).__name__)


def _parsed(year: int, answer: str) -> NationalDays:
    """Return the days of an answer; raises ValueError where it is not one."""
    try:
        public, joint = (
            {date.fromisoformat(day): str(name) for day, name in named.items()} for named in json.loads(answer)
        )
    except (TypeError, AttributeError) as fault:
        raise ValueError(answer[:80]) from fault
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
