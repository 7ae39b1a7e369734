"""What Telegram refuses, and the words it uses."""

import json
from typing import Any

import telegram
from simulated_town import TOKEN, Town

from simulator.markup_html import parse_html

NOT_MODIFIED = (
    "Bad Request: message is not modified: specified new message content and reply markup are exactly the same"
    " as a current content and reply markup of the message"
)
TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"


def keyboard(**button: Any) -> dict[str, Any]:
    return {"inline_keyboard": [[button]]}


REFUSED_TEXTS: list[tuple[Any, str]] = [
    ("", "message text is empty"),
    (" \n ", "message text is empty"),
    ("<b></b>", "message text is empty"),
    ("x" * 4097, "message is too long"),
    ("😀" * 2049, "message is too long"),
    ("<x>a</x>", 'can\'t parse entities: Unsupported start tag "x" at byte offset 0'),
    ("<b>a", "can't parse entities: Can't find end tag corresponding to start tag \"b\""),
    ("a</b>", "can't parse entities: Unexpected end tag at byte offset 1"),
    ("é<b>a</i>", 'can\'t parse entities: Unmatched end tag at byte offset 6, expected "</b>", found "</i>"'),
    ("1 < 2", 'can\'t parse entities: Unsupported start tag "" at byte offset 2'),
    ("<b", "can't parse entities: Unclosed start tag at byte offset 0"),
    ("<span>a</span>", 'can\'t parse entities: Tag "span" must have class "tg-spoiler" at byte offset 0'),
]

REFUSED_KEYBOARDS: list[tuple[Any, str]] = [
    (keyboard(text="a", callback_data="x" * 65), "BUTTON_DATA_INVALID"),
    (keyboard(text="a", callback_data="é" * 33), "BUTTON_DATA_INVALID"),
    (keyboard(text="a", callback_data=""), "BUTTON_DATA_INVALID"),
    (keyboard(text="a"), "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"),
    (keyboard(callback_data="a"), "can't parse inline keyboard button: Can't find field \"text\""),
    (
        keyboard(text="a", url="ini bukan"),
        "inline keyboard button URL 'ini bukan' is invalid: unsupported URL protocol",
    ),
    (keyboard(text="a", copy_text={"text": ""}), "BUTTON_COPY_TEXT_INVALID"),
    (
        keyboard(text="a", callback_data="a", style="gold"),
        "can't parse inline keyboard button: unsupported button style specified",
    ),
    ({"inline_keyboard": [{"text": "a"}]}, "can't parse inline keyboard: expected an Array of Arrays"),
    ({"inline_keyboard": [[{"text": "a", "callback_data": "a"}] * 101]}, "reply markup is too long"),
    ({"keyboard": [[{"text": ""}]]}, "keyboard button text must be non-empty"),
    (
        {"keyboard": [["a"]], "input_field_placeholder": "x" * 65},
        "input field placeholder must be between 1 and 64 characters long",
    ),
    ("nonsense", "object expected as reply markup"),
]


async def test_wrong_tokens_and_methods_are_told_apart(town: Town) -> None:
    """A malformed token and an unknown method are 404."""
    for path in ("/botnonsense/getMe", f"/bot{TOKEN}/noSuchMethod", f"/bot{TOKEN}/"):
        answer = await town.http.get(path)
        assert answer.json() == {"ok": False, "error_code": 404, "description": "Not Found"}
        assert answer.status_code == 404


async def test_unknown_chats_and_people_who_never_wrote(town: Town) -> None:
    """A chat nobody knows is not found; a person must write first."""
    assert await town.refused("sendMessage", chat_id=42, text="halo") == "Bad Request: chat not found"
    assert await town.refused("sendMessage", text="halo") == "Bad Request: chat_id is empty"
    silent = await town.person("Diam", starts=False)
    expected = "Forbidden: bot can't initiate conversation with a user"
    assert await town.refused("sendMessage", chat_id=silent, text="halo") == expected


async def test_blocking_and_leaving_telegram(town: Town, budi: int, bot: telegram.Bot) -> None:
    """A block reaches the bot as an update and as 403; unblocking lifts it; a closed account stays closed."""
    await town.post(f"/sim/people/{budi}/block")
    assert await town.refused("sendMessage", chat_id=budi, text="a") == "Forbidden: bot was blocked by the user"
    change = (await bot.get_updates())[-1].my_chat_member
    assert (change.old_chat_member.status, change.new_chat_member.status) == ("member", "kicked")
    await town.post(f"/sim/people/{budi}/text", 409, text="tidak bisa")
    await town.post(f"/sim/people/{budi}/unblock")
    assert (await town.call("sendMessage", chat_id=budi, text="a"))["ok"]
    await town.post(f"/sim/people/{budi}/deactivate")
    assert await town.refused("sendMessage", chat_id=budi, text="a") == "Forbidden: user is deactivated"


