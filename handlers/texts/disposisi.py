"""The words of writing a disposisi: the sheet as it will be printed, and the small screen of each of its fields."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from markupsafe import Markup

from handlers.conversations import DisposisiDraft, DisposisiField
from handlers.texts.letters import SECRECIES, URGENCIES
from handlers.texts.words import (
    EMPTY,
    capacity,
    day,
    file_lines,
    fill,
    lines,
    named,
    paragraphs,
    plain_name,
    quarter,
    quoted,
    unreached,
)
from workflow.cycle import Disposisi, Secrecy, Urgency
from workflow.files import KeptFile
from workflow.office import Actor, Post
from workflow.papers.lembar_disposisi import USUAL_REQUESTS
from workflow.quarter import Quarter

if TYPE_CHECKING:
    from datetime import date

    from handlers.desk import Desk

SEND = "Kirim"
SEND_NOW = "Kirim sekarang"
CHANGE = "Ubah"
LEAVE = "Batal"
BACK = "Kembali"
DONE = "Selesai"
WITHDRAW = "Tarik kembali"
EARLIER, LATER = "‹ Sebelumnya", "Berikutnya ›"
FIELDS = {
    DisposisiField.SUBJECT: "Hal",
    DisposisiField.MANNER: "Sifat",
    DisposisiField.RECIPIENTS: "Diteruskan",
    DisposisiField.REQUEST: "Harap",
    DisposisiField.NOTE: "Catatan/Lampiran",
    DisposisiField.AGENDA: "Nomor agenda",
}
FIELD_ROWS = (
    (DisposisiField.SUBJECT, DisposisiField.MANNER, DisposisiField.REQUEST),
    (DisposisiField.RECIPIENTS, DisposisiField.AGENDA),
    (DisposisiField.NOTE,),
)
"""How the fields' buttons share rows, so that a narrow phone shows every label whole."""
CLEAR = {
    DisposisiField.NOTE: "Hapus catatan",
    DisposisiField.FILES: "Hapus lampiran",
    DisposisiField.AGENDA: "Kosongkan nomor agenda",
}
REQUESTS = USUAL_REQUESTS
"""The choices that the printed Lembar Disposisi has under "dengan hormat harap"."""
ASKS_FOR_NOTHING = "Pilih paling sedikit satu permintaan (Harap), atau tulis catatan."
NO_ROOM = "Permintaan sudah sepuluh, atau isi disposisi sudah penuh. Hapus salah satu dahulu."
NO_SUBJECT = "Hal belum diisi."
TOO_MANY_REQUESTS = Markup("Permintaan sudah sepuluh. Hapus salah satu dahulu (tombol Harap).")
_CONFIDENTIAL = Markup(
    "🔒 Rahasia: hal, catatan, dan lampiran tidak melewati chat. Isinya ditulis pada lembar cetak (dicetak admin) dan "
    "dibaca di Sekretariat; penerima hanya diberi tahu bahwa ada disposisi."
)
ON_PAPER_ONLY = (DisposisiField.SUBJECT, DisposisiField.NOTE, DisposisiField.FILES)
"""What of a rahasia disposisi is written on paper, and nowhere else."""
NOT_BY_CHAT = "Disposisi rahasia: hal, catatan, dan lampiran ditulis pada lembar cetak, bukan di chat."
TAKEN_OUT = "Hal, catatan, dan lampiran yang sudah ditulis dikeluarkan: isi rahasia tidak melewati chat."
_LONG_WITH_FILES = 2500
"""Above this many characters of note the files are only counted, so that the sheet fits one message."""


def proposed_subject(which: Quarter) -> str:
    """Return the subject that a disposisi begins with."""
    return f"Monitoring dan evaluasi kinerja {quarter(which)}"


def proposed_requests(due_on: date) -> tuple[str, ...]:
    """Return what a disposisi asks for to begin with: coordination, and the result within the SOP's time."""
    return (REQUESTS[2], f"laporkan hasilnya paling lambat {day(due_on)}")


def number(which: Quarter, running: int) -> str:
    """Return the number of a disposisi: `001/MONEV/III/2026`."""
    return f"{running:03d}/MONEV/{which.roman}/{which.year}"


