"""What was read of a workbook, mended finding by finding."""

from __future__ import annotations

from decimal import Decimal

import pytest
from small_indicators import indicator

from storage.codec import decode, encode
from workflow.cycle import IndicatorReport
from workflow.filling import Field, expected_of, is_below_zero_in_vain, read_cell, read_text
from workflow.indicators import Accumulation
from workflow.quarter import Quarter
from workflow.readings import Doubt, NotANumber, Value
from workflow.workbook_reading import (
    Finding,
    FindingKind,
    HeaderFinding,
    HeaderKind,
    Offered,
    ReadRow,
    Severity,
    WorkbookFault,
    WorkbookReading,
    edition_of,
    figures,
    mend,
    refusal,
)

DOUBT = Finding(
    FindingKind.AMBIGUOUS,
    Severity.DOUBT,
    "IK-1",
    "Konten",
    row=7,
    cell="H7",
    column="Realisasi",
    field=Field.REALISASI,
    text="1.234",
    doubt=Doubt.MARK,
    offered=(Offered(Decimal(1234)), Offered(Decimal("1.234"))),
)
WORDS = Finding(
    FindingKind.TOO_LONG, Severity.ERROR, "IK-2", "Aduan", row=8, cell="K8", field=Field.PENDORONG, text="x"
)
READING = WorkbookReading(
    header=(HeaderFinding(HeaderKind.OTHER_QUARTER, "Triwulan II 2026", "Triwulan III 2026"),),
    rows=(ReadRow(7, IndicatorReport("IK-1")), ReadRow(8, IndicatorReport("IK-2", Decimal(0)))),
    findings=(DOUBT, WORDS),
)


def test_a_mended_finding_becomes_a_figure_and_is_gone() -> None:
    """An answer to a doubt stands in the report of that indicator, and the doubt is no longer open."""
    mended = mend(READING, DOUBT, Decimal(1234))
    assert figures(mended) == (IndicatorReport("IK-1", Decimal(1234)), IndicatorReport("IK-2", Decimal(0)))
    assert mended.open_findings == (WORDS,)


def test_an_indicator_without_a_row_gets_one_by_being_mended() -> None:
    """What the workbook does not list can be said in chat."""
    missing = Finding(FindingKind.NOT_LISTED, Severity.WARNING, "IK-3", "Opini", field=Field.REALISASI)
    mended = mend(WorkbookReading(findings=(missing,)), missing, Decimal(4))
    assert figures(mended) == (IndicatorReport("IK-3", Decimal(4)),)


def test_words_and_settled_findings_are_not_mended() -> None:
    """Only a figure that is open can be mended."""
    with pytest.raises(ValueError, match="not open"):
        mend(READING, WORDS, Decimal(1))
    with pytest.raises(ValueError, match="not open"):
        mend(mend(READING, DOUBT, None), DOUBT, None)


def test_a_reading_is_kept_and_found_again_as_it_was() -> None:
    """A reading and a refusal travel as JSON."""
    for reading in (READING, refusal(WorkbookFault.OTHER_UNIT, "Sekretariat", "Bidang Aplikasi Informatika")):
        assert decode(WorkbookReading, encode(reading)) == reading


def test_an_edition_changes_with_what_is_printed_in_the_workbook() -> None:
    """A target of the quarter makes another edition; one of another quarter, or its zeros, do not."""
    quarter = Quarter(2026, 3)
    edition = edition_of([indicator("higher", [1, 2, 3, 4])], quarter)
    assert edition == edition_of([indicator("higher", [9, 2, "3.00", 4])], quarter)
    assert edition != edition_of([indicator("higher", [1, 2, 30, 4])], quarter)
    assert edition != edition_of([indicator("higher", [1, 2, 3, 4])], quarter.next)


def test_a_label_of_the_scale_is_what_its_level_counts() -> None:
    """`wtp` counts 4, in chat and in a cell; what is no label is read as a number."""
    opinion = indicator("scale", 4, satuan="opini")
    assert read_text(" wtp ", opinion, Field.REALISASI) == Value(Decimal(4))
    assert read_cell("WDP", "General", opinion, Field.REALISASI) == Value(Decimal(3))
    assert isinstance(read_cell("bagus", "General", opinion, Field.REALISASI), NotANumber)


def test_an_average_of_counts_may_be_a_fraction() -> None:
    """A count is whole, but not where the year is the average of its quarters."""
    assert expected_of(indicator("higher", 3, satuan="insiden"), Field.REALISASI).whole
    average = indicator("higher", 3, satuan="insiden", accumulation=Accumulation.RATA_RATA)
    assert not expected_of(average, Field.REALISASI).whole


def test_below_zero_makes_no_sense_of_money_counts_and_what_never_aims_below() -> None:
    """A growth with a target below 0 may be below 0; spending never is."""
    growth = indicator("higher", -2)
    assert not is_below_zero_in_vain(Decimal(-1), growth, Field.REALISASI)
    assert is_below_zero_in_vain(Decimal(-1), growth, Field.ANGGARAN)
    assert is_below_zero_in_vain(Decimal(-1), indicator("higher", 2), Field.REALISASI)
