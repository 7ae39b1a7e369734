"""The records of an office's people: who holds what, who is let in, and what is done about orders nobody reads."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from sqlalchemy import Connection
from sqlmodel import Session

from bot.link_secrets import new_code, new_token
from storage import (
    accounts,
    newcomers,
    office_changes,
    offices,
    order_rungs,
    outbox,
)
from storage.own_data import own_data
from storage.register import Register
from workflow.admission import (
    AccountBound,
    AccountReleased,
    Admission,
    IdentityDenied,
    Invitation,
    Newcomer,
    PersonInvited,
    Reach,
    ReleaseCause,
    needs_code,
)
from workflow.holders import ToldHolders, gone
from workflow.ladder import OrderAt, OrderRungTaken, Rung
from workflow.office import NO_POST, Actor, Office, Role
from workflow.own_data import OwnData
from workflow.register import Registered
from workflow.stand_ins import AnyOfficeChange

INVITE_DAYS = timedelta(days=14)
"""How long a link that an admin makes in chat can be opened."""


class PeopleRecords:
    """What of `handlers.records.Records` concerns people. Every change is an entry of the office's register."""

    connection: Connection
    bot_id: int
    office_id: int
    person_id: int
    cause_id: int | None
    now: datetime
    link_to: Callable[[str], str]
    withdrawn: list[int]

    @cached_property
    def _session(self) -> Session:
        return Session(bind=self.connection)

    def chats(self) -> Mapping[int, int]:
        """See Records."""
        return self._chats

    @cached_property
    def _chats(self) -> Mapping[int, int]:
        return accounts.chats(self.connection, self.bot_id, self.office_id)

    def change_office(self, changes: tuple[AnyOfficeChange, ...], actor: Actor) -> Office:
        """See Records."""
        before = offices.load(self._session, self.office_id)
        office_changes.apply(self._session, self.office_id, changes)
        for change in changes:
            self._register(change, actor)
        after = offices.load(self._session, self.office_id)
        for person_id in gone(before, after, self.now.astimezone(ZoneInfo(after.zone)).date()):
            if person_id in self._chats:
                chat_id = self._chats[person_id]
                self.withdrawn += outbox.withdraw(self.connection, self.bot_id, self.office_id, chat_id)
        return after

    def registered(self, most: int) -> Sequence[Registered]:
        """See Records."""
        return Register(self.connection, self.office_id).latest(most)

    def _register(self, entry: object, actor: Actor) -> None:
        Register(self.connection, self.office_id).append(entry, actor, self.now, self.cause_id)

    def own_data(self) -> OwnData:
        """See Records."""
        return own_data(self.connection, self.bot_id, self.office_id, self.person_id)

    def rungs_taken(self, cycle_id: int) -> Mapping[OrderAt, Mapping[Rung, datetime]]:
        """See Records."""
        return order_rungs.taken(self._session, self.office_id, cycle_id)

    def take_rungs(self, done: Sequence[OrderRungTaken]) -> None:
        """Keep that rungs were taken, each an entry of the office's register, which no person has caused."""
        for each in done:
            order_rungs.take(self._session, self.office_id, each, self.now)
            Register(self.connection, self.office_id).append(each, None, self.now, None)

    def reaches(self) -> Mapping[int, Reach]:
        """See Records."""
        return newcomers.reaches(self._session, self.bot_id, self.office_id, self.now)

    def newcomer(self, newcomer_id: int) -> Newcomer | None:
        """See Records."""
        return newcomers.get(self._session, self.office_id, newcomer_id)

    def let_in(self, newcomer: Newcomer) -> str:
        """See Records."""
        bound = newcomers.bind(self._session, self.bot_id, newcomer, self.now)
        if not isinstance(bound, newcomers.Bound):
            return bound.value
        if bound.released is not None:
            self._register(AccountReleased(newcomer.person_id, bound.released, ReleaseCause.REPLACED), self._admin())
        self._register(AccountBound(newcomer.person_id, newcomer.user_id, Admission.ADMIN), self._admin())
        return ""

    def deny(self, newcomer: Newcomer) -> None:
        """See Records."""
        newcomers.turn_away(self._session, newcomer, reopen=False)
        self._register(IdentityDenied(newcomer.person_id, newcomer.user_id), self._admin())

    def invite(self, person_id: int) -> Invitation:
        """See Records."""
        office = offices.load(self._session, self.office_id)
        admission = Admission(offices.admission(self._session, self.office_id))
        code = new_code() if needs_code(admission, is_admin=office.person(person_id).is_admin) else ""
        made = Invitation(person_id, new_token(), self.now + INVITE_DAYS, code)
        newcomers.add_invite(self._session, self.office_id, made, self.now, replaces=True)
        self._register(PersonInvited(person_id, made.expires_at, replaces=True), self._admin())
        return replace(made, token=self.link_to(made.token))

    def release(self, person_id: int, cause: ReleaseCause) -> int | None:
        """See Records."""
        if person_id in self._chats:
            chat_id = self._chats[person_id]
            self.withdrawn += outbox.withdraw(self.connection, self.bot_id, self.office_id, chat_id)
        released = newcomers.release(self._session, self.bot_id, self.office_id, person_id)
        if released is not None:
            self._register(AccountReleased(person_id, released, cause), self._admin())
        return released

    def holding_terms(self) -> Mapping[tuple[int, int, date], str]:
        """See Records."""
        held = offices.holdings(self._session, self.office_id)
        return {(each.post_id, each.person_id, each.from_on): each.sk_number for each in held if each.sk_number}

    def told_holders(self) -> ToldHolders | None:
        """See Records."""
        return offices.told_holders(self._session, self.office_id)

    def keep_told_holders(self, told: ToldHolders) -> None:
        """See Records."""
        offices.keep_told_holders(self._session, self.office_id, told)

    def _admin(self) -> Actor:
        return Actor(self.person_id, NO_POST, Role.ADMIN, None)
