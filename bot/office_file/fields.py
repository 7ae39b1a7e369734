"""One cell at a time: from what the file's format gave to the type the draft has."""

from __future__ import annotations

import re
from datetime import date, datetime
from enum import StrEnum
from typing import TypeVar

from bot.office_file.findings import Findings, instead
from bot.office_file.letters import hidden_in, shown
from bot.office_file.rows import Cell, is_blank
from workflow.office import HoldingKind, Role
from workflow.office_hours import Hours, HoursFormatError, HoursOrderError, read_hours

ZONES = {"WIB": "Asia/Jakarta", "WITA": "Asia/Makassar", "WIT": "Asia/Jayapura"}

_MAX_TEXT = 300
_CODE = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]{0,38}[A-Za-z0-9])?")
_NIP_DIGITS = 18
_EXACT_DIGITS = 15  # as many as Excel keeps of a number
_ISO_DAY = re.compile(r"(?P<y>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})")
_LOCAL_DAY = re.compile(r"(?P<d>\d{1,2})[-/.](?P<m>\d{1,2})[-/.](?P<y>\d{4})")
_YEARS = range(1950, 2200)
_YES = frozenset({"ya", "y", "benar", "true", "1", "x", "✓"})
_NO = frozenset({"tidak", "t", "bukan", "salah", "false", "0", "-"})
CLOSED = "libur"
"""How a weekday without office hours is written."""
_CLOSED_WORDS = frozenset({CLOSED, "tutup", "-"})
_HOURS_EXAMPLE = "07.30-12.00, 13.00-16.00"
_ROLE_WORDS = {
    "kepala_bidang": Role.KABID,
    "kepala_seksi": Role.KASI,
    "staff": Role.STAF,
    "anggota_tim": Role.TIM,
    "tim_monev": Role.TIM,
    "sekretaris_dinas": Role.SEKRETARIS,
}
_Choice = TypeVar("_Choice", bound=StrEnum)


class DayKind(StrEnum):
    """What the office makes of a day."""

    LIBUR = "libur"
    MASUK = "masuk"


def folded(text: str) -> str:
    """Return a key, header or choice as it is compared: case, spaces and hyphens do not count."""
    return re.sub(r"[\s_./-]+", "_", text.strip().casefold()).strip("_")


_LEAST_PHONE, _MOST_PHONE = 8, 15
"""Digits of a telephone number (ITU-T E.164)."""


