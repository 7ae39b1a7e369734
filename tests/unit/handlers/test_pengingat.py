"""Reminders in chat: one message a person, with what can be answered, and nothing to who owes nothing."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from fake_records import APTIKA, CALENDAR, IKP, PERSONS, UNITS, Town, answer, buttons, person, verbs_of
from fake_records import heard as told

from handlers import pengingat, verbs
from handlers.buttons import Tapped
from handlers.desk import Desk, NoPostError, Room
from handlers.outgoing import Message, Priority, ToChat
from workflow import commands as c
from workflow.concerns import Fired
from workflow.cycle import COLLECT, COORDINATE, DECIDE, DIRECT, AssignmentKey
from workflow.refusals import NotHolderError, PromiseTooLateError
from workflow.reminders import WHOLE, ReminderKind

K = ReminderKind
WIB = ZoneInfo("Asia/Jakarta")


def wib(day: int, hour: int, minute: int = 0) -> datetime:
    """Return an instant of October 2026 on the office's wall."""
    return datetime(2026, 10, day, hour, minute, tzinfo=WIB)


def fires(town: Town, *rows: tuple[AssignmentKey, ReminderKind], meant_at: datetime | None = None) -> Room:
    """Let these reminders fall due now, and return the room with what went out."""
    room = Room(now=town.now, office=town.office, calendar=CALENDAR, records=town.records)
    pengingat.remind(room, town.cycle, [Fired(key, kind, meant_at or town.now) for key, kind in rows])
    return room


def reminders(room: Room, code: str) -> list[Message]:
    """Return what a person was reminded of, cards left out."""
    return told(room, code)  # type: ignore[arg-type]


def reminded(room: Room) -> set[str]:
    """Return who was reminded, by code."""
    return {known.code for known in PERSONS if reminders(room, known.code)}


def tap(desk: Desk, verb: str, *args: int) -> None:
    """Tap a button of a reminder."""
    pengingat.BUTTONS[verb](desk, Tapped(1, verb, tuple(map(str, args))))


def test_a_reminder_says_what_until_when_and_offers_all_answers() -> None:
    """The task, its deadline in full with what remains, and four buttons, the green one first."""
    town = Town()
    town.collecting()
    town.now = wib(8, 7, 30)
    room = fires(town, ((COLLECT, APTIKA), K.ADVANCE))
    assert reminded(room) == {"kasi1", "staf1"}
    (message,) = reminders(room, "staf1")
    assert "Isi dan kirim data Bidang Aptika" in message.text
    assert "Kamis, 15 Oktober 2026 pukul 16.00 WIB (sisa 5 hari kerja)" in message.text
    assert [button.label for button in buttons(message)] == [
        "Kerjakan sekarang",
        "Besok pagi",
        "Butuh bantuan",
        "Minta perpanjangan",
    ]
    assert verbs_of(message)[0] == (verbs.OPEN, ("1", "4", str(APTIKA)))


def test_a_reminder_goes_after_notices_and_carries_its_instant() -> None:
    """Its lateness is measured by the instant for which it was planned."""
    town = Town()
    town.collecting()
    town.now = wib(8, 7, 30)
    room = fires(town, ((COLLECT, APTIKA), K.ADVANCE))
    sent = [entry for entry in room.tray.entries if isinstance(entry, ToChat)]
    assert {(entry.priority, entry.wanted_at) for entry in sent} == {(Priority.REMINDER, town.now)}


def test_many_units_are_one_line_for_the_kepala_dinas() -> None:
    """Directions to all units are one task in one message; with one button that lists them."""
    town = Town()
    town.reported()
    room = fires(town, *(((DECIDE, unit), K.ADVANCE) for unit in UNITS))
    (message,) = reminders(room, "kadis")
    assert "semua 2 unit" in message.text
    assert verbs_of(message)[0] == (verbs.OPEN, ("1", str(DECIDE), "0"))


def test_tasks_of_several_posts_are_one_message() -> None:
    """Who is Tim and Staf has a button for each task, and one for any other answer."""
    town = Town()
    town.directed()
    town.does("tim1", c.RecordCoordination(APTIKA, "Disepakati"))
    town.does("tim1", c.OrderCollection((APTIKA,)))
    town.also_holds("staf1", of="tim1")
    town.now = wib(5, 7, 30)
    room = fires(town, ((COORDINATE, IKP), K.OVERDUE), ((COLLECT, APTIKA), K.ADVANCE))
    (message,) = reminders(room, "staf1")
    assert "2 tugas menunggu" in message.text
    assert [verb for verb, _ in verbs_of(message)] == [verbs.OPEN, verbs.OPEN, verbs.ANSWERS]


