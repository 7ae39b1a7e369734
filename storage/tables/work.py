"""Slow work that turns asked for."""

from datetime import datetime

from sqlalchemy import BigInteger, Column, ForeignKey, Index, text
from sqlmodel import Field, SQLModel

from storage.columns import BigKey, UtcDateTime, of_office


class WorkRow(SQLModel, table=True):
    """A job: wanted until its result was handled, so that a killed bot does it again."""

    __tablename__ = "work"
    __table_args__ = (
        of_office("person", "person_id"),
        Index(
            "ix_work_wanted",
            "bot_id",
            sqlite_where=text("done_at IS NULL"),
            postgresql_where=text("done_at IS NULL"),
        ),
    )

    id: int | None = Field(default=None, sa_column=Column(BigKey, primary_key=True))
    office_id: int = Field(sa_column=Column(BigKey, ForeignKey("office.id"), nullable=False))
    person_id: int = Field(sa_column=Column(BigKey, nullable=False))
    bot_id: int = Field(sa_type=BigInteger)
    chat_id: int = Field(sa_type=BigInteger)
    kind: str  # workflow.work.WorkKind
    job: str  # JSON: what is given
    wanted_at: datetime = Field(sa_type=UtcDateTime)
    done_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
