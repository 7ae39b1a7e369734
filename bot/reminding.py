"""Reminders that have fallen due: claimed and put into the outbox in one transaction, a bounded number at once."""

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import OperationalError

from bot import rendering
from bot.failures import where_failed
from bot.office_cache import KnownOffice
from bot.records import OfficeRecords
from bot.turn import World
from handlers import pengingat, pengingat_tindak_lanjut
from handlers.desk import Room
from storage import offices, outbox, reminders
from storage.cycles import ConcurrentActError
from storage.outbox import OutboxItem
from storage.reminders import DueCycle, DueReminder
from workflow.concerns import Fired
from workflow.cycle import AssignmentKey, Cycle, CycleState
from workflow.item_reminders import ITEMS, all_item_plans, plan_of_items
from workflow.reminders import RECURRING, WHOLE, Plan, all_plans, plan_of, plan_of_cycle
from workflow.situation import Situation

log = logging.getLogger(__name__)

ENOUGH = 256
"""Reminders after which one round ends: a button that is tapped meanwhile waits for one round, not for all."""
GRACE = timedelta(minutes=15)
"""So long after closing time a notice that was due within the hours may still go out: at 16.00 sharp it is 16.00."""
PATIENCE = timedelta(minutes=5)
"""Until a cycle whose reminders could not be told is tried again."""


@dataclass
class Told:
    """What one round has put out. `is_all` is false where more is due than one round tells."""

    posted: list[OutboxItem] = field(default_factory=list)
    count: int = 0
    is_all: bool = True


class Reminding:
    """Tells due reminders. Its methods are synchronous, made for a worker thread."""

    def __init__(self, engine: Engine, world: World) -> None:
        self._engine = engine
        self._world = world
        self._failed: dict[int, datetime] = {}  # cycles that could not be told, until when they are left alone

    def tell_due(self) -> Told:
        """Tell what is due, cycle by cycle, each in one transaction; a reminder is told once, whatever happens.

        What is due while its office is closed is put off to the next opening. A cycle that fails holds back no other.
        """
        now = self._world.clock.now()
        told = Told()
        with self._engine.begin() as connection:
            waiting = [each for each in reminders.due_cycles(connection, now) if self._is_tried(each.cycle_id, now)]
        for position, due in enumerate(waiting, start=1):
            self._try_cycle(due, now, told)
            if told.count >= ENOUGH:
                told.is_all = position == len(waiting)
                break
        return told

    def _is_tried(self, cycle_id: int, now: datetime) -> bool:
        return self._failed.get(cycle_id, now) <= now

    def _try_cycle(self, due: DueCycle, now: datetime, told: Told) -> None:
        with self._apart(due.cycle_id, now):
            with self._engine.begin() as connection:
                records, posted, count = self._tell_cycle(connection, due, now)
            records.committed()
            told.posted += posted
            told.count += count

    @contextmanager
    def _apart(self, cycle_id: int, now: datetime) -> Iterator[None]:
        """Keep what one cycle provokes from the others; a busy database is everybody's, and goes to the caller."""
        try:
            yield
        except (OperationalError, ConcurrentActError):
            raise  # the whole round is tried again
        except Exception as error:  # noqa: BLE001 - whatever one cycle holds must not silence the others
            self._failed[cycle_id] = now + PATIENCE
            log.error("reminders of cycle %d failed: %s", cycle_id, where_failed(error))  # noqa: TRY400 - its words may hold what people wrote

    def adopt(self) -> None:
        """Plan the reminders of running cycles that have none, because they began under an earlier version.

        A cycle that fails holds back no other.
        """
        now = self._world.clock.now()
        with self._engine.begin() as connection:
            found = reminders.unplanned(connection)
        for office_id, cycle_id in found:
            if self._is_tried(cycle_id, now):
                with self._apart(cycle_id, now), self._engine.begin() as connection:
                    self._adopt_cycle(connection, office_id, cycle_id, now)

    def _adopt_cycle(self, connection: Connection, office_id: int, cycle_id: int, now: datetime) -> None:
        known, records = self._office(connection, office_id, now)
        cycle = records.cycle(cycle_id)
        if cycle is not None:
            situation = Situation(now, known.office, records.procedure(cycle), known.calendar)
            records.keep_plans(cycle_id, (*all_plans(cycle, situation), *all_item_plans(cycle, situation)))

    def _office(self, connection: Connection, office_id: int, now: datetime) -> tuple[KnownOffice, OfficeRecords]:
        revision = offices.revision(connection, office_id)
        known = self._world.offices.get(connection, office_id, revision, now.date())
        records = OfficeRecords(
            connection,
            self._world.bot_id,
            office_id,
            person_id=0,
            chat_id=0,
            cause_id=None,
            now=now,
            present=self._world.present,
            cycle_cache=self._world.cycles,
        )
        return known, records

    def _tell_cycle(
        self, connection: Connection, due: DueCycle, now: datetime
    ) -> tuple[OfficeRecords, list[OutboxItem], int]:
        """Tell one cycle's due reminders. Its row is locked first, as an act does: no two wait for each other."""
        known, records = self._office(connection, due.office_id, now)
        cycle = records.cycle(due.cycle_id)
        claimed = []
        for each in reminders.due_of(connection, due.cycle_id, now):
            if not _may_be_told(known, each, now):
                reminders.put_off(connection, each, known.calendar.next_opening(now))
            elif reminders.tell(connection, each.id, now):
                claimed.append(each)
        if cycle is None or not claimed:
            return records, [], 0
        room = Room(now=now, office=known.office, calendar=known.calendar, records=records)
        fired = [Fired(each.key, each.kind, each.meant_at) for each in claimed]
        if cycle.state is CycleState.RUNNING:
            pengingat.remind(room, cycle, fired)
        pengingat_tindak_lanjut.remind(room, cycle, fired)
        self._plan_next(records, known, cycle, claimed, now)
        posted = [
            outbox.post(connection, letter, now)
            for entry in room.tray.entries
            for letter in rendering.letters(entry, self._world.bot_id, due.office_id, None)
        ]
        return records, posted, len(claimed)

    def _plan_next(
        self, records: OfficeRecords, known: KnownOffice, cycle: Cycle, claimed: Sequence[DueReminder], now: datetime
    ) -> None:
        """Plan what follows from time alone: the next working morning of what is overdue, the next digest."""
        situation = Situation(now, known.office, records.procedure(cycle), known.calendar)
        keys = dict.fromkeys(each.key for each in claimed if each.kind in RECURRING)
        found = (_next_plan(cycle, key, situation) for key in keys)
        records.keep_plans(cycle.id, [plan for plan in found if plan is not None])


def _next_plan(cycle: Cycle, key: AssignmentKey, situation: Situation) -> Plan | None:
    """Return the plan of the cycle, of a unit's items or of an assignment; None for a key that names none."""
    if key == WHOLE:
        return plan_of_cycle(cycle, situation)
    if key[0] == ITEMS and key[1] is not None:
        return plan_of_items(cycle, key[1], situation)
    return plan_of(cycle.assignments[key], situation) if key in cycle.assignments else None


def _may_be_told(known: KnownOffice, reminder: DueReminder, now: datetime) -> bool:
    """Tell whether a notice may go out now: in office hours, or just after they ended when it was due within them."""
    calendar = known.calendar
    return calendar.is_open(now) or (calendar.is_open(reminder.due_at) and now - reminder.due_at <= GRACE)
