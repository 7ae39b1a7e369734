"""What people can do through the control API, and what the bot and the phones see of it."""

import asyncio
from typing import Any

import telegram
from simulated_town import Town

from simulator.acting import split_text
from simulator.markup_html import utf16_length
from simulator.render import to_html


async def test_people_are_listed_with_note_and_unread(town: Town) -> None:
    """The sidebar learns who is there and what they have not read."""
    rina = await town.person("Rina", last_name="Marlina", username="rina", note="Staf")
    await town.call("sendMessage", chat_id=rina, text="halo")
    person = (await town.get("/sim/people"))[0]
    assert (person["id"], person["note"], person["unread"], person["blocked"]) == (rina, "Staf", 1, False)
    await town.post(f"/sim/people/{rina}/read")
    assert (await town.get("/sim/people"))[0]["unread"] == 0
    await town.post("/sim/people", 409, id=rina, first_name="Dua")
    await town.post("/sim/people", 400)
    assert (await town.post("/sim/people", id=77, first_name="Tujuh"))["id"] == 77


async def test_commands_links_and_mentions_are_found_in_text(town: Town, budi: int, bot: telegram.Bot) -> None:
    """Entities are those Telegram would find, counted in UTF-16."""
    await town.text(budi, "😀 /tugas@nama_bot lihat https://example.org/a?b=1. @seseorang #laporan a@b.go.id <b>")
    message = (await bot.get_updates())[-1].message
    found = [(one.type.value, word) for one, word in message.parse_entities().items()]
    assert found == [
        ("bot_command", "/tugas@nama_bot"),
        ("url", "https://example.org/a?b=1"),
        ("mention", "@seseorang"),
        ("hashtag", "#laporan"),
        ("email", "a@b.go.id"),
    ]


async def test_long_texts_are_sent_in_several_messages(town: Town, budi: int) -> None:
    """Each part fits, nothing is lost but the blanks at the cuts."""
    sent = await town.text(budi, "kata " * 2000)
    assert len(sent["message_ids"]) == 3
    parts = split_text("😀" * 5000)
    assert "".join(parts) == "😀" * 5000
    assert all(utf16_length(part) <= 4096 for part in parts)


async def test_edits_reach_the_bot(town: Town, budi: int, bot: telegram.Bot) -> None:
    """An own message can be changed, another's not."""
    own = (await town.text(budi, "sembilan"))["message_id"]
    await town.post(f"/sim/people/{budi}/edit", message_id=own, text="9")
    edited = (await bot.get_updates())[-1].edited_message
    assert (edited.message_id, edited.text) == (own, "9")
    other = await bot.send_message(budi, "milik bot")
    await town.post(f"/sim/people/{budi}/edit", 409, message_id=other.id, text="x")


async def test_an_album_of_photos_comes_as_single_updates(town: Town, budi: int, bot: telegram.Bot, png: bytes) -> None:
    """Only the media_group_id ties them, and the caption is on the first."""
    answer = await town.http.post(
        f"/sim/people/{budi}/files",
        data={"kind": "photo", "caption": "Bukti", "album": "1"},
        files=[("files", (f"{number}.png", png, "image/png")) for number in range(3)],
    )
    assert len(answer.json()["messages"]) == len(answer.json()["update_ids"]) == 3
    messages = [update.message for update in await bot.get_updates()][1:]
    assert len({message.media_group_id for message in messages}) == 1
    assert [message.caption for message in messages] == ["Bukti", None, None]
    assert all(len(message.photo) == 4 for message in messages)


async def test_every_kind_of_file_arrives_as_such(town: Town, budi: int, bot: telegram.Bot) -> None:
    """Documents, voice notes, audio and video are told apart."""
    for kind in ("document", "voice", "audio", "video"):
        await town.http.post(f"/sim/people/{budi}/files", data={"kind": kind}, files={"files": ("a.bin", b"isi")})
    messages = [update.message for update in await bot.get_updates()][1:]
    assert [telegram.helpers.effective_message_type(message) for message in messages] == [
        "document",
        "voice",
        "audio",
        "video",
    ]
    file = await bot.get_file(messages[0].document.file_id)
    assert bytes(await file.download_as_bytearray()) == b"isi"


async def test_a_start_link_on_a_button_starts_the_bot(town: Town, budi: int, bot: telegram.Bot) -> None:
    """t.me links of this bot act inside, others are only reported."""
    buttons = [
        telegram.InlineKeyboardButton("Mulai", url=f"https://t.me/{bot.username}?start=abc-1"),
        telegram.InlineKeyboardButton("Luar", url="https://example.org"),
    ]
    sent = await bot.send_message(budi, "Tautan", reply_markup=telegram.InlineKeyboardMarkup([buttons]))
    await town.post(f"/sim/people/{budi}/tap", message_id=sent.id, label="Mulai")
    assert (await bot.get_updates())[-1].message.text == "/start abc-1"
    told = await town.post(f"/sim/people/{budi}/tap", message_id=sent.id, label="Luar")
    assert told["url"] == "https://example.org"


