"""The SOP as data: who acts at which step, how long it may take, what comes of it; a cycle keeps its version."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from workflow.office import Role


class TimeUnit(StrEnum):
    """The units in which the SOP's form states its "waktu"."""

    MENIT = "menit"
    JAM = "jam"
    HARI = "hari"


class Scope(StrEnum):
    """How often a step is owed in one cycle."""

    ONCE = "sekali"
    PER_UNIT = "per_unit"
    PER_UNIT_THEN_ONCE = "per_unit_lalu_sekali"  # step 5: each unit's data, then one report


@dataclass(frozen=True)
class Allotment:
    """A "waktu" of the SOP: so many minutes, hours or days; of working time unless `working` is false."""

    amount: int
    unit: TimeUnit
    working: bool = True


@dataclass(frozen=True)
class Total:
    """The sum of all times, kept by unit as the form states it: a working day is no fixed number of hours."""

    days: int
    hours: int
    minutes: int


@dataclass(frozen=True)
class Reminders:
    """When those who owe a step are reminded of it."""

    percents: tuple[int, ...] = ()  # of the time that the step has
    days_before: tuple[int, ...] = ()  # working days before the due day
    last_morning: bool = False  # when the office opens on the due day
    when_due: bool = False
    not_begun: int | None = None  # percent of the time after which the Kabid hears that nobody has begun


@dataclass(frozen=True)
class Escalation:
    """Who is told when something is overdue, and how soon where the SOP counts minutes or hours."""

    superiors: tuple[tuple[Role, Role], ...]
    after_minutes: int  # working minutes after the deadline; what is counted in days is told at the next opening

    def superior(self, role: Role) -> Role | None:
        """Return the role above `role`, None for the highest."""
        return next((above for below, above in self.superiors if below is role), None)


DEFAULT_ESCALATION = Escalation(
    superiors=(
        (Role.STAF, Role.KABID),
        (Role.KASI, Role.KABID),
        (Role.KABID, Role.SEKRETARIS),
        (Role.TIM, Role.SEKRETARIS),
        (Role.PERENCANAAN, Role.SEKRETARIS),
        (Role.SEKRETARIS, Role.KEPALA_DINAS),
    ),
    after_minutes=60,
)
"""Where an SOP file names none: the line of command of Perbup Way Kanan 36/2020, and one working hour."""


@dataclass(frozen=True)
class Column:
    """A column of the flowchart ("pelaksana")."""

    code: str
    title: str
    roles: tuple[Role, ...]


@dataclass(frozen=True)
class Head:
    """What stands above the table of an SOP form, in the form's own order and words."""

    number: str
    made: str
    name: str
    agency: str
    unit: str
    legal_basis: tuple[str, ...]
    qualifications: tuple[str, ...]
    related: tuple[str, ...]
    equipment: tuple[str, ...]
    warning: str
    recording: str


@dataclass(frozen=True)
class Step:
    """One row of the form. `activity`, `requirement` and `output` are its words, to be shown unchanged."""

    number: int
    activity: str
    column: str  # code of its Column
    roles: tuple[Role, ...]  # who may act
    receivers: tuple[Role, ...]  # whom the output reaches
    requirement: str
    allotment: Allotment
    output: str
    scope: Scope
    returns_to: int | None  # where a check sends work back to; its own number where it stays inside the step
    reminders: Reminders
    givers: tuple[Role, ...] = ()  # who gave the task, and so decides on more time for it; empty: nobody does
    is_start: bool = False  # MULAI
    is_end: bool = False  # SELESAI

    @property
    def per_unit(self) -> bool:
        """Whether each unit owes it on its own."""
        return self.scope is not Scope.ONCE


@dataclass(frozen=True)
class Procedure:
    """One version of an SOP; its steps are numbered 1 to 7 without a gap."""

    code: str
    version: int
    head: Head
    columns: tuple[Column, ...]
    steps: tuple[Step, ...]
    rework: Allotment | None = None  # time for data sent back by step 5; None: step 4's own time again
    escalation: Escalation = DEFAULT_ESCALATION

    def step(self, number: int) -> Step:
        """Return the step of that number; raises KeyError where the SOP has none."""
        for step in self.steps:
            if step.number == number:
                return step
        raise KeyError(number)

    def column(self, code: str) -> Column:
        """Return the flowchart column of that code; raises KeyError where the SOP has none."""
        for column in self.columns:
            if column.code == code:
                return column
        raise KeyError(code)

    @property
    def total(self) -> Total:
        """The times of all steps in sum, as the form prints it (SOP 830/ /IV.16-WK/2021: 14 hari 2 jam 15 menit)."""
        days, hours, minutes = (
            sum(step.allotment.amount for step in self.steps if step.allotment.unit is unit)
            for unit in (TimeUnit.HARI, TimeUnit.JAM, TimeUnit.MENIT)
        )
        return Total(days, hours + minutes // 60, minutes % 60)
