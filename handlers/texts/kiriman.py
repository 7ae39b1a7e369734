"""The words of a unit's submission with figures: the list that is sent, the workbook that was read, its evidence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from markupsafe import Markup

from handlers.conversations import FigureDraft
from handlers.figure_draft import open_findings, report_of
from handlers.texts import capaian, temuan
from handlers.texts.mengisi import last_figure
from handlers.texts.words import (
    EMPTY,
    brief,
    clock,
    file_line,
    file_lines,
    fill,
    instant,
    lines,
    listed,
    paragraphs,
    plain_name,
    quarter,
    quoted,
    unreached,
    zone,
)
from workflow.cycle import IndicatorReport, Submission
from workflow.differences import Changed, Difference
from workflow.evaluation import IndicatorEvaluation, UnitEvaluation
from workflow.files import KeptFile
from workflow.filling import Field
from workflow.indicators import Indicator
from workflow.office import Person, Unit
from workflow.printed_numbers import write_rupiah
from workflow.quarter import Quarter
from workflow.workbook_reading import Finding

if TYPE_CHECKING:
    from handlers.desk import Desk
    from handlers.figure_filling import Filling

DOWNLOAD = "Unduh format Excel"
FILL_IN = "Isi di sini satu per satu"
SAME_PARTLY = "Sama dengan triwulan lalu untuk sebagian"
UPLOAD, AGAIN = "Unggah Excel", "Unggah ulang"
SEND, LEAVE = "Kirim ke Kabid", "Batal"
PAGE_BACK, PAGE_ON = "◀ Sebelumnya", "Berikutnya ▶"
WHOLE = "Untuk seluruh kiriman"
NAME_IN_LIST = 60
DIFFERENCES_SHOWN = 15
MOST_FINDINGS = 10
USE_IT, DO_NOT_USE = "Ya, pakai angkanya", "Tidak, jangan dipakai"
NOT_USED = Markup("Berkas itu tidak dipakai. Isian sebelumnya tetap seperti semula.")
NOTHING_PICKED = "Belum ada yang dipilih."
AWAITED = "Berkas masih diperiksa. Tunggu sebentar, lalu tekan lagi."
STILL_DOUBTFUL = "Masih ada angka yang belum jelas. Perbaiki dahulu dengan tombolnya."
NO_LAST_FIGURES = Markup("Belum ada angka triwulan lalu untuk dipakai lagi.")
ASK_UPLOAD = Markup(
    "Kirim berkas Excel yang sudah diisi sekarang. Bukti dukung (foto, PDF, Word) boleh menyusul atau sekaligus."
)
HOW_TO_BEGIN = Markup(
    "Kirim berkas Excel yang sudah diisi ke sini, atau tekan nomor indikator untuk mengisinya di chat. "
    "Teks yang ditulis di sini menjadi catatan pengantar."
)
TO_TASKS = "Tugas saya"
SURELY_LEAVE = Markup("Buang isian ini? Angka dan bukti yang sudah diisi tidak dikirim kepada siapa pun.")
LEAVE_SURELY, KEEP = "Buang isian", "Jangan, lanjutkan"
CHECKING_FILE = Markup("⏳ Memeriksa berkas…")


def summons(count: int, approver: str) -> Markup:
    """Say how many indicators are asked for, who approves, and the ways to fill them in."""
    return fill(
        "<b>{n} indikator</b>. Penyetuju: {approver}.\n"
        "Unduh format Excel, isi, lalu kirim berkasnya ke sini; atau isi satu per satu di chat. "
        "Belum ada yang terkirim sebelum Bapak/Ibu memeriksa dan menekan Kirim ke Kabid.",
        n=count,
        approver=approver,
    )


def workbook_caption(unit: str, which: Quarter, count: int) -> Markup:
    """Go with the workbook to fill in."""
    return fill(
        "Format Excel {quarter}: <b>{unit}</b>, {n} indikator. Isi kolom Realisasi, simpan, "
        "lalu kirim berkasnya kembali ke sini.",
        quarter=quarter(which),
        unit=unit,
        n=count,
    )


def overview(
    desk: Desk, found: Filling, files: Sequence[KeptFile], marks: Mapping[str, str], places: Iterable[int]
) -> Markup:
    """Show the draft in full as it will be sent: every figure, what is blank, what is not clear, files and note."""
    draft = found.draft
    shown = [_row(n + 1, found.unit.indicators[n], marks, found.cycle.quarter, draft) for n in places]
    return paragraphs(
        fill(
            "<b>Data {quarter}: {unit}</b>, belum terkirim",
            quarter=quarter(found.cycle.quarter),
            unit=desk.office.unit(draft.unit_id).name,
        ),
        _state_of_file(desk, draft, files),
        HOW_TO_BEGIN if draft.is_empty else EMPTY,
        lines(*shown),
        lines(*(temuan.line(each) for each in draft.findings[:MOST_FINDINGS]), _more(draft)),
        _blanks(found),
        capaian.summary(found.unit),
        quoted(draft.note),
    )


def _state_of_file(desk: Desk, draft: FigureDraft, files: Sequence[KeptFile]) -> Markup:
    awaited = fill("⏳ Memeriksa {n} berkas…", n=len(draft.awaited)) if draft.awaited else EMPTY
    reading = CHECKING_FILE if draft.work else EMPTY
    return lines(file_lines(files), awaited, reading, _received(desk, draft) if files else EMPTY)


def _received(desk: Desk, draft: FigureDraft) -> Markup:
    number = fill("Nomor kiriman <b>{number}</b>, ", number=draft.number) if draft.number else EMPTY
    now = fill("{now} {zone}", now=clock(desk.now, desk.calendar), zone=zone(desk.office))
    if draft.late_since is None:
        return number + now
    return number + fill(
        "diterima {sent} saat bot mati, diproses {now}", sent=brief(draft.late_since, desk.calendar), now=now
    )


def _row(
    position: int, each: IndicatorEvaluation, marks: Mapping[str, str], which: Quarter, draft: FigureDraft
) -> Markup:
    """Return one indicator as a line: state, name, realisasi against target, capaian, budget, evidence."""
    known = each.record.indicator
    report = report_of(draft, known.code)
    extra = [write_rupiah(report.realisasi_anggaran)] if report.realisasi_anggaran is not None else []
    if report.files:
        extra.append(f"📎 {len(report.files)}")
    return fill(
        "{mark} {n}. {name}: <b>{realisasi}</b> dari {target}{capaian}{extra}",
        mark=marks[known.code],
        n=position,
        name=capaian.name(known, NAME_IN_LIST),
        realisasi=capaian.figure(report.realisasi, known),
        target=capaian.target(known.target(which.number), known),
        capaian=f" → {capaian.outcome(each.now)}" if report.realisasi is not None else "",
        extra="".join(f" · {part}" for part in extra),
    )


def _more(draft: FigureDraft) -> Markup:
    rest = len(draft.findings) - MOST_FINDINGS
    return fill("… dan {n} temuan lain, ditandai pada salinan berkas.", n=rest) if rest > 0 else EMPTY


def _blanks(found: Filling) -> Markup:
    """Name what is still blank; it may be sent so."""
    blank = [
        (n, each.record.indicator)
        for n, each in enumerate(found.unit.indicators, start=1)
        if report_of(found.draft, each.record.indicator.code).realisasi is None
        and each.record.indicator.target(found.cycle.quarter.number) is not None
        and all(finding.code != each.record.indicator.code for finding in open_findings(found.draft))
    ]
    if not blank:
        return EMPTY
    if found.draft.is_empty:
        return fill("{n} indikator menunggu diisi.", n=len(blank))
    named = listed(f"{n}. {capaian.name(known, NAME_IN_LIST)}" for n, known in blank[:8])
    rest = fill(" dan {n} lainnya", n=len(blank) - 8) if len(blank) > 8 else EMPTY
    return fill("❗ Realisasi kosong: {named}{rest}. Dapat dikirim kosong, atau diisi dahulu.", named=named, rest=rest)


def mend_label(each: Finding, position: int) -> str:
    """Label the button that mends a figure."""
    what = "anggaran " if each.field is Field.ANGGARAN else ""
    return f"Perbaiki {what}baris {each.row}" if each.row else f"Perbaiki {what}indikator {position}"


def fill_label(known: Indicator, position: int) -> str:
    """Label the button that fills in what is blank."""
    return f"Isi {position}. {capaian.name(known, 40)}"[:60]


def tick(code: str, found: Filling, picked: Sequence[str]) -> str:
    """Label an indicator in the list of last quarter's figures."""
    each = found.of(code)
    known = each.record.indicator
    mark = "☑️" if code in picked else "⬜"
    value = capaian.figure(last_figure(each, found.cycle.quarter), known)
    return f"{mark} {found.place(code)}. {value} · {capaian.name(known, 30)}"[:60]


