"""What a handler is handed of storage: the records of one office, within one transaction."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Protocol

from handlers.incoming import Occasion
from workflow.admission import Invitation, Newcomer, Reach, ReleaseCause
from workflow.capaian import Figures
from workflow.cycle import Cycle
from workflow.evaluation import Rules
from workflow.events import Recorded
from workflow.files import FileFault, FileKind, KeptFile
from workflow.holders import ToldHolders
from workflow.indicator_imports import Addition, IndicatorImport, KeptVersion
from workflow.indicator_plan import PlannedIndicator, Version
from workflow.indicators import Indicator
from workflow.ladder import OrderAt, Rung
from workflow.office import Actor, Office
from workflow.own_data import OwnData
from workflow.papers.sheet import Letterhead
from workflow.procedure import Procedure
from workflow.quarter import Quarter
from workflow.register import Registered
from workflow.reminders import Plan
from workflow.stand_ins import AnyOfficeChange
from workflow.work import Job
from workflow.working_time import OfficeCalendar


class Records(Protocol):
    """Reads and writes of one office. Everything that is written commits together with the turn, or not at all."""

    def running_cycle(self) -> Cycle | None:
        """Return the cycle that is under way."""

    def running_cycles(self) -> Sequence[Cycle]:
        """Return every cycle that is under way, the one started first in front."""

    def latest_cycle(self) -> Cycle | None:
        """Return the cycle that was started last, under way or not."""

    def recent_cycles(self) -> Sequence[Cycle]:
        """Return the cycles that were started last, the newest first; twelve at most, which is three years."""

    def cycle(self, cycle_id: int) -> Cycle | None:
        """Return a cycle of this office; None for any other."""

    def cycle_of(self, quarter: Quarter) -> Cycle | None:
        """Return the quarter's cycle that was not withdrawn."""

    def letterhead(self) -> Letterhead:
        """Return the kop of the office's papers."""

    def history(self, cycle_id: int) -> Sequence[Recorded]:
        """Return the cycle's events in their order."""

    def registered(self, most: int) -> Sequence[Registered]:
        """Return the last entries of the office's register, the oldest of them first."""

    def procedure(self, cycle: Cycle | None) -> Procedure:
        """Return the SOP that the cycle was started with; the present one where there is no cycle."""

    def open_cycle(self, quarter: Quarter) -> int:
        """Make room for a new cycle under the present SOP and return its id."""

    def append(self, cycle: Cycle, recorded: Sequence[Recorded]) -> None:
        """Write down what happened and what the cycle became by it."""

    def keep_plans(self, cycle_id: int, plans: Sequence[Plan]) -> None:
        """Make these the notices to come of the cycle's assignments; earlier ones are dropped, told ones stay."""

    def next_number(self, series: str) -> int:
        """Return the next number of a series, from 1."""

    def file(self, file_id: int) -> KeptFile | None:
        """Return a kept file of this office; None for any other, or one that is not kept (yet)."""

    def want_file(self, telegram_file_id: str, name: str) -> int:
        """Ask for a file to be fetched; FileKept or FileRefused with this id comes in later."""

    def keep_file(self, file_id: int, kind: FileKind, size: int, sha256: str) -> KeptFile | None:
        """Note that the file's content is in the data directory."""

    def refuse_file(self, file_id: int, fault: FileFault) -> str | None:
        """Note why the file was not kept; returns its name."""

    def want_work(self, job: Job) -> int:
        """Ask for slow work to be done; WorkDone with this id comes in later, with a result or a fault."""

    def finish_work(self, work_id: int) -> bool:
        """Note that the work's result was handled; False where that was done before."""

    def indicators(self, unit_id: int, quarter: Quarter) -> tuple[Indicator, ...]:
        """Return the unit's indicators as they are valid in that quarter, in the order of its plan; () for none."""

    def planned(self, unit_id: int, quarter: Quarter) -> tuple[PlannedIndicator, ...]:
        """Return the same with what Form E.81 says of the Renstra."""

    def past_figures(self, unit_id: int, year: int) -> Mapping[str, Figures]:
        """Return the figures of quarters before the office began with Monev, by the code of the indicator."""

    def indicator_versions(self, unit_id: int, year: int) -> Sequence[Version]:
        """Return every version of the unit's indicators of a year, in the order in which they were made."""

    def indicator_years(self) -> Sequence[int]:
        """Return the years for which the office has indicators, the latest first."""

    def indicator_history(self, unit_id: int, year: int, code: str) -> Sequence[KeptVersion]:
        """Return every version of an indicator with the import it came by, the first made first."""

    def add_indicators(self, came: IndicatorImport, addition: Addition) -> None:
        """Keep what an import brings; nothing that was there is taken away."""

    def rules(self) -> Rules:
        """Return how the office judges: bands, cap, thresholds."""

    def chats(self) -> Mapping[int, int]:
        """Return the private chat of each person of the office whom the bot can reach."""

    def has_begun(self, unit_id: int) -> bool:
        """Tell whether somebody of the unit has begun to fill in a form of its data."""

    def own_days_off(self) -> Collection[date]:
        """Return the days off that the office itself has added to the national ones."""

    def add_day_off(self, day: date, name: str) -> OfficeCalendar:
        """Keep that the office is closed that day; returns the calendar by which everybody goes from now on."""

    def drop_day_off(self, day: date, reason: str) -> OfficeCalendar:
        """Keep that the office works that day: an own day off is taken away, a national one is worked after all.

        Returns the calendar by which everybody goes from now on.
        """

    def change_office(self, changes: tuple[AnyOfficeChange, ...], actor: Actor) -> Office:
        """Write decided changes of the office, each an entry of its register; returns the office as it is now."""

    def holding_terms(self) -> Mapping[tuple[int, int, date], str]:
        """Return the SK number of each holding by (post, person, first day); those without one are left out."""

    def told_holders(self) -> ToldHolders | None:
        """Return what everyone was told last about who holds what; None where that was never."""

    def keep_told_holders(self, told: ToldHolders) -> None:
        """Keep what everyone has been told."""

    def own_data(self) -> OwnData:
        """Return what is kept about the person whose turn it is."""

    def rungs_taken(self, cycle_id: int) -> Mapping[OrderAt, Mapping[Rung, datetime]]:
        """Return what was done for the cycle's orders that lay unread, with its instant."""

    def reaches(self) -> Mapping[int, Reach]:
        """Return how far the bot has come with each person of whom it knows anything."""

    def newcomer(self, newcomer_id: int) -> Newcomer | None:
        """Return somebody who stands at this office's door; None for anybody else."""

    def let_in(self, newcomer: Newcomer) -> str:
        """Let them in on an admin's word, on record; returns why not, empty where they are in."""

    def deny(self, newcomer: Newcomer) -> None:
        """Turn them away for good on an admin's word, on record."""

    def invite(self, person_id: int) -> Invitation:
        """Make a one-time link in place of older ones, on record; its `token` is the whole link."""

    def release(self, person_id: int, cause: ReleaseCause) -> int | None:
        """Cut the person's account off, on record; returns its Telegram id, None where there was none."""

    def set_timer(self, key: str, due_at: datetime, person_id: int, occasion: Occasion) -> None:
        """Have TimeCame come in at that instant, once per key; it survives a restart."""

    def has_timer(self, key: str) -> bool:
        """Tell whether a timer of that key was ever set in this office."""
