"""Rounds of reminders: each told once, in office hours, whatever else goes on in other cycles, threads and versions."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Barrier, Thread
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Connection
from turn_town import BOT, Town, present

from bot import reminding
from bot.office_cache import OfficeCache
from bot.reminding import Reminding, Told
from bot.turn import World
from handlers.outgoing import Priority
from storage import reminders
from storage.cycles import CycleBook, CycleCache
from storage.engine import open_engine
from workflow import commands as c
from workflow.cycle import Secrecy, Urgency
from workflow.decide import run
from workflow.office import Actor, Role
from workflow.quarter import Quarter
from workflow.reminders import changed_plans
from workflow.situation import Situation

WIB = ZoneInfo("Asia/Jakarta")
QUARTER = Quarter(2026, 3)
LATE = "Terlambat dikirim"
RATNA, HENDRA, SECOND_RATNA = 700_010, 700_011, 700_020


def october(day: int, hour: int, minute: int = 0) -> datetime:
    """Return an instant of October 2026 on the office's wall."""
    return datetime(2026, 10, day, hour, minute, tzinfo=WIB).astimezone(UTC)


@dataclass
class Quarters:
    """Cycles of the town's offices, and the rounds of one bot that reminds of them."""

    town: Town

    def __post_init__(self) -> None:
        """Set the clock to a working morning; the Sekretaris of both offices can be reached, one Kepala Dinas too."""
        self.town.clock.at = october(1, 8)
        self.town.seat("ratna", RATNA)
        self.town.seat("hendra", HENDRA)
        self.town.seat("ratna", SECOND_RATNA, self.town.second)
        self.reminding = Reminding(self.town.engine, self.town.world)

    def ordered(self, office_id: int = 1, *, planned: bool = True) -> int:
        """Start a cycle with the order of step 1: the Sekretaris has two hours. Returns its id."""
        office = self.town.offices[office_id]
        sekretaris = office.posts_with(Role.SEKRETARIS)[0].id
        command = c.IssueDisposisi(
            QUARTER, "001", "Monev", Urgency.BIASA, Secrecy.BIASA, (sekretaris,), ("Proses",), note=""
        )
        return self.does(Role.KEPALA_DINAS, command, office_id, planned=planned)

    def does(self, role: Role, command: c.Command, office_id: int = 1, *, planned: bool = True) -> int:
        """Let the holder of that role act, and commit it with the plans that it changes; returns the cycle's id."""
        with self.town.engine.begin() as connection:
            book = CycleBook(connection, office_id, CycleCache())
            cycle = book.latest()
            cycle_id = self._opened(book) if cycle is None else cycle.id
            situation = self._situation(connection, office_id)
            changed, recorded = run(cycle, command, self._actor(role, office_id), situation, cycle_id)
            book.append(changed, recorded, None)
            for plan in changed_plans(changed, recorded, situation) if planned else ():
                reminders.keep_plan(connection, office_id, cycle_id, plan, situation.now)
        return cycle_id

    def _opened(self, book: CycleBook) -> int:
        sop = present()
        book.keep_procedure(sop.procedure.code, sop.procedure.version, sop.text)
        return book.open(QUARTER, self.town.clock.at)

    def _situation(self, connection: Connection, office_id: int) -> Situation:
        now = self.town.clock.at
        known = self.town.world.offices.get(connection, office_id, 1, now.date())
        return Situation(now, known.office, present().procedure, known.calendar)

    def _actor(self, role: Role, office_id: int) -> Actor:
        office = self.town.offices[office_id]
        post = office.posts_with(role)[0]
        holder = office.holder(post.id, self.town.clock.at.date())
        assert holder is not None
        return Actor(holder.id, post.id, role, None)

    def round_at(self, instant: datetime) -> Told:
        """Let the bot tell what is due then."""
        self.town.clock.at = instant
        return self.reminding.tell_due()

    def rows(self, cycle_id: int, state: str) -> list[str]:
        """Return the kinds of a cycle's reminders in that state, by when they are due."""
        found = self.town.rows(
            "SELECT kind FROM reminder WHERE cycle_id = :id AND state = :state ORDER BY due_at, kind",
            id=cycle_id,
            state=state,
        )
        return [kind for (kind,) in found]

    def poison(self, cycle_id: int) -> None:
        """Spoil a cycle's history as a bad disk would."""
        self._write(cycle_id, "'{\"rahasia\"' || event")

    def mend(self, cycle_id: int) -> None:
        """Undo that."""
        self._write(cycle_id, "substr(event, 11)")

    def _write(self, cycle_id: int, event: str) -> None:
        with self.town.engine.begin() as connection:
            connection.exec_driver_sql(
                f"UPDATE history SET event = {event} WHERE position = 1 AND cycle_id = {cycle_id}"  # noqa: S608 - ours
            )


@pytest.fixture
def quarters(town: Town) -> Quarters:
    """Return the town's offices, of which none has a cycle yet."""
    return Quarters(town)


