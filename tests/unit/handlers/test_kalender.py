"""The calendar in the chat: seen by everybody, changed by an admin, and the deadlines that follow it."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from types import MappingProxyType
from zoneinfo import ZoneInfo

import pytest
from chat_town import QUARTER, Phone, Shown, Town

from handlers import kalender, moving
from handlers.buttons import StaleButtonError, UnknownButtonError
from handlers.conversations import CalendarChange, CalendarField
from handlers.desk import Desk, NoPostError
from handlers.outgoing import Button
from handlers.texts import kalender as texts
from workflow import commands as c
from workflow.cycle import COLLECT, AssignmentKey
from workflow.decide import run
from workflow.events import DeadlineMoved
from workflow.office import NO_POST, Person, Role
from workflow.office_hours import RAMADAN_WEEK, SpecialHours
from workflow.situation import Situation
from workflow.working_time import OfficeCalendar

WIB = ZoneInfo("Asia/Jakarta")
HOLIDAY = date(2026, 10, 9)
"""A Friday within the ten days that the units have from Thursday 1 October."""
CHRISTMAS = date(2026, 12, 25)
LEAVE = date(2026, 12, 24)
NAMES = {CHRISTMAS: "Hari Raya Natal", LEAVE: "Cuti Bersama Hari Raya Natal"}
CALENDAR = OfficeCalendar(WIB, days_off=frozenset(NAMES), names=MappingProxyType(NAMES))
REASON = "Hari Jadi <Kabupaten>, SK Bupati 12/2026"


def wib(day: int, hour: int, minute: int = 0) -> datetime:
    """Return an instant of October 2026 on the office's wall."""
    return datetime(2026, 10, day, hour, minute, tzinfo=WIB).astimezone(UTC)


def office() -> Town:
    """Return the office with its national days off; one person is admin, and holds no post."""
    town = Town(calendar=CALENDAR)
    admin = Person(90, "sinta", "Sinta Contoh", is_admin=True)
    town.office = replace(town.office, persons=(*town.office.persons, admin))
    town.phones[admin.id] = Phone(town, admin.id)
    town.records.chat_of[admin.id] = town.phones[admin.id].chat_id
    return town


def town_collecting() -> Town:
    """Return the office in step 4: every unit has until Thursday 15 October, 16.00."""
    return office().collecting()


def asked(town: Town, day: str = "9 Oktober 2026", reason: str = REASON) -> Phone:
    """Let the admin go as far as the preview of a day off."""
    return town.phone("sinta").says("/kalender").taps("Tambah hari libur").says(day).says(reason)


def deadlines(town: Town) -> dict[AssignmentKey, datetime | None]:
    """Return when what is open is due."""
    return {owed.key: owed.due_at for owed in town.cycle.open_assignments()}


def moved_notices(town: Town) -> dict[str, list[Shown]]:
    """Return the notices of moved deadlines that each person has, by their code."""
    found = {
        person.code: [shown for shown in town.phones[person.id].screen if "Batas waktu bergeser" in shown.text]
        for person in town.office.persons
    }
    return {code: shown for code, shown in found.items() if shown}


def test_everybody_sees_the_next_days_off() -> None:
    """Each with its day, its name and on what it rests; nobody but an admin has buttons to change them."""
    town = office()
    town.records.days[HOLIDAY] = (True, "Hari Jadi")
    town.calendar = town.records.present_calendar
    eko = town.phone("eko").says("/kalender")
    assert "Jumat, 9 Oktober 2026: Hari Jadi · kantor" in eko.text
    assert "Kamis, 24 Desember 2026: Cuti Bersama Hari Raya Natal\n" in eko.text
    assert "Jumat, 25 Desember 2026: Hari Raya Natal · nasional" in eko.text
    assert eko.labels == ["Tugas saya"]
    assert town.phone("sinta").says("/kalender").labels == ["Tambah hari libur", "Hapus hari libur", "Tugas saya"]


