"""The words about a workbook that was read."""

from __future__ import annotations

from decimal import Decimal

import pytest

from handlers.texts import workbook as texts
from workflow.filling import Field
from workflow.readings import Doubt, Expected, Fault
from workflow.workbook_reading import (
    Finding,
    FindingKind,
    HeaderFinding,
    HeaderKind,
    Offered,
    Severity,
    WorkbookFault,
    WorkbookReading,
    refusal,
)

HOURS = Expected.of("jam")


def finding(kind: FindingKind, **fields: object) -> Finding:
    given: dict[str, object] = {
        "row": 7,
        "sheet": "Isian",
        "cell": "H7",
        "column": "Realisasi",
        "field": Field.REALISASI,
        "expected": HOURS,
    }
    name = "Waktu rata-rata penanganan aduan"
    return Finding(kind, Severity.ERROR, "IK-4", name, **(given | fields))  # type: ignore[arg-type]


def test_words_in_place_of_a_number_are_told_by_row_column_and_indicator() -> None:
    """The sentence says where, what and what to write."""
    said = texts.sentence(finding(FindingKind.NOT_A_NUMBER, text="sembilan", fault=Fault.WORDS))
    assert said == (
        'Baris 7, kolom Realisasi ("Waktu rata-rata penanganan aduan"): '
        '"sembilan" bukan angka. Tulis misalnya 9 atau 9,5.'
    )


def test_a_doubt_is_asked_with_its_choices() -> None:
    """The choices of the question are those of the buttons."""
    doubt = finding(
        FindingKind.AMBIGUOUS,
        text="1.234",
        doubt=Doubt.MARK,
        offered=(Offered(Decimal(1234)), Offered(Decimal("1.234"))),
    )
    assert texts.choices(doubt) == ("1234", "1,234")
    assert texts.sentence(doubt).endswith("dapat berarti ribuan atau pecahan: 1234 atau 1,234. Mana yang benar?")


def test_levels_of_a_scale_are_offered_with_what_they_count() -> None:
    """Buttons name the label and its figure."""
    off = finding(
        FindingKind.OFF_SCALE,
        text="bagus",
        offered=(Offered(Decimal(4), label="WTP"), Offered(Decimal(3), label="WDP")),
    )
    assert texts.choices(off) == ("WTP (4)", "WDP (3)")
    assert '"bagus" tidak ada pada skala' in texts.sentence(off)


@pytest.mark.parametrize("kind", FindingKind)
def test_every_finding_has_a_sentence(kind: FindingKind) -> None:
    """No kind is without words, and none shouts."""
    doubt = Doubt.ABSENCE if kind is FindingKind.AMBIGUOUS else None
    said = texts.sentence(finding(kind, text="-", doubt=doubt, offered=(Offered(Decimal(0)), Offered(None))))
    assert said.startswith("Baris 7")
    assert "!" not in said
    assert said[-1] in ".?"


@pytest.mark.parametrize("kind", HeaderKind)
def test_every_oddity_of_the_whole_has_a_sentence(kind: HeaderKind) -> None:
    """What must be confirmed is a question."""
    found = HeaderFinding(kind, "Triwulan II 2026", "Triwulan III 2026")
    assert texts.header(found).endswith("?") is found.must_be_confirmed


@pytest.mark.parametrize("fault", WorkbookFault)
def test_every_refusal_says_what_to_do(fault: WorkbookFault) -> None:
    """A refused workbook is told with what to do next."""
    said = texts.refused(refusal(fault, "Sekretariat {x}", "Bidang IKP"))
    assert "irim lagi" in said


def test_what_people_wrote_fills_no_pattern() -> None:
    """Braces and line breaks in a name stand as they are, on one line."""
    said = texts.refused(refusal(WorkbookFault.OTHER_UNIT, "{awaited}\nX", "Bidang"))
    assert "{awaited} X" in said


def test_marks_tell_of_the_whole_before_the_cells() -> None:
    """The marked copy has one mark for each finding."""
    blank = finding(FindingKind.BLANK)
    reading = WorkbookReading(header=(HeaderFinding(HeaderKind.OLDER_EDITION),), findings=(blank,))
    made = texts.marks(reading)
    assert [mark.cell for mark in made] == ["", "H7"]
    assert made[1].text == texts.sentence(blank)