def chats(told: Told) -> list[int]:
    """Return to whose chats a round has put out reminders; a morning's card beside them is none."""
    return sorted(letter.chat_id for letter in told.posted if letter.priority == Priority.REMINDER)


def test_what_is_due_is_told_once(quarters: Quarters) -> None:
    """Half of the two hours is gone: the Sekretaris hears it; the next round has nothing to tell."""
    quarters.ordered()
    assert quarters.round_at(october(1, 8, 59)).count == 0
    told = quarters.round_at(october(1, 9))
    assert (chats(told), told.count, told.is_all) == ([RATNA], 1, True)
    assert quarters.round_at(october(1, 9, 1)).posted == []


def test_several_that_are_due_are_one_message(quarters: Quarters) -> None:
    """The bot was down over half, four fifths and the deadline: one message, marked late, and one to the superior."""
    cycle_id = quarters.ordered()
    told = quarters.round_at(october(1, 14))
    assert (chats(told), told.count) == ([RATNA, HENDRA], 4)
    assert all(LATE in letter.params for letter in told.posted)
    assert quarters.rows(cycle_id, "told") == ["menjelang", "menjelang", "jatuh_tempo", "lewat"]


def test_two_rounds_at_once_tell_once(quarters: Quarters, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two bots that have both seen what is due: one tells it, the other finds nothing left, in both cycles."""
    cycles = (quarters.ordered(), quarters.ordered(quarters.town.second))
    quarters.town.clock.at = october(1, 14)
    both_have_seen = Barrier(2, timeout=10)
    really_due = reminders.due_cycles

    def due_cycles(connection: Connection, now: datetime) -> list[reminders.DueCycle]:
        found = really_due(connection, now)
        connection.commit()
        both_have_seen.wait()
        return found

    monkeypatch.setattr(reminders, "due_cycles", due_cycles)
    rounds: list[Told] = []

    def tell() -> None:
        engine = open_engine(f"sqlite:///{tmp_path / 'monev.sqlite3'}")
        world = World(BOT, quarters.town.clock, present(), OfficeCache(), CycleCache())
        rounds.append(Reminding(engine, world).tell_due())
        engine.dispose()

    bots = [Thread(target=tell) for _ in range(2)]
    for bot in bots:
        bot.start()
    for bot in bots:
        bot.join()
    assert sum(told.count for told in rounds) == 8
    assert sorted(chat for told in rounds for chat in chats(told)) == [RATNA, HENDRA, SECOND_RATNA]
    assert [quarters.rows(cycle_id, "told").count("lewat") for cycle_id in cycles] == [1, 1]


def test_a_broken_cycle_silences_no_other(quarters: Quarters, caplog: pytest.LogCaptureFixture) -> None:
    """Its reminders wait, the other office hears its own; the log says which cycle, and no word of what it holds."""
    broken, sound = quarters.ordered(), quarters.ordered(quarters.town.second)
    quarters.poison(broken)
    told = quarters.round_at(october(1, 9))
    assert chats(told) == [SECOND_RATNA]
    assert quarters.rows(sound, "told") == ["menjelang"]
    assert quarters.rows(broken, "told") == []
    assert f"cycle {broken} failed" in caplog.text
    assert "rahasia" not in caplog.text


def test_a_broken_cycle_is_left_alone_for_a_while(quarters: Quarters, caplog: pytest.LogCaptureFixture) -> None:
    """It is not tried with every round; once mended it tells what it owes."""
    broken = quarters.ordered()
    quarters.poison(broken)
    quarters.round_at(october(1, 9))
    quarters.mend(broken)
    assert quarters.round_at(october(1, 9, 1)).count == 0
    assert chats(quarters.round_at(october(1, 9) + reminding.PATIENCE)) == [RATNA]
    assert [record.levelno for record in caplog.records] == [logging.ERROR]


def test_what_is_due_while_the_office_is_closed_waits_for_the_opening(quarters: Quarters) -> None:
    """The bot comes up in the evening: nobody is told; at 07.30 it comes, and names the instant that it was for."""
    cycle_id = quarters.ordered()
    assert quarters.round_at(october(1, 20)).posted == []
    assert quarters.rows(cycle_id, "told") == []
    assert quarters.round_at(october(2, 7, 29)).posted == []
    told = quarters.round_at(october(2, 7, 30))
    assert chats(told) == [RATNA, HENDRA]
    assert sum(LATE in letter.params and "1 Okt 09.00" in letter.params for letter in told.posted) == 1


def test_a_recap_that_comes_on_monday_is_of_the_week_before(quarters: Quarters) -> None:
    """The bot was down on Friday: what is told is that week, marked late, beside the morning's list."""
    quarters.ordered()
    quarters.round_at(october(2, 8))
    told = quarters.round_at(october(5, 8))
    (recap,) = [letter.params for letter in told.posted if "Rekap pekan" in letter.params]
    assert all(words in recap for words in ("s.d. 2 Okt", "Selesai: 1 tugas", LATE, "2 Okt 13.00"))


@pytest.mark.parametrize(
    ("after", "is_told"), [(timedelta(), True), (reminding.GRACE, True), (timedelta(minutes=16), False)]
)
def test_what_is_due_at_closing_is_told_just_after_it(quarters: Quarters, after: timedelta, is_told: bool) -> None:
    """Two hours from 14.00 end with the office's at 16.00: said within a quarter of an hour, or next morning."""
    quarters.town.clock.at = october(1, 14)
    cycle_id = quarters.ordered()
    quarters.round_at(october(1, 15, 59))
    told = quarters.round_at(october(1, 16) + after)
    assert chats(told) == ([RATNA] if is_told else [])
    assert ("jatuh_tempo" in quarters.rows(cycle_id, "told")) is is_told


def test_a_cycle_begun_under_an_earlier_version_is_reminded_of_from_now_on(quarters: Quarters) -> None:
    """An upgrade in mid-cycle: what has passed is not told, what is to come is planned, and once."""
    cycle_id = quarters.ordered(planned=False)
    assert quarters.round_at(october(1, 9, 10)).count == 0
    quarters.reminding.adopt()
    planned = quarters.rows(cycle_id, "pending")
    assert planned == ["menjelang", "jatuh_tempo", "lewat", "pagi", "rekap"]
    quarters.reminding.adopt()
    assert quarters.rows(cycle_id, "pending") == planned
    assert quarters.round_at(october(1, 9, 20)).count == 0
    assert chats(quarters.round_at(october(1, 9, 36))) == [RATNA]


def test_a_broken_cycle_keeps_no_other_from_being_adopted(quarters: Quarters, caplog: pytest.LogCaptureFixture) -> None:
    """Nor does it keep the bot from starting."""
    broken = quarters.ordered(planned=False)
    sound = quarters.ordered(quarters.town.second, planned=False)
    quarters.poison(broken)
    quarters.reminding.adopt()
    assert quarters.rows(broken, "pending") == []
    assert "pagi" in quarters.rows(sound, "pending")
    assert f"cycle {broken} failed" in caplog.text


def test_more_than_enough_is_told_in_several_rounds(quarters: Quarters, monkeypatch: pytest.MonkeyPatch) -> None:
    """A round ends with the cycle that makes it long enough, and says that there is more."""
    quarters.ordered()
    quarters.ordered(quarters.town.second)
    monkeypatch.setattr(reminding, "ENOUGH", 1)
    first = quarters.round_at(october(1, 9))
    assert (chats(first), first.is_all) == ([RATNA], False)
    second = quarters.reminding.tell_due()
    assert (chats(second), second.is_all) == ([SECOND_RATNA], True)
    assert quarters.reminding.tell_due() == Told()


@pytest.fixture
def meanwhile(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[], object]], None]:
    """Let something happen between a round's look at what is due and its telling."""
    really_due = reminders.due_cycles

    def happens(act: Callable[[], object]) -> None:
        def due_cycles(connection: Connection, now: datetime) -> list[reminders.DueCycle]:
            found = really_due(connection, now)
            connection.commit()
            act()
            return found

        monkeypatch.setattr(reminders, "due_cycles", due_cycles)

    return happens


