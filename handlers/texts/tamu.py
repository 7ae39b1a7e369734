"""The words for people whom the bot does not know; nothing here tells anything about an office."""

from __future__ import annotations

from markupsafe import Markup

from handlers.texts.words import fill

NOT_FOR_YOU = "Tombol ini hanya untuk pegawai yang terhubung dengan bot ini."

_FAULTS = {
    "unknown": "Undangan ini tidak dikenal. Mungkin tautannya terpotong; buka lagi dari pesan aslinya, "
    "atau mintalah undangan baru kepada admin kantor Bapak/Ibu.",
    "used": "Undangan ini sudah dipakai. Bila bukan oleh Bapak/Ibu, segera beri tahu admin kantor, "
    "yang dapat membuat undangan baru.",
    "expired": "Undangan ini sudah habis masa berlakunya. Mintalah undangan baru kepada admin kantor Bapak/Ibu.",
    "person_bound": "Undangan ini untuk pegawai yang sudah terhubung dengan akun Telegram lain. "
    "Bila akunnya berganti, mintalah admin kantor melepas akun lama.",
    "account_bound": "Akun Telegram ini sudah terhubung dengan pegawai lain. Bila ini keliru, hubungi admin kantor.",
}


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
