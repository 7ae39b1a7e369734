"""The clock is moved while the bot runs: what is due by the new time comes at once, and nothing comes twice."""

import asyncio
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from acceptance.office import Office
from bot.marks import marks_kept
from bot.phone import PATIENCE, UnansweredError
from bot.stage import settings_of

WIB = ZoneInfo("Asia/Jakarta")
AT_ONCE = 2.0
"""Seconds within which the bot says what is due after a move."""
MIDDAY = datetime(2026, 10, 1, 13, 0, tzinfo=WIB)
PROPOSED = ("Mulai monitoring dan evaluasi kinerja?", "[Buat disposisi]")


async def _postpones(office: Office) -> None:
    """Have the Kepala Dinas answer "Nanti siang" to the morning's proposal."""
    await office.everyone_joins("hendra")
    hendra = office["hendra"]
    await hendra.sees(*PROPOSED, after=0)
    await hendra.taps("Nanti siang")
    await hendra.sees("13.00")
    await office.settles()
    hendra.patience = AT_ONCE


async def test_a_postponed_proposal_comes_when_the_clock_is_moved_past_it(office: Office) -> None:
    """Not a minute before its time, within two seconds after it, with the moved time on it, and once."""
    await _postpones(office)
    hendra = office["hendra"]
    early = await office.moves_to(MIDDAY - timedelta(minutes=1))
    await hendra.says("/profil")
    await hendra.sees("Hendra", after=early)
    assert not [seen for seen in await hendra.messages(early) if "Mulai monitoring" in seen.text]
    moved = await office.moves_to(MIDDAY + timedelta(seconds=1))
    await hendra.sees(*PROPOSED, after=moved)
    await office.settles()
    dates = [seen["date"] for seen in (await hendra.chat(moved))["messages"] if "Mulai monitoring" in seen["text"]]
    assert len(dates) == 1
    assert datetime.fromtimestamp(dates[0], WIB) - MIDDAY < timedelta(minutes=1)


async def test_a_bot_killed_after_a_move_starts_with_the_moved_clock(office: Office) -> None:
    """What fell due while it was down comes at the start, and an hour later is an hour later."""
    await _postpones(office)
    await office.bot.kill()
    moved = await office.moves_to(MIDDAY + timedelta(seconds=1))
    await office.bot.start()
    hendra = office["hendra"]
    hendra.patience = 15.0  # Python starts, and the tables are checked
    await hendra.sees(*PROPOSED, after=moved)
    later = await office.moves_by(timedelta(hours=1))
    await hendra.taps("Nanti siang")
    await hendra.sees("Jumat, 2 Oktober 2026", after=later)


async def test_the_page_is_offered_the_instant_of_the_postponed_proposal(office: Office) -> None:
    """As soon as it is postponed; moved there, the proposal comes, and the mark is gone for the next."""
    async with marks_kept(office.session, office.url, settings_of(office.environment)):
        await _postpones(office)
        reminder = await _mark(office, "Pengingat berikutnya", MIDDAY)
        assert [mark["label"] for mark in (await office.ask("clock/marks"))["marks"]] == [
            "Jam kerja berikutnya",
            "+1 hari kerja",
            "Pengingat berikutnya",
        ]
        moved = (await office.simulate("clock", to=reminder["at"]))["n"]
        await office["hendra"].sees(*PROPOSED, after=moved)
        await _mark(office, "+1 hari kerja", MIDDAY + timedelta(days=1))
        assert len((await office.ask("clock/marks"))["marks"]) == 2


async def _mark(office: Office, label: str, at: datetime) -> dict[str, Any]:
    """Wait until the page is offered that mark at that instant, to the minute, and return it."""
    n, until = 0, asyncio.get_running_loop().time() + PATIENCE
    while asyncio.get_running_loop().time() < until:
        for mark in (await office.ask("clock/marks"))["marks"]:
            if mark["label"] == label and abs(mark["at"] - at.timestamp()) < 60:
                return dict(mark)
        n = (await office.ask("journal", after=n, wait=1))["n"]
    raise UnansweredError(f"{label} {at}: {await office.ask('clock/marks')}")


async def test_a_clock_that_goes_backwards_breaks_nothing(office: Office) -> None:
    """What was told is not told again, people are answered, and what is due next comes when the clock is there."""
    await _postpones(office)
    hendra = office["hendra"]
    moved = await office.moves_to(MIDDAY + timedelta(days=4))
    await hendra.sees(*PROPOSED, after=moved)
    await office.settles()
    back = await office.moves_to(MIDDAY + timedelta(hours=21))
    await hendra.taps("Nanti siang")
    await hendra.sees("Jumat, 2 Oktober 2026", after=back)
    await office.settles()
    assert not [seen for seen in await hendra.messages(back) if seen.from_bot and not seen.edited]
    forth = await office.moves_to(MIDDAY + timedelta(days=1, seconds=1))
    await hendra.sees(*PROPOSED, after=forth)
