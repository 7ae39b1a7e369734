"""The door out: what is owed waits in order, what stands for one thing is one message, what failed can be retried."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from contract_town import BOT, MORNING, TwoOffices
from sqlalchemy import Connection, Engine, text

from storage import outbox
from storage.outbox import Delivered, Letter, OutboxItem
from storage.statements import utc
from storage.tables import OutboxState

LATER = MORNING + timedelta(minutes=5)
OTHER_BOT = BOT + 1
CARD = Letter(BOT, None, 1, "sendMessage", '{"text":"Kartu"}', 2, key="kartu:7")


def note(chat_id: int = 1, text: str = "Halo") -> Letter:
    return Letter(BOT, None, chat_id, "sendMessage", f'{{"text":"{text}"}}', 1)


def waiting(connection: Connection) -> list[int]:
    return [item.id for item in outbox.pending(connection, BOT)]


def end(connection: Connection, item: OutboxItem, state: OutboxState, message_id: int | None = None) -> None:
    outbox.mark(connection, [Delivered(item.id, state, LATER, message_id, "" if message_id else "Bad Request")])


def test_letters_wait_in_the_order_they_were_posted(connection: Connection):
    """Page by page, oldest first, whatever their priority: who goes first is the sender's business."""
    posted = [outbox.post(connection, replace(note(), priority=9 - n), MORNING) for n in range(4)]
    assert waiting(connection) == [item.id for item in posted]
    page = outbox.pending(connection, BOT, limit=2)
    assert [item.id for item in outbox.pending(connection, BOT, after=page[-1].id)] == [item.id for item in posted[2:]]


def test_a_letter_is_read_as_it_was_posted(connection: Connection, town: TwoOffices):
    """What the sender was handed at once and what is read after a restart are the same."""
    letter = Letter(BOT, town.kominfo.id, -100, "sendDocument", '{"caption":"😀"}', 3, "kartu:1", 17, 4)
    posted = outbox.post(connection, letter, MORNING)
    assert outbox.pending(connection, BOT) == [posted]
    assert (posted.office_id, posted.chat_id, posted.method) == (town.kominfo.id, -100, "sendDocument")
    assert (posted.params, posted.file_id, posted.kept) == ('{"caption":"😀"}', 17, None)


def test_what_is_to_be_drawn_is_kept_with_its_letter(connection: Connection):
    """Drawn after a restart, it shows what it would have shown before."""
    posted = outbox.post(connection, replace(note(), document='{"kind":"timeline","data":{}}'), MORNING)
    assert outbox.pending(connection, BOT) == [posted]
    assert posted.document == '{"kind":"timeline","data":{}}'


def test_a_letter_of_a_failed_turn_was_never_posted(engine: Engine):
    """Letters commit with the work that owes them, or not at all."""
    with engine.connect() as connection:
        with connection.begin() as transaction:
            outbox.post(connection, note(), MORNING)
            transaction.rollback()
        with connection.begin():
            assert waiting(connection) == []


def test_each_bot_delivers_its_own(connection: Connection):
    """Two bots on one database do not see each other's letters, and their cards do not supersede one another."""
    mine = outbox.post(connection, CARD, MORNING)
    other = outbox.post(connection, replace(CARD, bot_id=OTHER_BOT), MORNING)
    assert waiting(connection) == [mine.id]
    assert [item.id for item in outbox.pending(connection, OTHER_BOT)] == [other.id]


def test_a_newer_card_takes_the_place_of_one_that_still_waits(connection: Connection):
    """Only the same key in the same chat is superseded; letters without a key never are."""
    plain = [outbox.post(connection, note(), MORNING) for _ in range(2)]
    old = outbox.post(connection, CARD, MORNING)
    elsewhere = outbox.post(connection, replace(CARD, chat_id=2), MORNING)
    another = outbox.post(connection, replace(CARD, key="kartu:8"), MORNING)
    new = outbox.post(connection, CARD, MORNING)
    assert waiting(connection) == [item.id for item in (*plain, elsewhere, another, new)]
    assert outbox.count(connection, BOT, OutboxState.SUPERSEDED) == 1
    assert old.id not in waiting(connection)


def test_a_card_that_was_under_way_while_superseded_may_still_be_marked(connection: Connection):
    """The call was being made as the newer one was posted: its message is Telegram's, and is noted."""
    old = outbox.post(connection, CARD, MORNING)
    new = outbox.post(connection, CARD, MORNING)
    end(connection, old, OutboxState.SENT, message_id=50)
    assert outbox.count(connection, BOT, OutboxState.SENT) == 1
    assert waiting(connection) == [new.id]


def test_a_marked_letter_no_longer_waits(connection: Connection):
    """Sent, refused or unreachable: each is an end, and an end is not changed by a late second mark."""
    states = (OutboxState.SENT, OutboxState.FAILED, OutboxState.UNREACHABLE)
    posted = [outbox.post(connection, note(), MORNING) for _ in states]
    for item, state in zip(posted, states, strict=True):
        end(connection, item, state)
    end(connection, posted[0], OutboxState.FAILED)
    assert waiting(connection) == []
    assert [outbox.count(connection, BOT, state) for state in states] == [1, 1, 1]


