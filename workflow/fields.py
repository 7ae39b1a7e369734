"""Checks of what people type: every fault is an InvalidFieldError that names field, fault and limit."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from datetime import date

from workflow.cycle import FollowUpItem, FollowUpStatus, IndicatorReport
from workflow.refusals import InvalidFieldError

NUMBER_LIMIT = 100
"""Characters of a letter's number; far above any in use, below what would break a printed row."""
SUBJECT_LIMIT = 500
TEXT_LIMIT = 3500
"""Characters of a note or direction: fits one Telegram message (4096) with its heading and buttons."""
REQUEST_LIMIT = 200
REQUESTS_LIMIT = 10
REASON_MINIMUM = 3
REASON_LIMIT = 1000
NARRATIVE_LIMIT = 1500
"""Characters of a faktor pendorong, faktor penghambat or rencana perbaikan: a third of a printed page."""
PLAN_ITEMS_LIMIT = 50
ACTION_LIMIT = 500
RESPONSIBLE_LIMIT = 200
EXTENSION_LIMIT = 20
"""Working days that one extension may add: twice the longest time of the SOP."""


def check_required(field: str, text: str, limit: int) -> None:
    """Refuse a blank text, or one longer than `limit` characters."""
    if not text.strip():
        raise InvalidFieldError(field, InvalidFieldError.MISSING, limit)
    check_length(field, text, limit)


def check_length(field: str, text: str, limit: int) -> None:
    """Refuse a text longer than `limit` characters."""
    if len(text) > limit:
        raise InvalidFieldError(field, InvalidFieldError.TOO_LONG, limit)


def check_reason(reason: str) -> None:
    """Refuse a reason that says nothing (under 3 characters) or that does not fit (over 1,000)."""
    if len(reason.strip()) < REASON_MINIMUM:
        raise InvalidFieldError("reason", InvalidFieldError.MISSING, REASON_MINIMUM)
    check_length("reason", reason, REASON_LIMIT)


def check_days(days: int) -> None:
    """Refuse an extension of less than a day, or of more than 20."""
    if not 1 <= days <= EXTENSION_LIMIT:
        raise InvalidFieldError("days", InvalidFieldError.UNKNOWN, EXTENSION_LIMIT)


def check_message(text: str, files: Sequence[int], field: str = "text") -> None:
    """Refuse a message that holds neither words nor a file, or too many words."""
    if not files:
        check_required(field, text, TEXT_LIMIT)
    check_length(field, text, TEXT_LIMIT)


def check_requests(requests: Sequence[str], note: str) -> None:
    """Refuse a disposisi that asks for nothing, neither in a request nor in the note, or for more than fits."""
    if not requests:
        check_required("requests", note, TEXT_LIMIT)
    if len(requests) > REQUESTS_LIMIT:
        raise InvalidFieldError("requests", InvalidFieldError.TOO_LONG, REQUESTS_LIMIT)
    for request in requests:
        check_required("requests", request, REQUEST_LIMIT)
    check_length("note", note, TEXT_LIMIT)


def check_distinct(field: str, values: Sequence[Hashable]) -> None:
    """Refuse an empty list or one that names something twice."""
    if not values:
        raise InvalidFieldError(field, InvalidFieldError.MISSING)
    if len(set(values)) < len(values):
        raise InvalidFieldError(field, InvalidFieldError.DUPLICATE)


def check_figures(figures: Sequence[IndicatorReport]) -> None:
    """Refuse two reports on one indicator, or a narrative that is too long; none at all is a submission of files."""
    if figures:
        check_distinct("figures", [report.code for report in figures])
    for report in figures:
        for field in ("faktor_pendorong", "faktor_penghambat", "rencana_perbaikan"):
            check_length(field, getattr(report, field), NARRATIVE_LIMIT)


def check_follow_up(status: FollowUpStatus, note: str, files: Sequence[int]) -> None:
    """Refuse `selesai` without note or evidence, `tidak dapat` without a reason, and `belum`, which is no report."""
    if status is FollowUpStatus.BELUM:
        raise InvalidFieldError("status", InvalidFieldError.UNKNOWN)
    if status is FollowUpStatus.SELESAI and not files:
        check_required("evidence", note, REASON_LIMIT)
    if status is FollowUpStatus.TIDAK_DAPAT:
        check_reason(note)
    check_length("note", note, REASON_LIMIT)


def check_plan(items: Sequence[FollowUpItem], today: date) -> None:
    """Refuse a plan without items, with more than 50, or with an item that is blank, too long or already past."""
    if not items:
        raise InvalidFieldError("items", InvalidFieldError.MISSING)
    if len(items) > PLAN_ITEMS_LIMIT:
        raise InvalidFieldError("items", InvalidFieldError.TOO_LONG, PLAN_ITEMS_LIMIT)
    for item in items:
        check_required("action", item.action, ACTION_LIMIT)
        check_required("responsible", item.responsible, RESPONSIBLE_LIMIT)
        check_length("done_when", item.done_when, ACTION_LIMIT)
        check_length("resources", item.resources, ACTION_LIMIT)
        if item.due_on < today:
            raise InvalidFieldError("due_on", InvalidFieldError.IN_THE_PAST)
