"""A NIK or a passphrase that somebody sends is deleted from the chat and stands nowhere afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
import pytest
from samples import GROUP, Json, message, said, update
from turn_town import Town, words_of

from bot import turn as turn_module
from handlers.conversations import LooseFiles, Words
from storage.engine import forget

ANDI, STRANGER = 700_001, 700_999
NIK = "1807052103850001"


def methods(result: Any) -> list[str]:
    return [letter.method for letter in result.posted]


def deleted(result: Any) -> list[tuple[int, int]]:
    calls = [orjson.loads(letter.params)["params"] for letter in result.posted if letter.method == "deleteMessage"]
    return [(call["chat_id"], call["message_id"]) for call in calls]


def everything(town: Town) -> Iterator[str]:
    """Yield whatever the database holds, value by value."""
    tables = [name for (name,) in town.rows("SELECT name FROM sqlite_master WHERE type = 'table'")]
    for table in tables:
        for row in town.rows(f"SELECT * FROM {table}"):  # noqa: S608 - tables of our own
            yield from (str(value) for value in row)


@pytest.mark.parametrize(
    "words", [f"NIK saya {NIK}", "1807 0521 0385 0001", "passphrase saya KudaTerbang99", "password: Rahasia#26"]
)
def test_it_is_deleted_and_kept_nowhere(town: Town, words: str) -> None:
    """Not in the inbox, a conversation, or what goes out; the person reads why."""
    sent = said(words, ANDI)
    result = town.works(sent)
    assert methods(result) == ["deleteMessage", "sendMessage"]
    assert deleted(result) == [(ANDI, sent["message"]["message_id"])]
    assert "isinya tidak disimpan" in words_of(result)
    secret = words.split(maxsplit=2)[-1] if "saya" in words else words.split(": ")[-1]
    assert not any(secret in value or words in value for value in everything(town))
    ((payload, state),) = town.rows("SELECT payload, state FROM inbox WHERE key = :key", key=str(sent["update_id"]))
    assert state == "done"
    kept = orjson.loads(payload)
    assert kept["message"] == {
        "message_id": sent["message"]["message_id"],
        "date": sent["message"]["date"],
        "from": {"id": ANDI},
        "chat": {"id": ANDI},
    }


@pytest.mark.parametrize(
    "content",
    [
        {"document": {"file_id": "F1", "file_name": "bukti.pdf", "file_size": 10}, "caption": f"KTP {NIK}"},
        {"document": {"file_id": "F1", "file_name": f"KTP-{NIK}.pdf", "file_size": 10}},
        {"video": {"file_id": "F1"}, "caption": f"KTP {NIK}"},
    ],
)
def test_a_caption_or_a_files_name_counts_as_well(town: Town, content: Json) -> None:
    """And the file is not fetched."""
    result = town.works(update(message=message(ANDI, **content)))
    assert methods(result) == ["deleteMessage", "sendMessage"]
    assert result.wanted == []
    assert not any(NIK in value for value in everything(town))


def test_what_was_being_filled_in_stays_as_it_was(town: Town) -> None:
    """The words that were written before, and nothing of the refused ones."""
    begun = LooseFiles("n1", files=(3,), words=(Words(5, "Laporan"),))
    town.keeps(begun, ANDI, town.first)
    before = town.rows("SELECT kind, data FROM conversation")
    town.says(f"NIK {NIK}", ANDI)
    assert town.rows("SELECT kind, data FROM conversation") == before


def test_an_edit_that_puts_it_in_is_refused_too(town: Town) -> None:
    """The message that was edited goes as a whole."""
    edited = message(ANDI, text=f"NIK {NIK}") | {"edit_date": 1790830900}
    result = town.works(update(edited_message=edited))
    assert deleted(result) == [(ANDI, edited["message_id"])]
    assert not any(NIK in value for value in everything(town))


def test_a_stranger_and_a_group_are_no_exception(town: Town) -> None:
    """Who is known makes no difference to what is kept."""
    for sent in (said(NIK, STRANGER), said(NIK, ANDI, GROUP)):
        result = town.works(sent)
        assert deleted(result) == [(sent["message"]["chat"]["id"], sent["message"]["message_id"])]
    assert not any(NIK in value for value in everything(town))


def test_a_row_that_is_set_aside_holds_it_no_more(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the refusal itself fails three times: a dead letter is looked at by people."""

    def fail(_found: object) -> str:
        raise ZeroDivisionError

    monkeypatch.setattr(turn_module.unwelcome, "refused", fail)
    item = town.arrives(said(f"NIK {NIK}", ANDI))
    for _ in range(3):
        town.turns.run(item)
        item = type(item)(item.id, item.chat_id, item.payload, item.received_at, item.attempts + 1)
    assert town.state(item)[0] == "dead"
    assert not any(NIK in value for value in everything(town))


def test_its_bytes_are_in_no_file_of_the_database(town: Town, tmp_path: Path) -> None:
    """SQLite keeps what is overwritten until it is overwritten again; a copied file would show it."""
    for number in range(60):
        town.says(f"Laporan {number} " + "x" * 200, ANDI)
    sent = said(f"NIK {NIK} " + "y" * 3000, ANDI)
    result = town.works(sent)
    assert result.has_scrubbed
    forget(town.engine)
    found = [file.name for file in tmp_path.glob("monev.sqlite3*") if NIK.encode() in file.read_bytes()]
    assert found == []


def test_ordinary_words_are_kept(town: Town) -> None:
    """A NIP, figures, and talk of passwords."""
    for words in ("NIP 198503212010012004", "Realisasi 93,75%", "Kata sandi sudah diganti"):
        assert "deleteMessage" not in methods(town.says(words, ANDI))
        assert any(words in value for value in everything(town))