async def test_channel_posts_reach_the_bot(town: Town, bot: telegram.Bot) -> None:
    """A post has no sender but the channel."""
    channel = await town.post("/sim/channels", title="Pengumuman")
    await town.post(f"/sim/channels/{channel['id']}/post", text="Rapat besok")
    post = (await bot.get_updates())[-1].channel_post
    assert (post.text, post.sender_chat.id, post.from_user) == ("Rapat besok", channel["id"], None)
    assert (await bot.send_message(channel["id"], "Diterima")).sender_chat.id == channel["id"]


async def test_taps_in_a_group_name_who_tapped(town: Town, budi: int, bot: telegram.Bot) -> None:
    """Control requests with chat_id act in the group."""
    siti = await town.person("Siti")
    group = (await town.post("/sim/groups", title="Tim", members=[budi, siti]))["id"]
    markup = telegram.InlineKeyboardMarkup([[telegram.InlineKeyboardButton("Baca", callback_data="r")]])
    sent = await bot.send_message(group, "Kartu", reply_markup=markup)
    await town.post(f"/sim/people/{siti}/tap", message_id=sent.id, label="Baca", chat_id=group)
    query = (await bot.get_updates())[-1].callback_query
    assert (query.from_user.id, query.message.chat.id) == (siti, group)
    assert (await town.chat(budi, chat_id=group))["messages"][0]["text"] == "Kartu"


async def test_a_chat_can_be_read_from_a_journal_number_on(town: Town, budi: int) -> None:
    """Only what was touched since is returned."""
    before = (await town.chat(budi))["n"]
    await town.call("sendMessage", chat_id=budi, text="baru")
    later = await town.chat(budi, after=before)
    assert [one["text"] for one in later["messages"]] == ["baru"]
    assert later["n"] > before


async def test_readers_of_the_journal_wait_for_the_next_event(town: Town, budi: int) -> None:
    """A long poll ends with the event."""
    last = (await town.get("/sim/journal"))["n"]
    waiting = asyncio.create_task(town.get("/sim/journal", after=last, wait=20))
    await town.call("sendMessage", chat_id=budi, text="halo")
    events = (await waiting)["events"]
    assert [(one["kind"], one["from"], one["chat_id"]) for one in events] == [("message", "bot", budi)]
    assert (await town.get("/sim/journal", after=last + 1, wait=0)) == {"n": last + 1, "events": []}


async def test_message_dates_follow_the_moved_clock(town: Town, budi: int) -> None:
    """Ten days later is ten days later."""
    before = (await town.call("sendMessage", chat_id=budi, text="a"))["result"]["date"]
    moved = await town.post("/sim/clock", offset_seconds=864_000)
    assert (await town.get("/sim/clock"))["offset_seconds"] == moved["offset_seconds"] == 864_000
    after = (await town.call("sendMessage", chat_id=budi, text="b"))["result"]["date"]
    assert 864_000 <= after - before <= 864_030


async def test_what_people_write_is_shown_as_written(town: Town, budi: int) -> None:
    """Markup in a person's text stays text, in the API and in HTML."""
    text = '<script>alert("x")</script> & <b>tebal</b>\nbaris dua'
    await town.text(budi, text)
    shown = await town.last_message(budi)
    assert shown["text"] == text
    assert shown["html"].startswith("&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; &lt;b&gt;")


def test_overlapping_entities_render_as_well_formed_html() -> None:
    """Tags that cross are closed and opened again."""
    crossing: list[dict[str, Any]] = [
        {"type": "bold", "offset": 0, "length": 4},
        {"type": "italic", "offset": 2, "length": 4},
        {"type": "text_link", "offset": 6, "length": 1, "url": 'https://x/"<'},
    ]
    assert to_html("ab😀de&f", crossing) == (
        '<b>ab<i>😀</i></b><i>de</i><a href="https://x/&quot;&lt;" rel="noopener">&amp;</a>f'
    )


async def test_uploaded_pages_are_not_run_by_the_page(town: Town, budi: int) -> None:
    """HTML and SVG are only offered for download."""
    for name in ("a.html", "a.svg"):
        await town.http.post(f"/sim/people/{budi}/files", files={"files": (name, b"<script>1</script>")})
        answer = await town.http.get((await town.last_message(budi))["file"]["url"])
        assert answer.headers["content-disposition"].startswith("attachment")
        assert answer.headers["content-type"] == "application/octet-stream"


async def test_the_event_stream_carries_the_journal(town: Town, budi: int) -> None:
    """A page that reconnects gets what it missed."""
    async with town.http.stream("GET", "/sim/stream", headers={"last-event-id": "0"}) as stream:
        async for line in stream.aiter_lines():
            if line.startswith("data:"):
                assert '"kind":"person"' in line
                break
