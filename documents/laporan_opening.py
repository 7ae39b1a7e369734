"""The opening of the quarter's report: its name, the result at a glance, and pendahuluan."""

from __future__ import annotations

from collections.abc import Iterator

from documents import blocks as b
from documents import figure_words as said
from documents import signature_words, time_words, words
from documents.capaian_words import NONE
from workflow.evaluation import OfficeEvaluation, UnitEvaluation
from workflow.papers.kepatuhan import TimeAccount
from workflow.papers.laporan import LaporanPaper, Member, Order, Standing

TITLE = "LAPORAN MONITORING DAN EVALUASI KINERJA"
NO_NUMBER = "Nomor: ........................................"
STANDINGS = {
    Standing.RESPONSIBLE: "Penanggung Jawab",
    Standing.CHAIR: "Ketua",
    Standing.MEMBER: "Anggota",
    Standing.SECRETARIAT: "Pengolah data dan penyusun laporan",
}
SECRET = "(bersifat rahasia, isinya tidak dicantumkan)"  # noqa: S105 - no password
_C = b.Align.CENTER


def head(paper: LaporanPaper) -> b.Title:
    """Return the report's name, quarter and number."""
    number = f"Nomor: {paper.number}" if paper.number else NO_NUMBER
    return b.Title(TITLE, (said.named(paper.quarter).upper(), number))


def glance(found: OfficeEvaluation) -> Iterator[b.Block]:
    """Yield what came of the quarter in a few rows."""
    yield b.Heading("RINGKASAN")
    ranked = found.ranked
    rows = [("Rata-rata capaian", _whole(found)), ("Serapan anggaran", _spent(found))]
    if len(ranked) > 1:
        rows += [("Capaian tertinggi", _unit(ranked[0])), ("Capaian terendah", _unit(ranked[-1]))]
    every = [each for unit in found.units for each in unit.indicators]
    reported = sum(each.is_reported for each in every)
    rows.append(("Data", f"{reported} dari {len(every)} indikator melaporkan realisasi"))
    excluded = [unit.unit.name for unit in found.units if unit.unit.excluded]
    if excluded:
        rows.append(("Tanpa data", "; ".join(excluded)))
    rows.append(("Hal yang perlu perhatian", f"{len(found.flags)} temuan, lihat catatan evaluasi"))
    yield b.KeyValues(tuple(rows))


def _whole(found: OfficeEvaluation) -> str:
    if found.predikat is None:
        return "belum dapat dihitung"
    change = said.between(found.average, found.before)
    since = "" if change is None else f", {said.points(change)} poin dari triwulan lalu"
    return f"{said.average(found.average)} ({found.predikat.name}){since}"


def _spent(found: OfficeEvaluation) -> str:
    return said.serapan_of_group(found.serapan)


def _unit(found: UnitEvaluation) -> str:
    band = f" ({found.predikat.name})" if found.predikat else ""
    return f"{found.unit.name}, {said.average(found.average)}{band}"


def introduction(paper: LaporanPaper) -> Iterator[b.Block]:
    """Yield pendahuluan: legal basis, disposisi, the Tim, the schedule; what there is of it."""
    parts = [part for part in (_basis(paper), _order(paper), _team(paper), _schedule(paper)) if part]
    for letter, (name, blocks) in zip("ABCD", parts, strict=False):
        yield b.Heading(f"{letter}. {name}", 2)
        yield from blocks


Part = tuple[str, tuple[b.Block, ...]] | None
"""A heading with what stands under it; nothing where there is nothing to be said."""


def _basis(paper: LaporanPaper) -> Part:
    return ("Dasar Hukum", (b.Bullets(paper.legal_basis, numbered=True),)) if paper.legal_basis else None


def _order(paper: LaporanPaper) -> Part:
    intro = (
        f"Monitoring dan evaluasi kinerja {said.named(paper.quarter)} dilaksanakan menurut "
        f"SOP {paper.sop or 'Monitoring dan Evaluasi Kinerja'}"
    )
    if paper.order is None:
        return ("Dasar Pelaksanaan", (b.Paragraph(f"{intro}."),))
    return (
        "Dasar Pelaksanaan",
        (
            b.Paragraph(f"{intro} dan disposisi berikut."),
            b.KeyValues(_order_rows(paper.order, paper.sheet.zone)),
        ),
    )


def _order_rows(order: Order, zone: str) -> tuple[tuple[str, str], ...]:
    by = order.issued_by
    rows = (
        ("Nomor disposisi", order.number),
        ("Nomor agenda", order.agenda_number),
        ("Tanggal", words.instant(order.issued_at, zone)),
        ("Dari", f"{signature_words.capacity(by)}, {by.name}"),
        ("Hal", order.subject or SECRET),
        ("Isi", "; ".join(order.requests)),
    )
    return tuple((label, text) for label, text in rows if text)


def _team(paper: LaporanPaper) -> Part:
    if not paper.team:
        return None
    rows = tuple(_member(number, each) for number, each in enumerate(paper.team, start=1))
    columns = (b.Column(5, _C), b.Column(35), b.Column(36), b.Column(24))
    return ("Tim Pelaksana", (b.Table(columns, (("No", "Nama / NIP", "Jabatan", "Kedudukan"),), rows),))


def _member(number: int, each: Member) -> b.Row:
    who = each.who
    name = signature_words.name(who) + (f"\nNIP {who.nip}" if who.nip else "")
    return (str(number), name, signature_words.capacity(who), STANDINGS[each.standing])


def _schedule(paper: LaporanPaper) -> Part:
    time = paper.time
    if time is None:
        return None
    return ("Jadwal Pelaksanaan", (_schedule_table(time, paper.sheet.zone),))


def _schedule_table(time: TimeAccount, zone: str) -> b.Table:
    rows = tuple(
        (
            str(step.number),
            step.activity,
            time_words.allotted(step.allotment),
            time_words.instant(step.started_at, zone),
            time_words.instant(step.finished_at, zone) if step.finished_at else _under_way(bool(step.rows)),
        )
        for step in time.steps
    )
    columns = (b.Column(5, _C), b.Column(50), b.Column(15, _C), b.Column(15, _C), b.Column(15, _C))
    return b.Table(columns, (("No", "Kegiatan", "Waktu mutu baku", "Mulai", "Selesai"),), rows)


def _under_way(has_begun: bool) -> str:
    return "berjalan" if has_begun else NONE
