"""The command line as an admin uses it before and beside the bot: every command says in Indonesian what it did."""

import re
from datetime import date
from pathlib import Path

from acceptance.office import monev, open_office
from bot.office_file import read_office, sample_office
from bot.stage import bot_environment

NOWHERE = "http://127.0.0.1:9"


def sample_in(folder: Path, name: str = "kantor.toml", **changes: str) -> Path:
    """Write the sample office's file into the folder, the first of each text replaced by the other."""
    import bot.sample as sample

    text = (Path(sample.__path__[0]) / "way_kanan.toml").read_text(encoding="utf-8")
    for old, new in changes.items():
        assert old in text
        text = text.replace(old, new, 1)
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


async def test_sop_show_prints_the_whole_table(tmp_path: Path) -> None:
    """The SOP's seven steps, their times, and their sum."""
    code, printed = await monev(tmp_path, {}, "sop", "show")
    assert code == 0
    assert "830/ /IV.16-WK/2021" in printed
    for words in ("MULAI", "SELESAI", "15 menit", "2 jam", "10 hari", "14 hari 2 jam 15 menit"):
        assert words in printed, words


async def test_office_check_names_every_fault_by_its_line(tmp_path: Path) -> None:
    """Three faults in a file are told at once: the line, what is wrong, and what was probably meant."""
    changes = {
        'peran = "sekretaris"': 'peran = "sekretris"',
        "mulai = 2025-01-01": 'mulai = "kemarin"',
        'jabatan = "tim-2"': 'jabatan = "tim-9"',
    }
    file = sample_in(tmp_path, "rusak.toml", **changes)
    lines = file.read_text(encoding="utf-8").splitlines()
    code, printed = await monev(tmp_path, {}, "office", "check", "rusak.toml")
    assert code == 1
    named = [int(number) for number in re.findall(r"^baris (\d+):", printed, re.MULTILINE)]
    assert [lines[number - 1] for number in named] == list(changes.values())
    assert 'maksud Anda "sekretaris"' in printed
    assert not (tmp_path / "data").exists(), "a check changes nothing"


async def test_office_check_says_what_a_good_file_holds(tmp_path: Path) -> None:
    """A file that can be used is counted out; a missing one is named."""
    sample_in(tmp_path)
    code, printed = await monev(tmp_path, {}, "office", "check", "kantor.toml")
    assert (code, "4 unit, 19 jabatan, 18 orang" in printed) == (0, True)
    code, printed = await monev(tmp_path, {}, "office", "check", "tidak-ada.toml")
    assert code == 1
    assert "tidak-ada.toml tidak dapat dibuka" in printed


async def test_an_office_goes_in_twice_and_comes_out_as_it_was(tmp_path: Path) -> None:
    """Importing is safe to repeat, and what is exported, as TOML or Excel, reads back as the same office."""
    environment = bot_environment(NOWHERE, tmp_path / "data")
    sample_in(tmp_path)
    for _ in range(2):
        code, printed = await monev(tmp_path, environment, "office", "import", "kantor.toml")
        assert code == 0
        assert "tersimpan. Berikutnya: monev invite" in printed
    for name in ("keluar.toml", "keluar.xlsx"):
        code, printed = await monev(tmp_path, environment, "office", "export", name)
        assert code == 0
        assert f"ditulis ke {name}" in printed
        assert read_office(tmp_path / name).draft == sample_office().draft


async def test_a_changed_file_keeps_the_old_holder_on_record(tmp_path: Path) -> None:
    """A transfer is two lines in the file: imported again, the post has its new holder, and the old one stays known."""
    environment = bot_environment(NOWHERE, tmp_path / "data")
    sample_in(tmp_path)
    await monev(tmp_path, environment, "office", "import", "kantor.toml")
    moved = {
        'jabatan = "kasi-ikp"\nmulai = 2025-01-01': 'jabatan = "kasi-ikp"\nmulai = 2025-01-01\nsampai = 2026-03-31'
    }
    sample_in(tmp_path, **moved)
    code, printed = await monev(tmp_path, environment, "office", "import", "kantor.toml")
    assert code == 1
    assert "Masa jabatan: Fitri Contoh" in printed
    assert "sampai Selasa, 31 Maret 2026" in printed
    await monev(tmp_path, environment, "office", "import", "--ya", "kantor.toml")
    await monev(tmp_path, environment, "office", "export", "keluar.toml")
    held = read_office(tmp_path / "keluar.toml").draft.holdings_of("fitri")
    assert [(each.post_code, each.until_on) for each in held] == [("kasi-ikp", date(2026, 3, 31))]


