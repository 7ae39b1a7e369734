"""The papers that go along with an act, behind the notice that tells of it."""

from __future__ import annotations

from collections.abc import Sequence

from handlers import papers
from handlers.card import staff
from handlers.desk import Desk
from handlers.outgoing import Message, Priority
from handlers.texts import laporan as texts
from workflow import events as e
from workflow.cycle import Cycle
from workflow.events import Recorded
from workflow.office import Role
from workflow.papers.kinds import PaperKind


def send_along(desk: Desk, cycle: Cycle, recorded: Sequence[Recorded]) -> None:
    """Send what belongs to these events: the report to whom it is submitted, the result to everyone at the end.

    The archive then goes to the Subbag, who keeps it.
    """
    for happened in recorded:
        match happened.event:
            case e.ReportSubmitted():
                _report(desk, cycle)
            case e.CycleClosed():
                _result(desk, cycle)
                _archive(desk, cycle)
            case _:
                pass


def _report(desk: Desk, cycle: Cycle) -> None:
    """Send the report as PDF to the Kepala Dinas, who decides on it."""
    message = Message(
        texts.report_goes_along(cycle), silent=True, paper=papers.printed(desk, cycle, PaperKind.REPORT_PDF)
    )
    for post in desk.office.posts_with(Role.KEPALA_DINAS):
        desk.tell_post(post.id, message)


def _result(desk: Desk, cycle: Cycle) -> None:
    """Show everyone with a chat what came of the quarter; an office without figures has nothing to picture."""
    if not papers.has_figures(desk, cycle):
        return
    message = Message(texts.result(cycle), silent=True, paper=papers.printed(desk, cycle, PaperKind.CHART_UNITS))
    chats = desk.records.chats()
    for person in staff(desk):
        if person.id in chats:
            desk.tell(person, message, Priority.NOTICE)


def _archive(desk: Desk, cycle: Cycle) -> None:
    """Hand the quarter's archive to the Subbag."""
    message = papers.archive(desk, cycle)
    for post in desk.office.posts_with(Role.PERENCANAAN):
        desk.tell_post(post.id, message)
