"""The words of filling in by chat: one indicator's question, its answer with the capaian, its explanations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType

from markupsafe import Markup

from handlers.conversations import FigureField
from handlers.texts import angka, capaian, temuan
from handlers.texts.words import EMPTY, file_lines, fill, lines, paragraphs, plain_name, quarter, quoted
from workflow import flags
from workflow.capaian import Capaian, capaian_in
from workflow.cycle import IndicatorReport
from workflow.evaluation import IndicatorEvaluation, Rules
from workflow.files import KeptFile
from workflow.indicators import Accumulation, Indicator, Reported
from workflow.printed_numbers import write_rupiah
from workflow.quarter import ROMAN, Quarter
from workflow.readings import Expected, NotANumber
from workflow.rekap import Serapan
from workflow.workbook_reading import Finding

FULL = Decimal(100)
"""Below it something held back: explanations are proposed."""
SKIP, BACK, LIST = "Lewati", "Kembali", "Daftar indikator"
NO_DATA = "Tidak ada data"
EXPLAIN, ADD_EVIDENCE = "Tambah penjelasan", "Tambah bukti"
ENOUGH, CLEAR = "Selesai", "Kosongkan"
TO_LIST = "Periksa dan kirim"
CHANGE_FIGURE, CHANGE_BUDGET = "Ubah realisasi", "Ubah anggaran"
GONE = "Daftar indikator berubah sejak tombol ini; yang terbaru ditampilkan."
TEXT_FOR_NOTHING = Markup("Teks itu belum dimasukkan. Pilih dahulu dengan tombol apa yang hendak diisi.")
FILES_WANTED = Markup("Yang diminta di sini berkas atau foto. Untuk menulis, tekan Selesai lalu Tambah penjelasan.")
EDIT_CHANGES_NOTHING = Markup(
    "Pesan yang Bapak/Ibu sunting bukan bagian dari isian yang sedang terbuka, jadi tidak ada yang berubah."
)
ASK_EVIDENCE = Markup(
    "Kirim bukti dukungnya sekarang: foto, PDF, Excel, atau Word, boleh beberapa sekaligus. "
    "Setelah lengkap, tekan Selesai."
)
_NARRATIVES: Mapping[FigureField, tuple[str, str, str]] = MappingProxyType(
    {
        FigureField.DRIVER: (
            "Faktor pendorong",
            "Apa yang mendorong capaian ini?",
            "Dua petugas tambahan sejak Juli.",
        ),
        FigureField.OBSTACLE: (
            "Faktor penghambat",
            "Apa yang menghambat capaian ini?",
            "Perbaikan jaringan tertunda pengadaan.",
        ),
        FigureField.REMEDY: (
            "Rencana perbaikan",
            "Apa yang akan diperbaiki triwulan depan?",
            "Menambah jadwal piket mulai Oktober.",
        ),
    }
)
_HOW_REPORTED: Mapping[Accumulation, str] = MappingProxyType(
    {
        Accumulation.AKUMULATIF: "hanya yang dicapai pada triwulan itu sendiri, bukan jumlah sejak Januari",
        Accumulation.POSISI_AKHIR: "posisi pada akhir triwulan",
        Accumulation.RATA_RATA: "rata-rata triwulan itu sendiri",
    }
)


def heading(position: int, count: int, each: Indicator) -> Markup:
    """Say which indicator of how many is open."""
    return fill("<b>{n}/{count} · {name}</b>", n=position, count=count, name=plain_name(each.name))


def question(
    position: int, count: int, each: IndicatorEvaluation, field: FigureField, which: Quarter, rules: Rules
) -> Markup:
    """Ask for one field of an indicator, with what is known of it: satuan, target, last quarter."""
    head = heading(position, count, each.record.indicator)
    if field is FigureField.REALISASI:
        return paragraphs(head, _known(each, which, rules), _present(each, which, field), _ask_figure(each, which))
    if field is FigureField.BUDGET:
        return paragraphs(head, _budget_known(each), _present(each, which, field), _ask_budget(which))
    return paragraphs(head, _ask_narrative(each, field, which))


def _known(each: IndicatorEvaluation, which: Quarter, rules: Rules) -> Markup:
    known = each.record.indicator
    return lines(
        fill(
            "Satuan: {satuan} · Target TW {roman}: <b>{target}</b>",
            satuan=plain_name(known.satuan) or "tanpa satuan",
            roman=which.roman,
            target=capaian.target(known.target(which.number), known),
        ),
        _last_quarter(each, which, rules),
    )


def _last_quarter(each: IndicatorEvaluation, which: Quarter, rules: Rules) -> Markup:
    if which.number == 1:
        return Markup("Triwulan lalu: tahun yang lalu, tidak dibandingkan.")
    before = last_figure(each, which)
    if before is None:
        return fill("TW {roman} lalu: belum ada angka.", roman=ROMAN[which.number - 2])
    known = each.record.indicator
    reached = capaian_in(known, each.record.figures, which.number - 1)
    return fill(
        "TW {roman} lalu: {figure}, capaian {capaian}",
        roman=ROMAN[which.number - 2],
        figure=capaian.figure(before, known),
        capaian=capaian.judged(reached, rules),
    )


def last_figure(each: IndicatorEvaluation, which: Quarter) -> Decimal | None:
    """Return the realisasi of the quarter before in the same year, None where there is none."""
    reported = each.record.figures.get(which.number - 1)
    return None if reported is None else reported.realisasi


def _present(each: IndicatorEvaluation, which: Quarter, field: FigureField) -> Markup:
    """Say what stands there already, so that nobody fills it in twice."""
    reported = each.record.figures.get(which.number)
    if reported is None:
        return EMPTY
    if field is FigureField.BUDGET:
        spent = reported.realisasi_anggaran
        return fill("Sekarang terisi: <b>{now}</b>.", now=write_rupiah(spent)) if spent is not None else EMPTY
    if reported.realisasi is None:
        return EMPTY
    known = each.record.indicator
    return fill("Sekarang terisi: <b>{now}</b>.", now=capaian.figure(reported.realisasi, known))


def _ask_figure(each: IndicatorEvaluation, which: Quarter) -> Markup:
    known = each.record.indicator
    if known.scale:
        return fill("Berapa realisasi {quarter}? Pilih salah satu.", quarter=quarter(which))
    return fill(
        "Berapa realisasi {quarter} ({how})? Tulis angkanya, misalnya <i>{example}</i>.",
        quarter=quarter(which),
        how=_HOW_REPORTED[known.accumulation],
        example=angka.example(Expected.of(known.satuan)),
    )


def _budget_known(each: IndicatorEvaluation) -> Markup:
    pagu = each.record.indicator.pagu
    so_far = EMPTY
    if isinstance(each.serapan, Serapan):
        so_far = fill(
            "Terserap sejauh ini: {spent} ({percent})",
            spent=write_rupiah(each.serapan.realisasi_anggaran),
            percent=capaian.percent(each.serapan.percent),
        )
    return lines(fill("Pagu setahun: {pagu}", pagu=write_rupiah(pagu or Decimal(0))), so_far)


def _ask_budget(which: Quarter) -> Markup:
    return fill(
        "Berapa realisasi anggaran {quarter} saja (bukan jumlah sejak Januari), dalam rupiah? "
        "Misalnya <i>1.250.000</i> atau <i>1,25 juta</i>.",
        quarter=quarter(which),
    )


def _ask_narrative(each: IndicatorEvaluation, field: FigureField, which: Quarter) -> Markup:
    label, asked, example = _NARRATIVES[field]
    reported = each.record.figures.get(which.number)
    stands = narrative(reported, field) if reported is not None else ""
    return paragraphs(
        lines(fill("{label} sekarang:", label=label), quoted(stands)) if stands else EMPTY,
        fill("<b>{label}.</b> {asked} Misalnya: <i>{example}</i>", label=label, asked=asked, example=example),
        Markup("Teks baru menggantikan yang lama.") if stands else EMPTY,
    )


def narrative(report: IndicatorReport | Reported, field: FigureField) -> str:
    """Return one of an indicator's three explanations."""
    match field:
        case FigureField.DRIVER:
            return report.faktor_pendorong
        case FigureField.OBSTACLE:
            return report.faktor_penghambat
        case _:
            return report.rencana_perbaikan


