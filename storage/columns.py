"""Column types that both databases treat alike."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import BigInteger, DateTime, ForeignKeyConstraint, Integer
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

BigKey = BigInteger().with_variant(Integer(), "sqlite")
"""64-bit integer key; SQLite counts up by itself only for a column declared INTEGER."""


class NaiveInstantError(ValueError):
    """An instant without a zone was about to be stored: on SQLite it would slip by the zone's offset unseen."""


class UtcDateTime(TypeDecorator[datetime]):
    """An instant: aware values only, stored in UTC, handed back aware in UTC by every database."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - fixed signature
        """Turn into UTC; raises NaiveInstantError for a naive value."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise NaiveInstantError(value)
        return value.astimezone(UTC)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - fixed signature
        """Hand back aware UTC; SQLite forgets the zone, PostgreSQL gives the session's."""
        if value is None:
            return None
        instant: datetime = value
        return instant.replace(tzinfo=UTC) if instant.tzinfo is None else instant.astimezone(UTC)


def of_office(table: str, column: str) -> ForeignKeyConstraint:
    """Make the database refuse a row that points into another office's rows."""
    return ForeignKeyConstraint(["office_id", column], [f"{table}.office_id", f"{table}.id"])
