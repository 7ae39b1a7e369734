"""What every paper of the office carries: its letterhead, where and when it is dated, and who signs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from workflow.office import HoldingKind


@dataclass(frozen=True)
class Letterhead:
    """The kop. Lines that the office did not give are empty; `logo` is the SHA-256 of its kept picture, or empty."""

    government: str = ""
    office: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""
    website: str = ""
    logo: str = ""
    place: str = ""  # of the date line, e.g. Blambangan Umpu


@dataclass(frozen=True)
class Signature:
    """A block for signature: the post, whoever held it then, and in which capacity.

    `signed_at` is when the act was confirmed in chat (UTC): an internal paraf elektronik, printed as no certified
    signature; None leaves room for a pen.
    """

    title: str  # jabatan
    name: str  # empty where the post is vacant
    rank: str = ""  # pangkat
    nip: str = ""
    kind: HoldingKind = HoldingKind.DEFINITIF
    signed_at: datetime | None = None


@dataclass(frozen=True)
class Sheet:
    """The head of a paper: letterhead, the office's IANA zone, and the local date that it bears."""

    letterhead: Letterhead
    zone: str
    dated_on: date
