"""The people of the office with their phones: what they say, send and tap goes through the bot's routes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from fake_records import FakeRecords

from bot.office_file import sample_office
from handlers import routes
from handlers.conversations import Conversation
from handlers.desk import Desk
from handlers.incoming import (
    ButtonTapped,
    ChatKind,
    FileKept,
    FileRefused,
    FileSent,
    Incoming,
    Said,
    Sender,
    Source,
    TextSaid,
    WorkDone,
)
from handlers.outgoing import Button, Deletion, Message, TapAnswer, ToChat
from storage.codec import encode
from workflow import commands as c
from workflow.cycle import Cycle, FollowUpItem, Secrecy, Urgency
from workflow.decide import run
from workflow.files import FileFault, FileKind
from workflow.office import Holding, Office, Person, Post, Role, Unit
from workflow.quarter import Quarter
from workflow.situation import Situation
from workflow.work import WorkFault
from workflow.working_time import OfficeCalendar

START = datetime(2026, 10, 1, 1, 0, tzinfo=UTC)
"""Thursday 1 October 2026, 08.00 WIB."""
QUARTER = Quarter(2026, 3)
CYCLE = 1


def way_kanan() -> Office:
    """Return the sample office of Way Kanan with ids in the order of its file, from 1."""
    draft = sample_office().draft
    units = tuple(Unit(n, unit.code, unit.name) for n, unit in enumerate(draft.units, start=1))
    unit_ids = {unit.code: unit.id for unit in units}
    posts = tuple(
        Post(n, post.code, post.title, post.role, unit_ids[post.unit_code] if post.unit_code else None)
        for n, post in enumerate(draft.posts, start=1)
    )
    persons = tuple(Person(n, person.code, person.name) for n, person in enumerate(draft.people, start=1))
    post_ids = {post.code: post.id for post in posts}
    person_ids = {person.code: person.id for person in persons}
    holdings = tuple(
        Holding(post_ids[held.post_code], person_ids[held.person_code], held.from_on, held.until_on, held.kind)
        for held in draft.holdings
    )
    return Office(1, draft.code, draft.name, draft.zone, units, posts, persons, holdings)


KINDS = {"jpg": FileKind.IMAGE, "png": FileKind.IMAGE, "pdf": FileKind.PDF, "docx": FileKind.DOCX}
"""What a file of the story is by the end of its name; every other one is a workbook."""


def fingerprint(content: str) -> str:
    """Return the hash of a file's content, as downloading would find it."""
    return hashlib.sha256(content.encode()).hexdigest()


@dataclass
class Shown:
    """A message as it stands in a chat now."""

    number: int
    message: Message

    @property
    def text(self) -> str:
        return str(self.message.text)

    @property
    def labels(self) -> list[str]:
        return [button.label for row in self.message.rows for button in row]