def test_overdue_in_plain_words_to_who_owes_and_who_leads() -> None:
    """The unit hears that it is late, the Kabid who holds the ball and since when."""
    town = Town()
    town.collecting()
    town.now = wib(16, 7, 30)
    room = fires(town, ((COLLECT, APTIKA), K.OVERDUE))
    assert reminded(room) == {"kasi1", "staf1", "kabid1"}
    assert "lewat 1 hari kerja" in reminders(room, "staf1")[0].text
    below = reminders(room, "kabid1")[0].text
    assert "Lewat batas" in below
    assert "Kasi/Staf (Joko Contoh dan Dewi Contoh), sejak 1 Okt 08.00" in below


def test_the_sekretaris_gets_a_list_and_no_flood() -> None:
    """Escalations and the morning's digest are one message, and the card is redrawn for everybody."""
    town = Town()
    town.directed()
    town.now = wib(5, 7, 30)
    room = fires(town, (WHOLE, K.DIGEST), *(((COORDINATE, unit), K.OVERDUE) for unit in UNITS))
    (message,) = reminders(room, "sekdis")
    assert "Pagi ini" in message.text
    assert "Koordinasi semua 2 unit" in message.text
    cards = [e for e in room.tray.entries if isinstance(e, ToChat) and e.priority is Priority.CARD]
    assert len(cards) == len(PERSONS)


def test_a_quiet_morning_says_nothing() -> None:
    """Where nothing is overdue or due today there is no digest, only the card."""
    town = Town()
    town.collecting()
    town.now = wib(6, 7, 30)
    assert reminded(fires(town, (WHOLE, K.DIGEST))) == set()


def test_the_recap_of_the_week() -> None:
    """On Friday the Sekretaris reads what was finished, what runs and who holds the ball."""
    town = Town()
    town.collecting()
    town.now = wib(2, 13)
    room = fires(town, (WHOLE, K.RECAP))
    assert reminded(room) == {"sekdis"}
    assert "Rekap pekan ini" in reminders(room, "sekdis")[0].text


def test_a_late_reminder_says_so() -> None:
    """After a day of downtime the one notice says for when it was meant."""
    town = Town()
    town.ordered()
    town.now = wib(2, 7, 31)
    room = fires(
        town, ((DIRECT, None), K.ADVANCE), ((DIRECT, None), K.DUE), ((DIRECT, None), K.OVERDUE), meant_at=wib(1, 9)
    )
    (message,) = reminders(room, "sekdis")
    assert "Terlambat dikirim: pengingat ini untuk 1 Okt 09.00" in message.text


def test_who_cannot_be_reached_is_the_superiors_to_know() -> None:
    """Nobody of the unit is connected: the Kabid hears it instead of silence."""
    town = Town()
    town.collecting()
    for code in ("kasi1", "staf1"):
        del town.records.chat_of[person(code).id]
    town.now = wib(8, 7, 30)
    room = fires(town, ((COLLECT, APTIKA), K.ADVANCE))
    assert reminded(room) == {"kabid1"}
    assert "belum terhubung" in reminders(room, "kabid1")[0].text


def test_a_unit_that_has_begun_is_not_reported() -> None:
    """A form with something in it is a beginning."""
    town = Town()
    town.collecting()
    town.now = wib(13, 14, 36)
    assert reminded(fires(town, ((COLLECT, APTIKA), K.NOT_BEGUN))) == {"kabid1"}
    town.records.begun.add(APTIKA)
    assert reminded(fires(town, ((COLLECT, APTIKA), K.NOT_BEGUN))) == set()


def test_besok_pagi_is_a_promise() -> None:
    """It is confirmed with its hour, kept in the plan, and not offered a second time."""
    town = Town()
    town.collecting()
    town.now = wib(8, 7, 31)
    desk = town.sits("staf1")
    tap(desk, pengingat.PROMISE, 1, COLLECT, APTIKA)
    assert "Jumat, 9 Oktober 2026 pukul 11.30 WIB" in answer(desk).text
    kept = town.records.plans[(1, (COLLECT, APTIKA))]
    assert [each.kind for each in kept.reminders[:2]] == [K.PROMISE, K.BROKEN_PROMISE]
    town.now = wib(9, 7, 30)
    (message,) = reminders(fires(town, ((COLLECT, APTIKA), K.PROMISE)), "staf1")
    assert "Sesuai janji" in message.text
    assert "pukul 11.30" in message.text
    assert pengingat.PROMISE not in {verb for verb, _ in verbs_of(message)}


