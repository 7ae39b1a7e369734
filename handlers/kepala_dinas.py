"""What the Kepala Dinas does: is asked to begin the quarter, follows and withdraws the disposisi, directs each unit."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, time, timedelta

from handlers import isian, laporan, letters, penerima, perencanaan, performance, sekretaris, verbs
from handlers.acting import act, cycle_for
from handlers.buttons import Tapped, UnknownButtonError
from handlers.conversations import Form, Purpose
from handlers.desk import Desk
from handlers.incoming import Occasion
from handlers.isian import Guide, Needs
from handlers.left_open import carried, list_button
from handlers.outgoing import Button, Message, Rows
from handlers.texts import kepala_dinas as texts
from handlers.texts import penilaian
from handlers.texts.words import paragraphs
from handlers.unit_kerja import files_of
from workflow import commands
from workflow.access import WHO_MAY
from workflow.commands import Command
from workflow.cycle import DECIDE, ORDER, AssignmentState, Cycle, CycleState, ReceiptState
from workflow.decide import run
from workflow.fields import REASON_LIMIT
from workflow.office import Role
from workflow.papers.build_records import counted
from workflow.procedure import Allotment, TimeUnit
from workflow.quarter import Quarter
from workflow.refusals import NotARecipientError, NotPermittedError, UnknownUnitError
from workflow.standing import directed_unit, standing_report
from workflow.strategic import check_may_begin

LATER, NOT_NOW = "kd_nanti", "kd_tidak"
READ, WITHDRAW, WITHDRAW_YES = "kd_isi", "kd_tarik", "kd_tarik_ya"
REPORT, DIRECT, SEND_BACK = "kd_laporan", "kd_arahan", "kd_kembalikan"

ASKED_AGAIN_AT = time(13)
""""Nanti siang": after the midday break, in the office's own time."""


def refuse_others(desk: Desk, command: type[Command]) -> None:
    """Raise NotPermittedError unless the person holds a post that may give this command: before anything is typed.

    Raises StrategicActError where the office keeps it from whoever only stands in for that post.
    """
    actor, permitted = desk.capacity(command), WHO_MAY[command].roles
    if actor.role not in permitted:
        raise NotPermittedError(command.__name__, actor.role, permitted)
    check_may_begin(desk.office, command, actor)


def quarter_of(tapped: Tapped) -> Quarter:
    """Return the quarter that a button names (year, number); raises UnknownButtonError for none in any calendar."""
    try:
        quarter = Quarter(tapped.number(0), tapped.number(1))
        _ = quarter.first_day, quarter.last_day
    except ValueError:
        raise UnknownButtonError(tapped.verb) from None
    return quarter


def sop_allotment(desk: Desk) -> Allotment:
    """Return the days of all steps of the present SOP (14 days in SOP 830/ /IV.16-WK/2021)."""
    procedure = desk.records.procedure(None)
    in_days = [step.allotment for step in procedure.steps if step.allotment.unit is TimeUnit.HARI]
    return Allotment(procedure.total.days, TimeUnit.HARI, all(allotment.working for allotment in in_days))


def sop_due(desk: Desk) -> datetime:
    """Return when a cycle that is begun now would have used up the SOP's days."""
    return desk.calendar.deadline(desk.now, sop_allotment(desk))


def propose(desk: Desk, quarter: Quarter) -> None:
    """Ask the Kepala Dinas to begin the quarter's cycle; say so where it has begun. Others are not asked.

    Asked twice in the same half of a day (coming in on the morning of the proposal), it stays one message. The bot's
    own question that comes after the answer "later" is not put.
    """
    if not desk.has(Role.KEPALA_DINAS) or (desk.said_at is None and desk.records.has_timer(_later(desk, quarter))):
        return
    cycle = desk.records.cycle_of(quarter)
    if cycle is not None:
        begun = Message(texts.begun(cycle), ((_status(desk, cycle),),), silent=desk.said_at is None)
        desk.send(begun)
        return
    which = (quarter.year, quarter.number)
    here = desk.now.astimezone(desk.calendar.zone)
    half = "siang" if here.time() >= ASKED_AGAIN_AT else "pagi"
    left = carried(desk, quarter)
    desk.say(
        paragraphs(texts.propose(quarter, sop_allotment(desk), desk.calendar.local_day(sop_due(desk))), left),
        (desk.usual(texts.BEGIN, verbs.NEW_DISPOSISI, *which),),
        (desk.button(texts.LATER, LATER, *which), desk.button(texts.NOT_NOW, NOT_NOW, *which)),
        (list_button(desk),) if left else (),
        key=f"usul:{quarter.year}-{quarter.number}:{here:%Y-%m-%d}:{half}",
    )


