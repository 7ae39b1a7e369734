"""The time of a quarter in chat: what was used and by whom, and the same as a picture that the bot draws."""

import io

import pytest
from PIL import Image

from acceptance.office import Office

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_a_tap_brings_the_time_line_as_a_picture(collecting: Office) -> None:
    """A note says at once that it is being drawn; then the picture is there with its numbers, and the note is gone."""
    hendra = collecting["hendra"]
    await hendra.says("/status")
    await hendra.sees("Hari ini hari pertama dari 14 hari kerja", "[Gambar garis waktu]")
    await collecting.settles()
    before = len((await collecting.ask("requests"))["requests"])  # the lembar disposisi was drawn, too
    await hendra.taps("Gambar garis waktu", within="Status monev")
    seen = await hendra.sees("Garis waktu Triwulan III 2026", "4. Pengumpulan data", "[Kepatuhan waktu]")
    assert seen.file is not None
    assert seen.file["kind"] == "photo"
    await collecting.settles()
    assert not [message for message in await hendra.messages() if "Menyiapkan gambar" in message.text]
    asked = [call["method"] for call in (await collecting.ask("requests"))["requests"][before:]]
    assert [method for method in asked if method in ("sendPhoto", "deleteMessage")] == ["sendPhoto", "deleteMessage"]
    (drawn,) = (collecting.data_dir / "drawn").glob("*.png")
    with Image.open(io.BytesIO(drawn.read_bytes())) as picture:
        assert picture.size[0] == 1280
        assert len(picture.convert("RGB").getcolors(1 << 24) or ()) > 20


async def test_a_second_tap_finds_the_picture_drawn(collecting: Office) -> None:
    """Within the same minute nothing is drawn anew; another person has another picture only where it differs."""
    hendra, ratna = collecting["hendra"], collecting["ratna"]
    for phone in (hendra, ratna):
        await phone.says("/status")
        await phone.taps("Gambar garis waktu", within="Status monev")
        seen = await phone.sees("Garis waktu Triwulan III 2026")
        assert seen.file is not None


async def test_compliance_is_shown_and_leads_back(collecting: Office) -> None:
    """From the status and back in one message, by taps alone."""
    ratna = collecting["ratna"]
    await ratna.says("/kepatuhan")
    shown = await ratna.sees("Kepatuhan waktu SOP", "4. Pengumpulan data · 10 hari kerja")
    await ratna.taps("Per unit", on=shown)
    by_unit = await ratna.sees("Kepatuhan waktu per unit", "Bidang Aplikasi Informatika")
    assert by_unit.message_id == shown.message_id
    await ratna.taps("Kepatuhan waktu", on=by_unit)
    await ratna.sees("Kepatuhan waktu SOP")
    await ratna.taps("Beberapa triwulan", on=shown)
    await ratna.sees("Dari 1 triwulan", "1. Disposisi")


async def test_a_staf_sees_the_time_of_their_own_unit(collecting: Office) -> None:
    """No other unit appears."""
    joko = collecting["joko"]
    await joko.says("/kepatuhan")
    seen = await joko.sees("Kepatuhan waktu SOP", "4. Pengumpulan data")
    await joko.taps("Per unit", on=seen)
    assert "Statistik" not in (await joko.sees("Bidang Aplikasi Informatika")).text
