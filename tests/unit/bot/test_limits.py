"""How fast the bot sends, by the loop's clock."""

from __future__ import annotations

import asyncio
from itertools import pairwise

import pytest
from loop_clock import LoopClock
from post_office import letter, open_office

from bot import limits
from bot.limits import GROUP_BURST, OVERALL_BURST, PRIVATE_BURST, Limits


async def instants(clock: LoopClock, acquire: object, count: int) -> list[float]:
    """Return at which seconds so many calls were let through, from the first on."""
    at = []
    for _ in range(count):
        await acquire()  # type: ignore[operator]
        at.append(clock.now)
    return [round(each - at[0], 6) for each in at]


async def test_no_more_than_thirty_calls_a_second_leave_after_a_few_at_once(clock: LoopClock) -> None:
    """A lull lets a handful go together; from then on each waits its thirtieth of a second."""
    pace = Limits(on=True)
    at = await instants(clock, pace.overall, OVERALL_BURST + 60)
    assert at[OVERALL_BURST - 1] == pytest.approx(0, abs=0.001)
    assert at[-1] == pytest.approx(2, abs=0.01)
    gaps = [later - earlier for earlier, later in pairwise(at[OVERALL_BURST - 1 :])]
    assert min(gaps) == pytest.approx(1 / 30, abs=0.001)


async def test_a_conversation_may_begin_with_a_burst_and_goes_on_at_one_a_second(clock: LoopClock) -> None:
    """Three answers in a row come at once."""
    pace = Limits(on=True)
    at = await instants(clock, lambda: pace.chat(7), PRIVATE_BURST + 3)
    assert at == pytest.approx([0, 0, 0, 1, 2, 3], abs=0.01)


async def test_a_group_gets_twenty_a_minute(clock: LoopClock) -> None:
    """The one after waits until there is room again."""
    pace = Limits(on=True)
    at = await instants(clock, lambda: pace.chat(-100), GROUP_BURST + 1)
    assert at[GROUP_BURST - 1] == 0
    assert at[GROUP_BURST] == pytest.approx(3, abs=0.01)


async def test_chats_do_not_count_for_each_other(clock: LoopClock) -> None:
    """Everyone has a burst of their own."""
    pace = Limits(on=True)
    for chat in range(50):
        assert await instants(clock, lambda chat=chat: pace.chat(chat), PRIVATE_BURST) == [0, 0, 0]


async def test_a_limit_that_is_in_use_is_not_forgotten(clock: LoopClock, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only a chat that could burst anew anyway makes room for another."""
    monkeypatch.setattr(limits, "MOST_CHATS", 4)
    pace = Limits(on=True)
    await instants(clock, lambda: pace.chat(1), PRIVATE_BURST - 1)
    for chat in range(2, 20):
        await pace.chat(chat)
    assert await instants(clock, lambda: pace.chat(1), 2) == pytest.approx([0, 1], abs=0.01)
    await asyncio.sleep(60)
    for chat in range(100, 160):
        await pace.chat(chat)
        await asyncio.sleep(3)
    assert len(pace._chats) < 40


async def test_switched_off_nothing_waits(clock: LoopClock) -> None:
    """A Bot API server of one's own has no limits."""
    pace = Limits(on=False)
    assert set(await instants(clock, pace.overall, 100)) == {0}
    assert set(await instants(clock, lambda: pace.chat(1), 100)) == {0}


async def test_a_broadcast_to_five_hundred_takes_what_the_limits_allow(clock: LoopClock) -> None:
    """Seventeen seconds at thirty a second, within two in a hundred."""
    async with open_office(limits=True) as office:
        began = clock.now
        office.delivery.add(letter(chat, chat) for chat in range(1, 501))
        await asyncio.sleep(60)
        assert len(office.telegram.sent) == 500
        last = max(at[0] for at in office.telegram.at.values())
        assert last - began == pytest.approx(499 / 30, rel=0.02)


async def test_a_talkative_chat_keeps_no_other_waiting(clock: LoopClock) -> None:
    """Twenty letters to one person wait for that person's limit, not in everyone's line."""
    async with open_office(limits=True) as office:
        office.delivery.add(letter(number, 1) for number in range(1, 21))
        office.delivery.add(letter(100 + chat, chat) for chat in range(2, 12))
        began = clock.now
        await asyncio.sleep(1)
        assert {100 + chat for chat in range(2, 12)} <= set(office.telegram.sent)
        await asyncio.sleep(30)
        assert [number for number in office.telegram.sent if number <= 20] == list(range(1, 21))
        assert office.telegram.at[20][0] - began >= 16
