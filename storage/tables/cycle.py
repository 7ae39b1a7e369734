"""Cycles and their history. History is the truth: a cycle is what its recorded events add up to."""

from datetime import datetime

from sqlalchemy import Column, ForeignKey, Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from storage.columns import BigKey, UtcDateTime, of_office


class ProcedureRow(SQLModel, table=True):
    """The SOP file of one version as it stood when a cycle was first started with it."""

    __tablename__ = "procedure"
    __table_args__ = (UniqueConstraint("office_id", "code", "version"),)

    id: int | None = Field(default=None, sa_column=Column(BigKey, primary_key=True))
    office_id: int = Field(sa_column=Column(BigKey, ForeignKey("office.id"), nullable=False))
    code: str
    version: int
    text: str


class CycleRow(SQLModel, table=True):
    """One quarter's run. `length` counts its events: the version by which two writers notice each other."""

    __tablename__ = "cycle"
    __table_args__ = (
        UniqueConstraint("office_id", "id"),
        Index("ix_cycle_quarter", "office_id", "year", "quarter"),
        Index(
            "ux_cycle_quarter",  # one cycle a quarter, besides those that were withdrawn
            "office_id",
            "year",
            "quarter",
            unique=True,
            sqlite_where=text("state <> 'withdrawn'"),
            postgresql_where=text("state <> 'withdrawn'"),
        ),
    )

    id: int | None = Field(default=None, sa_column=Column(BigKey, primary_key=True))
    office_id: int = Field(sa_column=Column(BigKey, ForeignKey("office.id"), nullable=False))
    year: int
    quarter: int
    state: str
    length: int
    started_at: datetime = Field(sa_type=UtcDateTime)
    closed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class HistoryRow(SQLModel, table=True):
    """One event: who, in which capacity, when, what, and the inbox row that caused it. Only ever added to."""

    __tablename__ = "history"
    __table_args__ = (UniqueConstraint("cycle_id", "position"), of_office("cycle", "cycle_id"))

    id: int | None = Field(default=None, sa_column=Column(BigKey, primary_key=True))
    office_id: int = Field(sa_column=Column(BigKey, ForeignKey("office.id"), nullable=False))
    cycle_id: int = Field(sa_column=Column(BigKey, nullable=False))
    position: int  # 1, 2, 3 … within the cycle
    kind: str
    event: str  # JSON of the event's fields
    person_id: int = Field(sa_column=Column(BigKey, nullable=False))
    post_id: int = Field(sa_column=Column(BigKey, nullable=False))
    actor: str  # JSON of the actor, so that role and capacity stay as they were that day
    at: datetime = Field(sa_type=UtcDateTime)
    cause_id: int | None = Field(default=None, sa_column=Column(BigKey))
    files: str = "[]"  # JSON list of [id, SHA-256] of the kept files that the event names
    hash: str = ""  # see workflow.chain.entry_hash


class AssignmentRow(SQLModel, table=True):
    """What is owed, kept in step with the cycle's events so that it can be asked for by office, unit and due time."""

    __tablename__ = "assignment"
    __table_args__ = (
        UniqueConstraint("cycle_id", "step", "unit_key"),
        of_office("cycle", "cycle_id"),
        Index("ix_assignment_open", "office_id", "state", "due_at"),
    )

    id: int | None = Field(default=None, sa_column=Column(BigKey, primary_key=True))
    office_id: int = Field(sa_column=Column(BigKey, ForeignKey("office.id"), nullable=False))
    cycle_id: int = Field(sa_column=Column(BigKey, nullable=False))
    step: int
    unit_key: int = Field(sa_column=Column(BigKey, nullable=False))  # unit id, 0 where the step is owed once
    round: int
    state: str
    phase: str
    started_at: datetime = Field(sa_type=UtcDateTime)
    due_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    finished_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class SubmissionRow(SQLModel, table=True):
    """A version of a unit's data, kept in step with the cycle's events; its number is unique in the office."""

    __tablename__ = "submission"
    __table_args__ = (
        UniqueConstraint("cycle_id", "unit_id", "version"),
        UniqueConstraint("office_id", "number"),
        of_office("cycle", "cycle_id"),
        of_office("unit", "unit_id"),
    )

    id: int | None = Field(default=None, sa_column=Column(BigKey, primary_key=True))
    office_id: int = Field(sa_column=Column(BigKey, ForeignKey("office.id"), nullable=False))
    cycle_id: int = Field(sa_column=Column(BigKey, nullable=False))
    unit_id: int = Field(sa_column=Column(BigKey, nullable=False))
    version: int
    number: str
    state: str
    files: str  # JSON list of file ids
    submitted_at: datetime = Field(sa_type=UtcDateTime)
    sent_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class NumberRow(SQLModel, table=True):
    """The last number given out of a series, e.g. disposisi of 2026 or kiriman."""

    __tablename__ = "number"

    office_id: int = Field(sa_column=Column(BigKey, ForeignKey("office.id"), primary_key=True))
    series: str = Field(primary_key=True)
    last: int
