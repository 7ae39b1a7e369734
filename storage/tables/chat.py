"""Who talks to the bot, and where each stands in a conversation."""

from datetime import datetime

from sqlalchemy import BigInteger, Column, ForeignKey, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.columns import BigKey, UtcDateTime, of_office


class AccountRow(SQLModel, table=True):
    """A person's Telegram account at one bot. One account may serve a person of each of several offices."""

    __tablename__ = "account"
    __table_args__ = (
        UniqueConstraint("bot_id", "user_id", "office_id"),
        UniqueConstraint("bot_id", "office_id", "person_id"),
        of_office("person", "person_id"),
    )

    id: int | None = Field(default=None, sa_column=Column(BigKey, primary_key=True))
    office_id: int = Field(sa_column=Column(BigKey, ForeignKey("office.id"), nullable=False))
    person_id: int = Field(sa_column=Column(BigKey, nullable=False))
    bot_id: int = Field(sa_type=BigInteger)
    user_id: int = Field(sa_type=BigInteger)  # Telegram's user id; also the id of the private chat
    bound_at: datetime = Field(sa_type=UtcDateTime)
    active_at: datetime = Field(sa_type=UtcDateTime)  # the office chosen last is the one a plain text speaks to
    unreachable_at: datetime | None = Field(default=None, sa_type=UtcDateTime)  # blocked the bot, or deleted
    notice_version: int = 0  # of the notice on personal data that was agreed to; 0 where nobody was asked
    consented_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class InviteRow(SQLModel, table=True):
    """A one-time link: only its hash is kept; used once, by one account, before it expires."""

    __tablename__ = "invite"
    __table_args__ = (Index("ix_invite_of_office", "office_id", "id", unique=True), of_office("person", "person_id"))

    id: int | None = Field(default=None, sa_column=Column(BigKey, primary_key=True))
    office_id: int = Field(sa_column=Column(BigKey, ForeignKey("office.id"), nullable=False))
    person_id: int = Field(sa_column=Column(BigKey, nullable=False))
    token_hash: str = Field(unique=True)
    created_at: datetime = Field(sa_type=UtcDateTime)
    expires_at: datetime = Field(sa_type=UtcDateTime)
    used_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    used_by: int | None = Field(default=None, sa_type=BigInteger)  # Telegram user id
    code_hash: str = ""  # of the code that goes with it; empty where it has none
    replaces: bool = False  # it was made for a person who was bound: what opens it takes that account's place


class NewcomerRow(SQLModel, table=True):
    """An account that opened a link and is not let in yet: it is no account of the office, and sees nothing of it.

    The row goes when the person is let in, does not agree to the notice, or is invited anew.
    """

    __tablename__ = "newcomer"
    __table_args__ = (
        UniqueConstraint("bot_id", "user_id", "office_id"),
        UniqueConstraint("bot_id", "office_id", "person_id"),
        of_office("person", "person_id"),
        of_office("invite", "invite_id"),
    )

    id: int | None = Field(default=None, sa_column=Column(BigKey, primary_key=True))
    office_id: int = Field(sa_column=Column(BigKey, ForeignKey("office.id"), nullable=False))
    person_id: int = Field(sa_column=Column(BigKey, nullable=False))
    invite_id: int = Field(sa_column=Column(BigKey, nullable=False))
    bot_id: int = Field(sa_type=BigInteger)
    user_id: int = Field(sa_type=BigInteger)
    telegram_name: str  # as the account calls itself; for the admin's eyes
    opened_at: datetime = Field(sa_type=UtcDateTime)
    step: str  # workflow.admission.AdmissionStep
    notice_version: int = 0
    consented_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    nip_fits: bool = True  # of the pair of NIP and code that is being given
    tries: int = 0  # wrong pairs so far


class ConversationRow(SQLModel, table=True):
    """Where a chat stands in a half-finished conversation; `data` is the state's own form under `kind`."""

    __tablename__ = "conversation"

    bot_id: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    chat_id: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    office_id: int = Field(sa_column=Column(BigKey, ForeignKey("office.id"), nullable=False))
    kind: str
    data: str
    updated_at: datetime = Field(sa_type=UtcDateTime)
