"""The words about what is odd in a list of indicators: row, column, what stands there, what to write instead.

Plain text, for a message and for the command line alike.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from types import MappingProxyType

from handlers.texts import angka, workbook
from handlers.texts.words import plain_name
from workflow import indicator_check as c
from workflow.indicator_check import Severity
from workflow.indicator_columns import ACCUMULATIONS, HEADINGS, METHODS, SheetColumn
from workflow.indicator_reading import (
    MOST_INDICATORS,
    FindingKind,
    IndicatorReading,
    RowProblem,
    SheetFinding,
    problems,
)
from workflow.indicators import Accumulation, LowerMethod
from workflow.printed_numbers import write_number, write_rupiah
from workflow.quarter import ROMAN
from workflow.readings import Ambiguous, Blank, Fault, NotANumber, Value
from workflow.workbook_reading import WorkbookFault, refusal

ROWS_SHOWN = 8
NAME_SHOWN = 60
OFFERED_SHOWN = 6
_AGAIN = " Unduh format dari sini, salin isiannya, lalu kirim lagi."
_GROUPED: Mapping[FindingKind, str] = MappingProxyType(
    {
        FindingKind.POLARITY_ASSUMED: "Polaritas kosong, dianggap makin tinggi makin baik.",
        FindingKind.ACCUMULATION_ASSUMED: "Akumulasi kosong, dianggap "
        f"{ACCUMULATIONS[Accumulation.POSISI_AKHIR].lower()}.",
        FindingKind.METHOD_ASSUMED: "Cara hitung kosong, padahal makin rendah makin baik. Dipakai "
        f"{METHODS[LowerMethod.DIFFERENCE]}.",
        FindingKind.PAGU_MERGED: "Pagu digabung dengan baris di atasnya; dihitung pada baris pertama saja.",
    }
)
_SENTENCES: Mapping[FindingKind, str] = MappingProxyType(
    {
        FindingKind.NO_ROWS: "Daftarnya masih kosong. Isi lembar Indikator mulai di bawah judul kolom.",
        FindingKind.TOO_MANY_ROWS: f"Daftarnya lebih dari {MOST_INDICATORS} indikator. Bagi menjadi beberapa berkas "
        "per unit.",
        FindingKind.UNIT_MISSING: "unit kerja belum diisi. Pilih: {offered}.",
        FindingKind.UNIT_UNKNOWN: "{text} bukan unit kerja kantor ini. Pilih: {offered}.",
        FindingKind.OFF_SCALE: "{text} tidak ada dalam skala. Pilih: {offered}.",
        FindingKind.CHOICE_UNKNOWN: "{text} tidak dikenal. Pilih: {offered}.",
        FindingKind.SCALE_UNREADABLE: "bagian {text} tidak terbaca. Tulis label=angka dipisah titik koma, "
        "misalnya WTP=4; WDP=3.",
        FindingKind.CELL_ERROR: "{text} adalah tanda galat dari Excel. Perbaiki rumusnya atau tulis isinya.",
        FindingKind.FORMULA_WITHOUT_VALUE: "sel ini berisi rumus yang belum dihitung. Buka di Excel dan simpan, atau "
        "tulis hasilnya.",
        FindingKind.TOO_LONG: "terlalu panjang, paling banyak {limit} huruf.",
        FindingKind.CODE_REPEATED: "kode {text} dipakai lagi di unit yang sama pada baris {others}. Bedakan kodenya.",
        FindingKind.NAME_REPEATED: "indikator ini tertulis lagi di unit yang sama pada baris {others}. Hapus salah "
        "satu, atau bedakan namanya.",
        FindingKind.PAGU_REPEATED: "pagu {amount} untuk kegiatan {text} tertulis lagi pada baris {others}. Bila itu "
        "pagu yang sama, isi pada satu indikator saja supaya tidak terhitung berulang.",
    }
)
_TEXT_FIELDS: Mapping[str, str] = MappingProxyType(
    {
        "code": HEADINGS[SheetColumn.CODE],
        "sasaran": HEADINGS[SheetColumn.SASARAN],
        "name": HEADINGS[SheetColumn.NAME],
        "satuan": HEADINGS[SheetColumn.SATUAN],
    }
)


def refused(fault: WorkbookFault, detail: str = "") -> str:
    """Return why nothing of the file was taken, and what to do."""
    if fault is WorkbookFault.NO_TABLE:
        return "Tabel dengan kolom Unit kerja, Indikator, dan Satuan tidak ditemukan di berkas ini." + _AGAIN
    return workbook.refused(refusal(fault, detail))


def errors(reading: IndicatorReading) -> list[str]:
    """Return everything that has to be mended before the list can be taken, in the order of the rows."""
    found = [(each.row, sentence(each)) for each in reading.findings if each.is_error]
    found += [(each.row, _problem(each)) for each in problems(reading) if each.problem.severity is Severity.ERROR]
    return [said for _, said in sorted(found, key=lambda each: each[0])]


def warnings(reading: IndicatorReading) -> list[str]:
    """Return what looks odd but may be meant so; what concerns many rows alike is said once."""
    found = [(each.row, sentence(each)) for each in reading.findings if not each.is_error and each.kind not in _GROUPED]
    grouped: dict[str, list[int]] = {}
    for each in reading.findings:
        if each.kind in _GROUPED:
            grouped.setdefault(_GROUPED[each.kind], []).append(each.row)
    for odd in problems(reading):
        if odd.problem.severity is Severity.WARNING:
            grouped.setdefault(_upper(_said(odd.problem)), []).append(odd.row)
    found += [(rows[0], f"{_rows(rows)}: {_lower(said)}") for said, rows in grouped.items()]
    return [said for _, said in sorted(found, key=lambda each: each[0])]


def sentence(found: SheetFinding) -> str:
    """Return one finding: row, column, what is wrong, what to do."""
    if found.kind is FindingKind.COLUMN_MISSING and found.column is not None:
        return f"Kolom {HEADINGS[found.column]} tidak ada di berkas. Tambahkan, atau pakai format dari sini."
    said = _finding(found)
    return f"{_place(found)}: {said}" if found.row and found.kind is not FindingKind.TOO_MANY_ROWS else said


def _place(found: SheetFinding) -> str:
    column = f", kolom {HEADINGS[found.column]}" if found.column is not None else ""
    return f"Baris {found.row}{column}{_named(found.name)}"


def _named(name: str) -> str:
    plain = plain_name(name)
    if not plain:
        return ""
    return f' ("{plain[:NAME_SHOWN].rstrip()}…")' if len(plain) > NAME_SHOWN else f' ("{plain}")'


def _finding(found: SheetFinding) -> str:
    if found.kind is FindingKind.NOT_A_NUMBER:
        read = NotANumber(found.fault or Fault.UNREADABLE, found.text, found.part)
        return angka.problem(read, found.expected)
    if found.kind is FindingKind.AMBIGUOUS and found.doubt is not None:
        readings = tuple(Blank() if number is None else Value(number) for number in found.numbers)
        asked = angka.question(Ambiguous(found.doubt, found.text, readings), found.expected)
        return f"{asked} Tulis ulang di sel itu dengan cara yang jelas, lalu kirim lagi."
    if found.kind in _GROUPED:
        return _lower(_GROUPED[found.kind])
    return _SENTENCES[found.kind].format(
        text=_quoted(found.text),
        offered=_offered(found.offered),
        others=_numbers(found.others),
        limit=write_number(_first(found)),
        amount=write_rupiah(_first(found)),
    )


def _first(found: SheetFinding) -> Decimal:
    first = found.numbers[0] if found.numbers else None
    return Decimal(0) if first is None else first


def _quoted(text: str) -> str:
    plain = plain_name(text)
    return f'"{plain[:NAME_SHOWN].rstrip()}…"' if len(plain) > NAME_SHOWN else f'"{plain}"'


def _offered(names: Iterable[str]) -> str:
    plain = [plain_name(name) for name in names]
    more = len(plain) - OFFERED_SHOWN
    return ", ".join(plain[:OFFERED_SHOWN]) + (f", dan {more} lainnya" if more > 0 else "")


def _rows(rows: list[int]) -> str:
    return f"Baris {_numbers(tuple(sorted(set(rows))))}"


def _numbers(rows: Iterable[int]) -> str:
    every = [str(row) for row in rows]
    more = len(every) - ROWS_SHOWN
    return ", ".join(every[:ROWS_SHOWN]) + (f" dan {more} lagi" if more > 0 else "")


def _problem(found: RowProblem) -> str:
    return f"Baris {found.row}{_named(found.name)}: {_said(found.problem)}"


def _quarter(quarter: int | None) -> str:
    return "tahun" if quarter is None else f"TW {ROMAN[quarter - 1]}"


def _quarters(quarters: Iterable[int | None]) -> str:
    return ", ".join(_quarter(quarter) for quarter in quarters)


def _said(problem: c.Problem) -> str:
    """Return what is wrong with the indicator, and what to do."""
    return _WORDS[type(problem)](problem)


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def _contradicted(found: c.YearContradicted) -> str:
    what = "jumlah target triwulan" if found.accumulation is Accumulation.AKUMULATIF else "target triwulan terakhir"
    return (
        f"target tahun {write_number(found.target_year)} tidak sama dengan {what}, yaitu "
        f"{write_number(found.from_quarters)}. Mohon dipastikan."
    )


_WORDS: Mapping[type, Callable[..., str]] = MappingProxyType(
    {
        c.TextMissing: lambda found: f"{_TEXT_FIELDS[found.field].lower()} belum diisi.",
        c.BoundsMissing: lambda _: "targetnya rentang, tetapi batas bawah atau batas atas belum diisi.",
        c.BoundsReversed: lambda found: (
            f"batas bawah {write_number(found.lower)} lebih besar daripada batas atas {write_number(found.upper)}."
        ),
        c.BoundsUnused: lambda _: (
            "batas bawah dan batas atas diisi, tetapi polaritasnya bukan dalam rentang, jadi batas itu tidak dipakai."
        ),
        c.TargetsMissing: lambda _: "belum ada target triwulan. Isi paling sedikit satu.",
        c.QuartersWithoutTarget: lambda found: (
            f"tanpa target pada {_quarters(found.quarters)}, jadi tidak ditagih pada triwulan itu."
        ),
        c.YearTargetMissing: lambda _: "target tahun belum diisi.",
        c.TargetZero: lambda found: f"target 0 pada {_quarters(found.quarters)}: capaian tidak dapat dihitung.",
        c.TargetNegative: lambda found: (
            f"target {_quarter(found.quarter)} di bawah 0 ({write_number(found.target)}): capaian tidak dapat dihitung."
        ),
        c.YearContradicted: _contradicted,
        c.ScaleLabelRepeated: lambda found: f"label {_quoted(found.label)} tertulis dua kali dalam skala.",
        c.ScaleLabelMissing: lambda found: f"angka {write_number(found.value)} dalam skala tidak berlabel.",
        c.ScaleValueRepeated: lambda found: (
            f"label {_quoted(found.labels[0])} dan {_quoted(found.labels[1])} dalam "
            f"skala bernilai sama ({write_number(found.value)})."
        ),
        c.TargetOffScale: lambda found: (
            f"target {_quarter(found.quarter)} ({write_number(found.target)}) tidak ada dalam skala."
        ),
        c.ScaleSummed: lambda _: "nilai skala tidak dapat dijumlahkan. Pilih akumulasi posisi akhir atau rata-rata.",
        c.PaguNegative: lambda found: f"pagu {write_rupiah(found.pagu)} di bawah 0.",
    }
)
