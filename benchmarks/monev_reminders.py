"""Reminders under measurement: a regency that owes its data, a million reminders far off, some that are due now."""

import statistics
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from time import perf_counter

from sqlalchemy import Connection, Engine, text

from benchmarks.bot_api import BOT_ID
from benchmarks.monev_office import bind, import_office
from bot.office_cache import OfficeCache
from bot.office_file import HoldingDraft, OfficeDraft, PersonDraft, PostDraft, UnitDraft
from bot.records import PresentProcedure
from bot.reminding import Reminding
from bot.turn import World
from storage import reminders
from storage.cycles import CycleBook, CycleCache
from workflow import commands as c
from workflow.cycle import COLLECT, Cycle, Secrecy, Urgency
from workflow.decide import run
from workflow.office import Actor, Office, Role
from workflow.quarter import Quarter
from workflow.reminders import Plan, Reminder, ReminderKind, all_plans
from workflow.situation import Situation

WORKDAY = datetime(2026, 11, 25, 2, 0, tzinfo=UTC)
"""Wednesday 25 November 2026, 09.00 WIB: a reminder is told in office hours only, whenever a benchmark runs."""
FAR_OFF = datetime(2031, 1, 6, 1, 0, tzinfo=UTC)
REGENCY = "bench-regency"
SINCE = date(2020, 1, 1)
_HEADS = (
    ("kadis", Role.KEPALA_DINAS),
    ("sekdis", Role.SEKRETARIS),
    ("tim", Role.TIM),
    ("perencanaan", Role.PERENCANAAN),
)


@dataclass(frozen=True)
class Regency:
    """An office in the middle of step 4: every unit owes its data, each to be reminded in a chat of its own."""

    office: Office
    cycle: Cycle

    @property
    def unit_ids(self) -> tuple[int, ...]:
        """Its units."""
        return self.cycle.unit_ids


class StoppedClock:
    """A clock that stands where it is put."""

    def __init__(self, instant: datetime) -> None:
        self.instant = instant

    def now(self) -> datetime:
        """Return where it stands."""
        return self.instant


def found_regency(engine: Engine, units: int, first_chat: int) -> Regency:
    """Import an office of so many units with a Kabid and a Staf each, bind them, and play its quarter to step 4."""
    with engine.begin() as connection:
        known = import_office(connection, _draft(units))
        bind(connection, known.office, first_chat, len(known.office.persons))
        present = PresentProcedure.read(None)
        book = CycleBook(connection, known.office.id, CycleCache())
        book.keep_procedure(present.procedure.code, present.procedure.version, present.text)
        cycle_id = book.open(Quarter(2026, 3), WORKDAY)
        cycle: Cycle | None = None
        for role, command in _acts(known.office):
            situation = Situation(WORKDAY, known.office, present.procedure, known.calendar)
            cycle, recorded = run(cycle, command, _actor(known.office, role), situation, cycle_id)
            book.append(cycle, recorded, None)
        if cycle is None:
            raise LookupError(REGENCY)
        for plan in all_plans(cycle, Situation(WORKDAY, known.office, present.procedure, known.calendar)):
            reminders.keep_plan(connection, known.office.id, cycle_id, plan, WORKDAY)
        return Regency(known.office, cycle)


def _draft(units: int) -> OfficeDraft:
    posts = [PostDraft(code, code, role) for code, role in _HEADS]
    posts += [
        PostDraft(f"{role.value}-{number}", f"{role.value} {number}", role, f"unit-{number}")
        for number in range(units)
        for role in (Role.KABID, Role.STAF)
    ]
    return OfficeDraft(
        code=REGENCY,
        name="Kabupaten Uji",
        zone="Asia/Jakarta",
        units=tuple(UnitDraft(f"unit-{number}", f"Bidang Uji {number}") for number in range(units)),
        posts=tuple(posts),
        people=tuple(PersonDraft(post.code, f"Pegawai {post.code}, S.Kom.") for post in posts),
        holdings=tuple(HoldingDraft(post.code, post.code, SINCE) for post in posts),
    )


def _actor(office: Office, role: Role) -> Actor:
    post = office.posts_with(role)[0]
    holder = office.holder(post.id, WORKDAY.date())
    if holder is None:
        raise LookupError(role)
    return Actor(holder.id, post.id, role, post.unit_id)


def _acts(office: Office) -> Iterator[tuple[Role, c.Command]]:
    """Yield what brings a cycle to step 4 of every unit."""
    unit_ids = tuple(unit.id for unit in office.units)
    sekretaris = tuple(post.id for post in office.posts_with(Role.SEKRETARIS))
    yield (
        Role.KEPALA_DINAS,
        c.IssueDisposisi(
            Quarter(2026, 3),
            "001",
            "Monev",
            Urgency.BIASA,
            Secrecy.BIASA,
            sekretaris,
            ("Laksanakan",),
            opened_at=WORKDAY,
        ),
    )
    yield Role.SEKRETARIS, c.DirectTeam("Mulai dari bidang yang triwulan lalu terlambat")
    for unit_id in unit_ids:
        yield Role.TIM, c.RecordCoordination(unit_id, "Disepakati")
    yield Role.TIM, c.OrderCollection(unit_ids)


