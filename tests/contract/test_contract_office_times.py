"""When an office works: kept whole, read back as it was, and without what a corrected file no longer names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, time

from contract_town import TwoOffices
from sqlalchemy import Engine
from sqlmodel import Session

from bot.national_days import NationalDays
from bot.office_cache import calendar_of
from bot.office_file import DayDraft, OfficeDraft, sample_office
from bot.office_store import take_in, take_out
from storage import offices
from storage.offices import OfficeDays, OfficeTimes, OfficeWriter
from workflow.office_hours import DEFAULT_WEEK, RAMADAN_WEEK, SpecialHours, Week

ANNIVERSARY, SATURDAY, DECREED, ADDED = (
    date(2027, 4, 27),
    date(2027, 4, 24),
    date(2027, 12, 24),
    date(2027, 4, 26),
)
MORNING = ((time(7, 30), time(11, 30)),)
RAMADAN = SpecialHours(date(2027, 2, 8), date(2027, 3, 9), RAMADAN_WEEK, "Ramadan 1448 H")
SIX_DAYS: Week = (*DEFAULT_WEEK[:5], MORNING, ())
NATIONAL = NationalDays({DECREED: "Cuti Bersama Natal"}, frozenset({DECREED}), frozenset({2028}))


def begin(session: Session, weekly: Week | None = None, code: str = "kominfo") -> OfficeWriter:
    writer = OfficeWriter(session, code)
    writer.head(f"Dinas {code}", "Asia/Makassar", {}, self_approval=False, weekly=weekly)
    return writer


def times(session: Session, code: str = "kominfo") -> OfficeTimes:
    return offices.times(session, next(each.id for each in offices.listed(session) if each.code == code))


def test_hours_and_days_are_read_as_they_were_written(session: Session, town: TwoOffices):
    """A week of six days, Ramadan, a half day, a Saturday that is worked, and what each is called."""
    writer = begin(session, SIX_DAYS)
    writer.special_hours(RAMADAN)
    writer.day(ANNIVERSARY, is_off=False, hours=MORNING, note="Hari Jadi Kabupaten")
    writer.day(SATURDAY, is_off=False)
    writer.day(ADDED, is_off=True, note="Pemilihan kepala daerah")
    writer.done()
    days = OfficeDays(
        added=frozenset({ADDED}),
        removed=frozenset({ANNIVERSARY, SATURDAY}),
        hours={ANNIVERSARY: MORNING},
        notes={ANNIVERSARY: "Hari Jadi Kabupaten", ADDED: "Pemilihan kepala daerah"},
    )
    assert times(session) == OfficeTimes(days, SIX_DAYS, (RAMADAN,))
    assert times(session, "dukcapil") == OfficeTimes(OfficeDays(frozenset(), frozenset()), None, ())


def test_a_corrected_file_ends_what_it_no_longer_names(session: Session, town: TwoOffices):
    """A wrong day, wrong hours of a day and special hours that were moved are gone; the neighbour's stay."""
    for code in ("kominfo", "dukcapil"):
        writer = begin(session, SIX_DAYS, code)
        writer.special_hours(RAMADAN)
        writer.day(ANNIVERSARY, is_off=False, hours=MORNING, note="Hari Jadi")
        writer.day(ADDED, is_off=True)
        writer.done()
    moved = replace(RAMADAN, first_on=date(2027, 2, 9), name="Ramadan")
    writer = begin(session)
    writer.special_hours(moved)
    writer.day(ANNIVERSARY, is_off=True)
    writer.done()
    assert times(session) == OfficeTimes(OfficeDays(frozenset({ANNIVERSARY}), frozenset()), None, (moved,))
    kept = times(session, "dukcapil")
    assert (kept.weekly, kept.special_hours, kept.days.added) == (SIX_DAYS, (RAMADAN,), {ADDED})
    assert kept.days.hours == {ANNIVERSARY: MORNING}


def test_a_file_without_days_ends_them_all(session: Session, town: TwoOffices):
    """Days set in the chat among them; who held what when is history and stays."""
    offices.set_day(session, town.kominfo.id, ADDED, is_off=True, note="SKB")
    held = offices.holdings(session, town.kominfo.id)
    begin(session).done()
    assert times(session) == OfficeTimes(OfficeDays(frozenset(), frozenset()), None, ())
    assert offices.holdings(session, town.kominfo.id) == held


def test_special_hours_change_under_their_first_day(session: Session, town: TwoOffices):
    """Ramadan turned out a day longer: the same row has the new end, name and hours."""
    longer = SpecialHours(RAMADAN.first_on, date(2027, 3, 10), SIX_DAYS, "Ramadan")
    for special in (RAMADAN, longer):
        writer = begin(session)
        writer.special_hours(special)
        writer.done()
    assert times(session).special_hours == (longer,)


def test_an_import_that_fails_half_way_ends_nothing(engine: Engine, town: TwoOffices):
    """Days go with the rest of the file or not at all."""
    with Session(engine) as session:
        offices.set_day(session, town.kominfo.id, ADDED, is_off=True, note="SKB")
        session.commit()
        begin(session).done()
        session.rollback()
        assert times(session).days.added == {ADDED}


def with_days(days: Iterable[DayDraft]) -> OfficeDraft:
    return replace(
        sample_office().draft, weekly=SIX_DAYS, special_hours=(RAMADAN,), days=tuple(days), code="kominfo-baru"
    )


def test_an_office_comes_out_of_the_database_as_its_file_went_in(session: Session, town: TwoOffices):
    """Hours, special hours, half days and notes included; once more after a correction."""
    days = (
        DayDraft(SATURDAY, is_off=False),
        DayDraft(ADDED, is_off=True, note="Pilkada"),
        DayDraft(ANNIVERSARY, is_off=False, hours=MORNING, note="Hari Jadi"),
    )
    for draft in (with_days(days), with_days(days[:1]), replace(with_days(()), weekly=None, special_hours=())):
        take_in(session, draft)
        listed = next(each for each in offices.listed(session) if each.code == draft.code)
        assert replace(take_out(session, listed), holdings=()) == replace(draft, holdings=())


def test_the_calendar_is_the_national_days_and_the_offices_above_them(session: Session, town: TwoOffices):
    """A half day and a day that is worked after all win over the national list; every name can be shown."""
    writer = begin(session, SIX_DAYS)
    writer.special_hours(RAMADAN)
    writer.day(ANNIVERSARY, is_off=False, hours=MORNING, note="Hari Jadi")
    writer.day(DECREED, is_off=False, note="Cuti bersama ditunda")
    writer.day(ADDED, is_off=True, note="Pilkada")
    writer.done()
    calendar = calendar_of(times(session), NATIONAL, "Asia/Makassar")
    assert [calendar.hours(day) for day in (ANNIVERSARY, DECREED, ADDED, SATURDAY)] == [
        MORNING,
        DEFAULT_WEEK[4],
        (),
        MORNING,
    ]
    assert calendar.hours(RAMADAN.first_on) == RAMADAN_WEEK[0]
    assert calendar.names == {DECREED: "Cuti bersama ditunda", ANNIVERSARY: "Hari Jadi", ADDED: "Pilkada"}
    assert calendar.lacks_joint_leave(2028)
    assert calendar == calendar_of(times(session), NATIONAL, "Asia/Makassar")
    assert hash(calendar) == hash(calendar_of(times(session), NATIONAL, "Asia/Makassar"))
