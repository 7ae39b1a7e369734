"""A closed cycle goes on reminding: of its plans' items, each morning told once, until they are reported done."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from turn_town import Town, present

from bot.reminding import Reminding, Told
from handlers.outgoing import Priority
from storage import reminders
from storage.cycles import CycleBook, CycleCache
from workflow import commands as c
from workflow.cycle import CycleState, FollowUpItem, FollowUpStatus, Secrecy, Urgency
from workflow.decide import run
from workflow.item_reminders import changed_item_plans
from workflow.office import Actor, Role
from workflow.quarter import Quarter
from workflow.reminders import changed_plans
from workflow.situation import Situation

WIB = ZoneInfo("Asia/Jakarta")
QUARTER = Quarter(2026, 3)
EKO, GILANG = 700_030, 700_031
DUE = date(2026, 10, 14)


def october(day: int, hour: int, minute: int = 0) -> datetime:
    """Return an instant of October 2026 on the office's wall."""
    return datetime(2026, 10, day, hour, minute, tzinfo=WIB).astimezone(UTC)


class Closed:
    """A cycle of the town's first office, closed on one morning, with the rounds of its bot."""

    def __init__(self, town: Town) -> None:
        """Play the quarter through; the Kabid and the Staf of the Bidang IKP can be reached."""
        self.town = town
        self.reminding = Reminding(town.engine, town.world)
        self.office = town.offices[1]
        self.ikp = next(unit.id for unit in self.office.units if unit.code == "ikp")
        town.seat("eko", EKO)
        town.seat("gilang", GILANG)
        town.clock.at = october(1, 8)
        self._play()

    def _play(self) -> None:
        office = self.office
        units = tuple(unit.id for unit in office.units)
        recipients = (office.posts_with(Role.SEKRETARIS)[0].id,)
        order = c.IssueDisposisi(
            QUARTER, "001", "Monev", Urgency.BIASA, Secrecy.BIASA, recipients, ("Proses",), note=""
        )
        self.does(Role.KEPALA_DINAS, order)
        self.does(Role.SEKRETARIS, c.DirectTeam("Mulai"))
        for unit in units:
            self.does(Role.TIM, c.RecordCoordination(unit, "Bahan"))
        for unit in units[1:]:
            self.does(Role.SEKRETARIS, c.ProceedWithout(unit, "Belum ada data"))
        self.does(Role.TIM, c.OrderCollection(units[:1]))
        self.does(Role.STAF, c.SubmitDraft(units[0], "K-1", "Data", ()), units[0])
        self.does(Role.KABID, c.SendData(units[0], 1), units[0])
        self.does(Role.PERENCANAAN, c.AcceptData(units[0], 1))
        self.does(Role.PERENCANAAN, c.SubmitReport("Laporan"))
        self.does(Role.KEPALA_DINAS, c.GiveDirections(tuple(c.UnitDirection(unit, "Arahan") for unit in units)))
        for unit in units:
            later = date(2027, 6, 1)
            items = tuple(FollowUpItem(f"Aksi {n}", "Kasi", DUE if unit == self.ikp else later) for n in (1, 2))
            self.does(Role.KABID, c.SubmitPlan(unit, items), unit)

    def does(self, role: Role, command: c.Command, unit_id: int | None = None) -> None:
        """Let the holder of that role (of that unit) act, and commit it with the plans that it changes."""
        with self.town.engine.begin() as connection:
            book = CycleBook(connection, 1, CycleCache())
            cycle = book.latest()
            cycle_id = self._opened(book) if cycle is None else cycle.id
            now = self.town.clock.at
            known = self.town.world.offices.get(connection, 1, 1, now.date())
            situation = Situation(now, known.office, present().procedure, known.calendar)
            changed, recorded = run(cycle, command, self._actor(role, unit_id), situation, cycle_id)
            book.append(changed, recorded, None)
            plans = (
                *changed_plans(changed, recorded, situation),
                *changed_item_plans(changed, recorded, situation),
            )
            for plan in plans:
                reminders.keep_plan(connection, 1, cycle_id, plan, now)
            self.state = changed.state

    def _opened(self, book: CycleBook) -> int:
        sop = present()
        book.keep_procedure(sop.procedure.code, sop.procedure.version, sop.text)
        return book.open(QUARTER, self.town.clock.at)

    def _actor(self, role: Role, unit_id: int | None) -> Actor:
        post = self.office.posts_with(role, unit_id=unit_id)[0]
        holder = self.office.holder(post.id, self.town.clock.at.date())
        assert holder is not None
        return Actor(holder.id, post.id, role, unit_id)

    def round_at(self, instant: datetime) -> Told:
        """Let the bot tell what is due then."""
        self.town.clock.at = instant
        return self.reminding.tell_due()


@pytest.fixture
def closed(town: Town) -> Closed:
    """Return the office with its quarter closed."""
    return Closed(town)


def heard(told: Told) -> list[int]:
    """Return to whose chats a round has put out reminders."""
    return sorted(letter.chat_id for letter in told.posted if letter.priority == Priority.REMINDER)


def test_the_last_morning_of_items_is_told_once_after_the_cycle_has_closed(closed: Closed) -> None:
    """Two items, one message, to the Kabid; the Staf, who owes no plan, hears nothing."""
    assert closed.state is CycleState.CLOSED
    assert heard(closed.round_at(october(13, 16))) == []
    told = closed.round_at(october(14, 7, 30))
    assert heard(told) == [EKO]
    assert closed.round_at(october(14, 7, 31)).posted == []


def test_what_is_overdue_comes_back_the_next_morning_and_then_each_week(closed: Closed) -> None:
    """The bot was down over some of it: what it missed is told once when it is back, in office hours."""
    closed.round_at(october(14, 7, 30))
    assert heard(closed.round_at(october(15, 7, 30))) == [EKO]
    assert heard(closed.round_at(october(16, 9))) == []
    assert heard(closed.round_at(october(19, 7, 30))) == [EKO]
    assert heard(closed.round_at(october(26, 11))) == [EKO]
    assert heard(closed.round_at(october(26, 12))) == []


def test_what_is_reported_is_reminded_of_no_more(closed: Closed) -> None:
    """One of two is left; with both reported nobody hears anything, and no row is left waiting."""
    for item in (1, 2):
        report = c.ReportFollowUp(closed.ikp, item, FollowUpStatus.SELESAI, "Sudah")
        closed.does(Role.STAF, report, closed.ikp)
        expected = [EKO] if item == 1 else []
        assert heard(closed.round_at(october(14 + item, 8))) == expected
    left = closed.town.rows(
        "SELECT COUNT(*) FROM reminder WHERE step = 8 AND state = 'pending' AND unit_key = :unit", unit=closed.ikp
    )
    assert left == [(0,)]
