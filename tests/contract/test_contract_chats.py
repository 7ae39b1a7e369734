"""Conversations and numbers: where each chat stands, and what is given out only once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from contract_town import BOT, MORNING, TwoOffices
from sqlalchemy import Connection, Engine

from storage import conversations, numbers
from storage.codec import decode, encode
from storage.conversations import StoredConversation
from workflow.cycle import FollowUpItem

CHAT = 9_000_000_001
SERIES = "kiriman"


def test_a_chat_without_a_conversation_stands_nowhere(connection: Connection):
    """None is the answer for whoever has nothing half-finished."""
    assert conversations.load(connection, BOT, CHAT) is None


def test_a_conversation_is_kept_and_replaced(connection: Connection, town: TwoOffices):
    """A chat has one at a time; the newer takes the place of the older, office included."""
    later = MORNING + timedelta(minutes=1)
    conversations.save(connection, BOT, CHAT, town.kominfo.id, "form", '{"nonce":"1"}', MORNING)
    conversations.save(connection, BOT, CHAT, town.dukcapil.id, "rencana", '{"nonce":"2"}', later)
    conversations.save(connection, BOT, CHAT + 1, town.kominfo.id, "form", "{}", MORNING)
    conversations.save(connection, BOT + 1, CHAT, town.kominfo.id, "form", "[]", MORNING)
    expected = StoredConversation(town.dukcapil.id, "rencana", '{"nonce":"2"}', later)
    assert conversations.load(connection, BOT, CHAT) == expected


def test_a_dropped_conversation_is_gone_and_no_other_is(connection: Connection, town: TwoOffices):
    """Finished or left, it leaves no trace; leaving twice is no error."""
    for bot_id, chat_id in ((BOT, CHAT), (BOT, CHAT + 1), (BOT + 1, CHAT)):
        conversations.save(connection, bot_id, chat_id, town.kominfo.id, "form", "{}", MORNING)
    conversations.drop(connection, BOT, CHAT)
    conversations.drop(connection, BOT, CHAT)
    assert conversations.load(connection, BOT, CHAT) is None
    assert conversations.load(connection, BOT, CHAT + 1) is not None
    assert conversations.load(connection, BOT + 1, CHAT) is not None


def test_what_a_person_typed_comes_back_intact(connection: Connection, town: TwoOffices):
    """Quotes, colons, percent signs, emoji, Arabic with its marks: none of it is read as SQL or lost."""
    typed = FollowUpItem("':nama' %(x)s % \\ \" \x00 \u200fبحث\u200e 😀\n", "--; DROP TABLE", MORNING.date())
    conversations.save(connection, BOT, CHAT, town.kominfo.id, "form", encode(typed), MORNING)
    stored = conversations.load(connection, BOT, CHAT)
    assert stored is not None
    assert decode(FollowUpItem, stored.data) == typed


def test_numbers_count_from_one_in_each_series_of_each_office(connection: Connection, town: TwoOffices):
    """No number of a series is given twice, and no office uses up another's."""
    kominfo, dukcapil = town.kominfo.id, town.dukcapil.id
    assert [numbers.next_number(connection, kominfo, SERIES) for _ in range(3)] == [1, 2, 3]
    assert numbers.next_number(connection, dukcapil, SERIES) == 1
    assert numbers.next_number(connection, kominfo, "disposisi:2026") == 1
    assert numbers.next_number(connection, kominfo, SERIES) == 4


def test_a_number_of_a_failed_turn_is_given_again(engine: Engine, town: TwoOffices):
    """A series has no gaps: what was rolled back was never given out."""
    with engine.connect() as connection:
        with connection.begin() as transaction:
            assert numbers.next_number(connection, town.kominfo.id, SERIES) == 1
            transaction.rollback()
        with connection.begin():
            assert numbers.next_number(connection, town.kominfo.id, SERIES) == 1


def test_two_transactions_never_get_the_same_number(engine: Engine, town: TwoOffices):
    """Whoever asks while another has not committed waits, and gets the next one."""

    def take() -> list[int]:
        taken = []
        for _ in range(10):
            with engine.begin() as connection:
                taken.append(numbers.next_number(connection, town.kominfo.id, SERIES))
        return taken

    with ThreadPoolExecutor(2) as clerks:
        with engine.begin() as connection:
            first = numbers.next_number(connection, town.kominfo.id, SERIES)
            others = [clerks.submit(take) for _ in range(2)]
        given = [first, *(number for clerk in others for number in clerk.result(timeout=20))]
    assert sorted(given) == list(range(1, 22))
    assert given[0] == 1
