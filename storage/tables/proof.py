"""What proves the record: the office's register, chained as history is, and the seal of each day over all chains."""

from datetime import date, datetime

from sqlalchemy import Column, ForeignKey, UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.columns import BigKey, UtcDateTime


class RegisterRow(SQLModel, table=True):
    """One entry of what happened to an office outside of its cycles. Only ever added to."""

    __tablename__ = "register"
    __table_args__ = (UniqueConstraint("office_id", "position"),)

    id: int | None = Field(default=None, sa_column=Column(BigKey, primary_key=True))
    office_id: int = Field(sa_column=Column(BigKey, ForeignKey("office.id"), nullable=False))
    position: int  # 1, 2, 3 … within the office
    kind: str
    entry: str  # JSON of the entry's fields
    actor: str  # JSON of the actor; empty where nobody acted in chat
    at: datetime = Field(sa_type=UtcDateTime)
    cause_id: int | None = Field(default=None, sa_column=Column(BigKey))
    hash: str  # see workflow.chain.entry_hash


class SealRow(SQLModel, table=True):
    """A day's seal. Only ever added to."""

    __tablename__ = "seal"
    __table_args__ = (UniqueConstraint("office_id", "position"),)

    id: int | None = Field(default=None, sa_column=Column(BigKey, primary_key=True))
    office_id: int = Field(sa_column=Column(BigKey, ForeignKey("office.id"), nullable=False))
    position: int  # 1, 2, 3 … within the office
    day: date  # of the office's zone
    root: str  # see workflow.chain.seal_root
    heads: str  # JSON list of [chain, length, hash]
    made_at: datetime = Field(sa_type=UtcDateTime)
