"""Capaian in the quarter's report: the office by unit and by sasaran, then each unit indicator by indicator."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from documents import blocks as b
from documents import charts, words
from documents import figure_words as said
from documents.capaian_words import NONE
from documents.chart_bars import draw_bars
from documents.signature_words import capacity
from workflow.capaian import Capaian
from workflow.evaluation import IndicatorEvaluation, OfficeEvaluation, UnitEvaluation, predikat_of
from workflow.papers.charts import CapaianChart
from workflow.papers.laporan import LaporanPaper
from workflow.papers.records import UnitRecord
from workflow.predikat import Band
from workflow.quarter import ROMAN
from workflow.rekap import Average, NoAverage, average

_R, _C = b.Align.RIGHT, b.Align.CENTER
GROUP_COLUMNS = (
    b.Column(5, _C),
    b.Column(36),
    b.Column(12, _C),
    b.Column(12, _C),
    b.Column(13, _R),
    b.Column(13, _R),
    b.Column(11, _R),
    b.Column(17, _C),
)
INDICATOR_COLUMNS = (
    b.Column(3.5, _C),
    b.Column(27),
    b.Column(8, _C),
    b.Column(8, _R),
    b.Column(9, _R),
    b.Column(9, _R),
    b.Column(10, _C),
    b.Column(8.5, _R),
    b.Column(7, _R),
    b.Column(20),
)
SELF_APPROVED = "Perhatian: data ini disetujui atau diterima oleh orang yang juga mengisinya."
NO_INDICATORS = "Unit ini tidak mempunyai indikator pada triwulan ini."
NO_SASARAN = "(tanpa sasaran)"


def overview(paper: LaporanPaper, found: OfficeEvaluation, chart: CapaianChart) -> Iterator[b.Block]:
    """Yield the averages of units and sasaran, with the rule by which they are taken, and their charts."""
    yield b.Heading("A. Capaian per unit kerja", 2)
    rows = tuple(_unit_row(number, unit, paper) for number, unit in enumerate(found.units, start=1))
    whole = (
        b.Cell("SELURUH UNIT KERJA", columns=2, align=b.Align.LEFT),
        b.COVERED,
        *_averages(found.average, found.before, found.predikat, paper),
    )
    yield b.Table(GROUP_COLUMNS, (_group_header("Unit kerja", paper),), rows, whole)
    yield b.Paragraph(said.cap(paper.rules), b.TextStyle.NOTE)
    yield b.Picture(draw_bars(charts.units(chart)), 0.8, "Gambar 1. Rata-rata capaian per unit kerja")
    yield b.Picture(draw_bars(charts.quarters(chart)), 0.8, "Gambar 2. Capaian dibandingkan triwulan sebelumnya")
    yield b.Heading("B. Capaian per sasaran", 2)
    yield b.Table(GROUP_COLUMNS, (_group_header("Sasaran", paper),), tuple(_sasaran_rows(paper, found)))


def units(paper: LaporanPaper, found: OfficeEvaluation) -> Iterator[b.Block]:
    """Yield every unit with its indicators, each percentage with what it was reckoned from."""
    yield b.Heading("C. Capaian per indikator", 2)
    for number, unit in enumerate(found.units, start=1):
        yield b.Heading(f"{number}. {unit.unit.name}", 3)
        yield from _unit(paper, unit)


def _group_header(name: str, paper: LaporanPaper) -> b.Row:
    now, past = _quarters(paper)
    return ("No", name, "Jumlah indikator", "Dihitung", past, now, "Selisih (poin)", "Predikat")


def _quarters(paper: LaporanPaper) -> tuple[str, str]:
    """Return the heads of this quarter's column and of the one before."""
    past = paper.quarter.previous
    year = f" {past.year}" if past.year != paper.quarter.year else ""
    return f"Capaian TW {paper.quarter.roman}", f"Capaian TW {past.roman}{year}"


def _unit_row(number: int, unit: UnitEvaluation, paper: LaporanPaper) -> b.Row:
    if unit.unit.excluded:
        text = f"tanpa data: {unit.unit.excluded}"
        return (str(number), unit.unit.name, b.Cell(text, columns=6, tone=b.Tone.MUTED), *(b.COVERED,) * 5)
    return (str(number), unit.unit.name, *_averages(unit.average, unit.before, unit.predikat, paper))


def _averages(
    now: Average | NoAverage, before: Average | NoAverage, band: Band | None, paper: LaporanPaper
) -> tuple[b.Cell | str, ...]:
    counted = now.counted if isinstance(now, Average) else 0
    capped = f" ({now.capped} dibatasi)" if isinstance(now, Average) and now.capped else ""
    return (
        str(counted + now.left_out),
        f"{counted}{capped}",
        said.average(before),
        said.average(now),
        said.points(said.between(now, before)),
        predikat(band, paper),
    )


