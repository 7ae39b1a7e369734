"""The words of /indikator: the list of a year, one indicator with its history, and asking for a list."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from markupsafe import Markup

from handlers.texts import capaian
from handlers.texts.indikator_perubahan import change_line
from handlers.texts.words import EMPTY, brief, fill, lines, named, paragraphs, plain_name, sentence
from workflow.indicator_columns import ACCUMULATIONS, HIGHER_METHOD, METHODS, POLARITIES
from workflow.indicator_imports import KeptVersion
from workflow.indicator_plan import PlannedIndicator, differences
from workflow.indicators import Bounds, Indicator, Polarity
from workflow.office import Unit
from workflow.percent import total
from workflow.printed_numbers import write_number, write_rupiah
from workflow.quarter import ROMAN, Quarter

if TYPE_CHECKING:
    from handlers.desk import Desk

DOWNLOAD_EMPTY = "Unduh format"
DOWNLOAD = "Unduh daftar (Excel)"
UPLOAD = "Unggah"
APPLY = "Terapkan"
LEAVE = "Batal"
TO_LIST = "Ke daftar unit"
TASKS = "Tugas saya"
CHANGED_SINCE = "Yang akan berubah tidak sama lagi dengan yang tadi ditampilkan. Mohon periksa lagi, lalu terapkan."
NOT_ALLOWED = Markup(
    "Daftar indikator diubah oleh Subbag Perencanaan dan Keuangan atau admin kantor. Bila ada yang keliru, mohon "
    "beri tahu mereka."
)
ASK_FILE = Markup(
    "📎 Silakan kirim berkas Excel daftar indikator ke sini.\n"
    "Yang berubah ditampilkan dahulu; belum ada yang tersimpan sebelum Bapak/Ibu menekan Terapkan."
)
FETCHING = Markup("⏳ Mengambil berkas…")
CHECKING = Markup("⏳ Memeriksa berkas…")
STILL_AT_WORK = Markup("⏳ Berkas masih diperiksa. Hasilnya muncul di sini sebentar lagi.")
FILE_WANTED = Markup("Yang ditunggu di sini berkas Excel daftar indikator. Tekan Batal bila tidak jadi.")
NO_WORKBOOK = Markup("Berkas itu bukan Excel (.xlsx). Daftar indikator dibaca dari Excel; unduh formatnya dari sini.")
LOST = Markup("Hasil pemeriksaan berkas tadi tidak lagi dapat dibaca. Silakan kirim berkasnya sekali lagi.")
NOTHING_CHANGES = Markup("Tidak ada yang berubah: daftarnya sudah seperti ini.")
NAME_LIMIT = 90


def year_label(year: int) -> str:
    """Return the label of another year's button."""
    return f"Tahun {year}"


def unit_label(unit: Unit, count: int) -> str:
    """Return the label of a unit's button."""
    return f"{plain_name(unit.name)} ({count})"


def from_label(quarter: int, *, is_chosen: bool) -> str:
    """Return the label of the button that lets the list hold from that quarter on."""
    return f"{'● ' if is_chosen else ''}Mulai TW {ROMAN[quarter - 1]}"


def overview(quarter: Quarter, units: Sequence[tuple[Unit, Sequence[PlannedIndicator]]], *, keeper: bool) -> Markup:
    """Show how many indicators each unit has in that quarter, and their pagu."""
    whole = sum(len(planned) for _, planned in units)
    if not whole:
        empty = fill("Belum ada indikator untuk tahun {year}.", year=quarter.year)
        asked = Markup("Unduh formatnya, isi, lalu unggah.") if keeper else EMPTY
        return paragraphs(_title(quarter), lines(empty, asked))
    shown = (
        fill("• {name}: {count} indikator{pagu}", name=plain_name(unit.name), count=len(planned), pagu=_pagu(planned))
        for unit, planned in units
    )
    return paragraphs(_title(quarter), lines(*shown), fill("Jumlah: {whole} indikator.", whole=whole))


def _title(quarter: Quarter) -> Markup:
    return fill(
        "🎯 <b>Indikator kinerja {year}</b>\nyang berlaku pada Triwulan {roman}", year=quarter.year, roman=quarter.roman
    )


def _pagu(planned: Sequence[PlannedIndicator]) -> str:
    given = [each.indicator.pagu for each in planned if each.indicator.pagu is not None]
    return f", pagu {write_rupiah(total(given))}" if given else ""


def of_unit(quarter: Quarter, unit: Unit, planned: Sequence[PlannedIndicator]) -> Markup:
    """List a unit's indicators with their target of that quarter and of the year."""
    shown = (
        lines(
            fill("{n}. <b>{name}</b>", n=number, name=capaian.name(each.indicator, NAME_LIMIT)),
            fill(
                "    TW {roman}: {now} · tahun: {year}",
                roman=quarter.roman,
                now=target(each.indicator, quarter.number),
                year=year_target(each.indicator),
            ),
        )
        for number, each in enumerate(planned, start=1)
    )
    head = lines(_title(quarter), fill("<b>{name}</b>", name=plain_name(unit.name)))
    return paragraphs(head, lines(*shown) if planned else Markup("Belum ada indikator."))


