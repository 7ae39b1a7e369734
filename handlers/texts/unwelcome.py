"""The words to whoever sent a NIK or a passphrase: it was deleted and is kept nowhere, and why; it is not repeated."""

from markupsafe import Markup

from handlers.texts.words import paragraphs
from workflow.unwelcome import Unwelcome

_GONE = Markup(
    "Isian yang sedang berjalan tidak berubah. Bila pesannya masih terlihat di telepon Bapak/Ibu, mohon dihapus juga."
)
_WHY = {
    Unwelcome.NIK: Markup(
        "🔒 Pesan tadi memuat NIK atau nomor kartu keluarga, jadi dihapus dari chat ini dan isinya tidak disimpan.\n"
        "Bot tidak pernah meminta nomor itu. Mohon dikirim ulang tanpa nomor tersebut; untuk menyebut pegawai cukup "
        "nama atau NIP."
    ),
    Unwelcome.PASSPHRASE: Markup(
        "🔒 Pesan tadi memuat kata sandi, passphrase, PIN, atau kode rahasia, jadi dihapus dari chat ini dan isinya "
        "tidak disimpan.\n"
        "Bot tidak pernah memintanya. Karena sempat melewati chat, mohon segera diganti; bila perlu kirim ulang "
        "pesannya tanpa rahasia itu."
    ),
}


def refused(found: Unwelcome) -> Markup:
    """Say what the message held and what became of it."""
    return paragraphs(_WHY[found], _GONE)