def test_the_calendar_names_half_days_ramadan_and_what_is_not_decreed() -> None:
    """Other hours, days that are worked after all, and the warning that a year has no cuti bersama yet."""
    town = office()
    town.calendar = replace(
        CALENDAR,
        extra_days=frozenset({LEAVE}),
        day_hours=MappingProxyType({date(2026, 12, 31): ((time(7, 30), time(11, 30)),)}),
        special_hours=(SpecialHours(date(2027, 2, 8), date(2027, 3, 9), RAMADAN_WEEK, "Ramadan"),),
        years_without_joint_leave=frozenset({2027, 2028}),
    )
    text = town.phone("eko").says("/kalender").text
    assert "• Kamis, 31 Desember 2026, 07.30-11.30" in text
    assert "Ramadan, 8 Februari 2027 s.d. 9 Maret 2027: Senin-Kamis 08.00-15.00, Jumat 08.00-15.30" in text
    assert "Tetap masuk kerja</b>\n• Kamis, 24 Desember 2026" in text
    assert "Cuti bersama 2027 belum ditetapkan" in text
    assert "2028" not in text


def test_at_most_ten_days_are_listed() -> None:
    """A year of decrees fits one screen."""
    town = office()
    many = {date(2026, 11, 2) + timedelta(days=7 * n): f"Libur {n}" for n in range(20)}
    town.calendar = replace(CALENDAR, days_off=frozenset(many), names=MappingProxyType(many))
    assert town.phone("eko").says("/kalender").text.count("•") == 10


def test_an_admin_without_a_post_is_answered_everywhere() -> None:
    """Whoever only keeps the calendar holds no post, and no command fails for that."""
    town = town_collecting()
    sinta = town.phone("sinta")
    for command in (
        "/start",
        "/tugas",
        "/status",
        "/disposisi",
        "/kirim",
        "/arahan",
        "/laporan",
        "/profil",
        "/bantuan",
    ):
        shown = len(sinta.screen)
        sinta.says(command)
        assert len(sinta.screen) > shown, command
    assert "Kalender kantor" in sinta.says("/tugas").labels
    assert "/kalender" in sinta.says("/bantuan").text


def test_the_deadlines_that_move_are_shown_first() -> None:
    """Before anything is kept: the day, what it is, each step before and after, and how many people hear of it."""
    town = town_collecting()
    before = deadlines(town)
    sinta = asked(town)
    assert "Jumat, 9 Oktober 2026</b> menjadi hari libur" in sinta.text
    assert "Hari Jadi &lt;Kabupaten&gt;, SK Bupati 12/2026" in sinta.text
    assert "4 batas waktu yang berjalan bergeser" in sinta.text
    assert (
        "Isi dan kirim data semua 4 unit: Kamis, 15 Okt 16.00 → <b>Jumat, 16 Oktober 2026 pukul 16.30 WIB</b>"
        in sinta.text
    )
    assert sinta.labels == ["Simpan", "Ubah", "Batal"]
    assert deadlines(town) == before
    assert moved_notices(town) == {}


def test_what_was_shown_is_what_happens() -> None:
    """The deadlines, how many are told, and the day off itself; on record as the admin's act, with its reason."""
    town = town_collecting()
    sinta = asked(town)
    told = int(next(line for line in sinta.text.splitlines() if "orang diberi tahu" in line).split()[0])
    assert isinstance(sinta.conversation, CalendarChange)
    foreseen = {(each.step, each.unit_id): each.due_at for each in sinta.conversation.foreseen}
    sinta.taps("Simpan")
    assert foreseen == deadlines(town) == {(COLLECT, unit): wib(16, 16, 30) for unit in town.cycle.unit_ids}
    assert len(moved_notices(town)) == told
    assert f"{told} orang diberi tahu" in sinta.text
    assert sinta.conversation is None
    assert not town.records.present_calendar.is_working(HOLIDAY)
    happened = [each for each in town.records.history(town.cycle.id) if isinstance(each.event, DeadlineMoved)]
    assert len(happened) == 4
    assert {(each.actor.person_id, each.actor.post_id, each.actor.role) for each in happened} == {
        (90, NO_POST, Role.ADMIN)
    }
    assert {each.event.reason for each in happened if isinstance(each.event, DeadlineMoved)} == {
        f"Jumat, 9 Oktober 2026 libur: {REASON}"
    }


