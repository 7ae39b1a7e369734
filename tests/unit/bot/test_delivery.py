"""The outbox loop: order, priorities, pauses, marks and the end of the day."""

from __future__ import annotations

import asyncio

import pytest
from post_office import PostOffice, letter, open_office, soon
from sqlalchemy.exc import OperationalError

from bot.caller import Again, Aside, Done, TokenRefusedError
from bot.delivery import AT_ONCE, TRIES
from handlers.outgoing import Priority
from storage.tables.mail import OutboxState

pytestmark = pytest.mark.usefixtures("clock")
BUSY = OperationalError("", None, Exception())


async def test_letters_of_a_chat_go_out_in_their_order() -> None:
    """What was said first is read first."""
    async with open_office() as office:
        await office.add(*(letter(number) for number in range(1, 9)))
        assert office.telegram.sent == list(range(1, 9))
        assert office.ended == list(range(1, 9))


async def test_a_stuck_call_keeps_nobody_else_waiting() -> None:
    """Chat 1 hangs; every other chat gets all of its letters meanwhile, chat 1 only its own first."""
    async with open_office() as office:
        office.telegram.gates[1] = asyncio.Event()
        await office.add(letter(1, 1), letter(2, 1), *(letter(10 + n, 2 + n % 3) for n in range(9)))
        assert sorted(office.telegram.sent) == list(range(10, 19))
        assert office.telegram.began.count(1) == 1
        assert 2 not in office.telegram.began
        office.telegram.gates[1].set()
        await soon()
        assert office.telegram.sent[-2:] == [1, 2]


async def test_as_many_calls_as_allowed_are_under_way_and_no_more() -> None:
    """The next chat's turn comes when a call has ended."""
    async with open_office() as office:
        gate = asyncio.Event()
        office.telegram.gates = dict.fromkeys(range(1, AT_ONCE + 6), gate)
        await office.add(*(letter(chat, chat) for chat in range(1, AT_ONCE + 6)))
        await soon(400)
        assert len(office.telegram.began) == AT_ONCE
        gate.set()
        await soon(400)
        assert len(office.telegram.sent) == AT_ONCE + 5


async def test_an_answer_goes_before_a_notice_and_a_notice_before_a_card() -> None:
    """Across chats the most urgent goes first, and within a chat as well."""
    office = PostOffice()
    office.delivery.add(
        [
            letter(1, 1, Priority.CARD),
            letter(2, 2, Priority.NOTICE),
            letter(3, 3, Priority.ANSWER),
            letter(4, 4, Priority.CARD),
            letter(5, 4, Priority.NOTICE),
        ]
    )
    office.start()
    await soon()
    assert office.telegram.sent.index(3) < office.telegram.sent.index(2) < office.telegram.sent.index(1)
    assert office.telegram.sent.index(5) < office.telegram.sent.index(4)
    await office.stop()


async def test_an_answer_overtakes_the_cards_of_a_broadcast_that_stand_in_line() -> None:
    """The asker's own chat stands in line with a card; the answer takes it to the front."""
    office = PostOffice()
    office.delivery.add(letter(chat, chat, Priority.CARD) for chat in range(1, 31))
    office.delivery.add([letter(99, 30, Priority.ANSWER)])
    office.start()
    await soon(200)
    assert office.telegram.began[0] == 99
    assert sorted(office.telegram.sent) == [*range(1, 31), 99]
    await office.stop()


async def test_of_a_key_only_the_newest_is_sent() -> None:
    """While the chat is busy three cards pile up: one goes out."""
    async with open_office() as office:
        office.telegram.gates[1] = asyncio.Event()
        await office.add(letter(1), letter(2, key="card"), letter(3, key="card"), letter(4, key="other"))
        await office.add(letter(5, key="card"))
        office.telegram.gates[1].set()
        await soon()
        assert office.telegram.sent == [1, 4, 5]


async def test_a_letter_that_was_taken_back_is_not_sent_and_is_marked_so() -> None:
    """Whoever lost access gets nothing more; what others wait for goes out, and the chat is served later as well."""
    async with open_office() as office:
        office.telegram.gates[1] = asyncio.Event()
        await office.add(letter(1), letter(2), letter(3))
        office.delivery.drop([2, 77])
        office.telegram.gates[1].set()
        await soon()
        assert office.telegram.sent == [1, 3]
        await office.add(letter(4))
        assert office.telegram.sent == [1, 3, 4]
        assert office.delivery.waiting == 0


async def test_an_older_letter_of_a_key_does_not_displace_a_newer_one() -> None:
    """Two lanes may hand their letters over in another order than they wrote them."""
    async with open_office() as office:
        office.telegram.gates[1] = asyncio.Event()
        await office.add(letter(1), letter(9, key="card"))
        await office.add(letter(8, key="card"))
        office.telegram.gates[1].set()
        await soon()
        assert office.telegram.sent == [1, 9]


