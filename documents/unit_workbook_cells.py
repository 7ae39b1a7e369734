"""How the cells of a unit's workbook look, what may be typed into them, and what is said beside them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from documents.sheets import INPUT, SOFT, Look
from workflow.fields import NARRATIVE_LIMIT
from workflow.filling import Field, expected_of
from workflow.indicators import Bounds, Indicator
from workflow.printed_numbers import write_number
from workflow.readings import Measure

LOCKED_FILL = "#EDEFF2"
_PERCENT, _WHOLE, _ANY, _TEXT = '0.00"%"', "#,##0", "General", "@"
_MOST = 10**17
"""Beyond it a spreadsheet no longer keeps every digit, and no figure of an office is so large."""
OWN_AMOUNT = "Rupiah yang dibelanjakan dalam triwulan ini saja, bukan sejak Januari."
_BLANK = "Biarkan kosong bila belum ada data; tulis 0 bila memang nol."


@dataclass(frozen=True)
class CellLook(Look):
    """How a cell of the table looks, with its number format and whether it can be typed into."""

    shown: str = _ANY
    unlocked: bool = False
    size: float = 10

    def properties(self, *, quoted: bool = False) -> Mapping[str, Any]:
        """Return it in XlsxWriter's words."""
        mine = {"num_format": self.shown, "locked": not self.unlocked}
        return {**super().properties(quoted=quoted), **mine}


TEXT = CellLook()
CENTER = CellLook(align="center")
FAINT = CellLook(size=8, color=SOFT, align="center")
BAND = CellLook(bold=True, fill="#F2F5F9", wrap=False, border=False)
NARRATIVE = CellLook(fill=INPUT, unlocked=True, shown=_TEXT)
NO_BUDGET = CellLook(fill=LOCKED_FILL)
RUPIAH = CellLook(align="right", wrap=False, shown=_WHOLE)
CAPAIAN = CellLook(align="right", shown="0.00", size=9, color=SOFT)


def figure_look(indicator: Indicator) -> CellLook:
    """Return how a realisasi or target of the indicator is shown: a percent sign is text, no factor of a hundred."""
    if indicator.scale:
        return CellLook(align="center")
    expected = expected_of(indicator, Field.REALISASI)
    if expected.measure is Measure.PERCENT:
        return CellLook(align="right", wrap=False, shown=_PERCENT)
    shown = _WHOLE if expected.whole or expected.measure is Measure.RUPIAH else _ANY
    return CellLook(align="right", wrap=False, shown=shown)


def to_fill(look: CellLook) -> CellLook:
    """Return the look of a cell that is to be filled in."""
    return replace(look, fill=INPUT, unlocked=True, bold=True)


def rule(indicator: Indicator, field: Field, labels: str) -> Mapping[str, Any]:
    """Return what may be typed there, in XlsxWriter's words; `labels` are the cells with the labels of a scale."""
    said = {"input_title": _title(field), "input_message": how(indicator, field)[:255], "ignore_blank": True}
    wrong = {"error_title": "Mohon diperiksa", "error_message": how(indicator, field)[:255]}
    if not field.is_figure:
        return {"validate": "length", "criteria": "<=", "value": NARRATIVE_LIMIT, **said, **wrong}
    if field is Field.REALISASI and indicator.scale:
        return {"validate": "list", "source": f"={labels}", **said, **wrong}
    if field is Field.REALISASI and expected_of(indicator, field).whole:
        return {"validate": "integer", "criteria": "between", "minimum": 0, "maximum": _MOST, **said, **wrong}
    least = 0 if field is Field.ANGGARAN else -_MOST
    return {"validate": "decimal", "criteria": "between", "minimum": least, "maximum": _MOST, **said, **wrong}


def how(indicator: Indicator, field: Field) -> str:
    """Return how the field is written."""
    match field:
        case Field.REALISASI:
            return f"{_how_realised(indicator)} {_BLANK}"
        case Field.ANGGARAN:
            return f"{OWN_AMOUNT} {_BLANK}"
        case Field.PENDORONG:
            return "Apa yang membantu tercapainya target."
        case Field.PENGHAMBAT:
            return "Apa yang menghambat, terutama bila target tidak tercapai."
        case Field.PERBAIKAN:
            return "Apa yang akan dilakukan triwulan depan agar membaik."


def _how_realised(indicator: Indicator) -> str:
    if indicator.scale:
        labels = ", ".join(level.label for level in indicator.scale)
        return f"Pilih salah satu: {labels if len(labels) <= 100 else 'lihat daftarnya'}."
    expected = expected_of(indicator, Field.REALISASI)
    if expected.measure is Measure.PERCENT:
        return "Angka persen, misalnya 93,75 untuk 93,75%."
    if expected.measure is Measure.RUPIAH:
        return "Angka rupiah penuh, misalnya 1250000."
    satuan = " ".join(indicator.satuan.split())[:40] or "angka"
    return f"Jumlah {satuan}, bilangan bulat." if expected.whole else f"Angka dalam {satuan}, misalnya 9 atau 9,5."


def _title(field: Field) -> str:
    return {
        Field.REALISASI: "Realisasi triwulan ini",
        Field.ANGGARAN: "Realisasi anggaran",
        Field.PENDORONG: "Faktor pendorong",
        Field.PENGHAMBAT: "Faktor penghambat",
        Field.PERBAIKAN: "Rencana perbaikan",
    }[field]


def printed(number: Decimal | Bounds | None, indicator: Indicator) -> str | Decimal | None:
    """Return a target or realisasi as its cell holds it: a label of the scale, the two ends of a range, a number."""
    if isinstance(number, Bounds):
        return f"{write_number(number.lower)} sampai {write_number(number.upper)}"
    level = None if number is None or not indicator.scale else indicator.level_of(number)
    return number if level is None else level.label
