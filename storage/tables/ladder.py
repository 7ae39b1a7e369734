"""Which rungs were taken for an order that was not read; what was done stands in the register."""

from datetime import datetime

from sqlalchemy import Column, ForeignKey, UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.columns import BigKey, UtcDateTime, of_office


class OrderRungRow(SQLModel, table=True):
    """One rung that was taken for one order at one recipient, once."""

    __tablename__ = "order_rung"
    __table_args__ = (
        UniqueConstraint("cycle_id", "step", "unit_key", "round", "post_id", "rung"),
        of_office("cycle", "cycle_id"),
        of_office("post", "post_id"),
    )

    id: int | None = Field(default=None, sa_column=Column(BigKey, primary_key=True))
    office_id: int = Field(sa_column=Column(BigKey, ForeignKey("office.id"), nullable=False))
    cycle_id: int = Field(sa_column=Column(BigKey, nullable=False))
    step: int
    unit_key: int = Field(sa_column=Column(BigKey, nullable=False))  # unit id, 0 where the order is of no unit
    round: int
    post_id: int = Field(sa_column=Column(BigKey, nullable=False))
    rung: str
    taken_at: datetime = Field(sa_type=UtcDateTime)