@dataclass
class Phone:
    """One person's private chat with the bot."""

    town: Town
    person_id: int
    screen: list[Shown] = field(default_factory=list)
    newest: Shown | None = None
    toasts: list[str] = field(default_factory=list)
    deleted: list[int] = field(default_factory=list)  # messages of this person's that the bot has deleted
    conversation: Conversation | None = None
    fetching: dict[int, str] = field(default_factory=dict)  # content of what is being fetched, by file id
    said: dict[str, int] = field(default_factory=dict)  # message id, by text
    sent: int = 0

    @property
    def chat_id(self) -> int:
        return 1000 + self.person_id

    @property
    def last(self) -> Shown:
        """The message that was sent or edited last, the card aside."""
        assert self.newest is not None
        return self.newest

    @property
    def text(self) -> str:
        """The words of the newest message."""
        return self.last.text

    @property
    def labels(self) -> list[str]:
        """The buttons of the newest message."""
        return self.last.labels

    def button(self, label: str) -> tuple[int, Button]:
        """Return the newest button of that label, with the message that it is on."""
        for shown in reversed(self.screen):
            for row in shown.message.rows:
                for button in row:
                    if button.label == label:
                        return shown.number, button
        raise AssertionError(f"no button {label!r}; the newest message has {self.labels if self.screen else []}")

    def taps(self, label: str) -> Phone:
        """Tap the newest button of that label."""
        return self.taps_kept(self.button(label))

    def taps_kept(self, kept: tuple[int, Button]) -> Phone:
        """Tap a button that was seen earlier, whatever the chat shows now."""
        number, button = kept
        return self._gets(ButtonTapped(self._source(number), "query", button.data), answers=number)

    def says(self, text: str) -> Phone:
        """Send a text."""
        return self._gets(TextSaid(self._source(), text))

    def edits(self, text: str, new: str) -> Phone:
        """Edit the message in which `text` was said last."""
        number = self.said[text]
        return self._gets(TextSaid(self._source(number), new, edited=True))

    def sends(self, name: str, content: str = "isi", caption: str = "", album: str = "") -> Phone:
        """Send a file; it is fetched when `files_arrive`."""
        return self.sends_size(name, len(content), content, caption=caption, album=album)

    def sends_size(self, name: str, size: int, content: str = "", caption: str = "", album: str = "") -> Phone:
        """Send a file of which Telegram says that size."""
        before = set(self.town.records.wanted)
        self._gets(FileSent(self._source(), "tg", name, size, caption=caption, album=album))
        self.fetching.update(dict.fromkeys(set(self.town.records.wanted) - before, content))
        return self

    def files_arrive(self) -> Phone:
        """Let every file that this person sent be fetched and kept."""
        while self.fetching:
            file_id = min(self.fetching)
            content = self.fetching.pop(file_id)
            kind = KINDS.get(self.town.records.wanted[file_id].rpartition(".")[2], FileKind.XLSX)
            self._gets(FileKept(self.chat_id, 1, self.person_id, file_id, kind, len(content), fingerprint(content)))
        return self

    def work_ends(self, result: object = None, fault: WorkFault | None = None) -> Phone:
        """Let the slow work that this person asked for end with that result, or fault."""
        work_id, job = max(self.town.records.jobs.items())
        told = "" if result is None else encode(result)
        return self._gets(WorkDone(self.chat_id, 1, self.person_id, work_id, job.kind, told, fault))

    def file_fails(self, fault: FileFault) -> Phone:
        """Let the first file that this person sent be refused."""
        file_id = min(self.fetching)
        del self.fetching[file_id]
        return self._gets(FileRefused(self.chat_id, 1, self.person_id, file_id, fault))

    def opens(self, step: int, unit_id: int = 0) -> Phone:
        """Tap a button that opens that task."""
        return self.taps_kept((0, Button("", f"1:buka:{CYCLE}:{step}:{unit_id}")))

    def _source(self, number: int | None = None) -> Source:
        if number is None:
            self.sent += 1
            number = 500_000 + self.sent
        return Source(Sender(self.person_id, "telepon"), self.chat_id, ChatKind.PRIVATE, number, self.town.now)

    def _gets(self, incoming: Incoming, answers: int | None = None) -> Phone:
        if isinstance(incoming, TextSaid):
            self.said[incoming.text] = incoming.source.message_id
        self.town.work(self, incoming, answers or None)
        return self

    def put(self, message: Message) -> None:
        """Show a message in place of the one that it edits or whose key it has, else as a new one."""
        if message.pinned:  # the card has its own stories
            return
        for shown in self.screen:
            if shown.number == message.edits or (message.key and shown.message.key == message.key):
                shown.message, self.newest = message, shown
                return
        self.town.messages += 1
        self.newest = Shown(self.town.messages, message)
        self.screen.append(self.newest)


