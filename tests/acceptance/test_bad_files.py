"""Files that are empty, too large, wrong under a good name, or named to escape: refused plainly or kept harmlessly."""

import re

import pytest

from acceptance.office import Office
from acceptance.papers import pdf, png, voice, workbook
from bot.phone import Phone

pytestmark = pytest.mark.asyncio(loop_scope="module")

BLOB = re.compile(r"[0-9a-f]{2}/[0-9a-f]{64}")


async def _begins(phone: Phone) -> None:
    await phone.says("/batal")
    await phone.says("/kirim")
    await phone.sees("Kirim berkasnya sekarang")


async def test_an_empty_file_is_refused(collecting: Office) -> None:
    """0 bytes: the file is named, with what to do; the form stays open."""
    maya = collecting["maya"]
    await _begins(maya)
    await maya.sends(("kosong.pdf", b""))
    await maya.sees("kosong.pdf", "tidak diterima", "kosong (0 bita)")
    await maya.sends(("isi.pdf", pdf("isi")))
    await maya.sees("1. isi.pdf", "[Kirim ke Kabid]")


async def test_a_file_over_the_limit_is_refused_before_it_is_fetched(collecting: Office) -> None:
    """Over 20 MB: refused by what Telegram says of its size, in the limit that Telegram names."""
    maya = collecting["maya"]
    await _begins(maya)
    await maya.claims("video-rapat.pdf", 30_000_000)
    await maya.sees("video-rapat.pdf", "tidak diterima", "lebih besar dari 20 MB")


async def test_a_text_named_xlsx_is_refused_by_its_content(collecting: Office) -> None:
    """A good name does not make a workbook: the content is looked at."""
    maya = collecting["maya"]
    await _begins(maya)
    await maya.sends(("data.xlsx", b"Indikator;Target;Realisasi\n1;90;95\n"))
    await maya.sees("data.xlsx", "tidak diterima", "bukan Excel (.xlsx)", "apa pun namanya")


async def test_a_name_that_points_elsewhere_is_only_shown(collecting: Office) -> None:
    """`../../` in a name reaches no path: every kept file lies under its hash, and nothing lies outside."""
    maya = collecting["maya"]
    await _begins(maya)
    await maya.sends(("../../../etc/monev.xlsx", workbook(90)))
    await maya.sees("monev.xlsx", "Excel", "[Kirim ke Kabid]")
    _assert_files_lie_under_their_hash(collecting)


def _assert_files_lie_under_their_hash(office: Office) -> None:
    kept = office.data_dir / "files"
    found = [file for file in office.folder.rglob("*") if file.is_file()]
    assert all(BLOB.fullmatch(str(file.relative_to(kept))) for file in found if kept in file.parents)
    own = {kept} | {office.data_dir / made for made in ("backup", "calendar", "drawn")}  # under names of the bot's own
    others = {file.name for file in found if not own & set(file.parents)}
    expected = {"clock", "simulator.log", "bot.log", "monev.lock", "alive.json"}
    expected |= {"monev.sqlite3", "monev.sqlite3-wal", "monev.sqlite3-shm"}
    assert others <= expected, others


async def test_a_name_with_markup_and_direction_marks_is_shown_harmlessly(collecting: Office) -> None:
    """`<b>` in a name stays text; a direction mark that would turn the name around is left out of it."""
    maya = collecting["maya"]
    await _begins(maya)
    await maya.sends(("<b>capaian</b> & \u202exslx.pdf", pdf("arah")))
    await maya.sees("1. <b>capaian</b> & xslx.pdf · PDF")


async def test_an_album_out_of_the_blue_is_one_question(collecting: Office) -> None:
    """Three photos sent without being asked for: one question what they are for, and they go where it says."""
    nanda = collecting["nanda"]
    await nanda.sends(("1.png", png(1)), ("2.png", png(2)), ("3.png", png(3)), kind="photo", album=True)
    await nanda.sees("Berkas diterima", "3. foto-", "[Bukan apa-apa, abaikan]")
    questions = [seen for seen in await nanda.messages(after=nanda.heard) if "Berkas diterima" in seen.text]
    assert len(questions) == 1
    await nanda.taps("Data Triwulan III", within="3. foto-")
    await nanda.sees("untuk diperiksa Kabid", "3. foto-", "[Kirim ke Kabid]")
    await nanda.says("/batal")
    await nanda.sees("Dibatalkan")


async def test_a_video_is_answered_with_what_can_be_used(collecting: Office) -> None:
    """What the bot cannot use is named, with what it can; the form stands."""
    maya = collecting["maya"]
    await _begins(maya)
    await maya.sends(("rapat.mp4", bytes(5_000)), kind="video")
    await maya.sees("Video tidak dapat diproses", "Yang diterima: teks, Excel")


async def test_a_voice_note_is_kept_as_what_was_agreed(collecting: Office) -> None:
    """Spoken words count where written ones do, and can be heard again."""
    citra = collecting["citra"]
    await citra.says("/tugas")
    await citra.taps("Koordinasi dengan unit", within="Tugas Bapak/Ibu")
    await citra.sees("[Catat hasil koordinasi]")
    await citra.taps("Catat hasil koordinasi")
    await citra.sees("Apa hasil koordinasi")
    await citra.sends(("suara.ogg", voice(3)), kind="voice")
    await citra.sees("rekaman suara", "[Simpan hasil koordinasi]")
    await citra.taps("Simpan hasil koordinasi", within="rekaman suara")
    await citra.sees("tercatat")
