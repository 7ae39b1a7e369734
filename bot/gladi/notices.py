"""The reminders of the rehearsed quarter, read after the bot has stopped: how many of each, to whom, how late."""

import html
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import orjson
from sqlalchemy import Connection
from sqlmodel import Session, col, select

from bot.gladi.daybook import short
from bot.office_cache import OfficeCache
from bot.opened import opened
from bot.settings import Settings
from storage import figures, offices
from storage.figures import Lateness
from storage.tables.mail import OutboxRow, OutboxState
from storage.tables.reminder import ReminderRow, ReminderState
from workflow.compliance import percentile
from workflow.item_reminders import ITEMS
from workflow.reminders import ReminderKind
from workflow.working_time import OfficeCalendar

EXPECTED = frozenset(
    {
        ReminderKind.ADVANCE,
        ReminderKind.LAST_MORNING,
        ReminderKind.NOT_BEGUN,
        ReminderKind.OVERDUE,
        ReminderKind.PROMISE,
        ReminderKind.DIGEST,
        ReminderKind.RECAP,
    }
)
"""The kinds that the story brings about."""
MOST_LATE = 60.0
"""Seconds after its time at which a reminder is no longer in time, without what Telegram's limits took."""
ON_ITS_WAY = timedelta(minutes=1)
"""What falls due at closing time arrives just after it."""
P95 = 0.95
_TAG, _BOLD = re.compile(r"<[^>]*>"), re.compile(r"<b>[^<]*</b>")


@dataclass(frozen=True)
class Notice:
    """One message that reminds a person (`who`, by code). `late` is in seconds, without what the limits took of it."""

    who: str
    head: str
    text: str
    wanted_at: datetime
    sent_at: datetime
    late: float


@dataclass(frozen=True)
class Kind:
    """The notices under one heading: how many, how many of them to whom, and what 95 of 100 are no later than."""

    head: str
    count: int
    to: Mapping[str, int]
    p95: float


@dataclass(frozen=True)
class Notices:
    """All notices of the quarter in the order in which they were sent, and what is wrong with them."""

    sent: tuple[Notice, ...] = ()
    lateness: Lateness = field(default_factory=lambda: Lateness(0, None, 0, 0, 0))
    faults: tuple[str, ...] = ()


def read(settings: Settings, people: Mapping[int, str]) -> Notices:
    """Return what the only office of the database was reminded of; `people` are codes by chat."""
    with opened(settings) as connection, Session(bind=connection) as session:
        rows = session.exec(
            select(OutboxRow).where(col(OutboxRow.wanted_at).is_not(None), OutboxRow.state == OutboxState.SENT)
        ).all()
        planned = session.exec(select(ReminderRow)).all()
        calendar = _calendar(connection, session, settings)
        lateness = figures.lateness(connection, settings.bot_id)
        sent = tuple(sorted((_notice(row, people) for row in rows), key=lambda each: each.sent_at))
    return Notices(sent, lateness, (*faults_in_plan(planned), *faults_in(sent, calendar)))


def _calendar(connection: Connection, session: Session, settings: Settings) -> OfficeCalendar:
    listed = offices.listed(session)[0]
    return OfficeCache().get(connection, listed.id, listed.revision, settings.clock.now().date()).calendar


def _notice(row: OutboxRow, people: Mapping[int, str]) -> Notice:
    params = orjson.loads(row.params)["params"]
    markup = params.get("text") or params.get("caption") or ""
    wanted_at, sent_at = row.wanted_at or row.created_at, row.sent_at or row.created_at
    late = (sent_at - wanted_at).total_seconds() - row.held_ms / 1000
    who = people.get(row.chat_id, str(row.chat_id))
    return Notice(who, heading(markup), _plain(markup), wanted_at, sent_at, max(0.0, late))


def heading(markup: str) -> str:
    """Return what a notice is about: its first line up to the quarter or the day, and the headings of its parts."""
    first, *rest = markup.strip().split("\n")
    head = re.sub(r"\d+", "…", _plain(first.partition(",")[0]))
    parts = ", ".join(_plain(line) for line in rest if _BOLD.fullmatch(line))
    return f"{head}: {parts}" if parts else head


def _plain(markup: str) -> str:
    return html.unescape(_TAG.sub("", markup))


def kinds(sent: Sequence[Notice]) -> list[Kind]:
    """Return the notices by heading, the most frequent first."""
    by_head: dict[str, list[Notice]] = {}
    for each in sent:
        by_head.setdefault(each.head, []).append(each)
    found = [
        Kind(head, len(own), Counter(each.who for each in own), percentile([each.late for each in own], P95))
        for head, own in by_head.items()
    ]
    return sorted(found, key=lambda kind: -kind.count)


def faults_in_plan(planned: Sequence[ReminderRow]) -> Iterable[str]:
    """Say which kinds of reminders were never told, and what is still planned although the cycle has ended.

    The plans' items go on being reminded of until they are done.
    """
    told = {row.kind for row in planned if row.state == ReminderState.TOLD}
    for missing in sorted(EXPECTED - told):
        yield f"Pengingat yang diharapkan tidak pernah jatuh tempo: {missing}."
    for row in planned:
        if row.state == ReminderState.PENDING and row.step != ITEMS:
            yield f"Pengingat {row.kind} langkah {row.step} masih menunggu sesudah monev selesai."


def faults_in(sent: Sequence[Notice], calendar: OfficeCalendar) -> Iterable[str]:
    """Say which reminders came twice, outside office hours, or more than a minute late."""
    for (who, text), count in Counter((each.who, each.text) for each in sent).items():
        if count > 1:
            yield f"Pengingat kepada {who} datang {count} kali: {short(text)}"
    for each in sent:
        if not (calendar.is_open(each.sent_at) or calendar.is_open(each.sent_at - ON_ITS_WAY)):
            at = each.sent_at.astimezone(calendar.zone)
            yield f"Pengingat kepada {each.who} di luar jam kerja, {at:%d-%m-%Y %H.%M}: {short(each.text)}"
        if each.late > MOST_LATE:
            yield f"Pengingat kepada {each.who} terlambat {each.late:.0f} detik: {short(each.text)}"
