"""When the bot proposes a quarter to the Kepala Dinas: from the first working day after it has ended."""

from datetime import datetime, timedelta

from workflow.quarter import Quarter
from workflow.working_time import OfficeCalendar


def quarter_to_propose(now: datetime, calendar: OfficeCalendar) -> Quarter:
    """Return the quarter that ended last: the one whose data exist in full by now."""
    return Quarter.ended_before(calendar.local_day(now))


def proposal_at(now: datetime, calendar: OfficeCalendar) -> datetime:
    """Return when that quarter is to be proposed, in UTC: at opening on the first working day after it.

    A bot that was down then, or that was set up later, proposes it at the next opening hours (`now` within them).
    """
    first = quarter_to_propose(now, calendar).last_day + timedelta(days=1)
    while not calendar.is_working(first):
        first += timedelta(days=1)
    return max(calendar.opening(first), calendar.next_opening(now))
