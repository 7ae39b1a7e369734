"""Files that people sent: first wanted (still at Telegram), then kept under the hash of their content, or refused."""

from datetime import datetime

from sqlalchemy import BigInteger, Column, ForeignKey, Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from storage.columns import BigKey, UtcDateTime, of_office


class FileRow(SQLModel, table=True):
    """One file of one message. The content lies under `sha256` in the data directory, never under its name."""

    __tablename__ = "file"
    __table_args__ = (
        UniqueConstraint("office_id", "id"),
        of_office("person", "person_id"),
        Index(
            "ix_file_wanted",
            "bot_id",
            sqlite_where=text("state = 'wanted'"),
            postgresql_where=text("state = 'wanted'"),
        ),
    )

    id: int | None = Field(default=None, sa_column=Column(BigKey, primary_key=True))
    office_id: int = Field(sa_column=Column(BigKey, ForeignKey("office.id"), nullable=False))
    person_id: int = Field(sa_column=Column(BigKey, nullable=False))
    bot_id: int = Field(sa_type=BigInteger)
    chat_id: int = Field(sa_type=BigInteger)
    telegram_file_id: str
    name: str  # as the person's phone called it; shown, never used as a path
    state: str
    kind: str = ""  # workflow.files.FileKind once the content was looked at
    size: int | None = None  # bytes
    sha256: str = ""
    reason: str = ""  # why it was refused
    wanted_at: datetime = Field(sa_type=UtcDateTime)
    kept_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