def target(indicator: Indicator, quarter: int) -> str:
    """Return a quarter's target with its satuan."""
    wanted = indicator.target(quarter)
    if isinstance(wanted, Bounds):
        return f"{write_number(wanted.lower)} sampai {write_number(wanted.upper)} {plain_name(indicator.satuan)}"
    return "tidak ada" if wanted is None else capaian.figure(wanted, indicator)


def year_target(indicator: Indicator) -> str:
    """Return the year's target with its satuan."""
    if indicator.polarity is Polarity.RANGE:
        return target(indicator, 1)
    return "tidak ada" if indicator.target_year is None else capaian.figure(indicator.target_year, indicator)


def details(desk: Desk, unit: Unit, planned: PlannedIndicator, history: Sequence[KeptVersion]) -> Markup:
    """Show an indicator with every field, and what became of it when."""
    known = planned.indicator
    return paragraphs(
        lines(
            fill("🎯 <b>{name}</b>", name=plain_name(known.name)),
            fill("{unit} · kode <code>{code}</code>", unit=plain_name(unit.name), code=known.code),
        ),
        lines(
            _said("Sasaran", known.sasaran),
            _said("Satuan", known.satuan),
            _said("Polaritas", POLARITIES[known.polarity]),
            _said("Cara hitung", _method(known)),
            _said("Akumulasi", ACCUMULATIONS[known.accumulation]),
            _said("Skala", "; ".join(f"{level.label}={write_number(level.value)}" for level in known.scale)),
        ),
        lines(
            *(_said(f"Target TW {roman}", target(known, number)) for number, roman in enumerate(ROMAN, start=1)),
            _said("Target tahun", year_target(known)),
        ),
        lines(
            _said("Program", known.program),
            _said("Kegiatan", known.kegiatan),
            _said("Pagu", "" if known.pagu is None else write_rupiah(known.pagu)),
            _said("Penanggung jawab", known.penanggung_jawab),
            _said("Sumber data", known.sumber_data),
            _said("Target akhir Renstra", _figure(planned.renstra_target, known)),
            _said("Realisasi Renstra s/d tahun lalu", _figure(planned.renstra_before, known)),
        ),
        _history(desk, history),
    )


def _said(label: str, text: str) -> Markup:
    return fill("{label}: {text}", label=label, text=plain_name(text)) if text else EMPTY


def _method(known: Indicator) -> str:
    match known.polarity:
        case Polarity.HIGHER:
            return HIGHER_METHOD
        case Polarity.LOWER:
            return METHODS[known.lower_method]
        case Polarity.RANGE:
            return "100% di dalam rentang"


def _figure(number: Decimal | None, known: Indicator) -> str:
    return "" if number is None else capaian.figure(number, known)


def _history(desk: Desk, history: Sequence[KeptVersion]) -> Markup:
    """Say which import made it what it is, the first first, each with what it changed."""
    shown: list[Markup] = [Markup("<b>Riwayat</b>")]
    before: PlannedIndicator | None = None
    for each in history:
        came, version = each.imported, each.version
        by = "baris perintah" if came.person_id is None else named(desk.office.person(came.person_id))
        shown.append(
            fill(
                "• berlaku mulai TW {roman}: {file}, {at} oleh {by}",
                roman=ROMAN[version.from_quarter - 1],
                file=plain_name(came.file_name),
                at=brief(came.at, desk.calendar),
                by=by,
            )
        )
        if version.is_dropped:
            shown.append(Markup("    dihentikan"))
        elif before is not None:
            shown += [
                fill("    {line}", line=change_line(change, version.planned.indicator))
                for change in differences(before, version.planned)
            ]
        before = None if version.is_dropped else version.planned
    return lines(*shown)


def template_caption(year: int, count: int) -> Markup:
    """Say what the workbook is and what to do with it."""
    if not count:
        said = fill("Format indikator kinerja tahun {year}. Contoh pengisian ada di lembar kedua.", year=year)
    else:
        said = fill("{count} indikator kinerja tahun {year}, seperti yang berlaku sekarang.", count=count, year=year)
    return lines(said, Markup("Setelah diisi atau diubah, kirim kembali lewat /indikator, Unggah."))


def file_name(year: int, *, is_empty: bool) -> str:
    """Return the name of the workbook's file."""
    return f"{'Format indikator' if is_empty else 'Indikator'} {year}.xlsx"


def applied(year: int, roman: str, counts: str) -> Markup:
    """Say that the list was taken in."""
    return paragraphs(
        fill("✅ <b>Indikator tahun {year} tersimpan.</b>", year=year),
        sentence("{counts}", counts=counts),
        fill("Berlaku mulai Triwulan {roman}. Triwulan sebelumnya tetap memakai isian lamanya.", roman=roman),
    )
