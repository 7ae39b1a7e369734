"""The words of the form of words and files: previews, receipts and what can be wrong with a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from markupsafe import Markup

from handlers.conversations import (
    CalendarChange,
    Conversation,
    DisposisiDraft,
    FigureDraft,
    Form,
    IndicatorUpload,
    LooseFiles,
    OfficeForm,
    PlanDraft,
    Purpose,
)
from handlers.texts.words import (
    EMPTY,
    brief,
    clock,
    file_lines,
    fill,
    lines,
    paragraphs,
    plain_name,
    quarter,
    quoted,
    zone,
)
from workflow.files import MAX_BYTES, FileFault, KeptFile

if TYPE_CHECKING:
    from handlers.desk import Desk

CHANGE = "Ubah"
LEAVE = "Batal"
BACK = "Kembali ke pratinjau"
RESUME = "Lanjutkan yang tadi"
DROP = "Batalkan yang tadi"
LEAVE_AND_GO_ON = "Tinggalkan, mulai yang baru"
CLEAR_WORDS = "Tulis ulang teks"
CLEAR_FILES = "Ganti berkas"
WHAT_TO_CHANGE = Markup(
    "Apa yang ingin Bapak/Ibu ubah? Pesan yang sudah dikirim juga dapat disunting langsung di Telegram."
)
WORDS_ONLY = Markup("Isian ini hanya menerima teks. Silakan tulis dengan kata-kata, atau tekan Batal.")
INCOMPLETE = "Isian masih kosong. Silakan tulis atau kirim berkasnya dahulu."
CHANGED_SINCE = "Isian sudah berubah sejak tombol ini; yang terbaru ditampilkan lagi."
EDIT_CHANGES_NOTHING = Markup(
    "Pesan yang Bapak/Ibu sunting bukan bagian dari isian yang sedang terbuka, jadi tidak ada yang berubah."
)
LEFT = Markup("Isian dibatalkan. Tidak ada yang dikirim.")
NOTHING_TO_LEAVE = Markup("Tidak ada isian yang sedang terbuka.")
LONG_WITH_FILES = 2500
"""Above this many characters the files are only counted, so that text and list fit one message."""
LABEL_ON_A_PHONE = 36
"""Characters of a button's label that a narrow phone shows before it cuts them off."""
_UNFINISHED = {
    Purpose.RETURN_DISPOSISI: "pengembalian disposisi",
    Purpose.DIRECT_TEAM: "arahan untuk Tim",
    Purpose.PROCEED_WITHOUT: "keputusan tanpa data unit",
    Purpose.RECORD_COORDINATION: "hasil koordinasi",
    Purpose.ORDER_COLLECTION: "perintah pengumpulan data",
    Purpose.SUBMIT_DRAFT: "kiriman data unit",
    Purpose.RETURN_DRAFT: "pengembalian draf",
    Purpose.NOTE_EVALUATION: "catatan evaluasi",
    Purpose.RETURN_DATA: "pengembalian data unit",
    Purpose.SUBMIT_REPORT: "laporan evaluasi",
    Purpose.RETURN_REPORT: "pengembalian laporan",
    Purpose.GIVE_DIRECTION: "arahan untuk unit",
    Purpose.ASK_HELP: "permintaan bantuan",
    Purpose.ASK_EXTENSION: "permintaan perpanjangan",
    Purpose.REFUSE_EXTENSION: "penolakan perpanjangan",
    Purpose.REOPEN_DATA: "pembukaan kembali data unit",
    Purpose.FOLLOW_UP_DONE: "laporan tindak lanjut selesai",
    Purpose.FOLLOW_UP_IMPOSSIBLE: "laporan tindak lanjut yang tidak dapat dikerjakan",
    Purpose.RETURN_FOLLOW_UP: "pengembalian tindak lanjut",
}
_FAULTS = {
    FileFault.EMPTY: "berkas ini kosong (0 bita). Buka dahulu di ponsel atau komputer, simpan, lalu kirim lagi.",
    FileFault.TOO_BIG: f"berkas ini lebih besar dari {MAX_BYTES >> 20} MB, batas Telegram untuk bot. "
    "Kecilkan (misalnya kompres gambar di dalamnya) atau bagi menjadi beberapa berkas.",
    FileFault.OLD_OFFICE: "berkas ini berformat lama (.xls/.doc) atau dikunci kata sandi. "
    "Buka, simpan sebagai .xlsx atau .docx tanpa kata sandi, lalu kirim lagi.",
    FileFault.MACROS: "berkas ini berisi makro. Simpan sebagai .xlsx atau .docx biasa, lalu kirim lagi.",
    FileFault.OTHER_TYPE: "isi berkas ini bukan Excel (.xlsx), PDF, Word (.docx), gambar, atau rekaman suara, "
    "apa pun namanya. Kirim dalam salah satu format itu.",
    FileFault.BROKEN: "berkas ini rusak dan tidak dapat dibuka. Periksa di komputer, simpan ulang, lalu kirim lagi.",
    FileFault.GONE: "Telegram tidak lagi menyimpan berkas ini. Silakan kirim sekali lagi.",
}


