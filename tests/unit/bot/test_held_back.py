"""How long limits kept a letter from being called: so much of its lateness is not the bot's."""

from __future__ import annotations

import asyncio

import pytest
from loop_clock import LoopClock
from post_office import letter, open_office, soon

from bot.caller import Again
from bot.limits import OVERALL_A_SECOND, OVERALL_BURST, PRIVATE_BURST, HeldTime

pytestmark = pytest.mark.usefixtures("clock")
A_ROUND = 10
"""Milliseconds that the loop's rounds may come to in a story: each takes a millionth of a second there."""


def test_the_clock_runs_only_while_something_is_held() -> None:
    """What was before, between and after does not count; while it runs it can be read."""
    held = HeldTime()
    held.begin(10)
    assert held.at(12) == 2
    held.end(13)
    held.add(1)
    held.begin(100)
    assert held.at(100.5) == 4.5


async def test_a_letter_that_goes_at_once_was_not_held() -> None:
    """With limits on and with limits off."""
    for limits in (True, False):
        async with open_office(limits=limits) as office:
            await office.add(letter(1))
            assert office.held[1] == pytest.approx(0, abs=A_ROUND)


async def test_the_chats_own_limit_holds_the_letters_behind_the_burst() -> None:
    """The first three go at once; each further one waits a second more than the one before."""
    async with open_office(limits=True) as office:
        await office.add(*(letter(number) for number in range(1, PRIVATE_BURST + 4)))
        await asyncio.sleep(10)
        held = [office.held[number] for number in range(1, PRIVATE_BURST + 4)]
        assert held == pytest.approx([0, 0, 0, 1000, 2000, 3000], abs=A_ROUND)


async def test_a_letter_that_comes_in_the_middle_of_a_wait_is_held_from_then_on() -> None:
    """What its predecessors had waited before is not its own."""
    async with open_office(limits=True) as office:
        await office.add(*(letter(number) for number in range(1, PRIVATE_BURST + 2)))
        await asyncio.sleep(0.4)
        await office.add(letter(9))
        await asyncio.sleep(10)
        assert office.held[PRIVATE_BURST + 1] == pytest.approx(1000, abs=A_ROUND)
        assert office.held[9] == pytest.approx(1600, abs=A_ROUND)


async def test_the_bots_overall_limit_holds_everyone_in_line(clock: LoopClock) -> None:
    """Of sixty letters to sixty people the last waits for all before it, and each knows its own wait."""
    count = OVERALL_BURST + 60
    async with open_office(limits=True) as office:
        began = clock.now
        await office.add(*(letter(chat, chat) for chat in range(1, count + 1)))
        await asyncio.sleep(10)
        for number, at in office.called.items():
            assert office.held[number] == pytest.approx((at - began) * 1000, abs=A_ROUND)
        assert max(office.held.values()) == pytest.approx(60_000 / OVERALL_A_SECOND, rel=0.02)


async def test_a_429_holds_its_letter_and_those_behind_it() -> None:
    """Telegram asked the chat to wait 30 seconds; a letter that comes after ten is held for twenty."""
    async with open_office() as office:
        office.telegram.answers[1] = [Again(30, "429", flooded=True)]
        await office.add(letter(1), letter(2))
        await asyncio.sleep(10)
        await office.add(letter(3))
        await asyncio.sleep(30)
        assert [office.held[number] for number in (1, 2, 3)] == pytest.approx([30_000, 30_000, 20_000], abs=A_ROUND)


async def test_a_pause_of_the_whole_bot_holds_the_chats_that_had_no_part_in_it() -> None:
    """Three chats were told to wait at once; the fourth stands in line until the pause is over."""
    async with open_office() as office:
        for chat in (1, 2, 3):
            office.telegram.answers[chat] = [Again(10, "429", flooded=True)]
        await office.add(*(letter(chat, chat) for chat in (1, 2, 3)))
        await asyncio.sleep(4)
        await office.add(letter(4, 4))
        await asyncio.sleep(10)
        assert office.held[4] == pytest.approx(6000, abs=A_ROUND)


async def test_an_answer_to_a_tap_is_held_by_a_429_only() -> None:
    """It stands under no limit of ours."""
    async with open_office(limits=True) as office:
        office.telegram.answers[1] = [Again(2, "Timed out"), Again(3, "429", flooded=True)]
        await office.add(letter(1, method="answerCallbackQuery"))
        await asyncio.sleep(10)
        assert office.held == {1: 3000}


async def test_trouble_is_not_counted_as_a_limit() -> None:
    """A bad gateway, and a call that takes long, are lateness: of the letter itself and of the one behind it."""
    async with open_office() as office:
        office.telegram.answers[1] = [Again(4, "Bad Gateway")]
        await office.add(letter(1), letter(2))
        await asyncio.sleep(10)
        assert office.held == {1: 0, 2: 0}


async def test_a_letter_counts_as_sent_when_its_call_was_made(clock: LoopClock) -> None:
    """Neither when Telegram answered nor when the mark was written; of several tries the last counts."""
    async with open_office() as office:
        began = clock.now
        office.telegram.answers[1] = [Again(4, "Bad Gateway")]
        office.telegram.gates[2] = asyncio.Event()
        office.mark_gate = asyncio.Event()
        await office.add(letter(1, 1), letter(2, 2))
        await asyncio.sleep(7)
        office.telegram.gates[2].set()
        office.mark_gate.set()
        await soon()
        assert office.called[1] - began == pytest.approx(4, abs=0.01)
        assert office.called[2] - began == pytest.approx(0, abs=0.01)
