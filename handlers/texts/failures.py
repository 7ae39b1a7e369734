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


def admin_alert(code: str, kind: str, attempts: int) -> Markup:
    """Tell the admin what failed and how to replay it. `kind` names the error, without any content."""
    return fill(
        "⚠️ Satu pesan masuk gagal diproses.\nKode <code>{code}</code> · {kind} · {attempts} kali dicoba\n"
        "Setelah diperbaiki: <code>monev inbox retry {code}</code>",
        code=code,
        kind=kind,
        attempts=attempts,
    )


def unreachable_alert(name: str) -> Markup:
    """Tell the admin that someone can no longer be reached."""
    return fill(
        "⚠️ {name} memblokir bot atau menghapus percakapannya, jadi tidak menerima pemberitahuan. "
        "Mohon dihubungi langsung.",
        name=plain_name(name),
    )