def take(count: int) -> str:
    """Label the button that takes the ticked figures."""
    return f"Pakai {count} angka triwulan lalu"


def same_list(found: Filling, able: Sequence[str]) -> Markup:
    """Ask which of last quarter's figures stand again."""
    if not able:
        return NO_LAST_FIGURES
    before = found.cycle.quarter.previous
    return fill(
        "<b>Sama dengan {before}</b>\nTandai indikator yang realisasinya sama dengan triwulan lalu. "
        "Yang tidak ditandai diisi sendiri.",
        before=quarter(before),
    )


def taken(count: int, before: Quarter) -> Markup:
    """Confirm which figures were taken over."""
    return fill("✅ {n} angka {before} dipakai lagi.", n=count, before=quarter(before))


def tying(found: Filling, files: Sequence[KeptFile]) -> Markup:
    """Ask which indicator the last files prove."""
    named = (
        fill("{n}. {name}", n=n, name=capaian.name(known, NAME_IN_LIST))
        for n, known in enumerate(found.indicators[:80], start=1)
    )
    return paragraphs(
        lines(Markup("<b>Berkas diterima</b>"), *(file_line(file) for file in files)),
        Markup("Berkas ini bukti untuk indikator nomor berapa?"),
        lines(*named),
    )


def tied_to(count: int, known: Indicator) -> Markup:
    """Confirm which indicator the files prove."""
    return fill("📎 {n} berkas menjadi bukti: {name}.", n=count, name=capaian.name(known))


