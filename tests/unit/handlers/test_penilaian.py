"""The office at a glance, and the sentences that its figures propose."""

from decimal import Decimal

from handlers.texts import penilaian
from workflow.evaluation import evaluate_office
from workflow.indicators import Indicator, Reported
from workflow.papers.records import Evidence, IndicatorRecord, OfficeRecord, QuarterReport, UnitRecord
from workflow.quarter import Quarter

D = Decimal
QUARTER = Quarter(2026, 2)


def record(name: str, target: str, before: str, now: str | None, **fields: D) -> IndicatorRecord:
    """Return an indicator (higher is better) with its figures of TW I and II and one file of evidence."""
    known = Indicator(1, 2026, name, "Sasaran", name, "%", targets=(D(target),) * 4, pagu=fields.get("pagu"))
    spent = fields.get("spent")
    reports = tuple(
        QuarterReport(quarter, Reported(None if figure is None else D(figure), spent, evidence=1))
        for quarter, figure in ((1, before), (2, now))
    )
    return IndicatorRecord(known, reports, (Evidence("bukti.pdf", "pdf", 10, "3fa9c1d2"),))


GOOD = UnitRecord("ikp", "Bidang IKP", (record("Permohonan tepat waktu", "16", "15", "15"),))
FALLEN = UnitRecord("aptika", "Bidang <Aptika>", (record("Layanan daring", "80", "80", "40"),))
SILENT = UnitRecord("umum", "Subbag Umum", (record("Indeks & kepuasan", "80", "80", None),))


def office(*units: UnitRecord) -> str:
    return str(penilaian.office(evaluate_office(OfficeRecord(QUARTER, units))))


def unit_sentences(unit: UnitRecord) -> tuple[str, ...]:
    return penilaian.direction_proposals(evaluate_office(OfficeRecord(QUARTER, (unit,))).units[0])


def test_the_office_is_told_in_a_glance():
    """Average with predikat and change, best and worst unit, and what to look at first, in few lines."""
    said = office(GOOD, FALLEN)
    assert "Rata-rata capaian <b>71,88%</b> (Sedang), dari 2 indikator." in said
    assert "▼ 25 poin" in said
    assert "Tertinggi: Bidang IKP, 93,75% (Sangat Tinggi)" in said
    assert "Terendah: Bidang &lt;Aptika&gt;, 50% (Sangat Rendah)" in said
    assert "⚠️ Bidang &lt;Aptika&gt;, Layanan daring" in said


def test_a_single_unit_is_neither_best_nor_worst():
    """There is nobody to compare it with."""
    assert "Tertinggi" not in office(GOOD)


def test_an_office_without_indicators_is_told_nothing():
    """It sends files and words; its evaluation screens stay as they were."""
    assert office(UnitRecord("ikp", "Bidang IKP")) == ""


def test_no_more_flags_than_a_glance_takes():
    """The rest is counted, and stands at its unit."""
    many = UnitRecord("x", "X", tuple(record(f"Indikator {n}", "80", "80", None) for n in range(5)))
    said = office(many)
    assert said.count("⚠️") == 3
    assert "… dan 2 tanda lainnya pada unitnya." in said


def test_the_report_s_summary_names_what_needs_a_decision():
    """The Subbag may send it as it is; what is only without evidence is left to the unit."""
    found = evaluate_office(OfficeRecord(QUARTER, (GOOD, FALLEN)))
    said = penilaian.report_proposal(found, QUARTER)
    assert said.startswith("Rata-rata capaian Triwulan II 2026 71,88% (Sedang), dari 2 indikator.")
    assert "Perlu keputusan: Layanan daring (Bidang <Aptika>)." in said


def test_without_figures_no_summary_is_proposed():
    """What cannot be reckoned is not made up."""
    assert penilaian.report_proposal(evaluate_office(OfficeRecord(QUARTER, (SILENT,))), QUARTER) == ""


def test_a_unit_that_fell_is_told_to_mend_it():
    """The proposed sentence names the indicator."""
    assert any("Layanan daring" in sentence for sentence in unit_sentences(FALLEN))


def test_a_blank_is_asked_for():
    """What was not reported is asked for before anything else."""
    assert unit_sentences(SILENT)[0] == ("Lengkapi realisasi Indeks & kepuasan dan jelaskan mengapa belum dilaporkan.")


def test_a_unit_in_order_is_told_to_go_on():
    """Where nothing is flagged the sentence says what was reached."""
    assert unit_sentences(GOOD) == ("Pertahankan capaian 93,75%; pastikan target triwulan berikutnya tercapai.",)
