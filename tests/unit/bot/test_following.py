"""A calendar that changed beside the chat: the bot's round moves the deadlines, puts it on record and tells once."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from types import MappingProxyType
from zoneinfo import ZoneInfo

import orjson
import pytest
from sqlalchemy.exc import OperationalError
from sqlmodel import Session
from turn_town import PEOPLE, Town, present

from bot import following, office_cache
from bot.following import Following, foreseen
from bot.national_days import NationalDays
from bot.office_cache import OfficeCache
from bot.turn import World
from storage import offices, reminders
from storage.cycles import CycleBook, CycleCache
from storage.outbox import OutboxItem
from workflow import commands as c
from workflow.cycle import COLLECT, Cycle, Secrecy, Urgency
from workflow.decide import run
from workflow.events import DeadlineMoved
from workflow.office import Role
from workflow.quarter import Quarter
from workflow.reminders import all_plans
from workflow.situation import Situation

WIB = ZoneInfo("Asia/Jakarta")
QUARTER = Quarter(2026, 3)
HOLIDAY = date(2026, 10, 9)
"""A Friday within the ten days that the units have from Thursday 1 October."""
FIRST_DUE = datetime(2026, 10, 15, 16, 0, tzinfo=WIB).astimezone(UTC)
MOVED_DUE = datetime(2026, 10, 16, 16, 30, tzinfo=WIB).astimezone(UTC)


def collecting(town: Town, office_id: int = 1) -> None:
    """Let an office come as far as step 4, at noon."""
    office = town.offices[office_id]
    (secretary,) = office.posts_with(Role.SEKRETARIS)
    units = tuple(unit.id for unit in office.units)
    order = c.IssueDisposisi(
        QUARTER, "001", "Monev", Urgency.SEGERA, Secrecy.BIASA, (secretary.id,), ("Proses lebih lanjut",)
    )
    acts: Sequence[tuple[str, c.Command]] = (
        ("hendra", order),
        ("ratna", c.DirectTeam("Mulai")),
        *(("budi", c.RecordCoordination(unit, "Sepakat")) for unit in units),
        ("budi", c.OrderCollection(units, "")),
    )
    with town.engine.begin() as connection:
        book = CycleBook(connection, office_id, CycleCache())
        known = town.world.offices.get(connection, office_id, 1, town.clock.now().date())
        situation = Situation(town.clock.now(), office, present().procedure, known.calendar)
        book.keep_procedure(present().procedure.code, present().procedure.version, present().text)
        cycle_id, cycle = book.open(QUARTER, town.clock.now()), None
        for who, command in acts:
            actor = office.capacities(town.person(who, office_id), situation.today)[0]
            cycle, recorded = run(cycle, command, actor, situation, cycle_id)
            book.append(cycle, recorded, None)
        assert cycle is not None
        for plan in all_plans(cycle, situation):
            reminders.keep_plan(connection, office_id, cycle_id, plan, town.clock.now())


def imports_day_off(town: Town, day: date, office_id: int = 1, *, is_off: bool = True) -> None:
    """Let an office's file be taken in that has changed one day."""
    with Session(town.engine) as session:
        offices.set_day(session, office_id, day, is_off=is_off, note="SKB 3 Menteri")
        session.commit()


def cycle_of(town: Town, office_id: int = 1) -> Cycle:
    """Return the office's running cycle as it is stored."""
    with town.engine.begin() as connection:
        cycle = CycleBook(connection, office_id, CycleCache()).running()
    assert cycle is not None
    return cycle


def dues(town: Town, office_id: int = 1) -> set[datetime | None]:
    """Return when what is open is due."""
    return {owed.due_at for owed in cycle_of(town, office_id).open_assignments()}


def notices(posted: Sequence[OutboxItem]) -> Mapping[str, list[str]]:
    """Return the notices of moved deadlines, by who gets them."""
    found: dict[str, list[str]] = {}
    for letter in posted:
        words = str(orjson.loads(letter.params)["params"].get("text", ""))
        if "Batas waktu bergeser" in words:
            found.setdefault(PEOPLE[letter.chat_id], []).append(words)
    return found


def test_deadlines_follow_a_file_and_people_are_told_once(town: Town) -> None:
    """All units have a day more; who is concerned and can be reached hears of it, and nobody a second time."""
    collecting(town)
    round_ = Following(town.engine, town.world)
    assert round_.follow() == []
    assert dues(town) == {FIRST_DUE}
    imports_day_off(town, HOLIDAY)
    told = notices(round_.follow())
    assert dues(town) == {MOVED_DUE}
    assert {code: len(words) for code, words in told.items()} == {"andi": 1, "putra": 1}
    assert "Kalender kantor diubah melalui berkas kantor" in told["putra"][0]
    assert "semua 4 unit" in told["putra"][0]  # the admin, to whom all of it is told
    assert "semua 4 unit" not in told["andi"][0]  # Kasi of one unit
    assert round_.follow() == []
    assert Following(town.engine, town.world).follow() == []


def test_it_is_on_record_as_the_act_of_the_first_admin(town: Town) -> None:
    """With the reason, and in no post."""
    collecting(town)
    imports_day_off(town, HOLIDAY)
    Following(town.engine, town.world).follow()
    cycle = cycle_of(town)
    with town.engine.begin() as connection:
        history = CycleBook(connection, 1, CycleCache()).history(cycle.id)
    happened = [each for each in history if isinstance(each.event, DeadlineMoved)]
    admin = next(person for person in town.offices[1].persons if person.is_admin)
    assert len(happened) == 4
    assert {(each.actor.person_id, each.actor.role) for each in happened} == {(admin.id, Role.ADMIN)}
    assert all(each.event.reason == following.BY_FILE for each in happened if isinstance(each.event, DeadlineMoved))


