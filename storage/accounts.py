"""Which Telegram account is which person; how it becomes so stands in `storage.newcomers`."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, text

from storage.statements import Statement, utc_or_none
from workflow.admission import NOTICE_VERSION, Admission


@dataclass(frozen=True)
class Account:
    """A Telegram account of a person in an office. `revision` is the office's, for what is cached by it.

    `notice_version` is of the notice on personal data that the person agreed to.
    """

    office_id: int
    person_id: int
    revision: int
    notice_version: int = NOTICE_VERSION
    admission: str = Admission.ADMIN

    @property
    def owes_consent(self) -> bool:
        """Whether nothing may be done before the person has agreed to the present notice."""
        return self.admission != Admission.TRAINING and self.notice_version < NOTICE_VERSION


_OF_USER = Statement(
    "SELECT a.office_id, a.person_id, o.revision, a.notice_version, o.admission FROM account a"
    " JOIN office o ON o.id = a.office_id"
    " WHERE a.bot_id = :bot_id AND a.user_id = :user_id ORDER BY a.active_at DESC"
)
_AGREE = Statement(
    "UPDATE account SET notice_version = :version, consented_at = :now"
    " WHERE bot_id = :bot_id AND user_id = :user_id AND office_id = :office_id"
)
_CONSENT = Statement(
    "SELECT notice_version, consented_at FROM account"
    " WHERE bot_id = :bot_id AND office_id = :office_id AND person_id = :person_id"
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


@dataclass(frozen=True)
class Consent:
    """The version of the notice on personal data that a person agreed to, and when; version 0 for none."""

    version: int
    at: datetime | None


def agree(connection: Connection, bot_id: int, user_id: int, office_id: int, version: int, now: datetime) -> None:
    """Note that the person of this account agreed to that version of the notice."""
    _AGREE.change(connection, bot_id=bot_id, user_id=user_id, office_id=office_id, version=version, now=now)


def consent(connection: Connection, bot_id: int, office_id: int, person_id: int) -> Consent:
    """Return what the person of the office agreed to with the account that is bound."""
    row = _CONSENT.row(connection, bot_id=bot_id, office_id=office_id, person_id=person_id)
    return Consent(0, None) if row is None else Consent(row[0], utc_or_none(row[1]))


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
