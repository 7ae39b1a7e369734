"""The columns of the list of indicators as a spreadsheet has them, and the words that may be chosen in them.

The words are the format of the file: what is written out is read back, beside what people write on their own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import TypeVar

from workflow.indicators import QUARTERS, Accumulation, LowerMethod, Polarity
from workflow.quarter import ROMAN


class SheetColumn(StrEnum):
    """A column of the list. The values are stored, and name the fields of the sample file."""

    CODE = "kode"
    UNIT = "unit"
    SASARAN = "sasaran"
    NAME = "indikator"
    SATUAN = "satuan"
    POLARITY = "polaritas"
    METHOD = "cara_hitung"
    ACCUMULATION = "akumulasi"
    TARGET_YEAR = "target_tahun"
    TARGET_1 = "target_tw1"
    TARGET_2 = "target_tw2"
    TARGET_3 = "target_tw3"
    TARGET_4 = "target_tw4"
    LOWER = "batas_bawah"
    UPPER = "batas_atas"
    SCALE = "skala"
    PROGRAM = "program"
    KEGIATAN = "kegiatan"
    PAGU = "pagu"
    RESPONSIBLE = "penanggung_jawab"
    SOURCE = "sumber_data"
    RENSTRA_TARGET = "target_renstra"
    RENSTRA_BEFORE = "realisasi_renstra"
    PAST_1 = "realisasi_tw1"
    PAST_2 = "realisasi_tw2"
    PAST_3 = "realisasi_tw3"
    PAST_4 = "realisasi_tw4"
    SPENT_1 = "anggaran_tw1"
    SPENT_2 = "anggaran_tw2"
    SPENT_3 = "anggaran_tw3"
    SPENT_4 = "anggaran_tw4"


TARGETS = (SheetColumn.TARGET_1, SheetColumn.TARGET_2, SheetColumn.TARGET_3, SheetColumn.TARGET_4)
PAST = (SheetColumn.PAST_1, SheetColumn.PAST_2, SheetColumn.PAST_3, SheetColumn.PAST_4)
SPENT = (SheetColumn.SPENT_1, SheetColumn.SPENT_2, SheetColumn.SPENT_3, SheetColumn.SPENT_4)
RUPIAH_COLUMNS = frozenset({SheetColumn.PAGU, *SPENT})
NEEDED = (SheetColumn.UNIT, SheetColumn.NAME, SheetColumn.SATUAN)
"""Without one of these columns there is no list; a file with one unit only may leave out the unit."""
HEADINGS: Mapping[SheetColumn, str] = MappingProxyType(
    {
        SheetColumn.CODE: "Kode",
        SheetColumn.UNIT: "Unit kerja",
        SheetColumn.SASARAN: "Sasaran",
        SheetColumn.NAME: "Indikator",
        SheetColumn.SATUAN: "Satuan",
        SheetColumn.POLARITY: "Polaritas",
        SheetColumn.METHOD: "Cara hitung",
        SheetColumn.ACCUMULATION: "Akumulasi",
        SheetColumn.TARGET_YEAR: "Target tahun",
        **{column: f"Target TW {roman}" for column, roman in zip(TARGETS, ROMAN, strict=True)},
        SheetColumn.LOWER: "Batas bawah",
        SheetColumn.UPPER: "Batas atas",
        SheetColumn.SCALE: "Skala",
        SheetColumn.PROGRAM: "Program",
        SheetColumn.KEGIATAN: "Kegiatan",
        SheetColumn.PAGU: "Pagu (Rp)",
        SheetColumn.RESPONSIBLE: "Penanggung jawab",
        SheetColumn.SOURCE: "Sumber data",
        SheetColumn.RENSTRA_TARGET: "Target akhir Renstra",
        SheetColumn.RENSTRA_BEFORE: "Realisasi Renstra s/d tahun lalu",
        **{column: f"Realisasi TW {roman}" for column, roman in zip(PAST, ROMAN, strict=True)},
        **{column: f"Anggaran TW {roman} (Rp)" for column, roman in zip(SPENT, ROMAN, strict=True)},
    }
)
POLARITIES: Mapping[Polarity, str] = MappingProxyType(
    {
        Polarity.HIGHER: "Makin tinggi makin baik",
        Polarity.LOWER: "Makin rendah makin baik",
        Polarity.RANGE: "Dalam rentang",
    }
)
METHODS: Mapping[LowerMethod, str] = MappingProxyType(
    {
        LowerMethod.DIFFERENCE: "(2 x target - realisasi) / target",
        LowerMethod.QUOTIENT: "target / realisasi",
    }
)
HIGHER_METHOD = "realisasi / target"
ACCUMULATIONS: Mapping[Accumulation, str] = MappingProxyType(
    {
        Accumulation.AKUMULATIF: "Akumulatif",
        Accumulation.POSISI_AKHIR: "Posisi akhir",
        Accumulation.RATA_RATA: "Rata-rata",
    }
)

_ALIASES: Mapping[str, SheetColumn] = MappingProxyType(
    {
        "kode indikator": SheetColumn.CODE,
        "unit": SheetColumn.UNIT,
        "bidang": SheetColumn.UNIT,
        "unit organisasi": SheetColumn.UNIT,
        "sasaran strategis": SheetColumn.SASARAN,
        "sasaran program": SheetColumn.SASARAN,
        "indikator kinerja": SheetColumn.NAME,
        "indikator kinerja utama": SheetColumn.NAME,
        "indikator sasaran": SheetColumn.NAME,
        "metode": SheetColumn.METHOD,
        "rumus": SheetColumn.METHOD,
        "jenis akumulasi": SheetColumn.ACCUMULATION,
        "sifat data": SheetColumn.ACCUMULATION,
        "target": SheetColumn.TARGET_YEAR,
        "target tahunan": SheetColumn.TARGET_YEAR,
        "anggaran": SheetColumn.PAGU,
        "pagu anggaran": SheetColumn.PAGU,
        "pj": SheetColumn.RESPONSIBLE,
        "target renstra": SheetColumn.RENSTRA_TARGET,
        "realisasi renstra": SheetColumn.RENSTRA_BEFORE,
        **{f"tw {roman.lower()}": column for column, roman in zip(TARGETS, ROMAN, strict=True)},
        **{f"realisasi anggaran tw {roman.lower()}": column for column, roman in zip(SPENT, ROMAN, strict=True)},
    }
)
_POLARITY_WORDS: Mapping[str, Polarity] = MappingProxyType(
    {
        **dict.fromkeys(("tinggi", "makin tinggi", "positif", "maksimal", "maksimum", "naik"), Polarity.HIGHER),
        **dict.fromkeys(("semakin tinggi semakin baik", "tinggi lebih baik", "maximize"), Polarity.HIGHER),
        **dict.fromkeys(("rendah", "makin rendah", "negatif", "minimal", "minimum", "turun"), Polarity.LOWER),
        **dict.fromkeys(("semakin rendah semakin baik", "rendah lebih baik", "minimize"), Polarity.LOWER),
        **dict.fromkeys(("rentang", "range", "stabil", "stabilize"), Polarity.RANGE),
    }
)
_ACCUMULATION_WORDS: Mapping[str, Accumulation] = MappingProxyType(
    {
        **dict.fromkeys(("kumulatif", "akumulasi", "jumlah", "dijumlahkan", "sum"), Accumulation.AKUMULATIF),
        **dict.fromkeys(("akhir", "non kumulatif", "nonkumulatif", "nilai akhir"), Accumulation.POSISI_AKHIR),
        **dict.fromkeys(("tidak kumulatif", "posisi terakhir", "terakhir"), Accumulation.POSISI_AKHIR),
        **dict.fromkeys(("rerata", "rataan", "average"), Accumulation.RATA_RATA),
    }
)
_METHOD_SIGNS: Mapping[str, LowerMethod | None] = MappingProxyType(
    {
        **dict.fromkeys(("2xtarget-realisasi/target", "2t-r/t", "2xt-r/t", "selisih"), LowerMethod.DIFFERENCE),
        **dict.fromkeys(("target/realisasi", "t/r", "hasilbagi"), LowerMethod.QUOTIENT),
        **dict.fromkeys(("realisasi/target", "r/t", "-", "biasa"), None),
    }
)
_BRACKETED = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_NOT_WORDS = re.compile(r"[^a-z0-9%]+")
_ARABIC = MappingProxyType({str(number): ROMAN[number - 1].lower() for number in QUARTERS})
_T = TypeVar("_T")


class UnknownChoiceError(ValueError):
    """The words are none that may be chosen there."""


def column_of(heading: str) -> SheetColumn | None:
    """Return the column that stands under a heading, however it is spelled; None for another."""
    return _COLUMNS.get(_plain(heading)) or _COLUMNS.get(_plain(_BRACKETED.sub(" ", heading)))


def polarity_of(text: str) -> Polarity | None:
    """Return the polaritas that is meant, None where nothing is said; raises UnknownChoiceError."""
    return _chosen(text, POLARITIES, _POLARITY_WORDS)


def accumulation_of(text: str) -> Accumulation | None:
    """Return how the quarters add up, None where nothing is said; raises UnknownChoiceError."""
    return _chosen(text, ACCUMULATIONS, _ACCUMULATION_WORDS)


def method_of(text: str) -> LowerMethod | None:
    """Return the method for lower-is-better, None where nothing or realisasi/target is said.

    Raises UnknownChoiceError.
    """
    signs = re.sub(r"[\s()\[\]]|100%?", "", text.casefold()).replace("×", "x").replace("*", "x").rstrip("x")
    signs = signs.replace("−", "-").replace("–", "-").replace(":", "/")
    if not signs:
        return None
    if signs not in _METHOD_SIGNS:
        raise UnknownChoiceError(text)
    return _METHOD_SIGNS[signs]


def _chosen(text: str, labels: Mapping[_T, str], words: Mapping[str, _T]) -> _T | None:
    plain = _plain(text) or _plain(_BRACKETED.sub(" ", text))
    if not plain:
        return None
    found = {_plain(label): value for value, label in labels.items()} | dict(words)
    short = _plain(_BRACKETED.sub(" ", text))
    for each in (plain, short):
        if each in found:
            return found[each]
    raise UnknownChoiceError(text)


def _plain(text: str) -> str:
    words = _NOT_WORDS.sub(" ", text.casefold()).replace("triwulan", "tw").split()
    return " ".join(
        _ARABIC.get(word, word) if before == "tw" else word for before, word in zip(["", *words], words, strict=False)
    )


_COLUMNS: Mapping[str, SheetColumn] = MappingProxyType(
    {
        **{_plain(_BRACKETED.sub(" ", heading)): column for column, heading in HEADINGS.items()},
        **{_plain(column.value.replace("_tw", " tw ")): column for column in SheetColumn},
        **{_plain(alias): column for alias, column in _ALIASES.items()},
    }
)
