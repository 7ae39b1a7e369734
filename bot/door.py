"""The door: whoever opened a link is led in step by step, and sees nothing of the office before."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection
from sqlmodel import Session

from handlers import tamu
from handlers.buttons import UnknownButtonError, office_of
from handlers.buttons import read as read_button
from handlers.incoming import ButtonTapped, Said, TextSaid
from handlers.outgoing import Message, Outgoing, Priority, TapAnswer, ToChat
from storage import accounts, newcomers, offices
from storage.accounts import Account
from storage.newcomers import Bound, InviteFault
from storage.register import Register
from workflow import admission as a
from workflow.admission import Admission, AdmissionStep, Newcomer
from workflow.office import Person


@dataclass
class Door:
    """One turn of somebody who is not let in yet. `out` is what is to be said; answers of None mean: stay outside."""

    connection: Connection
    bot_id: int
    cause_id: int
    now: datetime
    out: list[Outgoing] = field(default_factory=list)

    def knock(self, said: TextSaid, token: str) -> Account | None:
        """Take a link that was opened; returns the account where it is let in by that."""
        source = said.source
        with self._session() as session:
            found = newcomers.knock(session, self.bot_id, source.sender.user_id, token, source.sender.name, self.now)
            if isinstance(found, Newcomer) and self._admission(found) is Admission.TRAINING:
                return self._bind(session, found, Admission.TRAINING)
        if isinstance(found, InviteFault):
            self._say(source.chat_id, tamu.invite_refused(found.value))
            return None
        if isinstance(found, Account):
            return found
        self._ask(found, source.chat_id)
        return None

    def standing(self, said: Said, *, is_known: bool) -> Newcomer | None:
        """Return where the account stands at a door; None for whoever stands at none.

        With `is_known` they are in already elsewhere: then only an answer to what a door asks is meant for it.
        """
        office_id = office_of(said.data) if isinstance(said, ButtonTapped) else None
        if is_known and not _may_be_answer(said):
            return None
        with self._session() as session:
            waiting = newcomers.of_user(session, self.bot_id, said.source.sender.user_id)
        if is_known and isinstance(said, TextSaid):
            waiting = [each for each in waiting if each.step in (AdmissionStep.NIP, AdmissionStep.CODE)]
        if is_known and isinstance(said, ButtonTapped):
            waiting = [each for each in waiting if each.office_id == office_id]
        return next(iter(waiting), None)

    def speak(self, newcomer: Newcomer, said: Said) -> Account | None:
        """Take what somebody at the door says or taps; returns the account once it is let in."""
        if isinstance(said, ButtonTapped):
            self.out.append(TapAnswer(said.query_id))
            return self._tapped(newcomer, said)
        if isinstance(said, TextSaid) and newcomer.step in (AdmissionStep.NIP, AdmissionStep.CODE):
            return self._given(newcomer, said)
        self._ask(newcomer, said.source.chat_id)
        return None

    def _tapped(self, newcomer: Newcomer, tap: ButtonTapped) -> Account | None:
        try:
            verb = read_button(tap.data).verb
        except UnknownButtonError:
            verb = ""
        chat_id = tap.source.chat_id
        if newcomer.step is AdmissionStep.NOTICE and verb == tamu.AGREE:
            return self._agreed(newcomer, chat_id)
        if newcomer.step is AdmissionStep.NOTICE and verb == tamu.DISAGREE:
            with self._session() as session:
                newcomers.turn_away(session, newcomer, reopen=True)
            self._register(newcomer, a.NoticeRefused(newcomer.person_id, a.NOTICE_VERSION))
            self._say(chat_id, tamu.not_agreed())
            return None
        self._ask(newcomer, chat_id)
        return None

    def _agreed(self, newcomer: Newcomer, chat_id: int) -> Account | None:
        person, admission = self._person(newcomer), self._admission(newcomer)
        others = self._other_admins(newcomer)
        step = a.next_step(
            admission, has_nip=bool(person.nip), is_admin=person.is_admin, admin_can_confirm=bool(others)
        )
        self._register(newcomer, a.NoticeAccepted(person.id, newcomer.user_id, a.NOTICE_VERSION))
        newcomer = self._keep(newcomer, step=step, notice_version=a.NOTICE_VERSION)
        if step is AdmissionStep.DONE:
            with self._session() as session:
                return self._bind(session, newcomer, admission)
        if step is AdmissionStep.ADMIN:
            for admin in others:
                self.out.append(ToChat(admin, tamu.who_is_it(newcomer, person), Priority.NOTICE))
        self._ask(newcomer, chat_id)
        return None

    def _given(self, newcomer: Newcomer, said: TextSaid) -> Account | None:
        """Take one half of the pair of NIP and code; which half did not fit is not told."""
        chat_id, person = said.source.chat_id, self._person(newcomer)
        if newcomer.step is AdmissionStep.NIP:
            nip = a.digits(said.text, a.NIP_DIGITS)
            if nip is None:
                self._say(chat_id, tamu.not_a_nip())
                return None
            self._ask(self._keep(newcomer, step=AdmissionStep.CODE, nip_fits=nip == person.nip), chat_id)
            return None
        code = a.digits(said.text, a.CODE_DIGITS)
        if code is None:
            self._say(chat_id, tamu.not_a_code())
            return None
        with self._session() as session:
            if newcomer.nip_fits and newcomers.code_fits(session, newcomer, code):
                return self._bind(session, newcomer, Admission.CODE)
        self._wrong(newcomer, person, chat_id)
        return None

    def _wrong(self, newcomer: Newcomer, person: Person, chat_id: int) -> None:
        tries = newcomer.tries + 1
        step = a.after_wrong_pair(tries, has_nip=bool(person.nip))
        is_locked = step is AdmissionStep.LOCKED
        self._register(newcomer, a.WrongCodeGiven(person.id, newcomer.user_id, tries, is_locked))
        newcomer = self._keep(newcomer, step=step, tries=tries, nip_fits=True)
        if is_locked:
            for admin in self._other_admins(newcomer):
                self.out.append(ToChat(admin, tamu.locked_alert(newcomer, person), Priority.NOTICE))
        self._say(chat_id, tamu.wrong_pair(a.MOST_TRIES - tries, has_nip=bool(person.nip)))

    def _other_admins(self, newcomer: Newcomer) -> list[int]:
        """Return the chats of the admins who may say who this is: never the person's own, which may be lost."""
        with self._session() as session:
            persons = offices.load(session, newcomer.office_id).persons
        chats = accounts.chats(self.connection, self.bot_id, newcomer.office_id)
        admins = (each.id for each in persons if each.is_admin and each.id != newcomer.person_id)
        return [chats[person_id] for person_id in admins if person_id in chats]

    def _bind(self, session: Session, newcomer: Newcomer, by: Admission) -> Account | None:
        bound = newcomers.bind(session, self.bot_id, newcomer, self.now)
        if not isinstance(bound, Bound):
            self._say(newcomer.user_id, tamu.invite_refused(bound.value))
            return None
        if bound.released is not None:
            released = a.AccountReleased(newcomer.person_id, bound.released, a.ReleaseCause.REPLACED)
            self._register(newcomer, released)
            self.out.append(ToChat(bound.released, tamu.replaced(), Priority.NOTICE))
        self._register(newcomer, a.AccountBound(newcomer.person_id, newcomer.user_id, by))
        return bound.account

    def _ask(self, newcomer: Newcomer, chat_id: int) -> None:
        person = self._person(newcomer)
        with self._session() as session:
            name = offices.load(session, newcomer.office_id).name
        self._say(chat_id, tamu.at_the_door(newcomer, person, name))

    def _keep(self, newcomer: Newcomer, **changed: object) -> Newcomer:
        kept = a.changed(newcomer, **changed)
        with self._session() as session:
            newcomers.save(session, kept, self.now)
        return kept

    def _person(self, newcomer: Newcomer) -> Person:
        with self._session() as session:
            return offices.load(session, newcomer.office_id).person(newcomer.person_id)

    def _admission(self, newcomer: Newcomer) -> Admission:
        with self._session() as session:
            return Admission(offices.admission(session, newcomer.office_id))

    def _register(self, newcomer: Newcomer, entry: a.AdmissionEntry) -> None:
        Register(self.connection, newcomer.office_id).append(entry, None, self.now, self.cause_id)

    def _say(self, chat_id: int, message: Message) -> None:
        self.out.append(ToChat(chat_id, message, Priority.ANSWER))

    def _session(self) -> Session:
        return Session(bind=self.connection)


def _may_be_answer(said: Said) -> bool:
    """Tell whether this could be an answer to what a door asks."""
    if isinstance(said, TextSaid):
        return a.may_be_pair(said.text)
    if not isinstance(said, ButtonTapped):
        return False
    try:
        return read_button(said.data).verb in (tamu.AGREE, tamu.DISAGREE)
    except UnknownButtonError:
        return False
