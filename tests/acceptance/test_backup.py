"""The night's backup beside the real bot: nobody waits for it, a kill leaves nothing half, and it can be restored."""

import asyncio
import base64
import json
import random
import secrets
import shutil
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from acceptance import quarter
from acceptance.load import Crowd
from acceptance.office import WITHOUT_LIMITS, Office, open_office
from acceptance.papers import workbook
from bot.backup_set import listed
from bot.national_days import CALENDAR
from bot.opened import opened
from bot.phone import UnansweredError
from bot.settings import Settings
from bot.stage import settings_of
from storage.cycles import CycleBook, CycleCache
from storage.statements import utc
from workflow.cycle import Cycle

WIB = ZoneInfo("Asia/Jakarta")
NIGHT = datetime(2026, 10, 2, 1, 0, 5, tzinfo=WIB)
OLD_ROWS = 25_000
"""A few years of an office: a hundred megabytes, so that a backup takes some seconds."""
FEWER_ROWS = 8_000
"""Enough for a backup to be caught in the middle."""
PATIENCE = 60.0


def fill(office: Office, rows: int) -> None:
    """Give the database years of handled updates."""
    office.change(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)"
        " INSERT INTO inbox (bot_id, key, chat_id, payload, received_at, state, attempts, code, error)"
        " SELECT 1, 'lama-' || i, 1, hex(randomblob(1000)), '2024-01-01 00:00:00.000000', 'done', 0, '', '' FROM n",
        rows,
    )


def backup_root(office: Office) -> Path:
    return office.data_dir / "backup"


def is_under_way(office: Office) -> bool:
    return any(path.name.startswith(".2") for path in backup_root(office).glob(".*"))


async def until(office: Office, is_so: Callable[[], bool]) -> None:
    """Wait until something is so, looking again whenever the simulator's journal has had a moment."""
    deadline = asyncio.get_running_loop().time() + PATIENCE
    while not is_so():
        if asyncio.get_running_loop().time() > deadline:
            raise UnansweredError(office.log()[-3000:])
        await office.ask("journal", after=10**12, wait=0.01)


async def is_answered(office: Office) -> None:
    """Ask something that the bot answers at once, and wait for it."""
    await office["hana"].says("/profil")
    await office["hana"].sees("Hana Contoh", "NIP")


async def answers_take(office: Office, crowd: Crowd, is_over: Callable[[int], bool]) -> list[float]:
    """Return how long each of one person's questions took until it was answered, while a crowd writes."""
    loop = asyncio.get_running_loop()
    took: list[float] = []
    while not is_over(len(took)):
        writing = asyncio.ensure_future(crowd.writes(3))
        began = loop.time()
        await is_answered(office)
        took.append(loop.time() - began)
        await writing
    return took


def p95(seconds: list[float]) -> float:
    return sorted(seconds)[int(len(seconds) * 0.95)]


def last_arrival(office: Office) -> int:
    ((number,),) = office.rows("SELECT MAX(id) FROM inbox")
    return int(number)


def bot_took(office: Office, after: int, until: int) -> list[float]:
    """Return the seconds from each of these updates' arrival to the call that answers it."""
    answered = office.rows(
        "SELECT inbox.received_at, MIN(outbox.sent_at) FROM outbox JOIN inbox ON inbox.id = outbox.cause_id"
        " WHERE inbox.id > ? AND inbox.id <= ? AND outbox.sent_at IS NOT NULL GROUP BY inbox.id",
        after,
        until,
    )
    return [(utc(sent_at) - utc(received_at)).total_seconds() for received_at, sent_at in answered]


async def test_nobody_waits_noticeably_for_the_nights_backup(office: Office) -> None:
    """People ask and a crowd writes while a hundred megabytes are copied, tested and kept; the copy is one instant."""
    await office.everyone_joins()
    fill(office, OLD_ROWS)
    crowd = await Crowd.gathers(office, random.Random(1))
    marks = [last_arrival(office)]
    asked = await answers_take(office, crowd, lambda count: count == 60)
    marks.append(last_arrival(office))
    await office.moves_to(NIGHT)
    await until(office, lambda: is_under_way(office))
    marks.append(last_arrival(office))
    asked_meanwhile = await answers_take(office, crowd, lambda _: bool(listed(backup_root(office))))
    marks.append(last_arrival(office))
    await office.settles(PATIENCE)
    (made,) = listed(backup_root(office))
    before, during = bot_took(office, marks[0], marks[1]), bot_took(office, marks[2], marks[3])
    print(  # noqa: T201 - the figures that the notes quote
        f"\nbackup of {made.database_bytes / 1e6:.0f} MB: from arrival to answer p95 {p95(during) * 1000:.0f} ms"
        f" of {len(during)}, longest {max(during) * 1000:.0f} ms (before {p95(before) * 1000:.0f} ms); on the phone"
        f" {p95(asked_meanwhile) * 1000:.0f} ms (before {p95(asked) * 1000:.0f} ms)"
    )
    assert made.passed
    assert len(during) >= 20, "the backup was over before anybody had asked"
    held = json.loads((made.folder / "ISI.json").read_text())["rows"]["inbox"]
    ((now,),) = office.rows("SELECT COUNT(*) FROM inbox")
    assert OLD_ROWS < held < now


