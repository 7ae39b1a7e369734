"""Buttons that are old, forged, or somebody else's: refused in a sentence, with nothing changed."""

import asyncio
from typing import Any

import pytest

from acceptance.office import Office
from acceptance.papers import workbook
from bot.phone import Phone

pytestmark = pytest.mark.asyncio(loop_scope="module")

UNKNOWN = "Tombol ini tidak dikenal atau sudah terlalu lama"


async def _data_of(phone: Phone, label: str) -> tuple[int, str]:
    """Return the newest button of that label as it stands in the phone: its message, and what it carries."""
    found = [
        (message["message_id"], button["data"])
        for message in (await phone.chat())["messages"]
        for row in message["buttons"]
        for button in row
        if label in button["text"]
    ]
    return int(found[-1][0]), str(found[-1][1])


def _history(office: Office) -> list[tuple[Any, ...]]:
    return office.rows("SELECT id, kind FROM history")


async def _own_message(phone: Phone) -> int:
    """Return a message of the bot's in this chat, to forge taps on."""
    return next(message.message_id for message in await phone.messages() if message.from_bot)


async def test_a_staf_cannot_use_a_button_of_the_tim(collecting: Office) -> None:
    """The forged button of a Tim member names whose task it is, and nothing is recorded."""
    _, data = await _data_of(collecting["andi"], "Mulai koordinasi")
    hana, before = collecting["hana"], _history(collecting)
    await hana.forges(await _own_message(hana), data)
    await hana.sees("Ini tidak ditujukan kepada jabatan Bapak/Ibu", "[Tugas saya]")
    assert _history(collecting) == before


async def test_a_staf_cannot_use_the_button_of_the_sekretaris(collecting: Office) -> None:
    """The forged button of the Sekretaris is refused before anything is typed."""
    ((cycle_id, office_id),) = collecting.rows("SELECT id, office_id FROM cycle")
    hana, before = collecting["hana"], _history(collecting)
    await hana.forges(await _own_message(hana), f"{office_id}:sek_terima:{cycle_id}")
    await hana.sees("Ini tidak ditujukan kepada jabatan Bapak/Ibu", "[Tugas saya]")
    assert _history(collecting) == before


@pytest.mark.parametrize(
    "data",
    ["", "sampah", "1:tidak_ada", "99:tugas", "1:buka:1:99:0", "1:buka:x:y:z", "1:isi_kirim", "a" * 64, "1:tugas:é"],
)
async def test_forged_data_is_refused_in_a_sentence(collecting: Office, data: str) -> None:
    """Garbage, another office, an unknown verb or step, and 64 bytes of nothing: one polite sentence each."""
    hana = collecting["hana"]
    await hana.forges(await _own_message(hana), data)
    seen = await hana.sees("[Tugas saya]")
    assert UNKNOWN in seen.text or "tidak ada di kantor" in seen.text or "sudah dikirim, dibatalkan" in seen.text


async def test_a_stranger_is_told_that_buttons_are_not_for_them(collecting: Office) -> None:
    """A tap by somebody unknown gets a note and nothing else."""
    stranger = await collecting.stranger("Orang Lewat")
    await stranger.says("Halo")
    seen = await stranger.sees("hanya untuk pegawai yang diundang")
    await stranger.forges(seen.message_id, "1:tugas")
    await stranger.toast("hanya untuk pegawai yang terhubung")


async def test_the_second_tap_on_a_form_that_was_left_says_so(collecting: Office) -> None:
    """A button of a cancelled form does not die: it says what became of it and leads on."""
    maya = collecting["maya"]
    await maya.says("/kirim")
    await maya.sees("Kirim berkasnya sekarang")
    message_id, data = await _data_of(maya, "Batal")
    await maya.taps("Batal")
    await maya.sees("Dibatalkan")
    await maya.forges(message_id, data)
    await maya.sees("sudah dikirim, dibatalkan, atau diganti", "[Tugas saya]")


async def test_two_quick_taps_send_once_and_an_unread_version_can_be_withdrawn(collecting: Office) -> None:
    """Tapping twice makes one submission; it can be taken back while unread, and no longer once it was read."""
    kartika, irfan = collecting["kartika"], collecting["irfan"]
    await _submits_tapping_twice(kartika)
    await kartika.taps("Tarik kembali", within="versi 1")
    await kartika.sees("ditarik kembali", "Kabid belum membacanya")
    await irfan.sees("ditarik kembali oleh Kartika", "Tidak perlu diperiksa lagi", after=0)
    await _submits_tapping_twice(kartika)
    await irfan.taps("Periksa data", within="versi 2")
    await irfan.sees("[Setujui dan kirim]")
    await kartika.taps("Tarik kembali", within="versi 2")
    await kartika.sees("sudah dibaca oleh penerimanya", "tidak dapat ditarik lagi")
    kinds = [kind for _, kind in _history(collecting) if kind.startswith("Draft")]
    assert kinds == ["DraftSubmitted", "DraftWithdrawn", "DraftSubmitted", "DraftRead"]


async def _submits_tapping_twice(staf: Phone) -> None:
    await staf.says("/kirim")
    await staf.sees("Kirim berkasnya sekarang")
    await staf.sends(("data.xlsx", workbook(90)))
    await staf.sees("data.xlsx", "[Kirim ke Kabid]")
    message_id, data = await _data_of(staf, "Kirim ke Kabid")
    await asyncio.gather(staf.forges(message_id, data), staf.forges(message_id, data))
    await staf.sees("Terkirim ke Kabid")
