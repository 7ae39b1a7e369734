"""What comes in: Telegram's updates and the bot's own results, as the handlers know them."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from samples import (
    CHANNEL,
    DOCUMENT,
    GROUP,
    NOON,
    PHOTO,
    STICKER,
    USER,
    VOICE,
    Json,
    file,
    private,
    reached,
    said,
    tapped,
    update,
)
from samples import message as sent
from telegram import Update

from bot.parsing import ALLOWED_UPDATES, UnreadableUpdateError, chat_of, pack, read
from handlers.incoming import (
    ButtonTapped,
    ChatKind,
    FileKept,
    FileRefused,
    FileSent,
    Incoming,
    Occasion,
    OtherSent,
    ReachChanged,
    Said,
    Sender,
    Source,
    TextSaid,
    TimeCame,
    Yielded,
)
from workflow.files import FileFault, FileKind

ANDI = Sender(USER, "Andi Contoh")
AT = datetime.fromtimestamp(NOON, UTC)


def parsed(data: Json) -> Incoming | None:
    """Return what an update means."""
    return read(orjson.dumps(data).decode())


def source_of(data: Json, kind: ChatKind = ChatKind.PRIVATE, at: datetime = AT) -> Source:
    """Return the source of a message update."""
    message = data.get("message") or data["edited_message"]
    return Source(ANDI, message["chat"]["id"], kind, message["message_id"], at)


def test_a_text_is_who_where_when_and_what() -> None:
    """Times are aware and in UTC."""
    data = said("Siap, Pak 🙏")
    assert parsed(data) == TextSaid(source_of(data), "Siap, Pak 🙏")


def test_an_edited_text_has_the_time_of_its_edit() -> None:
    """The message keeps its number, by which the first wording is found."""
    data = update(edited_message=sent(text="Siap") | {"edit_date": NOON + 60})
    later = datetime.fromtimestamp(NOON + 60, UTC)
    assert parsed(data) == TextSaid(source_of(data, at=later), "Siap", edited=True)


def test_a_document_keeps_its_name_and_caption() -> None:
    """The size is what Telegram says."""
    data = update(message=sent(document=DOCUMENT, caption="Data kami"))
    assert parsed(data) == FileSent(source_of(data), "document-id", "Data TW III.xlsx", 5000, "Data kami")


def test_a_document_without_name_and_size_gets_a_name() -> None:
    """Telegram leaves both out now and then."""
    data = update(message=sent(document={"file_id": "x", "file_unique_id": "x"}))
    assert parsed(data) == FileSent(source_of(data), "x", "berkas", None)


def test_of_a_photo_the_largest_size_is_taken() -> None:
    """Whatever the order in which Telegram lists them."""
    data = update(message=sent(photo=PHOTO))
    number = data["message"]["message_id"]
    assert parsed(data) == FileSent(source_of(data), "large-id", f"foto-{number}.jpg", 98_000)


def test_each_part_of_an_album_names_its_album() -> None:
    """It is the only tie between them."""
    albums = [parsed(update(message=sent(photo=PHOTO, media_group_id="1399"))) for _ in range(3)]
    assert [part.album for part in albums if isinstance(part, FileSent)] == ["1399"] * 3


def test_a_voice_note_and_a_song_are_files() -> None:
    """A voice note has no name; a song may have one."""
    voice = update(message=sent(voice=VOICE))
    song = update(message=sent(audio=file("audio", duration=3, file_name="rapat.mp3")))
    nameless = update(message=sent(audio=file("audio", duration=3)))
    assert parsed(voice) == FileSent(source_of(voice), "voice-id", f"suara-{voice['message']['message_id']}.ogg", 5000)
    assert parsed(song) == FileSent(source_of(song), "audio-id", "rapat.mp3", 5000)
    assert parsed(nameless) == FileSent(
        source_of(nameless), "audio-id", f"suara-{nameless['message']['message_id']}", 5000
    )


@pytest.mark.parametrize(
    ("content", "what"),
    [
        ({"sticker": STICKER}, "sticker"),
        ({"location": {"latitude": -4.5, "longitude": 104.5}}, "location"),
        ({"contact": {"phone_number": "0812", "first_name": "Budi"}}, "contact"),
        ({"video": file("video", width=1, height=1, duration=1)}, "video"),
        ({"dice": {"emoji": "🎲", "value": 3}}, "dice"),
        ({"web_app_data": {"data": "x", "button_text": "y"}}, "other"),
    ],
)
def test_what_the_bot_cannot_use_is_named(content: Json, what: str) -> None:
    """So that the answer can say it."""
    data = update(message=sent(**content))
    assert parsed(data) == OtherSent(source_of(data), what)


def test_an_animation_is_the_document_that_telegram_sends_with_it() -> None:
    """What it is shows when it is fetched."""
    gif = file("animation", width=1, height=1, duration=1)
    found = parsed(update(message=sent(animation=gif, document=DOCUMENT)))
    assert isinstance(found, FileSent)


def test_a_live_location_that_moves_is_nothing_said() -> None:
    """Telegram sends its every step as an edit; each would be answered."""
    edit = sent(location={"latitude": -4.5, "longitude": 104.5, "live_period": 900}) | {"edit_date": NOON + 5}
    assert parsed(update(edited_message=edit)) is None


def test_a_tap_names_message_and_data() -> None:
    """Telegram gives no time of a tap."""
    found = parsed(tapped("1:tugas"))
    assert isinstance(found, ButtonTapped)
    assert (found.data, found.query_id, found.source.message_id) == ("1:tugas", "8812345", 55)
    assert (found.source.sender, found.source.chat_id, found.source.chat_kind) == (ANDI, USER, ChatKind.PRIVATE)


def test_a_tap_on_a_message_too_old_for_telegram_is_a_tap() -> None:
    """Of an inaccessible message only chat and number are known, and date 0."""
    old = {"chat": private(), "message_id": 7, "date": 0}
    found = parsed(tapped("1:tugas", message_of=old))
    assert isinstance(found, ButtonTapped)
    assert (found.source.chat_id, found.source.message_id) == (USER, 7)


def test_a_tap_without_message_or_data_is_one_by_the_person_alone() -> None:
    """It is read as said in private."""
    data = tapped("")
    del data["callback_query"]["message"], data["callback_query"]["data"]
    found = parsed(data)
    assert isinstance(found, ButtonTapped)
    assert (found.source.chat_id, found.source.chat_kind, found.source.message_id) == (USER, ChatKind.PRIVATE, 0)
    assert chat_of(data) == USER


@pytest.mark.parametrize(("status", "reachable"), [("kicked", False), ("left", False), ("member", True)])
def test_a_person_blocks_the_bot_or_lets_it_in(status: str, reachable: bool) -> None:
    """The private chat tells it as a change of the bot's membership."""
    found = parsed(reached(status))
    assert found == ReachChanged(Source(ANDI, USER, ChatKind.PRIVATE, 0, AT), reachable)


