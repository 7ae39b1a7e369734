"""The words of the Lembar Disposisi: its labels, boxes ticked or not, and how far it got with each recipient."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from documents import words
from documents.signature_words import capacity, name
from workflow.cycle import ReceiptState, Secrecy, Urgency
from workflow.papers.lembar_disposisi import USUAL_REQUESTS, Forwarded, LembarDisposisi
from workflow.papers.records import Evidence

TITLE = "LEMBAR DISPOSISI"
FORWARDED = "Diteruskan kepada Sdr."
REQUESTED = "Dengan hormat harap"
NOTE = "Catatan"
ATTACHED = "Lampiran"
MANNER = "Sifat"
SUBJECT = "Hal"
OVERLEAF = "(selengkapnya pada lembar lanjutan)"
NONE = "–"
NOT_YET = "belum diterima"
TICKED, EMPTY = "☑", "☐"
_URGENCIES = (
    (Urgency.SANGAT_SEGERA, "Sangat Segera"),
    (Urgency.SEGERA, "Segera"),
    (Urgency.BIASA, "Biasa"),
)
_SECRET = "Rahasia"  # noqa: S105 - no password
_TAKEN_BACK = {ReceiptState.WITHDRAWN: "ditarik", ReceiptState.RETURNED: "dikembalikan"}
_KILO = 1024


def box(label: str, *, ticked: bool) -> str:
    """Return `☑ Segera` or `☐ Segera`."""
    return f"{TICKED if ticked else EMPTY}\u00a0{label}"


def manner(paper: LembarDisposisi) -> tuple[str, ...]:
    """Return the boxes of sifat in the form's one row: urgency and secrecy, which may both be ticked."""
    urgencies = tuple(box(label, ticked=paper.urgency is urgency) for urgency, label in _URGENCIES)
    return (*urgencies, box(_SECRET, ticked=paper.secrecy is Secrecy.RAHASIA))


def requests(paper: LembarDisposisi) -> tuple[str, ...]:
    """Return the form's usual choices, ticked or not, and after them what else was asked."""
    asked = {_plain(request) for request in paper.requests}
    usual = {_plain(request) for request in USUAL_REQUESTS}
    return (
        *(box(_capital(request), ticked=_plain(request) in asked) for request in USUAL_REQUESTS),
        *(box(_capital(request), ticked=True) for request in paper.requests if _plain(request) not in usual),
    )


def letter(paper: LembarDisposisi) -> tuple[tuple[str, str], ...]:
    """Return the left half of the head."""
    return (
        ("Surat dari", capacity(paper.issued_by)),
        ("Nomor surat", paper.number),
        ("Tanggal surat", words.day(paper.sheet.dated_on)),
    )


def register(paper: LembarDisposisi) -> tuple[tuple[str, str], ...]:
    """Return the right half of the head."""
    return (("Diterima tanggal", _day(paper.received_on)), ("Nomor agenda", paper.agenda_number or NONE))


def recipients_head(zone: str) -> tuple[str, ...]:
    """Return the header of the list of recipients; its times are those of that IANA zone."""
    label = words.ZONES.get(zone, zone)
    return ("No", "Jabatan", "Nama", *(f"{each} ({label})" for each in ("Dikirim", "Dibaca", "Diterima")))


def recipients(paper: LembarDisposisi) -> Iterator[tuple[str, ...]]:
    """Yield a row for each recipient: the post in its capacity, its holder of that day, and the three times."""
    zone = paper.sheet.zone
    for number, each in enumerate(paper.forwarded, start=1):
        yield (
            f"{number}",
            capacity(each.to),
            name(each.to),
            words.brief(each.sent_at, zone),
            _instant(each.read_at, zone),
            _received(each, zone),
        )


def attachments(files: tuple[Evidence, ...]) -> str:
    """Return the attachments by name, numbered, one to a line."""
    return "\n".join(f"{number}. {_file(each)}" for number, each in enumerate(files, start=1)) or NONE


def remarks(paper: LembarDisposisi) -> str:
    """Return what else is to be known of this version; nothing where it is the first and stands."""
    said = [f"Penerbitan ke-{paper.version}."] if paper.version > 1 else []
    if paper.returned_reason:
        said.append(f"Dikembalikan dengan alasan: {paper.returned_reason}")
    return " ".join(said)


def _file(each: Evidence) -> str:
    size = f"{each.size / _KILO:.0f} KB" if each.size >= _KILO else f"{each.size} B"
    return f"{each.name} ({size})"


def _received(each: Forwarded, zone: str) -> str:
    if each.state in _TAKEN_BACK:
        return f"{_TAKEN_BACK[each.state]} {_instant(each.closed_at, zone)}"
    return _instant(each.accepted_at, zone)


def _instant(at: datetime | None, zone: str) -> str:
    return NONE if at is None else words.brief(at, zone)


def _day(on: date | None) -> str:
    return NOT_YET if on is None else words.day(on)


def _plain(request: str) -> str:
    return request.strip().casefold()


def _capital(request: str) -> str:
    return request[:1].upper() + request[1:]