async def test_invite_prints_links_and_codes_that_open_the_door(tmp_path: Path) -> None:
    """Each person gets a link and a QR code, in the terminal and as a picture; the printed link works once."""
    async with open_office(tmp_path) as office:
        code, printed = await office.monev("invite", "hana", "budi", "--qr-dir", "qr", "--sheet", "kartu.pdf")
        assert code == 0
        assert "Hana Contoh" in printed
        assert "█" in printed or "▀" in printed, "a QR code to be read off the screen"
        links = re.findall(r"https://t\.me/(\w+)\?start=([\w-]{20,64})", printed)
        assert len(set(links)) == 2
        pictures = sorted((tmp_path / "qr").iterdir())
        assert [picture.read_bytes()[:4] for picture in pictures] == [b"\x89PNG"] * 2
        assert (tmp_path / "kartu.pdf").read_bytes()[:5] == b"%PDF-"
        for person, (_, secret) in zip(("budi", "hana"), dict.fromkeys(links), strict=True):
            await office[person].says(f"/start {secret}")
            await office[person].sees("Selamat datang", office[person].name)


async def test_invite_for_nobody_says_where_codes_are_found(tmp_path: Path) -> None:
    """A code that nobody has is answered with how to look codes up."""
    async with open_office(tmp_path, running=False) as office:
        code, printed = await office.monev("invite", "tidak-ada")
        assert code == 1
        assert "Tidak ada orang dengan kode itu" in printed


async def test_run_without_a_token_or_a_secret_says_what_is_missing(tmp_path: Path) -> None:
    """The two things that the bot cannot do without are asked for by name."""
    nothing = bot_environment(NOWHERE, tmp_path / "data") | {"MONEV_BOT_TOKEN": ""}
    code, printed = await monev(tmp_path, nothing, "run")
    assert (code, "MONEV_BOT_TOKEN belum diisi" in printed) == (1, True)
    half = bot_environment(NOWHERE, tmp_path / "data") | {"MONEV_WEBHOOK_URL": "https://bot.contoh.example"}
    code, printed = await monev(tmp_path, half, "run")
    assert (code, "MONEV_WEBHOOK_SECRET" in printed) == (1, True)
    wrong = bot_environment(NOWHERE, tmp_path / "data") | {"MONEV_POLL_SECONDS": "sebentar"}
    code, printed = await monev(tmp_path, wrong, "run")
    assert (code, "Pengaturan tidak dapat dibaca: MONEV_POLL_SECONDS" in printed) == (1, True)


async def test_calendar_show_names_the_days_and_counts_the_rest(tmp_path: Path) -> None:
    """A year's days off by name and source, its working days, and the warning where cuti bersama is not decreed yet."""
    environment = bot_environment(NOWHERE, tmp_path / "data", tmp_path / "clock")
    sample_in(tmp_path)
    assert (await monev(tmp_path, environment, "office", "import", "kantor.toml"))[0] == 0
    code, printed = await monev(tmp_path, environment, "calendar", "show", "2026")
    assert code == 0
    assert re.search(r"Senin, 17 Agustus 2026\W+Hari Kemerdekaan Republik Indonesia\W+nasional", printed)
    assert re.search(r"Cuti Bersama Hari Raya Natal\W+cuti bersama", printed)
    assert re.search(r"Tahun 2026\W+2\d\d", printed)
    assert "belum ditetapkan" not in printed
    code, printed = await monev(tmp_path, environment, "calendar", "show", "2027")
    assert code == 0
    assert "Ramadan 1448 H" in printed
    assert re.search(r"Selasa, 27 April 2027\W+Hari Jadi Kabupaten Way Kanan", printed)
    code, printed = await monev(tmp_path, environment, "calendar", "show", "2028")
    assert code == 0
    assert "cuti bersama 2028 belum ditetapkan" in printed