async def test_texts_that_are_refused(town: Town, budi: int) -> None:
    """Length is counted after parsing, and mistakes in HTML are located by byte."""
    for text, description in REFUSED_TEXTS:
        told = await town.refused("sendMessage", chat_id=budi, text=text, parse_mode="HTML")
        assert told == f"Bad Request: {description}", text


def test_html_becomes_text_and_entities() -> None:
    """Every allowed tag and reference is understood; offsets count UTF-16 units."""
    text, entities = parse_html(
        "😀<b>a<i>b</i></b>&lt;&#33;&nbsp; <a href='https://x.id/?a=1&amp;b=2'>t</a><pre><code class=\"language-py\">p"
        "</code></pre><blockquote expandable>q</blockquote><tg-spoiler>s</tg-spoiler><del>d</del>"
        '<tg-time unix="9">w</tg-time>'
    )
    assert text == "😀ab<!&nbsp; tpqsdw"
    found = [
        (one["type"], text.encode("utf-16-le")[2 * one["offset"] :][: 2 * one["length"]].decode("utf-16-le"))
        for one in entities
    ]
    assert found == [
        ("italic", "b"),
        ("bold", "ab"),
        ("text_link", "t"),
        ("pre", "p"),
        ("expandable_blockquote", "q"),
        ("spoiler", "s"),
        ("strikethrough", "d"),
        ("date_time", "w"),
    ]
    assert entities[2]["url"] == "https://x.id/?a=1&b=2"
    assert entities[3]["language"] == "py"


async def test_4096_characters_after_parsing_are_accepted(town: Town, budi: int) -> None:
    """Tags do not count."""
    answer = await town.call("sendMessage", chat_id=budi, text="<b>" + "x" * 4096 + "</b>", parse_mode="html")
    assert answer["ok"]


async def test_keyboards_that_are_refused(town: Town, budi: int) -> None:
    """Buttons are checked one by one."""
    for markup, description in REFUSED_KEYBOARDS:
        told = await town.refused("sendMessage", chat_id=budi, text="a", reply_markup=json.dumps(markup))
        assert told == f"Bad Request: {description}", markup


async def test_callback_data_of_64_bytes_is_accepted(town: Town, budi: int) -> None:
    """The limit itself is allowed."""
    answer = await town.call(
        "sendMessage", chat_id=budi, text="a", reply_markup=keyboard(text="a", callback_data="é" * 32)
    )
    assert answer["ok"]


async def test_edits_that_are_refused(town: Town, budi: int) -> None:
    """Nothing changed, nothing there, not ours, not text, or sent with another keyboard."""
    sent = (await town.call("sendMessage", chat_id=budi, text="a"))["result"]["message_id"]
    mine = (await town.text(budi, "milik saya"))["message_id"]
    fixed = (await town.call("sendMessage", chat_id=budi, text="a", reply_markup={"keyboard": [["b"]]}))["result"]
    document = (await town.call("sendDocument", {"document": b"x"}, chat_id=budi))["result"]["message_id"]

    async def edited(method: str = "editMessageText", **values: Any) -> str:
        return await town.refused(method, chat_id=budi, **values)

    assert await edited(message_id=sent, text="a") == NOT_MODIFIED
    assert await edited("editMessageReplyMarkup", message_id=sent) == NOT_MODIFIED
    assert await edited(message_id=9_999, text="b") == "Bad Request: message to edit not found"
    assert await edited(message_id=mine, text="b") == "Bad Request: message can't be edited"
    assert await edited(message_id=fixed["message_id"], text="b") == "Bad Request: message can't be edited"
    assert await edited(message_id=document, text="b") == "Bad Request: there is no text in the message to edit"
    assert (
        await edited("editMessageCaption", message_id=sent, caption="b")
        == "Bad Request: there is no caption in the message to edit"
    )
    assert await edited(text="b") == "Bad Request: message identifier is not specified"


async def test_messages_older_than_48_hours_stay(town: Town, budi: int) -> None:
    """The clock is moved three days, and deleting is refused."""
    sent = (await town.call("sendMessage", chat_id=budi, text="a"))["result"]["message_id"]
    assert (
        await town.refused("deleteMessage", chat_id=budi, message_id=9_999)
        == "Bad Request: message to delete not found"
    )
    await town.post("/sim/clock", offset_seconds=3 * 86_400)
    told = await town.refused("deleteMessage", chat_id=budi, message_id=sent)
    assert told == "Bad Request: message can't be deleted for everyone"


async def test_a_tap_is_answered_once_and_in_time(town: Town, budi: int) -> None:
    """A second answer, a late one and an invented query are all too old."""
    sent = (
        await town.call("sendMessage", chat_id=budi, text="a", reply_markup=keyboard(text="Ya", callback_data="y"))
    )["result"]
    taps = [await town.post(f"/sim/people/{budi}/tap", message_id=sent["message_id"], label="Ya") for _ in range(2)]
    first, second = (tap["callback_query_id"] for tap in taps)
    assert (await town.call("answerCallbackQuery", callback_query_id=first))["ok"]
    await town.post("/sim/clock", offset_seconds=600)
    for query in (first, second, "123"):
        assert await town.refused("answerCallbackQuery", callback_query_id=query) == TOO_OLD


