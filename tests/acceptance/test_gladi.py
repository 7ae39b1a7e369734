"""`monev gladi` as an office runs it: the real command, three weeks played to their end, papers left behind."""

import asyncio
import hashlib
import json
import os
import re
import signal
import sys
import time
from pathlib import Path

from pypdf import PdfReader

BEGUN_SECONDS = 60.0
WHOLE_SECONDS = 420.0


async def gladi(out: Path, **environment: str) -> asyncio.subprocess.Process:
    """Start the command in a process group of its own, as a terminal does."""
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot.cli", "gladi", "--out", str(out)),
        env={**os.environ, **environment},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
        start_new_session=True,
    )


async def said_by(process: asyncio.subprocess.Process) -> str:
    """Wait for the command's end and return what it printed; what hangs is killed with all that it has started."""
    try:
        printed, _ = await asyncio.wait_for(process.communicate(), WHOLE_SECONDS)
    except TimeoutError:
        os.killpg(process.pid, signal.SIGKILL)
        raise
    return printed.decode()


def names_in(folder: Path) -> list[str]:
    """Return what lies in a folder."""
    return [path.name for path in folder.iterdir()]


def wait_for_bot(folder: Path) -> None:
    """Wait until the rehearsal has started its bot, or for so long that it must have."""
    deadline = time.monotonic() + BEGUN_SECONDS
    while not list(folder.glob("monev-gladi-*/bot.log")) and time.monotonic() < deadline:
        time.sleep(0.1)


REMINDED = (
    ("Kamis, 1 Oktober 2026", "→ Ratna", "Arahan"),
    ("Jumat, 2 Oktober 2026", "→ Ratna", "Rekap"),
    ("Kamis, 8 Oktober 2026", "→ Fitri, Gilang, Hana", "sisa 5 hari", "▸ Gilang: [Besok pagi]"),
    ("Jumat, 9 Oktober 2026", "→ Gilang", "janji", "▸ Gilang: [Kerjakan sekarang]"),
    ("Senin, 12 Oktober 2026", "▸ Kartika: [Minta perpanjangan]", "→ Budi", "19 Okt", "▸ Budi: [Setujui 2 hari]"),
    ("Selasa, 13 Oktober 2026", "→ Oktavia", "elum mulai"),
    ("Kamis, 15 Oktober 2026", "→ Putra", "ari terakhir", "▸ Kartika: [Lanjut ke 3/5]"),
    ("Jumat, 16 Oktober 2026", "→ Ratna", "ewat batas", "▸ Putra: [Butuh bantuan]", "→ Oktavia", "terkunci", "Rekap"),
    ("Senin, 19 Oktober 2026", "→ Putra", "ewat batas", "▸ Putra: [Kirim ke Kabid]"),
    ("Kamis, 22 Oktober 2026", "→ Oktavia", "▸ Oktavia: [Kirim rencana tindak lanjut]"),
    ("Rabu, 28 Oktober 2026", "▸ Gilang: [Kirim laporan]", "▸ Hendra: [Verifikasi]"),
)
"""What the day book tells in this order: the day, to whom, some words of it, the answer."""
DOCUMENTS = {
    "1-disposisi": [".pdf"],
    "2-isian-unit": [".xlsx"] * 4,
    "3-laporan": [".docx", ".pdf"],
    "4-rekap-dan-formulir": [".xlsx"] * 2,
    "5-tindak-lanjut": [".pdf", ".xlsx"],
    "6-sop-dan-waktu": [".pdf"] * 2 + [".png"] * 2,
    "7-grafik": [".png"] * 3,
    "8-arsip": [".zip"],
}
"""The kinds of documents in each folder."""


