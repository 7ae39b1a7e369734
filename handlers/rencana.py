"""What a unit does in step 7: reads the Kepala Dinas's direction and answers with a plan, written item by item."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from markupsafe import Markup

from handlers import isian, letters, verbs
from handlers import rencana_butir as butir
from handlers.acting import act, cycle_for
from handlers.buttons import StaleButtonError, Tapped
from handlers.conversations import PlanDraft, PlanField, Purpose
from handlers.desk import Desk
from handlers.incoming import FileSent, TextSaid
from handlers.isian import Guide
from handlers.left_open import list_button
from handlers.outgoing import Button, Message, Rows
from handlers.texts import isian as isian_texts
from handlers.texts import rencana as texts
from handlers.texts import tim_monev as team_texts
from handlers.texts.words import EMPTY, paragraphs
from handlers.tim_monev import read_direction
from handlers.unit_kerja import own_units
from workflow import commands
from workflow.cycle import DECIDE, FOLLOW_UP, AssignmentState, Cycle, FollowUpItem
from workflow.fields import PLAN_ITEMS_LIMIT
from workflow.office import Role
from workflow.refusals import NotARecipientError

WRITE, EXCEL, WHO, DUE, SKIP, ADD, EDIT, PART, DELETE, LIST, SUBMIT, SEND = (
    "rtl_susun",
    "rtl_excel",
    "rtl_pj",
    "rtl_batas",
    "rtl_lewati",
    "rtl_tambah",
    "rtl_ubah",
    "rtl_bagian",
    "rtl_hapus_butir",
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
    may = may_write(desk, cycle, unit_id)
    desk.show(
        texts.screen(desk, cycle, unit_id, direction),
        (desk.usual(texts.WRITE, WRITE, cycle.id, unit_id),) if may else (),
        (desk.button(texts.BY_EXCEL, EXCEL, cycle.id, unit_id),) if may else (),
        (list_button(desk, unit_id),) if cycle.plan(unit_id) else (),
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


def may_write(desk: Desk, cycle: Cycle, unit_id: int) -> bool:
    """Tell whether the person may write the unit's plan: it is owed, and they plan for the unit."""
    owed = cycle.assignment(FOLLOW_UP, unit_id)
    is_open = owed is not None and owed.state is AssignmentState.OPEN
    return is_open and any(actor.role in PLANNERS and actor.unit_id == unit_id for actor in desk.capacities)


def write(desk: Desk, tapped: Tapped) -> None:
    """Begin the plan; a half-finished conversation is offered first."""
    cycle, unit_id = cycle_for(desk, tapped.number(0)), tapped.number(1)
    letters.refuse_other_unit(desk, cycle, unit_id)
    if not may_write(desk, cycle, unit_id):
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
    _say(desk, *butir.said(draft, text, desk.today))


def add_file(desk: Desk, _sent: FileSent) -> None:
    """Say once, even to an album, that a plan takes no files; what was written stays."""
    draft = _draft(desk)
    row = (desk.usual(isian_texts.RESUME, isian.RESUME),)
    desk.say(texts.NO_FILES, row, key=f"rencana:{draft.nonce}:{draft.answer}")


def resume(desk: Desk) -> None:
    """Show the plan again as it stands; where someone else has sent the unit's plan meanwhile, show that one."""
    draft = _draft(desk)
    cycle = cycle_for(desk, draft.cycle_id)
    if may_write(desk, cycle, draft.unit_id):
        _say(desk, draft)
        return
    desk.conversation = None
    desk.toast(texts.ALREADY_SENT, alert=True)
    open_follow_up(desk, cycle, draft.unit_id)


def choose_responsible(desk: Desk, tapped: Tapped) -> None:
    """Take one of the unit's people as the one responsible."""
    draft = _shown(desk, tapped)
    people = butir.people(desk, draft.unit_id) if draft else ()
    if draft is None or draft.asking is not PlanField.RESPONSIBLE or tapped.number(2) >= len(people):
        return
    _say(desk, butir.with_part(draft, PlanField.RESPONSIBLE, people[tapped.number(2)][1]))


def choose_due(desk: Desk, tapped: Tapped) -> None:
    """Take one of the proposed due days."""
    draft = _shown(desk, tapped)
    proposed = [on for _, on in butir.proposed_days(desk)]
    if draft is None or draft.asking is not PlanField.DUE or tapped.number(2) >= len(proposed):
        return
    _say(desk, butir.with_part(draft, PlanField.DUE, proposed[tapped.number(2)]))


def skip_resources(desk: Desk, tapped: Tapped) -> None:
    """Leave the resources empty: the item needs none beyond what the unit has."""
    draft = _shown(desk, tapped)
    if draft is not None and draft.asking is PlanField.RESOURCES:
        _say(desk, butir.with_part(draft, PlanField.RESOURCES, ""))


def add_item(desk: Desk, tapped: Tapped) -> None:
    """Ask for one more item."""
    draft = _shown(desk, tapped)
    if draft is not None:
        _say(desk, butir.begun(draft))


