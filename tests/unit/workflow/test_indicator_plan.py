"""What a new list of indicators changes in the year's plan, and what stays as it was."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from small_indicators import indicator

from workflow.cycle import Cycle, CycleState, Submission, SubmissionState
from workflow.indicator_plan import FieldChange, PlannedIndicator, Version, changes, first_open, valid_in
from workflow.office import Actor, Role
from workflow.quarter import Quarter

D = Decimal
KABID = Actor(1, 1, Role.KABID, 1)
MORNING = datetime(2026, 10, 1, 1, tzinfo=UTC)
A = PlannedIndicator(indicator("higher", 10, code="A"))
B = PlannedIndicator(indicator("higher", 20, code="B"))
OTHER_UNIT = PlannedIndicator(replace(indicator("higher", 5, code="A"), unit_id=2))
FIRST = changes((), [A, B, OTHER_UNIT], 1).versions


def raised(planned: PlannedIndicator, target: int) -> PlannedIndicator:
    return replace(planned, indicator=indicator("higher", target, code=planned.indicator.code))


def codes(versions: tuple[Version, ...], quarter: int) -> list[tuple[int, str]]:
    return [each.key for each in valid_in(versions, quarter)]


def test_a_first_list_is_the_plan_in_its_order():
    """Everything is new, and stands as it was listed."""
    assert codes(FIRST, 1) == [(1, "A"), (1, "B"), (2, "A")]
    assert codes(FIRST, 4) == codes(FIRST, 1)


def test_the_same_list_once_more_changes_nothing():
    """An import may be repeated."""
    again = changes(FIRST, [A, B, OTHER_UNIT], 2)
    assert again.is_empty
    assert again.unchanged == 3


def test_a_change_names_the_field_with_before_and_after():
    """The preview shows what will be different, and nothing else."""
    named = replace(A, indicator=replace(A.indicator, name="Baru"))
    found = changes(FIRST, [named, B, OTHER_UNIT], 3)
    (changed,) = found.changed
    assert changed.changes == (FieldChange("name", "N", "Baru"),)
    assert [version.from_quarter for version in found.versions] == [3]


def test_a_raised_target_leaves_the_quarters_before_as_they_were():
    """From triwulan III on 15 is owed, before it 10."""
    later = (*FIRST, *changes(FIRST, [raised(A, 15), B, OTHER_UNIT], 3).versions)
    assert valid_in(later, 2)[0] == A
    assert valid_in(later, 3)[0].indicator.targets == (D(10), D(10), D(15), D(15))


def test_of_two_changes_from_one_quarter_the_later_counts():
    """A slip in an import is corrected by another."""
    once = (*FIRST, *changes(FIRST, [raised(A, 15), B, OTHER_UNIT], 3).versions)
    twice = (*once, *changes(once, [raised(A, 16), B, OTHER_UNIT], 3).versions)
    assert valid_in(twice, 4)[0].indicator.targets == (D(10), D(10), D(16), D(16))


def test_what_a_list_no_longer_names_is_dropped_from_that_quarter_on():
    """Only in units that the list names: a list of one bidang leaves the others alone."""
    found = changes(FIRST, [B], 2)
    assert [each.key for each in found.dropped] == [(1, "A")]
    later = (*FIRST, *found.versions)
    assert codes(later, 1) == [(1, "A"), (1, "B"), (2, "A")]
    assert codes(later, 2) == [(1, "B"), (2, "A")]


def test_what_was_dropped_may_come_back():
    """It is new again from that quarter on."""
    without = (*FIRST, *changes(FIRST, [B, OTHER_UNIT], 2).versions)
    back = (*without, *changes(without, [A, B, OTHER_UNIT], 3).versions)
    assert codes(back, 2) == [(1, "B"), (2, "A")]
    assert codes(back, 3) == [(1, "A"), (1, "B"), (2, "A")]


def test_a_closed_quarter_of_a_unit_is_not_changed():
    """The unit's data of triwulan III are accepted: its change holds from IV on, another unit's from III."""
    other = replace(OTHER_UNIT, renstra_target=D(9))
    found = changes(FIRST, [raised(A, 15), B, other], 3, {1: 4})
    assert {version.planned.key: version.from_quarter for version in found.versions} == {(1, "A"): 4, (2, "A"): 3}
    later = (*FIRST, *found.versions)
    assert valid_in(later, 3)[0] == A


def test_a_year_that_is_over_is_not_changed_at_all():
    """All four quarters are closed: nothing can begin to be valid."""
    assert changes(FIRST, [raised(A, 15), B], 4, {1: 5}).versions == ()


def test_a_unit_that_begins_later_is_named():
    """The preview says from when the list holds for whom."""
    found = changes(FIRST, [raised(A, 15), B, OTHER_UNIT], 2, {1: 4})
    assert found.starts == ((1, 4), (2, 2))
    assert found.postponed == ((1, 4),)
    assert changes(FIRST, [raised(A, 15), B], 4, {1: 5}).settled == (1,)


def test_what_a_list_shows_again_is_no_change():
    """A list that was taken out after a raise shows the old targets of old quarters; taken in, it changes nothing."""
    later = (*FIRST, *changes(FIRST, [raised(A, 15), B, OTHER_UNIT], 3).versions)
    assert changes(later, valid_in(later, 4), 3).is_empty


def test_a_target_of_a_quarter_that_is_over_cannot_be_changed():
    """From triwulan III on, whatever the list says of I and II is left aside."""
    rewritten = replace(A, indicator=indicator("higher", [1, 1, 10, 10], code="A"))
    assert changes(FIRST, [rewritten, B], 3).is_empty


def test_a_later_change_gives_way_to_the_newer_list():
    """A raise was planned for IV; a new list from III on holds in IV too."""
    planned = (*FIRST, *changes(FIRST, [raised(A, 40), B], 4).versions)
    newer = (*planned, *changes(planned, [raised(A, 30), B], 3).versions)
    assert valid_in(newer, 4)[0].indicator.targets == (D(10), D(10), D(30), D(30))
    dropped = (*planned, *changes(planned, [B], 3).versions)
    assert codes(dropped, 4) == [(1, "B"), (2, "A")]


def test_a_quarter_is_settled_by_its_cycle_or_by_accepted_data():
    """A closed cycle settles its quarter for every unit, a running one only for whom data are accepted."""

    def cycle(quarter: int, state: CycleState, *accepted: int) -> Cycle:
        sent = tuple(
            Submission(unit_id, 1, "K-1", "", (), SubmissionState.ACCEPTED, KABID, MORNING) for unit_id in accepted
        )
        return Cycle(quarter, 1, Quarter(2026, quarter), "sop", 1, state, MORNING, (1, 2), submissions=sent)

    closed, running = cycle(1, CycleState.CLOSED), cycle(2, CycleState.RUNNING, 1)
    assert first_open((), 1, 2026) == 1
    assert first_open((closed,), 1, 2026) == 2
    assert first_open((running, closed), 1, 2026) == 3
    assert first_open((running, closed), 2, 2026) == 2
    assert first_open((running, closed), 1, 2025) == 1
    assert first_open((closed,), 9, 2026) == 1
    assert first_open((cycle(4, CycleState.CLOSED),), 1, 2026) == 5
    assert first_open((cycle(3, CycleState.WITHDRAWN, 1),), 1, 2026) == 1


@pytest.mark.parametrize("quarter", [0, 5])
def test_there_are_four_quarters(quarter: int):
    """Any other is a slip of the program."""
    with pytest.raises(ValueError, match="1 to 4"):
        valid_in(FIRST, quarter)
