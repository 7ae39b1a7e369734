"""What is left to do of the plans of past quarters: every item with its state, and the summary with which one opens."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from workflow.cycle import DECIDE, Cycle, CycleState, Direction, FollowUp, FollowUpItem, FollowUpStatus
from workflow.quarter import Quarter


@dataclass(frozen=True)
class TrackedItem:
    """One row of the matrix: an item of a unit's plan, the direction it answers, and the last report on it."""

    cycle_id: int
    quarter: Quarter
    unit_id: int
    number: int  # in the unit's plan, from 1
    item: FollowUpItem
    direction: Direction | None  # of step 6
    report: FollowUp | None  # None while nothing was reported

    @property
    def status(self) -> FollowUpStatus:
        """How far it has come by the last report, verified or not."""
        return self.report.status if self.report else FollowUpStatus.BELUM

    @property
    def is_settled(self) -> bool:
        """Whether nothing more is owed: it was verified as done, or as impossible."""
        return self.report is not None and self.report.is_settled

    @property
    def awaits_verification(self) -> bool:
        """Whether the unit has done its part, and the one who gave the direction has not looked at it yet."""
        return self.report is not None and self.report.awaits_verification

    @property
    def is_owed_by_unit(self) -> bool:
        """Whether the unit still has to do or to report something."""
        return not self.is_settled and not self.awaits_verification

    def days_overdue(self, today: date) -> int:
        """Return how many calendar days its due day has passed; 0 on that day, before it, and once it is settled."""
        return 0 if self.is_settled else max((today - self.item.due_on).days, 0)


@dataclass(frozen=True)
class Tally:
    """How many items there are, and how many of them are open, overdue or wait for verification."""

    total: int
    open: int
    overdue: int
    awaiting: int


def items_of(cycle: Cycle) -> tuple[TrackedItem, ...]:
    """Return every item of the cycle's plans, by unit in the cycle's order, then number; none of a withdrawn cycle."""
    if cycle.state is CycleState.WITHDRAWN:
        return ()
    latest = {(report.unit_id, report.item): report for report in cycle.follow_ups}
    plans = sorted(cycle.plans, key=lambda plan: cycle.unit_ids.index(plan.unit_id))
    return tuple(
        TrackedItem(
            cycle.id,
            cycle.quarter,
            plan.unit_id,
            number,
            item,
            cycle.direction(DECIDE, plan.unit_id),
            latest.get((plan.unit_id, number)),
        )
        for plan in plans
        for number, item in enumerate(plan.items, start=1)
    )


def all_items(cycles: Iterable[Cycle], unit_id: int | None = None) -> tuple[TrackedItem, ...]:
    """Return the items of all plans, the earliest due first; of one unit where one is named."""
    found = (item for cycle in cycles for item in items_of(cycle) if unit_id in (None, item.unit_id))
    return tuple(sorted(found, key=_age))


def open_items(cycles: Iterable[Cycle], unit_id: int | None = None) -> tuple[TrackedItem, ...]:
    """Return what is not verified as done or impossible, across quarters, the earliest due first."""
    return tuple(item for item in all_items(cycles, unit_id) if not item.is_settled)


def latest_reports(cycle: Cycle) -> tuple[FollowUp, ...]:
    """Return the last report on each item of the cycle that was reported on."""
    return tuple({(report.unit_id, report.item): report for report in cycle.follow_ups}.values())


def tally(items: Sequence[TrackedItem], today: date) -> Tally:
    """Count items as they stand on `today`."""
    left = [item for item in items if not item.is_settled]
    return Tally(
        total=len(items),
        open=len(left),
        overdue=sum(item.days_overdue(today) > 0 for item in left),
        awaiting=sum(item.awaits_verification for item in left),
    )


def current_items(cycles: Iterable[Cycle]) -> tuple[TrackedItem, ...]:
    """Return what is spoken of now, the earliest due first.

    The items of the latest quarter that has plans, settled or not, and whatever is still open of those before.
    """
    planned = sorted((cycle for cycle in cycles if items_of(cycle)), key=lambda cycle: cycle.quarter)
    if not planned:
        return ()
    return tuple(sorted((*items_of(planned[-1]), *open_items(planned[:-1])), key=_age))


def carried_over(cycles: Iterable[Cycle], before: Quarter) -> tuple[TrackedItem, ...]:
    """Return what a new quarter has to show at its start: what the quarters before it have left."""
    return current_items(cycle for cycle in cycles if cycle.quarter < before)


def _age(item: TrackedItem) -> tuple[date, Quarter, int, int]:
    return (item.item.due_on, item.quarter, item.unit_id, item.number)
