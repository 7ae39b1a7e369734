"""The two doors: what came in and is to be handled, what is to go out and has gone."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import BigInteger, Column, ForeignKey, Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from storage.columns import BigKey, UtcDateTime

PENDING = text("state = 'pending'")
DEAD = text("state = 'dead'")
KEYED = text("state = 'pending' AND key <> ''")
UNDELIVERED = text("state IN ('failed', 'unreachable')")
WANTED = text("wanted_at IS NOT NULL AND sent_at IS NOT NULL")
"""An index holds only the rows that are looked for: what is done stays out of the way, and costs no write."""


class InboxState(StrEnum):
    """pending → done, or → dead after its last attempt; `monev inbox retry` makes a dead one pending again."""

    PENDING = "pending"
    DONE = "done"
    DEAD = "dead"


class OutboxState(StrEnum):
    """pending → sent; or failed (Telegram refused it), superseded (or taken back), unreachable (blocked)."""

    PENDING = "pending"
    SENT = "sent"
    FAILED = "failed"
    SUPERSEDED = "superseded"
    UNREACHABLE = "unreachable"


class InboxRow(SQLModel, table=True):
    """An update of Telegram's, or a result of the bot's own slow work.

    It belongs to a bot: who speaks, and so of which office, is only found out when it is handled.
    """

    __tablename__ = "inbox"
    __table_args__ = (
        UniqueConstraint("bot_id", "key"),
        Index("ix_inbox_pending", "bot_id", "id", sqlite_where=PENDING, postgresql_where=PENDING),
        Index("ix_inbox_dead", "bot_id", "id", sqlite_where=DEAD, postgresql_where=DEAD),
    )

    id: int | None = Field(default=None, sa_column=Column(BigKey, primary_key=True))
    bot_id: int = Field(sa_type=BigInteger)
    key: str  # Telegram's update_id, or a name such as file:17 for the bot's own; a repeat is refused
    chat_id: int = Field(sa_type=BigInteger)  # rows of one chat are handled in the order of their ids
    payload: str  # JSON
    received_at: datetime = Field(sa_type=UtcDateTime)
    due_at: datetime | None = Field(default=None, sa_type=UtcDateTime)  # not before; None is at once
    state: str = InboxState.PENDING
    attempts: int = 0
    code: str = ""  # the short code that the sender was told
    error: str = ""  # for the admin; never holds what people wrote
    done_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class OutboxRow(SQLModel, table=True):
    """A call that is owed to Telegram. Delivery is at-least-once: a kill between call and mark repeats it."""

    __tablename__ = "outbox"
    __table_args__ = (
        Index("ix_outbox_pending", "bot_id", "id", sqlite_where=PENDING, postgresql_where=PENDING),
        Index("ix_outbox_key", "bot_id", "chat_id", "key", sqlite_where=KEYED, postgresql_where=KEYED),
        Index("ix_outbox_wanted", "bot_id", "id", sqlite_where=WANTED, postgresql_where=WANTED),
        Index("ix_outbox_undelivered", "bot_id", "id", sqlite_where=UNDELIVERED, postgresql_where=UNDELIVERED),
    )

    id: int | None = Field(default=None, sa_column=Column(BigKey, primary_key=True))
    bot_id: int = Field(sa_type=BigInteger)
    office_id: int | None = Field(default=None, sa_column=Column(BigKey, ForeignKey("office.id")))  # None: a stranger
    chat_id: int = Field(sa_type=BigInteger)
    key: str = ""  # messages of one key are one message that is kept up to date
    method: str
    params: str  # JSON
    file_id: int | None = Field(default=None, sa_column=Column(BigKey))  # a kept file to upload
    document: str = ""  # JSON: what is to be drawn when it is delivered, with its data
    priority: int
    state: str = OutboxState.PENDING
    attempts: int = 0
    error: str = ""
    cause_id: int | None = Field(default=None, sa_column=Column(BigKey))  # the inbox row that led to it
    created_at: datetime = Field(sa_type=UtcDateTime)
    due_at: datetime | None = Field(default=None, sa_type=UtcDateTime)  # not before, after a failed try
    wanted_at: datetime | None = Field(
        default=None, sa_type=UtcDateTime
    )  # a reminder's instant, to measure lateness by
    held_ms: int = 0  # how long Telegram's limits kept it waiting
    sent_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    message_id: int | None = Field(default=None, sa_type=BigInteger)


class KeptMessageRow(SQLModel, table=True):
    """The message that stands for a key in a chat: the next one of that key edits it."""

    __tablename__ = "kept_message"

    bot_id: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    chat_id: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    key: str = Field(primary_key=True)
    message_id: int = Field(sa_type=BigInteger)
