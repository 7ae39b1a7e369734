"""The way in: one-time links, the accounts that opened one, and how an account becomes a person or ceases to be."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import text
from sqlmodel import Session, col, delete, select

from storage import accounts
from storage.accounts import Account
from storage.tables import AccountRow, InviteRow, NewcomerRow
from workflow.admission import NOTICE_VERSION, AdmissionStep, Invitation, Newcomer, Reach, changed

_FORGET_CONVERSATION = text(
    "DELETE FROM conversation WHERE bot_id = :bot_id AND office_id = :office_id AND chat_id = :chat_id"
)
_SEND_NO_MORE = text(
    "UPDATE outbox SET state = 'superseded' WHERE bot_id = :bot_id AND office_id = :office_id AND chat_id = :chat_id"
    " AND state = 'pending'"
)


class InviteFault(StrEnum):
    """Why a link does not open the door."""

    UNKNOWN = "unknown"
    USED = "used"
    EXPIRED = "expired"
    PERSON_BOUND = "person_bound"  # the person already has another account
    ACCOUNT_BOUND = "account_bound"  # the account already is another person of that office


@dataclass(frozen=True)
class Bound:
    """An account that was let in; `released` is the account whose place it took."""

    account: Account
    released: int | None = None


def token_hash(token: str) -> str:
    """Return what is kept of a link: the link itself stands in no table."""
    return hashlib.sha256(token.encode()).hexdigest()


def add_invite(session: Session, office_id: int, made: Invitation, now: datetime, *, replaces: bool = False) -> None:
    """Keep a new link. The person's older unused ones stop working, and whoever opened one and waits is forgotten.

    With `replaces` it is for a person who has an account: whoever comes in by it takes that account's place.
    """
    of_person = (InviteRow.office_id == office_id, InviteRow.person_id == made.person_id)
    for invite in session.exec(select(InviteRow).where(*of_person, col(InviteRow.used_at).is_(None))):
        invite.expires_at = min(invite.expires_at, now)
        session.add(invite)
    session.execute(
        delete(NewcomerRow).where(col(NewcomerRow.office_id) == office_id, col(NewcomerRow.person_id) == made.person_id)
    )
    hashed = token_hash(made.token)
    session.add(
        InviteRow(
            office_id=office_id,
            person_id=made.person_id,
            token_hash=hashed,
            created_at=now,
            expires_at=made.expires_at,
            code_hash=_code_hash(hashed, made.code) if made.code else "",
            replaces=replaces,
        )
    )
    session.flush()


def knock(
    session: Session, bot_id: int, user_id: int, token: str, telegram_name: str, now: datetime
) -> Newcomer | Account | InviteFault:
    """Use a link up for the account that opened it, which now is at the door; or say why not, changing nothing.

    Who opens a link of their own again is where they were: at the door, or let in. A second tap is no misuse.
    """
    invite = session.exec(
        select(InviteRow).where(InviteRow.token_hash == token_hash(token)).with_for_update()
    ).one_or_none()
    if invite is None:
        return InviteFault.UNKNOWN
    if invite.used_at is not None:
        return _again(session, bot_id, user_id, invite) or InviteFault.USED
    if invite.expires_at <= now:
        return InviteFault.EXPIRED
    fault = _bound_otherwise(session, bot_id, user_id, invite)
    if fault is not None:
        return fault
    invite.used_at, invite.used_by = now, user_id
    session.add(invite)
    session.flush()
    known = _known(session, bot_id, user_id, invite)
    if known is not None:
        return known
    return _at_the_door(session, bot_id, user_id, invite, telegram_name, now)


def _at_the_door(
    session: Session, bot_id: int, user_id: int, invite: InviteRow, telegram_name: str, now: datetime
) -> Newcomer:
    """Put the account at the door, in place of whoever stood there for the person, or as somebody else."""
    session.execute(
        delete(NewcomerRow).where(
            col(NewcomerRow.bot_id) == bot_id,
            col(NewcomerRow.office_id) == invite.office_id,
            (col(NewcomerRow.person_id) == invite.person_id) | (col(NewcomerRow.user_id) == user_id),
        )
    )
    row = NewcomerRow(
        office_id=invite.office_id,
        person_id=invite.person_id,
        invite_id=invite.id or 0,
        bot_id=bot_id,
        user_id=user_id,
        telegram_name=telegram_name,
        opened_at=now,
        step=AdmissionStep.NOTICE,
    )
    session.add(row)
    session.flush()
    return _newcomer(row)


def _again(session: Session, bot_id: int, user_id: int, invite: InviteRow) -> Newcomer | Account | None:
    if invite.used_by != user_id:
        return None
    known = _known(session, bot_id, user_id, invite)
    if known is not None:
        return known
    row = session.exec(
        select(NewcomerRow).where(
            NewcomerRow.bot_id == bot_id, NewcomerRow.user_id == user_id, NewcomerRow.invite_id == invite.id
        )
    ).one_or_none()
    return None if row is None else _newcomer(row)


def _known(session: Session, bot_id: int, user_id: int, invite: InviteRow) -> Account | None:
    """Return the account where it is the invited person already."""
    invited = (invite.office_id, invite.person_id)
    known = accounts.of_user(session.connection(), bot_id, user_id)
    return next((account for account in known if (account.office_id, account.person_id) == invited), None)


def _bound_otherwise(session: Session, bot_id: int, user_id: int, invite: InviteRow) -> InviteFault | None:
    bound = session.exec(
        select(AccountRow).where(AccountRow.bot_id == bot_id, AccountRow.office_id == invite.office_id)
    ).all()
    others = any(account.person_id == invite.person_id and account.user_id != user_id for account in bound)
    if others and not invite.replaces:
        return InviteFault.PERSON_BOUND
    if any(account.user_id == user_id and account.person_id != invite.person_id for account in bound):
        return InviteFault.ACCOUNT_BOUND
    return None


def of_user(session: Session, bot_id: int, user_id: int) -> list[Newcomer]:
    """Return the doors at which an account stands, the newest first; at most one an office."""
    query = select(NewcomerRow).where(NewcomerRow.bot_id == bot_id, NewcomerRow.user_id == user_id)
    return [_newcomer(row) for row in session.exec(query.order_by(col(NewcomerRow.id).desc()))]


def get(session: Session, office_id: int, newcomer_id: int) -> Newcomer | None:
    """Return somebody at the office's own door; None for whoever is gone, or stands at another's."""
    row = session.get(NewcomerRow, newcomer_id)
    return _newcomer(row) if row is not None and row.office_id == office_id else None


def of_office(session: Session, bot_id: int, office_id: int) -> list[Newcomer]:
    """Return who stands at the office's door, the first to come first."""
    query = select(NewcomerRow).where(NewcomerRow.bot_id == bot_id, NewcomerRow.office_id == office_id)
    return [_newcomer(row) for row in session.exec(query.order_by(col(NewcomerRow.id)))]


