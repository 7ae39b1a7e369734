"""The items of plans after they were sent: the unit reports with evidence, the Kepala Dinas verifies or sends back."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from markupsafe import Markup

from handlers import isian, letters, verbs
from handlers.acting import act, check, cycle_for
from handlers.buttons import Tapped
from handlers.conversations import Form, Purpose
from handlers.desk import Desk
from handlers.isian import Guide, Needs
from handlers.left_open import list_button
from handlers.notices_of_follow_up import SEND_BACK, VERIFY
from handlers.outgoing import Button, Rows
from handlers.texts import tindak_lanjut as texts
from handlers.texts.words import EMPTY
from workflow import commands
from workflow.cycle import Cycle, FollowUpStatus
from workflow.fields import REASON_LIMIT
from workflow.follow_ups import TrackedItem, current_items, items_of
from workflow.office import UNIT_ROLES, Role
from workflow.refusals import NotARecipientError, UnknownItemError, UnknownUnitError

WORKING, DONE, IMPOSSIBLE = "tl_proses", "tl_selesai", "tl_tidak_dapat"  # cycle, unit, item
A_PAGE = 6
"""Items on one screen: with clipped actions they fit one message, and a phone shows their buttons."""
ANY_WORDS = "---"
"""Stands for the words that are still to be typed, when the rules are asked beforehand whether they would be taken."""


def show(desk: Desk) -> None:
    """Show the items that concern the person: of all units to those who see all, else of their own unit."""
    mine = own_units(desk)
    if desk.has(*letters.SEES_ALL_UNITS):
        _show_all(desk)
    elif len(mine) == 1:
        _show_unit(desk, mine[0], 0)
    elif mine:
        desk.show(texts.CHOOSE_UNIT, *(_unit_row(desk, unit_id) for unit_id in mine))
    else:
        desk.show(texts.NOT_FOR_YOU, _tasks(desk))


def own_units(desk: Desk) -> tuple[int, ...]:
    """Return the units to which the person belongs, in the office's order."""
    mine = {actor.unit_id for actor in desk.capacities if actor.role in UNIT_ROLES}
    return tuple(unit.id for unit in desk.office.units if unit.id in mine)


def owed(desk: Desk) -> tuple[TrackedItem, ...]:
    """Return what waits for this person: items of their unit that are not reported done, or that they are to verify."""
    mine = own_units(desk)
    verifies = desk.has(Role.KEPALA_DINAS)
    return tuple(
        item
        for item in current_items(desk.records.recent_cycles())
        if (item.is_owed_by_unit and item.unit_id in mine) or (item.awaits_verification and verifies)
    )


def standing(desk: Desk) -> Markup:
    """Say how many of the items that this person may see are still open; empty where none is."""
    return texts.summary(desk, _visible(desk))


def has_items(desk: Desk) -> bool:
    """Tell whether there is any item, open or not, that this person may see."""
    return bool(_visible(desk))


def _visible(desk: Desk) -> tuple[TrackedItem, ...]:
    mine = own_units(desk)
    sees_all = desk.has(*letters.SEES_ALL_UNITS)
    return tuple(item for item in _items(desk) if sees_all or item.unit_id in mine)


def _items(desk: Desk, unit_id: int | None = None) -> tuple[TrackedItem, ...]:
    found = current_items(desk.records.recent_cycles())
    return tuple(item for item in found if unit_id in (None, item.unit_id))


def _show_all(desk: Desk) -> None:
    items = _items(desk)
    waiting = [item for item in items if item.awaits_verification] if desk.has(Role.KEPALA_DINAS) else []
    units = [unit.id for unit in desk.office.units if any(item.unit_id == unit.id for item in items)]
    desk.show(
        texts.overview(desk, items, units),
        *((_item_button(desk, item, verifying=True),) for item in waiting[:A_PAGE]),
        *(_unit_row(desk, unit_id) for unit_id in units),
        _tasks(desk),
    )


def _unit_row(desk: Desk, unit_id: int) -> tuple[Button, ...]:
    return (desk.button(texts.unit_label(desk, unit_id), verbs.FOLLOW_UPS, unit_id, 0),)


def show_unit(desk: Desk, tapped: Tapped) -> None:
    """Show a page of a unit's open items; with 0 whatever concerns the person."""
    unit_id, page = tapped.number(0), tapped.number(1)
    if not unit_id:
        show(desk)
        return
    _refuse_other_unit(desk, unit_id)
    _show_unit(desk, unit_id, page)


def _refuse_other_unit(desk: Desk, unit_id: int) -> None:
    if all(unit.id != unit_id for unit in desk.office.units):
        raise UnknownUnitError(unit_id)
    if not letters.may_see_unit(desk, unit_id):
        raise NotARecipientError(min((actor.post_id for actor in desk.capacities), default=0))