def refused_file(name: str, fault: FileFault) -> Markup:
    """Say why a file was not kept and what to do."""
    return fill("❗ <b>{name}</b> tidak diterima: {fault}", name=plain_name(name), fault=_FAULTS[fault])


def too_long(length: int, limit: int) -> Markup:
    """Say that a text does not fit, and how to make it fit."""
    return fill(
        "Teks ini {length} huruf; paling banyak {limit}. Kirim yang lebih pendek, atau kirim sebagai berkas. "
        "Isian sebelumnya tetap tersimpan.",
        length=length,
        limit=limit,
    )


def too_many_files(most: int) -> Markup:
    """Say that the form is full."""
    return fill("Satu kiriman memuat paling banyak {most} berkas. Kirim yang ini dahulu, sisanya menyusul.", most=most)


def files_awaited(count: int) -> str:
    """Say that files are still being fetched."""
    return f"{count} berkas masih diperiksa. Tunggu sebentar, lalu tekan lagi."


def proposed(proposals: Sequence[str]) -> Markup:
    """Offer sentences in full: their buttons have room for the beginning only."""
    return lines(*(fill("{n}. {text}", n=n, text=text) for n, text in enumerate(proposals, start=1)))


def proposal_label(index: int, text: str) -> str:
    """Label the button of a proposed sentence so that a phone shows all of it: the number and the first words."""
    words = f"{index + 1}. {text}"
    if len(words) <= LABEL_ON_A_PHONE:
        return words
    return words[:LABEL_ON_A_PHONE].rsplit(" ", 1)[0].rstrip(" ,.;") + "…"


def submission_number(number: int) -> str:
    """Return the receipt number of a kiriman: `K-0142`."""
    return f"K-{number:04d}"


def unfinished(conversation: Conversation | None) -> Markup:
    """Offer a half-finished conversation again."""
    return fill("Masih ada {what} yang belum dikirim. Lanjutkan yang tadi?", what=unfinished_name(conversation))


_NAMES: Mapping[type[Conversation], str] = {
    PlanDraft: "rencana tindak lanjut",
    FigureDraft: "data indikator unit",
    LooseFiles: "berkas yang belum jelas tujuannya",
    OfficeForm: "perubahan data kantor",
    CalendarChange: "perubahan kalender",
    IndicatorUpload: "unggahan daftar indikator",
}
"""What a conversation of each other kind is about."""


def unfinished_name(conversation: Conversation | None) -> str:
    """Name what a conversation is about."""
    match conversation:
        case Form(purpose=purpose):
            return _UNFINISHED[purpose]
        case DisposisiDraft(quarter=which):
            return f"disposisi {quarter(which)}"
        case None:
            return "isian"
        case _:
            return _NAMES[type(conversation)]


def preview(heading: Markup, form: Form, files: Sequence[KeptFile], desk: Desk, *, wants_files: bool) -> Markup:
    """Show a form in full as it will be sent."""
    long = len(form.text) > LONG_WITH_FILES
    kept = fill("📎 {n} berkas", n=len(files)) if long and files else file_lines(files)
    return paragraphs(
        heading,
        quoted(form.text),
        kept,
        fill("⏳ Memeriksa {n} berkas…", n=len(form.awaited)) if form.awaited else EMPTY,
        _receipt(form, desk) if files else EMPTY,
        Markup("Silakan kirim berkasnya (Excel, PDF, Word, atau gambar).")
        if wants_files and not files and not form.awaited
        else EMPTY,
    )


def _receipt(form: Form, desk: Desk) -> Markup:
    number = fill("Nomor kiriman <b>{number}</b>", number=form.number) if form.number else EMPTY
    if form.late_since is not None:
        when = fill(
            "diterima {sent} saat bot mati, diproses {now} {zone}",
            sent=brief(form.late_since, desk.calendar),
            now=clock(desk.now, desk.calendar),
            zone=zone(desk.office),
        )
    else:
        when = fill("diterima {now} {zone}", now=clock(desk.now, desk.calendar), zone=zone(desk.office))
    return lines(Markup(", ").join(part for part in (number, when) if part))
