"""What a unit does in step 7: reads the Kepala Dinas's direction and answers with a plan, written item by item."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta

from markupsafe import Markup

from handlers import isian, letters, verbs
from handlers.acting import act, cycle_for
from handlers.buttons import StaleButtonError, Tapped
from handlers.conversations import PlanDraft, PlanField, Purpose
from handlers.dates import DayError, read_due_day
from handlers.desk import Desk
from handlers.incoming import FileSent, TextSaid
from handlers.isian import Guide
from handlers.outgoing import Button, Message, Rows
from handlers.texts import isian as isian_texts
from handlers.texts import rencana as texts
from handlers.texts import tim_monev as team_texts
from handlers.texts.words import EMPTY, paragraphs
from handlers.tim_monev import read_direction
from handlers.unit_kerja import own_units
from workflow import commands
from workflow.cycle import DECIDE, FOLLOW_UP, AssignmentState, Cycle, FollowUpItem
from workflow.fields import ACTION_LIMIT, PLAN_ITEMS_LIMIT, RESPONSIBLE_LIMIT
from workflow.office import UNIT_ROLES, Role
from workflow.quarter import Quarter
from workflow.refusals import NotARecipientError

WRITE, WHO, DUE, ADD, DELETE, LIST, SUBMIT, SEND = (
    "rtl_susun",
    "rtl_pj",
    "rtl_batas",
    "rtl_tambah",
    "rtl_hapus",
    "rtl_daftar",
    "rtl_kirim",
    "rtl_ya",
)
PLANNERS = frozenset({Role.KABID, Role.KASI})


def open_follow_up(desk: Desk, cycle: Cycle, unit_id: int | None) -> None:
    """Show the direction to a unit and what is owed on it, or the plan that was sent; reading is the receipt."""
    if unit_id is None:
        _open_list(desk, cycle)
        return
    letters.refuse_other_unit(desk, cycle, unit_id)
    given = cycle.direction(DECIDE, unit_id)
    if given is None:
        desk.show(texts.waiting(desk, cycle, unit_id), (desk.button(texts.TO_TASKS, verbs.TASKS),))
        return
    cycle = read_direction(desk, cycle, DECIDE, unit_id)
    direction = team_texts.direction(given, desk, texts.DIRECTION)
    desk.show(
        texts.screen(desk, cycle, unit_id, direction),
        (desk.usual(texts.WRITE, WRITE, cycle.id, unit_id),) if _may_write(desk, cycle, unit_id) else (),
        *letters.file_rows(desk, cycle, given.files),
    )


def _open_list(desk: Desk, cycle: Cycle) -> None:
    mine = own_units(desk, cycle)
    if desk.has(*letters.SEES_ALL_UNITS):
        mine = cycle.unit_ids
    if not mine:
        raise NotARecipientError(min((actor.post_id for actor in desk.capacities), default=0))
    if len(mine) == 1:
        open_follow_up(desk, cycle, mine[0])
        return
    rows = (
        (desk.button(team_texts.unit_label(desk, cycle, unit_id), verbs.OPEN, cycle.id, FOLLOW_UP, unit_id),)
        for unit_id in mine
    )
    desk.show(texts.plan_list(desk, cycle), *rows)


def _may_write(desk: Desk, cycle: Cycle, unit_id: int) -> bool:
    owed = cycle.assignment(FOLLOW_UP, unit_id)
    is_open = owed is not None and owed.state is AssignmentState.OPEN
    return is_open and any(actor.role in PLANNERS and actor.unit_id == unit_id for actor in desk.capacities)


def write(desk: Desk, tapped: Tapped) -> None:
    """Begin the plan; a half-finished conversation is offered first."""
    cycle, unit_id = cycle_for(desk, tapped.number(0)), tapped.number(1)
    letters.refuse_other_unit(desk, cycle, unit_id)
    if not _may_write(desk, cycle, unit_id):
        open_follow_up(desk, cycle, unit_id)
        return
    if isian.unfinished(desk):
        isian.offer_unfinished(desk)
        return
    _say(desk, PlanDraft(desk.nonce, cycle.id, unit_id))


def add_text(desk: Desk, said: TextSaid) -> None:
    """Take a text as the part that was asked for; beside a finished list it begins the next item."""
    draft = _draft(desk)
    text = said.text.strip()
    if said.edited:
        _say(desk, draft, texts.EDIT_CHANGES_NOTHING)
        return
    match draft.asking:
        case PlanField.ACTION | PlanField.NOTHING:
            _take_action(desk, draft, text)
        case PlanField.RESPONSIBLE:
            _take_responsible(desk, draft, text)
        case PlanField.DUE:
            _take_typed_day(desk, draft, text)


def add_file(desk: Desk, _sent: FileSent) -> None:
    """Say once, even to an album, that a plan takes no files; what was written stays."""
    draft = _draft(desk)
    row = (desk.usual(isian_texts.RESUME, isian.RESUME),)
    desk.say(texts.NO_FILES, row, key=f"rencana:{draft.nonce}:{draft.answer}")


def resume(desk: Desk) -> None:
    """Show the plan again as it stands; where someone else has sent the unit's plan meanwhile, show that one."""
    draft = _draft(desk)
    cycle = cycle_for(desk, draft.cycle_id)
    if _may_write(desk, cycle, draft.unit_id):
        _say(desk, draft)
        return
    desk.conversation = None
    desk.toast(texts.ALREADY_SENT, alert=True)
    open_follow_up(desk, cycle, draft.unit_id)