def save(session: Session, newcomer: Newcomer, now: datetime) -> None:
    """Keep how far they have come."""
    row = session.get_one(NewcomerRow, newcomer.id)
    if newcomer.notice_version != row.notice_version:
        row.consented_at = now
    row.step, row.notice_version = newcomer.step.value, newcomer.notice_version
    row.nip_fits, row.tries = newcomer.nip_fits, newcomer.tries
    session.add(row)
    session.flush()


def turn_away(session: Session, newcomer: Newcomer, *, reopen: bool) -> None:
    """Forget the account; with `reopen` its link may be opened once more until it expires."""
    row = session.get_one(NewcomerRow, newcomer.id)
    if reopen:
        invite = session.get_one(InviteRow, row.invite_id)
        invite.used_at = invite.used_by = None
        session.add(invite)
    session.delete(row)
    session.flush()


def code_fits(session: Session, newcomer: Newcomer, code: str) -> bool:
    """Tell whether the code is the one that the link went out with; a link without one has none that fits."""
    invite = session.get_one(InviteRow, session.get_one(NewcomerRow, newcomer.id).invite_id)
    return bool(invite.code_hash) and invite.code_hash == _code_hash(invite.token_hash, code)


def bind(session: Session, bot_id: int, newcomer: Newcomer, now: datetime) -> Bound | InviteFault:
    """Let the account in as the person; an account whose place it takes is released. A fault changes nothing."""
    row = session.get_one(NewcomerRow, newcomer.id)
    invite = session.get_one(InviteRow, row.invite_id)
    fault = _bound_otherwise(session, bot_id, newcomer.user_id, invite)
    if fault is not None:
        return fault
    released = release(session, bot_id, newcomer.office_id, newcomer.person_id)
    session.add(
        AccountRow(
            office_id=newcomer.office_id,
            person_id=newcomer.person_id,
            bot_id=bot_id,
            user_id=newcomer.user_id,
            bound_at=now,
            active_at=now,
            notice_version=row.notice_version,
            consented_at=row.consented_at,
        )
    )
    session.delete(row)
    session.flush()
    known = accounts.of_user(session.connection(), bot_id, newcomer.user_id)
    return Bound(next(account for account in known if account.office_id == newcomer.office_id), released)


