"""The records that a handler is handed: storage, narrowed to one office, one chat and one transaction."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import Connection
from sqlmodel import Session

from bot.bot_name import BotName
from bot.letterhead import letterhead_of
from bot.link_secrets import new_code, new_token
from bot.national_days import national_days
from bot.office_cache import read_office
from bot.parsing import pack
from handlers.conversations import FigureDraft, Form, Purpose
from handlers.incoming import Occasion, TimeCame
from storage import (
    accounts,
    conversations,
    files,
    inbox,
    indicators,
    newcomers,
    numbers,
    office_changes,
    offices,
    order_rungs,
    outbox,
    reminders,
    work,
)
from storage.codec import StoredFormError, decode
from storage.cycles import CycleBook, CycleCache
from storage.files import WantedFile
from storage.inbox import Arrival, InboxItem
from storage.register import Register
from storage.work import WantedWork
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
from workflow.capaian import Figures
from workflow.cycle import Cycle
from workflow.evaluation import Rules
from workflow.events import Recorded
from workflow.files import FileFault, FileKind, KeptFile
from workflow.holders import ToldHolders, gone
from workflow.indicator_imports import Addition, IndicatorImport, KeptVersion
from workflow.indicator_plan import PlannedIndicator, Version, valid_in
from workflow.indicators import Indicator
from workflow.ladder import OrderAt, OrderRungTaken, Rung
from workflow.office import NO_POST, Actor, Office, Role
from workflow.papers.sheet import Letterhead
from workflow.performance_rules import StoredRules
from workflow.procedure import Procedure
from workflow.procedure_file import DEFAULT_FILE, default_text, load_procedure
from workflow.quarter import Quarter
from workflow.register import CalendarDayChanged
from workflow.reminders import Plan
from workflow.stand_ins import AnyOfficeChange
from workflow.work import Job
from workflow.working_time import OfficeCalendar

_Held = TypeVar("_Held")

INVITE_DAYS = timedelta(days=14)
"""How long a link that an admin makes in chat can be opened."""
MOST_CYCLES = 12
"""Three years of quarters: more would only hide what is usual now."""


@dataclass(frozen=True)
class PresentProcedure:
    """The SOP that new cycles start with: its file's text and what it says."""

    text: str
    procedure: Procedure

    @classmethod
    def read(cls, path: Path | None) -> "PresentProcedure":
        """Return the SOP of the office's own file, or the one that comes with the product.

        Raises ProcedureFileError with everything that is wrong in the file, or OSError where it cannot be read.
        """
        text = default_text() if path is None else path.read_text(encoding="utf-8")
        return cls(text, load_procedure(text, DEFAULT_FILE if path is None else path.name))


