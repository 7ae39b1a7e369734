"""What may be proposed for destruction, by the office's own schedule and nothing else."""

from datetime import UTC, date, datetime, timedelta

from workflow.incidents import notice_due
from workflow.retention import Fate, Holding, RecordClass, Rule, proposals

SCHEDULE = {
    RecordClass.DATA: Rule(5, Fate.DESTROY),
    RecordClass.REPORT: Rule(0, Fate.KEEP),
    RecordClass.FOLLOW_UP: Rule(2, Fate.REVIEW),
}


def test_a_part_is_proposed_after_its_years_and_never_before() -> None:
    """Closed in 2020 and kept five years after: from 2026 on."""
    held = [Holding(RecordClass.DATA, "Kiriman", 2020, 3), Holding(RecordClass.DATA, "Kiriman", 2021, 3)]
    assert proposals(held, SCHEDULE, date(2025, 12, 31)) == ()
    (found,) = proposals(held, SCHEDULE, date(2026, 1, 1))
    assert (found.holding, found.since) == (held[0], 2026)


def test_what_is_kept_for_good_or_not_named_is_left_out() -> None:
    """A schedule that says nothing of a class proposes nothing of it; an empty part is no part."""
    held = [
        Holding(RecordClass.REPORT, "Laporan", 2000, 1),
        Holding(RecordClass.LETTERS, "Surat", 2000, 1),
        Holding(RecordClass.FOLLOW_UP, "Rencana", 2000, 0),
    ]
    assert proposals(held, SCHEDULE, date(2040, 1, 1)) == ()


def test_the_notice_of_an_incident_is_due_in_three_days_of_hours() -> None:
    """Weekends and holidays count."""
    friday = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
    assert notice_due(friday) - friday == timedelta(hours=72)