def sheet(desk: Desk, draft: DisposisiDraft, recipients: Sequence[Post], files: Sequence[KeptFile]) -> Markup:
    """Return the disposisi as it will be printed."""
    manner = " · ".join(part for part in (URGENCIES[draft.urgency], SECRECIES[draft.secrecy]) if part)
    return paragraphs(
        lines(
            fill("Hal: {subject}", subject=draft.subject),
            fill("Sifat: {manner}", manner=manner),
            fill("Nomor agenda: {agenda}", agenda=draft.agenda_number) if draft.agenda_number else EMPTY,
        ),
        lines(Markup("Diteruskan kepada:"), *(fill("• {who}", who=_recipient(desk, post)) for post in recipients)),
        lines(Markup("Dengan hormat harap:"), *(fill("• {request}", request=each) for each in draft.requests))
        if draft.requests
        else EMPTY,
        lines(Markup("Catatan:"), quoted(draft.note)) if draft.note else EMPTY,
        _attachments(draft, files),
        _CONFIDENTIAL if draft.secrecy is Secrecy.RAHASIA else EMPTY,
    )


def _attachments(draft: DisposisiDraft, files: Sequence[KeptFile]) -> Markup:
    listed = fill("📎 {n} berkas", n=len(files)) if len(draft.note) > _LONG_WITH_FILES else file_lines(files)
    return lines(
        lines(Markup("Lampiran:"), listed) if files else EMPTY,
        fill("⏳ Memeriksa {n} berkas…", n=len(draft.awaited)) if draft.awaited else EMPTY,
    )


def _recipient(desk: Desk, post: Post) -> Markup:
    holder = desk.office.holder(post.id, desk.calendar.local_day(desk.now))
    if holder is None:
        return fill("{title} (⚠️ jabatan kosong)", title=post.title)
    return fill("{title} ({name})", title=post.title, name=named(holder))


def preview(desk: Desk, draft: DisposisiDraft, recipients: Sequence[Post], files: Sequence[KeptFile]) -> Markup:
    """Show the disposisi while it is being written."""
    return paragraphs(
        fill("<b>Disposisi {quarter}</b>, belum terkirim", quarter=quarter(draft.quarter)),
        sheet(desk, draft, recipients, files),
        Markup("Sudah sesuai? Tekan Kirim.")
        if draft.secrecy is Secrecy.RAHASIA
        else Markup(
            "Sudah sesuai? Tekan Kirim. Teks, rekaman suara, atau berkas yang Bapak/Ibu kirim di sini menjadi "
            "catatan dan lampiran."
        ),
    )


def refused_content() -> Markup:
    """Say that what was sent for a rahasia disposisi was taken out of the chat, and where it belongs."""
    return Markup(
        "🔒 Disposisi ini rahasia, jadi isinya tidak ditulis di chat. Pesan tadi dihapus dari chat dan tidak masuk ke "
        "disposisi. Mohon ditulis pada lembar cetaknya; admin dapat mencetaknya tanpa melalui chat."
    )


def final(
    desk: Desk, draft: DisposisiDraft, sender: Actor, recipients: Sequence[Post], files: Sequence[KeptFile]
) -> Markup:
    """Show the disposisi once more in full before it is sent."""
    return paragraphs(
        fill(
            "<b>Lembar disposisi {quarter}</b>\nDari {title}, {name}\nNomor: diberikan saat dikirim",
            quarter=quarter(draft.quarter),
            title=capacity(sender, desk.office),
            name=named(desk.office.person(sender.person_id)),
        ),
        sheet(desk, draft, recipients, files),
        Markup("Kirim sekarang? Setelah dibaca penerima, disposisi tidak dapat ditarik lagi."),
    )


def sent(desk: Desk, draft: DisposisiDraft, letter: Disposisi, files: Sequence[KeptFile]) -> Markup:
    """Confirm that it went out; what was sent stays readable, unless it is secret."""
    posts = tuple(desk.office.post(post_id) for post_id in letter.receipts)
    return paragraphs(
        fill("✅ Terkirim sebagai <b>{number}</b>", number=letter.number),
        EMPTY if letter.secrecy is Secrecy.RAHASIA else sheet(desk, draft, posts, files),
        unreached(desk.unreached),
    )


