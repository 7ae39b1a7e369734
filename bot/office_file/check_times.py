"""What must hold of an office's hours and days before deadlines can be counted by them."""

from __future__ import annotations

from datetime import date, timedelta

from bot.office_file.findings import Findings
from bot.office_file.found import FoundSpecial, Times

LONG = timedelta(days=92)
"""Special hours that hold for longer are likely a slip of the year."""


def check_times(times: Times, findings: Findings) -> None:
    """Note every rule that the hours and days break."""
    _each_day_once(times, findings)
    _spans(times.special, findings)
    _no_overlap(times.special, findings)


def _each_day_once(times: Times, findings: Findings) -> None:
    seen: dict[date, str] = {}
    for found in times.days:
        day = found.day.day_on
        if day in seen:
            findings.fault(found.where, f"tanggal {day} sudah disebut di {seen[day]}; hapus salah satu.")
        seen.setdefault(day, found.where)


def _spans(special: tuple[FoundSpecial, ...], findings: Findings) -> None:
    for found in special:
        if found.first_on is None or found.last_on is None:
            continue
        where = found.row.cell("sampai").where
        if found.last_on < found.first_on:
            problem = f"sampai ({found.last_on}) mendahului mulai ({found.first_on}); perbaiki salah satu."
            findings.fault(where, problem)
        elif found.last_on - found.first_on > LONG:
            findings.warn(where, f"jam khusus ini berlaku lebih dari {LONG.days} hari; periksa tahunnya.")


def _no_overlap(special: tuple[FoundSpecial, ...], findings: Findings) -> None:
    latest: tuple[date, FoundSpecial] | None = None
    dated = [(each.first_on, each.last_on, each) for each in special if each.first_on and each.last_on]
    for first, last, found in sorted(dated, key=lambda each: each[:2]):
        if latest is not None and first <= latest[0]:
            problem = f'masa ini bertumpuk dengan "{latest[1].name}" di {latest[1].row.where}'
            findings.fault(found.row.cell("mulai").where, f"{problem}; satu hari hanya punya satu jam kerja.")
        if latest is None or last > latest[0]:
            latest = (last, found)