class Fields:
    """Reads cells; what is wrong with one goes to the findings, and an empty value comes back in its place."""

    def __init__(self, findings: Findings) -> None:
        self._findings = findings

    def text(self, cell: Cell, label: str, *, required: bool = False) -> str:
        """Return the text without the blanks around it."""
        if is_blank(cell.value):
            if required:
                self._findings.fault(cell.where, f"{label} masih kosong; isi {label}.")
            return ""
        text = self._plain(cell, label)
        hidden = hidden_in(text)
        if hidden is not None:
            sign = f"U+{ord(hidden):04X}"
            problem = f'{label} "{shown(text)}" memuat karakter tersembunyi ({sign}); hapus lalu ketik ulang.'
        elif len(text) > _MAX_TEXT:
            problem = f"{label} terlalu panjang ({len(text)} huruf); singkat menjadi paling banyak {_MAX_TEXT} huruf."
        else:
            return text
        self._findings.fault(cell.where, problem)
        return ""

    def code(self, cell: Cell, label: str, *, required: bool = True) -> str:
        """Return a code: up to 40 letters, digits, points, hyphens and underscores."""
        text = self.text(cell, label, required=required)
        if not text or _CODE.fullmatch(text):
            return text
        rule = "tulis huruf a-z, angka, titik, tanda hubung atau garis bawah, tanpa spasi, paling banyak 40"
        self._findings.fault(cell.where, f'{label} "{shown(text)}" tidak dapat dipakai; {rule}, misalnya kabid-ikp.')
        return ""

    def flag(self, cell: Cell, label: str) -> bool:
        """Return yes or no; blank is no."""
        if isinstance(cell.value, bool):
            return cell.value
        word = self.text(cell, label).casefold()
        if word and word not in _YES | _NO:
            self._findings.fault(cell.where, f'{label} "{shown(word)}" tidak dikenal; tulis ya atau tidak.')
        return word in _YES

    def phone(self, cell: Cell) -> str:
        """Return a telephone number without blanks, with its plus sign; Excel's numbers have lost their first 0."""
        text = self.text(cell, "telepon")
        digits = "".join(filter(str.isdigit, text))
        if not text:
            return ""
        if not _LEAST_PHONE <= len(digits) <= _MOST_PHONE:
            self._findings.fault(cell.where, f'telepon "{shown(text)}" bukan nomor; tulis misalnya 0812 3456 7890.')
            return ""
        is_spoiled = not text.startswith(("+", "0")) and digits.startswith("8")
        return ("+" if text.startswith("+") else "0" if is_spoiled else "") + digits

    def nip(self, cell: Cell) -> str:
        """Return the NIP's 18 digits without blanks, empty where there is none or where Excel rounded it away."""
        value = cell.value
        if isinstance(value, (int, float)) and _looks_rounded(value):
            return self._rounded_nip(cell)
        text = re.sub(r"\s", "", self.text(cell, "NIP"))
        if not text or (len(text) == _NIP_DIGITS and text.isascii() and text.isdigit()):
            return text
        problem = f'NIP "{shown(text)}" bukan {_NIP_DIGITS} angka; tulis ke-{_NIP_DIGITS} angkanya atau kosongkan.'
        self._findings.fault(cell.where, problem)
        return ""

    def day(self, cell: Cell, label: str) -> date | None:
        """Return the date, None where blank or wrong."""
        value = cell.value
        if is_blank(value):
            return None
        if isinstance(value, datetime):
            value = value.date()
        day = value if isinstance(value, date) else _day_of(str(value).strip())
        if day is not None and day.year in _YEARS:
            return day
        example = "tulis tahun-bulan-tanggal seperti 2026-01-31, atau tanggal-bulan-tahun seperti 31-01-2026"
        self._findings.fault(cell.where, f'{label} "{shown(value)}" bukan tanggal; {example}.')
        return None

    def hours(self, cell: Cell, label: str) -> Hours | None:
        """Return the hours of a day, none for one that is blank or called closed, None where they are wrong."""
        text = self.text(cell, label)
        try:
            return () if text.casefold() in _CLOSED_WORDS else read_hours(text)
        except HoursOrderError:
            problem = f"tidak urut atau bertumpuk; tulis dari pagi ke sore, misalnya {_HOURS_EXAMPLE}"
        except HoursFormatError:
            problem = f"tidak terbaca; tulis jam buka-jam tutup, misalnya {_HOURS_EXAMPLE}"
        self._findings.fault(cell.where, f'{label} "{shown(text)}" {problem}.')
        return None

    def day_kind(self, cell: Cell) -> DayKind | None:
        """Return whether a day is off or worked, None where blank or unknown."""
        return self._choice(cell, self.text(cell, "jenis"), "jenis", DayKind)

    def zone(self, cell: Cell) -> str:
        """Return the IANA name of one of Indonesia's three zones."""
        text = self.text(cell, "zona", required=True)
        if not text:
            return ""
        for short, name in ZONES.items():
            if text.casefold() in (short.casefold(), name.casefold()):
                return name
        self._findings.fault(
            cell.where, f'zona "{shown(text)}" tidak dikenal; {instead(text, (*ZONES, *ZONES.values()))}'
        )
        return ""

    def role(self, cell: Cell) -> Role | None:
        """Return the role, None where blank or unknown."""
        text = self.text(cell, "peran", required=True)
        return _ROLE_WORDS.get(folded(text)) or self._choice(cell, text, "peran", Role)

    def kind(self, cell: Cell) -> HoldingKind | None:
        """Return the capacity, definitif where blank, None where unknown."""
        text = self.text(cell, "sebagai")
        return self._choice(cell, text, "sebagai", HoldingKind) if text else HoldingKind.DEFINITIF

    def _choice(self, cell: Cell, text: str, label: str, choices: type[_Choice]) -> _Choice | None:
        if not text:
            return None
        for choice in choices:
            if choice.value == folded(text):
                return choice
        self._findings.fault(cell.where, f'{label} "{shown(text)}" tidak dikenal; {instead(text, choices)}')
        return None

    def _plain(self, cell: Cell, label: str) -> str:
        value = cell.value
        if isinstance(value, str):
            return value.strip()
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            return str(int(value)) if value == value // 1 else str(value)
        kind = "tanggal" if isinstance(value, date) else "bukan teks"
        problem = f"{label} terbaca sebagai {kind} ({shown(value)}); ubah isian itu menjadi teks lalu ketik ulang."
        self._findings.fault(cell.where, problem)
        return ""

    def _rounded_nip(self, cell: Cell) -> str:
        problem = "NIP tersimpan sebagai angka sehingga digit terakhirnya dibulatkan Excel, maka dikosongkan"
        self._findings.warn(cell.where, f"{problem}; ubah format sel menjadi Teks lalu ketik ulang ke-18 angkanya.")
        return ""


def _looks_rounded(number: float) -> bool:
    return number >= 10**_EXACT_DIGITS and (isinstance(number, float) or number % 1000 == 0)


def _day_of(text: str) -> date | None:
    found = _ISO_DAY.fullmatch(text) or _LOCAL_DAY.fullmatch(text)
    if found is None:
        return None
    try:
        return date(int(found["y"]), int(found["m"]), int(found["d"]))
    except ValueError:
        return None