def ask_later(desk: Desk, tapped: Tapped) -> None:
    """Ask again at midday, or when the office opens next if midday is past."""
    quarter = quarter_of(tapped)
    refuse_others(desk, commands.IssueDisposisi)
    at = _asked_again_at(desk)
    desk.records.set_timer(_later(desk, quarter), at, desk.me.id, Occasion.PROPOSE_QUARTER)
    begin = desk.button(texts.BEGIN, verbs.NEW_DISPOSISI, quarter.year, quarter.number)
    desk.show(texts.asked_again(desk, quarter, at), (begin,))


def _later(desk: Desk, quarter: Quarter) -> str:
    """Return the key of the timer that the answer "later" sets by now."""
    return f"nanti:{desk.office.id}:{quarter.year}-{quarter.number}:{_asked_again_at(desk):%Y-%m-%dT%H.%M}:{desk.me.id}"


def _asked_again_at(desk: Desk) -> datetime:
    today = desk.calendar.local_day(desk.now)
    at = datetime.combine(today, ASKED_AGAIN_AT, tzinfo=desk.calendar.zone)
    if at <= desk.now:
        at = datetime.combine(today + timedelta(days=1), time.min, tzinfo=desk.calendar.zone)
    return desk.calendar.next_opening(at)


def not_this_quarter(desk: Desk, tapped: Tapped) -> None:
    """Leave it at that, and say how to begin later all the same."""
    desk.show(texts.not_this_quarter(quarter_of(tapped)), (desk.button(texts.TO_TASKS, verbs.TASKS),))


def open_order(desk: Desk, cycle: Cycle, _unit_id: int | None) -> None:
    """Show the Kepala Dinas how far the disposisi got, or why it came back; recipients see the letter itself."""
    if not desk.has(Role.KEPALA_DINAS):
        _open_as_recipient(desk, cycle)
        return
    owed = cycle.assignment(ORDER)
    if owed is not None and owed.state is AssignmentState.OPEN:
        mend = desk.usual(texts.MEND, verbs.NEW_DISPOSISI, cycle.quarter.year, cycle.quarter.number)
        desk.show(texts.returned(desk, cycle, owed), (mend,), (desk.button(texts.READ, READ, cycle.id),))
        return
    withdrawable = cycle.state is CycleState.RUNNING and _is_unread(cycle)
    desk.show(
        texts.state_of_disposisi(desk, cycle),
        (desk.button(texts.READ, READ, cycle.id), _status(desk, cycle)),
        (withdraw_button(desk, cycle),) if withdrawable else (),
    )


def _open_as_recipient(desk: Desk, cycle: Cycle) -> None:
    if desk.has(Role.SEKRETARIS):
        sekretaris.open_direct(desk, cycle, None)
    else:
        penerima.show(desk, cycle)


def _is_unread(cycle: Cycle) -> bool:
    return all(receipt.state is ReceiptState.SENT for receipt in cycle.disposisi[-1].receipts.values())


def read(desk: Desk, tapped: Tapped) -> None:
    """Show the writer the disposisi as its recipients read it."""
    cycle = cycle_for(desk, tapped.number(0))
    refuse_others(desk, commands.IssueDisposisi)
    letters.show_disposisi(desk, cycle, (desk.button(texts.BACK, verbs.OPEN, cycle.id, ORDER, 0),))


def withdraw_button(desk: Desk, cycle: Cycle) -> Button:
    """Make the red button that takes the disposisi back while it is unread."""
    return desk.refusing(texts.WITHDRAW, WITHDRAW, cycle.id)


def begin_withdraw(desk: Desk, tapped: Tapped) -> None:
    """Ask once more before the disposisi is taken back; refused at once where it can no longer be."""
    cycle = cycle_for(desk, tapped.number(0))
    command = commands.WithdrawDisposisi()
    run(cycle, command, desk.capacity(commands.WithdrawDisposisi), desk.situation(cycle), cycle.id)
    desk.show(
        texts.ask_withdraw(cycle),
        (desk.refusing(texts.WITHDRAW_YES, WITHDRAW_YES, cycle.id),),
        (desk.button(texts.KEEP, verbs.OPEN, cycle.id, ORDER, 0),),
    )


