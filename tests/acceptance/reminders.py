"""The books of reminders held against the history: who was told of what and when, and who should have been.

Who owes what and who is above whom is read here from the SOP's own form, not asked of the rules that the bot uses.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import orjson
from sqlalchemy import Connection
from sqlmodel import Session

from acceptance.audit import audit
from acceptance.office import Office
from bot.office_cache import OfficeCache
from bot.opened import opened
from bot.stage import settings_of
from storage import offices
from storage.cycles import CycleBook, CycleCache
from storage.statements import utc
from workflow.cycle import Assignment, AssignmentState, Cycle, Phase
from workflow.events import Recorded
from workflow.evolve import fold
from workflow.office import UNIT_ROLES, Role
from workflow.office import Office as People
from workflow.working_time import OfficeCalendar

LATE = timedelta(minutes=5)
"""A notice that comes later than this after the instant for which it was planned says so."""
AT_CLOSING = timedelta(minutes=15)
"""What is due within office hours may be told so long after them."""
ON_ITS_WAY = timedelta(minutes=2)
"""What was told just before closing may reach a phone so long after it: the bot is killed and started in between."""
LATE_WORDS = "Terlambat dikirim"

R = Role
OWED_BY = {
    (2, Phase.ACTING): {R.SEKRETARIS},
    (3, Phase.ACTING): {R.TIM},
    (4, Phase.TO_ORDER): {R.TIM},
    (4, Phase.FILLING): {R.STAF, R.KASI},
    (4, Phase.CHECKING): {R.KABID},
    (5, Phase.ACTING): {R.PERENCANAAN},
    (6, Phase.ACTING): {R.KEPALA_DINAS},
    (7, Phase.ACTING): {R.KABID, R.KASI},
}
ABOVE = {
    R.STAF: R.KABID,
    R.KASI: R.KABID,
    R.KABID: R.SEKRETARIS,
    R.TIM: R.SEKRETARIS,
    R.PERENCANAAN: R.SEKRETARIS,
    R.SEKRETARIS: R.KEPALA_DINAS,
}
TO_WHO_OWES = {"menjelang", "pagi_terakhir", "jatuh_tempo", "lewat", "menunggu_perintah"}
TO_WHO_PROMISED = {"janji", "janji_lewat"}
GIVEN_BY = {2: R.KEPALA_DINAS, 3: R.SEKRETARIS, 4: R.TIM, 5: R.SEKRETARIS, 7: R.KEPALA_DINAS}
TO_ABOVE = {"lewat", "janji_lewat", "belum_mulai"}


@dataclass(frozen=True)
class Row:
    """A reminder as the database keeps it."""

    step: int
    unit_id: int | None
    kind: str
    due_at: datetime
    meant_at: datetime
    state: str
    told_at: datetime | None


@dataclass(frozen=True)
class Notice:
    """A message that reminded someone. `user_id` is whose phone it went to."""

    user_id: int
    message_id: int
    made_at: datetime
    wanted_at: datetime
    text: str


@dataclass(frozen=True)
class Books:
    """What one story has left behind: of one office and one cycle."""

    people: People
    calendar: OfficeCalendar
    history: Sequence[Recorded]
    rows: Sequence[Row]
    notices: Sequence[Notice]
    phones: dict[int, int]  # user id by person id

    def told(self) -> dict[datetime, list[Row]]:
        """Return what was told, by the instant of its round."""
        found: dict[datetime, list[Row]] = {}
        for row in self.rows:
            if row.told_at is not None:
                found.setdefault(row.told_at, []).append(row)
        return found

    def heard(self) -> dict[datetime, list[Notice]]:
        """Return the messages by the instant of their round."""
        found: dict[datetime, list[Notice]] = {}
        for notice in self.notices:
            found.setdefault(notice.made_at, []).append(notice)
        return found


async def reminders_are_right(office: Office) -> None:
    """Assert of a story that has come to rest that every reminder was told once, in time, and to whom it concerns."""
    await office.settles()
    books = _read(office)
    _nothing_is_skipped_or_told_twice(books, office.now)
    _nothing_outside_office_hours(books)
    for at, rows in books.told().items():
        _the_right_people_heard(books, at, rows)
    _late_ones_say_so(books)
    await _they_arrived(office, books)
    _nothing_failed(office)


def _read(office: Office) -> Books:
    with opened(settings_of(office.environment)) as connection, Session(bind=connection) as session:
        ((cycle_id, office_id),) = office.rows("SELECT id, office_id FROM cycle")
        revision = next(listed.revision for listed in offices.listed(session) if listed.id == office_id)
        known = OfficeCache().get(connection, office_id, revision, office.now.date())
        history = CycleBook(connection, office_id, CycleCache()).history(cycle_id)
        return Books(known.office, known.calendar, history, _rows(office), _notices(office), _phones(connection))


def _rows(office: Office) -> tuple[Row, ...]:
    found = office.rows("SELECT step, unit_key, kind, due_at, meant_at, state, told_at FROM reminder")
    return tuple(
        Row(step, unit or None, kind, utc(due_at), utc(meant or due_at), state, None if told is None else utc(told))
        for step, unit, kind, due_at, meant, state, told in found
    )


def _notices(office: Office) -> tuple[Notice, ...]:
    found = office.rows(
        "SELECT chat_id, message_id, created_at, wanted_at, params FROM outbox WHERE wanted_at IS NOT NULL"
    )
    return tuple(
        Notice(chat_id, message_id, utc(made_at), utc(wanted_at), orjson.loads(params)["params"]["text"])
        for chat_id, message_id, made_at, wanted_at, params in found
    )


def _phones(connection: Connection) -> dict[int, int]:
    found = connection.exec_driver_sql("SELECT person_id, user_id FROM account")
    return {row.person_id: row.user_id for row in found}


def _nothing_is_skipped_or_told_twice(books: Books, now: datetime) -> None:
    skipped = [row for row in books.rows if row.state == "pending" and row.due_at <= now]
    assert skipped == []
    keys = Counter((row.step, row.unit_id, row.kind, row.due_at) for row in books.rows)
    assert keys.most_common(1)[0][1] == 1
    early = [row for row in books.rows if row.told_at is not None and row.told_at < row.due_at]
    assert early == []
    mornings = Counter(
        books.calendar.local_day(row.told_at) for row in books.rows if row.kind == "pagi" and row.told_at is not None
    )
    assert [day for day, count in mornings.items() if count > 1] == [], "one list a morning"


def _nothing_outside_office_hours(books: Books) -> None:
    is_open = books.calendar.is_open
    outside = [
        row
        for row in books.rows
        if row.told_at is not None
        and not is_open(row.told_at)
        and not (is_open(row.due_at) and row.told_at - row.due_at <= AT_CLOSING)
    ]
    assert outside == []


def _the_right_people_heard(books: Books, at: datetime, rows: Sequence[Row]) -> None:
    """Hold one round to account: exactly those whom one of its reminders concerns had one message."""
    cycle = fold((each for each in books.history if each.at <= at), cycle_id=1, office_id=books.people.id)
    assert cycle is not None
    concerned = {person for row in rows for person in _concerned(books, cycle, row, at)}
    digests = [notice for notice in books.heard().get(at, ()) if "Rekap pekan" not in notice.text]
    expected = Counter(books.phones[person] for person in concerned if person in books.phones)
    assert Counter(notice.user_id for notice in digests) == expected, (at, rows)


def _concerned(books: Books, cycle: Cycle, row: Row, at: datetime) -> Iterator[int]:
    """Yield the ids of the persons who should hear of a reminder that was told then."""
    if row.kind == "pagi":
        yield from _of_the_morning(books, cycle, at)
        return
    owed = cycle.assignment(row.step, row.unit_id)
    if owed is None or not _is_still_true(owed, row, cycle, at):
        return
    below = _owing(books, owed, at)
    if row.kind in TO_WHO_PROMISED and owed.promise is not None:
        promised = books.people.holder(owed.promise.by.post_id, books.calendar.local_day(at))
        yield from below & {promised.id} if promised else below
    elif row.kind in TO_WHO_OWES:
        yield from below
    if row.kind == "menunggu_keputusan" and owed.extension is not None:
        yield from _holders(books, {GIVEN_BY[owed.step]}, None, at) - {owed.extension.asked_by.person_id}
    if row.kind in TO_ABOVE:
        for role in OWED_BY[owed.step, owed.phase]:
            yield from _above(books, role, owed, below, at)


def _is_still_true(owed: Assignment, row: Row, cycle: Cycle, at: datetime) -> bool:
    if owed.state is not AssignmentState.OPEN:
        return False
    match row.kind:
        case "lewat":
            return owed.due_at is not None and owed.due_at < at
        case "menunggu_perintah":
            return owed.due_at is None
        case "belum_mulai":
            return owed.phase is Phase.FILLING and cycle.submission(row.unit_id or 0) is None
        case "menunggu_keputusan":
            return owed.extension is not None
        case "janji" | "janji_lewat":
            return owed.promise is not None
    return owed.due_at is not None


def _of_the_morning(books: Books, cycle: Cycle, at: datetime) -> Iterator[int]:
    """Yield the Sekretaris where something that others owe is overdue, is due today, or waits for an order."""
    today = books.calendar.local_day(at)
    readers = _holders(books, {R.SEKRETARIS}, None, at)
    for owed in cycle.open_assignments():
        since = owed.phase_at if owed.due_at is None else None
        waits = since is not None and books.calendar.local_day(since) < today
        is_due = owed.due_at is not None and (owed.due_at < at or books.calendar.local_day(owed.due_at) == today)
        if waits or is_due:
            yield from readers - _owing(books, owed, at)


def _owing(books: Books, owed: Assignment, at: datetime) -> set[int]:
    return _holders(books, OWED_BY[owed.step, owed.phase], owed.unit_id, at)


def _above(books: Books, role: Role, owed: Assignment, below: set[int], at: datetime) -> set[int]:
    """Return who is above that role: the nearest post up the line that is held by somebody else."""
    above = ABOVE.get(role)
    while above is not None:
        others = _holders(books, {above}, owed.unit_id, at) - below
        if others:
            return others
        above = ABOVE.get(above)
    return set()


def _holders(books: Books, roles: Iterable[Role], unit_id: int | None, at: datetime) -> set[int]:
    """Return who holds the posts of these roles on that day, those of a unit in that unit."""
    today = books.calendar.local_day(at)
    found = set()
    for role in roles:
        for post in books.people.posts_with(role, unit_id=unit_id if role in UNIT_ROLES else None):
            holder = books.people.holder(post.id, today)
            if holder is not None:
                found.add(holder.id)
    return found


def _late_ones_say_so(books: Books) -> None:
    """Hold each message against the instant for which it was meant: it says that it is late exactly where it is."""
    told = books.told()
    for notice in books.notices:
        is_late = notice.made_at - notice.wanted_at >= LATE
        assert (LATE_WORDS in notice.text) == is_late, notice
        assert notice.wanted_at in {row.meant_at for row in told[notice.made_at]}, notice


async def _they_arrived(office: Office, books: Books) -> None:
    """Hold phones and books against each other: all that was owed is shown, repeated at most by a kill, in hours."""
    found = await audit(office)
    assert found.is_clean, found
    assert found.unexplained(office.kills) == []
    dates = {
        (phone.user_id, message["message_id"]): datetime.fromtimestamp(message["date"], UTC)
        for phone in office.phones.values()
        for message in (await phone.chat())["messages"]
    }
    is_open = books.calendar.is_open
    for notice in books.notices:
        date = dates[notice.user_id, notice.message_id]
        assert is_open(date) or is_open(date - ON_ITS_WAY), (date, notice)


def _nothing_failed(office: Office) -> None:
    assert office.rows("SELECT id, error FROM inbox WHERE state = 'dead'") == []
    faults = [line for line in office.log().splitlines() if '"level": "ERROR"' in line or line.startswith("Traceback")]
    assert faults == []