def add_far_off(engine: Engine, count: int, after: int = 0) -> None:
    """Add so many reminders that are due in years, spread over the cycles there are, `after` so many added before."""
    with engine.begin() as connection:
        cycles = connection.execute(text("SELECT office_id, id FROM cycle ORDER BY id")).all()
        share = -(-count // len(cycles))
        for number, (office_id, cycle_id) in enumerate(cycles):
            rows = min(share, count - number * share)
            connection.execute(
                text(
                    "WITH RECURSIVE n(i) AS (SELECT :after UNION ALL SELECT i + 1 FROM n WHERE i + 1 < :after + :rows)"
                    " INSERT INTO reminder (office_id, cycle_id, step, unit_key, kind, due_at, state)"
                    " SELECT :office_id, :cycle_id, 4, 0, 'menjelang',"
                    " strftime('%Y-%m-%d %H:%M:%S.000000', :far_off, '+' || i || ' seconds'), 'pending' FROM n"
                ),
                {
                    "rows": rows,
                    "after": after,
                    "office_id": office_id,
                    "cycle_id": cycle_id,
                    "far_off": FAR_OFF.strftime("%Y-%m-%d %H:%M:%S"),
                },
            )


def add_history(engine: Engine, count: int) -> None:
    """Add a closed quarter with so many events."""
    with engine.begin() as connection:
        office_id = connection.execute(text("SELECT MIN(id) FROM office")).scalar_one()
        cycle_id = connection.execute(
            text(
                "INSERT INTO cycle (office_id, year, quarter, state, length, started_at, closed_at)"
                " VALUES (:office_id, 2020, 1, 'closed', :count, :at, :at) RETURNING id"
            ),
            {"office_id": office_id, "count": count, "at": "2020-04-01 01:00:00.000000"},
        ).scalar_one()
        connection.execute(
            text(
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :count)"
                " INSERT INTO history (office_id, cycle_id, position, kind, event, person_id, post_id, actor, at)"
                " SELECT :office_id, :cycle_id, i, 'EvaluationNoted', '{}', 1, 1, '{}', :at FROM n"
            ),
            {"office_id": office_id, "cycle_id": cycle_id, "count": count, "at": "2020-04-01 01:00:00.000000"},
        )


def make_due(connection: Connection, regency: Regency, instant: datetime) -> None:
    """Plan one reminder of every unit's data for that instant."""
    connection.execute(
        text(
            "INSERT INTO reminder (office_id, cycle_id, step, unit_key, kind, due_at, state)"
            " VALUES (:office_id, :cycle_id, :step, :unit_key, 'menjelang', :due_at, 'pending')"
        ),
        [
            {
                "office_id": regency.office.id,
                "cycle_id": regency.cycle.id,
                "step": COLLECT,
                "unit_key": unit_id,
                "due_at": instant.strftime("%Y-%m-%d %H:%M:%S.%f"),
            }
            for unit_id in regency.unit_ids
        ],
    )


def count_posted(engine: Engine, instant: datetime) -> int:
    """Return how many reminders of that instant are in the outbox."""
    with engine.connect() as connection:
        query = text("SELECT COUNT(*) FROM outbox WHERE wanted_at = :at")
        found: int = connection.execute(query, {"at": instant.strftime("%Y-%m-%d %H:%M:%S.%f")}).scalar_one()
        return found


def told_per_s(engine: Engine, regency: Regency, due: int) -> float:
    """Return how many due reminders a second are found, claimed and put into the outbox as a message each.

    Instant after instant a reminder of each unit falls due, until `due` were told; the first round warms up.
    """
    clock = StoppedClock(WORKDAY)
    world = World(BOT_ID, clock, PresentProcedure.read(None), OfficeCache(), CycleCache())
    reminding = Reminding(engine, world)
    rounds = -(-due // len(regency.unit_ids))
    took = 0.0
    posted = 0
    for number in range(rounds + 1):
        clock.instant = WORKDAY + timedelta(minutes=1 + number)
        with engine.begin() as connection:
            make_due(connection, regency, clock.instant)
        began = perf_counter()
        while not (told := reminding.tell_due()).is_all:
            posted += len(told.posted) if number else 0
        if number:
            took += perf_counter() - began
            posted += len(told.posted)
    if posted != rounds * len(regency.unit_ids):
        raise RuntimeError(f"{posted} messages for {rounds * len(regency.unit_ids)} reminders")
    return posted / took


def costs_us(engine: Engine, regency: Regency, first_key: int, times: int = 300) -> dict[str, float]:
    """Return the median µs of planning an assignment's reminders, dropping them, and finding what is due.

    Each time it is another assignment, named by numbers from `first_key` on.
    """
    place = (regency.office.id, regency.cycle.id)
    coming = tuple(Reminder(FAR_OFF - timedelta(days=day), ReminderKind.ADVANCE) for day in range(1, 6))
    taken: dict[str, list[float]] = {"plan": [], "drop": [], "find": []}
    for number in range(times):
        key = (COLLECT, first_key + number)
        plan, ended = Plan(key, True, coming), Plan(key, False, ())
        for name, work in (
            ("plan", lambda found, plan=plan: reminders.keep_plan(found, *place, plan, WORKDAY)),
            ("find", lambda found: reminders.due_cycles(found, WORKDAY)),
            ("drop", lambda found, ended=ended: reminders.keep_plan(found, *place, ended, WORKDAY)),
        ):
            taken[name].append(_timed(engine, work))
    return {name: statistics.median(found) for name, found in taken.items()}


def _timed(engine: Engine, work: Callable[[Connection], object]) -> float:
    with engine.begin() as connection:
        began = perf_counter()
        work(connection)
        return (perf_counter() - began) * 1e6
