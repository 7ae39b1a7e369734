"""One call, made: edit or send, and what Telegram's answer means for the letter."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.caller import Again, Aside, Caller, Content, Done, TokenRefusedError
from bot.drawing import DrawingError
from bot.rendering import StoredCall
from bot.transport import Call
from storage.outbox import OutboxItem
from storage.tables.mail import OutboxState

CHAT = 700
PLAIN: dict[str, Any] = {"chat_id": CHAT, "text": "Baik", "disable_notification": True}
SENT = {"message_id": 41, "date": 0}


class FakeApi:
    """A Bot API that gives the answers laid out by method, and remembers what it was asked."""

    def __init__(self, **answers: Any) -> None:
        self.answers = {name: list(laid) if isinstance(laid, list) else [laid] for name, laid in answers.items()}
        self.asked: list[tuple[str, Call]] = []

    async def call(self, method: str, call: Call, *, patience: float = 0) -> Any:
        self.asked.append((method, call))
        answer = self.answers[method].pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    @property
    def methods(self) -> list[str]:
        """What was asked for, in order."""
        return [method for method, _ in self.asked]


class Shelf:
    """Holds one kept file: number 9 of office 3."""

    def __init__(self, content: Content | None = None) -> None:
        self._content = content

    async def content(self, office_id: int, file_id: int) -> Content | None:
        return self._content if (office_id, file_id) == (3, 9) else None


class Easel:
    """Draws the picture at `path`; none where there is no path. `is_ready` where it was drawn before."""

    def __init__(self, path: Path | None = None, *, is_ready: bool = False) -> None:
        self._path = path
        self._is_ready = is_ready
        self.drew = 0

    def ready(self, spec: str, suffix: str) -> Path | None:
        return self._path if self._is_ready else None

    async def drawn(self, spec: str, suffix: str) -> Path:
        self.drew += 1
        if self._path is None:
            raise DrawingError("exit code 1")
        self._is_ready = True
        return self._path


def caller(api: FakeApi, shelf: Shelf | None = None, easel: Easel | None = None) -> Caller:
    """Return a caller of that Bot API."""
    return Caller(api, (shelf or Shelf()).content, easel or Easel())  # type: ignore[arg-type]


def letter(call: StoredCall, method: str = "sendMessage", key: str = "", kept: int | None = None) -> OutboxItem:
    """Return a letter of office 3 that makes this call."""
    return OutboxItem(1, 3, CHAT, key, method, call.pack(), None, 0, kept=kept)


def file_letter(params: dict[str, Any]) -> OutboxItem:
    """Return a letter of office 3 that carries its file 9."""
    return replace(letter(StoredCall(params), "sendDocument"), file_id=9)


async def deliver(api: FakeApi, item: OutboxItem, shelf: Shelf | None = None) -> Done | Again:
    """Deliver one letter."""
    return await through(caller(api, shelf), item)


async def through(calls: Caller, item: OutboxItem) -> Done | Again:
    """Deliver one letter, with what is to be done before it."""
    while isinstance(outcome := await calls.deliver(item), Aside):
        await outcome.work()
    return outcome


async def test_a_plain_message_is_sent_as_it_was_stored() -> None:
    """Its parameters reach Telegram unchanged."""
    api = FakeApi(sendMessage=SENT)
    assert await deliver(api, letter(StoredCall(PLAIN))) == Done(OutboxState.SENT, 41)
    assert api.asked == [("sendMessage", Call(PLAIN))]


async def test_the_first_message_of_a_key_is_kept_as_its_message() -> None:
    """The next one of that key will edit it."""
    api = FakeApi(sendMessage=SENT)
    assert await deliver(api, letter(StoredCall(PLAIN), key="card")) == Done(OutboxState.SENT, 41, keeps=41)


async def test_the_next_message_of_a_key_edits_the_kept_one() -> None:
    """An edit makes no sound, so it cannot be asked to make none."""
    api = FakeApi(editMessageText=SENT)
    assert await deliver(api, letter(StoredCall(PLAIN), key="card", kept=12)) == Done(OutboxState.SENT, 12)
    _, call = api.asked[0]
    assert call.params == {"chat_id": CHAT, "text": "Baik", "message_id": 12}


async def test_a_letter_stored_before_the_message_of_its_key_was_kept_edits_it_all_the_same() -> None:
    """Two cards written shortly after one another are one card in the chat."""
    api = FakeApi(sendMessage=SENT, editMessageText=[SENT, SENT])
    calls = caller(api)
    await calls.deliver(letter(StoredCall(PLAIN), key="card"))
    assert await calls.deliver(letter(StoredCall(PLAIN), key="card")) == Done(OutboxState.SENT, 41)
    assert await calls.deliver(letter(StoredCall(PLAIN), key="card", kept=77)) == Done(OutboxState.SENT, 77)
    assert api.methods == ["sendMessage", "editMessageText", "editMessageText"]


async def test_no_more_messages_are_remembered_than_can_wait_for_their_mark(monkeypatch: pytest.MonkeyPatch) -> None:
    """The oldest is let go; the database knows it by then."""
    monkeypatch.setattr("bot.caller.RECENT_KEYS", 2)
    api = FakeApi(sendMessage=[SENT] * 5, editMessageText=BadRequest("message to edit not found"))
    calls = caller(api)
    for key in ("a", "b", "a", "c", "b"):
        await calls.deliver(letter(StoredCall(PLAIN), key=key))
    assert api.methods == ["sendMessage", "sendMessage", "editMessageText", "sendMessage", "sendMessage", "sendMessage"]


async def test_an_edit_that_changes_nothing_is_fine() -> None:
    """Telegram complains of it; the message says what it should."""
    api = FakeApi(editMessageText=BadRequest("Message is not modified: specified new message content …"))
    assert await deliver(api, letter(StoredCall(PLAIN), key="card", kept=12)) == Done(OutboxState.SENT, 12)


@pytest.mark.parametrize(
    "words",
    [
        "Message to edit not found",
        "Message can't be edited",
        "MESSAGE_ID_INVALID",
        "There is no text in the message to edit",
    ],
)
async def test_a_kept_message_that_is_gone_is_sent_anew_and_pinned(words: str) -> None:
    """The person deleted the chat or the card; the new message stands for the key from now on."""
    api = FakeApi(editMessageText=BadRequest(words), sendMessage=SENT, pinChatMessage=True)
    item = letter(StoredCall(PLAIN, pinned=True), key="card", kept=12)
    assert await deliver(api, item) == Done(OutboxState.SENT, 41, keeps=41)
    assert api.methods == ["editMessageText", "sendMessage", "pinChatMessage"]
    assert api.asked[2][1].params == {"chat_id": CHAT, "message_id": 41, "disable_notification": True}


async def test_a_tapped_message_is_edited_and_not_kept() -> None:
    """A screen is redrawn where its button was tapped; where that is gone it is sent anew."""
    api = FakeApi(editMessageText=[SENT, BadRequest("message to edit not found")], sendMessage=SENT)
    item = letter(StoredCall(PLAIN, edits=5))
    assert await deliver(api, item) == Done(OutboxState.SENT, 5)
    assert await deliver(api, item) == Done(OutboxState.SENT, 41)


async def test_a_pin_that_is_refused_costs_nothing_but_the_pin() -> None:
    """A group may not allow it."""
    for fault in (BadRequest("not enough rights to pin a message"), RetryAfter(3), TimedOut()):
        api = FakeApi(sendMessage=SENT, pinChatMessage=fault)
        item = letter(StoredCall(PLAIN, pinned=True), key="card")
        assert await deliver(api, item) == Done(OutboxState.SENT, 41, keeps=41)


async def test_an_answer_to_a_tap_that_is_too_old_is_fine() -> None:
    """Telegram took the spinning away by itself."""
    api = FakeApi(
        answerCallbackQuery=BadRequest("Query is too old and response timeout expired or query ID is invalid")
    )
    done = await deliver(api, letter(StoredCall({"callback_query_id": "1"}), "answerCallbackQuery"))
    assert isinstance(done, Done)
    assert done.state is OutboxState.SENT


async def test_an_answer_to_a_tap_makes_no_message() -> None:
    """Telegram answers it with `true`."""
    api = FakeApi(answerCallbackQuery=True)
    done = await deliver(api, letter(StoredCall({"callback_query_id": "1"}), "answerCallbackQuery"))
    assert done == Done(OutboxState.SENT)


@pytest.mark.parametrize(
    ("fault", "state"),
    [
        (BadRequest("can't parse entities"), OutboxState.FAILED),
        (BadRequest("Chat not found"), OutboxState.UNREACHABLE),
        (Forbidden("Forbidden: bot was blocked by the user"), OutboxState.UNREACHABLE),
        (ChatMigrated(-100_200), OutboxState.UNREACHABLE),
    ],
)
async def test_a_refusal_for_good_ends_the_letter(fault: TelegramError, state: OutboxState) -> None:
    """Whether the message was at fault or the chat decides what it is called."""
    done = await deliver(FakeApi(sendMessage=fault), letter(StoredCall(PLAIN)))
    assert isinstance(done, Done)
    assert done.state is state
    assert done.error


async def test_a_refused_edit_for_another_reason_fails_the_letter() -> None:
    """It is not sent anew: the words themselves were refused."""
    api = FakeApi(editMessageText=BadRequest("can't parse entities"))
    done = await deliver(api, letter(StoredCall(PLAIN), key="card", kept=12))
    assert isinstance(done, Done)
    assert done.state is OutboxState.FAILED


async def test_telegram_names_how_long_to_wait() -> None:
    """A 429 is no failed try."""
    assert await deliver(FakeApi(sendMessage=RetryAfter(17)), letter(StoredCall(PLAIN))) == Again(
        17, "429", flooded=True
    )


@pytest.mark.parametrize("fault", [NetworkError("Bad Gateway"), TimedOut(), TelegramError("Invalid server response")])
async def test_back_off_doubles_up_to_a_minute_however_long_the_outage(fault: TelegramError) -> None:
    """A day of outage is over a thousand tries."""
    pauses = []
    for attempts in (0, 1, 2, 5, 6, 7, 5000):
        again = await deliver(FakeApi(sendMessage=fault), replace(letter(StoredCall(PLAIN)), attempts=attempts))
        assert isinstance(again, Again)
        assert not again.flooded
        pauses.append(again.seconds)
    assert pauses == [1, 2, 4, 32, 60, 60, 60]


async def test_a_token_that_telegram_does_not_know_is_no_fault_of_the_letter() -> None:
    """Nothing can be delivered until it is set right."""
    with pytest.raises(TokenRefusedError):
        await deliver(FakeApi(sendMessage=InvalidToken("Not Found")), letter(StoredCall(PLAIN)))


@pytest.mark.parametrize(
    ("is_voice", "method", "field"), [(False, "sendDocument", "document"), (True, "sendVoice", "voice")]
)
async def test_a_kept_file_is_uploaded_under_the_name_its_sender_gave_it(
    tmp_path: Path, is_voice: bool, method: str, field: str
) -> None:
    """A voice note goes as one, so that it can be heard in the chat."""
    api = FakeApi(**{method: SENT})
    shelf = Shelf(content=Content("Laporan TW III.pdf", tmp_path / "ab", is_voice))
    caption = {"chat_id": CHAT, "caption": "Laporan"}
    assert await deliver(api, file_letter(caption), shelf) == Done(OutboxState.SENT, 41)
    assert api.asked == [(method, Call(caption, (field, "Laporan TW III.pdf", tmp_path / "ab")))]


async def test_a_file_that_is_not_there_fails_the_letter() -> None:
    """A restore without the data directory: it is listed for the admin, and nothing is called."""
    api = FakeApi()
    done = await deliver(api, file_letter({"chat_id": CHAT}))
    assert isinstance(done, Done)
    assert done.state is OutboxState.FAILED
    assert api.asked == []


CAPTION = {"chat_id": CHAT, "caption": "3 dari 10 hari <b>kerja</b>", "parse_mode": "HTML"}
NOTE = {"message_id": 30, "date": 0}
UNDRAWN = "the paper was not drawn: exit code 1"


def picture_letter() -> OutboxItem:
    """Return a letter that carries a picture."""
    return replace(letter(StoredCall(CAPTION), "sendPhoto"), document='{"kind":"timeline"}')


async def test_a_picture_that_is_drawn_already_goes_at_once(tmp_path: Path) -> None:
    """With its caption, and without a note before it."""
    api = FakeApi(sendPhoto=SENT)
    path = tmp_path / "drawn.png"
    done = await through(caller(api, easel=Easel(path, is_ready=True)), picture_letter())
    assert done == Done(OutboxState.SENT, 41)
    assert api.asked == [("sendPhoto", Call(CAPTION, ("photo", "garis-waktu.png", path)))]


async def test_while_a_picture_is_drawn_a_note_stands_in_its_place(tmp_path: Path) -> None:
    """It is said at once, and taken away when the picture is there."""
    api = FakeApi(sendMessage=NOTE, sendPhoto=SENT, deleteMessage=True)
    assert await through(caller(api, easel=Easel(tmp_path / "x")), picture_letter()) == Done(OutboxState.SENT, 41)
    assert api.methods == ["sendMessage", "sendPhoto", "deleteMessage"]
    assert api.asked[0][1].params["text"] == "Menyiapkan gambar…"
    assert api.asked[2][1].params == {"chat_id": CHAT, "message_id": 30}


async def test_a_note_that_cannot_be_deleted_costs_nothing(tmp_path: Path) -> None:
    """The picture is not sent again for it."""
    api = FakeApi(sendMessage=NOTE, sendPhoto=SENT, deleteMessage=BadRequest("message can't be deleted"))
    assert await through(caller(api, easel=Easel(tmp_path / "x")), picture_letter()) == Done(OutboxState.SENT, 41)


async def test_a_picture_that_is_tried_again_has_one_note(tmp_path: Path) -> None:
    """Telegram may ask for a pause between note and picture."""
    api = FakeApi(sendMessage=NOTE, sendPhoto=[RetryAfter(3), SENT], deleteMessage=True)
    calls = caller(api, easel=Easel(tmp_path / "x"))
    assert await through(calls, picture_letter()) == Again(3, "429", flooded=True)
    assert await through(calls, picture_letter()) == Done(OutboxState.SENT, 41)
    assert api.methods == ["sendMessage", "sendPhoto", "sendPhoto", "deleteMessage"]


async def test_what_a_picture_says_is_not_lost_when_it_cannot_be_drawn() -> None:
    """The note becomes the caption, with a plain sentence before it; an admin can have it tried again."""
    api = FakeApi(sendMessage=NOTE, editMessageText=NOTE)
    assert await deliver(api, picture_letter()) == Done(OutboxState.FAILED, 30, UNDRAWN)
    assert api.methods == ["sendMessage", "editMessageText"]
    params = api.asked[1][1].params
    assert params["text"].startswith("Gambar belum dapat dibuat")
    assert params["text"].endswith("3 dari 10 hari <b>kerja</b>")
    assert "caption" not in params


async def test_a_caption_goes_anew_where_the_note_is_gone() -> None:
    """The person deleted it meanwhile."""
    api = FakeApi(sendMessage=[NOTE, SENT], editMessageText=BadRequest("message to edit not found"))
    assert await deliver(api, picture_letter()) == Done(OutboxState.FAILED, 41, UNDRAWN)
    assert api.methods == ["sendMessage", "editMessageText", "sendMessage"]


async def test_a_document_goes_as_one_under_the_name_it_is_filed_by(tmp_path: Path) -> None:
    """Where it cannot be drawn it is named, so that nobody looks for it."""
    call = StoredCall(CAPTION, file_name="Laporan-Monev-TW-III-2026.pdf")
    paper = replace(letter(call, "sendDocument"), document='{"kind":"report-pdf"}')
    api, path = FakeApi(sendDocument=SENT), tmp_path / "drawn.pdf"
    assert await through(caller(api, easel=Easel(path, is_ready=True)), paper) == Done(OutboxState.SENT, 41)
    assert api.asked == [("sendDocument", Call(CAPTION, ("document", "Laporan-Monev-TW-III-2026.pdf", path)))]
    api = FakeApi(sendMessage=NOTE, editMessageText=NOTE)
    assert await deliver(api, paper) == Done(OutboxState.FAILED, 30, UNDRAWN)
    assert api.asked[0][1].params["text"] == "Menyiapkan dokumen…"
    assert api.asked[1][1].params["text"].startswith("Dokumen Laporan-Monev-TW-III-2026.pdf belum dapat dibuat")


async def test_nobody_is_told_to_wait_for_what_nobody_asked_for(tmp_path: Path) -> None:
    """A paper that goes along with a notice comes when it is drawn, without a note before it."""
    api = FakeApi(sendPhoto=SENT)
    unasked = replace(picture_letter(), priority=1)
    assert await through(caller(api, easel=Easel(tmp_path / "x")), unasked) == Done(OutboxState.SENT, 41)
    assert api.methods == ["sendPhoto"]


async def test_a_fault_in_drawing_never_leaves_a_letter_waiting() -> None:
    """Not even one that nobody foresaw, such as a full disk."""

    class Broken(Easel):
        async def drawn(self, spec: str, suffix: str) -> Path:
            raise OSError("no space left")

    api = FakeApi(sendMessage=NOTE, editMessageText=NOTE)
    done = await through(caller(api, easel=Broken()), picture_letter())
    assert done == Done(OutboxState.FAILED, 30, "the paper was not drawn: OSError")
