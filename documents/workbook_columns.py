"""The columns of a unit's workbook and the line that says whose it is: what its maker writes and its reader finds."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType

from workflow.filling import Field
from workflow.quarter import ROMAN, Quarter

TABLE, GUIDE, HIDDEN = "Isian", "Petunjuk", "monev"
"""Names of the sheets."""
SASARAN = "Sasaran: "
_MARK = "Kode berkas: "
_BEGINS = "MONEV/"
_MARKED = re.compile(r"MONEV/(?P<unit>[^\r\n]{1,200})/(?P<year>\d{4})-TW(?P<quarter>[1-4])/(?P<edition>[0-9a-f]{8})")
_TITLED = re.compile(r"triwulan\s+(?P<roman>iv|i{1,3})\s+tahun\s+(?P<year>\d{4})", re.IGNORECASE)


class Column(Enum):
    """A column of the table, in the order in which it stands: what a phone shows first comes first."""

    NUMBER = "number"
    NAME = "name"
    SATUAN = "satuan"
    TARGET = "target"
    BEFORE = "before"
    REALISASI = "realisasi"
    CAPAIAN = "capaian"
    PAGU = "pagu"
    BUDGET_BEFORE = "budget_before"
    ANGGARAN = "realisasi_anggaran"
    PENDORONG = "faktor_pendorong"
    PENGHAMBAT = "faktor_penghambat"
    PERBAIKAN = "rencana_perbaikan"
    CODE = "code"


FILLED: Mapping[Column, Field] = MappingProxyType(
    {
        Column.REALISASI: Field.REALISASI,
        Column.ANGGARAN: Field.ANGGARAN,
        Column.PENDORONG: Field.PENDORONG,
        Column.PENGHAMBAT: Field.PENGHAMBAT,
        Column.PERBAIKAN: Field.PERBAIKAN,
    }
)
"""The columns that a unit fills in."""


@dataclass(frozen=True)
class Identity:
    """Whose workbook it is; what a heading that was typed by hand does not say is empty."""

    quarter: Quarter
    unit_code: str = ""
    edition: str = ""


def heading(column: Column, quarter: Quarter) -> str:
    """Return what stands above a column."""
    this, before = f"TW {quarter.roman}", f"TW {quarter.previous.roman}"
    return {
        Column.NUMBER: "No",
        Column.NAME: "Indikator",
        Column.SATUAN: "Satuan",
        Column.TARGET: f"Target {this}",
        Column.BEFORE: f"Triwulan lalu: realisasi {before}",
        Column.REALISASI: f"Realisasi {this}",
        Column.CAPAIAN: "Capaian (%)",
        Column.PAGU: "Pagu setahun (Rp)",
        Column.BUDGET_BEFORE: f"Triwulan lalu: anggaran {before} (Rp)",
        Column.ANGGARAN: f"Realisasi anggaran {this} (Rp)",
        Column.PENDORONG: "Faktor pendorong",
        Column.PENGHAMBAT: "Faktor penghambat",
        Column.PERBAIKAN: "Rencana perbaikan",
        Column.CODE: "Kode",
    }[column]


def columns(quarter: Quarter) -> tuple[Column, ...]:
    """Return the columns of a quarter's workbook: the first quarter of a year has none before it."""
    lacking = (Column.BEFORE, Column.BUDGET_BEFORE) if quarter.number == 1 else ()
    return tuple(column for column in Column if column not in lacking)


def identity_line(unit_code: str, quarter: Quarter, edition: str) -> str:
    """Return the line that names unit, quarter and edition, on the sheet itself: apps drop what is hidden."""
    return f"{_MARK}MONEV/{unit_code}/{quarter.year}-TW{quarter.number}/{edition}"


def identity_in(text: str) -> Identity | None:
    """Return whose workbook a cell says that it is; None where it says nothing of it."""
    place = text.rfind(_BEGINS)
    found = _MARKED.match(text, place) if place >= 0 else None
    if found is not None:
        quarter = Quarter(int(found["year"]), int(found["quarter"]))
        return Identity(quarter, found["unit"], found["edition"])
    titled = _TITLED.search(text)
    if titled is None:
        return None
    return Identity(Quarter(int(titled["year"]), ROMAN.index(titled["roman"].upper()) + 1))
