"""What the Subbag Perencanaan dan Keuangan does in step 5: evaluates each unit's data, hands in the report."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from markupsafe import Markup

from handlers import isian, laporan, letters, performance, sekretaris, unit_kerja, verbs
from handlers.acting import act, cycle_for
from handlers.buttons import Tapped
from handlers.conversations import Form, Purpose
from handlers.desk import Desk
from handlers.isian import Guide, Needs
from handlers.outgoing import Button, Rows
from handlers.texts import penilaian
from handlers.texts import perencanaan as texts
from handlers.texts import tim_monev as team_texts
from handlers.texts.words import due
from handlers.tim_monev import NOTE, can_note
from handlers.unit_kerja import files_of, latest_version
from workflow import commands
from workflow.cycle import COLLECT, EVALUATE, Assignment, AssignmentState, Cycle, Submission, SubmissionState
from workflow.fields import REASON_LIMIT
from workflow.office import Role
from workflow.refusals import NotARecipientError, UnitsPendingError
from workflow.standing import pending_units, standing_report

ACCEPT, SEND_BACK, REPORT = "ren_terima", "ren_kembalikan", "ren_laporan"
_EVALUATED = (SubmissionState.SENT, SubmissionState.ACCEPTED)


def open_evaluate(desk: Desk, cycle: Cycle, unit_id: int | None) -> None:
    """Show the evaluation of all units, or of one, as it stands now."""
    if unit_id is None:
        _show_list(desk, cycle)
    else:
        _show_unit(desk, cycle, unit_id)


def _show_list(desk: Desk, cycle: Cycle) -> None:
    if not desk.has(*letters.SEES_ALL_UNITS):
        raise NotARecipientError(min((actor.post_id for actor in desk.capacities), default=0))
    pending = pending_units(cycle)
    latest = cycle.reports[-1] if cycle.reports else None
    desk.show(
        texts.evaluation_list(desk, cycle, performance.evaluated_office(desk, cycle), late_units(cycle), pending),
        (desk.usual(texts.REPORT, REPORT, cycle.id),) if desk.has(Role.PERENCANAAN) and owes_report(cycle) else (),
        *((_list_button(desk, cycle, unit_id),) for unit_id in cycle.unit_ids),
        (desk.refusing(texts.WITHOUT, sekretaris.WITHOUT, cycle.id),) if pending and desk.has(Role.SEKRETARIS) else (),
        *letters.file_rows(desk, cycle, latest.files if latest else ()),
        *laporan.shortcuts(desk, cycle),
    )


def _list_button(desk: Desk, cycle: Cycle, unit_id: int) -> Button:
    """Make the button of a unit, green where its data wait for this person."""
    make = desk.usual if desk.has(Role.PERENCANAAN) and unit_id in _to_evaluate(cycle) else desk.button
    return make(team_texts.unit_label(desk, cycle, unit_id), verbs.OPEN, cycle.id, EVALUATE, unit_id)


def _to_evaluate(cycle: Cycle) -> tuple[int, ...]:
    """Return the units whose data wait to be accepted or returned."""
    return tuple(owed.unit_id for owed in cycle.open_assignments() if owed.step == EVALUATE and owed.unit_id)


def late_units(cycle: Cycle) -> tuple[int, ...]:
    """Return the units whose data came after their due time."""
    return tuple(unit_id for unit_id in cycle.unit_ids if _came_late(cycle.assignment(COLLECT, unit_id)))


def _came_late(owed: Assignment | None) -> bool:
    if owed is None or owed.due_at is None or owed.finished_at is None or owed.state is not AssignmentState.DONE:
        return False
    return owed.finished_at > owed.due_at


def owes_report(cycle: Cycle) -> bool:
    """Tell whether the report is owed now: every unit is settled and no report stands."""
    owed = cycle.assignment(EVALUATE)
    return owed is not None and owed.state is AssignmentState.OPEN


def _show_unit(desk: Desk, cycle: Cycle, unit_id: int) -> None:
    letters.refuse_other_unit(desk, cycle, unit_id)
    sent = cycle.submission(unit_id)
    if sent is None or sent.sent_at is None or not desk.has(*letters.SEES_ALL_UNITS):
        unit_kerja.open_collect(desk, cycle, unit_id)
        return
    desk.show(
        texts.unit_screen(
            desk,
            cycle,
            sent,
            performance.evaluated_unit(desk, cycle, unit_id, sent),
            files_of(desk, sent),
            late=unit_id in late_units(cycle),
        ),
        *_unit_rows(desk, cycle, sent),
        *letters.file_rows(desk, cycle, sent.files),
        (desk.button(texts.TO_LIST, verbs.OPEN, cycle.id, EVALUATE, 0),),
    )


def _unit_rows(desk: Desk, cycle: Cycle, sent: Submission) -> Rows:
    """Return what this person can do about the data now."""
    mark = (cycle.id, sent.unit_id, sent.version)
    evaluates = desk.has(Role.PERENCANAAN) and not cycle.is_excluded(sent.unit_id)
    accepting = evaluates and sent.state is SubmissionState.SENT
    returning = evaluates and sent.state in _EVALUATED and standing_report(cycle) is None
    noting = desk.has(Role.TIM, Role.PERENCANAAN) and can_note(cycle, sent.unit_id)
    return (
        (desk.usual(texts.ACCEPT, ACCEPT, *mark),) if accepting else (),
        (desk.refusing(texts.SEND_BACK, SEND_BACK, *mark),) if returning else (),
        (desk.button(texts.NOTE, NOTE, cycle.id, sent.unit_id),) if noting else (),
    )


def accept(desk: Desk, tapped: Tapped) -> None:
    """Accept a version of a unit's data; with the last unit the report is owed."""
    cycle, unit_id, version = cycle_for(desk, tapped.number(0)), tapped.number(1), tapped.number(2)
    cycle = act(desk, cycle, commands.AcceptData(unit_id, version), unit_id)
    desk.show(
        texts.accepted(desk, latest_version(cycle, unit_id, version), pending_units(cycle), desk.unreached),
        (desk.usual(texts.REPORT, REPORT, cycle.id),) if owes_report(cycle) else (),
        *(
            (desk.usual(texts.next_unit(desk.office.unit(other).name), verbs.OPEN, cycle.id, EVALUATE, other),)
            for other in _to_evaluate(cycle)[:1]
        ),
        (desk.button(texts.TO_LIST, verbs.OPEN, cycle.id, EVALUATE, 0),),
    )