def test_a_group_is_a_group_and_a_channel_a_channel() -> None:
    """Whether basic or super."""
    basic = {"id": -7, "type": "group", "title": "Monev"}
    for chat, kind in ((GROUP, ChatKind.GROUP), (basic, ChatKind.GROUP), (CHANNEL, ChatKind.CHANNEL)):
        data = said("/status", chat=chat)
        assert parsed(data) == TextSaid(source_of(data, kind), "/status")


def test_where_nobody_speaks_there_is_nothing_to_handle() -> None:
    """A channel's post has no sender, an unknown kind of update no message."""
    post = {"message_id": 4, "chat": CHANNEL, "date": NOON, "text": "Berita", "sender_chat": CHANNEL}
    assert parsed(update(channel_post=post)) is None
    assert parsed(update(message=post)) is None
    assert parsed(update(poll={"id": "1"})) is None
    assert chat_of(update(channel_post=post)) == CHANNEL["id"]
    assert chat_of(update(poll={"id": "1"})) == 0


@pytest.mark.parametrize(
    "payload",
    [
        "",
        "nonsense",
        "[]",
        "null",
        "7",
        '"own"',
        '{"own": "Something"}',
        '{"own": "FileKept"}',
        '{"own": "FileRefused", "chat_id": 1, "office_id": 1, "person_id": 1, "file_id": 1, "fault": "odd"}',
        '{"update_id": 1, "message": 5}',
        '{"update_id": 1, "message": {"from": {"id": 1}, "text": "no chat"}}',
        '{"update_id": 1, "callback_query": {}}',
    ],
)
def test_garbage_is_no_update(payload: str) -> None:
    """One error for all of it, without a word of its content."""
    with pytest.raises(UnreadableUpdateError):
        read(payload)