def _show_unit(desk: Desk, unit_id: int, page: int) -> None:
    items = _items(desk, unit_id)
    left = [item for item in items if not item.is_settled]
    page = min(page, max(len(left) - 1, 0) // A_PAGE)
    shown = left[page * A_PAGE : (page + 1) * A_PAGE]
    desk.show(
        texts.of_unit(desk, unit_id, items, shown),
        *((_item_button(desk, item),) for item in shown),
        _pages(desk, unit_id, page, len(left)),
        (desk.button(texts.ALL_UNITS, verbs.FOLLOW_UPS, 0, 0),) if desk.has(*letters.SEES_ALL_UNITS) else _tasks(desk),
    )


def _pages(desk: Desk, unit_id: int, page: int, count: int) -> tuple[Button, ...]:
    before = (desk.button(texts.BEFORE, verbs.FOLLOW_UPS, unit_id, page - 1),) if page else ()
    more = (page + 1) * A_PAGE < count
    return (*before, *((desk.button(texts.MORE, verbs.FOLLOW_UPS, unit_id, page + 1),) if more else ()))


def _item_button(desk: Desk, item: TrackedItem, *, verifying: bool = False) -> Button:
    label = texts.verify_label(desk, item) if verifying else texts.item_label(item)
    make = desk.usual if verifying else desk.button
    return make(label, verbs.FOLLOW_UP, item.cycle_id, item.unit_id, item.number)


def show_item(desk: Desk, tapped: Tapped) -> None:
    """Show one item with the direction it answers, the last report on it, and what this person can do about it."""
    cycle, item = _tapped_item(desk, tapped)
    _show_item(desk, cycle, item)


def _tapped_item(desk: Desk, tapped: Tapped) -> tuple[Cycle, TrackedItem]:
    cycle, unit_id, number = cycle_for(desk, tapped.number(0)), tapped.number(1), tapped.number(2)
    letters.refuse_other_unit(desk, cycle, unit_id)
    return cycle, tracked(cycle, unit_id, number)


def tracked(cycle: Cycle, unit_id: int, number: int) -> TrackedItem:
    """Return the item as it stands; raises UnknownItemError for one that the unit's plan does not have."""
    items = [item for item in items_of(cycle) if item.unit_id == unit_id]
    if not 1 <= number <= len(items):
        raise UnknownItemError(unit_id, number, len(items))
    return items[number - 1]


def _show_item(desk: Desk, cycle: Cycle, item: TrackedItem, above: Markup = EMPTY) -> None:
    report = item.report
    desk.show(
        texts.item(desk, item, above),
        *_unit_rows(desk, item),
        *_verifying_rows(desk, item),
        *letters.file_rows(desk, cycle, report.files if report else ()),
        (list_button(desk, item.unit_id),),
    )


def _place(item: TrackedItem) -> tuple[int, int, int]:
    return item.cycle_id, item.unit_id, item.number


def _unit_rows(desk: Desk, item: TrackedItem) -> Rows:
    if item.is_settled or item.unit_id not in own_units(desk):
        return ()
    if item.awaits_verification:
        return ((desk.button(texts.REPORT_AGAIN, DONE, *_place(item)),),)
    in_progress = item.status is FollowUpStatus.PROSES
    return (
        (desk.usual(texts.DONE, DONE, *_place(item)),),
        () if in_progress else (desk.button(texts.WORKING, WORKING, *_place(item)),),
        (desk.refusing(texts.IMPOSSIBLE, IMPOSSIBLE, *_place(item)),),
    )


def _verifying_rows(desk: Desk, item: TrackedItem) -> Rows:
    report = item.report
    if report is None or not report.awaits_verification or not desk.has(Role.KEPALA_DINAS):
        return ()
    own = report.reported_by.person_id == desk.me.id and not desk.office.self_approval
    mark = (*_place(item), report.version)
    verifying = () if own else (desk.usual(texts.VERIFY, VERIFY, *mark),)
    return ((*verifying, desk.refusing(texts.SEND_BACK, SEND_BACK, *mark)),)


def report_working(desk: Desk, tapped: Tapped) -> None:
    """Note that the unit is at work on an item."""
    cycle, item = _tapped_item(desk, tapped)
    command = commands.ReportFollowUp(item.unit_id, item.number, FollowUpStatus.PROSES)
    cycle = act(desk, cycle, command, item.unit_id)
    _show_item(desk, cycle, tracked(cycle, item.unit_id, item.number), texts.WORKING_NOTED)


def begin_done(desk: Desk, tapped: Tapped) -> None:
    """Ask for the evidence that an item is done."""
    _begin_report(desk, tapped, Purpose.FOLLOW_UP_DONE, FollowUpStatus.SELESAI)


def begin_impossible(desk: Desk, tapped: Tapped) -> None:
    """Ask why an item cannot be done."""
    _begin_report(desk, tapped, Purpose.FOLLOW_UP_IMPOSSIBLE, FollowUpStatus.TIDAK_DAPAT)


def _begin_report(desk: Desk, tapped: Tapped, purpose: Purpose, status: FollowUpStatus) -> None:
    cycle, item = _tapped_item(desk, tapped)
    check(desk, cycle, commands.ReportFollowUp(item.unit_id, item.number, status, ANY_WORDS), item.unit_id)
    isian.begin(desk, GUIDES[purpose], Form(desk.nonce, purpose, cycle.id, item.unit_id, item=item.number))


def _report(status: FollowUpStatus) -> Callable[[Desk, Cycle, Form], None]:
    def send(desk: Desk, cycle: Cycle, form: Form) -> None:
        unit_id = form.unit_id or 0
        cycle = act(desk, cycle, commands.ReportFollowUp(unit_id, form.item, status, form.text, form.files), unit_id)
        item = tracked(cycle, unit_id, form.item)
        desk.show(texts.reported(desk, item, desk.unreached), (list_button(desk, unit_id),), _tasks(desk))

    return send


def verify(desk: Desk, tapped: Tapped) -> None:
    """Take the report as true, and show what else waits for verification."""
    cycle, item = _tapped_item(desk, tapped)
    cycle = act(desk, cycle, commands.VerifyFollowUp(item.unit_id, item.number, tapped.number(3)))
    _answer_judged(desk, texts.verified_now(desk, tracked(cycle, item.unit_id, item.number)))


def _answer_judged(desk: Desk, said: Markup) -> None:
    waiting = [item for item in _items(desk) if item.awaits_verification]
    desk.show(
        texts.judged(said, len(waiting)),
        *((_item_button(desk, item, verifying=True),) for item in waiting[:1]),
        (list_button(desk), *_tasks(desk)),
    )


def begin_send_back(desk: Desk, tapped: Tapped) -> None:
    """Ask why the report goes back."""
    cycle, item = _tapped_item(desk, tapped)
    version = tapped.number(3)
    check(desk, cycle, commands.ReturnFollowUp(item.unit_id, item.number, version, ANY_WORDS))
    form = Form(desk.nonce, Purpose.RETURN_FOLLOW_UP, cycle.id, item.unit_id, version, item=item.number)
    isian.begin(desk, GUIDES[Purpose.RETURN_FOLLOW_UP], form)


def _send_back(desk: Desk, cycle: Cycle, form: Form) -> None:
    unit_id = form.unit_id or 0
    cycle = act(desk, cycle, commands.ReturnFollowUp(unit_id, form.item, form.version, form.text))
    _answer_judged(desk, texts.returned_now(desk, tracked(cycle, unit_id, form.item), desk.unreached))


def _tasks(desk: Desk) -> tuple[Button, ...]:
    return (desk.button(texts.TO_TASKS, verbs.TASKS),)


def _about(
    say: Callable[[Desk, TrackedItem], Markup],
) -> Callable[[Desk, Cycle, Form], Markup]:
    """Return the words of a form about the item that it names."""
    return lambda desk, cycle, form: say(desk, tracked(cycle, form.unit_id or 0, form.item))


BUTTONS: Mapping[str, Callable[[Desk, Tapped], None]] = {
    verbs.FOLLOW_UPS: show_unit,
    verbs.FOLLOW_UP: show_item,
    WORKING: report_working,
    DONE: begin_done,
    IMPOSSIBLE: begin_impossible,
    VERIFY: verify,
    SEND_BACK: begin_send_back,
}
GUIDES: Mapping[Purpose, Guide] = {
    Purpose.FOLLOW_UP_DONE: Guide(
        needs=Needs.WORDS_OR_FILES,
        question=_about(texts.ask_evidence),
        heading=_about(texts.evidence_heading),
        send_label=texts.SEND_REPORT,
        send=_report(FollowUpStatus.SELESAI),
        takes_files=True,
        limit=REASON_LIMIT,
    ),
    Purpose.FOLLOW_UP_IMPOSSIBLE: Guide(
        needs=Needs.WORDS,
        question=_about(texts.ask_why_impossible),
        heading=_about(texts.impossible_heading),
        send_label=texts.SEND_REPORT,
        send=_report(FollowUpStatus.TIDAK_DAPAT),
        takes_files=True,
        limit=REASON_LIMIT,
    ),
    Purpose.RETURN_FOLLOW_UP: Guide(
        needs=Needs.WORDS,
        question=_about(texts.ask_return_reason),
        heading=_about(texts.return_heading),
        send_label=texts.SEND_BACK,
        send=_send_back,
        limit=REASON_LIMIT,
    ),
}