def _take_action(desk: Desk, draft: PlanDraft, text: str) -> None:
    fault = EMPTY
    if len(draft.items) >= PLAN_ITEMS_LIMIT:
        fault = texts.too_many(PLAN_ITEMS_LIMIT)
    elif len(text) > ACTION_LIMIT:
        fault = texts.too_long(len(text), ACTION_LIMIT)
    elif text:
        draft = replace(draft, action=text, asking=PlanField.RESPONSIBLE)
    _say(desk, draft, fault)


def _take_responsible(desk: Desk, draft: PlanDraft, text: str) -> None:
    fault = EMPTY
    if len(text) > RESPONSIBLE_LIMIT:
        fault = texts.too_long(len(text), RESPONSIBLE_LIMIT)
    elif text:
        draft = replace(draft, responsible=text, asking=PlanField.DUE)
    _say(desk, draft, fault)


def _take_typed_day(desk: Desk, draft: PlanDraft, text: str) -> None:
    try:
        due_on = read_due_day(text, _today(desk))
    except DayError as error:
        _say(desk, draft, texts.wrong_day(text, error))
    else:
        _say(desk, _with_item(draft, due_on))


def _with_item(draft: PlanDraft, due_on: date) -> PlanDraft:
    item = FollowUpItem(draft.action, draft.responsible, due_on)
    return replace(draft, items=(*draft.items, item), asking=PlanField.NOTHING, action="", responsible="")


def choose_responsible(desk: Desk, tapped: Tapped) -> None:
    """Take one of the unit's people as the one responsible."""
    draft = _shown(desk, tapped)
    people = _people(desk, draft.unit_id) if draft else ()
    if draft is None or draft.asking is not PlanField.RESPONSIBLE or tapped.number(2) >= len(people):
        return
    _say(desk, replace(draft, responsible=people[tapped.number(2)][1], asking=PlanField.DUE))


def choose_due(desk: Desk, tapped: Tapped) -> None:
    """Take one of the proposed due days."""
    draft = _shown(desk, tapped)
    proposed = [on for _, on in _proposed_days(desk)]
    if draft is None or draft.asking is not PlanField.DUE or tapped.number(2) >= len(proposed):
        return
    _say(desk, _with_item(draft, proposed[tapped.number(2)]))


def add_item(desk: Desk, tapped: Tapped) -> None:
    """Ask for one more item."""
    draft = _shown(desk, tapped)
    if draft is not None:
        _say(desk, replace(draft, asking=PlanField.ACTION))


def delete_item(desk: Desk, tapped: Tapped) -> None:
    """Delete an item; the last one gone, the first is asked for again."""
    draft = _shown(desk, tapped)
    if draft is None:
        return
    gone = tapped.number(2)
    kept = tuple(item for n, item in enumerate(draft.items) if n != gone)
    _say(desk, replace(draft, items=kept, asking=PlanField.NOTHING if kept else PlanField.ACTION))


def show_list(desk: Desk, tapped: Tapped) -> None:
    """Go back to the list, dropping the item that is being written."""
    draft = _shown(desk, tapped)
    if draft is not None:
        _say(desk, replace(draft, asking=PlanField.NOTHING, action="", responsible=""))


def show_final(desk: Desk, tapped: Tapped) -> None:
    """Show the plan once more in full before it is sent."""
    draft = _shown(desk, tapped)
    if draft is None or not _is_ready(desk, draft):
        return
    mark = (draft.nonce, draft.answer)
    desk.show(
        texts.final(desk, draft),
        (desk.usual(texts.SEND, SEND, *mark),),
        (desk.button(texts.CHANGE, LIST, *mark), desk.refusing(texts.LEAVE, isian.LEAVE, draft.nonce)),
    )


def send(desk: Desk, tapped: Tapped) -> None:
    """Send the plan; the last unit's ends the cycle."""
    draft = _shown(desk, tapped)
    if draft is None:
        return
    cycle = cycle_for(desk, draft.cycle_id)
    cycle = act(desk, cycle, commands.SubmitPlan(draft.unit_id, draft.items), draft.unit_id)
    desk.conversation = None
    desk.show(
        texts.submitted(desk, cycle, cycle.plans[-1], desk.unreached), (desk.button(texts.TO_TASKS, verbs.TASKS),)
    )


def _draft(desk: Desk) -> PlanDraft:
    if not isinstance(desk.conversation, PlanDraft):
        raise StaleButtonError
    return desk.conversation