def test_an_impossible_date_is_no_update() -> None:
    """Not even one beyond the calendar."""
    with pytest.raises(UnreadableUpdateError):
        parsed(said("Siap", at=10**17))


FIELDS = ("message", "callback_query", "my_chat_member", "edited_message", "from", "chat", "id", "own", "photo", "date")
PLAIN = st.none() | st.booleans() | st.integers(-(2**40), 2**40) | st.text(max_size=5)


@settings(max_examples=60)
@given(
    st.recursive(
        PLAIN,
        lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(FIELDS), inner, max_size=5),
        max_leaves=10,
    )
)
def test_whatever_json_comes_in_is_understood_or_refused(data: Any) -> None:
    """Nothing else is raised."""
    with suppress(UnreadableUpdateError):
        read(orjson.dumps(data).decode())


@pytest.mark.parametrize(
    "result",
    [
        FileKept(USER, 1, 2, 3, FileKind.XLSX, 5000, "ab" * 32),
        FileRefused(USER, 1, 2, 3, FileFault.TOO_BIG),
        TimeCame(USER, 1, 2, Occasion.PROPOSE_QUARTER),
    ],
)
def test_the_bots_own_results_come_back_as_they_were(result: Yielded) -> None:
    """Through the inbox, like anything else."""
    assert read(pack(result)) == result


SAMPLES = [
    said("Siap"),
    said("/status", chat=GROUP),
    update(edited_message=sent(text="Siap") | {"edit_date": NOON + 60}),
    update(message=sent(document=DOCUMENT, caption="Data kami")),
    update(message=sent(photo=PHOTO, media_group_id="1399")),
    update(message=sent(voice=VOICE)),
    update(message=sent(sticker=STICKER | {"emoji": "🙏"})),
    tapped("1:tugas"),
    reached("kicked"),
]


@pytest.mark.parametrize("data", SAMPLES, ids=lambda data: list(data)[1])
def test_the_samples_mean_the_same_to_another_reader_of_the_bot_api(data: Json) -> None:
    """python-telegram-bot's typed models agree on who spoke, where, when and what."""
    theirs, ours = Update.de_json(data), parsed(data)
    assert isinstance(ours, Said)
    person, chat, message = theirs.effective_user, theirs.effective_chat, theirs.effective_message
    assert person is not None
    assert chat is not None
    assert ours.source.sender == Sender(person.id, person.full_name, person.is_bot)
    assert ours.source.chat_id == chat.id == chat_of(data)
    assert (ours.source.chat_kind is ChatKind.PRIVATE) == (chat.type == "private")
    if message is not None:
        assert ours.source.message_id == message.message_id
    match ours:
        case TextSaid() if message is not None:
            assert (ours.text, ours.edited) == (message.text, theirs.edited_message is not None)
            assert ours.source.sent_at == (message.edit_date or message.date)
        case FileSent() if message is not None:
            largest = [max(message.photo, key=lambda size: size.width)] if message.photo else []
            carried = message.document or message.voice or largest[0]
            assert (ours.telegram_file_id, ours.size) == (carried.file_id, carried.file_size)
            assert (ours.caption, ours.album) == (message.caption or "", message.media_group_id or "")
        case ButtonTapped() if theirs.callback_query is not None:
            assert (ours.query_id, ours.data) == (theirs.callback_query.id, theirs.callback_query.data)
        case _:
            pass


def test_only_what_is_understood_is_asked_for() -> None:
    """Every kind that Telegram is asked for has its chat, by which rows are kept in order."""
    assert set(ALLOWED_UPDATES) == {"message", "edited_message", "callback_query", "my_chat_member"}
    assert {chat_of(data) for data in SAMPLES if "chat" not in data} == {USER, GROUP["id"]}
