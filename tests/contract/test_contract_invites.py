"""Links: each opens the door once, for one person, before it expires; a refused one changes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from contract_town import BOT, MORNING, TwoOffices, person
from sqlalchemy import Engine
from sqlmodel import Session, col, select

from storage import accounts, newcomers
from storage.accounts import Account
from storage.newcomers import InviteFault
from storage.tables import AccountRow, InviteRow
from workflow.admission import Invitation
from workflow.office import Office

WEEK = timedelta(days=7)
KADIS, TIM = 9_000_000_001, 9_000_000_002


class Door:
    """The invitations of both offices, with a session in which everybody redeems."""

    def __init__(self, session: Session, town: TwoOffices) -> None:
        self.session, self.town = session, town

    def invite(self, code: str, token: str, office: Office | None = None) -> None:
        office = office or self.town.kominfo
        newcomers.add_invite(self.session, office.id, Invitation(person(office, code), token, MORNING + WEEK), MORNING)

    def redeem(self, user_id: int, token: str, after: timedelta = timedelta(), bot_id: int = BOT):
        return newcomers.redeem(self.session, bot_id, user_id, token, MORNING + after)

    def bound(self) -> list[tuple[int, int, int]]:
        rows = self.session.exec(select(AccountRow).order_by(col(AccountRow.id)))
        return [(row.user_id, row.office_id, row.person_id) for row in rows]


@pytest.fixture
def door(session: Session, town: TwoOffices) -> Iterator[Door]:
    return Door(session, town)


def test_a_link_binds_an_account_to_its_person(door: Door):
    """Whoever opens it first is the person it was made for, of that office."""
    door.invite("kadis", "rahasia")
    account = door.redeem(KADIS, "rahasia")
    office = door.town.kominfo
    assert isinstance(account, Account)
    assert (account.office_id, account.person_id) == (office.id, person(office, "kadis"))
    assert accounts.of_user(door.session.connection(), BOT, KADIS) == [account]
    used = door.session.exec(select(InviteRow)).one()
    assert (used.used_by, used.used_at) == (KADIS, MORNING)


def test_the_link_itself_is_kept_nowhere(door: Door):
    """Who reads the database finds a hash, and cannot open the door with it."""
    door.invite("kadis", "rahasia")
    kept = door.session.exec(select(InviteRow)).one().token_hash
    assert "rahasia" not in kept
    assert door.redeem(KADIS, kept) is InviteFault.UNKNOWN


def test_an_unknown_link_opens_nothing(door: Door):
    """Neither a guess nor an empty word."""
    assert {door.redeem(KADIS, token) for token in ("tebakan", "")} == {InviteFault.UNKNOWN}
    assert door.bound() == []


def test_a_link_works_once(door: Door):
    """A forwarded link lets nobody else in, and the first one's account stays."""
    door.invite("kadis", "rahasia")
    door.redeem(KADIS, "rahasia")
    assert door.redeem(TIM, "rahasia") is InviteFault.USED
    assert [user for user, _, _ in door.bound()] == [KADIS]


def test_who_taps_their_own_link_again_is_let_in_as_before(door: Door):
    """A second tap is no misuse, even after the link has ended; to another bot or another person it stays used."""
    door.invite("kadis", "rahasia")
    first = door.redeem(KADIS, "rahasia")
    assert door.redeem(KADIS, "rahasia", after=2 * WEEK) == first
    assert door.redeem(KADIS, "rahasia", bot_id=BOT + 1) is InviteFault.USED
    assert door.redeem(TIM, "rahasia") is InviteFault.USED
    assert len(door.bound()) == 1


@pytest.mark.parametrize(
    ("after", "opens"), [(WEEK - timedelta(seconds=1), True), (WEEK, False), (2 * WEEK, False)], ids=str
)
def test_a_link_ends_at_its_instant(door: Door, after: timedelta, opens: bool):
    """It opens up to the last second before it expires."""
    door.invite("kadis", "rahasia")
    assert (door.redeem(KADIS, "rahasia", after) is not InviteFault.EXPIRED) is opens
    assert bool(door.bound()) is opens