def test_a_mark_tells_when_the_call_was_made_and_how_long_limits_kept_it(connection: Connection):
    """Lateness is counted from these: not from when the mark was written, and without what Telegram's limits took."""
    item = outbox.post(connection, note(), MORNING)
    outbox.mark(connection, [Delivered(item.id, OutboxState.SENT, LATER, 9, held_ms=1500)])
    row = connection.execute(text("SELECT sent_at, held_ms FROM outbox")).one()
    assert (utc(row.sent_at), row.held_ms) == (LATER, 1500)


def test_a_postponed_letter_waits_with_its_instant(connection: Connection):
    """After a failed try it stays in line, knows when it may go again, and how often it was tried."""
    item = outbox.post(connection, note(), MORNING)
    outbox.postpone(connection, item.id, "Too Many Requests", LATER)
    (found,) = outbox.pending(connection, BOT)
    assert (found.id, found.attempts, found.due_at) == (item.id, 1, LATER)


def test_what_failed_for_good_is_listed_and_revived(connection: Connection):
    """The admin sees whom it did not reach and why; a retry starts the letter anew, without its old pause."""
    ok, failed, blocked = (outbox.post(connection, note(chat_id=chat), MORNING) for chat in (1, 2, 3))
    outbox.postpone(connection, failed.id, "Bad Gateway", LATER)
    end(connection, ok, OutboxState.SENT, message_id=9)
    end(connection, failed, OutboxState.FAILED)
    end(connection, blocked, OutboxState.UNREACHABLE)
    listed = outbox.undelivered(connection, BOT)
    assert [(letter.id, letter.chat_id, letter.state) for letter in listed] == [
        (failed.id, 2, "failed"),
        (blocked.id, 3, "unreachable"),
    ]
    assert {(letter.method, letter.error, letter.created_at) for letter in listed} == {
        ("sendMessage", "Bad Request", MORNING)
    }
    assert outbox.revive(connection, BOT, [ok.id, failed.id]) == 1
    assert [(item.id, item.attempts, item.due_at) for item in outbox.pending(connection, BOT)] == [(failed.id, 0, None)]
    assert outbox.revive(connection, BOT, []) == 1
    assert outbox.undelivered(connection, BOT) == []


def test_reviving_leaves_another_bots_letters_alone(connection: Connection):
    """Neither by number nor with "all" does a retry touch what is not this bot's."""
    other = outbox.post(connection, replace(note(), bot_id=OTHER_BOT), MORNING)
    end(connection, other, OutboxState.FAILED)
    assert outbox.revive(connection, BOT, [other.id]) == outbox.revive(connection, BOT, []) == 0


def test_an_old_card_is_not_revived_over_a_newer_one(connection: Connection):
    """A card that failed before a newer one was posted would put yesterday's state back: it counts as superseded."""
    old = outbox.post(connection, CARD, MORNING)
    end(connection, old, OutboxState.FAILED)
    newer = outbox.post(connection, CARD, LATER)
    end(connection, newer, OutboxState.SENT, message_id=51)
    assert outbox.revive(connection, BOT, []) == 0
    assert waiting(connection) == []
    assert outbox.undelivered(connection, BOT) == []


def test_the_newest_failed_card_is_revived(connection: Connection):
    """Of several failed ones of a key only the last is worth sending."""
    failed = [outbox.post(connection, CARD, MORNING) for _ in range(2)]
    plain = outbox.post(connection, note(), MORNING)
    for item in (*failed, plain):
        end(connection, item, OutboxState.FAILED)
    assert outbox.revive(connection, BOT, []) == 2
    assert waiting(connection) == [failed[-1].id, plain.id]


def test_the_message_that_stands_for_a_key_is_remembered(connection: Connection):
    """The next letter of the key knows which message to edit, in this chat of this bot only."""
    assert outbox.kept(connection, BOT, 1, CARD.key) is None
    outbox.keep(connection, BOT, 1, CARD.key, 40)
    outbox.keep(connection, BOT, 1, CARD.key, 41)
    outbox.keep(connection, BOT, 2, CARD.key, 60)
    outbox.keep(connection, OTHER_BOT, 1, CARD.key, 99)
    posted = outbox.post(connection, CARD, MORNING)
    plain = outbox.post(connection, note(), MORNING)
    assert (posted.kept, plain.kept) == (41, None)
    assert [item.kept for item in outbox.pending(connection, BOT)] == [41, None]
    assert outbox.kept(connection, BOT, 2, CARD.key) == 60


def test_what_waits_for_a_chat_is_taken_back_for_one_office(connection: Connection, town: TwoOffices):
    """What another office, chat or bot has for somebody is still sent, and what was sent stays so."""
    mine = Letter(BOT, town.kominfo.id, 1, "sendMessage", "{}", 1)
    others = (replace(mine, chat_id=2), replace(mine, office_id=town.dukcapil.id), replace(mine, bot_id=OTHER_BOT))
    sent, first, second, *kept = (outbox.post(connection, each, MORNING) for each in (mine, mine, mine, *others))
    end(connection, sent, OutboxState.SENT, 5)
    assert sorted(outbox.withdraw(connection, BOT, town.kominfo.id, 1)) == [first.id, second.id]
    assert waiting(connection) == [kept[0].id, kept[1].id]
    assert outbox.count(connection, BOT, OutboxState.SENT) == 1
