"""What counts of a year up to a quarter, from the quarters' data and from before Monev."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from decimal import Decimal

from workflow.cycle import Cycle, CycleState, IndicatorReport, Submission, SubmissionState
from workflow.indicators import Reported
from workflow.office import Actor, Role
from workflow.quarter import Quarter
from workflow.year_figures import figures_of

D = Decimal
STAF = Actor(1, 1, Role.STAF, 1)
MORNING = datetime(2026, 10, 1, 1, tzinfo=UTC)
UNIT, OTHER = 1, 2


def version(number: int, state: SubmissionState, figure: int, unit_id: int = UNIT) -> Submission:
    report = IndicatorReport("A", D(figure))
    return Submission(unit_id, number, "K-1", "", (), state, STAF, MORNING, figures=(report,))


def cycle(quarter: int, *versions: Submission, state: CycleState = CycleState.CLOSED, year: int = 2026) -> Cycle:
    return Cycle(quarter, 1, Quarter(year, quarter), "sop", 1, state, MORNING, (UNIT, OTHER), submissions=versions)


def realised(cycles: Sequence[Cycle], quarter: int, past: dict[int, int] | None = None) -> dict[int, Decimal | None]:
    earlier = {number: Reported(D(figure)) for number, figure in (past or {}).items()}
    found = figures_of(cycles, {"A": earlier} if earlier else {}, UNIT, Quarter(2026, quarter))
    return {number: said.realisasi for number, said in sorted(found.get("A", {}).items())}


def test_of_an_earlier_quarter_the_accepted_version_counts():
    """Not the one that was returned, nor another unit's."""
    first = cycle(
        1,
        version(1, SubmissionState.RETURNED_BY_EVALUATOR, 1),
        version(2, SubmissionState.ACCEPTED, 2),
        version(1, SubmissionState.ACCEPTED, 9, OTHER),
    )
    assert realised([first], 2) == {1: D(2)}


def test_what_was_sent_counts_until_it_is_accepted():
    """A quarter that went on without the unit's acceptance."""
    assert realised([cycle(1, version(1, SubmissionState.SENT, 5))], 2) == {1: D(5)}
    assert realised([cycle(1, version(1, SubmissionState.RETURNED_BY_KABID, 5))], 2) == {}


def test_of_the_quarter_itself_the_latest_version_counts():
    """Whatever its state, unless it was taken back."""
    running = cycle(
        3,
        version(1, SubmissionState.RETURNED_BY_KABID, 1),
        version(2, SubmissionState.CHECKING, 2),
        version(3, SubmissionState.WITHDRAWN, 3),
        state=CycleState.RUNNING,
    )
    assert realised([running], 3) == {3: D(2)}


def test_quarters_before_monev_stand_beside_its_own():
    """A quarter with data of its own counts as those say; later quarters are not looked at."""
    second = cycle(2, version(1, SubmissionState.ACCEPTED, 20))
    fourth = cycle(4, version(1, SubmissionState.ACCEPTED, 40))
    assert realised([fourth, second], 3, {1: 11, 2: 12, 3: 13, 4: 14}) == {1: D(11), 2: D(20), 3: D(13)}


def test_other_years_and_withdrawn_cycles_do_not_count():
    """Only this year's, and only those that stood."""
    other = cycle(1, version(1, SubmissionState.ACCEPTED, 1), year=2025)
    withdrawn = cycle(2, version(1, SubmissionState.ACCEPTED, 2), state=CycleState.WITHDRAWN)
    assert realised([withdrawn, other], 3) == {}