def evidence(position: int, count: int, known: Indicator, files: Sequence[KeptFile], awaited: int) -> Markup:
    """Ask for evidence, with what there is already."""
    return paragraphs(
        heading(position, count, known),
        lines(
            Markup("Bukti dukung:") if files else EMPTY,
            file_lines(files),
            fill("⏳ Memeriksa {n} berkas…", n=awaited) if awaited else EMPTY,
        ),
        ASK_EVIDENCE,
    )


def same_label(figure: Decimal, known: Indicator) -> str:
    """Label the button that takes last quarter's figure."""
    return f"Sama dengan triwulan lalu: {capaian.figure(figure, known)}"[:60]


def next_label(position: int, count: int) -> str:
    """Label the button that goes on to the next indicator."""
    return f"Lanjut ke {position}/{count}"


def wrong_number(found: NotANumber, held: Expected) -> Markup:
    """Say why a text is no number and what to write."""
    return fill("❗ {problem}", problem=angka.problem(found, held))


def below_zero(text: str, held: Expected) -> Markup:
    """Refuse a figure that cannot be below zero."""
    return fill(
        '❗ "{text}" di bawah nol, sedangkan angka ini paling kecil 0. Tulis misalnya {example}.',
        text=plain_name(text)[:40],
        example=angka.example(held),
    )


