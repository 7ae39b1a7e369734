"""The words on a list of indicators: every finding and every problem has its own, with what to do."""

from __future__ import annotations

from decimal import Decimal
from typing import get_args

import pytest

from handlers.texts import indikator_temuan as texts
from workflow import indicator_check as c
from workflow.indicator_columns import SheetColumn
from workflow.indicator_plan import PlannedIndicator
from workflow.indicator_reading import FindingKind, IndicatorReading, ReadIndicator, RowProblem, SheetFinding
from workflow.indicators import Accumulation, Indicator
from workflow.readings import Doubt, Expected, Fault
from workflow.workbook_reading import WorkbookFault

D = Decimal
NAME = "Indeks {0} %s <b>"
PROBLEMS: tuple[c.Problem, ...] = (
    c.TextMissing("sasaran"),
    c.BoundsMissing(None, D(1)),
    c.BoundsReversed(D(2), D(1)),
    c.BoundsUnused(D(1), D(2)),
    c.TargetsMissing(),
    c.QuartersWithoutTarget((1, 3)),
    c.YearTargetMissing(),
    c.TargetZero((2, None)),
    c.TargetNegative(None, D(-1)),
    c.YearContradicted(Accumulation.AKUMULATIF, D(100), D(90)),
    c.ScaleLabelRepeated("WTP"),
    c.ScaleLabelMissing(D(3)),
    c.ScaleValueRepeated(("A", "B"), D(1)),
    c.TargetOffScale(2, D(9)),
    c.ScaleSummed(),
    c.PaguNegative(D(-5)),
)


def finding(kind: FindingKind) -> SheetFinding:
    return SheetFinding(
        kind,
        7,
        SheetColumn.TARGET_2,
        "K7",
        NAME,
        "{teks}",
        fault=Fault.WORDS,
        doubt=Doubt.MARK,
        numbers=(D(1234), D("1.234")),
        expected=Expected(),
        offered=tuple(f"Bidang {n}" for n in range(9)),
        others=tuple(range(8, 30)),
    )


@pytest.mark.parametrize("kind", list(FindingKind))
def test_every_finding_has_its_sentence(kind: FindingKind):
    """It ends, and what people wrote does not disturb it."""
    said = texts.sentence(finding(kind))
    assert said.rstrip().endswith((".", "?"))
    assert "None" not in said
    assert len(said) < 700


def test_a_finding_names_row_column_and_indicator():
    """In words of the file."""
    said = texts.sentence(finding(FindingKind.NOT_A_NUMBER))
    assert said.startswith(f'Baris 7, kolom Target TW II ("{NAME}"): "{{teks}}" bukan angka.')


def test_a_doubtful_number_is_asked_back_with_its_readings():
    """And has to be written plainly in its cell."""
    said = texts.sentence(finding(FindingKind.AMBIGUOUS))
    assert "1234 atau 1,234" in said
    assert "Tulis ulang di sel itu" in said


def test_every_problem_of_an_indicator_has_its_sentence():
    """All sixteen."""
    assert {type(each) for each in PROBLEMS} == set(get_args(c.Problem))
    said = [texts._problem(RowProblem(7, NAME, each)) for each in PROBLEMS]
    assert len(set(said)) == len(said)
    assert all(each.startswith('Baris 7 ("Indeks') and each.endswith(".") for each in said)


def test_what_concerns_many_rows_is_said_once():
    """Three rows without polaritas are one line."""
    rows = tuple(
        ReadIndicator(n, PlannedIndicator(Indicator(1, 2026, f"K{n}", "S", f"N{n}", "%", targets=(D(1),) * 4)))
        for n in (6, 7, 8)
    )
    odd = tuple(SheetFinding(FindingKind.POLARITY_ASSUMED, n, SheetColumn.POLARITY) for n in (6, 7, 8))
    said = texts.warnings(IndicatorReading(2026, rows=rows, findings=odd))
    assert said == [
        "Baris 6, 7, 8: polaritas kosong, dianggap makin tinggi makin baik.",
        "Baris 6, 7, 8: target tahun belum diisi.",
    ]


@pytest.mark.parametrize("fault", list(WorkbookFault))
def test_every_refusal_of_a_file_says_what_to_do(fault: WorkbookFault):
    """None of them speaks of a unit's workbook only."""
    assert texts.refused(fault, "Lembar 1").rstrip().endswith(".")
