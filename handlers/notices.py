"""Who is told what of an act, with the button that does what is owed by it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from handlers import letters, notices_of_follow_up, notices_of_time, verbs
from handlers.card import staff
from handlers.desk import Desk
from handlers.left_open import carried
from handlers.telling import Telling
from handlers.texts import letters as letter_texts
from handlers.texts import notices as texts
from handlers.texts.words import paragraphs
from workflow import events as e
from workflow.cycle import COLLECT, DECIDE, DIRECT, EVALUATE, FOLLOW_UP, ORDER, Cycle, Secrecy, Submission
from workflow.events import Recorded
from workflow.evolve import Assignments, Evaluations
from workflow.evolve_letters import Letters
from workflow.evolve_submissions import Submissions
from workflow.office import UNIT_ROLES, Actor, Role
from workflow.tasks import holders_of

ACCEPT_DISPOSISI = "disp_terima"  # cycle: a recipient other than the Sekretaris has read and received it
ACCEPT_AND_DIRECT = "sek_terima"  # cycle: the Sekretaris receives the disposisi and is asked for the direction
RETURN_DISPOSISI = "sek_kembalikan"  # cycle: the Sekretaris is asked why the disposisi goes back
WHO_FILLS_IN = (Role.KASI, Role.STAF)
WHO_EVALUATES = (Role.TIM, Role.PERENCANAAN)
WHO_SEES_PLANS = (Role.KEPALA_DINAS, Role.SEKRETARIS, Role.TIM, Role.PERENCANAAN)


_SAID_BY: Mapping[type[e.Event], type[e.Event]] = {
    e.PlanSubmitted: e.CycleClosed,
    e.ReportReturned: e.DataReopened,
}
"""What is not told where the other happened with it, which says it."""


def announce(desk: Desk, before: Cycle | None, after: Cycle, recorded: Sequence[Recorded]) -> None:
    """Tell everyone concerned but the one who acted: a message each, and writers' copies brought up to date."""
    telling = Telling(desk, before, after)
    happenings = {type(happened.event) for happened in recorded}
    for happened in recorded:
        telling.next_event()
        if _SAID_BY.get(type(happened.event)) not in happenings:
            _announce(telling, happened.event, happened.actor)
    telling.send()


def _announce(told: Telling, event: e.Event, by: Actor) -> None:
    match event:
        case e.AssignmentStarted() | e.AssignmentMoved() | e.AssignmentEnded():
            _of_assignment(told, event)
        case e.EvaluationNoted() | e.UnitExcluded() | e.ReportSubmitted() | e.ReportReturned():
            _of_evaluation(told, event, by)
        case e.PlanSubmitted() | e.CycleClosed():
            _of_ending(told, event)
        case (
            e.WorkPromised()
            | e.HelpAsked()
            | e.ExtensionAsked()
            | e.ExtensionGranted()
            | e.ExtensionRefused()
            | e.DeadlineMoved()
        ):
            notices_of_time.announce(told, event, by)
        case e.FollowUpReported() | e.FollowUpVerified() | e.FollowUpReturned():
            notices_of_follow_up.announce(told, event)
        case e.CycleStarted() | e.CoordinationRecorded():
            pass  # the disposisi tells of the start; the order to the unit carries what was agreed
        case (
            e.DraftSubmitted()
            | e.DraftRead()
            | e.DraftWithdrawn()
            | e.DraftReturned()
            | e.DataSent()
            | e.DataAccepted()
            | e.DataReturned()
            | e.DataReopened()
        ):
            _of_submission(told, event, by)
        case _:
            _of_letter(told, event, by)


def _of_letter(told: Telling, event: Letters, by: Actor) -> None:
    match event:
        case e.DisposisiIssued():
            _issued(told, event)
        case e.DisposisiWithdrawn():
            told.posts(told.cycle.disposisi[-1].receipts, texts.disposisi_withdrawn(told.desk, told.cycle, by))
        case e.DisposisiRead() | e.DisposisiAccepted():
            _receipts_of_disposisi(told)
        case e.DisposisiReturned(reason=reason):
            letter = told.cycle.disposisi[-1]
            text = texts.disposisi_returned(told.desk, letter, by, reason, told.owed(ORDER))
            told.authors([letter.issued_by], text, told.opens(texts.OPEN_DISPOSISI, ORDER))
            _receipts_of_disposisi(told)
        case e.DirectionGiven():
            _directed(told, event, by)
        case e.DirectionRead(step, unit_id):
            direction = told.cycle.direction(step, unit_id)
            if direction is not None:
                copy = letters.direction_receipts(told.desk, told.cycle, direction)
                told.copy(direction.given_by.post_id, copy)


