"""The rehearsal's sample files, its transcripts and day book, what it finds wrong, and the folder it leaves behind."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.gladi import files as made
from bot.gladi import notices, output
from bot.gladi.daybook import MOST_SHOWN, DayBook, short
from bot.gladi.notices import Notice
from bot.gladi.report import Conversation, Entry, entry_of, transcript
from bot.gladi.results import faults_in_log, safe_name
from bot.gladi.story import SCENES
from storage.blobs import Blob, BlobStore
from storage.tables.reminder import ReminderRow, ReminderState
from workflow.files import FileKind, KeptFile
from workflow.working_time import OfficeCalendar

WIB = ZoneInfo("Asia/Jakarta")
EIGHT = datetime(2026, 10, 1, 1, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (made.workbook("Realisasi", ("No", "Realisasi"), [(1, 87.5)]), FileKind.XLSX),
        (made.word("Narasi <capaian> & kendala"), FileKind.DOCX),
        (made.pdf("Laporan (perbaikan)", "Capaian 96,4%"), FileKind.PDF),
        (made.picture((20, 90, 160)), FileKind.IMAGE),
        (made.voice(3), FileKind.VOICE),
    ],
)
def test_every_sample_file_is_kept_as_what_it_is(tmp_path: Path, content: bytes, kind: FileKind) -> None:
    """The bot looks at the content: a sample that were no real file would be refused."""
    kept = BlobStore(tmp_path).put([content])

    assert isinstance(kept, Blob)
    assert kept.kind is kind


def test_the_pdf_points_at_each_of_its_objects() -> None:
    """A reader finds the objects through the table of their places."""
    content = made.pdf("Laporan")
    table = content[int(content.rsplit(b"startxref\n", 1)[1].split()[0]) :]
    places = [int(line.split()[0]) for line in table.splitlines() if line.endswith(b" n ")]

    assert [content[place:].split(b" ", 1)[0] for place in places] == [b"1", b"2", b"3", b"4", b"5"]


def test_the_recording_lasts_as_long_as_asked() -> None:
    """The last page says at which sample the recording ends, 48,000 a second."""
    last = made.voice(7).rsplit(b"OggS", 1)[1]

    assert int.from_bytes(last[2:10], "little") == 7 * 48_000


def shown(**changes: Any) -> dict[str, Any]:
    """Return a message as the simulator shows it."""
    message: dict[str, Any] = {
        "message_id": 5,
        "from": "bot",
        "date": int(EIGHT.timestamp()),
        "entities": [],
        "text": "Mulai monitoring dan evaluasi kinerja?",
        "buttons": [[{"text": "Buat disposisi"}], [{"text": "Nanti siang"}, {"text": "Tidak"}]],
        "edited": False,
        "pinned": False,
        "n": 7,
    }
    return message | changes


def test_a_transcript_shows_time_speaker_text_and_rows_of_buttons() -> None:
    heard = Conversation("Hendra", ("Kepala Dinas",))
    heard.add(entry_of(shown()))
    heard.add(Entry(8, EIGHT, False, "▸ menekan [Buat disposisi]"))

    text = transcript(heard, WIB)

    assert text.startswith("Hendra\nKepala Dinas\n")
    assert "08.00.00  Bot\n          Mulai monitoring dan evaluasi kinerja?\n          [Buat disposisi]\n" in text
    assert "          [Nanti siang] [Tidak]" in text
    assert "08.00.00  Hendra\n          ▸ menekan [Buat disposisi]" in text


def test_a_transcript_shows_what_a_message_said_before_it_was_edited() -> None:
    heard = Conversation("Hendra", ())
    heard.add(entry_of(shown(text="Memeriksa 1 berkas…")))
    heard.add(entry_of(shown(text="1 berkas terbaca", edited=True, n=9)))
    heard.add(entry_of(shown(text="1 berkas terbaca", edited=True, n=11)))

    text = transcript(heard, WIB)

    assert text.index("Memeriksa 1 berkas…") < text.index("Bot (pesan diubah)") < text.index("1 berkas terbaca")
    assert text.count("1 berkas terbaca") == 1


def test_a_transcript_shows_the_pinned_card_only_as_it_was_last() -> None:
    heard = Conversation("Hendra", ())
    heard.add(entry_of(shown(text="1 dari 7 langkah")))
    heard.add(entry_of(shown(message_id=6, text="Terima kasih", n=12)))
    heard.add(entry_of(shown(text="7 dari 7 langkah", pinned=True, edited=True, n=11)))

    text = transcript(heard, WIB)

    assert "1 dari 7 langkah" not in text
    assert text.index("Terima kasih") < text.index("7 dari 7 langkah")


def test_a_transcript_puts_each_day_under_its_name() -> None:
    """A tap made after midnight in the office's zone belongs to the new day."""
    heard = Conversation("Hendra", ())
    heard.add(entry_of(shown()))
    heard.add(Entry(8, EIGHT + timedelta(days=14), False, "▸ menekan [Buat disposisi]"))

    text = transcript(heard, WIB)

    assert text.index("── Kamis, 1 Oktober 2026 ──") < text.index("08.00.00  Bot")
    assert text.index("── Kamis, 15 Oktober 2026 ──") < text.index("08.00.00  Hendra")