async def test_a_letter_replaced_while_it_fails_is_not_tried_again() -> None:
    """Its newer edition goes out once the pause is over."""
    async with open_office() as office:
        office.telegram.answers[1] = [Again(5, "429", flooded=True)]
        office.telegram.gates[1] = asyncio.Event()
        await office.add(letter(1, key="card"))
        await office.add(letter(2, key="card"))
        office.telegram.gates[1].set()
        await asyncio.sleep(6)
        assert office.telegram.sent == [2]
        assert office.telegram.began == [1, 2]


async def test_a_flood_wait_holds_back_its_own_chat_only() -> None:
    """Chat 1 is told to wait 30 s; chat 2 goes on, and chat 1 goes on in order."""
    async with open_office() as office:
        office.telegram.answers[1] = [Again(30, "429", flooded=True)]
        await office.add(letter(1, 1), letter(2, 1), letter(3, 2))
        assert office.telegram.sent == [3]
        await asyncio.sleep(29)
        await office.add(letter(4, 2))
        assert office.telegram.sent == [3, 4]
        await asyncio.sleep(2)
        assert office.telegram.sent == [3, 4, 1, 2]
        assert office.postponed == [(1, 30, "429")]
        assert max(office.telegram.attempts) == 0


async def test_three_chats_told_to_wait_at_once_pause_the_bot() -> None:
    """Then it is not about a chat: nobody is called until the pause is over."""
    async with open_office() as office:
        for chat in (1, 2, 3):
            office.telegram.answers[chat] = [Again(10, "429", flooded=True)]
        await office.add(*(letter(chat, chat) for chat in (1, 2, 3)))
        await office.add(letter(4, 4))
        await asyncio.sleep(9)
        assert office.telegram.sent == []
        await asyncio.sleep(2)
        assert sorted(office.telegram.sent) == [1, 2, 3, 4]


async def test_two_chats_told_to_wait_do_not_pause_the_bot() -> None:
    """Nor do three that were told so far apart."""
    async with open_office() as office:
        for chat in (1, 2, 3):
            office.telegram.answers[chat] = [Again(60, "429", flooded=True)]
        await office.add(letter(1, 1), letter(2, 2))
        await asyncio.sleep(6)
        await office.add(letter(3, 3), letter(4, 4))
        assert office.telegram.sent == [4]


async def test_what_fails_is_tried_again_in_order_with_its_tries_counted() -> None:
    """The second letter waits behind the first, and each failed try is marked."""
    async with open_office() as office:
        office.telegram.answers[1] = [Again(1, "Bad Gateway"), Again(2, "Timed out")]
        await office.add(letter(1), letter(2))
        await asyncio.sleep(10)
        assert office.telegram.began == [1, 1, 1, 2]
        assert office.telegram.attempts == [0, 1, 2, 0]
        times = office.telegram.at[1]
        assert [round(later - times[0], 3) for later in times] == [0, 1, 3]
        assert office.postponed == [(1, 1, "Bad Gateway"), (1, 2, "Timed out")]
        assert office.ended == [1, 2]


async def test_a_letter_added_twice_is_sent_once() -> None:
    """Neither while it waits, nor while it is called, nor before its mark is written."""
    async with open_office() as office:
        office.mark_gate = asyncio.Event()
        office.telegram.gates[1] = asyncio.Event()
        await office.add(letter(1), letter(1), letter(2))
        await office.add(letter(1), letter(2))
        office.telegram.gates[1].set()
        await soon()
        await office.add(letter(1), letter(2))
        office.mark_gate.set()
        await soon()
        assert office.telegram.sent == [1, 2]


async def test_a_letter_made_pending_again_is_sent_again() -> None:
    """`monev outbox retry` brings back one that had ended."""
    async with open_office() as office:
        office.telegram.answers[1] = [Done(OutboxState.UNREACHABLE)]
        await office.add(letter(1))
        assert office.states == {1: OutboxState.UNREACHABLE}
        await office.add(letter(1))
        assert office.states == {1: OutboxState.SENT}


async def test_marks_are_written_in_groups() -> None:
    """What ends while a transaction is under way goes into the next one, all together."""
    async with open_office() as office:
        office.mark_gate = asyncio.Event()
        await office.add(letter(1, 1))
        await office.add(*(letter(number, number) for number in range(2, 30)))
        office.mark_gate.set()
        await soon()
        assert office.groups == [[1], list(range(2, 30))]


async def test_marks_wait_for_a_database_that_is_away() -> None:
    """They are written when it is back, none is lost, and nothing is sent a second time."""
    async with open_office() as office:
        office.mark_faults = [BUSY, BUSY]
        await office.add(letter(1))
        await office.add(letter(2), letter(1))
        await asyncio.sleep(5)
        assert sorted(office.ended) == [1, 2]
        assert office.telegram.sent == [1, 2]


async def test_a_fault_of_our_own_does_not_stop_the_chat() -> None:
    """A letter that breaks its call is tried three times and then counts as failed; the next one follows."""
    async with open_office() as office:
        office.telegram.answers[1] = [KeyError("message_id")] * TRIES
        await office.add(letter(1), letter(2))
        await asyncio.sleep(10)
        assert office.telegram.began == [1, 1, 1, 2]
        assert office.states == {1: OutboxState.FAILED, 2: OutboxState.SENT}