def test_each_person_concerned_is_told_once_of_their_own_deadlines() -> None:
    """Staf, Kasi and Kabid of their unit's, the Sekretaris of all in one message; nobody else is rung."""
    town = town_collecting()
    asked(town).taps("Simpan")
    notices = moved_notices(town)
    of_units = {post.code for post in town.office.posts if post.unit_id is not None}
    holders = {
        town.office.holder(post.id, town.calendar.local_day(town.now))
        for post in town.office.posts
        if post.code in of_units
    }
    assert set(notices) == {"ratna", *(person.code for person in holders if person is not None)}
    assert {len(shown) for shown in notices.values()} == {1}
    (eko,) = notices["eko"]
    assert "Bidang Informasi dan Komunikasi Publik" in eko.text
    assert "Bidang Aplikasi Informatika" not in eko.text
    assert "Jumat, 9 Oktober 2026 libur: Hari Jadi &lt;Kabupaten&gt;" in eko.text
    assert "Jumat, 16 Oktober 2026 pukul 16.30 WIB" in eko.text
    assert eko.labels == ["Tugas saya", "Status"]
    (ratna,) = notices["ratna"]
    assert "semua 4 unit" in ratna.text
    assert not ratna.message.silent


def test_a_change_in_the_evening_makes_no_sound() -> None:
    """People find it in the morning."""
    town = town_collecting()
    town.now = wib(1, 21)
    asked(town).taps("Simpan")
    assert all(shown.message.silent for notices in moved_notices(town).values() for shown in notices)


def test_who_cannot_be_reached_is_named_to_the_admin() -> None:
    """The preview counts only those whom the bot reaches; afterwards the admin knows whom to call."""
    town = town_collecting()
    gilang = town.phone("gilang").person_id
    everybody = asked(town).text
    del town.records.chat_of[gilang]
    sinta = town.phone("sinta").taps("Ubah").says("9 Oktober 2026")
    assert _count(sinta.text) == _count(everybody) - 1
    sinta.taps("Simpan")
    assert "Belum terhubung ke bot" in sinta.text
    assert town.office.person(gilang).name in sinta.text


def _count(text: str) -> int:
    return int(next(line for line in text.splitlines() if "orang diberi tahu" in line).split()[0])


def test_reminders_follow_the_deadline() -> None:
    """What was planned for the old last day is planned for the new one."""
    town = town_collecting()
    asked(town).taps("Simpan")
    plans = [plan for (_, key), plan in town.records.plans.items() if key[0] == COLLECT]
    assert len(plans) == 4
    assert all(max(reminder.at for reminder in plan.reminders) > wib(16, 16) for plan in plans)
    assert all(reminder.at.astimezone(WIB).date() != HOLIDAY for plan in plans for reminder in plan.reminders)


def test_the_card_follows_the_deadline() -> None:
    """It is redrawn in every chat of the office, without a sound."""
    town = town_collecting()
    desk = Desk(
        now=town.now,
        office=town.office,
        calendar=CALENDAR.with_day_off(HOLIDAY, REASON),
        records=town.records,
        me=town.office.person(90),
        chat_id=1,
    )
    moving.follow(desk, REASON)
    cards = [entry.message for entry in desk.tray.entries if entry.message.pinned]  # type: ignore[union-attr]
    assert cards
    assert all("16 Okt 16.30" in str(card.text) and card.silent for card in cards)


