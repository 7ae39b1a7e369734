"""The words for what should not happen: to the person who waits, and to the admin who looks it up."""

from __future__ import annotations

from markupsafe import Markup

from handlers.texts.words import fill, plain_name


def failed(code: str) -> Markup:
    """Tell the sender that their message is safe and what its code is."""
    return fill(
        "Pesan Bapak/Ibu sudah kami terima, tetapi belum dapat diproses.\n"
        "Kode <code>{code}</code>; admin sudah diberi tahu. Tidak perlu mengirim ulang.",
        code=code,
    )


def admin_alert(code: str, item_id: int, attempts: int) -> Markup:
    """Tell the admin that a row of the inbox failed and how to replay it; what was in it is not told."""
    return fill(
        "⚠️ Satu pesan masuk gagal diproses.\nKode <code>{code}</code>, dicoba {attempts} kali.\n"
        "Setelah diperbaiki: <code>monev inbox retry {item_id}</code>",
        code=code,
        item_id=item_id,
        attempts=attempts,
    )


def unreachable_alert(name: str) -> Markup:
    """Tell the admin that someone can no longer be reached."""
    return fill(
        "⚠️ {name} memblokir bot atau menghapus percakapannya, jadi tidak menerima pemberitahuan. "
        "Mohon dihubungi langsung.",
        name=plain_name(name),
    )