@dataclass
class Town:
    """The office at work. The clock moves only when told."""

    office: Office = field(default_factory=way_kanan)
    now: datetime = START
    records: FakeRecords = field(default_factory=FakeRecords)
    phones: dict[int, Phone] = field(default_factory=dict)
    messages: int = 0
    turns: int = 0
    calendar: OfficeCalendar = field(default_factory=lambda: OfficeCalendar(ZoneInfo("Asia/Jakarta")))

    def __post_init__(self) -> None:
        """Connect everybody."""
        self.records.chat_of = {}
        self.records.calendar = self.calendar
        for person in self.office.persons:
            self.phones[person.id] = Phone(self, person.id)
            self.records.chat_of[person.id] = self.phones[person.id].chat_id

    def phone(self, code: str) -> Phone:
        """Return the phone of the person of that code in the office file."""
        return self.phones[next(person.id for person in self.office.persons if person.code == code)]

    @property
    def cycle(self) -> Cycle:
        """The cycle of the story."""
        return self.records.cycles[CYCLE]

    def unit(self, code: str) -> int:
        """Return the id of the unit of that code."""
        return next(unit.id for unit in self.office.units if unit.code == code)

    def passes(self, **span: int) -> None:
        """Let time pass."""
        self.now += timedelta(**span)

    def work(self, phone: Phone, incoming: Incoming, answers: int | None) -> None:
        """Work one turn as the bot does: all of it, or, where it is refused, nothing."""
        self.turns += 1
        with self._undone_if_refused():
            desk = Desk(
                now=self.now,
                office=self.office,
                me=self.office.person(phone.person_id),
                chat_id=phone.chat_id,
                calendar=self.calendar,
                records=self.records,
                conversation=phone.conversation,
                nonce=f"n{self.turns}",
                answers=answers,
                said_at=self.now if isinstance(incoming, Said) else None,
            )
            routes.handle(desk, incoming)
        self.calendar = desk.calendar
        phone.conversation = desk.conversation
        for entry in desk.tray.entries:
            if isinstance(entry, ToChat):
                self.phones[entry.chat_id - 1000].put(entry.message)
            elif isinstance(entry, TapAnswer) and entry.text:
                phone.toasts.append(entry.text)
            elif isinstance(entry, Deletion):
                phone.deleted.append(entry.message_id)

    @contextmanager
    def _undone_if_refused(self) -> Iterator[None]:
        """Work one turn: all that it writes stays, or, if it fails, nothing."""
        dicts = {name: dict(value) for name, value in vars(self.records).items() if isinstance(value, dict)}
        histories = {cycle_id: list(history) for cycle_id, history in self.records.histories.items()}
        try:
            yield
        except BaseException:
            for name, value in (dicts | {"histories": histories}).items():
                setattr(self.records, name, value)
            raise

    def does(self, code: str, command: c.Command, unit_id: int | None = None) -> None:
        """Let someone give a command at once, where the story does not care for the chat."""
        person_id = self.phone(code).person_id
        capacities = self.office.capacities(person_id, self.calendar.local_day(self.now))
        actor = next((mine for mine in capacities if mine.unit_id == unit_id), capacities[0])
        situation = Situation(self.now, self.office, self.records.procedure(None), self.calendar)
        cycle, recorded = run(self.records.cycles.get(CYCLE), command, actor, situation, CYCLE)
        self.records.append(cycle, recorded)

    def allows_self_approval(self) -> Town:
        """Make it an office so small that a Kabid may send what he filled in himself."""
        self.office = replace(self.office, self_approval=True)
        return self

    def ordered(self) -> Town:
        """Go on until the disposisi is out (step 1)."""
        secretary = self.office.posts_with(Role.SEKRETARIS)[0].id
        self.does(
            "hendra",
            c.IssueDisposisi(
                QUARTER,
                "001/MONEV/III/2026",
                "Monitoring dan evaluasi",
                Urgency.SEGERA,
                Secrecy.BIASA,
                (secretary,),
                ("Proses lebih lanjut",),
            ),
        )
        return self

    def directed(self) -> Town:
        """Go on until the Tim has its direction (step 2)."""
        self.ordered().does("ratna", c.DirectTeam("Mulai dari indikator <merah> & kuning"))
        return self

    def coordinated(self) -> Town:
        """Go on until the Tim has coordinated with every unit (step 3)."""
        self.directed()
        for unit in self.office.units:
            self.does("budi", c.RecordCoordination(unit.id, "Disepakati"))
        return self

    def collecting(self) -> Town:
        """Go on until every unit has been ordered to collect its data (step 4)."""
        return self.coordinated().collecting_now()

    def collecting_now(self) -> Town:
        """Let the Tim order every unit."""
        self.does("budi", c.OrderCollection(self.cycle.unit_ids, "Sertakan bukti"))
        return self

    def sent(self, unit: str = "ikp") -> Town:
        """Let a unit's data reach the Subbag."""
        unit_id, (staf, kabid) = self.unit(unit), PEOPLE[unit]
        number = f"K-{900 + unit_id:04}"
        self.does(staf, c.SubmitDraft(unit_id, number, f"Data {unit}", (self.file(f"{unit}.xlsx"),)), unit_id)
        latest = self.cycle.submission(unit_id)
        assert latest is not None
        self.does(kabid, c.SendData(unit_id, latest.version), unit_id)
        return self

    def evaluated(self) -> Town:
        """Go on until all data are accepted and the report is owed."""
        self.collecting()
        for unit in PEOPLE:
            self.sent(unit).does("dewi", c.AcceptData(self.unit(unit), 1))
        return self

    def reported(self) -> Town:
        """Go on until the report lies with the Kepala Dinas (step 6 is owed)."""
        self.evaluated().does("dewi", c.SubmitReport("Capaian baik"))
        return self

    def decided(self) -> Town:
        """Go on until every unit has its direction (step 7 is owed)."""
        given = tuple(c.UnitDirection(unit_id, f"Arahan <{unit_id}> & lanjutkan") for unit_id in self.cycle.unit_ids)
        self.does("hendra", c.GiveDirections(given))
        return self

    def planned(self, unit: str) -> Town:
        """Let a unit send its plan."""
        item = FollowUpItem("Menambah petugas", "Kasi", self.calendar.local_day(self.now))
        self.does(PEOPLE[unit][1], c.SubmitPlan(self.unit(unit), (item,)), self.unit(unit))
        return self

    def file(self, name: str, content: str = "isi") -> int:
        """Put a kept file on record."""
        file_id = self.records.want_file("tg", name)
        self.records.keep_file(file_id, FileKind.XLSX, len(content), fingerprint(content))
        return file_id


PEOPLE: Mapping[str, tuple[str, str]] = {
    "ikp": ("gilang", "eko"),
    "aptika": ("joko", "irfan"),
    "statistik": ("nanda", "lukman"),
    "umum": ("putra", "oktavia"),
}
"""Who fills in and who approves in each unit."""