def not_on_scale(text: str, known: Indicator) -> Markup:
    """Say which levels the scale has."""
    labels = ", ".join(plain_name(level.label) for level in known.scale)
    return fill(
        '❗ "{text}" tidak ada dalam skala indikator ini. Pilih salah satu: {labels}.',
        text=plain_name(text)[:40],
        labels=labels,
    )


def too_long(length: int, limit: int) -> Markup:
    """Say that an explanation does not fit."""
    return fill(
        "❗ Penjelasan ini {length} huruf; paling banyak {limit}. Mohon dipersingkat.", length=length, limit=limit
    )


def doubt(position: int, count: int, known: Indicator, found: Finding) -> Markup:
    """Say what was not understood, where it stands, and ask what is meant."""
    return paragraphs(
        heading(position, count, known),
        temuan.line(found),
        Markup("Pilih dengan tombol, atau tulis angkanya di sini.")
        if found.offered
        else Markup("Tulis angkanya di sini, atau unggah berkas yang sudah diperbaiki."),
    )


def saved(each: IndicatorEvaluation, field: FigureField, which: Quarter, rules: Rules) -> Markup:
    """Confirm an answer with what follows from it: capaian and its inputs, or serapan."""
    reported = each.record.figures.get(which.number)
    if reported is None or field not in (FigureField.REALISASI, FigureField.BUDGET):
        return fill("✅ {field} tersimpan.", field=temuan.FIELD_NAMES[field.value])
    if field is FigureField.BUDGET:
        if reported.realisasi_anggaran is None:
            return Markup("▫️ Realisasi anggaran: tidak ada data.")
        return fill("✅ Realisasi anggaran {amount}.", amount=write_rupiah(reported.realisasi_anggaran))
    if reported.realisasi is None:
        return Markup("▫️ Realisasi: tidak ada data.")
    return fill(
        "✅ Realisasi {figure}. Capaian <b>{capaian}</b>.",
        figure=capaian.figure(reported.realisasi, each.record.indicator),
        capaian=capaian.judged(each.now, rules),
    )


def card(
    position: int,
    each: IndicatorEvaluation,
    report: IndicatorReport,
    files: Sequence[KeptFile],
    awaited: int,
    which: Quarter,
    rules: Rules,
) -> Markup:
    """Show all that is filled in of one indicator, and propose what would round it off."""
    shown = capaian.indicator(position, each, which.number, rules, unflagged=(flags.Blank, flags.NoEvidence))
    return paragraphs(
        shown,
        lines(
            Markup("Bukti dukung:") if files else EMPTY,
            file_lines(files),
            fill("⏳ Memeriksa {n} berkas…", n=awaited) if awaited else EMPTY,
        ),
        _proposal(each, report),
    )


def _proposal(each: IndicatorEvaluation, report: IndicatorReport) -> Markup:
    is_low = isinstance(each.now, Capaian) and each.now.percent.rounded < FULL
    is_unexplained = is_low and not report.faktor_penghambat
    is_unproved = not report.files and report.realisasi is not None
    return lines(
        Markup("Capaian di bawah 100%: sebaiknya tambahkan faktor penghambat dan rencana perbaikan.")
        if is_unexplained
        else EMPTY,
        Markup("Belum ada bukti. Foto atau berkas yang dikirim sekarang menjadi bukti indikator ini.")
        if is_unproved
        else EMPTY,
    )