def _issued(told: Telling, event: e.DisposisiIssued) -> None:
    """Hand the disposisi over: to the Sekretaris as a task, to the others to be read and received."""
    letter, desk, cycle_id = told.cycle.disposisi[-1], told.desk, told.cycle.id
    text = letter_texts.disposisi(letter, told.cycle, desk)
    files = () if event.secrecy is Secrecy.RAHASIA else letter.files
    secretaries = {post.id for post in told.desk.office.posts_with(Role.SEKRETARIS)}
    told.posts(
        (post_id for post_id in event.recipients if post_id in secretaries),
        text,
        desk.usual(texts.ACCEPT_AND_DIRECT, ACCEPT_AND_DIRECT, cycle_id),
        desk.refusing(texts.SEND_BACK, RETURN_DISPOSISI, cycle_id),
        *(button for row in letters.file_rows(desk, told.cycle, files) for button in row),
    )
    label = texts.READ_ON_PAPER if event.secrecy is Secrecy.RAHASIA else texts.READ_AND_ACCEPT
    told.posts(event.recipients, text, desk.usual(label, ACCEPT_DISPOSISI, cycle_id))


def _receipts_of_disposisi(told: Telling) -> None:
    told.copy(told.cycle.disposisi[-1].issued_by.post_id, letters.disposisi_receipts(told.desk, told.cycle))


def _directed(told: Telling, event: e.DirectionGiven, by: Actor) -> None:
    """Hand a direction over, with the task that it sets."""
    step = texts.STEP_OF_DIRECTION[event.step]
    owed = next((open_one for open_one in told.cycle.open_assignments() if open_one.step == step), None)
    if event.unit_id is not None:
        owed = told.owed(step, event.unit_id)
    text = texts.direction(told.desk, told.cycle, event, by, owed)
    if event.step == COLLECT:
        text = paragraphs(text, carried(told.desk, told.cycle.quarter, event.unit_id))
    told.posts(event.recipients, text, told.opens(texts.LABEL_OF_DIRECTION[event.step], step, event.unit_id))
    if event.step == DIRECT:
        _receipts_of_disposisi(told)


def _of_submission(told: Telling, event: Submissions, by: Actor) -> None:
    unit_id = event.unit_id
    sent = _version(told.cycle, unit_id, event.version)
    match event:
        case e.DraftSubmitted():
            text = texts.draft_submitted(told.desk, event, by, told.owed(COLLECT, unit_id))
            told.roles([Role.KABID], text, told.opens(texts.OPEN_DRAFT, COLLECT, unit_id), unit_id=unit_id)
        case e.DraftRead():
            pass  # the sender's own screen says that it can no longer be taken back
        case e.DraftWithdrawn():
            told.roles([Role.KABID], texts.draft_withdrawn(told.desk, sent, by), unit_id=unit_id)
        case e.DraftReturned(reason=reason):
            text = texts.returned(told.desk, sent, by, reason, told.owed(COLLECT, unit_id))
            fix = told.opens(texts.OPEN_FIX, COLLECT, unit_id)
            told.authors([sent.submitted_by], text, fix)
            told.roles(_filling(told, unit_id), text, fix, unit_id=unit_id)
        case e.DataReturned(reason=reason):
            text = texts.returned(told.desk, sent, by, reason, told.owed(COLLECT, unit_id))
            fix = told.opens(texts.OPEN_FIX, COLLECT, unit_id)
            told.authors([sent.submitted_by, sent.sent_by], text, fix)
            told.roles(UNIT_ROLES, text, fix, unit_id=unit_id)
        case e.DataReopened():
            _reopened(told, event, sent, by)
        case e.DataSent() | e.DataAccepted():
            _passed(told, event, sent, by)


