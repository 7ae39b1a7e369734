"""The sheet of invitations an admin hands out."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import segno

from bot.invite_sheet import InviteRow, invite_lines, qr_png, qr_text

LINK = "https://t.me/contoh_monev_bot?start=u-3fa9c1d2e4b5a697"
UNTIL = datetime(2026, 11, 23, 10, 15, tzinfo=ZoneInfo("Asia/Makassar"))


def test_the_code_on_screen_is_the_code_of_the_link() -> None:
    """Each half block is one module, light where it is filled, as on a dark terminal."""
    halves = {" ": (1, 1), "▀": (0, 1), "▄": (1, 0), "█": (0, 0)}
    lines = qr_text(LINK).splitlines()
    shown = [[halves[sign][half] for sign in line] for line in lines for half in (0, 1)]
    expected = [list(row) for row in segno.make_qr(LINK).matrix_iter(border=2)]
    assert shown[: len(expected)] == expected
    assert max(map(len, lines)) <= 60


def test_the_code_on_paper_is_a_png() -> None:
    """The picture is a PNG wide enough to print."""
    png = qr_png(LINK)
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    assert int.from_bytes(png[16:20], "big") >= 250


def test_a_block_says_who_what_where_and_until_when() -> None:
    """Each person's block has name, posts, link, the full Indonesian date with its zone, and the code."""
    lines = invite_lines([InviteRow("Andi Contoh, S.Kom.", ("Anggota Tim", "Kepala Seksi"), LINK, UNTIL)] * 2)
    assert lines[:4] == (
        "Nama    : Andi Contoh, S.Kom.",
        "Jabatan : Anggota Tim, Kepala Seksi",
        f"Tautan  : {LINK}",
        "Berlaku : sampai Senin, 23 November 2026 pukul 10.15 WITA",
    )
    assert "\n".join(lines[4 : len(lines) // 2]) == qr_text(LINK) + "\n"
    assert lines.count("Nama    : Andi Contoh, S.Kom.") == 2


def test_a_name_cannot_act_on_the_terminal() -> None:
    """Control characters in a name are shown as missing, and a person without a post is still invited."""
    lines = invite_lines([InviteRow("Andi\x1b[2J", (), LINK, UNTIL)])
    assert lines[:2] == ("Nama    : Andi�[2J", "Jabatan : (belum memegang jabatan)")


def test_an_instant_without_zone_is_refused() -> None:
    """Nobody guesses a zone."""
    with pytest.raises(ValueError, match="zone"):
        invite_lines([InviteRow("Andi", (), LINK, UNTIL.replace(tzinfo=None))])


def test_a_code_is_said_where_the_door_asks_for_one() -> None:
    """Without it the first admin, whom nobody can confirm, would stand outside for good."""
    (_, _, _, code, *_) = invite_lines([InviteRow("Putra Contoh", (), LINK, UNTIL, "482913")])
    assert code == "Kode    : 482913 (sampaikan terpisah dari tautan)"
