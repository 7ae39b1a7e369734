"""The foot of Formulir E.81: average and predikat, what helped and hindered, what follows, and who signs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from documents.e81_average import Footing
from documents.e81_columns import LAST, RENJA
from documents.e81_rows import Rows
from documents.sheet_signatures import Block, signed
from documents.sheets import BAND, NOTE, PARAGRAPH, Leaf, Look, number
from workflow.papers.e81 import E81Paper, remarks

_LABEL = Look(bold=True, fill=BAND, align="right")
_FRAME = replace(PARAGRAPH, border=True)
_HEAD = Look(bold=True, fill=BAND)
NO_RENSTRA = (
    "Sel kuning yang kosong pada kolom 5 dan 6 belum ada datanya (Renstra); setelah diisi, kolom 13 dan 14 terhitung "
    "dengan sendirinya. "
)
WAY = (
    "Kolom 12 (K) mengikuti cara akumulasi indikator: jumlah, posisi triwulan terakhir, atau rata-rata. Kolom 13 (K) "
    "menjumlahkan kolom 6 dan 12 hanya untuk indikator yang dijumlah; selain itu sama dengan kolom 12. Rata-rata "
    "capaian menurut target triwulan itu sendiri; perhitungannya pada lembar Perhitungan."
)


def write_foot(form: Leaf, paper: E81Paper, rows: Rows, found: Footing) -> None:
    """Write all that stands beneath the rows."""
    row = rows.end
    form.merged(row, 0, row, RENJA - 1, "Rata-rata capaian kinerja (%)", _LABEL)
    form.merged(row + 1, 0, row + 1, RENJA - 1, "Predikat kinerja", _LABEL)
    for offset in (0, 1):
        form.merged(row + offset, RENJA, row + offset, LAST, "", _HEAD)
        form.height(row + offset, 16)
    form.formula(row, RENJA, found.average, found.average_value, number(2, bold=True, fill=BAND, align="left"))
    form.formula(row + 1, RENJA, found.predikat, found.predikat_value, _HEAD)
    row += 2
    for text, look in _texts(paper):
        form.merged(row, 0, row, LAST, text, look)
        row += 1
    is_without = any(
        each.owned.record.renstra_target is None or each.owned.record.renstra_before is None for each in rows.rows
    )
    form.merged(row, 0, row, LAST, (NO_RENSTRA if is_without else "") + WAY, NOTE)
    blocks = (
        Block(1, 5, paper.drawn_up_by, "Disusun", is_dated=True),
        Block(19, 23, paper.evaluated_by, "Dievaluasi", is_dated=False),
    )
    signed(form, row + 2, paper.sheet, blocks)


def _texts(paper: E81Paper) -> Iterator[tuple[str, Look]]:
    written = remarks(paper.record)
    named = (
        ("Faktor pendorong keberhasilan kinerja", written.pendorong),
        ("Faktor penghambat pencapaian kinerja", written.penghambat),
        ("Tindak lanjut yang diperlukan dalam triwulan berikutnya", written.perbaikan),
        ("Tindak lanjut yang diperlukan dalam Renja Perangkat Daerah berikutnya", paper.next_renja),
    )
    for name, lines in named:
        yield f"{name}:", _HEAD
        for line in lines or ("–",):
            yield line, _FRAME