def _passed(told: Telling, event: e.DataSent | e.DataAccepted, sent: Submission, by: Actor) -> None:
    """Tell those whose turn it is; the unit gets a silent tick."""
    match event:
        case e.DataSent(unit_id):
            text = texts.data_sent(told.desk, sent, event, by, told.owed(EVALUATE, unit_id))
            look = told.opens(texts.OPEN_DATA, EVALUATE, unit_id)
            told.roles([Role.PERENCANAAN], text, look)
            told.roles([Role.TIM], texts.data_to_note(told.desk, sent, by), look, silent=True)
            told.authors([sent.submitted_by], texts.data_passed_on(told.desk, sent, by), silent=True)
        case e.DataAccepted(unit_id):
            text = texts.data_accepted(told.desk, sent, by)
            told.roles([Role.KABID], text, unit_id=unit_id, silent=True)
            told.authors([sent.submitted_by, sent.sent_by], text, silent=True)


def _reopened(told: Telling, event: e.DataReopened, sent: Submission, by: Actor) -> None:
    """Tell the unit what it owes anew, and everybody with the report that it waits."""
    text = texts.data_reopened(told.desk, sent, event, by, told.owed(COLLECT, event.unit_id))
    fix = told.opens(texts.OPEN_FIX, COLLECT, event.unit_id)
    told.authors([sent.submitted_by, sent.sent_by], text, fix)
    told.roles(UNIT_ROLES, text, fix, unit_id=event.unit_id)
    told.roles((Role.KEPALA_DINAS, *WHO_EVALUATES), texts.report_waits(told.desk, told.cycle, event, by))


def _filling(told: Telling, unit_id: int) -> frozenset[Role]:
    owed = told.owed(COLLECT, unit_id)
    return holders_of(owed, told.desk.situation(told.cycle)) if owed else frozenset(WHO_FILLS_IN)


def _version(cycle: Cycle, unit_id: int, version: int) -> Submission:
    return next(kept for kept in cycle.submissions if (kept.unit_id, kept.version) == (unit_id, version))


def _of_evaluation(told: Telling, event: Evaluations, by: Actor) -> None:
    match event:
        case e.EvaluationNoted(unit_id):
            other = Role.TIM if by.role is Role.PERENCANAAN else Role.PERENCANAAN
            told.roles([other], texts.noted(told.desk, event, by), told.opens(texts.OPEN_DATA, EVALUATE, unit_id))
        case e.UnitExcluded(unit_id):
            text = texts.excluded(told.desk, event, by)
            told.roles(UNIT_ROLES, text, unit_id=unit_id)
            told.roles(WHO_EVALUATES, text)
        case e.ReportSubmitted():
            owed = told.owed(DECIDE, told.cycle.unit_ids[0])
            text = texts.report_submitted(told.desk, told.cycle, event, by, owed)
            told.roles([Role.KEPALA_DINAS], text, told.opens(texts.OPEN_REPORT, DECIDE))
            told.roles([Role.SEKRETARIS], texts.report_handed_in(told.desk, told.cycle, event, by), silent=True)
        case e.ReportReturned():
            text = texts.report_returned(told.desk, event, by, told.owed(EVALUATE))
            told.roles([Role.PERENCANAAN], text, told.opens(texts.OPEN_REPORT_AGAIN, EVALUATE))


def _of_assignment(told: Telling, event: Assignments) -> None:
    """Tell of the one start that no other event tells of: all units are settled, the report is owed."""
    if not isinstance(event, e.AssignmentStarted) or (event.step, event.unit_id) != (EVALUATE, None):
        return
    if told.before is not None and told.before.reports != told.cycle.reports:
        return  # a report came back, and the notice of its return says so
    text = texts.report_owed(told.desk, told.cycle, told.owed(EVALUATE))
    told.roles([Role.PERENCANAAN], text, told.opens(texts.OPEN_REPORT_WRITING, EVALUATE))


def _of_ending(told: Telling, event: e.PlanSubmitted | e.CycleClosed) -> None:
    match event:
        case e.PlanSubmitted():
            text = texts.plan_submitted(told.desk, told.cycle, event)
            told.roles(WHO_SEES_PLANS, text, told.opens(texts.OPEN_PLAN, FOLLOW_UP, event.unit_id), silent=True)
        case e.CycleClosed():
            _closed(told)


def _closed(told: Telling) -> None:
    """Tell everyone of the end, whoever sent the last plan too."""
    told.also_who_acted()
    text = texts.closed(told.desk, told.cycle, told.desk.records.procedure(told.cycle))
    chats = told.desk.records.chats()
    for person in staff(told.desk):
        if person.id in chats:
            told.person(person, text, told.desk.button(texts.STATUS, verbs.STATUS, told.cycle.id))
