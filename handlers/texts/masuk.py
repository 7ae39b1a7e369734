"""The words of the welcome: who the bot takes the person for, what it keeps, the small keyboard and the menu."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from markupsafe import Markup

from handlers.texts.bantuan import posts
from handlers.texts.words import EMPTY, fill, named, paragraphs, plain_name

if TYPE_CHECKING:
    from handlers.desk import Desk

TASKS = "📋 Tugas saya"
STATUS = "📊 Status"
SEND = "📎 Kirim data"
HELP = "❓ Bantuan"
CHOOSE_OFFICE = Markup("Bapak/Ibu terdaftar di beberapa kantor. Kantor mana yang akan dibuka?")
PURPOSE = Markup(
    "Di sini Bapak/Ibu menerima dan menyelesaikan tugas monitoring dan evaluasi kinerja (monev) setiap triwulan. "
    "Tidak ada perintah yang perlu dihafal: cukup tombol pada pesan dan tombol di bawah."
)
PRIVACY = Markup(
    "<b>Data pribadi.</b> Bot ini menyimpan nama, NIP, jabatan, dan id Telegram Bapak/Ibu, serta apa yang dikirim ke "
    "sini, di server kantor. Pesan dan berkas juga lewat Telegram, yang servernya di luar negeri. Salinan atau "
    "perbaikan data dapat diminta kepada admin kantor (UU 27/2022)."
)

COMMANDS = {
    "tugas": "Tugas saya",
    "status": "Status monev",
    "disposisi": "Disposisi",
    "kirim": "Kirim data unit",
    "arahan": "Arahan",
    "laporan": "Laporan evaluasi",
    "dokumen": "Dokumen triwulan",
    "tindaklanjut": "Tindak lanjut",
    "kepatuhan": "Kepatuhan waktu SOP",
    "riwayat": "Riwayat monev",
    "arsip": "Arsip triwulan",
    "kalender": "Hari libur kantor",
    "indikator": "Indikator kinerja tahun ini",
    "pegawai": "Pegawai kantor",
    "jabatan": "Jabatan dan pemegangnya",
    "unit": "Unit kerja",
    "pengganti": "Usulkan Plh. bila berhalangan",
    "siap": "Siap triwulan?",
    "profil": "Profil saya",
    "data_saya": "Data saya di bot ini",
    "bantuan": "Bantuan",
    "putuskan": "Putuskan akun ini",
    "batal": "Batalkan isian",
}


def welcome(desk: Desk, standing: Markup = EMPTY) -> Markup:
    """Greet the person by name and post, with what the bot is for, the notice on personal data, and `standing`."""
    return paragraphs(
        fill("Selamat datang, Bapak/Ibu <b>{name}</b>\n{office}", name=named(desk.me), office=desk.office.name),
        posts(desk),
        PURPOSE,
        PRIVACY,
        standing,
    )


def office_label(name: str) -> str:
    """Label the button of an office."""
    return plain_name(name)[:60]


def chosen_offices(names: Sequence[str]) -> Markup:
    """Ask for the office."""
    return CHOOSE_OFFICE if names else Markup("Bapak/Ibu belum terdaftar di kantor mana pun.")