def begin_return(desk: Desk, tapped: Tapped) -> None:
    """Ask for the reason why a unit's data go back to it."""
    cycle, unit_id, version = cycle_for(desk, tapped.number(0)), tapped.number(1), tapped.number(2)
    letters.refuse_other_unit(desk, cycle, unit_id)
    latest_version(cycle, unit_id, version)
    form = Form(desk.nonce, Purpose.RETURN_DATA, cycle.id, unit_id, version)
    isian.begin(desk, GUIDES[Purpose.RETURN_DATA], form)


def begin_note(desk: Desk, tapped: Tapped) -> None:
    """Ask the Tim or the Subbag for a remark on a unit's data."""
    cycle, unit_id = cycle_for(desk, tapped.number(0)), tapped.number(1)
    letters.refuse_other_unit(desk, cycle, unit_id)
    if not can_note(cycle, unit_id):
        desk.toast(texts.CANNOT_NOTE)
        _show_unit(desk, cycle, unit_id)
        return
    form = Form(desk.nonce, Purpose.NOTE_EVALUATION, cycle.id, unit_id)
    isian.begin(desk, GUIDES[Purpose.NOTE_EVALUATION], form)


def begin_report(desk: Desk, tapped: Tapped) -> None:
    """Ask for the report; raises UnitsPendingError while units are neither accepted nor left out."""
    cycle = cycle_for(desk, tapped.number(0))
    pending = pending_units(cycle)
    if pending:
        raise UnitsPendingError(pending)
    if not owes_report(cycle):
        _show_list(desk, cycle)
        return
    isian.begin(desk, GUIDES[Purpose.SUBMIT_REPORT], Form(desk.nonce, Purpose.SUBMIT_REPORT, cycle.id))


def _return(desk: Desk, cycle: Cycle, form: Form) -> None:
    unit_id = form.unit_id or 0
    cycle = act(desk, cycle, commands.ReturnData(unit_id, form.version, form.text), unit_id)
    owed = cycle.assignment(COLLECT, unit_id)
    until = due(desk.now, owed.due_at if owed else None, desk.calendar, desk.office)
    desk.show(
        texts.returned(desk, latest_version(cycle, unit_id, form.version), until, desk.unreached),
        (desk.button(texts.TO_LIST, verbs.OPEN, cycle.id, EVALUATE, 0),),
    )


def _note(desk: Desk, cycle: Cycle, form: Form) -> None:
    unit_id = form.unit_id or 0
    cycle = act(desk, cycle, commands.NoteEvaluation(unit_id, form.text), unit_id)
    desk.show(
        texts.noted(desk, unit_id, desk.unreached),
        (desk.button(texts.TO_LIST, verbs.OPEN, cycle.id, EVALUATE, 0),),
    )


def _ask_report(desk: Desk, cycle: Cycle, _form: Form) -> Markup:
    return texts.ask_report(desk, cycle, performance.evaluated_office(desk, cycle), late_units(cycle))


def _report_proposals(desk: Desk, cycle: Cycle, _form: Form) -> tuple[str, ...]:
    """Propose the summary that the figures give; none where there are no figures."""
    proposed = penilaian.report_proposal(performance.evaluated_office(desk, cycle), cycle.quarter)
    return (proposed,) if proposed else ()


def _report(desk: Desk, cycle: Cycle, form: Form) -> None:
    cycle = act(desk, cycle, commands.SubmitReport(form.text, form.files))
    desk.show(texts.report_submitted(desk, cycle, desk.unreached), (desk.button(texts.TO_TASKS, verbs.TASKS),))


BUTTONS: Mapping[str, Callable[[Desk, Tapped], None]] = {
    ACCEPT: accept,
    SEND_BACK: begin_return,
    NOTE: begin_note,
    REPORT: begin_report,
}
OPENERS: Mapping[int, Callable[[Desk, Cycle, int | None], None]] = {EVALUATE: open_evaluate}
GUIDES: Mapping[Purpose, Guide] = {
    Purpose.RETURN_DATA: Guide(
        needs=Needs.WORDS,
        question=texts.ask_return_reason,
        heading=texts.return_heading,
        send_label=texts.SEND_BACK,
        send=_return,
        limit=REASON_LIMIT,
    ),
    Purpose.NOTE_EVALUATION: Guide(
        needs=Needs.WORDS,
        question=texts.ask_note,
        heading=texts.note_heading,
        send_label=texts.SAVE_NOTE,
        send=_note,
    ),
    Purpose.SUBMIT_REPORT: Guide(
        needs=Needs.WORDS_OR_FILES,
        question=_ask_report,
        heading=texts.report_heading,
        send_label=texts.SEND_REPORT,
        send=_report,
        takes_files=True,
        proposals=_report_proposals,
    ),
}
