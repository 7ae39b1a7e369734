"""The rehearsal's sample files, its transcripts, and the folder it leaves behind."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.gladi import files as made
from bot.gladi import output
from bot.gladi.report import Conversation, Entry, entry_of, transcript
from bot.gladi.results import faults_in_log, safe_name
from storage.blobs import Blob, BlobStore
from workflow.files import FileKind, KeptFile

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
    log = "2026-11-23 00:00:01 INFO bot.app started\n2026-11-23 00:00:02 ERROR bot.turns turn failed\n"

    assert faults_in_log(log) == ("Catatan bot: 2026-11-23 00:00:02 ERROR bot.turns turn failed",)