async def test_a_kill_in_the_middle_leaves_nothing_that_looks_complete(office: Office) -> None:
    """Twice killed while it copies: no backup is there; the next round clears up and makes up for the night, once."""
    await office.everyone_joins("hana")
    fill(office, FEWER_ROWS)
    for minute in range(2):
        await office.moves_to(NIGHT + timedelta(minutes=minute))
        await until(office, lambda: is_under_way(office))
        await office.crash()
        assert listed(backup_root(office)) == []
        await is_answered(office)
    await office.moves_to(NIGHT + timedelta(minutes=30))
    await until(office, lambda: bool(listed(backup_root(office))))
    for minute in (31, 60, 5):
        await office.moves_to(NIGHT + timedelta(minutes=minute))
        await is_answered(office)
    assert sorted(path.name for path in backup_root(office).iterdir()) == [".lock", "2026-10-01T1830Z"]


async def test_a_stop_in_the_middle_is_prompt_and_leaves_nothing(office: Office) -> None:
    """The machine is restarted at one in the night: the bot ends at once, as ever."""
    await office.everyone_joins("hana")
    fill(office, FEWER_ROWS)
    await office.moves_to(NIGHT)
    await until(office, lambda: is_under_way(office))
    began = asyncio.get_running_loop().time()
    assert await office.bot.stop() == 0
    assert asyncio.get_running_loop().time() - began < 5
    assert [path.name for path in backup_root(office).iterdir()] == [".lock"]


async def test_a_lost_machine_goes_on_from_last_nights_backup(tmp_path: Path) -> None:
    """Killed in mid-cycle and its disk gone: restored on an empty machine from an encrypted copy, the cycle goes on.

    What came while the bot was down Telegram still holds, so it is worked now: a tap on what the record has lost, and
    a file for the form that was open in the night. What the lost day held is done again.
    """
    key = base64.b64encode(secrets.token_bytes(32)).decode()
    async with open_office(tmp_path, settings=WITHOUT_LIMITS | {"MONEV_BACKUP_KEY": key}) as office:
        await night_falls_in_mid_cycle(office)
        was, copy = the_cycle(settings_of(office.environment)), lost_but_for_a_copy
        await quarter.submits(office, quarter.APTIKA, 1)
        await office.settles()
        saved = await copy(office)
        await office["irfan"].taps("Periksa data", within=quarter.APTIKA.name)
        await office["nanda"].sends(("data.xlsx", workbook(81, 90)))
        office.environment["MONEV_DATA_DIR"] = str(tmp_path / "baru")
        code, printed = await office.monev("restore", str(saved), "--yes")
        assert (code, "Dipulihkan:" in printed, key in printed) == (0, True, False)
        assert (await office.monev("verify"))[0] == 0
        assert the_cycle(settings_of(office.environment)) == was
        office.bot = office.another_bot()
        await office.bot.start()
        await office["nanda"].sees("data.xlsx", "[Kirim ke Kabid]", after=0)
        await office["irfan"].sees("▶️ mengumpulkan data", quarter.APTIKA.name, after=0)
        await office["joko"].says("/tugas")
        await quarter.submits(office, quarter.APTIKA, 1, opens="Isi dan kirim data")
        await office["irfan"].sees("versi 1", "[Periksa data]")
        await quarter.kabid_approves(office, quarter.APTIKA)
        assert [path.read_bytes()[:4] for path in (tmp_path / "baru" / "files").glob("??/*")].count(b"PK\x03\x04") == 2
        assert (await office.monev("verify"))[0] == 0
        assert key not in office.log()


async def night_falls_in_mid_cycle(office: Office) -> None:
    """Three units collect their data, one has its form open, and the bot makes the night's backup by itself."""
    await office.everyone_joins()
    await quarter.reach_collection(office)
    await office["nanda"].says("/kirim")
    await office["nanda"].sees("Kirim berkasnya sekarang")
    await office.settles()
    await office.moves_to(NIGHT)
    await until(office, lambda: bool(listed(backup_root(office))))
    await office.settles()


async def lost_but_for_a_copy(office: Office) -> Path:
    """Cut the power, and leave of the machine what was copied elsewhere in the night."""
    (made,) = listed(backup_root(office))
    saved = office.folder / "elsewhere" / made.folder.name
    shutil.copytree(made.folder, saved)
    await office.cut_off()
    for path in office.data_dir.iterdir():
        if path.name != CALENDAR:  # the stage takes the country's holidays over for the next story
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    return saved


def the_cycle(settings: Settings) -> Cycle:
    """Return the one cycle of a database, folded from its history."""
    with opened(settings) as connection:
        ((cycle_id, office_id),) = connection.exec_driver_sql("SELECT id, office_id FROM cycle").fetchall()
        cycle = CycleBook(connection, office_id, CycleCache()).get(cycle_id)
    assert cycle is not None
    return cycle