class Wall:
    """A clock on the wall that is moved by hand."""

    def __init__(self) -> None:
        self.at = EIGHT

    def now(self) -> datetime:
        return self.at


@pytest.fixture
def wall() -> Wall:
    return Wall()


@pytest.fixture
def book(wall: Wall) -> DayBook:
    who = {"ratna": "Sekretaris Dinas", "gilang": "Staf", "hana": "Staf"}
    return DayBook(lambda _line: None, wall.now, WIB, who)


def test_the_day_book_names_each_day_once(book: DayBook, wall: Wall) -> None:
    book.scene("Langkah 1")
    book.scene("Langkah 2")
    wall.at += timedelta(days=14)
    book.scene("Langkah 4")

    assert book.text().split("\n")[:8] == [
        "",
        "Kamis, 1 Oktober 2026",
        "=====================",
        "08.00 ── Langkah 1",
        "08.00 ── Langkah 2",
        "",
        "Kamis, 15 Oktober 2026",
        "======================",
    ]


def test_the_day_book_shows_a_reminder_in_short_with_its_buttons(book: DayBook) -> None:
    """One person is named with the post, several by their names only."""
    book.reminds(["ratna"], "⏰ Pengingat\nArahan ke Tim\n\nBatas: 10.00", ["Kerjakan sekarang", "Butuh bantuan"])
    book.reminds(["gilang", "hana"], "⏰ Pengingat", [])

    assert book.text().split("\n")[3:] == [
        "08.00 → Ratna (Sekretaris Dinas)",
        "        ⏰ Pengingat · Arahan ke Tim · Batas: 10.00",
        "        [Kerjakan sekarang] [Butuh bantuan]",
        "08.00 → Gilang, Hana",
        "        ⏰ Pengingat",
        "",
    ]


def test_the_day_book_tells_what_the_reminded_do_until_time_passes(book: DayBook) -> None:
    """What others do, and what is done later on, would bury it."""
    book.did("ratna", "[Status]")
    book.reminds(["ratna"], "⏰ Pengingat", [])
    book.did("ratna", "[Kerjakan sekarang]")
    book.did("gilang", "[Tugas saya]")
    book.time_passes()
    book.did("ratna", "[Riwayat]")

    assert [line for line in book.lines if "▸" in line] == ["08.00 ▸ Ratna: [Kerjakan sekarang]"]


def test_a_long_message_is_cut_in_the_day_book() -> None:
    assert len(short("kata " * 500)) <= MOST_SHOWN
    assert short("kata " * 500).endswith("kata …")


def test_the_story_goes_forward_within_office_hours() -> None:
    """Nobody answers before the office opens, and the clock is never set back."""
    at = [scene.at for scene in SCENES if scene.at is not None]

    assert all(earlier < later for earlier, later in pairwise(at))
    assert all(OfficeCalendar(WIB).is_open(each) for each in at)


def notice(who: str = "putra", at: datetime = EIGHT, late: float = 0.1, text: str = "Lewat batas") -> Notice:
    """Return a reminder as it was sent."""
    return Notice(who, "Lewat batas", text, at, at + timedelta(seconds=late), late)


def planned(kind: str, state: ReminderState = ReminderState.TOLD) -> ReminderRow:
    """Return a row of the reminders' table."""
    return ReminderRow(office_id=1, cycle_id=1, step=4, unit_key=1, kind=kind, due_at=EIGHT, state=state)


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("⏰ <b>Hari terakhir</b>\nIsi data, Triwulan III 2026\n\nBatas: …", "⏰ Hari terakhir"),
        ("☀️ <b>Pagi ini</b>, Kamis, 15 Oktober 2026\n\n<b>Lewat batas</b>\n• <b>Isi</b>, …", "☀️ Pagi ini: Lewat batas"),
        ("⏰ <b>3 tugas menunggu</b>, Triwulan III 2026\n• A &amp; B", "⏰ … tugas menunggu"),
    ],
)
def test_a_reminder_is_counted_under_what_it_is_about(markup: str, expected: str) -> None:
    assert notices.heading(markup) == expected


def test_reminders_are_counted_by_heading_and_person_with_their_lateness() -> None:
    (kind,) = notices.kinds([notice(), notice("oktavia", late=0.3), notice(at=EIGHT + timedelta(days=1))])

    assert (kind.count, kind.to) == (3, {"putra": 2, "oktavia": 1})
    assert kind.p95 == pytest.approx(0.28)