def edit_item(desk: Desk, tapped: Tapped) -> None:
    """Ask what of an item is to be written anew."""
    draft = _shown(desk, tapped)
    number = tapped.number(2)
    if draft is None or not 1 <= number <= len(draft.items):
        return
    mark = (draft.nonce, draft.answer)
    parts = [desk.button(texts.PARTS[part], PART, *mark, number, n) for n, part in enumerate(butir.PARTS)]
    desk.show(
        texts.edit(desk, draft, number),
        *(tuple(parts[start : start + 2]) for start in range(0, len(parts), 2)),
        (desk.refusing(texts.delete(number), DELETE, *mark, number),),
        (desk.button(texts.BACK, LIST, *mark),),
    )


def edit_part(desk: Desk, tapped: Tapped) -> None:
    """Ask for one part of an item anew."""
    draft = _shown(desk, tapped)
    number, part = tapped.number(2), tapped.number(3)
    if draft is not None and 1 <= number <= len(draft.items) and part < len(butir.PARTS):
        _say(desk, butir.edited(draft, number, butir.PARTS[part]))


def delete_item(desk: Desk, tapped: Tapped) -> None:
    """Delete an item; the last one gone, the first is asked for again."""
    draft = _shown(desk, tapped)
    if draft is not None:
        _say(desk, butir.without(draft, tapped.number(2)))


def show_list(desk: Desk, tapped: Tapped) -> None:
    """Go back to the list, dropping the item, or the change of one, that is being written."""
    draft = _shown(desk, tapped)
    if draft is not None:
        _say(desk, butir.dropped(draft))


def take_items(desk: Desk, items: Sequence[FollowUpItem], head: Markup = EMPTY) -> None:
    """Add items that were read from a workbook to the plan that is being written; what is too many stays out.

    `head` says above the list what was read.
    """
    draft = _draft(desk)
    room = PLAN_ITEMS_LIMIT - len(draft.items)
    taken = butir.dropped(replace(draft, items=(*draft.items, *items[:room])))
    _say(desk, taken, paragraphs(head, EMPTY if len(items) <= room else texts.too_many(PLAN_ITEMS_LIMIT)))


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
        texts.submitted(desk, cycle, cycle.plans[-1], desk.unreached),
        (list_button(desk, draft.unit_id), desk.button(texts.TO_TASKS, verbs.TASKS)),
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
        text, rows = texts.draft_list(desk, draft, desk.today), _list_rows(desk, draft)
    else:
        given = cycle_for(desk, draft.cycle_id).direction(DECIDE, draft.unit_id)
        text, rows = texts.ask(desk, draft, given), _question_rows(desk, draft)
    leave = (desk.button(texts.LEAVE, isian.LEAVE, draft.nonce),)
    desk.send(Message(paragraphs(fault, text), (*(row for row in rows if row), leave), edits=desk.answers))


def _list_rows(desk: Desk, draft: PlanDraft) -> Rows:
    mark = (draft.nonce, draft.answer)
    editing = [desk.button(texts.change(n), EDIT, *mark, n) for n in range(1, len(draft.items) + 1)]
    return (
        (desk.usual(texts.SUBMIT, SUBMIT, *mark),) if _is_ready(desk, draft) else (),
        (desk.button(texts.ADD, ADD, *mark), desk.button(texts.BY_EXCEL, EXCEL, draft.cycle_id, draft.unit_id))
        if len(draft.items) < PLAN_ITEMS_LIMIT
        else (),
        *(tuple(editing[start : start + 2]) for start in range(0, len(editing), 2)),
    )


def _is_ready(desk: Desk, draft: PlanDraft) -> bool:
    return bool(draft.items) and all(item.due_on >= desk.today for item in draft.items)


def _question_rows(desk: Desk, draft: PlanDraft) -> Rows:
    mark = (draft.nonce, draft.answer)
    rows: list[tuple[Button, ...]] = []
    if draft.asking is PlanField.RESPONSIBLE:
        people = butir.people(desk, draft.unit_id)
        rows = [(desk.button(texts.person_label(name), WHO, *mark, n),) for n, (name, _) in enumerate(people)]
    elif draft.asking is PlanField.DUE:
        days = enumerate(butir.proposed_days(desk))
        proposed = [desk.button(texts.due_label(name, on), DUE, *mark, n) for n, (name, on) in days]
        rows = [tuple(proposed[:2]), tuple(proposed[2:])]
    elif draft.asking is PlanField.RESOURCES:
        rows = [(desk.usual(texts.SKIP_RESOURCES, SKIP, *mark),)]
    label = texts.DROP_CHANGE if draft.editing else texts.DROP_ITEM
    dropping = (desk.button(label, LIST, *mark),) if draft.items else ()
    return (*rows, dropping)


BUTTONS: Mapping[str, Callable[[Desk, Tapped], None]] = {
    WRITE: write,
    WHO: choose_responsible,
    DUE: choose_due,
    SKIP: skip_resources,
    ADD: add_item,
    EDIT: edit_item,
    PART: edit_part,
    DELETE: delete_item,
    LIST: show_list,
    SUBMIT: show_final,
    SEND: send,
}
OPENERS: Mapping[int, Callable[[Desk, Cycle, int | None], None]] = {FOLLOW_UP: open_follow_up}
GUIDES: Mapping[Purpose, Guide] = {}
