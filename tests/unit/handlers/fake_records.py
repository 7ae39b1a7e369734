"""An invented office with its records in memory, and its people: what the stories of the chat are told with."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from handlers import acting
from handlers.buttons import read
from handlers.desk import Desk
from handlers.incoming import ButtonTapped, ChatKind, FileSent, Occasion, Sender, Source, TextSaid
from handlers.outgoing import Button, Message, TapAnswer, ToChat
from workflow import commands as c
from workflow.admission import Invitation, Newcomer, Reach, ReleaseCause
from workflow.capaian import Figures
from workflow.cycle import AssignmentKey, Cycle, CycleState, FollowUpItem, Secrecy, Urgency
from workflow.evaluation import DEFAULT_RULES, Rules
from workflow.events import Recorded
from workflow.files import FileFault, FileKind, KeptFile
from workflow.holders import ToldHolders
from workflow.indicator_imports import Addition, IndicatorImport, KeptVersion
from workflow.indicator_plan import PlannedIndicator, Version, valid_in
from workflow.indicators import Indicator
from workflow.ladder import OrderAt, Rung
from workflow.office import Actor, Holding, HoldingKind, Office, Person, Post, Role, Unit
from workflow.own_data import OwnData
from workflow.papers.sheet import Letterhead
from workflow.procedure import Procedure
from workflow.procedure_file import load_default_procedure
from workflow.quarter import Quarter
from workflow.register import Registered
from workflow.reminders import Plan
from workflow.stand_ins import AnyOfficeChange
from workflow.work import Job
from workflow.working_time import OfficeCalendar

CALENDAR = OfficeCalendar(ZoneInfo("Asia/Jakarta"))
PROCEDURE = load_default_procedure()
QUARTER = Quarter(2026, 3)
MORNING = datetime(2026, 10, 1, 1, 0, tzinfo=UTC)
"""Thursday 1 October 2026, 08.00 WIB: the first working day after the quarter."""

APTIKA, IKP = 1, 2
UNITS = (APTIKA, IKP)
ITEM = FollowUpItem("Menambah petugas piket", "Kasi Layanan", date(2026, 12, 1))

_POSTS = (
    ("kadis", Role.KEPALA_DINAS, None, "Kepala Dinas"),
    ("sekdis", Role.SEKRETARIS, None, "Sekretaris Dinas"),
    ("tim1", Role.TIM, None, "Anggota Tim 1"),
    ("tim2", Role.TIM, None, "Anggota Tim 2"),
    ("ren", Role.PERENCANAAN, None, "Kepala Sub Bagian Perencanaan"),
    ("kabid1", Role.KABID, APTIKA, "Kepala Bidang Aptika"),
    ("kasi1", Role.KASI, APTIKA, "Kepala Seksi Aptika"),
    ("staf1", Role.STAF, APTIKA, "Staf Aptika"),
    ("kabid2", Role.KABID, IKP, "Kepala Bidang IKP"),
    ("kasi2", Role.KASI, IKP, "Kepala Seksi IKP"),
    ("staf2", Role.STAF, IKP, "Staf IKP"),
)
_NAMES = ("Hadi", "Rina", "Tono", "Tini", "Budi", "Sari", "Joko", "Dewi", "Agus", "Wati", "Eko")
POSTS = tuple(Post(n, code, title, role, unit) for n, (code, role, unit, title) in enumerate(_POSTS, start=1))
PERSONS = tuple(Person(100 + post.id, post.code, f"{name} Contoh") for post, name in zip(POSTS, _NAMES, strict=True))
OFFICE = Office(
    id=1,
    code="kominfo",
    name="Dinas Komunikasi dan Informatika",
    zone="Asia/Jakarta",
    units=(Unit(APTIKA, "aptika", "Bidang Aptika"), Unit(IKP, "ikp", "Bidang IKP")),
    posts=POSTS,
    persons=PERSONS,
    holdings=tuple(Holding(post.id, 100 + post.id, date(2020, 1, 1)) for post in POSTS),
)


def person(code: str) -> Person:
    """Return the person who is called by the code of their own post."""
    return next(known for known in PERSONS if known.code == code)


def post(code: str) -> Post:
    """Return the post of that code."""
    return next(known for known in POSTS if known.code == code)


@dataclass
class FakeRecords:
    """Records of one office in memory. `chat_of` is the private chat of each person who can be reached."""

    chat_of: dict[int, int] = field(default_factory=lambda: {known.id: 9000 + known.id for known in PERSONS})
    cycles: dict[int, Cycle] = field(default_factory=dict)
    histories: dict[int, list[Recorded]] = field(default_factory=dict)
    files: dict[int, KeptFile] = field(default_factory=dict)
    wanted: dict[int, str] = field(default_factory=dict)
    refused: dict[int, FileFault] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)
    timers: dict[str, tuple[datetime, int, Occasion]] = field(default_factory=dict)
    plans: dict[tuple[int, AssignmentKey], Plan] = field(default_factory=dict)
    begun: set[int] = field(default_factory=set)
    now: datetime = MORNING
    calendar: OfficeCalendar = CALENDAR  # before anybody has changed it
    days: dict[date, tuple[bool, str]] = field(default_factory=dict)  # set by the office: is off, and why

    register: list[Registered] = field(default_factory=list)
    rungs: dict[OrderAt, dict[Rung, datetime]] = field(default_factory=dict)
    jobs: dict[int, Job] = field(default_factory=dict)  # slow work that is under way
    plan: dict[int, tuple[Indicator, ...]] = field(default_factory=dict)  # indicators, by unit
    past: dict[int, dict[str, Figures]] = field(default_factory=dict)  # figures of earlier quarters, by unit

    imports: list[tuple[IndicatorImport, Addition]] = field(default_factory=list)  # of indicators, by import

    def indicators(self, unit_id: int, quarter: Quarter) -> tuple[Indicator, ...]:
        kept = self.indicator_versions(unit_id, quarter.year)
        imported = tuple(planned.indicator for planned in valid_in(kept, quarter.number))
        return imported or self.plan.get(unit_id, ())

    def planned(self, unit_id: int, quarter: Quarter) -> tuple[PlannedIndicator, ...]:
        return tuple(PlannedIndicator(indicator) for indicator in self.indicators(unit_id, quarter))

    def indicator_versions(self, unit_id: int, year: int) -> Sequence[Version]:
        return [each.version for each in self._kept_versions(unit_id, year)]

    def indicator_years(self) -> Sequence[int]:
        return sorted({came.year for came, _ in self.imports}, reverse=True)

    def indicator_history(self, unit_id: int, year: int, code: str) -> Sequence[KeptVersion]:
        return [each for each in self._kept_versions(unit_id, year) if each.version.planned.indicator.code == code]

    def add_indicators(self, came: IndicatorImport, addition: Addition) -> None:
        self.imports.append((came, addition))
        for each in addition.past:
            self.past.setdefault(each.unit_id, {}).setdefault(each.code, {})
            self.past[each.unit_id][each.code] = {**self.past[each.unit_id][each.code], each.quarter: each.reported}

    def _kept_versions(self, unit_id: int, year: int) -> list[KeptVersion]:
        return [
            KeptVersion(version, came)
            for came, addition in self.imports
            for version in addition.versions
            if (version.planned.indicator.unit_id, version.planned.indicator.year) == (unit_id, year)
        ]

    def past_figures(self, unit_id: int, year: int) -> Mapping[str, Figures]:
        return self.past.get(unit_id, {})

    def rules(self) -> Rules:
        return DEFAULT_RULES

    def running_cycle(self) -> Cycle | None:
        return next((kept for kept in self.cycles.values() if kept.state is CycleState.RUNNING), None)

    def running_cycles(self) -> Sequence[Cycle]:
        return [kept for kept in self.cycles.values() if kept.state is CycleState.RUNNING]

    def latest_cycle(self) -> Cycle | None:
        return list(self.cycles.values())[-1] if self.cycles else None

    def recent_cycles(self) -> Sequence[Cycle]:
        return list(self.cycles.values())[:-13:-1]

    def cycle(self, cycle_id: int) -> Cycle | None:
        return self.cycles.get(cycle_id)

    def cycle_of(self, quarter: Quarter) -> Cycle | None:
        kept = (cycle for cycle in self.cycles.values() if cycle.state is not CycleState.WITHDRAWN)
        return next((cycle for cycle in kept if cycle.quarter == quarter), None)

    def history(self, cycle_id: int) -> Sequence[Recorded]:
        return self.histories.get(cycle_id, [])

    def registered(self, most: int) -> Sequence[Registered]:
        return self.register[-most:]

    def procedure(self, cycle: Cycle | None) -> Procedure:
        return PROCEDURE

    def open_cycle(self, quarter: Quarter) -> int:
        return self.next_number("cycle")

    def append(self, cycle: Cycle, recorded: Sequence[Recorded]) -> None:
        self.cycles[cycle.id] = cycle
        self.histories.setdefault(cycle.id, []).extend(recorded)

    def keep_plans(self, cycle_id: int, plans: Sequence[Plan]) -> None:
        for plan in plans:
            self.plans[(cycle_id, plan.key)] = plan

    def next_number(self, series: str) -> int:
        self.numbers[series] = self.numbers.get(series, 0) + 1
        return self.numbers[series]

    def file(self, file_id: int) -> KeptFile | None:
        return self.files.get(file_id)

    def want_file(self, telegram_file_id: str, name: str) -> int:
        file_id = self.next_number("file")
        self.wanted[file_id] = name
        return file_id

    def keep_file(self, file_id: int, kind: FileKind, size: int, sha256: str) -> KeptFile | None:
        name = self.wanted.pop(file_id, None)
        if name is not None:
            self.files[file_id] = KeptFile(file_id, name, kind, size, sha256, PERSONS[0].id, self.now)
        return self.files.get(file_id)

    def refuse_file(self, file_id: int, fault: FileFault) -> str | None:
        self.refused[file_id] = fault
        return self.wanted.pop(file_id, None)

    def letterhead(self) -> Letterhead:
        return Letterhead(office="Dinas Komunikasi dan Informatika")

    def want_work(self, job: Job) -> int:
        work_id = self.next_number("work")
        self.jobs[work_id] = job
        return work_id

    def finish_work(self, work_id: int) -> bool:
        return self.jobs.pop(work_id, None) is not None

    def chats(self) -> Mapping[int, int]:
        return self.chat_of

    def has_begun(self, unit_id: int) -> bool:
        return unit_id in self.begun

    def own_days_off(self) -> Collection[date]:
        return {day for day, (is_off, _) in self.days.items() if is_off}

    def change_office(self, changes: tuple[AnyOfficeChange, ...], actor: Actor) -> Office:
        raise NotImplementedError  # an office that changes is told with the real records: tests/unit/bot

    def own_data(self) -> OwnData:
        raise NotImplementedError  # told with the real records: tests/unit/bot

    def rungs_taken(self, cycle_id: int) -> Mapping[OrderAt, Mapping[Rung, datetime]]:
        return self.rungs

    def reaches(self) -> Mapping[int, Reach]:
        return {person_id: Reach(person_id, chat) for person_id, chat in self.chat_of.items()}

    def newcomer(self, newcomer_id: int) -> Newcomer | None:
        return None

    def let_in(self, newcomer: Newcomer) -> str:
        raise NotImplementedError  # coming in is told with the real records: tests/unit/bot

    def deny(self, newcomer: Newcomer) -> None:
        raise NotImplementedError

    def invite(self, person_id: int) -> Invitation:
        return Invitation(person_id, "rahasia", self.now)

    def release(self, person_id: int, cause: ReleaseCause) -> int | None:
        return self.chat_of.pop(person_id, None)

    def holding_terms(self) -> Mapping[tuple[int, int, date], str]:
        return {}

    def told_holders(self) -> ToldHolders | None:
        return self.told

    def keep_told_holders(self, told: ToldHolders) -> None:
        self.told = told

    def add_day_off(self, day: date, name: str) -> OfficeCalendar:
        self.days[day] = (True, name)
        return self.present_calendar

    def drop_day_off(self, day: date, reason: str) -> OfficeCalendar:
        self.days.pop(day, None)
        if day in self.calendar.days_off:
            self.days[day] = (False, reason)
        return self.present_calendar

    @property
    def present_calendar(self) -> OfficeCalendar:
        """The calendar as the bot would read it in the next turn."""
        calendar = self.calendar
        for day, (is_off, name) in self.days.items():
            calendar = calendar.with_day_off(day, name) if is_off else calendar.with_working_day(day)
            calendar = replace(calendar, names={**calendar.names, day: name})
        return calendar

    def set_timer(self, key: str, due_at: datetime, person_id: int, occasion: Occasion) -> None:
        self.timers.setdefault(key, (due_at, person_id, occasion))

    def has_timer(self, key: str) -> bool:
        return key in self.timers


@dataclass
class Town:
    """The office in the telling: who does what, in order, with a clock that moves only when told."""

    now: datetime = MORNING
    office: Office = OFFICE
    records: FakeRecords = field(default_factory=FakeRecords)
    turns: int = 0
    desk: Desk | None = None  # of the last act

    def sits(self, code: str) -> Desk:
        """Return the desk of a new turn of that person."""
        self.turns += 1
        someone = next(known for known in self.office.persons if known.code == code)
        chat_id = self.records.chat_of.get(someone.id, 9000 + someone.id)
        self.desk = Desk(
            now=self.now,
            office=self.office,
            calendar=CALENDAR,
            records=self.records,
            me=someone,
            chat_id=chat_id,
            nonce=f"n{self.turns}",
        )
        return self.desk

    def does(self, code: str, command: c.Command, unit_id: int | None = None) -> Desk:
        """Let a person give a command to the running cycle; returns the desk with what went out."""
        desk = self.sits(code)
        acting.act(desk, self.cycle, command, unit_id)
        return desk

    def passes(self, **span: int) -> None:
        """Let time pass."""
        self.now += timedelta(**span)

    @property
    def cycle(self) -> Cycle:
        """The cycle, which has begun."""
        cycle = self.records.latest_cycle()
        assert cycle is not None
        return cycle

    def ordered(self, **changes: object) -> Desk:
        """Go on until the disposisi is out (step 1)."""
        desk = self.sits("kadis")
        acting.begin_cycle(desk, disposisi(**changes), self.records.open_cycle(QUARTER))
        return desk

    def directed(self) -> Desk:
        """Go on until the Tim has its direction (step 2)."""
        self.ordered()
        return self.does("sekdis", c.DirectTeam("Mulai dari yang terlambat"))

    def coordinated(self) -> Desk:
        """Go on until the Tim has coordinated with every unit (step 3)."""
        self.directed()
        for unit in UNITS:
            self.does("tim1", c.RecordCoordination(unit, "Disepakati"))
        return self.does("tim1", c.RecordCoordination(APTIKA, "Disepakati lagi"))

    def collecting(self) -> Desk:
        """Go on until every unit has been ordered to collect its data (step 4)."""
        self.coordinated()
        return self.does("tim1", c.OrderCollection(UNITS, "Mohon lengkap"))

    def drafted(self, unit: int = APTIKA) -> Desk:
        """Let the Staf hand a unit's draft to the Kabid."""
        number = f"K-{self.records.next_number('kiriman'):04d}"
        return self.does(f"staf{unit}", c.SubmitDraft(unit, number, "Data lengkap", (1,)), unit)

    def sent(self, unit: int = APTIKA) -> Desk:
        """Let a unit's data reach the Subbag."""
        self.drafted(unit)
        return self.does(f"kabid{unit}", c.SendData(unit, self.version(unit)), unit)

    def accepted(self, unit: int = APTIKA) -> Desk:
        """Let a unit's data be accepted."""
        self.sent(unit)
        return self.does("ren", c.AcceptData(unit, self.version(unit)), unit)

    def reported(self) -> Desk:
        """Go on until the report lies with the Kepala Dinas (step 6 is owed)."""
        self.collecting()
        for unit in UNITS:
            self.accepted(unit)
        return self.does("ren", c.SubmitReport("Capaian baik", (7,)))

    def decided(self) -> Desk:
        """Go on until every unit has its direction (step 7 is owed)."""
        self.reported()
        given = tuple(c.UnitDirection(unit, f"Arahan untuk unit {unit}") for unit in UNITS)
        return self.does("kadis", c.GiveDirections(given))

    def closed(self) -> Desk:
        """Go on until every unit has sent its plan."""
        self.decided()
        for unit in UNITS:
            last = self.does(f"kabid{unit}", c.SubmitPlan(unit, (ITEM,)), unit)
        return last

    def version(self, unit: int) -> int:
        """Return the version of a unit's latest data."""
        submission = self.cycle.submission(unit)
        assert submission is not None
        return submission.version

    def also_holds(self, code: str, of: str) -> None:
        """Let a person hold, as Plt., the post that is called by another's code."""
        taken = Holding(post(of).id, person(code).id, date(2026, 1, 1), kind=HoldingKind.PLT)
        self.office = replace(self.office, holdings=(*self.office.holdings, taken))


