"""Accounts: which person a Telegram account is in which office, and who can be reached."""

from __future__ import annotations

from datetime import timedelta

import pytest
from contract_town import ADMIN, BOT, MORNING, TwoOffices, person
from sqlalchemy import Connection
from sqlmodel import Session

from storage import accounts
from storage.tables import AccountRow
from workflow.office import Office

KADIS_USER, SEKRETARIS_USER = 9_000_000_001, 9_000_000_002
"""Telegram's user ids have more than 32 bits."""


def bind(connection: Connection, office: Office, code: str, user_id: int, bot_id: int = BOT) -> None:
    with Session(bind=connection) as session:
        session.add(
            AccountRow(
                office_id=office.id,
                person_id=person(office, code),
                bot_id=bot_id,
                user_id=user_id,
                bound_at=MORNING,
                active_at=MORNING,
            )
        )
        session.flush()


@pytest.fixture
def bound(connection: Connection, town: TwoOffices) -> TwoOffices:
    """Let the Kepala Dinas of Kominfo serve Dukcapil too, and each office have its admin."""
    bind(connection, town.kominfo, "kadis", KADIS_USER)
    bind(connection, town.dukcapil, "kadis", KADIS_USER)
    bind(connection, town.kominfo, ADMIN, SEKRETARIS_USER)
    bind(connection, town.dukcapil, ADMIN, SEKRETARIS_USER + 1)
    return town


def test_a_stranger_has_no_office(connection: Connection, bound: TwoOffices):
    """An account that nobody bound is nobody's, and neither is a known one at another bot."""
    assert accounts.of_user(connection, BOT, 1) == []
    assert accounts.of_user(connection, BOT + 1, KADIS_USER) == []
    assert accounts.names(connection, BOT, 1) == []


def test_the_office_chosen_last_comes_first(connection: Connection, bound: TwoOffices):
    """Who serves two offices speaks to the one they turned to last."""
    for minutes, office in enumerate((bound.dukcapil, bound.kominfo, bound.dukcapil), start=1):
        accounts.activate(connection, BOT, KADIS_USER, office.id, MORNING + timedelta(minutes=minutes))
        found = accounts.of_user(connection, BOT, KADIS_USER)
        assert (found[0].office_id, found[0].person_id) == (office.id, person(office, "kadis"))
        assert {account.office_id for account in found} == {bound.kominfo.id, bound.dukcapil.id}


def test_names_tell_who_somebody_is_in_each_office(connection: Connection, bound: TwoOffices):
    """The admins of both offices are told about the same account by the name it has with them."""
    found = dict(accounts.names(connection, BOT, KADIS_USER))
    assert found == {bound.kominfo.id: "kadis kominfo", bound.dukcapil.id: "kadis dukcapil"}


def test_chats_are_those_who_can_be_reached(connection: Connection, bound: TwoOffices):
    """Nothing is sent to who blocked the bot, until they come back."""
    office = bound.kominfo
    kadis, sekretaris = person(office, "kadis"), person(office, ADMIN)
    assert accounts.chats(connection, BOT, office.id) == {kadis: KADIS_USER, sekretaris: SEKRETARIS_USER}
    accounts.set_unreachable(connection, BOT, KADIS_USER, MORNING)
    assert accounts.chats(connection, BOT, office.id) == {sekretaris: SEKRETARIS_USER}
    accounts.set_unreachable(connection, BOT, KADIS_USER, None)
    assert kadis in accounts.chats(connection, BOT, office.id)


def test_only_the_first_word_of_a_block_is_news(connection: Connection, bound: TwoOffices):
    """Telegram says so with every message that fails; the admins are told once, and once of the return."""
    told = [accounts.set_unreachable(connection, BOT, KADIS_USER, at) for at in (None, MORNING, MORNING, None, None)]
    assert told == [False, True, False, True, False]
    assert accounts.set_unreachable(connection, BOT, 1, MORNING) is False


def test_admins_are_those_of_the_offices_asked_for(connection: Connection, bound: TwoOffices):
    """Each office has its own; one who blocked the bot is not written to."""
    both = [bound.kominfo.id, bound.dukcapil.id]
    assert accounts.admins(connection, BOT, both) == [SEKRETARIS_USER, SEKRETARIS_USER + 1]
    assert accounts.admins(connection, BOT, both[:1]) == [SEKRETARIS_USER]
    accounts.set_unreachable(connection, BOT, SEKRETARIS_USER, MORNING)
    assert accounts.admins(connection, BOT, both[:1]) == []


def test_a_person_of_the_office_acts_in_the_bots_own_work(connection: Connection, bound: TwoOffices):
    """A timer or a fetched file comes back for a person, who need not have an account for it."""
    found = accounts.of_person(connection, bound.kominfo.id, person(bound.kominfo, "tim"))
    assert found is not None
    assert (found.office_id, found.person_id) == (bound.kominfo.id, person(bound.kominfo, "tim"))
    assert accounts.of_person(connection, bound.kominfo.id, 10_000) is None
