"""How people are let in: what the office asks of whoever opens a link, and what of it is put on record."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any, get_args

NOTICE_VERSION = 1
"""Of the notice on personal data. Who agreed to an older one is asked again before anything else is done."""
MOST_TRIES = 5
"""Wrong pairs of NIP and code, after which the link is void and the admins are told."""
CODE_DIGITS = 6
NIP_DIGITS = 18
_NOT_A_DIGIT = re.compile(r"\D+")
_SPACING = re.compile(r"[\s.\-]+")


class Admission(StrEnum):
    """What lets somebody in who opened a link; the office chooses it in its file (`masuk`)."""

    ADMIN = "admin"  # an admin says that it is the person
    CODE = "kode"  # NIP, and the code that the card or the admin gives
    LINK = "tautan"  # the link alone
    TRAINING = "latihan"  # the link alone, and nobody is asked for consent: for invented people only


class AdmissionStep(StrEnum):
    """What is awaited of somebody who opened a link."""

    NOTICE = "notice"  # that they agree to the notice on personal data
    NIP = "nip"
    CODE = "code"
    ADMIN = "admin"  # that an admin confirms who they are
    LOCKED = "locked"  # nothing more: too many wrong codes, or an admin said that it is somebody else
    DONE = "done"


@dataclass(frozen=True)
class Newcomer:
    """An account that opened a person's link and is not let in yet. `telegram_name` is what it calls itself."""

    id: int
    office_id: int
    person_id: int
    user_id: int
    telegram_name: str
    opened_at: datetime
    step: AdmissionStep = AdmissionStep.NOTICE
    notice_version: int = 0  # that they agreed to; 0 while they have not
    nip_fits: bool = True  # of the pair that is being given
    tries: int = 0  # wrong pairs so far


@dataclass(frozen=True)
class Reach:
    """How far the bot has come with a person: never invited, invited, knocking, let in, or gone again."""

    person_id: int
    user_id: int | None = None  # of the account that is bound
    bound_at: datetime | None = None
    unreachable_at: datetime | None = None  # since when the account blocks the bot, or is deleted
    invited_until: datetime | None = None  # of the newest link that was never opened
    newcomer: Newcomer | None = None

    @property
    def is_bound(self) -> bool:
        """Whether an account is the person."""
        return self.user_id is not None

    @property
    def is_blocked(self) -> bool:
        """Whether the bound account no longer takes messages."""
        return self.unreachable_at is not None


def next_step(admission: Admission, *, has_nip: bool, is_admin: bool, admin_can_confirm: bool) -> AdmissionStep:
    """Return what follows upon consent.

    The first admin has nobody to be confirmed by: the code that whoever runs the bot hands over takes that place.
    """
    if admission in (Admission.LINK, Admission.TRAINING):
        return AdmissionStep.DONE
    if admission is Admission.ADMIN and (admin_can_confirm or not is_admin):
        return AdmissionStep.ADMIN
    return AdmissionStep.NIP if has_nip else AdmissionStep.CODE


def needs_code(admission: Admission, *, is_admin: bool) -> bool:
    """Tell whether a link of that person goes out with a code."""
    return admission is Admission.CODE or (admission is Admission.ADMIN and is_admin)


def after_wrong_pair(tries: int, *, has_nip: bool) -> AdmissionStep:
    """Return what follows upon the wrong pair of that number: the pair is asked for anew, until it is enough."""
    if tries >= MOST_TRIES:
        return AdmissionStep.LOCKED
    return AdmissionStep.NIP if has_nip else AdmissionStep.CODE


def changed(newcomer: Newcomer, **values: Any) -> Newcomer:
    """Return them as far as they are now."""
    return replace(newcomer, **values)


def digits(written: str, count: int) -> str | None:
    """Return so many digits as people write them, with blanks, dots or dashes between; None for anything else."""
    found = _SPACING.sub("", written)
    return found if len(found) == count and not _NOT_A_DIGIT.search(found) else None


def may_be_pair(written: str) -> bool:
    """Tell whether a text could be one half of a pair of NIP and code."""
    return digits(written, NIP_DIGITS) is not None or digits(written, CODE_DIGITS) is not None


@dataclass(frozen=True)
class Invitation:
    """A link that was made: its secret, and the code that goes with it; both are told once and kept nowhere."""

    person_id: int
    token: str
    expires_at: datetime
    code: str = ""


class ReleaseCause(StrEnum):
    """Why an account stopped being a person."""

    OWN = "own"  # the person's wish
    ADMIN = "admin"  # a lost phone, for instance
    REPLACED = "replaced"  # the person came in with another account


@dataclass(frozen=True)
class PersonInvited:
    """A link was made for a person; `replaces` where it may take the place of the account that is bound."""

    person_id: int
    expires_at: datetime
    replaces: bool = False


@dataclass(frozen=True)
class NoticeAccepted:
    """A person agreed to the notice on personal data of that version, in the chat of that Telegram account."""

    person_id: int
    user_id: int
    version: int


@dataclass(frozen=True)
class NoticeRefused:
    """A person did not agree to the notice; nothing of the account is kept but this."""

    person_id: int
    version: int


@dataclass(frozen=True)
class WrongCodeGiven:
    """NIP or code did not fit for the `tries`-th time; `locked` where the link is void by that."""

    person_id: int
    user_id: int
    tries: int
    locked: bool


@dataclass(frozen=True)
class IdentityDenied:
    """An admin said that the account is not the person."""

    person_id: int
    user_id: int


@dataclass(frozen=True)
class AccountBound:
    """An account became a person, on the word of an admin (`by`), by the code, or by the link alone."""

    person_id: int
    user_id: int
    by: Admission


@dataclass(frozen=True)
class AccountReleased:
    """An account stopped being a person: from then on it is a stranger's."""

    person_id: int
    user_id: int
    cause: ReleaseCause


AdmissionEntry = (
    PersonInvited | NoticeAccepted | NoticeRefused | WrongCodeGiven | IdentityDenied | AccountBound | AccountReleased
)
"""What the office's register keeps of all this."""
ENTRIES: tuple[type, ...] = get_args(AdmissionEntry)