def disposisi(**changes: object) -> c.IssueDisposisi:
    """Return an ordinary order of step 1, with `changes`."""
    plain = c.IssueDisposisi(
        quarter=QUARTER,
        number="001/MONEV/III/2026",
        subject="Monitoring dan evaluasi kinerja Triwulan III",
        urgency=Urgency.SEGERA,
        secrecy=Secrecy.BIASA,
        recipients=(post("sekdis").id, post("ren").id),
        requests=("Koordinasi",),
        note="Isi catatan",
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def heard(desk: Desk, code: str) -> list[Message]:
    """Return the notices to that person in this turn, cards and writers' own copies left out."""
    return [message for message in messages(desk, code) if not message.key]


def messages(desk: Desk, code: str) -> list[Message]:
    """Return all messages to that person in this turn."""
    chat = 9000 + person(code).id
    return [sent.message for sent in desk.tray.entries if isinstance(sent, ToChat) and sent.chat_id == chat]


def answer(desk: Desk) -> Message:
    """Return the last message in the person's own chat."""
    return messages(desk, desk.me.code)[-1]


def toasts(desk: Desk) -> list[str]:
    """Return the small notes on the tap."""
    return [entry.text for entry in desk.tray.entries if isinstance(entry, TapAnswer)]


def buttons(message: Message) -> list[Button]:
    """Return a message's buttons, row by row."""
    return [button for row in message.rows for button in row]


def verbs_of(message: Message) -> list[tuple[str, tuple[str, ...]]]:
    """Return what a message's buttons do: verb and arguments."""
    return [(tapped.verb, tapped.args) for tapped in (read(button.data) for button in buttons(message))]


def source(desk: Desk, message_id: int = 50, kind: ChatKind = ChatKind.PRIVATE) -> Source:
    """Return where something of this person came from."""
    return Source(Sender(desk.chat_id, desk.me.name), desk.chat_id, kind, message_id, desk.now)


def says(desk: Desk, text: str, message_id: int = 50, *, edited: bool = False) -> TextSaid:
    """Return a text message of this person."""
    return TextSaid(source(desk, message_id), text, edited)


def taps(desk: Desk, data: str) -> ButtonTapped:
    """Return a tap of this person on a button with that data."""
    return ButtonTapped(source(desk), "q1", data)


def sends(desk: Desk, name: str = "data.xlsx", size: int | None = 1000) -> FileSent:
    """Return a file of this person."""
    return FileSent(source(desk), f"tg-{name}", name, size)
