"""What a block for signature says, in PDF and in Word: capacity, mark of the paraf elektronik, name, rank, NIP."""

from __future__ import annotations

from documents import words
from workflow.office import HoldingKind
from workflow.papers.sheet import Letterhead, Sheet, Signature

CAPACITIES = {HoldingKind.DEFINITIF: "", HoldingKind.PLT: "Plt. ", HoldingKind.PLH: "Plh. "}
VACANT = "(jabatan kosong)"
PARAF = "Paraf elektronik internal"
NOT_CERTIFIED = "bukan tanda tangan elektronik tersertifikasi"


def capacity(signature: Signature) -> str:
    """Return the post as it is signed for, e.g. `Plt. Kepala Dinas`."""
    return f"{CAPACITIES[signature.kind]}{signature.title}"


def below(signature: Signature) -> tuple[str, ...]:
    """Return what stands beneath the name: rank and NIP, as far as they are known."""
    return tuple(line for line in (signature.rank, f"NIP {signature.nip}" if signature.nip else "") if line)


def name(signature: Signature) -> str:
    """Return who signs, or that nobody holds the post."""
    return signature.name or VACANT


def mark(signature: Signature, zone: str) -> tuple[str, ...]:
    """Return the lines of the internal mark of whoever confirmed in chat; none where there is room to sign."""
    if signature.signed_at is None:
        return ()
    return (PARAF, words.instant(signature.signed_at, zone), NOT_CERTIFIED)


def place_and_date(sheet: Sheet) -> str:
    """Return `Blambangan Umpu, 23 November 2026`, the date alone where the office names no place."""
    dated = words.day(sheet.dated_on)
    return f"{sheet.letterhead.place}, {dated}" if sheet.letterhead.place else dated


def reached_at(head: Letterhead) -> str:
    """Return the line of the kop beneath the address: telephone, site and mail, as far as they are known."""
    said = (("Telepon", head.phone), ("Laman", head.website), ("Pos-el", head.email))
    return ", ".join(f"{label} {value}" for label, value in said if value)
