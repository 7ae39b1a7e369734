"""Which Telegram account is which person, and the one-time links by which they become so."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, text
from sqlmodel import Session, col, select

from storage.statements import Statement
from storage.tables import AccountRow, InviteRow


@dataclass(frozen=True)
class Account:
    """A Telegram account of a person in an office. `revision` is the office's, for what is cached by it."""

    office_id: int
    person_id: int
    revision: int


class InviteFault(StrEnum):
    """Why a link does not open the door."""

    UNKNOWN = "unknown"
    USED = "used"
    EXPIRED = "expired"
    PERSON_BOUND = "person_bound"  # the person already has another account
    ACCOUNT_BOUND = "account_bound"  # the account already is another person of that office


_OF_USER = Statement(
    "SELECT a.office_id, a.person_id, o.revision FROM account a JOIN office o ON o.id = a.office_id"
    " WHERE a.bot_id = :bot_id AND a.user_id = :user_id ORDER BY a.active_at DESC"
)
_SET_REACHABLE = Statement(
    "UPDATE account SET unreachable_at = :at WHERE bot_id = :bot_id AND user_id = :user_id"
    " AND (unreachable_at IS NULL) = :news",
)
_ACTIVATE = Statement(
    "UPDATE account SET active_at = :now WHERE bot_id = :bot_id AND user_id = :user_id AND office_id = :office_id",
)


def of_user(connection: Connection, bot_id: int, user_id: int) -> list[Account]:
    """Return the offices that the account belongs to, the one chosen last first; empty for a stranger."""
    return [Account(*row) for row in _OF_USER.rows(connection, bot_id=bot_id, user_id=user_id)]


def activate(connection: Connection, bot_id: int, user_id: int, office_id: int, now: datetime) -> None:
    """Make this office the one that a plain text of the account speaks to."""
    _ACTIVATE.change(connection, bot_id=bot_id, user_id=user_id, office_id=office_id, now=now)


def chats(connection: Connection, bot_id: int, office_id: int) -> dict[int, int]:
    """Return the private chat of each person of the office who has one that can be reached."""
    rows = connection.execute(
        text(
            "SELECT person_id, user_id FROM account"
            " WHERE bot_id = :bot_id AND office_id = :office_id AND unreachable_at IS NULL"
        ),
        {"bot_id": bot_id, "office_id": office_id},
    )
    return {row.person_id: row.user_id for row in rows}


def set_unreachable(connection: Connection, bot_id: int, user_id: int, at: datetime | None) -> bool:
    """Note that the account blocked the bot or was deleted (`at`), or can be reached again (None).

    Returns whether that is news.
    """
    return _SET_REACHABLE.change(connection, bot_id=bot_id, user_id=user_id, at=at, news=at is not None) > 0


def token_hash(token: str) -> str:
    """Return what is kept of a link: the link itself stands in no table."""
    return hashlib.sha256(token.encode()).hexdigest()


def add_invite(
    session: Session, office_id: int, person_id: int, token: str, now: datetime, expires_at: datetime
) -> None:
    """Keep a new link; the person's older unused ones stop working."""
    older = session.exec(
        select(InviteRow).where(
            InviteRow.office_id == office_id, InviteRow.person_id == person_id, col(InviteRow.used_at).is_(None)
        )
    )
    for invite in older:
        invite.expires_at = min(invite.expires_at, now)
        session.add(invite)
    session.add(
        InviteRow(
            office_id=office_id,
            person_id=person_id,
            token_hash=token_hash(token),
            created_at=now,
            expires_at=expires_at,
        )
    )
    session.flush()


def redeem(session: Session, bot_id: int, user_id: int, token: str, now: datetime) -> Account | InviteFault:
    """Bind the account to the invited person and use the link up; or say why not, changing nothing.

    Who opens a link of their own again is let in as before: a second tap on it is no misuse.
    """
    invite = session.exec(
        select(InviteRow).where(InviteRow.token_hash == token_hash(token)).with_for_update()
    ).one_or_none()
    if invite is None:
        return InviteFault.UNKNOWN
    if invite.used_at is not None:
        known = of_user(session.connection(), bot_id, user_id) if invite.used_by == user_id else []
        own = (account for account in known if (account.office_id, account.person_id) == _invited(invite))
        return next(own, InviteFault.USED)
    if invite.expires_at <= now:
        return InviteFault.EXPIRED
    bound = session.exec(
        select(AccountRow).where(AccountRow.bot_id == bot_id, AccountRow.office_id == invite.office_id)
    ).all()
    if any(account.person_id == invite.person_id and account.user_id != user_id for account in bound):
        return InviteFault.PERSON_BOUND
    if any(account.user_id == user_id and account.person_id != invite.person_id for account in bound):
        return InviteFault.ACCOUNT_BOUND
    invite.used_at, invite.used_by = now, user_id
    session.add(invite)
    if not any(account.user_id == user_id for account in bound):
        session.add(
            AccountRow(
                office_id=invite.office_id,
                person_id=invite.person_id,
                bot_id=bot_id,
                user_id=user_id,
                bound_at=now,
                active_at=now,
            )
        )
    session.flush()
    return next(
        account for account in of_user(session.connection(), bot_id, user_id) if account.office_id == invite.office_id
    )


def _invited(invite: InviteRow) -> tuple[int, int]:
    return invite.office_id, invite.person_id


_OF_PERSON = Statement(
    "SELECT p.office_id, p.id AS person_id, o.revision FROM person p JOIN office o ON o.id = p.office_id"
    " WHERE p.office_id = :office_id AND p.id = :person_id"
)


def of_person(connection: Connection, office_id: int, person_id: int) -> Account | None:
    """Return a person of the office as who they act in the bot's own follow-up work."""
    row = _OF_PERSON.row(connection, office_id=office_id, person_id=person_id)
    return None if row is None else Account(*row)


def admins(connection: Connection, bot_id: int, office_ids: Iterable[int]) -> list[int]:
    """Return the chats of the admins of these offices whom the bot can reach."""
    query = text(
        "SELECT a.user_id FROM account a JOIN person p ON p.office_id = a.office_id AND p.id = a.person_id"
        " WHERE a.bot_id = :bot_id AND a.office_id = :office_id AND p.is_admin AND a.unreachable_at IS NULL"
    )
    found: list[int] = []
    for office_id in office_ids:
        found += connection.execute(query, {"bot_id": bot_id, "office_id": office_id}).scalars()
    return found


def names(connection: Connection, bot_id: int, user_id: int) -> list[tuple[int, str]]:
    """Return the account's offices with the person's name in each."""
    query = text(
        "SELECT a.office_id, p.name FROM account a JOIN person p ON p.office_id = a.office_id AND p.id = a.person_id"
        " WHERE a.bot_id = :bot_id AND a.user_id = :user_id"
    )
    return [(row.office_id, row.name) for row in connection.execute(query, {"bot_id": bot_id, "user_id": user_id})]
