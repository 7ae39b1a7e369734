"""The list to telephone by: orders that nobody opened in the bot, whose they are, and under which number."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from workflow.cycle import ORDER, Cycle
from workflow.ladder import Unread
from workflow.office import Office
from workflow.papers.sheet import Sheet
from workflow.quarter import Quarter


@dataclass(frozen=True)
class CallRow:
    """One recipient: the post, its holder (empty where it is vacant), their number (empty where none was given)."""

    title: str
    name: str
    phone: str
    step: int  # in which the order was given; 1 is the disposisi
    number: str  # of the disposisi
    unit: str
    sent_at: datetime


@dataclass(frozen=True)
class CallListPaper:
    """The list, with room to write down when somebody was reached, and what they said."""

    sheet: Sheet
    quarter: Quarter
    rows: tuple[CallRow, ...]


def call_row(office: Office, cycle: Cycle, unread: Unread, today: date) -> CallRow:
    """Return the line of one unread order."""
    order = unread.order
    holder = office.holder(order.post_id, today)
    return CallRow(
        title=office.post(order.post_id).title,
        name="" if holder is None else holder.name,
        phone="" if holder is None else holder.phone,
        step=order.step,
        number=cycle.disposisi[-1].number if order.step == ORDER else "",
        unit="" if order.unit_id is None else office.unit(order.unit_id).name,
        sent_at=unread.sent_at,
    )