async def test_a_database_that_is_away_fails_no_letter() -> None:
    """Finding the message of a key needs the database; the letter waits for it, however long."""
    async with open_office() as office:
        office.telegram.answers[1] = [BUSY] * (2 * TRIES)
        await office.add(letter(1))
        await asyncio.sleep(60)
        assert office.states == {1: OutboxState.SENT}


async def test_the_answer_to_a_tap_waits_for_nobody() -> None:
    """It stands in no chat's order and under no limit; it is tried again by itself."""
    async with open_office(limits=True) as office:
        office.telegram.gates[1] = asyncio.Event()
        tap = letter(2, 0, method="answerCallbackQuery")
        office.telegram.answers[2] = [Again(1, "Timed out")]
        await office.add(letter(1, 1), tap, letter(3, 0, method="setMyCommands"))
        assert office.telegram.sent == [3]
        await asyncio.sleep(2)
        assert office.telegram.sent == [3, 2]


async def test_a_refused_token_is_signalled_and_the_letter_kept() -> None:
    """Nothing is marked as ended: with the right token it goes out."""
    async with open_office() as office:
        office.telegram.answers[1] = [TokenRefusedError()]
        await office.add(letter(1))
        assert office.delivery.token_refused.is_set()
        assert office.ended == []


async def test_a_stop_finishes_the_calls_under_way_and_marks_them() -> None:
    """What was sent is marked; what still waited is not called."""
    office = PostOffice()
    office.start()
    office.telegram.gates[1] = asyncio.Event()
    await office.add(letter(1, 1), letter(2, 1))
    stopping = asyncio.ensure_future(office.stop())
    await soon()
    assert not stopping.done()
    office.telegram.gates[1].set()
    await stopping
    assert office.ended == [1]
    assert office.telegram.began == [1]


async def test_a_stop_does_not_wait_for_pauses(clock: object) -> None:
    """A flood-wait of an hour, a chat's limit and an answer that cannot go out hold up nothing."""
    office = PostOffice(limits=True)
    office.start()
    loop = asyncio.get_running_loop()
    office.telegram.answers[1] = [Again(3600, "429", flooded=True)]
    office.telegram.answers[2] = [Again(60, "Timed out")] * 100
    await office.add(letter(1, 1), letter(2, 0, method="answerCallbackQuery"), *(letter(10 + n, 5) for n in range(9)))
    began = loop.time()
    await office.stop()
    assert loop.time() - began < 1
    assert office.postponed[0][0] == 2


async def test_a_stop_gives_up_a_call_that_hangs_and_keeps_the_marks_of_the_others() -> None:
    """Whoever stops the bot may kill it after ten seconds."""
    office = PostOffice()
    office.start()
    loop = asyncio.get_running_loop()
    office.telegram.gates[1] = asyncio.Event()
    await office.add(letter(1, 1), letter(2, 2))
    began = loop.time()
    await office.stop()
    assert loop.time() - began < 10
    assert office.ended == [2]


async def test_nothing_is_begun_after_a_stop() -> None:
    """What a last mark brings with it stays in the outbox for the next start."""
    async with open_office() as office:
        await office.stop()
        await office.add(letter(1), letter(2, 0, method="answerCallbackQuery"))
        assert office.telegram.began == []


async def test_cancellation_loses_no_mark() -> None:
    """A stop that comes while marks are being written waits for them, and writes what gathered meanwhile."""
    office = PostOffice()
    office.start()
    office.mark_gate = asyncio.Event()
    await office.add(letter(1, 1))
    await office.add(letter(2, 2))
    stopping = asyncio.ensure_future(office.stop())
    await soon()
    office.mark_gate.set()
    await stopping
    assert office.ended == [1, 2]


async def test_marks_that_fail_during_a_stop_are_tried_once_more() -> None:
    """The transaction that was under way was refused; the last flush writes the same marks."""
    office = PostOffice()
    office.start()
    office.mark_gate, office.mark_faults = asyncio.Event(), [BUSY]
    await office.add(letter(1, 1))
    stopping = asyncio.ensure_future(office.stop())
    await soon()
    office.mark_gate.set()
    await stopping
    assert office.ended == [1]


async def test_what_takes_time_to_draw_holds_up_nobody_of_its_chat() -> None:
    """Later letters go before it; it is called again when it is drawn, and marked once."""
    drawn = asyncio.Event()

    async def draw() -> None:
        await drawn.wait()

    async with open_office() as office:
        office.telegram.answers[1] = [Aside(draw)]
        await office.add(letter(1), letter(2), letter(3))
        assert office.telegram.sent == [2, 3]
        assert 1 in office.delivery.owned
        drawn.set()
        await soon()
        assert office.telegram.sent == [2, 3, 1]
        assert sorted(office.ended) == [1, 2, 3]


async def test_a_stop_does_not_wait_for_what_is_being_drawn() -> None:
    """Its letter is still in the outbox for the next start."""

    async def never() -> None:
        await asyncio.Event().wait()

    async with open_office() as office:
        office.telegram.answers[1] = [Aside(never)]
        await office.add(letter(1))
    assert office.ended == []
