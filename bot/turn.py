"""One update, one transaction: who speaks is looked up, the handlers decide, and all that follows commits together."""

import logging
from dataclasses import dataclass, field
from datetime import timedelta

from sqlalchemy import Connection

from bot import rendering
from bot.bot_name import BotName
from bot.clock import Clock
from bot.door import Door
from bot.office_cache import KnownOffice, OfficeCache
from bot.parsing import read
from bot.records import OfficeRecords, PresentProcedure
from bot.scrubbing import found_in, scrubbed
from handlers import masuk, routes, tamu
from handlers.buttons import UnknownButtonError, office_of
from handlers.buttons import read as read_button
from handlers.conversations import STATES, Conversation
from handlers.desk import Desk
from handlers.incoming import ButtonTapped, ChatKind, Incoming, ReachChanged, Said, Source, TextSaid
from handlers.outgoing import Deletion, Message, Outgoing, Priority, TapAnswer, ToChat
from handlers.tamu import consent_button
from handlers.texts import failures, unwelcome
from storage import accounts, conversations, inbox, outbox
from storage.accounts import Account
from storage.codec import StoredFormError, decode, encode
from storage.conversations import StoredConversation
from storage.cycles import CycleCache
from storage.files import WantedFile
from storage.inbox import InboxItem
from storage.outbox import OutboxItem
from storage.register import Register
from storage.work import WantedWork
from workflow.admission import NOTICE_VERSION, NoticeAccepted
from workflow.unwelcome import Unwelcome

log = logging.getLogger(__name__)

OFFICES_COMMAND = "/kantor"
OUTAGE = timedelta(seconds=60)
"""A message that waited at Telegram for longer than this came while the bot was down; its receipt says so."""
_NAMES = {kind: name for name, kind in STATES.items()}


@dataclass(frozen=True)
class World:
    """What every turn of one bot shares."""

    bot_id: int
    clock: Clock
    present: PresentProcedure
    offices: OfficeCache
    cycles: CycleCache
    name: BotName = field(default_factory=BotName)


@dataclass
class TurnResult:
    """What a turn has committed. `retry_in` seconds is set where it is to be tried again, and nothing committed."""

    posted: list[OutboxItem] = field(default_factory=list)
    wanted: list[WantedFile] = field(default_factory=list)
    work: list[WantedWork] = field(default_factory=list)
    arrived: list[InboxItem] = field(default_factory=list)
    withdrawn: list[int] = field(default_factory=list)  # letters that are not to be sent any more
    has_timers: bool = False
    has_scrubbed: bool = False  # something that must not be kept was taken out of the inbox
    has_newcomer: bool = False  # someone was bound to a person: a quarter may have to be proposed
    retry_in: float | None = None
    is_attempt: bool = False  # whether the failed try counts as one of the row's own