def test_a_cycle_that_ends_before_it_is_told_is_not_told(
    quarters: Quarters, meanwhile: Callable[[Callable[[], object]], None]
) -> None:
    """The order is withdrawn while the round looks for what is due: nobody is reminded of it, then or later."""
    cycle_id = quarters.ordered()
    meanwhile(lambda: quarters.does(Role.KEPALA_DINAS, c.WithdrawDisposisi()))
    told = quarters.round_at(october(1, 9))
    assert (told.posted, told.count, told.is_all) == ([], 0, True)
    assert quarters.rows(cycle_id, "pending") == []
    assert quarters.rows(cycle_id, "told") == []


def test_a_task_that_is_done_before_it_is_told_is_not_told(
    quarters: Quarters, meanwhile: Callable[[Callable[[], object]], None]
) -> None:
    """The Sekretaris directs the Tim in the moment in which he is to be reminded."""
    cycle_id = quarters.ordered()
    meanwhile(lambda: quarters.does(Role.SEKRETARIS, c.DirectTeam("Mulai")))
    assert quarters.round_at(october(1, 9)).posted == []
    assert quarters.rows(cycle_id, "told") == []


def test_a_cycle_that_is_over_reminds_of_nothing_although_rows_are_left(quarters: Quarters) -> None:
    """Rows that another version left behind are claimed, so that they never come back, and told to nobody."""
    cycle_id = quarters.ordered()
    quarters.does(Role.KEPALA_DINAS, c.WithdrawDisposisi(), planned=False)
    assert quarters.round_at(october(1, 14)).posted == []
    assert chats(quarters.round_at(october(5, 8))) == []
    assert quarters.rows(cycle_id, "pending") == []
