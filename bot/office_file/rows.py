"""What TOML and Excel have in common: named cells, each of which knows where it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

PERSON_COLUMNS = ("kode", "nama", "nip", "pangkat", "telepon", "admin")
HOLDING_COLUMNS = ("jabatan", "mulai", "sampai", "sebagai", "sk")
UNIT_COLUMNS = ("kode", "nama")
POST_COLUMNS = ("kode", "nama", "peran", "unit")
OFFICE_KEYS = ("kode", "nama", "zona", "setujui_sendiri", "tindakan_strategis", "masuk")
HEAD_KEYS = ("pemerintah", "dinas", "alamat", "telepon", "surel", "situs", "tempat", "logo")
JUDGING_KEYS = (
    "predikat",
    "batas_rata_rata",
    "lonjakan",
    "capaian_berlebih",
    "capaian_rendah",
    "serapan_tinggi",
)
DAY_KEYS = ("libur_tambahan", "tetap_masuk")
WEEKDAYS = ("senin", "selasa", "rabu", "kamis", "jumat", "sabtu", "minggu")
MONDAY_TO_THURSDAY = "senin_kamis"
WEEK_KEYS = (MONDAY_TO_THURSDAY, *WEEKDAYS)
SPECIAL_COLUMNS = ("nama", "mulai", "sampai", "ramadan", *WEEK_KEYS)
DAY_COLUMNS = ("tanggal", "jenis", "jam", "keterangan")

MAX_BYTES = 5 * 1024 * 1024
MAX_ROWS = 10_000


@dataclass(frozen=True)
class Cell:
    """A value as the file's format gave it; None when blank."""

    value: object
    where: str


@dataclass(frozen=True)
class Row:
    """Cells by column name; `lists` holds those that may carry several values."""

    where: str
    cells: Mapping[str, Cell]
    lists: Mapping[str, tuple[Cell, ...]] = field(default_factory=dict)

    def cell(self, column: str) -> Cell:
        """Return the cell, a blank one at the row's own place where the file has none."""
        return self.cells.get(column, Cell(None, self.where))


@dataclass(frozen=True)
class Section:
    """The rows of one kind. Not `readable` means its absence has been reported and nothing follows from it."""

    where: str
    rows: tuple[Row, ...] = ()
    readable: bool = True


@dataclass(frozen=True)
class OfficeRows:
    """A whole file. `terms` has for each row of `people` the rows of what that person holds, one post each.

    `kantor` is None when its absence has been reported. Its keys are those of the office, "kop_" with those of the
    letterhead, and "kinerja_" with those of how it judges. `week` has the keys of the weekdays; it is None for an
    office with the usual hours.
    """

    kantor: Row | None
    units: Section
    posts: Section
    people: Section
    terms: tuple[tuple[Row, ...], ...]
    week: Row | None
    special: Section
    days: Section


def is_blank(value: object) -> bool:
    """Tell whether a cell counts as not filled in."""
    return value is None or (isinstance(value, str) and not value.strip())