def test_a_broken_promise_goes_to_the_superior() -> None:
    """The morning has passed: the Kabid hears it."""
    town = Town()
    town.collecting()
    town.now = wib(8, 7, 31)
    tap(town.sits("staf1"), pengingat.PROMISE, 1, COLLECT, APTIKA)
    town.now = wib(9, 11, 30)
    room = fires(town, ((COLLECT, APTIKA), K.BROKEN_PROMISE))
    assert reminded(room) == {"staf1", "kabid1"}, "the Kasi has promised nothing"
    assert "Janji belum terpenuhi" in reminders(room, "kabid1")[0].text


def test_tomorrow_is_not_offered_where_it_is_too_late() -> None:
    """On the last day, and for two hours, tomorrow morning is after the deadline; a forged tap is refused."""
    town = Town()
    town.ordered()
    (message,) = reminders(fires(town, ((DIRECT, None), K.ADVANCE)), "sekdis")
    assert pengingat.PROMISE not in {verb for verb, _ in verbs_of(message)}
    with pytest.raises(PromiseTooLateError):
        tap(town.sits("sekdis"), pengingat.PROMISE, 1, DIRECT, 0)


def test_nobody_promises_for_another() -> None:
    """A tap by who has no part in the task is refused."""
    town = Town()
    town.collecting()
    with pytest.raises(NotHolderError):
        tap(town.sits("staf2"), pengingat.PROMISE, 1, COLLECT, APTIKA)


def test_other_answers_ask_for_the_task_first() -> None:
    """From a reminder of several tasks one is chosen, then it has the same four answers."""
    town = Town()
    town.collecting()
    desk = town.sits("staf1")
    tap(desk, verbs.ANSWERS, 1, 0, 0)
    assert verbs_of(answer(desk)) == [(verbs.ANSWERS, ("1", "4", str(APTIKA)))]
    desk = town.sits("staf1")
    tap(desk, verbs.ANSWERS, 1, COLLECT, APTIKA)
    assert [verb for verb, _ in verbs_of(answer(desk))] == [
        verbs.OPEN,
        pengingat.PROMISE,
        verbs.ASK_HELP,
        verbs.MORE_TIME,
    ]


def test_an_answer_to_what_is_done_says_so() -> None:
    """An old reminder's button leads to the present tasks."""
    town = Town()
    town.collecting()
    town.sent(APTIKA)
    desk = town.sits("staf1")
    tap(desk, verbs.ANSWERS, 1, COLLECT, APTIKA)
    assert "sudah selesai" in answer(desk).text


def test_a_plt_is_reminded_from_the_first_day() -> None:
    """The post's holder of the day is told; buttons of the old holder no longer act."""
    town = Town()
    town.collecting()
    town.also_holds("staf2", of="staf1")
    town.now = wib(8, 7, 30)
    assert reminded(fires(town, ((COLLECT, APTIKA), K.ADVANCE))) == {"kasi1", "staf2"}
    with pytest.raises(NoPostError):
        tap(town.sits("staf1"), pengingat.PROMISE, 1, COLLECT, APTIKA)


def test_half_a_minute_is_not_late() -> None:
    """A notice on time carries no note on lateness."""
    town = Town()
    town.collecting()
    town.now = wib(8, 7, 30) + timedelta(seconds=30)
    room = fires(town, ((COLLECT, APTIKA), K.ADVANCE), meant_at=wib(8, 7, 30))
    assert "Terlambat" not in reminders(room, "staf1")[0].text


def test_a_request_that_waits_is_brought_up_each_morning() -> None:
    """Who decides is reminded of it, with the button that shows what would move; once decided nobody is."""
    town = Town()
    town.collecting()
    town.now = wib(8, 9)
    town.does("staf1", c.AskExtension(COLLECT, APTIKA, 2, "Petugas sakit"))
    kept = town.records.plans[(1, (COLLECT, APTIKA))]
    assert (K.TO_DECIDE, wib(9, 7, 30)) in {(each.kind, each.at) for each in kept.reminders}
    town.now = wib(9, 7, 30)
    room = fires(town, ((COLLECT, APTIKA), K.TO_DECIDE))
    assert reminded(room) == {"tim1", "tim2"}
    (message,) = reminders(room, "tim1")
    assert "Menunggu keputusan Bapak/Ibu" in message.text
    assert "Diminta 2 hari kerja lagi" in message.text
    assert len(buttons(message)) == 1
    town.does("tim1", c.GrantExtension(COLLECT, APTIKA, 2))
    assert reminded(fires(town, ((COLLECT, APTIKA), K.TO_DECIDE))) == set()
