"""Reminders: every notice about time that is to come, written with the act that makes it due."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Column, ForeignKey, Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from storage.columns import BigKey, UtcDateTime, of_office

PENDING = text("state = 'pending'")


class ReminderState(StrEnum):
    """pending → told; or → dropped, when what it is about was done, moved or promised before."""

    PENDING = "pending"
    TOLD = "told"
    DROPPED = "dropped"


class ReminderRow(SQLModel, table=True):
    """One notice about one assignment to be given at an instant, once.

    With step 0 it is about the whole cycle, with step 8 about the items of the unit's plan.
    """

    __tablename__ = "reminder"
    __table_args__ = (
        UniqueConstraint("cycle_id", "step", "unit_key", "kind", "due_at"),
        of_office("cycle", "cycle_id"),
        Index("ix_reminder_due", "due_at", sqlite_where=PENDING, postgresql_where=PENDING),
    )

    id: int | None = Field(default=None, sa_column=Column(BigKey, primary_key=True))
    office_id: int = Field(sa_column=Column(BigKey, ForeignKey("office.id"), nullable=False))
    cycle_id: int = Field(sa_column=Column(BigKey, nullable=False))
    step: int  # 0: the cycle as a whole
    unit_key: int = Field(sa_column=Column(BigKey, nullable=False))  # unit id, 0 where the step is owed once
    kind: str  # workflow.reminders.ReminderKind
    due_at: datetime = Field(sa_type=UtcDateTime)
    meant_at: datetime | None = Field(default=None, sa_type=UtcDateTime)  # before it was put off to the next opening
    state: str = ReminderState.PENDING
    told_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