def ask_subject(draft: DisposisiDraft) -> Markup:
    """Ask for the subject."""
    return fill(
        "Hal sekarang:\n{now}\nTulis hal yang baru. Contoh: <i>Monitoring dan evaluasi kinerja, {quarter}</i>",
        now=quoted(draft.subject),
        quarter=quarter(draft.quarter),
    )


def ask_manner() -> Markup:
    """Ask for urgency and secrecy."""
    return paragraphs(
        Markup("Sifat disposisi: seberapa segera, dan apakah rahasia?"),
        Markup("Disposisi rahasia tidak dikirim isinya lewat chat; penerima membacanya di Sekretariat."),
    )


def ask_recipients(fixed: Sequence[Post], chosen: int, page: int, pages: int) -> Markup:
    """Ask whom the disposisi goes to besides the Sekretaris."""
    return paragraphs(
        Markup("Diteruskan kepada siapa saja?"),
        lines(*(fill("✓ {title} (selalu)", title=post.title) for post in fixed))
        or Markup("⚠️ Jabatan Sekretaris belum terdaftar. Mohon hubungi admin kantor."),
        fill("Selain itu: {n} jabatan dipilih.", n=chosen),
        fill("Halaman {page} dari {pages}", page=page + 1, pages=pages) if pages > 1 else EMPTY,
    )


def ask_requests(draft: DisposisiDraft) -> Markup:
    """Ask what the recipients are to do."""
    return paragraphs(
        Markup("Dengan hormat harap: pilih, atau tulis dengan kata-kata sendiri."),
        lines(*(fill("• {request}", request=each) for each in draft.requests)),
        Markup("Contoh: <i>laporkan perkembangan setiap Jumat</i>"),
    )


def ask_note(draft: DisposisiDraft, files: Sequence[KeptFile]) -> Markup:
    """Ask for a note or attachments."""
    return paragraphs(
        Markup("Tulis catatan, rekam suara, atau kirim berkas lampiran. Boleh beberapa sekaligus."),
        lines(Markup("Catatan sekarang:"), quoted(draft.note)) if draft.note else EMPTY,
        _attachments(draft, files),
        Markup("Contoh: <i>Utamakan bidang yang triwulan lalu terlambat.</i>"),
    )


def ask_agenda(draft: DisposisiDraft) -> Markup:
    """Ask for the SRIKANDI or agenda number."""
    return paragraphs(
        Markup("Tulis nomor agenda atau nomor SRIKANDI, bila ada. Contoh: <i>045/1234/2026</i>"),
        fill("Nomor sekarang: {agenda}", agenda=draft.agenda_number) if draft.agenda_number else EMPTY,
    )


def urgency(which: Urgency, *, on: bool) -> str:
    """Label the choice of an urgency."""
    return _ticked(URGENCIES[which], on=on)


def secrecy(which: Secrecy, *, on: bool) -> str:
    """Label the choice of a secrecy."""
    return _ticked(SECRECIES[which] or "Tidak rahasia", on=on)


def request(text: str, *, on: bool) -> str:
    """Label the choice of a request."""
    return _ticked(text, on=on)


def recipient(desk: Desk, post: Post, *, on: bool) -> str:
    """Label the choice of a recipient."""
    vacant = desk.office.holder(post.id, desk.calendar.local_day(desk.now)) is None
    return _ticked(f"{post.title} (kosong)" if vacant else post.title, on=on)


def remove(text: str) -> str:
    """Label the button that takes a request in own words out again."""
    return f"Hapus: {plain_name(text)}"[:60]


def _ticked(text: str, *, on: bool) -> str:
    return f"{'☑️' if on else '⬜'} {text}"[:60]


def too_much(length: int, limit: int) -> Markup:
    """Say that the sheet as a whole would not fit one message."""
    return fill(
        "Dengan teks ini isi disposisi menjadi {length} huruf; paling banyak {limit}. Kirim yang lebih pendek, atau "
        "kirim sebagai berkas. Isian sebelumnya tetap tersimpan.",
        length=length,
        limit=limit,
    )
