"""The records that a handler is handed: storage, narrowed to one office, one chat and one transaction."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection
from sqlmodel import Session

from bot.bot_name import BotName
from bot.letterhead import letterhead_of
from bot.national_days import national_days
from bot.office_cache import read_office
from bot.parsing import pack
from bot.people_records import PeopleRecords
from handlers.conversations import FigureDraft, Form, Purpose
from handlers.incoming import Occasion, TimeCame
from storage import (
    conversations,
    files,
    inbox,
    indicators,
    numbers,
    offices,
    reminders,
    work,
)
from storage.codec import StoredFormError, decode
from storage.cycles import CycleBook, CycleCache
from storage.files import WantedFile
from storage.inbox import Arrival, InboxItem
from storage.work import WantedWork
from workflow.capaian import Figures
from workflow.cycle import Cycle
from workflow.evaluation import Rules
from workflow.events import Recorded
from workflow.files import FileFault, FileKind, KeptFile
from workflow.indicator_imports import Addition, IndicatorImport, KeptVersion
from workflow.indicator_plan import PlannedIndicator, Version, valid_in
from workflow.indicators import Indicator
from workflow.papers.sheet import Letterhead
from workflow.performance_rules import StoredRules
from workflow.procedure import Procedure
from workflow.procedure_file import DEFAULT_FILE, default_text, load_procedure
from workflow.quarter import Quarter
from workflow.register import CalendarDayChanged
from workflow.reminders import Plan
from workflow.work import Job
from workflow.working_time import OfficeCalendar

_Held = TypeVar("_Held")

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
class OfficeRecords(PeopleRecords):
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