def test_a_new_link_ends_the_older_ones_of_the_person(door: Door):
    """Only the link shown last works; those of other people go on."""
    for token in ("pertama", "kedua"):
        door.invite("kadis", token)
    door.invite("tim", "lain")
    assert door.redeem(KADIS, "pertama") is InviteFault.EXPIRED
    assert isinstance(door.redeem(KADIS, "kedua"), Account)
    assert isinstance(door.redeem(TIM, "lain"), Account)


def test_a_new_link_does_not_prolong_one_that_had_ended(door: Door):
    """An expired link keeps the instant at which it ended."""
    door.invite("kadis", "pertama")
    office = door.town.kominfo
    later = MORNING + 2 * WEEK
    newcomers.add_invite(door.session, office.id, Invitation(person(office, "kadis"), "kedua", later + WEEK), later)
    first = door.session.exec(select(InviteRow).order_by(col(InviteRow.id))).first()
    assert first is not None
    assert first.expires_at == MORNING + WEEK


def test_a_person_has_one_account(door: Door):
    """A second telephone is not let in while the first one is bound, and the link stays unused."""
    door.invite("kadis", "pertama")
    door.redeem(KADIS, "pertama")
    door.invite("kadis", "kedua")
    assert door.redeem(TIM, "kedua") is InviteFault.PERSON_BOUND
    assert [user for user, _, _ in door.bound()] == [KADIS]
    assert isinstance(door.redeem(KADIS, "kedua"), Account)


def test_an_account_is_one_person_of_an_office(door: Door):
    """Who is the Kepala Dinas cannot become the Tim as well by opening another's link."""
    door.invite("kadis", "pertama")
    door.redeem(KADIS, "pertama")
    door.invite("tim", "kedua")
    assert door.redeem(KADIS, "kedua") is InviteFault.ACCOUNT_BOUND
    assert isinstance(door.redeem(TIM, "kedua"), Account)


def test_the_same_person_opening_a_new_link_stays_bound_once(door: Door):
    """A second link of one's own is used up, and makes no second account."""
    door.invite("kadis", "pertama")
    first = door.redeem(KADIS, "pertama")
    door.invite("kadis", "kedua")
    assert door.redeem(KADIS, "kedua") == first
    assert len(door.bound()) == 1


def test_one_account_may_serve_two_offices(door: Door):
    """A person of two offices redeems a link of each, and is returned as the one whose link it was."""
    for office in (door.town.kominfo, door.town.dukcapil):
        door.invite("kadis", office.code, office)
        account = door.redeem(KADIS, office.code)
        assert isinstance(account, Account)
        assert account.office_id == office.id
    assert len(accounts.of_user(door.session.connection(), BOT, KADIS)) == 2


def test_two_bots_have_accounts_of_their_own(door: Door):
    """What is bound at one bot says nothing about another."""
    door.invite("kadis", "pertama")
    door.redeem(KADIS, "pertama")
    door.invite("kadis", "kedua")
    assert isinstance(door.redeem(TIM, "kedua", bot_id=BOT + 1), Account)


def test_two_who_open_a_link_at_once_are_let_in_one_by_one(engine: Engine, town: TwoOffices):
    """While the first has not finished the second waits, and then finds the link used."""
    with Session(engine) as session:
        newcomers.add_invite(
            session, town.kominfo.id, Invitation(person(town.kominfo, "tim"), "satu", MORNING + WEEK), MORNING
        )
        session.commit()

    def redeem(user_id: int) -> Account | InviteFault:
        with Session(engine) as session:
            found = newcomers.redeem(session, BOT, user_id, "satu", MORNING)
            session.commit()
        return found

    with ThreadPoolExecutor(1) as beside, Session(engine) as session:
        first = newcomers.redeem(session, BOT, KADIS, "satu", MORNING)
        second = beside.submit(redeem, TIM)
        session.commit()
        assert isinstance(first, Account)
        assert second.result(timeout=20) is InviteFault.USED