def withdraw(desk: Desk, tapped: Tapped) -> None:
    """Take the disposisi back; the quarter may then be begun anew."""
    cycle = act(desk, cycle_for(desk, tapped.number(0)), commands.WithdrawDisposisi())
    desk.send(letters.disposisi_receipts(desk, cycle))
    anew = desk.button(texts.BEGIN_ANEW, verbs.NEW_DISPOSISI, cycle.quarter.year, cycle.quarter.number)
    desk.show(texts.withdrawn(desk, cycle), (anew,))


def open_decide(desk: Desk, cycle: Cycle, unit_id: int | None) -> None:
    """Show the report with all units, or one unit, as it stands now; only the Kepala Dinas gets buttons to act."""
    if not desk.has(*letters.SEES_ALL_UNITS):
        raise NotARecipientError(min((actor.post_id for actor in desk.capacities), default=0))
    if unit_id is None:
        _show_report(desk, cycle)
    else:
        _show_unit(desk, cycle, unit_id)


def _show_report(desk: Desk, cycle: Cycle) -> None:
    if not cycle.reports:
        desk.show(texts.no_report(cycle), (_status(desk, cycle),))
        return
    report = cycle.reports[-1]
    long = len(report.text) > texts.LONG_REPORT
    desk.show(
        texts.report(
            desk,
            cycle,
            performance.evaluated_office(desk, cycle),
            perencanaan.late_units(cycle),
            open_units(cycle),
        ),
        *(_unit_button(desk, cycle, unit_id) for unit_id in cycle.unit_ids),
        *(_report_actions(desk, cycle) if desk.has(Role.KEPALA_DINAS) else ()),
        (desk.button(texts.READ_REPORT, REPORT, cycle.id),) if long else (),
        *letters.file_rows(desk, cycle, report.files),
        *laporan.shortcuts(desk, cycle),
    )


def _unit_button(desk: Desk, cycle: Cycle, unit_id: int) -> tuple[Button, ...]:
    name = desk.office.unit(unit_id).name
    if unit_id in open_units(cycle) and desk.has(Role.KEPALA_DINAS):
        return (desk.usual(texts.direct_unit(name), verbs.OPEN, cycle.id, DECIDE, unit_id),)
    return (desk.button(texts.see_unit(name), verbs.OPEN, cycle.id, DECIDE, unit_id),)


def _report_actions(desk: Desk, cycle: Cycle) -> Rows:
    waiting = len(open_units(cycle))
    returnable = standing_report(cycle) is not None and directed_unit(cycle) is None
    return (
        (desk.button(texts.same_for_all(waiting), DIRECT, cycle.id, 0),) if waiting > 1 else (),
        (desk.refusing(texts.SEND_BACK, SEND_BACK, cycle.id),) if waiting and returnable else (),
    )


def open_units(cycle: Cycle) -> tuple[int, ...]:
    """Return the units that wait for their direction."""
    return tuple(owed.unit_id for owed in cycle.open_assignments() if owed.step == DECIDE and owed.unit_id is not None)


def _show_unit(desk: Desk, cycle: Cycle, unit_id: int) -> None:
    letters.refuse_other_unit(desk, cycle, unit_id)
    sent, given = counted(cycle, unit_id), cycle.direction(DECIDE, unit_id)
    judged = performance.evaluated_unit(desk, cycle, unit_id, sent)
    waits = unit_id in open_units(cycle)
    desk.show(
        texts.unit(desk, cycle, unit_id, judged, files_of(desk, sent) if sent else (), given),
        (desk.usual(texts.DIRECT, DIRECT, cycle.id, unit_id),) if waits and desk.has(Role.KEPALA_DINAS) else (),
        sekretaris.reopen_row(desk, cycle, unit_id),
        *letters.file_rows(desk, cycle, sent.files if sent else ()),
        *letters.file_rows(desk, cycle, given.files if given else ()),
        (desk.button(texts.TO_REPORT, verbs.OPEN, cycle.id, DECIDE, 0),),
    )


def read_report(desk: Desk, tapped: Tapped) -> None:
    """Show the report's words in full."""
    cycle = cycle_for(desk, tapped.number(0))
    if not cycle.reports or not desk.has(*letters.SEES_ALL_UNITS):
        raise NotARecipientError(min((actor.post_id for actor in desk.capacities), default=0))
    desk.say(texts.report_in_full(desk, cycle), (desk.button(texts.TO_REPORT, verbs.OPEN, cycle.id, DECIDE, 0),))


