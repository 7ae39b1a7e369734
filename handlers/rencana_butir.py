"""The item of a plan that is being written: its parts in order, what is taken for each, and what is proposed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from markupsafe import Markup

from handlers.conversations import PlanDraft, PlanField
from handlers.dates import DayError, read_due_day
from handlers.desk import Desk
from handlers.texts import rencana as texts
from handlers.texts.words import EMPTY
from workflow.cycle import FollowUpItem
from workflow.fields import ACTION_LIMIT, PLAN_ITEMS_LIMIT, RESPONSIBLE_LIMIT
from workflow.office import UNIT_ROLES
from workflow.quarter import Quarter

PARTS = (PlanField.ACTION, PlanField.DONE_WHEN, PlanField.RESPONSIBLE, PlanField.DUE, PlanField.RESOURCES)
"""The parts of an item in the order in which they are asked for: as the printed matrix has them."""
_NAMES: Mapping[PlanField, tuple[str, int]] = {
    PlanField.ACTION: ("action", ACTION_LIMIT),
    PlanField.DONE_WHEN: ("done_when", ACTION_LIMIT),
    PlanField.RESPONSIBLE: ("responsible", RESPONSIBLE_LIMIT),
    PlanField.RESOURCES: ("resources", ACTION_LIMIT),
}
"""The draft's own field for each part that is words, and the most characters that it takes."""


def said(draft: PlanDraft, text: str, today: date) -> tuple[PlanDraft, Markup]:
    """Take a text as the part that was asked for (beside a finished list: as a new item's action), or say its fault."""
    if draft.asking is PlanField.DUE:
        try:
            return with_part(draft, PlanField.DUE, read_due_day(text, today)), EMPTY
        except DayError as error:
            return draft, texts.wrong_day(text, error)
    part = PlanField.ACTION if draft.asking is PlanField.NOTHING else draft.asking
    _, limit = _NAMES[part]
    if not draft.editing and len(draft.items) >= PLAN_ITEMS_LIMIT:
        return draft, texts.too_many(PLAN_ITEMS_LIMIT)
    if len(text) > limit:
        return draft, texts.too_long(len(text), limit)
    return (with_part(draft, part, text), EMPTY) if text else (draft, EMPTY)


def with_part(draft: PlanDraft, part: PlanField, value: str | date) -> PlanDraft:
    """Put a part in place and ask for the next; the last one makes the item, as does the only one that is edited."""
    name = "due_on" if part is PlanField.DUE else _NAMES[part][0]
    # the names are those of the draft's own fields, each with its own type
    changed = replace(draft, **{name: value})  # type: ignore[arg-type]
    following = PlanField.NOTHING if draft.editing else _next(changed, part)
    if following is not PlanField.NOTHING:
        return replace(changed, asking=following)
    return _with_item(changed)


def _next(draft: PlanDraft, taken: PlanField) -> PlanField:
    """Return the first part that is still missing; resources may stay empty, and are asked for once, last."""
    known: Mapping[PlanField, object] = {
        PlanField.ACTION: draft.action,
        PlanField.DONE_WHEN: draft.done_when,
        PlanField.RESPONSIBLE: draft.responsible,
        PlanField.DUE: draft.due_on,
    }
    missing = next((part for part, value in known.items() if not value), None)
    if missing is not None:
        return missing
    return PlanField.NOTHING if taken is PlanField.RESOURCES else PlanField.RESOURCES


def _with_item(draft: PlanDraft) -> PlanDraft:
    if draft.due_on is None:
        return replace(draft, asking=PlanField.DUE)
    item = FollowUpItem(draft.action, draft.responsible, draft.due_on, draft.done_when, draft.resources)
    if draft.editing:
        place = draft.editing - 1
        return dropped(replace(draft, items=(*draft.items[:place], item, *draft.items[place + 1 :])))
    return dropped(replace(draft, items=(*draft.items, item)))


def dropped(draft: PlanDraft) -> PlanDraft:
    """Return to the list without the item that was under way."""
    return replace(
        draft,
        asking=PlanField.NOTHING,
        action="",
        responsible="",
        due_on=None,
        done_when="",
        resources="",
        editing=0,
    )


def begun(draft: PlanDraft) -> PlanDraft:
    """Begin a new item."""
    return replace(dropped(draft), asking=PlanField.ACTION)


def edited(draft: PlanDraft, number: int, part: PlanField) -> PlanDraft:
    """Ask for one part of an item anew; the others stay as they are."""
    item = draft.items[number - 1]
    return replace(
        draft,
        asking=part,
        action=item.action,
        responsible=item.responsible,
        due_on=item.due_on,
        done_when=item.done_when,
        resources=item.resources,
        editing=number,
    )


def without(draft: PlanDraft, number: int) -> PlanDraft:
    """Delete an item; the last one gone, the first is asked for again."""
    kept = tuple(item for n, item in enumerate(draft.items, start=1) if n != number)
    changed = dropped(replace(draft, items=kept))
    return changed if kept else begun(changed)


def people(desk: Desk, unit_id: int) -> tuple[tuple[str, str], ...]:
    """Return the unit's people by name, and each with their post, as the plan prints them."""
    found = []
    for post in desk.office.posts_with(*UNIT_ROLES, unit_id=unit_id):
        holder = desk.office.holder(post.id, desk.today)
        if holder is not None:
            found.append((holder.name, f"{holder.name}, {post.title}"[:RESPONSIBLE_LIMIT]))
    return tuple(found)


def proposed_days(desk: Desk) -> tuple[tuple[str, date], ...]:
    """Propose due days, each the last working day up to its date."""
    today = desk.today
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