def test_a_day_off_that_is_taken_away_brings_deadlines_back() -> None:
    """An own day, chosen by its button: nothing of it stays on record, and those concerned are told once more."""
    town = town_collecting()
    before = deadlines(town)
    sinta = asked(town).taps("Simpan")
    sinta.says("/kalender").taps("Hapus hari libur")
    assert "9 Okt Hari Jadi" in sinta.labels[0]
    sinta.taps(sinta.labels[0])
    assert "Mengapa kantor tetap masuk" in sinta.text
    sinta.says("Salah tanggal").taps("Simpan")
    assert deadlines(town) == before
    assert town.records.days == {}
    assert {len(shown) for shown in moved_notices(town).values()} == {2}
    assert "Jumat, 9 Oktober 2026 masuk kerja: Salah tanggal" in town.phone("eko").text


def test_a_national_day_off_is_worked_after_all() -> None:
    """A decree is withdrawn: the day stays on the national list, and the office works on it; it can be off again."""
    town = office()
    sinta = (
        town.phone("sinta").says("/kalender").taps("Hapus hari libur").says("24-12-2026").says("SKB 3 Menteri diubah")
    )
    assert "Tidak ada batas waktu berjalan yang bergeser" in sinta.text
    sinta.taps("Simpan")
    assert town.calendar.is_working(LEAVE)
    assert "Tetap masuk kerja</b>\n• Kamis, 24 Desember 2026: SKB 3 Menteri diubah" in sinta.says("/kalender").text
    sinta.taps("Tambah hari libur").says("24-12-2026").says("SKB 3 Menteri, perubahan kedua").taps("Simpan")
    assert not town.calendar.is_working(LEAVE)


@pytest.mark.parametrize(("hour", "due"), [(9, wib(15, 16)), (17, wib(16, 16, 30))])
def test_no_deadline_is_brought_forward_before_todays_closing(hour: int, due: datetime) -> None:
    """Today was off and is worked after all: in the morning all have until this afternoon, in the evening as before."""
    town = town_collecting()
    asked(town, "15 Oktober 2026").taps("Simpan")
    town.now = wib(15, hour)
    town.phone("sinta").says("/kalender").taps("Hapus hari libur").says("15 Okt").says("SKB dicabut").taps("Simpan")
    assert set(deadlines(town).values()) == {due}


def test_a_day_off_that_is_today_moves_what_ends_today() -> None:
    """Nothing is due on a day that is free: the last day becomes tomorrow."""
    town = town_collecting()
    town.now = wib(15, 8)
    asked(town, "15 Oktober 2026").taps("Simpan")
    assert set(deadlines(town).values()) == {wib(16, 16, 30)}


def test_what_is_overdue_stays_overdue() -> None:
    """A deadline that has passed is not changed behind anybody's back."""
    town = town_collecting()
    town.now = wib(16, 8)
    sinta = asked(town, "16 Oktober 2026")
    assert "Tidak ada batas waktu berjalan yang bergeser, jadi tidak ada yang diberi tahu" in sinta.text
    sinta.taps("Simpan")
    assert set(deadlines(town).values()) == {wib(15, 16)}
    assert moved_notices(town) == {}


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("besok <ya>", '"besok &lt;ya&gt;" belum terbaca sebagai tanggal'),
        ("31-11-2026", "tidak ada di kalender"),
        ("30-9-2026", "sudah lewat"),
        ("9-10-2028", "terlalu jauh ke depan"),
        ("10 Oktober 2026", "Sabtu, 10 Oktober 2026 memang bukan hari kerja"),
        ("25 Des", "Jumat, 25 Desember 2026 sudah libur: Hari Raya Natal"),
    ],
)
def test_a_day_that_cannot_be_is_asked_again(typed: str, said: str) -> None:
    """What is wrong stands above the question, with examples; the conversation waits."""
    town = office()
    sinta = town.phone("sinta").says("/kalender").taps("Tambah hari libur").says(typed)
    assert said in sinta.text.replace("&#34;", '"')
    assert "30 November 2026" in sinta.text
    assert isinstance(sinta.conversation, CalendarChange)
    assert sinta.conversation.asking is CalendarField.DAY