def predikat(band: Band | None, paper: LaporanPaper) -> b.Cell:
    """Return a predikat on its ground."""
    return b.Cell(band.name if band else NONE, tone=said.tone(band, paper.rules.bands))


def _sasaran_rows(paper: LaporanPaper, found: OfficeEvaluation) -> Iterator[b.Row]:
    groups: dict[str, list[IndicatorEvaluation]] = {}
    for unit in found.units:
        for each in unit.indicators:
            groups.setdefault(each.record.indicator.sasaran or NO_SASARAN, []).append(each)
    for number, (name, every) in enumerate(groups.items(), start=1):
        now = average((each.now for each in every), paper.rules.cap)
        before = average((each.before for each in every if each.before is not None), paper.rules.cap)
        yield (str(number), name, *_averages(now, before, predikat_of(now, paper.rules), paper))


def _unit(paper: LaporanPaper, unit: UnitEvaluation) -> Iterator[b.Block]:
    if unit.unit.excluded:
        yield b.Paragraph(f"Tanpa data menurut keputusan Sekretaris. Alasan: {unit.unit.excluded}")
        return
    yield b.Paragraph(_sent(unit.unit, paper.sheet.zone), b.TextStyle.SMALL)
    if unit.unit.self_approved:
        yield b.Paragraph(SELF_APPROVED, b.TextStyle.SMALL, bold=True)
    if not unit.indicators:
        yield b.Paragraph(NO_INDICATORS)
        return
    yield b.Table(
        INDICATOR_COLUMNS,
        (_indicator_header(paper),),
        tuple(_rows(paper, unit.indicators)),
        _total(paper, unit),
        size=8,
    )


def _sent(unit: UnitRecord, zone: str) -> str:
    if not unit.number:
        return "Belum ada data yang dikirim."
    said_so = f"Data: kiriman {unit.number} versi {unit.version}"
    if unit.sent_at is None or unit.sent_by is None:
        return f"{said_so}, belum disetujui Kabid."
    by = unit.sent_by
    return f"{said_so}, dikirim {words.instant(unit.sent_at, zone)} oleh {by.name} ({capacity(by)})."


def _indicator_header(paper: LaporanPaper) -> b.Row:
    now, past = _quarters(paper)
    return (
        *("No", "Sasaran / indikator", "Satuan", f"Target TW {paper.quarter.roman}"),
        *(f"Realisasi TW {paper.quarter.roman}", now, "Predikat", past, "Selisih (poin)", "Perhitungan"),
    )


def _rows(paper: LaporanPaper, every: Sequence[IndicatorEvaluation]) -> Iterator[b.Row]:
    sasaran: str | None = None
    for number, each in enumerate(every, start=1):
        of = each.record.indicator.sasaran
        if of != sasaran:
            sasaran = of
            head = b.Cell(f"Sasaran: {of or NO_SASARAN}", columns=10, align=b.Align.LEFT, tone=b.Tone.MUTED)
            yield (head, *(b.COVERED,) * 9)
        yield _indicator(paper, number, each)


def _indicator(paper: LaporanPaper, number: int, each: IndicatorEvaluation) -> b.Row:
    known, quarter = each.record.indicator, paper.quarter.number
    reported = each.record.figures.get(quarter)
    realised = None if reported is None else reported.realisasi
    return (
        str(number),
        known.name,
        known.satuan,
        said.target(known.target(quarter), known),
        said.figure(realised, known, blank="belum diisi" if known.target(quarter) is not None else NONE),
        _percent(each),
        predikat(predikat_of(each.now, paper.rules), paper),
        said.percent(said.before(each)),
        said.points(said.change(each)),
        _lines((said.reckoned(each.now), said.so_far(each, quarter))),
    )


def _percent(each: IndicatorEvaluation) -> str:
    """Return the percentage alone; why there is none stands beside, with the inputs."""
    return said.capaian(each.now) if isinstance(each.now, Capaian) else NONE


def _total(paper: LaporanPaper, unit: UnitEvaluation) -> b.Row:
    counted = unit.average.counted if isinstance(unit.average, Average) else 0
    label = f"Rata-rata capaian ({counted} dari {len(unit.indicators)} indikator dihitung)"
    until = average((each.until for each in unit.indicators), paper.rules.cap)
    so_far = f"s.d. TW {ROMAN[paper.quarter.number - 1]}: {said.average(until)}" if paper.quarter.number > 1 else ""
    return (
        b.Cell(label, columns=5, align=b.Align.LEFT),
        *(b.COVERED,) * 4,
        said.average(unit.average),
        predikat(unit.predikat, paper),
        said.average(unit.before),
        said.points(said.between(unit.average, unit.before)),
        so_far,
    )


def _lines(parts: Iterable[str]) -> str:
    return "\n".join(part for part in parts if part)
