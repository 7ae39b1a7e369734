"""The words for people whom the bot does not know; nothing here tells anything about an office."""

from __future__ import annotations

from markupsafe import Markup

from handlers.texts.words import fill, named, paragraphs
from workflow.admission import AdmissionStep
from workflow.office import Person

NOT_FOR_YOU = "Tombol ini hanya untuk pegawai yang terhubung dengan bot ini."

_FAULTS = {
    "unknown": "Undangan ini tidak dikenal. Mungkin tautannya terpotong; buka lagi dari pesan aslinya, "
    "atau mintalah undangan baru kepada admin kantor Bapak/Ibu.",
    "used": "Undangan ini sudah dipakai. Bila bukan oleh Bapak/Ibu, segera beri tahu admin kantor, "
    "yang dapat membuat undangan baru.",
    "expired": "Undangan ini sudah habis masa berlakunya. Mintalah undangan baru kepada admin kantor Bapak/Ibu.",
    "person_bound": "Undangan ini untuk pegawai yang sudah terhubung dengan akun Telegram lain. "
    "Bila ponsel atau akunnya berganti, mintalah undangan baru kepada admin kantor.",
    "account_bound": "Akun Telegram ini sudah terhubung dengan pegawai lain. Bila ini keliru, hubungi admin kantor.",
}


AGREE, DISAGREE = "Saya setuju", "Tidak setuju"
IT_IS, IT_IS_NOT = "Ya, benar orangnya", "Bukan"
NOT_AGREED = Markup(
    "Baik. Akun Telegram ini tidak dihubungkan; yang dicatat hanya bahwa undangan ini tidak disetujui. Bila berubah "
    "pikiran, buka lagi tautan undangannya selama masih berlaku. Tugas Bapak/Ibu disampaikan kantor dengan cara lain."
)
REPLACED = Markup(
    "Akun Telegram ini dilepas dari bot, karena akun lain masuk dengan undangan baru atas nama yang sama. Bila bukan "
    "Bapak/Ibu yang melakukannya, segera beri tahu admin kantor."
)
NOT_A_NIP = Markup("NIP terdiri atas 18 angka, misalnya 19800101 200501 1 001. Mohon tulis lagi.")
NOT_A_CODE = Markup("Kode terdiri atas 6 angka, misalnya 482 913. Bila belum punya, mintalah kepada admin kantor.")
AWAITED = {
    AdmissionStep.NIP: Markup(
        "Terima kasih. Untuk memastikan bahwa ini Bapak/Ibu sendiri: berapa NIP Bapak/Ibu (18 angka)?"
    ),
    AdmissionStep.CODE: Markup(
        "Sekarang tulis kode 6 angka yang Bapak/Ibu terima dari admin kantor, terpisah dari undangan."
    ),
    AdmissionStep.ADMIN: Markup(
        "Terima kasih. Admin kantor diminta memastikan bahwa ini Bapak/Ibu, mungkin dengan menelepon. Begitu sudah, "
        "bot memberi tahu di sini; Bapak/Ibu tidak perlu melakukan apa-apa lagi."
    ),
    AdmissionStep.LOCKED: Markup(
        "Undangan ini dikunci karena NIP atau kodenya terlalu sering salah. Mintalah undangan baru kepada "
        "admin kantor, langsung atau lewat telepon."
    ),
}


def notice(person: Person, office: str) -> Markup:
    """Greet by name and show the notice on personal data, to which the person agrees or not (UU 27/2022)."""
    return paragraphs(
        fill("Undangan untuk <b>{name}</b>\n{office}", name=named(person), office=office),
        Markup(
            "<b>Pemberitahuan data pribadi.</b> Bot ini menyimpan nama, NIP, pangkat, jabatan, nomor telepon dinas "
            "bila diberikan, id Telegram, serta apa yang Bapak/Ibu kirim ke sini, di server kantor, untuk menjalankan "
            "dan membuktikan monitoring dan evaluasi kinerja. Pesan dan berkas juga lewat Telegram, yang servernya di "
            "luar negeri. Riwayat disimpan menurut jadwal retensi arsip kantor."
        ),
        Markup(
            "Bapak/Ibu dapat melihat data sendiri (/data_saya), meminta perbaikan kepada admin, dan memutus akun ini "
            "kapan saja (/putuskan). Bila bukan Bapak/Ibu orangnya, tekan Tidak setuju."
        ),
    )


def wrong_pair(left: int, *, has_nip: bool) -> Markup:
    """Say that the pair did not fit; which half is not told, and both are given anew."""
    if left <= 0:
        return AWAITED[AdmissionStep.LOCKED]
    if not has_nip:
        return fill("Kodenya tidak cocok. Mohon tulis lagi; masih {n} kali.", n=left)
    return fill("NIP atau kodenya tidak cocok. Mohon ulangi dari NIP; masih {n} kali.", n=left)


def who_is_it(person: Person, telegram_name: str, user_id: int) -> Markup:
    """Ask an admin to make sure who opened a link."""
    return paragraphs(
        fill(
            '🚪 Undangan <b>{name}</b> dibuka oleh akun Telegram "{account}" (ID {user_id}).',
            name=named(person),
            account=telegram_name[:64],
            user_id=user_id,
        ),
        Markup("Pastikan dahulu kepada orangnya, langsung atau lewat telepon. Benarkah itu akunnya?"),
    )


def locked_alert(person: Person, telegram_name: str) -> Markup:
    """Tell an admin of a link that was locked."""
    return fill(
        '🔒 Undangan {name} dikunci: NIP atau kode salah lima kali oleh akun Telegram "{account}". Buat undangan baru '
        "setelah dipastikan orangnya.",
        name=named(person),
        account=telegram_name[:64],
    )


def stranger(chat_id: int) -> Markup:
    """Say that the bot is for invited people, and how to be invited."""
    return fill(
        "Bot ini hanya untuk pegawai yang diundang kantornya. Untuk terhubung, mintalah tautan undangan kepada admin "
        "kantor Bapak/Ibu, lalu buka tautan itu di ponsel ini.\n\n"
        "ID Telegram Bapak/Ibu, bila admin menanyakannya: <code>{chat_id}</code>",
        chat_id=chat_id,
    )


def invite_refused(fault: str) -> Markup:
    """Say why an invitation could not be used and what to ask for."""
    return fill("{text}", text=_FAULTS.get(fault, _FAULTS["unknown"]))
