"""The words about a unit's workbook that was read: plain text, for a message and for the comment of a cell alike."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from handlers.texts import angka
from handlers.texts.words import plain_name
from workflow.fields import NARRATIVE_LIMIT
from workflow.filling import Field
from workflow.papers.unit_workbook import Mark
from workflow.printed_numbers import write_measured, write_number
from workflow.readings import Ambiguous, Blank, Fault, Measure, NotANumber, Value
from workflow.workbook_reading import (
    MOST_ROWS,
    Finding,
    FindingKind,
    HeaderFinding,
    HeaderKind,
    Offered,
    Severity,
    WorkbookFault,
    WorkbookReading,
)

NAME_SHOWN = 80
FIELDS: Mapping[Field, str] = MappingProxyType(
    {
        Field.REALISASI: "Realisasi",
        Field.ANGGARAN: "Realisasi anggaran",
        Field.PENDORONG: "Faktor pendorong",
        Field.PENGHAMBAT: "Faktor penghambat",
        Field.PERBAIKAN: "Rencana perbaikan",
    }
)
_AGAIN = " Unduh format Excel yang baru, salin isiannya, lalu kirim lagi."
_AS_XLSX = " Buka berkasnya, pilih Simpan Sebagai, jenis Excel (.xlsx), lalu kirim lagi."
_REFUSALS: Mapping[WorkbookFault, str] = MappingProxyType(
    {
        WorkbookFault.GONE: "Berkas tidak lagi tersimpan. Mohon kirim lagi.",
        WorkbookFault.NOT_A_WORKBOOK: "Berkas ini bukan buku kerja Excel (.xlsx)." + _AGAIN,
        WorkbookFault.OLD_EXCEL: "Berkas ini berformat Excel lama (.xls) atau bersandi." + _AS_XLSX,
        WorkbookFault.BINARY_EXCEL: "Berkas ini berformat Excel biner (.xlsb)." + _AS_XLSX,
        WorkbookFault.OPEN_DOCUMENT: "Berkas ini berformat OpenDocument (.ods)." + _AS_XLSX,
        WorkbookFault.PLAIN_TABLE: "Berkas ini tabel teks (.csv), bukan Excel." + _AS_XLSX,
        WorkbookFault.ENCRYPTED: "Berkas ini bersandi. Hapus sandinya di Excel (File, Info, Lindungi Buku Kerja), "
        "simpan, lalu kirim lagi.",
        WorkbookFault.MACROS: "Berkas ini memuat makro." + _AS_XLSX,
        WorkbookFault.EXTERNAL_LINKS: "Berkas ini memuat tautan ke berkas lain. Di Excel pilih Data, Edit Tautan, "
        "Putuskan Tautan, simpan, lalu kirim lagi.",
        WorkbookFault.BROKEN: "Berkas ini rusak dan tidak dapat dibuka. Buka di Excel, simpan ulang, lalu kirim lagi.",
        WorkbookFault.HOSTILE: "Susunan berkas ini tidak wajar, jadi tidak dibaca." + _AGAIN,
        WorkbookFault.TOO_LARGE: "Isi berkas ini terlalu besar." + _AGAIN,
        WorkbookFault.TOO_MANY_ROWS: "Berkas ini memuat lebih dari {rows} baris." + _AGAIN,
        WorkbookFault.TOO_MANY_SHEETS: "Berkas ini memuat terlalu banyak lembar." + _AGAIN,
        WorkbookFault.NO_TABLE: "Tabel dengan kolom Indikator dan Realisasi tidak ditemukan di berkas ini." + _AGAIN,
        WorkbookFault.TWO_TABLES: "Lebih dari satu lembar memuat tabel yang terisi: {detail}. Sisakan satu saja, "
        "simpan, lalu kirim lagi.",
        WorkbookFault.OTHER_UNIT: "Berkas ini milik unit lain: {detail}. Yang diminta {awaited}." + _AGAIN,
        WorkbookFault.OTHER_YEAR: "Berkas ini untuk {detail}, sedangkan yang diminta {awaited}." + _AGAIN,
        WorkbookFault.NO_INDICATOR: "Tidak satu pun indikator unit ini ada di berkas." + _AGAIN,
    }
)
_HEADERS: Mapping[HeaderKind, str] = MappingProxyType(
    {
        HeaderKind.OTHER_QUARTER: "Berkas ini untuk {found}, sedangkan yang diminta {awaited}. "
        "Apakah isinya memang data {awaited}?",
        HeaderKind.UNMARKED: "Di berkas ini tidak tertulis untuk unit dan triwulan mana. "
        "Apakah isinya memang data {awaited}?",
        HeaderKind.OLDER_EDITION: "Format ini dibuat sebelum indikator atau target berubah. "
        "Target yang dipakai adalah yang berlaku sekarang.",
        HeaderKind.COLUMN_MISSING: "Kolom {found} tidak ada di berkas, jadi tidak ada yang diambil untuk kolom itu.",
    }
)


def refused(reading: WorkbookReading) -> str:
    """Return why nothing was taken, and what to do; empty for a workbook that was read."""
    if reading.refused is None:
        return ""
    return _REFUSALS[reading.refused].format(
        detail=_short(reading.detail), awaited=plain_name(reading.awaited), rows=_count(MOST_ROWS)
    )


def header(found: HeaderFinding) -> str:
    """Return what is odd about the workbook as a whole; a question where it must be confirmed."""
    return _HEADERS[found.kind].format(found=_short(found.found), awaited=plain_name(found.awaited))


def sentence(found: Finding) -> str:
    """Return where it is, what is wrong, what to do: `Baris 7, kolom Realisasi ("…"): "sembilan" bukan angka. …`."""
    return f"{_where(found)}: {_WHAT[found.kind](found)}"


def choices(found: Finding) -> tuple[str, ...]:
    """Return the words on the buttons, one for each offered reading, in their order; all different."""
    if found.kind is FindingKind.AMBIGUOUS and found.doubt is not None:
        return angka.answers(_ambiguous(found), found.expected)
    return tuple(_choice(each, found) for each in found.offered)


def marks(reading: WorkbookReading) -> tuple[Mark, ...]:
    """Return what the marked copy says: of the whole first, then of each cell."""
    if reading.refused is not None:
        return (Mark(refused(reading), Severity.ERROR),)
    heads = tuple(Mark(header(each), Severity.WARNING) for each in reading.header)
    return heads + tuple(Mark(sentence(each), each.severity, each.sheet, each.cell) for each in reading.findings)


def _where(found: Finding) -> str:
    """Return `Baris 7, kolom Realisasi ("nama")`, or the name alone where the workbook has no such row."""
    name = f'"{_short(found.name) or _short(found.code)}"'
    if not found.row:
        return f"{FIELDS[found.field]} {name}" if found.field else name
    column = f", kolom {plain_name(found.column)}" if found.column else ""
    return f"Baris {found.row}{column} ({name})"


def _not_a_number(found: Finding) -> str:
    fault = found.fault or Fault.WORDS
    return angka.problem(NotANumber(fault, found.text, found.part), found.expected)


def _ambiguous(found: Finding) -> Ambiguous:
    if found.doubt is None:
        raise ValueError(f"{found.kind} is no doubt between readings")
    readings = tuple(
        Blank(found.text) if each.number is None else Value(each.number, each.measure) for each in found.offered
    )
    return Ambiguous(found.doubt, found.text, readings)


def _question(found: Finding) -> str:
    return angka.question(_ambiguous(found), found.expected)


def _below_zero(found: Finding) -> str:
    return f"{_said(found)} kurang dari nol, padahal tidak mungkin minus. {_offer(found)}"


def _off_scale(found: Finding) -> str:
    return f"{_said(found)} tidak ada pada skala indikator ini. Pilih salah satu: {', '.join(choices(found))}."


def _without_value(found: Finding) -> str:
    if not found.is_mendable:
        return "sel berisi rumus tanpa hasil. Tulis ulang kalimatnya."
    return f"sel berisi rumus tanpa hasil. Tulis angkanya, misalnya {angka.example(found.expected)}."


def _merged(found: Finding) -> str:
    return f"sel digabung dengan {_rows(found)}, jadi tidak jelas untuk indikator mana. {_offer(found)}"


def _blank(found: Finding) -> str:
    what = "realisasi anggaran" if found.field is Field.ANGGARAN else "realisasi"
    return f"{what} kosong. Tulis 0 bila memang nol; biarkan kosong bila belum ada data."


def _cell_error(found: Finding) -> str:
    return f"sel berisi tanda galat {_said(found)}. Tulis ulang kalimatnya."


def _too_long(_: Finding) -> str:
    return f"tulisan terlalu panjang (paling banyak {_count(NARRATIVE_LIMIT)} huruf). Mohon diringkas."


def _not_listed(_: Finding) -> str:
    return "indikator ini tidak ada di berkas. Isi di chat, atau unduh format Excel yang baru."


def _unknown(found: Finding) -> str:
    code = f" (kode {_said(found)})" if found.text else ""
    return f"indikator ini{code} tidak ada dalam daftar indikator unit, jadi isinya tidak diambil."


def _contradictory(found: Finding) -> str:
    return f"kode dan nama milik indikator yang berbeda ({_said(found)}), jadi isinya tidak diambil. Mohon diperiksa."


def _doubled(found: Finding) -> str:
    return f"indikator ini tertulis juga di {_rows(found)} dengan isi berbeda. {_offer(found)}"


def _name_changed(found: Finding) -> str:
    return f"nama indikator di berkas ({_said(found)}) berbeda. Isinya diambil menurut kode."


_WHAT: Mapping[FindingKind, Callable[[Finding], str]] = MappingProxyType(
    {
        FindingKind.NOT_A_NUMBER: _not_a_number,
        FindingKind.AMBIGUOUS: _question,
        FindingKind.BELOW_ZERO: _below_zero,
        FindingKind.OFF_SCALE: _off_scale,
        FindingKind.FORMULA_WITHOUT_VALUE: _without_value,
        FindingKind.MERGED: _merged,
        FindingKind.BLANK: _blank,
        FindingKind.CELL_ERROR: _cell_error,
        FindingKind.TOO_LONG: _too_long,
        FindingKind.NOT_LISTED: _not_listed,
        FindingKind.UNKNOWN: _unknown,
        FindingKind.CONTRADICTORY: _contradictory,
        FindingKind.DOUBLED: _doubled,
        FindingKind.NAME_CHANGED: _name_changed,
    }
)


def _offer(found: Finding) -> str:
    offered = choices(found)
    if not offered:
        return "Mohon diperiksa."
    *others, last = offered
    return f"Apakah maksudnya {', '.join(others)} atau {last}?" if others else f"Apakah maksudnya {last}?"


def _choice(each: Offered, found: Finding) -> str:
    if each.number is None:
        return angka.BLANK
    if each.label:
        return f"{_short(each.label)} ({write_number(each.number)})"
    measure = found.expected.measure if each.measure is Measure.NONE else each.measure
    return write_measured(each.number, measure)


def _rows(found: Finding) -> str:
    return "baris " + " dan ".join(str(row) for row in found.others) if found.others else "sel lain"


def _said(found: Finding) -> str:
    return f'"{_short(found.text)}"'


def _short(text: str) -> str:
    plain = plain_name(text)
    return f"{plain[:NAME_SHOWN]}…" if len(plain) > NAME_SHOWN else plain


def _count(number: int) -> str:
    return f"{number:,}".replace(",", ".")