@pytest.mark.parametrize(
    ("typed", "said"),
    [("12 Okt", "bukan hari libur"), ("10 Okt", "memang bukan hari kerja"), ("1-10-2025", "sudah lewat")],
)
def test_only_a_day_off_can_be_taken_away(typed: str, said: str) -> None:
    """An ordinary day, a Saturday and a day that has passed are refused by name."""
    sinta = office().phone("sinta").says("/kalender").taps("Hapus hari libur").says(typed)
    assert said in sinta.text


@pytest.mark.parametrize(("typed", "said"), [("ya", "terlalu pendek"), ("x" * 201, "201 huruf")])
def test_a_day_needs_a_name_that_fits(typed: str, said: str) -> None:
    """What the day is goes into everybody's message and into the history."""
    sinta = office().phone("sinta").says("/kalender").taps("Tambah hari libur").says("9 Okt").says(typed)
    assert said in sinta.text
    assert sinta.labels == ["Batal"]


def test_only_an_admin_changes_the_calendar() -> None:
    """A forged or forwarded button says so and changes nothing; so does a flag that was taken away half-way."""
    town = town_collecting()
    eko = town.phone("eko")
    for verb in ("kal_tambah", "kal_hapus", "kal_simpan:n1:1", "kal_ubah:n1:1", "kal_pilih:n1:1:1"):
        eko.taps_kept((0, Button("", f"1:{verb}")))
        assert "hanya diubah oleh admin" in eko.text
    sinta = asked(town)
    town.office = replace(town.office, persons=tuple(replace(person, is_admin=False) for person in town.office.persons))
    with pytest.raises(NoPostError):
        sinta.taps("Simpan")
    assert town.records.days == {}


@pytest.mark.parametrize("verb", sorted(kalender.BUTTONS))
@pytest.mark.parametrize("args", [(), ("1",), ("n4", "9", "9"), ("n4", "2", "99999999999999999"), ("n4", "x", "-")])
def test_forged_arguments_change_nothing(verb: str, args: tuple[str, ...]) -> None:
    """Of an admin's own buttons too: what no screen has offered is refused or asked again."""
    town = town_collecting()
    sinta = town.phone("sinta").says("/kalender").taps("Hapus hari libur")
    with suppress(UnknownButtonError, StaleButtonError):
        sinta.taps_kept((0, Button("", ":".join(("1", verb, *args)))))
    assert town.records.days == {}
    assert moved_notices(town) == {}


def test_an_admin_who_is_concerned_reads_it_in_the_answer() -> None:
    """A Kabid who is admin as well gets no notice on top of what was just confirmed."""
    town = town_collecting()
    eko = town.phone("eko")
    town.office = replace(
        town.office,
        persons=tuple(replace(each, is_admin=each.code == "eko") for each in town.office.persons),
    )
    eko.says("/kalender").taps("Tambah hari libur").says("9 Okt").says(REASON).taps("Simpan")
    assert "eko" not in moved_notices(town)
    assert "4 batas waktu bergeser" in eko.text


def test_a_change_left_half_way_is_offered_again() -> None:
    """Also to an admin without a post; taken up again it shows what would move by now."""
    town = town_collecting()
    sinta = asked(town)
    sinta.says("/tugas")
    assert "perubahan kalender" in sinta.text
    sinta.taps("Lanjutkan yang tadi")
    assert "4 batas waktu yang berjalan bergeser" in sinta.text
    sinta.taps("Batal")
    assert sinta.conversation is None
    assert town.records.days == {}


def test_beginning_another_change_offers_the_one_that_is_open() -> None:
    """Nothing that was typed is dropped unasked; a question that nobody answered gives way."""
    sinta = office().phone("sinta").says("/kalender").taps("Tambah hari libur")
    sinta.says("/kalender").taps("Hapus hari libur")
    assert "Hari libur mana yang dihapus" in sinta.text
    sinta.says("24 Des").says("/kalender").taps("Tambah hari libur")
    assert "Lanjutkan yang tadi?" in sinta.text
    sinta.taps("Tinggalkan, mulai yang baru")
    assert "Tanggal berapa kantor libur" in sinta.text


