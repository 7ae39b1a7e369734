"""Figures in words: every percentage with its inputs, every flag with its facts, names cut but never markup."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from handlers.texts import capaian as texts
from workflow.capaian import capaian_in
from workflow.evaluation import evaluate_unit
from workflow.indicators import Accumulation, Indicator, Polarity, Reported, ScaleLevel
from workflow.papers.records import Evidence, IndicatorRecord, QuarterReport, UnitRecord

LAYANAN = Indicator(
    7, 2026, "L1", "Layanan", "Persentase layanan <daring>", "%", targets=(None, Decimal(80), Decimal(80), None)
)
KONTEN = Indicator(
    7,
    2026,
    "K1",
    "Publik",
    "Jumlah konten",
    "konten",
    accumulation=Accumulation.AKUMULATIF,
    targets=(Decimal(10), Decimal(15), Decimal(16), Decimal(20)),
    pagu=Decimal(100_000_000),
)
OPINI = Indicator(
    7,
    2026,
    "O1",
    "Opini",
    "Opini",
    "predikat",
    targets=(Decimal(4),) * 4,
    scale=(ScaleLevel("WTP", Decimal(4)), ScaleLevel("WDP", Decimal(3))),
)


def record(indicator: Indicator, *reports: tuple[int, Reported], evidence: int = 0) -> IndicatorRecord:
    kept = tuple(Evidence(f"{n}.pdf", "pdf", 10, "0" * 8) for n in range(evidence))
    return IndicatorRecord(indicator, tuple(QuarterReport(quarter, said) for quarter, said in reports), kept)


def test_a_percentage_shows_its_inputs() -> None:
    """15 of 16 is 93,75% = 15/16, with the predikat of the default bands."""
    found = capaian_in(KONTEN, {3: Reported(Decimal(15))}, 3)
    assert texts.judged(found) == "93,75% = 15/16 · Sangat Tinggi"


def test_a_figure_is_written_in_its_satuan() -> None:
    """Percent with its sign, counts with their satuan, scales with their label, blanks in words."""
    assert texts.figure(Decimal("93.75"), LAYANAN) == "93,75%"
    assert texts.figure(Decimal(1250), KONTEN) == "1.250 konten"
    assert texts.figure(Decimal(3), OPINI) == "WDP (3)"
    assert texts.figure(None, KONTEN) == "belum ada"
    between = replace(LAYANAN, polarity=Polarity.RANGE, lower=Decimal(7), upper=Decimal(9))
    assert texts.target(between.target(3), between) == "7 sampai 9%"


def test_the_table_says_all_of_a_unit() -> None:
    """Average, serapan, then each indicator with change, sum so far, budget, evidence, flags and reasons."""
    unit = evaluate_unit(
        UnitRecord(
            "ikp",
            "Bidang IKP",
            (
                record(
                    LAYANAN, (2, Reported(Decimal(76))), (3, Reported(Decimal(40), faktor_penghambat="Putus & <b>"))
                ),
                record(
                    KONTEN,
                    (1, Reported(Decimal(10), Decimal(20_000_000))),
                    (3, Reported(Decimal(15), Decimal(30_000_000))),
                    evidence=2,
                ),
                record(OPINI),
            ),
        ),
        3,
    )
    shown = str(texts.table(unit, 3))
    assert "Rata-rata capaian <b>71,88%</b> (Sedang), dari 2 indikator, 1 tanpa capaian tidak dihitung." in shown
    assert "Serapan anggaran <b>50%</b> = Rp 50.000.000 dari Rp 100.000.000." in shown
    assert "<b>1. Persentase layanan &lt;daring&gt;</b>" in shown
    assert "Capaian: 50% = 40/80 · Sangat Rendah · ▼ 45 poin" in shown
    assert "⚠️ Capaian turun tajam, dari 95% menjadi 50%." in shown
    assert "Penghambat: <i>Putus &amp; &lt;b&gt;</i>" in shown
    assert "Sampai TW III: 96,15% = 25/26" in shown
    assert "Anggaran TW III Rp 30.000.000 · serapan 50% dari Rp 100.000.000" in shown
    assert "📎 2 bukti" in shown
    assert "Target WTP (4) · realisasi <b>belum ada</b>" in shown
    assert "Capaian: realisasi belum diisi" in shown


def test_what_is_odd_is_named_first_with_its_number() -> None:
    """The weightiest flags stand on top, counted where they are many."""
    unit = evaluate_unit(UnitRecord("ikp", "IKP", (record(LAYANAN, (3, Reported(Decimal(200)))), record(OPINI))), 3)
    shown = str(texts.first_flags(unit, most=2))
    assert shown.splitlines() == [
        "Perlu diperhatikan:",
        "⚠️ 2. Realisasi belum diisi.",
        "⚠️ 1. Belum ada bukti dukung.",
        "… dan 1 lainnya, pada indikatornya.",
    ]
    assert texts.first_flags(evaluate_unit(UnitRecord("x", "X"), 3)) == ""
