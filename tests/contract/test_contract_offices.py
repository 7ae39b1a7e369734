"""Offices: an office file may be taken in again and again; nothing is deleted, and caches learn of every change."""

from __future__ import annotations

from datetime import date

import pytest
from contract_town import POSTS, SINCE, UNITS, found_office, person, unit
from sqlalchemy import Engine, text
from sqlalchemy.exc import NoResultFound
from sqlmodel import Session, select

from storage import offices
from storage.offices import HeldPost, OfficeDays, OfficeWriter
from storage.tables import PostRow, UnitRow
from workflow.office import HoldingKind, Office, Role

TODAY = date(2026, 4, 1)
TABLES = ("office", "unit", "post", "person", "holding", "day")


def begin(session: Session, code: str = "kominfo") -> OfficeWriter:
    writer = OfficeWriter(session, code)
    writer.head("Dinas Kominfo", "Asia/Jakarta", {"kop": "PEMERINTAH KABUPATEN"}, self_approval=True)
    return writer


def revision(session: Session) -> int:
    return offices.listed(session)[0].revision


def rows(session: Session) -> dict[str, int]:
    count = {table: session.connection().execute(text(f"SELECT COUNT(*) FROM {table}")) for table in TABLES}  # noqa: S608 - fixed names
    return {table: found.scalar_one() for table, found in count.items()}


def test_an_office_is_read_as_it_was_written(session: Session):
    """Units and posts in the order of the file, people with what is known of them, holders by date."""
    office = found_office(session, "kominfo")
    assert (office.code, office.name, office.zone) == ("kominfo", "Dinas kominfo", "Asia/Jakarta")
    assert [unit.code for unit in office.units] == list(UNITS)
    assert [(post.code, post.role) for post in office.posts] == [(code, role) for code, role, _ in POSTS]
    assert [found.code for found in office.persons if found.is_admin] == ["sekretaris"]
    kabid = next(post for post in office.posts if post.code == "kabid-aptika")
    assert kabid.unit_id == unit(office, "aptika")
    holder = office.holder(kabid.id, TODAY)
    assert holder is not None
    assert holder.id == person(office, "kabid-aptika")


def test_taking_the_same_file_in_twice_changes_nothing_but_the_revision(session: Session):
    """Ids, rows and holders stay, so that running cycles and bound accounts keep their meaning."""
    first, before, counted = found_office(session, "kominfo"), revision(session), rows(session)
    assert found_office(session, "kominfo") == first
    assert rows(session) == counted
    assert revision(session) == before + 1


def test_the_revision_grows_with_every_change(session: Session):
    """A process that has cached the office sees from the number alone that it must read anew."""
    seen = []
    for _ in range(3):
        begin(session).done()
        seen.append(revision(session))
    assert seen == [1, 2, 3]


def test_what_a_file_no_longer_names_stays_on_record(session: Session):
    """A dissolved unit owes nothing any more and keeps its row, its post and its holder: history points at them."""
    office = found_office(session, "kominfo")
    gone = unit(office, "ikp")
    counted = rows(session)
    writer = begin(session)
    writer.unit("aptika", "Bidang Aplikasi", 0)
    writer.post("kadis", "Kepala Dinas", Role.KEPALA_DINAS, None, 0)
    writer.done()
    after = offices.load(session, office.id)
    assert [(unit.code, unit.name) for unit in after.units] == [("aptika", "Bidang Aplikasi")]
    assert [post.code for post in after.posts] == ["kadis"]
    assert len(after.persons) == len(office.persons)
    assert rows(session) == counted
    assert session.get_one(UnitRow, gone).active is False
    assert {row.active for row in session.exec(select(PostRow).where(PostRow.unit_id == gone))} == {False}


def test_a_post_that_is_gone_gives_its_holder_no_capacity(session: Session):
    """Who held a dissolved post can no longer act in it."""
    office = found_office(session, "kominfo")
    begin(session).done()
    assert offices.load(session, office.id).capacities(person(office, "kadis"), TODAY) == ()


def test_a_unit_that_comes_back_is_the_same_unit(session: Session):
    """Dropped by mistake and named again, it has its old id and with it its old data."""
    office = found_office(session, "kominfo")
    begin(session).done()
    assert offices.load(session, office.id).units == ()
    assert found_office(session, "kominfo") == office


