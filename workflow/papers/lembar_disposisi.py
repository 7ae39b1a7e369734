"""The Lembar Disposisi of a quarter's order: head, recipients with how far it got with each, requests, note, foot."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from workflow.cycle import Cycle, Disposisi, Receipt, ReceiptState, Secrecy, Urgency
from workflow.files import KeptFile
from workflow.office import Office
from workflow.papers.build_records import evidence, signature
from workflow.papers.records import Evidence
from workflow.papers.sheet import Letterhead, Sheet, Signature
from workflow.papers.signers import holder_of

USUAL_REQUESTS = ("tanggapan dan saran", "proses lebih lanjut", "koordinasi/konfirmasikan")
"""The choices that the form has under "dengan hormat harap"; what else is asked stands there in the sender's words."""


@dataclass(frozen=True)
class Forwarded:
    """A recipient, with whoever held the post on the day of the act. Instants are UTC, None until they happen."""

    to: Signature
    state: ReceiptState
    sent_at: datetime
    read_at: datetime | None = None
    accepted_at: datetime | None = None
    closed_at: datetime | None = None


@dataclass(frozen=True)
class LembarDisposisi:
    """One version of a disposisi as it is printed; its sheet bears the day of the act, whenever it is printed.

    The order begins with the Kepala Dinas: the letter that the form's head asks for is the disposisi itself.
    """

    sheet: Sheet
    version: int  # above 1 where it was issued anew after a return
    number: str
    agenda_number: str
    subject: str
    urgency: Urgency
    secrecy: Secrecy
    forwarded: tuple[Forwarded, ...]
    requests: tuple[str, ...]
    note: str
    attachments: tuple[Evidence, ...]
    issued_by: Signature
    received_on: date | None  # local; None while no recipient has received it
    returned_reason: str = ""


class NoSuchVersionError(LookupError):
    """The cycle has no disposisi of that version."""

    def __init__(self, version: int) -> None:
        super().__init__(version)
        self.version = version


def may_go_by_chat(disposisi: Disposisi) -> bool:
    """Tell whether its sheet may be sent through chat: never where it is rahasia."""
    return disposisi.secrecy is not Secrecy.RAHASIA


def lembar_disposisi(
    cycle: Cycle, version: int, office: Office, letterhead: Letterhead, zone: str, files: Mapping[int, KeptFile]
) -> LembarDisposisi:
    """Return the sheet of that version; attachments that are not among `files` are left out.

    Raises NoSuchVersionError.
    """
    issued = next((each for each in cycle.disposisi if each.version == version), None)
    if issued is None:
        raise NoSuchVersionError(version)
    issued_on = _day(issued.issued_at, zone)
    return LembarDisposisi(
        Sheet(letterhead, zone, issued_on),
        issued.version,
        issued.number,
        issued.agenda_number,
        issued.subject,
        issued.urgency,
        issued.secrecy,
        tuple(_forwarded(receipt, office, issued_on) for receipt in issued.receipts.values()),
        issued.requests,
        issued.note,
        evidence(issued.files, files),
        signature(office, issued.issued_by, issued.issued_at),
        _received_on(issued, zone),
        issued.returned_reason,
    )


def _forwarded(receipt: Receipt, office: Office, on: date) -> Forwarded:
    to = holder_of(office, office.post(receipt.post_id), on)
    return Forwarded(to, receipt.state, receipt.sent_at, receipt.read_at, receipt.accepted_at, receipt.closed_at)


def _received_on(issued: Disposisi, zone: str) -> date | None:
    accepted = [receipt.accepted_at for receipt in issued.receipts.values() if receipt.accepted_at is not None]
    return _day(min(accepted), zone) if accepted else None


def _day(at: datetime, zone: str) -> date:
    return at.astimezone(ZoneInfo(zone)).date()