def test_reminders_follow(town: Town) -> None:
    """The last morning is the new one, and no reminder of the old one is left."""
    collecting(town)
    imports_day_off(town, HOLIDAY)
    Following(town.engine, town.world).follow()
    question = (
        "SELECT DISTINCT due_at FROM reminder WHERE state = 'pending' AND step = :step AND kind = 'pagi_terakhir'"
    )
    ((morning,),) = town.rows(question, step=COLLECT)
    assert datetime.fromisoformat(morning).replace(tzinfo=UTC).astimezone(WIB) == datetime(
        2026, 10, 16, 7, 30, tzinfo=WIB
    )


def test_a_start_loses_no_reminder_that_waits_for_the_morning(town: Town) -> None:
    """What was put off to the next opening while the office was closed is still told, however often the bot starts."""
    collecting(town)
    town.clock.at = datetime(2026, 10, 8, 20, 0, tzinfo=WIB).astimezone(UTC)
    morning = datetime(2026, 10, 9, 7, 30, tzinfo=WIB).astimezone(UTC)
    question = "SELECT COUNT(*) FROM reminder WHERE state = 'pending' AND meant_at IS NOT NULL"
    with town.engine.begin() as connection:
        (cycle,) = reminders.due_cycles(connection, town.clock.at)
        for each in reminders.due_of(connection, cycle.cycle_id, town.clock.at):
            reminders.put_off(connection, each, morning)
    ((waiting,),) = town.rows(question)
    assert waiting
    round_ = Following(town.engine, town.world)
    round_.follow()
    with Session(town.engine) as session:  # a file that says the same again
        offices.clear_day(session, 1, HOLIDAY)
        session.commit()
    round_.follow()
    assert town.rows(question) == [(waiting,)]


def test_what_was_told_at_night_is_silent(town: Town) -> None:
    """A file that is taken in after hours rings nobody's telephone."""
    collecting(town)
    town.clock.at = datetime(2026, 10, 1, 21, 0, tzinfo=WIB).astimezone(UTC)
    imports_day_off(town, HOLIDAY)
    posted = Following(town.engine, town.world).follow()
    assert posted
    assert all(orjson.loads(letter.params)["params"].get("disable_notification") for letter in posted)


def test_a_new_national_list_is_the_same_case(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """An updated bot knows a decree that the last one did not: at its first round the deadlines follow."""
    collecting(town)
    with monkeypatch.context() as patched:
        national = NationalDays(MappingProxyType({HOLIDAY: "Cuti Bersama"}), frozenset({HOLIDAY}), frozenset())
        patched.setattr(office_cache, "national_days", lambda year: national)
        updated = World(town.world.bot_id, town.clock, present(), OfficeCache(), CycleCache())
        assert notices(Following(town.engine, updated).follow()).keys() == {"andi", "putra"}
    assert dues(town) == {MOVED_DUE}


def test_the_other_office_keeps_its_time(town: Town) -> None:
    """A day of one office's file moves nothing in the other, whose people hear nothing."""
    collecting(town)
    collecting(town, town.second)
    imports_day_off(town, HOLIDAY, town.second)
    posted = Following(town.engine, town.world).follow()
    assert dues(town) == {FIRST_DUE}
    assert dues(town, town.second) == {MOVED_DUE}
    assert {letter.office_id for letter in posted} <= {town.second}


def test_an_office_that_fails_holds_back_no_other(
    town: Town, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """It is left as it was and tried again after a while; the log names where, never what people wrote."""
    for office_id in (town.first, town.second):
        collecting(town, office_id)
        imports_day_off(town, HOLIDAY, office_id)
    really = following.moving.follow

    def fail_in_the_first(desk: object, why: str, watchers: object) -> object:
        moved = really(desk, why, watchers)  # type: ignore[arg-type]
        if desk.office.id == town.first:  # type: ignore[attr-defined]
            raise RuntimeError("kata-kata rahasia")
        return moved

    round_ = Following(town.engine, town.world)
    with monkeypatch.context() as patched, caplog.at_level(logging.ERROR):
        patched.setattr(following.moving, "follow", fail_in_the_first)
        round_.follow()
    assert "RuntimeError" in caplog.text
    assert "rahasia" not in caplog.text
    assert (dues(town), dues(town, town.second)) == ({FIRST_DUE}, {MOVED_DUE})
    assert round_.follow() == []
    town.clock.at += following.PATIENCE
    assert notices(round_.follow()).keys() == {"andi", "putra"}
    assert dues(town) == {MOVED_DUE}


def test_a_busy_database_is_the_callers_to_wait_for(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """The whole round is tried again, and nothing is forgotten."""
    collecting(town)
    imports_day_off(town, HOLIDAY)
    round_ = Following(town.engine, town.world)

    def busy(session: Session, office_id: int) -> int:
        raise OperationalError("", None, Exception("locked"))

    with monkeypatch.context() as patched:
        patched.setattr(offices, "hold", busy)
        with pytest.raises(OperationalError):
            round_.follow()
    assert notices(round_.follow()).keys() == {"andi", "putra"}


def test_what_would_move_is_said_in_plain_words(town: Town) -> None:
    """For the command line: no markup, and nothing is changed by asking."""
    collecting(town)
    with town.engine.begin() as connection:
        assert foreseen(connection, town.world, town.first) == []
    imports_day_off(town, HOLIDAY)
    with town.engine.begin() as connection:
        assert foreseen(connection, town.world, town.first) == [
            "• Isi dan kirim data semua 4 unit: Kamis, 15 Okt 16.00 → Jumat, 16 Oktober 2026 pukul 16.30 WIB"
        ]
    assert dues(town) == {FIRST_DUE}
