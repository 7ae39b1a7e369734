"""The sheet an admin hands out: for each person a link, and the same link as a QR code to point a phone at."""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import segno
from babel.dates import format_datetime

from bot.office_file.letters import printable

_QUIET_ZONE = 2  # modules around a code on screen; phones find it with less than the four that paper wants


@dataclass(frozen=True)
class InviteRow:
    """One person's invitation; `valid_until` is an instant in the office's zone."""

    name: str
    titles: tuple[str, ...]
    link: str
    valid_until: datetime
    code: str = ""  # asked for besides the link, where the office asks for one


def qr_text(link: str) -> str:
    """Return the link as a QR code for a terminal, two modules a character."""
    out = io.StringIO()
    segno.make_qr(link).terminal(out, border=_QUIET_ZONE, compact=True)
    return out.getvalue().rstrip("\n")


def qr_png(link: str) -> bytes:
    """Return the link as a QR code in a black and white PNG, sharp enough for print."""
    out = io.BytesIO()
    segno.make_qr(link).save(out, kind="png", scale=8)
    return out.getvalue()


def invite_lines(rows: Iterable[InviteRow]) -> tuple[str, ...]:
    """Return the sheet line by line, a block for each person; raises ValueError for an instant without zone."""
    lines: list[str] = []
    for row in rows:
        titles = ", ".join(map(printable, row.titles)) or "(belum memegang jabatan)"
        lines += [
            f"Nama    : {printable(row.name)}",
            f"Jabatan : {titles}",
            f"Tautan  : {row.link}",
            *((f"Kode    : {row.code} (sampaikan terpisah dari tautan)",) if row.code else ()),
            f"Berlaku : sampai {_in_words(row.valid_until)}",
            *qr_text(row.link).splitlines(),
            "",
        ]
    return tuple(lines)


def _in_words(instant: datetime) -> str:
    if instant.tzinfo is None:
        raise ValueError("an invitation needs an instant with a zone")
    day = format_datetime(instant, "EEEE, d MMMM y 'pukul' HH.mm", tzinfo=instant.tzinfo, locale="id_ID")
    return f"{day} {instant.tzname()}"