def test_a_post_may_move_to_another_unit(session: Session):
    """The post keeps its id; a post without a unit belongs to none."""
    office = found_office(session, "kominfo")
    writer = begin(session)
    for position, code in enumerate(UNITS):
        writer.unit(code, code, position)
    writer.post("kabid-ikp", "Kabid", Role.KABID, "aptika", 0)
    writer.post("kabid-aptika", "Staf Ahli", Role.TIM, None, 1)
    writer.done()
    moved, freed = offices.load(session, office.id).posts
    assert (moved.code, moved.unit_id, freed.unit_id) == ("kabid-ikp", unit(office, "aptika"), None)


@pytest.mark.parametrize(("second", "kept"), [("", "198001012005011001"), ("198001012005011002", "198001012005011002")])
def test_an_empty_nip_does_not_wipe_a_known_one(session: Session, second: str, kept: str):
    """Excel spoils 18 digits and the file then gives none; a corrected number does take its place."""
    for nip in ("198001012005011001", second):
        writer = begin(session)
        writer.person("budi", "Budi", nip, "Pembina", is_admin=False)
        writer.done()
    found: Office = offices.load(session, offices.listed(session)[0].id)
    assert [known.nip for known in found.persons] == [kept]


def test_a_holding_gets_its_end_and_its_decree_later(session: Session):
    """A holding is named by post, person, first day and kind; what else is said of it may change."""
    office = found_office(session, "kominfo")
    writer = OfficeWriter(session, "kominfo")
    writer.head(office.name, office.zone, {}, self_approval=False)
    writer.post("kadis", "Kepala Dinas", Role.KEPALA_DINAS, None, 0)
    writer.holding("kadis", "kadis", SINCE, date(2026, 3, 31), HoldingKind.DEFINITIF, "SK-2")
    writer.holding("kadis", "sekretaris", TODAY, None, HoldingKind.PLT, "SK-3")
    writer.done()
    kadis = office.posts[0].id
    held = [found for found in offices.holdings(session, office.id) if found.post_id == kadis]
    old, acting = person(office, "kadis"), person(office, "sekretaris")
    assert held == [
        HeldPost(kadis, old, SINCE, date(2026, 3, 31), HoldingKind.DEFINITIF, "SK-2"),
        HeldPost(kadis, acting, TODAY, None, HoldingKind.PLT, "SK-3"),
    ]
    holder = offices.load(session, office.id).holder(kadis, TODAY)
    assert holder is not None
    assert holder.id == acting


def test_days_differ_from_the_national_ones_once_each(session: Session):
    """A day is off or is worked; told again, the last word counts."""
    writer = begin(session)
    for day, is_off in ((TODAY, True), (date(2026, 5, 1), False), (TODAY, True), (date(2026, 5, 1), True)):
        writer.day(day, is_off=is_off)
    writer.day(date(2026, 6, 1), is_off=False)
    writer.done()
    found = offices.days(session, offices.listed(session)[0].id)
    assert found == OfficeDays(frozenset({TODAY, date(2026, 5, 1)}), frozenset({date(2026, 6, 1)}))


def test_offices_are_listed_by_code_with_their_heads(session: Session):
    """One bot may serve all offices of a regency; each has its own letterhead."""
    for code in ("kominfo", "bappeda"):
        begin(session, code).done()
    listed = offices.listed(session)
    assert [(found.code, found.zone, found.revision) for found in listed] == [
        ("bappeda", "Asia/Jakarta", 1),
        ("kominfo", "Asia/Jakarta", 1),
    ]
    assert offices.letterhead(session, listed[0].id) == '{"kop": "PEMERINTAH KABUPATEN"}'
    assert offices.load(session, listed[0].id).self_approval is True


def test_a_file_that_fails_half_way_leaves_the_office_as_it_was(engine: Engine):
    """An import commits whole or not at all."""
    with Session(engine) as session:
        office = found_office(session, "kominfo")
        session.commit()
        begin(session).unit("baru", "Bidang Baru", 0)
        session.rollback()
        assert offices.load(session, office.id) == office


def test_an_office_that_is_not_there_is_not_invented(session: Session):
    """Asking for an unknown office is an error, not an empty one."""
    with pytest.raises(NoResultFound):
        offices.load(session, 99)
