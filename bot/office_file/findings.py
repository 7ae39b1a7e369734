"""Collects all that is wrong in a file, so that the admin mends it in one go."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable

from bot.office_file.draft import Fault, OfficeFileError
from bot.office_file.letters import shown

_PLACE = re.compile(r"(?:(lembar .+?)(?:, |$))?(?:baris (\d+))?")
_LISTED = 12  # codes named in one sentence; a longer list is no help on a screen
_COMPARED = 300  # choices looked at for a near miss
_MOST = 1000  # faults after which reading on helps nobody


class Findings:
    """The faults (the file is refused) and the warnings (it is taken) met so far."""

    def __init__(self) -> None:
        self._faults: dict[Fault, None] = {}
        self._warnings: dict[Fault, None] = {}

    def fault(self, where: str, problem: str) -> None:
        """Note something that must be mended, a repeat once; raises OfficeFileError when there is no end to it."""
        self._faults[Fault(where, problem)] = None
        if len(self._faults) > _MOST:
            rest = Fault("berkas", f"ada lebih dari {_MOST} kesalahan; perbaiki dulu yang disebut di sini.")
            raise OfficeFileError((*self.faults, rest))

    def warn(self, where: str, problem: str) -> None:
        """Note something the admin should know; a repeat is noted once."""
        self._warnings[Fault(where, problem)] = None

    @property
    def faults(self) -> tuple[Fault, ...]:
        """All faults, from the top of the file to its end."""
        return _in_file_order(self._faults)

    @property
    def warnings(self) -> tuple[Fault, ...]:
        """All warnings, from the top of the file to its end."""
        return _in_file_order(self._warnings)


def instead(written: str, choices: Iterable[str]) -> str:
    """Return what to write instead of `written`: the nearest choice if one is near, and the choices there are."""
    known = list(choices)
    by_fold = {choice.casefold(): choice for choice in known[:_COMPARED]}
    near = difflib.get_close_matches(written.casefold(), by_fold, n=1, cutoff=0.6)
    guess = f'maksud Anda "{by_fold[near[0]]}"? ' if near else ""
    more = f", dan {len(known) - _LISTED} lainnya" if len(known) > _LISTED else ""
    listed = ", ".join(map(shown, known[:_LISTED]))
    return f"{guess}Pilihan yang ada: {listed}{more}." if known else f"{guess}Belum ada pilihan."


def _in_file_order(faults: Iterable[Fault]) -> tuple[Fault, ...]:
    sheets: dict[str, int] = {}

    def place(fault: Fault) -> tuple[int, int]:
        found = _PLACE.match(fault.where)
        sheet, line = found.groups() if found else (None, None)
        return sheets.setdefault(sheet or "", len(sheets)), int(line or 0)

    return tuple(sorted(faults, key=place))