class Turn:
    """One row within its transaction."""

    def __init__(self, world: World, connection: Connection, item: InboxItem) -> None:
        self._world = world
        self._connection = connection
        self._item = item
        self._now = world.clock.now()
        self._incoming = read(item.payload)
        self._stored: StoredConversation | None = None
        self._stored_state: Conversation | None = None
        self._desk: Desk | None = None
        self._office_id: int | None = None
        self._strangers: list[Outgoing] = []
        self.records: OfficeRecords | None = None
        self.result = TurnResult()

    def handle(self) -> None:
        """Find out who speaks and let the handlers decide."""
        incoming = self._incoming
        if incoming is None or self._is_noise(incoming):
            return
        found = found_in(incoming)
        if found is not None and isinstance(incoming, Said):
            self._refuse_unwelcome(incoming.source, found)
        elif isinstance(incoming, ReachChanged):
            self._change_reach(incoming)
        elif isinstance(incoming, TextSaid) and incoming.text.startswith("/start ") and _is_private(incoming.source):
            self._redeem(incoming)
        else:
            account = self._account(incoming)
            if self._is_outside(account, incoming) or account is None:
                return
            self._sit(account, incoming)
            if account.owes_consent and isinstance(incoming, Said) and self._asks_consent(account, incoming):
                return
            self._check_office(incoming)
            if not self._changes_office(incoming, account):
                routes.handle(self._seated(), incoming)

    def refuse(self, refusal: Exception) -> None:
        """Tell the person why the first try of this turn was undone."""
        incoming = self._incoming
        account = None if incoming is None else self._account(incoming)
        if incoming is None or account is None:
            raise refusal
        self._sit(account, incoming)
        routes.refuse(self._seated(), incoming, refusal)

    def close(self) -> None:
        """Write what the handlers left: conversation and outgoing calls. The row itself was claimed before."""
        entries = list(self._strangers)
        if self._desk is not None:
            self._keep_conversation(self._desk)
            entries += self._desk.tray.entries
        incoming = self._incoming
        if isinstance(incoming, ButtonTapped) and not any(isinstance(entry, TapAnswer) for entry in entries):
            entries.insert(0, TapAnswer(incoming.query_id))
        for entry in entries:
            for letter in rendering.letters(entry, self._world.bot_id, self._office_id, self._item.id):
                self.result.posted.append(outbox.post(self._connection, letter, self._now))
        if self.records is not None:
            self.result.wanted = self.records.wanted
            self.result.work = self.records.work
            self.result.withdrawn = self.records.withdrawn
            self.result.arrived = self.records.timers
            self.result.has_timers = self.records.has_timers

    def _refuse_unwelcome(self, source: Source, found: Unwelcome) -> None:
        """Delete a message that must not be kept, here and in the chat; whatever was under way stays as it was."""
        inbox.scrub(self._connection, self._item.id, scrubbed(self._item.payload, found))
        self.result.has_scrubbed = True
        self._strangers.append(Deletion(source.chat_id, source.message_id))
        self._strangers.append(ToChat(source.chat_id, Message(unwelcome.refused(found)), Priority.ANSWER))

    def _is_noise(self, incoming: Incoming) -> bool:
        if not isinstance(incoming, Said):
            return False
        return incoming.source.sender.is_bot or incoming.source.chat_kind is ChatKind.CHANNEL

    def _account(self, incoming: Incoming) -> Account | None:
        """Return as whom the person speaks: the office of the button or of the open conversation, else the last."""
        if not isinstance(incoming, Said):
            return accounts.of_person(self._connection, incoming.office_id, incoming.person_id)
        bot_id = self._world.bot_id
        known = accounts.of_user(self._connection, bot_id, incoming.source.sender.user_id)
        if not known:
            return None
        if isinstance(incoming, ButtonTapped):
            wanted = office_of(incoming.data)
        else:
            self._stored = conversations.load(self._connection, bot_id, incoming.source.chat_id)
            wanted = None if self._stored is None else self._stored.office_id
        return next((account for account in known if account.office_id == wanted), known[0])

    def _sit(self, account: Account, incoming: Incoming) -> None:
        known = self._known_office(account)
        chat_id = incoming.source.chat_id if isinstance(incoming, Said) else incoming.chat_id
        self._office_id = account.office_id
        self.records = OfficeRecords(
            self._connection,
            self._world.bot_id,
            account.office_id,
            account.person_id,
            chat_id,
            self._item.id,
            self._now,
            self._world.present,
            self._world.cycles,
            link_to=self._world.name.link,
        )
        self._desk = Desk(
            now=self._now,
            office=known.office,
            me=known.office.person(account.person_id),
            chat_id=chat_id,
            calendar=known.calendar,
            records=self.records,
            conversation=self._load_conversation(account, incoming, chat_id),
            nonce=_nonce(self._item.id),
        )
        if isinstance(incoming, ButtonTapped):
            self._desk.query_id = incoming.query_id
            self._desk.answers = incoming.source.message_id or None
        elif isinstance(incoming, Said):
            self._desk.said_at = incoming.source.sent_at
            self._desk.late = self._item.received_at - incoming.source.sent_at > OUTAGE

    def _known_office(self, account: Account) -> KnownOffice:
        return self._world.offices.get(self._connection, account.office_id, account.revision, self._now.date())

    def _seated(self) -> Desk:
        if self._desk is None:
            raise RuntimeError("nobody sits at the desk")
        return self._desk

    def _check_office(self, incoming: Incoming) -> None:
        if isinstance(incoming, ButtonTapped) and office_of(incoming.data) != self._office_id:
            raise UnknownButtonError

    def _changes_office(self, incoming: Incoming, account: Account) -> bool:
        """Let a person of several offices choose the one that plain text speaks to; False for anything else."""
        if isinstance(incoming, TextSaid) and incoming.text.partition("@")[0].strip() == OFFICES_COMMAND:
            known = accounts.of_user(self._connection, self._world.bot_id, incoming.source.sender.user_id)
            names = [(each.office_id, self._known_office(each).office.name) for each in known]
            self._seated().send(masuk.offices(names))
            return True
        if isinstance(incoming, ButtonTapped) and read_button(incoming.data).verb == masuk.CHOOSE_OFFICE:
            user_id = incoming.source.sender.user_id
            accounts.activate(self._connection, self._world.bot_id, user_id, account.office_id, self._now)
            masuk.welcome(self._seated())
            return True
        return False

    def _load_conversation(self, account: Account, incoming: Incoming, chat_id: int) -> Conversation | None:
        if isinstance(incoming, Said) and not _is_private(incoming.source):
            return None
        bot_id = self._world.bot_id
        self._stored = self._stored or conversations.load(self._connection, bot_id, chat_id)
        if self._stored is None or self._stored.office_id != account.office_id:
            return None
        try:
            self._stored_state = decode(STATES[self._stored.kind], self._stored.data)
        except (KeyError, StoredFormError):
            log.warning("the conversation of kind %s no longer loads and is dropped", self._stored.kind)
            conversations.drop(self._connection, bot_id, chat_id)
        return self._stored_state

    def _keep_conversation(self, desk: Desk) -> None:
        if desk.conversation is self._stored_state:
            return
        bot_id = self._world.bot_id
        if desk.conversation is None:
            conversations.drop(self._connection, bot_id, desk.chat_id)
            return
        name = _NAMES[type(desk.conversation)]
        data = encode(desk.conversation)
        conversations.save(self._connection, bot_id, desk.chat_id, desk.office.id, name, data, self._now)

    def _redeem(self, said: TextSaid) -> None:
        door = self._door()
        self._let_in(door, door.knock(said, said.text.removeprefix("/start ").strip()), said)

    def _asks_consent(self, account: Account, said: Said) -> bool:
        """Ask whoever came in before there was this notice; nothing else is done before they have agreed."""
        desk = self._seated()
        if not _is_private(said.source):
            return True
        if isinstance(said, ButtonTapped) and said.data == consent_button(desk.office.id).data:
            user_id, bot_id = said.source.sender.user_id, self._world.bot_id
            accounts.agree(self._connection, bot_id, user_id, account.office_id, NOTICE_VERSION, self._now)
            entry = NoticeAccepted(account.person_id, user_id, NOTICE_VERSION)
            Register(self._connection, account.office_id).append(entry, None, self._now, self._item.id)
            masuk.welcome(desk)
            return True
        desk.send(tamu.notice_again(desk.me, desk.office))
        return True

    def _door(self) -> Door:
        return Door(self._connection, self._world.bot_id, self._item.id, self._now)

    def _let_in(self, door: Door, account: Account | None, said: Said) -> None:
        """Say what the door says; welcome whoever it lets in."""
        self._strangers += door.out
        if account is None:
            return
        self._sit(account, said)
        self.result.has_newcomer = True
        masuk.welcome(self._seated())

    def _is_outside(self, account: Account | None, incoming: Incoming) -> bool:
        """Lead whoever stands at a door to it, and greet strangers; False for whoever speaks from within."""
        if isinstance(incoming, Said) and _is_private(incoming.source):
            door = self._door()
            newcomer = door.standing(incoming, is_known=account is not None)
            if newcomer is not None:
                self._let_in(door, door.speak(newcomer, incoming), incoming)
                return True
        if account is None:
            self._greet_stranger(incoming)
        return account is None

    def _greet_stranger(self, incoming: Incoming) -> None:
        if isinstance(incoming, ButtonTapped):
            self._strangers.append(TapAnswer(incoming.query_id, tamu.NOT_FOR_YOU, alert=True))
        elif isinstance(incoming, Said) and _is_private(incoming.source):
            self._strangers.append(
                ToChat(incoming.source.chat_id, tamu.stranger(incoming.source.chat_id), Priority.ANSWER)
            )

    def _change_reach(self, changed: ReachChanged) -> None:
        if not _is_private(changed.source):
            return
        at = None if changed.reachable else self._now
        bot_id, user_id = self._world.bot_id, changed.source.sender.user_id
        is_news = accounts.set_unreachable(self._connection, bot_id, user_id, at)
        if is_news and not changed.reachable:
            self._strangers += blocked_alerts(self._connection, bot_id, user_id)


def blocked_alerts(connection: Connection, bot_id: int, user_id: int) -> list[Outgoing]:
    """Return what the admins of the person's offices are told: that this person can no longer be reached."""
    alerts: list[Outgoing] = []
    for office_id, name in accounts.names(connection, bot_id, user_id):
        for admin in accounts.admins(connection, bot_id, {office_id}):
            if admin != user_id:
                alerts.append(ToChat(admin, Message(failures.unreachable_alert(name)), Priority.NOTICE))
    return alerts


def _is_private(source: Source) -> bool:
    return source.chat_kind is ChatKind.PRIVATE


def _nonce(number: int) -> str:
    digits = "0123456789abcdefghijklmnopqrstuvwxyz"
    text = ""
    while number:
        number, rest = divmod(number, len(digits))
        text = digits[rest] + text
    return text or "0"
