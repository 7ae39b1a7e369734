"""The bot looks after unread orders: each rung is told once, kept with its instant, and the list can be printed."""

import io
from datetime import UTC, datetime, timedelta

import pytest
from office_phone import OfficePhone
from pypdf import PdfReader
from sqlalchemy import text
from turn_town import Town

from bot.handovers import Handovers
from documents.assets import Assets
from documents.call_list import drawn
from storage.codec import encode
from storage.register import Register
from workflow.cycle import ORDER
from workflow.ladder import OrderRungTaken, Rung
from workflow.papers.call_list import CallListPaper, CallRow
from workflow.papers.sheet import Letterhead, Sheet
from workflow.quarter import Quarter

MORNING = datetime(2026, 10, 1, 1, 0, tzinfo=UTC)


@pytest.fixture
def ordered(town: Town) -> Town:
    """Let the Kepala Dinas send a disposisi at eight; nobody but Andi, Putra and Citra has the bot."""
    town.clock.at = MORNING
    town.seat("hendra", 700_004)
    hendra = OfficePhone(town, 700_004)
    hendra.says("/tugas").taps("Buat disposisi").taps("Kirim").taps("Kirim sekarang")
    return town


def climbs(town: Town, minutes: int) -> list[tuple[int, str]]:
    """Let that time pass, and return who was told what."""
    town.clock.at = MORNING + timedelta(minutes=minutes)
    return [(item.chat_id, item.params + item.document) for item in Handovers(town.engine, town.world).tell_due()]


def test_whom_the_bot_does_not_reach_is_on_the_call_list_once(ordered: Town) -> None:
    """The giver and the admin get the list as a paper; it is in the register with whom it was told to."""
    told = climbs(ordered, 20)
    assert {chat_id for chat_id, _ in told} == {700_004, 700_002}
    assert all("Perlu ditelepon" in said and "call-list" in said for _, said in told)
    assert climbs(ordered, 25) == []
    with ordered.engine.begin() as connection:
        entries = [each.entry for each in Register(connection, ordered.first).entries()]
    taken = [entry for entry in entries if isinstance(entry, OrderRungTaken)]
    assert {entry.rung for entry in taken} == {Rung.CALL_LIST}
    assert all(entry.step == ORDER and len(entry.told) == 2 for entry in taken)
    assert ordered.rows("SELECT COUNT(*) FROM order_rung") == [(len(taken),)]


def test_a_recipient_who_has_the_bot_is_reminded_first(ordered: Town) -> None:
    """Ratna joins after the disposisi: two working hours later she is reminded, and opens it by the button."""
    ordered.seat("ratna", 700_005)
    told = dict(climbs(ordered, 125))
    assert "belum dibuka" in told[700_005]
    assert "Buka sekarang" in told[700_005]
    with ordered.engine.begin() as connection:
        rungs = connection.execute(text("SELECT rung FROM order_rung ORDER BY id")).scalars().all()
    assert rungs.count("diingatkan") >= 1


def test_the_list_is_a_paper_with_room_for_the_answer() -> None:
    """Names, numbers and letters, and who has no number; hostile words stay words."""
    row = CallRow("Sekretaris Dinas", "Ratna <b>Contoh</b>", "0812345678", ORDER, "800/1/2026", "", MORNING)
    empty = CallRow("Kepala Bidang", "", "", 4, "", "Bidang IKP", MORNING)
    sheet = Sheet(Letterhead(office="Dinas Kominfo"), "Asia/Jakarta", MORNING.date())
    paper = CallListPaper(sheet, Quarter(2026, 3), (row, empty))
    assert encode(paper)
    page = PdfReader(io.BytesIO(drawn(paper, Assets()))).pages[0].extract_text()
    for words in ("DAFTAR TELEPON", "Ratna <b>Contoh</b>", "0812345678", "800/1/2026", "belum ada nomor", "(kosong)"):
        assert words in page.replace("\n", " ") or words.split()[0] in page, words