def test_what_moves_otherwise_by_now_is_shown_again_before_it_is_kept() -> None:
    """A unit sends its data between preview and Simpan: one deadline less moves, and the admin sees that first."""
    town = town_collecting()
    sinta = asked(town)
    kept = sinta.button("Simpan")
    town.sent("ikp")
    sinta.taps("Simpan")
    assert "Mohon periksa lagi" in sinta.toasts[-1]
    assert town.records.days == {}
    assert "3 batas waktu yang berjalan bergeser" in sinta.text
    sinta.taps_kept(kept)
    assert town.records.days == {}
    sinta.taps("Simpan")
    assert town.records.days == {HOLIDAY: (True, REASON)}
    assert deadlines(town)[(COLLECT, town.unit("aptika"))] == wib(16, 16, 30)


def test_a_day_that_passes_before_it_is_kept_is_asked_again() -> None:
    """The preview of yesterday cannot be saved today."""
    town = town_collecting()
    sinta = asked(town)
    town.now = wib(10, 8)
    sinta.taps("Simpan")
    assert "sudah lewat" in sinta.text
    assert town.records.days == {}


def test_simpan_twice_changes_once() -> None:
    """The second tap finds nothing to save."""
    town = town_collecting()
    sinta = asked(town)
    kept = sinta.button("Simpan")
    sinta.taps("Simpan")
    with pytest.raises(StaleButtonError):
        sinta.taps_kept(kept)
    assert {len(shown) for shown in moved_notices(town).values()} == {1}


def test_texts_files_and_edits_out_of_place_lose_nothing() -> None:
    """At the preview a text changes nothing, a file has no place, an edited message is no new answer."""
    sinta = asked(office())
    for act in (
        lambda: sinta.says("dan tanggal 12 juga"),
        lambda: sinta.edits("9 Oktober 2026", "12 Oktober 2026"),
        lambda: sinta.sends("sk.pdf"),
    ):
        act()
        change = sinta.conversation
        assert isinstance(change, CalendarChange)
        assert (change.day, change.reason) == (HOLIDAY, REASON)
    assert "tidak memerlukan berkas" in sinta.text


def test_two_running_quarters_make_one_message() -> None:
    """An old quarter that is still open beside the new one: the Sekretaris reads both in one message."""
    town = office()
    town.now = datetime(2027, 1, 11, 8, 50, tzinfo=UTC)
    town.collecting()
    begins_next_quarter(town)
    asked(town, "12 Januari 2027").taps("Simpan")
    (ratna,) = moved_notices(town)["ratna"]
    assert "Triwulan III 2026, Triwulan IV 2026" in ratna.text
    assert "semua 4 unit: Senin, 25 Jan 16.00 → <b>Selasa, 26 Januari 2027 pukul 16.00 WIB</b>" in ratna.text
    assert "Arahan ke Tim: Selasa, 12 Jan 09.20 → <b>Rabu, 13 Januari 2027 pukul 09.20 WIB</b>" in ratna.text
    (eko,) = moved_notices(town)["eko"]
    assert "Triwulan IV" not in eko.text


def begins_next_quarter(town: Town) -> None:
    """Let the Kepala Dinas begin the next quarter while the first one is open, at 15.50."""
    letter = town.cycle.disposisi[0]
    recipients = tuple(letter.receipts)
    order = c.IssueDisposisi(
        QUARTER.next, "002/MONEV", "Monev", letter.urgency, letter.secrecy, recipients, letter.requests
    )
    (kadis,) = town.office.capacities(town.phone("hendra").person_id, town.calendar.local_day(town.now))
    situation = Situation(town.now, town.office, town.records.procedure(None), town.calendar)
    town.records.append(*run(None, order, kadis, situation, 2))


def test_the_reason_fits_the_history() -> None:
    """Day, state and the longest reason together stay below what an event takes."""
    change = CalendarChange("n1", is_off=False, day=date(2026, 9, 30), reason="x" * texts.REASON_LIMIT)
    assert len(texts.why(change)) < 1000