def begin_direction(desk: Desk, tapped: Tapped) -> None:
    """Ask for the direction to one unit, or (0) to all that wait for theirs."""
    cycle, unit_id = cycle_for(desk, tapped.number(0)), tapped.number(1) or None
    refuse_others(desk, commands.GiveDirections)
    if unit_id is not None and unit_id not in cycle.unit_ids:
        raise UnknownUnitError(unit_id)
    waiting = open_units(cycle)
    if not waiting or (unit_id is not None and unit_id not in waiting):
        desk.toast(texts.NOTHING_TO_DIRECT)
        open_decide(desk, cycle, unit_id)
        return
    isian.begin(desk, GUIDES[Purpose.GIVE_DIRECTION], Form(desk.nonce, Purpose.GIVE_DIRECTION, cycle.id, unit_id))


def begin_return(desk: Desk, tapped: Tapped) -> None:
    """Ask why the report goes back to evaluation."""
    cycle = cycle_for(desk, tapped.number(0))
    refuse_others(desk, commands.ReturnReport)
    if standing_report(cycle) is None or directed_unit(cycle) is not None:
        desk.toast(texts.NOTHING_TO_RETURN)
        open_decide(desk, cycle, None)
        return
    isian.begin(desk, GUIDES[Purpose.RETURN_REPORT], Form(desk.nonce, Purpose.RETURN_REPORT, cycle.id))


def _units_of(cycle: Cycle, form: Form) -> tuple[int, ...]:
    """Return the units that the form directs: one, or all that wait by now.

    Where none waits any more, all are named, so that the rules say who has directed them.
    """
    return (open_units(cycle) or cycle.unit_ids) if form.unit_id is None else (form.unit_id,)


def _direction_proposals(desk: Desk, cycle: Cycle, form: Form) -> tuple[str, ...]:
    """Propose sentences that fit the unit's figures; what fits any unit for several, or where there are none."""
    if form.unit_id is None:
        return texts.DIRECTION_PROPOSALS
    judged = performance.evaluated_unit(desk, cycle, form.unit_id, counted(cycle, form.unit_id))
    return penilaian.direction_proposals(judged) or texts.DIRECTION_PROPOSALS


def _give(desk: Desk, cycle: Cycle, form: Form) -> None:
    """Give the directions; says which units are left, and hands over the copy with receipts of a single one."""
    units = _units_of(cycle, form)
    given = tuple(commands.UnitDirection(unit_id, form.text, form.files) for unit_id in units)
    cycle = act(desk, cycle, commands.GiveDirections(given), form.unit_id)
    left = open_units(cycle)
    desk.show(
        texts.directed(desk, units, left),
        *(_unit_button(desk, cycle, unit_id) for unit_id in left),
        (desk.button(texts.same_for_all(len(left)), DIRECT, cycle.id, 0),) if len(left) > 1 else (),
        () if left else (_status(desk, cycle),),
    )
    direction = cycle.direction(DECIDE, form.unit_id)
    if direction is not None:
        desk.send(letters.direction_receipts(desk, cycle, direction))


def _return(desk: Desk, cycle: Cycle, form: Form) -> None:
    cycle = act(desk, cycle, commands.ReturnReport(form.text))
    desk.show(texts.report_returned(desk, cycle), (desk.button(texts.TO_TASKS, verbs.TASKS),))


def _status(desk: Desk, cycle: Cycle) -> Button:
    return desk.button(texts.STATUS, verbs.STATUS, cycle.id)


BUTTONS: Mapping[str, Callable[[Desk, Tapped], None]] = {
    LATER: ask_later,
    NOT_NOW: not_this_quarter,
    READ: read,
    WITHDRAW: begin_withdraw,
    WITHDRAW_YES: withdraw,
    REPORT: read_report,
    DIRECT: begin_direction,
    SEND_BACK: begin_return,
}
OPENERS: Mapping[int, Callable[[Desk, Cycle, int | None], None]] = {ORDER: open_order, DECIDE: open_decide}
GUIDES: Mapping[Purpose, Guide] = {
    Purpose.GIVE_DIRECTION: Guide(
        needs=Needs.WORDS_OR_FILES,
        question=lambda desk, cycle, form: texts.ask_direction(desk, cycle, _units_of(cycle, form)),
        heading=lambda desk, cycle, form: texts.direction_heading(desk, cycle, _units_of(cycle, form)),
        send_label=texts.SEND_DIRECTION,
        send=_give,
        takes_files=True,
        proposals=_direction_proposals,
    ),
    Purpose.RETURN_REPORT: Guide(
        needs=Needs.WORDS,
        question=texts.ask_return_reason,
        heading=texts.return_heading,
        send_label=texts.SEND_BACK,
        send=_return,
        limit=REASON_LIMIT,
    ),
}
