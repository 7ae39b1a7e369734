"""One row, one transaction: what commits together, what is tried again, what is set aside."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable
from datetime import timedelta

import pytest
from markupsafe import Markup
from samples import said, tapped, update
from sqlalchemy.exc import OperationalError
from turn_town import BOT, Town, words_of

from bot.turns import ATTEMPTS, BUSY_SECONDS
from handlers import routes
from handlers.conversations import LooseFiles
from handlers.desk import Desk
from handlers.incoming import Incoming, Occasion
from handlers.outgoing import Message, Priority
from storage import inbox
from storage.cycles import ConcurrentActError
from workflow.refusals import CycleMissingError

ANDI, ADMIN, STRANGER = 700_001, 700_002, 900_009
Handler = Callable[[Desk, Incoming], None]


@pytest.fixture
def handled(monkeypatch: pytest.MonkeyPatch) -> Callable[[Handler], None]:
    """Let rows be handled by a function of the test's own."""

    def use(handler: Handler) -> None:
        monkeypatch.setattr(routes, "handle", handler)

    return use


def write_everything(desk: Desk, incoming: Incoming) -> None:
    """Leave something of every kind."""
    desk.conversation = LooseFiles("n1")
    desk.records.want_file("telegram-file", "data.xlsx")
    desk.records.set_timer("later", desk.now + timedelta(days=1), desk.me.id, Occasion.PROPOSE_QUARTER)
    desk.records.next_number("kiriman")
    desk.say(Markup("Diterima"))
    desk.tell(desk.me, Message(Markup("Juga ini")), Priority.NOTICE)


def left_behind(town: Town) -> dict[str, int]:
    """Count what turns have written."""
    tables = ("conversation", "file", "number", "outbox")
    found = {table: town.rows(f"SELECT COUNT(*) FROM {table}")[0][0] for table in tables}  # noqa: S608 - names above
    return found | {"timer": town.rows("SELECT COUNT(*) FROM inbox WHERE key LIKE 'waktu:%'")[0][0]}


NOTHING = {"conversation": 0, "file": 0, "number": 0, "outbox": 0, "timer": 0}


def test_everything_of_a_turn_commits_together(town: Town, handled: Callable[[Handler], None]) -> None:
    """Conversation, wanted file, timer, number, letters, and that the row is done."""
    handled(write_everything)
    item = town.arrives(said("Baik", ANDI))
    result = town.turns.run(item)
    assert left_behind(town) == {"conversation": 1, "file": 1, "number": 1, "outbox": 2, "timer": 1}
    assert town.state(item) == ("done", 0)
    assert [letter.chat_id for letter in result.posted] == [ANDI, ANDI]
    assert town.rows("SELECT DISTINCT cause_id FROM outbox") == [(item.id,)]
    assert [file.telegram_file_id for file in result.wanted] == ["telegram-file"]
    assert result.has_timers
    assert result.retry_in is None


def test_a_handler_that_fails_leaves_nothing(town: Town, handled: Callable[[Handler], None]) -> None:
    """Whatever it had written before."""

    def fail(desk: Desk, incoming: Incoming) -> None:
        write_everything(desk, incoming)
        raise RuntimeError("kata-kata rahasia")

    handled(fail)
    item = town.arrives(said("Baik", ANDI))
    result = town.turns.run(item)
    assert left_behind(town) == NOTHING
    assert town.state(item) == ("pending", 1)
    assert result.retry_in == 1.0
    assert result.is_attempt
    assert result.posted == []


def test_a_refused_turn_is_undone_and_answered(town: Town, handled: Callable[[Handler], None]) -> None:
    """Only the answer that says why is left, and the row is done."""

    def refuse(desk: Desk, incoming: Incoming) -> None:
        write_everything(desk, incoming)
        raise CycleMissingError

    handled(refuse)
    item = town.arrives(said("Baik", ANDI))
    result = town.turns.run(item)
    assert left_behind(town) == NOTHING | {"outbox": 1}
    assert town.state(item) == ("done", 0)
    assert len(result.posted) == 1
    assert "Diterima" not in words_of(result)


def test_a_row_that_keeps_failing_is_set_aside_after_three_attempts(
    town: Town, handled: Callable[[Handler], None], caplog: pytest.LogCaptureFixture
) -> None:
    """The sender hears its code, the admin how to replay it; neither log nor row holds what was written."""
    handled(lambda desk, incoming: {}["kata-kata rahasia"])
    item = town.arrives(said("isi pesan rahasia", ANDI))
    pauses = []
    for attempt in range(ATTEMPTS - 1):
        result = town.turns.run(inbox.InboxItem(item.id, ANDI, item.payload, item.received_at, attempt))
        pauses.append(result.retry_in)
    assert pauses == [1.0, 5.0]
    last = town.turns.run(inbox.InboxItem(item.id, ANDI, item.payload, item.received_at, ATTEMPTS - 1))
    assert last.retry_in is None
    assert town.state(item) == ("dead", ATTEMPTS)
    ((code, error),) = town.rows("SELECT code, error FROM inbox WHERE id = :id", id=item.id)
    assert code in words_of(last, ANDI)
    assert code in words_of(last, ADMIN)
    assert f"monev inbox retry {item.id}" in words_of(last, ADMIN)
    assert {letter.chat_id for letter in last.posted} == {ANDI, ADMIN}
    assert "KeyError" in error
    assert "rahasia" not in error + caplog.text