def _shown(desk: Desk, tapped: Tapped) -> PlanDraft | None:
    """Return the draft if the tap belongs to its latest answer; an older answer shows the latest instead."""
    draft = _draft(desk)
    if tapped.text(0) != draft.nonce:
        raise StaleButtonError
    if tapped.number(1) != draft.answer:
        desk.toast(isian_texts.CHANGED_SINCE)
        _say(desk, draft)
        return None
    return draft


def _say(desk: Desk, draft: PlanDraft, fault: Markup = EMPTY) -> None:
    """Keep the draft, and ask for its next part or list its items; only the newest answer's buttons act.

    What was wrong with the last answer stands above, in the same message.
    """
    draft = replace(draft, answer=draft.answer + 1)
    if draft.asking is PlanField.NOTHING and not draft.items:
        draft = replace(draft, asking=PlanField.ACTION)
    desk.conversation = draft
    if draft.asking is PlanField.NOTHING:
        text, rows = texts.draft_list(desk, draft, _today(desk)), _list_rows(desk, draft)
    else:
        text, rows = texts.ask(desk, draft), _question_rows(desk, draft)
    leave = (desk.button(texts.LEAVE, isian.LEAVE, draft.nonce),)
    desk.send(Message(paragraphs(fault, text), (*(row for row in rows if row), leave), edits=desk.answers))


def _list_rows(desk: Desk, draft: PlanDraft) -> Rows:
    mark = (draft.nonce, draft.answer)
    deleting = [desk.refusing(texts.delete(n + 1), DELETE, *mark, n) for n in range(len(draft.items))]
    return (
        (desk.usual(texts.SUBMIT, SUBMIT, *mark),) if _is_ready(desk, draft) else (),
        (desk.button(texts.ADD, ADD, *mark),) if len(draft.items) < PLAN_ITEMS_LIMIT else (),
        *(tuple(deleting[start : start + 2]) for start in range(0, len(deleting), 2)),
    )


def _is_ready(desk: Desk, draft: PlanDraft) -> bool:
    today = _today(desk)
    return bool(draft.items) and all(item.due_on >= today for item in draft.items)


def _question_rows(desk: Desk, draft: PlanDraft) -> Rows:
    mark = (draft.nonce, draft.answer)
    rows: list[tuple[Button, ...]] = []
    if draft.asking is PlanField.RESPONSIBLE:
        people = _people(desk, draft.unit_id)
        rows = [(desk.button(texts.person_label(name), WHO, *mark, n),) for n, (name, _) in enumerate(people)]
    elif draft.asking is PlanField.DUE:
        proposed = [
            desk.button(texts.due_label(name, on), DUE, *mark, n) for n, (name, on) in enumerate(_proposed_days(desk))
        ]
        rows = [tuple(proposed[:2]), tuple(proposed[2:])]
    dropping = (desk.button(texts.DROP_ITEM, LIST, *mark),) if draft.items else ()
    return (*rows, dropping)


def _people(desk: Desk, unit_id: int) -> tuple[tuple[str, str], ...]:
    """Return the unit's people by name, and each with their post, as the plan prints them."""
    found = []
    for post in desk.office.posts_with(*UNIT_ROLES, unit_id=unit_id):
        holder = desk.office.holder(post.id, _today(desk))
        if holder is not None:
            found.append((holder.name, f"{holder.name}, {post.title}"[:RESPONSIBLE_LIMIT]))
    return tuple(found)


def _proposed_days(desk: Desk) -> tuple[tuple[str, date], ...]:
    """Propose due days, each the last working day up to its date."""
    today = _today(desk)
    next_month = (today.replace(day=1) + timedelta(days=32)).replace(day=1)
    dates = (
        ("7 hari", today + timedelta(days=7)),
        ("14 hari", today + timedelta(days=14)),
        ("Akhir bulan", next_month - timedelta(days=1)),
        ("Akhir triwulan", Quarter.containing(today).last_day),
    )
    return tuple((name, _last_working_day(desk, today, on)) for name, on in dates)


def _last_working_day(desk: Desk, first: date, last: date) -> date:
    """Return the last working day from `first` to `last`; `last` itself where there is none between."""
    days = (last - timedelta(days=back) for back in range((last - first).days + 1))
    return next((on for on in days if desk.calendar.is_working(on)), last)


def _today(desk: Desk) -> date:
    return desk.calendar.local_day(desk.now)


BUTTONS: Mapping[str, Callable[[Desk, Tapped], None]] = {
    WRITE: write,
    WHO: choose_responsible,
    DUE: choose_due,
    ADD: add_item,
    DELETE: delete_item,
    LIST: show_list,
    SUBMIT: show_final,
    SEND: send,
}
OPENERS: Mapping[int, Callable[[Desk, Cycle, int | None], None]] = {FOLLOW_UP: open_follow_up}
GUIDES: Mapping[Purpose, Guide] = {}