@dataclass
class OfficeRecords:
    """Records of one office, for `handlers.records.Records`.

    `wanted`, `work` and `timers` are acted upon after the commit.
    """

    connection: Connection
    bot_id: int
    office_id: int
    person_id: int
    chat_id: int
    cause_id: int | None
    now: datetime
    present: PresentProcedure
    cycle_cache: CycleCache
    wanted: list[WantedFile] = field(default_factory=list)
    work: list[WantedWork] = field(default_factory=list)
    withdrawn: list[int] = field(default_factory=list)  # ids of letters that are not to be sent any more
    timers: list[InboxItem] = field(default_factory=list)
    has_timers: bool = False
    link_to: Callable[[str], str] = BotName().link  # what opens the door with a token

    @cached_property
    def book(self) -> CycleBook:
        """The office's cycles."""
        return CycleBook(self.connection, self.office_id, self.cycle_cache)

    @cached_property
    def _session(self) -> Session:
        return Session(bind=self.connection)

    def committed(self) -> None:
        """Let the cycles that were written be remembered; to be called after the commit, never before."""
        if "book" in self.__dict__:
            self.book.committed()

    def running_cycle(self) -> Cycle | None:
        """See Records."""
        return self.book.running()

    def running_cycles(self) -> Sequence[Cycle]:
        """See Records."""
        return self.book.all_running()

    def latest_cycle(self) -> Cycle | None:
        """See Records."""
        return self.book.latest()

    def recent_cycles(self) -> Sequence[Cycle]:
        """See Records."""
        return self.book.recent(MOST_CYCLES)

    def cycle(self, cycle_id: int) -> Cycle | None:
        """See Records."""
        return self.book.get(cycle_id)

    def cycle_of(self, quarter: Quarter) -> Cycle | None:
        """See Records."""
        return self.book.of_quarter(quarter)

    def letterhead(self) -> Letterhead:
        """See Records."""
        return letterhead_of(offices.letterhead(self._session, self.office_id))

    def history(self, cycle_id: int) -> Sequence[Recorded]:
        """See Records."""
        return self.book.history(cycle_id)

    def procedure(self, cycle: Cycle | None) -> Procedure:
        """See Records."""
        present = self.present.procedure
        if cycle is None or (cycle.procedure_code, cycle.procedure_version) == (present.code, present.version):
            return present
        text = self.book.procedure_text(cycle.procedure_code, cycle.procedure_version)
        if text is None:
            return present
        return load_procedure(text, f"{cycle.procedure_code} versi {cycle.procedure_version}")

    def open_cycle(self, quarter: Quarter) -> int:
        """See Records."""
        self.book.keep_procedure(self.present.procedure.code, self.present.procedure.version, self.present.text)
        return self.book.open(quarter, self.now)

    def append(self, cycle: Cycle, recorded: Sequence[Recorded]) -> None:
        """See Records."""
        self.book.append(cycle, recorded, self.cause_id)

    def keep_plans(self, cycle_id: int, plans: Sequence[Plan]) -> None:
        """See Records."""
        for plan in plans:
            reminders.keep_plan(self.connection, self.office_id, cycle_id, plan, self.now)
        self.has_timers = self.has_timers or bool(plans)

    def next_number(self, series: str) -> int:
        """See Records."""
        return numbers.next_number(self.connection, self.office_id, series)

    def file(self, file_id: int) -> KeptFile | None:
        """See Records."""
        return files.get(self._session, self.office_id, file_id)

    def want_file(self, telegram_file_id: str, name: str) -> int:
        """See Records."""
        wanted = files.want(
            self._session,
            office_id=self.office_id,
            person_id=self.person_id,
            bot_id=self.bot_id,
            chat_id=self.chat_id,
            telegram_file_id=telegram_file_id,
            name=name,
            now=self.now,
        )
        self.wanted.append(wanted)
        return wanted.id

    def keep_file(self, file_id: int, kind: FileKind, size: int, sha256: str) -> KeptFile | None:
        """See Records."""
        return files.keep(self._session, self.office_id, file_id, kind, size, sha256, self.now)

    def refuse_file(self, file_id: int, fault: FileFault) -> str | None:
        """See Records."""
        return files.refuse(self._session, self.office_id, file_id, fault)

    def want_work(self, job: Job) -> int:
        """See Records."""
        wanted = work.want(
            self._session,
            office_id=self.office_id,
            person_id=self.person_id,
            bot_id=self.bot_id,
            chat_id=self.chat_id,
            job=job,
            now=self.now,
        )
        self.work.append(wanted)
        return wanted.id

    def finish_work(self, work_id: int) -> bool:
        """See Records."""
        return work.finish(self._session, self.office_id, work_id, self.now)

    def indicators(self, unit_id: int, quarter: Quarter) -> tuple[Indicator, ...]:
        """See Records."""
        return tuple(planned.indicator for planned in self.planned(unit_id, quarter))

    def planned(self, unit_id: int, quarter: Quarter) -> tuple[PlannedIndicator, ...]:
        """See Records."""
        return valid_in(self.indicator_versions(unit_id, quarter.year), quarter.number)

    def indicator_versions(self, unit_id: int, year: int) -> tuple[Version, ...]:
        """See Records."""
        return indicators.versions(self.connection, self.office_id, unit_id, year)

    def past_figures(self, unit_id: int, year: int) -> Mapping[str, Figures]:
        """See Records."""
        return indicators.past_figures(self.connection, self.office_id, unit_id, year)

    def indicator_years(self) -> Sequence[int]:
        """See Records."""
        return indicators.years(self._session, self.office_id)

    def indicator_history(self, unit_id: int, year: int, code: str) -> Sequence[KeptVersion]:
        """See Records."""
        return indicators.history(self._session, self.office_id, unit_id, year, code)

    def add_indicators(self, came: IndicatorImport, addition: Addition) -> None:
        """See Records."""
        indicators.add(self._session, self.office_id, came, addition)

    def rules(self) -> Rules:
        """See Records."""
        stored: StoredRules = decode(StoredRules, offices.performance(self._session, self.office_id))
        return stored.rules()

    def chats(self) -> Mapping[int, int]:
        """See Records."""
        return self._chats

    @cached_property
    def _chats(self) -> Mapping[int, int]:
        return accounts.chats(self.connection, self.bot_id, self.office_id)

    def has_begun(self, unit_id: int) -> bool:
        """See Records."""
        return unit_id in self._begun

    @cached_property
    def _begun(self) -> frozenset[int]:
        """The units of which somebody has put something into a form, or a draft, of their data."""
        forms = _held(Form, conversations.of_kind(self.connection, self.office_id, "form"))
        drafts = _held(FigureDraft, conversations.of_kind(self.connection, self.office_id, "angka"))
        of_files = (form for form in forms if form.purpose is Purpose.SUBMIT_DRAFT)
        every: Iterable[Form | FigureDraft] = (*of_files, *drafts)
        begun = (held.unit_id for held in every if not held.is_empty)
        return frozenset(unit_id for unit_id in begun if unit_id)

    def own_days_off(self) -> Collection[date]:
        """See Records."""
        return offices.days(self._session, self.office_id).added

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

    def _register(self, entry: object, actor: Actor) -> None:
        Register(self.connection, self.office_id).append(entry, actor, self.now, self.cause_id)

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

    def add_day_off(self, day: date, name: str) -> OfficeCalendar:
        """See Records."""
        self._register(CalendarDayChanged(day.isoformat(), is_off=True, reason=name), self._admin())
        offices.set_day(self._session, self.office_id, day, is_off=True, note=name)
        return self._calendar()

    def drop_day_off(self, day: date, reason: str) -> OfficeCalendar:
        """See Records."""
        self._register(CalendarDayChanged(day.isoformat(), is_off=False, reason=reason), self._admin())
        if day in national_days(self.now.date().year).names:
            offices.set_day(self._session, self.office_id, day, is_off=False, note=reason)
        else:
            offices.clear_day(self._session, self.office_id, day)
        return self._calendar()

    def _admin(self) -> Actor:
        return Actor(self.person_id, NO_POST, Role.ADMIN, None)

    def _calendar(self) -> OfficeCalendar:
        """Return the calendar as it has just been written."""
        revision = offices.revision(self.connection, self.office_id)
        return read_office(self._session, self.office_id, revision, self.now.date()).calendar

    def set_timer(self, key: str, due_at: datetime, person_id: int, occasion: Occasion) -> None:
        """See Records."""
        came = TimeCame(self.chat_id, self.office_id, person_id, occasion)
        arrival = Arrival(self._timer(key), self.chat_id, pack(came), due_at)
        self.timers.extend(inbox.receive(self.connection, self.bot_id, [arrival], self.now))
        self.has_timers = True

    def has_timer(self, key: str) -> bool:
        """See Records."""
        return inbox.has_come(self.connection, self.bot_id, self._timer(key))

    def _timer(self, key: str) -> str:
        return f"waktu:{self.office_id}:{key}"


def _held(kind: type[_Held], stored: Iterable[str]) -> Iterator[_Held]:
    """Yield what is stored of a kind of conversation; one that no longer loads is passed over."""
    for data in stored:
        try:
            held: _Held = decode(kind, data)
        except StoredFormError:
            continue
        yield held