async def test_a_whole_quarter_plays_by_itself_and_leaves_its_papers(tmp_path: Path) -> None:
    """Also where the machine has a bot of its own set up: its database is not touched."""
    own = tmp_path / "punya-kantor.sqlite3"
    process = await gladi(tmp_path / "gladi", MONEV_DATABASE_URL=f"sqlite:///{own}")
    printed = await said_by(process)

    assert process.returncode == 0, printed[-3000:]
    assert not own.exists()
    assert "versi 2: diterima Subbag" in printed
    assert "Kepatuhan waktu per unit" in printed
    _tells_the_reminders_in_order(printed)
    out = tmp_path / "gladi"
    _leaves_conversations(out)
    assert (out / "hari-demi-hari.txt").read_text(encoding="utf-8").strip() in "\n".join(
        line.rstrip() for line in printed.splitlines()
    )
    assert "Rekap pekan ini" in (out / "pengingat.txt").read_text(encoding="utf-8")
    kept = {path.suffix for path in (out / "berkas").iterdir()}
    assert kept == {".pdf", ".ogg", ".xlsx", ".docx", ".png"}
    _leaves_documents(out)
    for name, expected in json.loads((out / "gladi.json").read_text(encoding="utf-8")).items():
        assert hashlib.sha256((out / name).read_bytes()).hexdigest() == expected


def _tells_the_reminders_in_order(printed: str) -> None:
    text, place = " ".join(printed.split()), 0
    for part in (part for told in REMINDED for part in told):
        place = text.find(part, place)
        assert place >= 0, part


def _leaves_conversations(out: Path) -> None:
    assert len(list((out / "percakapan").glob("*.txt"))) == 18
    assert "menyelesaikan monev" in (out / "riwayat.txt").read_text(encoding="utf-8")
    hendra = (out / "percakapan" / "hendra.txt").read_text(encoding="utf-8")
    assert "▸ menekan [Kirim sekarang]" in hendra
    assert "Monev Triwulan III 2026 selesai" in hendra


def _leaves_documents(out: Path) -> None:
    """Each folder has its documents, each of them listed; the PDF has the average that the Kepala Dinas saw."""
    folders = [folder for folder in out.iterdir() if folder.name[0].isdigit()]
    assert {folder.name: sorted(path.suffix for path in folder.iterdir()) for folder in folders} == DOCUMENTS
    listed = (out / "DAFTAR.txt").read_text(encoding="utf-8")
    assert all(path.name in listed for folder in folders for path in folder.iterdir())
    hendra = (out / "percakapan" / "hendra.txt").read_text(encoding="utf-8")
    averages = re.findall(r"Rata-rata capaian (\d+(?:,\d+)?%)", hendra)
    pages = PdfReader(next((out / "3-laporan").glob("*.pdf"))).pages
    assert averages
    assert averages[0] in "".join(page.extract_text() for page in pages)


async def test_a_bot_that_cannot_start_is_told_plainly(tmp_path: Path) -> None:
    """The exit code is not 0, and the last lines of the bot's log say why."""
    process = await gladi(tmp_path / "gladi", MONEV_SOP_FILE=str(tmp_path / "tidak-ada.toml"))
    printed = await said_by(process)

    assert process.returncode == 1
    assert "GLADI GAGAL" in printed
    assert "tidak-ada.toml" in printed
    assert (tmp_path / "gladi" / "bot.log").is_file()


async def test_a_folder_with_other_files_is_refused_before_anything_is_played(tmp_path: Path) -> None:
    (tmp_path / "penting.txt").write_text("milik orang")
    process = await gladi(tmp_path)
    printed = await said_by(process)

    assert process.returncode == 1
    assert "bukan buatan gladi" in printed
    assert names_in(tmp_path) == ["penting.txt"]


async def test_ctrl_c_ends_it_cleanly(tmp_path: Path) -> None:
    """Simulator and bot end with it, nothing is left in the folder."""
    process = await gladi(tmp_path / "gladi", TMPDIR=str(tmp_path))

    await asyncio.to_thread(wait_for_bot, tmp_path)
    os.killpg(process.pid, signal.SIGINT)
    printed = await said_by(process)

    assert process.returncode == 130, printed
    assert "Gladi dihentikan" in printed
    assert "Traceback" not in printed
    assert names_in(tmp_path) == []