def taken_in(count: int, total: int) -> Markup:
    """Say how many indicators the workbook held."""
    return fill("✅ {n} dari {total} indikator terbaca.", n=count, total=total)


def workbook_name(unit: Unit, which: Quarter) -> str:
    """Name the workbook of a unit and quarter as a file."""
    return f"Data-{unit.code}-TW{which.number}-{which.year}.xlsx"


def marked_name(name: str) -> str:
    """Name the marked copy of an uploaded workbook as a file."""
    return f"{plain_name(name).rpartition('.')[0] or 'berkas'}-ditandai.xlsx"


def marked_title(name: str) -> str:
    """Head the list of what was found in a workbook."""
    return f"Yang perlu diperiksa pada {plain_name(name)}"


def marked_caption(count: int) -> Markup:
    """Go with the copy of the workbook in which everything that was found is marked."""
    return fill(
        "Salinan berkas dengan {n} temuan ditandai warna dan catatan. Yang kecil dapat diperbaiki dengan tombol, "
        "tanpa mengunggah ulang.",
        n=count,
    )


def figure_differences(found: Sequence[Difference], indicators: Sequence[Indicator], version: int) -> Markup:
    """Say what a version changed against an earlier one, indicator by indicator."""
    known = {each.code: (n, each) for n, each in enumerate(indicators, start=1)}
    if not found:
        return fill("Angka sama dengan versi {version}.", version=version)
    shown = (_difference(each, *known.get(each.code, (0, None))) for each in found[:DIFFERENCES_SHOWN])
    rest = len(found) - DIFFERENCES_SHOWN
    return lines(
        fill("Angka yang berubah dari versi {version}:", version=version),
        *shown,
        fill("… dan {n} indikator lain", n=rest) if rest > 0 else EMPTY,
    )


def _difference(each: Difference, position: int, known: Indicator | None) -> Markup:
    parts: list[str] = []
    if each.realisasi is not None:
        parts.append(f"realisasi {_change(each.realisasi, known)}")
    if each.realisasi_anggaran is not None:
        parts.append(f"anggaran {_amount(each.realisasi_anggaran)}")
    if each.narratives:
        parts.append("penjelasan berubah")
    if each.added:
        parts.append(f"{len(each.added)} bukti baru")
    if each.removed:
        parts.append(f"{len(each.removed)} bukti tidak ada lagi")
    label = f"{position}. {capaian.name(known, NAME_IN_LIST)}" if known is not None else each.code
    return fill("• {label}: {parts}", label=label, parts=", ".join(parts))


def _change(changed: Changed, known: Indicator | None) -> str:
    if known is None:
        return "berubah"
    return f"{capaian.figure(changed.before, known)} menjadi {capaian.figure(changed.now, known)}"


def _amount(changed: Changed) -> str:
    before, now = ("kosong" if amount is None else write_rupiah(amount) for amount in (changed.before, changed.now))
    return f"{before} menjadi {now}"


def receipt(
    desk: Desk,
    kept: Submission,
    unit: UnitEvaluation,
    files: Sequence[KeptFile],
    draft: FigureDraft,
    missing: Sequence[Person],
) -> Markup:
    """Give the receipt of a submission with figures: number, version, time, what was filled in, files with hashes."""
    late = EMPTY
    if draft.late_since is not None:
        late = fill(
            "Diterima {sent} saat bot mati, diproses {now} {zone}.",
            sent=brief(draft.late_since, desk.calendar),
            now=clock(desk.now, desk.calendar),
            zone=zone(desk.office),
        )
    return paragraphs(
        fill(
            "✅ <b>{number}</b>, versi {version}, {unit}\nTerkirim ke Kabid {at}",
            number=kept.number,
            version=kept.version,
            unit=desk.office.unit(kept.unit_id).name,
            at=instant(kept.submitted_at, desk.calendar, desk.office),
        ),
        late,
        fill("{n} dari {total} indikator terisi.", n=unit.reported, total=len(unit.indicators)),
        capaian.summary(unit),
        quoted(kept.note),
        file_lines(files, most=20),
        Markup("Dapat ditarik kembali selama Kabid belum membukanya."),
        unreached(missing),
    )


def evidence_of(known: Indicator | None, code: str, files: Sequence[KeptFile]) -> Markup:
    """Head the evidence of one indicator; one that left the plan since is called by its code."""
    label = code if known is None else capaian.name(known)
    return paragraphs(fill("<b>Bukti: {label}</b>", label=label), file_lines(files, most=20))


def evidence_label(position: int, report: IndicatorReport) -> str:
    """Label the button that opens an indicator's evidence."""
    return f"📎 Bukti {position} ({len(report.files)})"