def test_a_reminder_is_wrong_twice_at_night_and_late() -> None:
    """What came in time, in office hours and once is right, just after closing time too."""
    calendar = OfficeCalendar(WIB)
    closing, night = EIGHT + timedelta(hours=8), EIGHT + timedelta(hours=12)

    assert list(notices.faults_in([notice(), notice(at=closing, text="Waktunya habis")], calendar)) == []
    assert "2 kali" in next(iter(notices.faults_in([notice(), notice()], calendar)))
    assert "di luar jam kerja, 01-10-2026 20.00" in next(iter(notices.faults_in([notice(at=night)], calendar)))
    assert "terlambat 61 detik" in next(iter(notices.faults_in([notice(late=61)], calendar)))


def test_a_kind_of_reminder_that_never_came_is_missed() -> None:
    told = [planned(kind) for kind in notices.EXPECTED]

    assert list(notices.faults_in_plan(told)) == []
    assert "janji" in next(iter(notices.faults_in_plan([row for row in told if row.kind != "janji"])))


def test_a_reminder_that_outlives_the_cycle_is_wrong() -> None:
    told = [planned(kind) for kind in notices.EXPECTED]

    (fault,) = notices.faults_in_plan([*told, planned("lewat", ReminderState.PENDING)])

    assert "masih menunggu" in fault


def test_a_transcript_sets_quotations_apart_and_names_files() -> None:
    """Telegram counts in UTF-16 units, of which an emoji takes two."""
    text = "📩 Alasan:\nangka kosong\nSelesai"
    entity = {"type": "blockquote", "offset": 11, "length": 12}
    heard = Conversation("Gilang", ())
    file = {"name": "data.xlsx", "kind": "document", "size": 5120}
    heard.add(entry_of(shown(text=text, entities=[entity], buttons=[], file=file)))

    lines = transcript(heard, WIB).splitlines()

    assert "          │ angka kosong" in lines
    assert "          Selesai" in lines
    assert "          📎 data.xlsx (document, 5 KB)" in lines


def test_a_second_rehearsal_replaces_only_what_the_first_has_made(tmp_path: Path) -> None:
    out = tmp_path / "gladi"
    output.clear(out)
    output.write(out, {"riwayat.txt": b"satu", "berkas/001-data.xlsx": b"lama"})
    (out / "catatan-saya.txt").write_text("milik orang")

    output.clear(out)
    output.write(out, {"riwayat.txt": b"dua"})

    assert (out / "riwayat.txt").read_bytes() == b"dua"
    assert (out / "catatan-saya.txt").read_text() == "milik orang"
    assert not (out / "berkas").exists()


def test_a_folder_of_somebody_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "riwayat.txt").write_text("milik orang")

    with pytest.raises(output.OutputError):
        output.clear(tmp_path)
    with pytest.raises(output.OutputError):
        output.write(tmp_path, {"riwayat.txt": b"gladi"})

    assert (tmp_path / "riwayat.txt").read_text() == "milik orang"


def test_a_paper_that_was_changed_since_is_not_overwritten(tmp_path: Path) -> None:
    out = tmp_path / "gladi"
    output.write(out, {"riwayat.txt": b"satu"})
    (out / "riwayat.txt").write_text("satu, dengan catatan tangan")

    with pytest.raises(output.OutputError) as refused:
        output.clear(out)

    assert refused.value.path == out / "riwayat.txt"
    assert (out / "riwayat.txt").exists()


def test_a_list_of_papers_that_names_a_file_elsewhere_is_not_believed(tmp_path: Path) -> None:
    out = tmp_path / "gladi"
    out.mkdir()
    (tmp_path / "penting.txt").write_text("milik orang")
    (out / output.MANIFEST).write_text('{"../penting.txt": "x"}')

    with pytest.raises(output.OutputError):
        output.clear(out)

    assert (tmp_path / "penting.txt").exists()


@pytest.mark.parametrize(
    ("name", "kind", "expected"),
    [
        ("Realisasi TW III & IKP.xlsx", FileKind.XLSX, "007-realisasi-tw-iii-ikp.xlsx"),
        ("../../etc/passwd", FileKind.PDF, "007-passwd.pdf"),
        ("数据", FileKind.DOCX, "007-berkas.docx"),
        ("foto.jpg.exe", FileKind.IMAGE, "007-foto-jpg.jpg"),
    ],
)
def test_a_copy_gets_a_harmless_name(name: str, kind: FileKind, expected: str) -> None:
    file = KeptFile(7, name, kind, 3, "ab", 1, EIGHT)

    assert safe_name(file, b"abc") == expected


def test_only_errors_in_the_log_count_as_faults() -> None:
    log = '{"level": "INFO", "event": "started"}\n{"level": "ERROR", "event": "turn failed"}\n'

    assert faults_in_log(log) == ('Catatan bot: {"level": "ERROR", "event": "turn failed"}',)