def redeem(session: Session, bot_id: int, user_id: int, token: str, now: datetime) -> Account | InviteFault:
    """Let the account in by the link alone, as an office may choose; or say why not, changing nothing."""
    found = knock(session, bot_id, user_id, token, "", now)
    if not isinstance(found, Newcomer):
        return found
    agreed = changed(found, notice_version=NOTICE_VERSION, step=AdmissionStep.DONE)
    save(session, agreed, now)
    bound = bind(session, bot_id, agreed, now)
    return bound.account if isinstance(bound, Bound) else bound


def release(session: Session, bot_id: int, office_id: int, person_id: int) -> int | None:
    """Let the person have no account from now on; returns the Telegram id of the one that was released.

    What the chat had half finished for this office is forgotten, and what waits to be sent there is not sent.
    """
    row = session.exec(
        select(AccountRow).where(
            AccountRow.bot_id == bot_id, AccountRow.office_id == office_id, AccountRow.person_id == person_id
        )
    ).one_or_none()
    if row is None:
        return None
    chat: dict[str, Any] = {"bot_id": bot_id, "office_id": office_id, "chat_id": row.user_id}
    session.execute(_FORGET_CONVERSATION, chat)
    session.execute(_SEND_NO_MORE, chat)
    session.delete(row)
    session.flush()
    return row.user_id


def reaches(session: Session, bot_id: int, office_id: int, now: datetime) -> dict[int, Reach]:
    """Return how far the bot has come with each person of whom it knows anything, by the person's id."""
    bound = session.exec(select(AccountRow).where(AccountRow.bot_id == bot_id, AccountRow.office_id == office_id)).all()
    invites = session.exec(
        select(InviteRow).where(
            InviteRow.office_id == office_id, col(InviteRow.used_at).is_(None), col(InviteRow.expires_at) > now
        )
    ).all()
    accounts_of = {row.person_id: row for row in bound}
    until = {row.person_id: row.expires_at for row in invites}
    waiting = {newcomer.person_id: newcomer for newcomer in of_office(session, bot_id, office_id)}
    found = {}
    for person_id in accounts_of.keys() | until.keys() | waiting.keys():
        row = accounts_of.get(person_id)
        found[person_id] = Reach(
            person_id,
            None if row is None else row.user_id,
            None if row is None else row.bound_at,
            None if row is None else row.unreachable_at,
            until.get(person_id),
            waiting.get(person_id),
        )
    return found


def _newcomer(row: NewcomerRow) -> Newcomer:
    return Newcomer(
        id=row.id or 0,
        office_id=row.office_id,
        person_id=row.person_id,
        user_id=row.user_id,
        telegram_name=row.telegram_name,
        opened_at=row.opened_at,
        step=AdmissionStep(row.step),
        notice_version=row.notice_version,
        nip_fits=row.nip_fits,
        tries=row.tries,
    )


def _code_hash(token_hash: str, code: str) -> str:
    """Return what is kept of a code, salted by its link: equal codes of two people look different."""
    return hashlib.sha256(f"{token_hash}:{code}".encode()).hexdigest()