def test_a_dead_letter_that_is_brought_back_is_worked(town: Town, handled: Callable[[Handler], None]) -> None:
    """`monev inbox retry` after the fault was mended."""
    handled(lambda desk, incoming: {}["fault"])
    item = town.arrives(said("Baik", ANDI))
    town.turns.run(inbox.InboxItem(item.id, ANDI, item.payload, item.received_at, ATTEMPTS - 1))
    handled(write_everything)
    with town.engine.begin() as connection:
        assert inbox.revive(connection, BOT, []) == 1
        (again,) = inbox.pending(connection, BOT, town.clock.at)
    assert "Diterima" in words_of(town.turns.run(again))
    assert town.state(item)[0] == "done"


@pytest.mark.parametrize(
    "fault", [OperationalError("", None, sqlite3.OperationalError("locked")), ConcurrentActError(1)]
)
def test_a_busy_database_is_no_attempt(town: Town, handled: Callable[[Handler], None], fault: Exception) -> None:
    """Nor is a colleague's act at the same moment: the row keeps its three attempts."""

    def meet_fault(desk: Desk, incoming: Incoming) -> None:
        raise fault

    handled(meet_fault)
    item = town.arrives(said("Baik", ANDI))
    result = town.turns.run(item)
    assert (result.retry_in, result.is_attempt) == (BUSY_SECONDS, False)
    assert town.state(item) == ("pending", 0)


def test_a_database_that_fails_while_a_failure_is_counted_does_not_end_the_lane(
    town: Town, handled: Callable[[Handler], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The row is tried again as if nothing had been."""

    def busy(*_: object) -> None:
        raise OperationalError("", None, sqlite3.OperationalError("disk I/O error"))

    handled(lambda desk, incoming: {}["fault"])
    monkeypatch.setattr(inbox, "count_attempt", busy)
    result = town.turns.run(town.arrives(said("Baik", ANDI)))
    assert (result.retry_in, result.is_attempt) == (BUSY_SECONDS, False)


def test_a_row_worked_twice_does_its_work_once(town: Town, handled: Callable[[Handler], None]) -> None:
    """The second time its handler is not even asked."""
    asked = []

    def handle(desk: Desk, incoming: Incoming) -> None:
        asked.append(incoming)
        write_everything(desk, incoming)

    handled(handle)
    item = town.arrives(said("Baik", ANDI))
    town.turns.run(item)
    written = left_behind(town)
    again = town.turns.run(item)
    assert (again.posted, again.retry_in) == ([], None)
    assert left_behind(town) == written
    assert len(asked) == 1


def test_a_dead_letter_queued_twice_is_buried_once(town: Town, handled: Callable[[Handler], None]) -> None:
    """The sender keeps the one code that they were told."""
    handled(lambda desk, incoming: {}["fault"])
    item = town.arrives(said("Baik", ANDI))
    last = inbox.InboxItem(item.id, ANDI, item.payload, item.received_at, ATTEMPTS - 1)
    town.turns.run(last)
    code = town.rows("SELECT code FROM inbox WHERE id = :id", id=item.id)
    assert town.turns.run(last).posted == []
    assert town.rows("SELECT code FROM inbox WHERE id = :id", id=item.id) == code


def test_what_cannot_be_read_is_buried_and_nobody_is_bothered(town: Town) -> None:
    """It belongs to no chat, so there is nobody to apologise to."""
    item = town.stored("1", 0, '{"update_id": 1, "message": 5}')
    results = [
        town.turns.run(inbox.InboxItem(item.id, 0, item.payload, item.received_at, attempt))
        for attempt in range(ATTEMPTS)
    ]
    assert results[-1].posted == []
    assert town.state(item) == ("dead", ATTEMPTS)


def test_a_fault_while_refusing_is_a_failed_attempt(
    town: Town, handled: Callable[[Handler], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It must not stop the lane either."""

    def refuse(desk: Desk, incoming: Incoming) -> None:
        raise CycleMissingError

    def fail(*_: object) -> None:
        raise RuntimeError

    handled(refuse)
    monkeypatch.setattr(routes, "refuse", fail)
    item = town.arrives(said("Baik", ANDI))
    assert town.turns.run(item).is_attempt
    assert town.state(item) == ("pending", 1)


def test_a_failing_row_of_a_stranger_alerts_no_admin(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """They hear that it failed; it concerns no office."""

    def fail(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("handlers.tamu.stranger", fail)
    item = town.arrives(said("Halo", STRANGER))
    last = town.turns.run(inbox.InboxItem(item.id, STRANGER, item.payload, item.received_at, ATTEMPTS - 1))
    assert [letter.chat_id for letter in last.posted] == [STRANGER]


def test_a_tap_is_answered_although_its_handler_forgot_to(town: Town, handled: Callable[[Handler], None]) -> None:
    """The button must not go on spinning; what the handler answered itself is not answered twice."""
    handled(lambda desk, incoming: desk.say(Markup("Baik")))
    assert [letter.method for letter in town.works(tapped("1:tugas", ANDI)).posted] == [
        "answerCallbackQuery",
        "sendMessage",
    ]
    handled(lambda desk, incoming: desk.toast("Baik"))
    assert [letter.method for letter in town.works(tapped("1:tugas", ANDI)).posted] == ["answerCallbackQuery"]


def test_an_update_in_which_nobody_speaks_is_done_without_a_word(town: Town) -> None:
    """Such as a poll."""
    item = town.arrives(update(poll={"id": "1"}))
    assert town.turns.run(item).posted == []
    assert town.state(item) == ("done", 0)


def test_no_word_of_a_message_is_logged(
    town: Town, handled: Callable[[Handler], None], caplog: pytest.LogCaptureFixture
) -> None:
    """Not even at the lowest level."""
    caplog.set_level(logging.DEBUG)
    handled(write_everything)
    town.says("isi pesan rahasia", ANDI)
    assert "rahasia" not in caplog.text
