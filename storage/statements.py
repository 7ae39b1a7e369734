"""SQL that runs for every update, made once: building a statement anew costs three times its execution."""

from datetime import UTC, datetime

from sqlalchemy import TextClause, bindparam, text

from storage.columns import UtcDateTime


def statement(sql: str, *, instants: tuple[str, ...]) -> TextClause:
    """Return `sql` with these parameters bound as UtcDateTime, so that a naive one is refused."""
    return text(sql).bindparams(*(bindparam(name, type_=UtcDateTime()) for name in instants))


def utc(value: datetime | str) -> datetime:
    """Return an instant that plain SQL read: SQLite hands back text, PostgreSQL the session's zone."""
    instant = datetime.fromisoformat(value) if isinstance(value, str) else value
    return instant.replace(tzinfo=UTC) if instant.tzinfo is None else instant.astimezone(UTC)


def utc_or_none(value: datetime | str | None) -> datetime | None:
    """Return an instant that may be missing."""
    return None if value is None else utc(value)