async def test_taps_need_a_button_unless_forged(town: Town, budi: int, bot: telegram.Bot) -> None:
    """A button that is not there cannot be tapped; a forged query still reaches the bot."""
    sent = (await town.call("sendMessage", chat_id=budi, text="a"))["result"]["message_id"]
    await town.post(f"/sim/people/{budi}/tap", 409, message_id=sent, data="x")
    await town.post(f"/sim/people/{budi}/tap", message_id=sent, data="x", forge=True)
    assert (await bot.get_updates())[-1].callback_query.data == "x"


async def test_files_that_are_refused(town: Town, budi: int, png: bytes) -> None:
    """Identifiers, kinds, sizes and captions are checked."""

    async def told(method: str, files: Any = None, **values: Any) -> str:
        return str((await town.call(method, files, chat_id=budi, **values))["description"])

    wrong = "Bad Request: wrong file identifier/HTTP URL specified"
    assert await told("sendDocument", document="no-such-id") == wrong
    assert await told("sendDocument") == "Bad Request: there is no document in the request"
    assert await told("sendDocument", {"document": b""}) == "Bad Request: file must be non-empty"
    assert await told("sendPhoto", {"photo": b"text"}) == "Bad Request: IMAGE_PROCESS_FAILED"
    assert await told("sendPhoto", {"photo": png}, caption="x" * 1025) == "Bad Request: message caption is too long"
    sent = (await town.call("sendDocument", {"document": b"x"}, chat_id=budi))["result"]["document"]["file_id"]
    assert await told("sendPhoto", photo=sent) == "Bad Request: can't use file of type Document as Photo"
    assert await town.refused("getFile", file_id="no-such-id") == "Bad Request: invalid file_id"


async def test_albums_have_two_to_ten_parts(town: Town, budi: int, png: bytes) -> None:
    """One is too few, eleven are too many, and documents do not mix with photos."""
    sent = (await town.call("sendPhoto", {"photo": png}, chat_id=budi))["result"]["photo"][-1]["file_id"]
    part = {"type": "photo", "media": sent}
    for count in (1, 11):
        assert "2 to 10" in await town.refused("sendMediaGroup", chat_id=budi, media=[part] * count)
    mixed = [part, {"type": "document", "media": "attach://a"}]
    assert "same type" in await town.refused("sendMediaGroup", chat_id=budi, media=mixed)


async def test_large_files(town: Town, budi: int) -> None:
    """Over 20 MB cannot be fetched, over 50 MB cannot be sent."""
    claimed = await town.http.post(
        f"/sim/people/{budi}/files", json={"fake_size": 20 * 1024 * 1024 + 1, "name": "besar.zip"}
    )
    assert claimed.status_code == 200
    updates = (await town.call("getUpdates"))["result"]
    file_id = updates[-1]["message"]["document"]["file_id"]
    assert await town.refused("getFile", file_id=file_id) == "Bad Request: file is too big"
    answer = await town.http.post(
        f"/bot{TOKEN}/sendDocument", data={"chat_id": budi}, files={"document": bytes(50 * 1024 * 1024 + 1)}
    )
    assert answer.status_code == 413
    assert answer.json()["description"] == "Request Entity Too Large"


async def test_groups_keep_their_rules(town: Town, budi: int, bot: telegram.Bot) -> None:
    """A plain member may not pin, and sees only what is meant for it."""
    group = (await town.post("/sim/groups", title="Tim", members=[budi]))["id"]
    sent = (await town.call("sendMessage", chat_id=group, text="kartu"))["result"]["message_id"]
    told = await town.refused("pinChatMessage", chat_id=group, message_id=sent)
    assert told == "Bad Request: not enough rights to manage pinned messages in the chat"
    assert (await town.text(budi, "obrolan biasa", chat_id=group))["update_id"] is None
    for text in ("/status", f"/status@{bot.username}", f"halo @{bot.username}"):
        assert (await town.text(budi, text, chat_id=group))["update_id"] is not None
    assert (await town.text(budi, "/status@bot_lain", chat_id=group))["update_id"] is None
    assert (await town.text(budi, "ya", chat_id=group, reply_to=sent))["update_id"] is not None


async def test_unsupported_parse_modes_are_refused(town: Town, budi: int) -> None:
    """Markdown is not read by the simulator and says so."""
    for mode in ("MarkdownV2", "bbcode"):
        told = await town.refused("sendMessage", chat_id=budi, text="*a*", parse_mode=mode)
        assert told.startswith("Bad Request: unsupported parse_mode")
