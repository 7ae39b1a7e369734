"""The words around letters: the disposisi as it reads, receipts, files."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from markupsafe import Markup

from handlers.texts.words import (
    EMPTY,
    acting,
    brief,
    due,
    file_line,
    fill,
    instant,
    lines,
    paragraphs,
    plain_name,
    quarter,
    quoted,
)
from workflow.cycle import COLLECT, DIRECT, Cycle, Direction, Disposisi, Receipt, ReceiptState, Secrecy, Urgency
from workflow.files import KeptFile

if TYPE_CHECKING:
    from handlers.desk import Desk

URGENCIES = {Urgency.BIASA: "Biasa", Urgency.SEGERA: "Segera", Urgency.SANGAT_SEGERA: "Sangat segera"}
SECRECIES = {Secrecy.BIASA: "", Secrecy.RAHASIA: "Rahasia"}
RECEIPTS = {
    ReceiptState.SENT: "✉️ terkirim",
    ReceiptState.READ: "👀 dibaca",
    ReceiptState.ACCEPTED: "🤝 diterima",
    ReceiptState.DONE: "✅ selesai",
    ReceiptState.WITHDRAWN: "🚫 ditarik",
    ReceiptState.RETURNED: "↩️ dikembalikan",
}
_TAKEN_BACK = (ReceiptState.WITHDRAWN, ReceiptState.RETURNED)
FILE_NOT_FOR_YOU = "Berkas ini tidak dapat dibuka dari jabatan Bapak/Ibu."


def manner(disposisi: Disposisi) -> str:
    """Return urgency and secrecy as one row, as the printed sheet has them."""
    return " · ".join(part for part in (URGENCIES[disposisi.urgency], SECRECIES[disposisi.secrecy]) if part)


def disposisi(letter: Disposisi, cycle: Cycle, desk: Desk) -> Markup:
    """Return the disposisi as its recipients read it. The content of a secret one never goes through chat."""
    head = fill(
        "📩 <b>Disposisi {number}</b>\nDari {sender}, {at}",
        number=letter.number,
        sender=acting(letter.issued_by, desk.office),
        at=instant(letter.issued_at, desk.calendar, desk.office),
    )
    owed = cycle.assignment(DIRECT)
    until = (
        fill("Waktu Sekretaris: sampai {due}", due=due(desk.now, owed.due_at, desk.calendar, desk.office))
        if owed is not None and owed.finished_at is None
        else EMPTY
    )
    if letter.secrecy is Secrecy.RAHASIA:
        secret = Markup("Sifat: Rahasia. Isinya tidak dikirim lewat chat; silakan baca di Sekretariat.")
        return paragraphs(head, secret, until)
    return paragraphs(
        head,
        lines(
            fill("Hal: {subject}", subject=letter.subject),
            fill("Sifat: {manner}", manner=manner(letter)),
            fill("Harap: {requests}", requests="; ".join(letter.requests)) if letter.requests else EMPTY,
            fill("Nomor agenda: {agenda}", agenda=letter.agenda_number) if letter.agenda_number else EMPTY,
        ),
        quoted(letter.note),
        until,
    )


def receipts_of_disposisi(letter: Disposisi, cycle: Cycle, desk: Desk) -> Markup:
    """Return the writer's copy with how far it got."""
    which = quarter(cycle.quarter)
    mark, became, at = "✅", "terkirim", letter.issued_at
    over = next((receipt for receipt in letter.receipts.values() if receipt.state in _TAKEN_BACK), None)
    if over is not None:
        mark, became = RECEIPTS[over.state].split(" ")
        at = over.closed_at or at
    return paragraphs(
        fill(
            "{mark} <b>Disposisi {number}</b> {became} {at}\n{subject}",
            mark=mark,
            became=became,
            number=letter.number,
            at=brief(at, desk.calendar),
            subject=_subject(letter, which),
        ),
        _receipts(letter.receipts, desk),
    )


def _subject(letter: Disposisi, which: str) -> str:
    """Return the subject with its quarter; of a secret letter the quarter alone, even to its writer."""
    if letter.secrecy is Secrecy.RAHASIA:
        return f"{which}, rahasia"
    return letter.subject if which in letter.subject else f"{which}: {letter.subject}"


def receipts_of_direction(direction: Direction, cycle: Cycle, desk: Desk) -> Markup:
    """Return the giver's copy of a direction with its read receipts."""
    to = EMPTY if direction.unit_id is None else fill(" · {unit}", unit=desk.office.unit(direction.unit_id).name)
    return paragraphs(
        fill(
            "✅ <b>{what} terkirim</b> {at}{to}, {quarter}",
            what="Perintah" if direction.step == COLLECT else "Arahan",
            at=brief(direction.given_at, desk.calendar),
            to=to,
            quarter=quarter(cycle.quarter),
        ),
        quoted(direction.text),
        fill("📎 {n} berkas", n=len(direction.files)) if direction.files else EMPTY,
        _receipts(direction.receipts, desk),
    )


def _receipts(receipts: Mapping[int, Receipt], desk: Desk) -> Markup:
    return lines(*(_receipt(receipt, desk) for receipt in receipts.values()))


def _receipt(receipt: Receipt, desk: Desk) -> Markup:
    at = receipt.closed_at or receipt.accepted_at or receipt.read_at or receipt.sent_at
    return fill(
        "{title}: {state} {at}",
        title=desk.office.post(receipt.post_id).title,
        state=RECEIPTS[receipt.state],
        at=brief(at, desk.calendar),
    )


def look_at(name: str) -> str:
    """Label the button that hands over a file."""
    return f"📎 {plain_name(name)}"[:60]


def file_caption(file: KeptFile) -> Markup:
    """Caption a file that is handed over."""
    return file_line(file)
