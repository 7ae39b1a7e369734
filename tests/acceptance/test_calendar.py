"""The office's calendar changes while a quarter runs: deadlines follow it, and those concerned are told once."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from acceptance import quarter
from acceptance.office import Office
from acceptance.quarter import APTIKA, IKP, STATISTIK
from storage.statements import utc

HOLIDAY = date(2026, 10, 9)
"""A Friday within the ten days that the units have from Thursday 1 October."""
FIRST_DUE = datetime(2026, 10, 15, 9, 0, tzinfo=UTC)
MOVED_DUE = datetime(2026, 10, 16, 9, 30, tzinfo=UTC)
BEFORE, AFTER = "Kamis, 15 Okt 16.00", "Jumat, 16 Oktober 2026 pukul 16.30 WIB"
ON_THE_CARD = "s.d. 16 Okt 16.30"
REASON = "Hari Jadi Kabupaten, SK Bupati 12/2026"
MOVED = "Batas waktu bergeser"
ADMIN = "putra"
OF_UNITS = ["eko", "fitri", "gilang", "hana", "irfan", "andi", "joko", "kartika", "lukman", "maya", "nanda"]
CONCERNED = {*OF_UNITS, "ratna"}
"""Staf, Kasi and Kabid of the three units that collect their data, and the Sekretaris."""


def dues(office: Office) -> set[datetime]:
    """Return when the data of the units are due, as the database says."""
    found = office.rows("SELECT due_at FROM assignment WHERE step = 4 AND due_at IS NOT NULL")
    return {utc(due_at) for (due_at,) in found}


async def told(office: Office) -> dict[str, int]:
    """Return how often each person was told that a deadline has moved."""
    await office.settles()
    counts = {code: sum(MOVED in seen.text for seen in await phone.messages()) for code, phone in office.phones.items()}
    return {code: count for code, count in counts.items() if count}


async def reach_step_4(office: Office) -> None:
    """Tell the quarter up to where three units have until Thursday 15 October."""
    await office.everyone_joins()
    await quarter.reach_collection(office)
    assert dues(office) == {FIRST_DUE}


async def test_a_holiday_is_added_while_units_collect_their_data(office: Office) -> None:
    """Shown before it is kept; killed over the preview, the bot goes on; card, messages and lists have the new day."""
    await reach_step_4(office)
    putra = office[ADMIN]
    await putra.says("/kalender")
    await putra.sees("Hari libur berikutnya", "Natal", "[Tambah hari libur]", "[Hapus hari libur]")
    await putra.taps("Tambah hari libur")
    await putra.sees("Tanggal berapa kantor libur")
    await putra.says("9 Oktober 2026")
    await putra.sees("Jumat, 9 Oktober 2026", "apa dasarnya")
    await putra.says(REASON)
    await putra.sees("Periksa, lalu simpan", REASON, "3 batas waktu", BEFORE, AFTER, "12 orang", "[Simpan]", "[Batal]")
    assert dues(office) == {FIRST_DUE}
    await office.crash()
    await putra.says("/tugas")
    await putra.sees("perubahan kalender", "[Lanjutkan yang tadi]")
    await putra.taps("Lanjutkan yang tadi")
    await putra.sees("Periksa, lalu simpan", REASON, AFTER, "12 orang", "[Simpan]")
    await putra.taps("Simpan", within="Periksa, lalu simpan")
    await putra.sees("Tersimpan", REASON, "3 batas waktu bergeser", AFTER, "12 orang diberi tahu")
    await office["gilang"].sees(MOVED, REASON, IKP.name, BEFORE, AFTER, "[Tugas saya]", after=0)
    await office["ratna"].sees(MOVED, IKP.name, APTIKA.name, STATISTIK.name, after=0)
    await office["hendra"].sees(ON_THE_CARD, after=0)
    assert await told(office) == dict.fromkeys(CONCERNED, 1)
    assert dues(office) == {MOVED_DUE}
    await office.crash()
    moved = await office.moves_by(timedelta(minutes=1))
    await office["gilang"].says("/tugas")
    await office["gilang"].sees(AFTER, after=moved)
    assert await told(office) == dict.fromkeys(CONCERNED, 1)
    assert "ERROR" not in office.log()


async def test_a_file_taken_in_while_units_collect_their_data(office: Office) -> None:
    """The command says what moves; the bot moves it within a minute, tells those concerned and the admin, and once."""
    await reach_step_4(office)
    file = _with_holiday(office.folder)
    code, printed = await office.monev("office", "import", "--ya", str(file))
    assert code == 0
    assert "batas waktu yang berjalan bergeser" in printed
    assert f"{BEFORE} → {AFTER}" in printed
    assert "Bot yang menyala memindahkannya" in printed
    await office.moves_by(timedelta(minutes=1))
    await office["gilang"].sees(MOVED, "melalui berkas kantor", AFTER, after=0)
    await office["hendra"].sees(ON_THE_CARD, after=0)
    assert await told(office) == dict.fromkeys({*CONCERNED, ADMIN}, 1)
    assert dues(office) == {MOVED_DUE}
    code, printed = await office.monev("office", "import", "--ya", str(file))
    assert (code, "bergeser" in printed) == (0, False)
    await office.crash()
    await office.moves_by(timedelta(minutes=1))
    assert await told(office) == dict.fromkeys({*CONCERNED, ADMIN}, 1)
    assert "ERROR" not in office.log()


def _with_holiday(folder: Path) -> Path:
    """Write the sample office's file with the holiday in it."""
    import bot.sample as sample

    text = (Path(sample.__path__[0]) / "way_kanan.toml").read_text(encoding="utf-8")
    assert "libur_tambahan = []" in text
    file = folder / "kantor.toml"
    file.write_text(text.replace("libur_tambahan = []", f"libur_tambahan = [{HOLIDAY}]", 1), encoding="utf-8")
    return file


async def test_a_file_that_does_not_name_a_day_of_the_chat_says_so(office: Office) -> None:
    """Whoever takes an old file in reads which days are gone by it, and what moves back."""
    await office.everyone_joins(ADMIN)
    putra = office[ADMIN]
    await putra.says("/kalender")
    await putra.taps("Tambah hari libur")
    await putra.sees("Tanggal berapa kantor libur")
    await putra.says("9 Oktober 2026")
    await putra.sees("apa dasarnya")
    await putra.says(REASON)
    await putra.taps("Simpan", within="Periksa, lalu simpan")
    await putra.sees("Tersimpan")
    file = _with_holiday(office.folder)
    file.write_text(file.read_text(encoding="utf-8").replace(f"[{HOLIDAY}]", "[]", 1), encoding="utf-8")
    code, printed = await office.monev("office", "import", "--ya", str(file))
    assert code == 0
    assert "Dihapus dari kalender kantor karena tidak ada di berkas" in printed
    assert f"Jumat, 9 Oktober 2026 {REASON}" in printed
    code, printed = await office.monev("office", "import", "--ya", str(file))
    assert (code, "Dihapus" in printed) == (0, False)
