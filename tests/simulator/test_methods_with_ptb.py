"""Every method, called by python-telegram-bot's Bot against a running server and read back as its types."""

from typing import Any

import pytest
import telegram
from simulated_town import TOKEN, Town
from telegram import (
    BotCommand,
    BotCommandScopeChat,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaDocument,
    InputMediaPhoto,
    KeyboardButton,
    MenuButtonCommands,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
    ReplyParameters,
)

BUTTONS = InlineKeyboardMarkup(
    [
        [InlineKeyboardButton("Setuju", callback_data="setuju", style="success")],
        [
            InlineKeyboardButton("Situs", url="https://example.org"),
            InlineKeyboardButton("Salin", copy_text=telegram.CopyTextButton("K-01")),
        ],
    ]
)


async def test_get_me_names_the_bot_by_its_token(bot: telegram.Bot) -> None:
    """The id in the token is the bot's id."""
    me = await bot.get_me()
    assert (me.id, me.is_bot) == (int(TOKEN.split(":")[0]), True)


async def test_messages_written_before_the_bot_first_called_are_not_lost(
    town: Town, budi: int, bot: telegram.Bot
) -> None:
    """Updates wait for a bot that was not there yet."""
    updates = await bot.get_updates()
    assert [update.message.text for update in updates] == ["/start"]
    assert updates[0].message.from_user.id == updates[0].message.chat.id == budi


async def test_sent_text_keeps_its_formatting_and_buttons(town: Town, budi: int, bot: telegram.Bot) -> None:
    """HTML becomes entities, and the inline keyboard stays on the message with its styles."""
    sent = await bot.send_message(budi, "<b>Halo</b> 😀 <i>Bapak</i>", parse_mode="HTML", reply_markup=BUTTONS)
    assert sent.text == "Halo 😀 Bapak"
    assert [(one.type, one.offset, one.length) for one in sent.entities] == [("bold", 0, 4), ("italic", 8, 5)]
    assert sent.reply_markup == BUTTONS
    shown = await town.last_message(budi)
    assert shown["html"] == "<b>Halo</b> 😀 <i>Bapak</i>"
    assert shown["buttons"][1] == [{"text": "Situs", "url": "https://example.org"}, {"text": "Salin", "copy": "K-01"}]


async def test_answers_protection_effects_and_previews_show_on_the_message(budi: int, bot: telegram.Bot) -> None:
    """The optional parameters of sendMessage come back in the message."""
    first = await bot.send_message(budi, "satu")
    second = await bot.send_message(
        budi,
        "dua https://example.org",
        reply_parameters=ReplyParameters(first.id),
        protect_content=True,
        disable_notification=True,
        message_effect_id="5104841245755180586",
        link_preview_options=telegram.LinkPreviewOptions(is_disabled=True),
    )
    assert second.reply_to_message.id == first.id
    assert second.has_protected_content
    assert second.effect_id == "5104841245755180586"
    assert second.link_preview_options.is_disabled
    third = await bot.send_message(
        budi, "tiga", reply_parameters=ReplyParameters(9_999, allow_sending_without_reply=True)
    )
    assert third.reply_to_message is None


async def test_date_time_entities_pass_both_ways(budi: int, bot: telegram.Bot) -> None:
    """A moment can be sent as a tag or as an entity."""
    tagged = await bot.send_message(
        budi, 'Batas <tg-time unix="1700000000" format="wDT">Rabu</tg-time>', parse_mode="HTML"
    )
    entity = tagged.entities[0]
    assert (entity.type, entity.date_time_format) == ("date_time", "wDT")
    again = await bot.send_message(budi, "Batas Rabu", entities=[entity])
    assert again.entities[0].unix_time == entity.unix_time


async def test_reply_keyboard_is_shown_pressed_and_removed(town: Town, budi: int, bot: telegram.Bot) -> None:
    """The keyboard belongs to the chat; pressing a button writes its label."""
    keyboard = ReplyKeyboardMarkup(
        [["Tugas saya", KeyboardButton("Status")]], is_persistent=True, input_field_placeholder="Tulis di sini"
    )
    await bot.send_message(budi, "Menu", reply_markup=keyboard)
    assert (await town.chat(budi))["keyboard"] == [["Tugas saya", "Status"]]
    await town.post(f"/sim/people/{budi}/press", label="Status")
    await town.post(f"/sim/people/{budi}/press", 409, label="Tidak ada")
    assert (await bot.get_updates())[-1].message.text == "Status"
    await bot.send_message(budi, "Tutup", reply_markup=ReplyKeyboardRemove())
    assert (await town.chat(budi))["keyboard"] is None
    await bot.send_message(budi, "Balas", reply_markup=telegram.ForceReply())


async def test_text_and_keyboard_can_be_edited(town: Town, budi: int, bot: telegram.Bot) -> None:
    """An edit changes the message in place and marks it."""
    sent = await bot.send_message(budi, "lama", reply_markup=BUTTONS)
    edited = await bot.edit_message_text("baru", budi, sent.id)
    assert (edited.text, edited.reply_markup) == ("baru", None)
    assert edited.edit_date is not None
    again = await bot.edit_message_reply_markup(budi, sent.id, reply_markup=BUTTONS)
    assert again.reply_markup == BUTTONS
    assert (await town.last_message(budi))["edited"] is True


async def test_documents_arrive_whole_and_can_be_sent_again_by_id(town: Town, budi: int, bot: telegram.Bot) -> None:
    """What is uploaded can be downloaded, on the phone too, and its file_id used again."""
    sent = await bot.send_document(budi, b"%PDF-1.4 isi", filename="laporan akhir.pdf", caption="Laporan")
    assert (sent.document.file_name, sent.document.mime_type, sent.caption) == (
        "laporan akhir.pdf",
        "application/pdf",
        "Laporan",
    )
    file = await bot.get_file(sent.document.file_id)
    assert bytes(await file.download_as_bytearray()) == b"%PDF-1.4 isi"
    again = await bot.send_document(budi, sent.document.file_id)
    assert again.document.file_unique_id == sent.document.file_unique_id
    shown = (await town.last_message(budi))["file"]
    assert (await town.http.get(shown["url"])).content == b"%PDF-1.4 isi"


async def test_file_names_and_texts_of_any_script_stay_intact(town: Town, budi: int, bot: telegram.Bot) -> None:
    """Names with accents and quotes, texts with line breaks of any kind, and long emoji sequences survive."""
    sent = await bot.send_document(budi, b"x", filename="Évaluasi 'ketiga' 😀.xlsx", caption="a\r\nb 👨‍👩‍👧")
    assert sent.document.file_name == "Évaluasi 'ketiga' 😀.xlsx"
    assert sent.caption == "a\nb 👨‍👩‍👧"
    shown = await bot.send_message(budi, "a\r\n<b>b</b>", parse_mode="HTML")
    assert shown.parse_entities() == {shown.entities[0]: "b"}


async def test_photos_have_several_sizes(budi: int, bot: telegram.Bot, png: bytes) -> None:
    """The last size is the photo itself, the smaller ones keep its shape."""
    sent = await bot.send_photo(budi, png, caption="<u>Foto</u>", parse_mode="HTML")
    assert [(size.width, size.height) for size in sent.photo] == [(90, 45), (320, 160), (800, 400), (1000, 500)]
    assert sent.caption_entities[0].type == "underline"
    edited = await bot.edit_message_caption(budi, sent.id, caption="Gambar")
    assert edited.caption == "Gambar"


async def test_voice_notes_keep_their_duration(budi: int, bot: telegram.Bot) -> None:
    """A voice note comes back with what was said about it."""
    sent = await bot.send_voice(budi, b"OggS" * 100, duration=7)
    assert sent.to_dict()["voice"]["duration"] == 7


async def test_an_album_is_several_messages_tied_by_a_number(budi: int, bot: telegram.Bot, png: bytes) -> None:
    """SendMediaGroup returns one message for each part."""
    album = await bot.send_media_group(budi, [InputMediaPhoto(png, caption="satu"), InputMediaPhoto(png)])
    assert len(album) == 2
    assert len({message.media_group_id for message in album}) == 1
    assert album[0].caption == "satu"


async def test_media_can_be_replaced(budi: int, bot: telegram.Bot, png: bytes) -> None:
    """EditMessageMedia swaps file and caption."""
    sent = await bot.send_photo(budi, png, caption="lama")
    edited = await bot.edit_message_media(InputMediaDocument(b"isi", filename="a.txt", caption="baru"), budi, sent.id)
    assert (edited.document.file_name, edited.caption, edited.photo) == ("a.txt", "baru", ())


async def test_messages_can_be_deleted(town: Town, budi: int, bot: telegram.Bot) -> None:
    """One or several messages disappear from the phone."""
    sent = [await bot.send_message(budi, text) for text in ("a", "b", "c")]
    assert await bot.delete_message(budi, sent[0].id)
    assert await bot.delete_messages(budi, [sent[1].id, sent[2].id, 99_999])
    shown = (await town.chat(budi))["messages"]
    assert [one["deleted"] for one in shown] == [False, True, True, True]


async def test_a_tap_is_answered_with_a_toast(town: Town, budi: int, bot: telegram.Bot) -> None:
    """The callback query carries message and data; its answer reaches the phone."""
    sent = await bot.send_message(budi, "Setuju?", reply_markup=BUTTONS)
    await town.post(f"/sim/people/{budi}/tap", message_id=sent.id, label="Setuju")
    query = (await bot.get_updates())[-1].callback_query
    assert (query.data, query.message.message_id, query.from_user.id) == ("setuju", sent.id, budi)
    assert await query.answer("Tercatat", show_alert=True)
    toast = (await town.chat(budi))["toasts"][0]
    assert (toast["text"], toast["alert"], toast["callback_query_id"]) == ("Tercatat", True, query.id)


async def test_messages_can_be_pinned_and_unpinned(town: Town, budi: int, bot: telegram.Bot) -> None:
    """The latest pin is the chat's pinned message."""
    first, second = [await bot.send_message(budi, text) for text in ("a", "b")]
    await bot.pin_chat_message(budi, first.id)
    await bot.pin_chat_message(budi, second.id, disable_notification=True)
    assert (await bot.get_chat(budi)).pinned_message.id == second.id
    await bot.unpin_chat_message(budi)
    assert (await town.chat(budi))["pinned"] == [first.id]
    await bot.unpin_all_chat_messages(budi)
    assert (await bot.get_chat(budi)).pinned_message is None


async def test_commands_are_kept_by_scope(town: Town, budi: int, bot: telegram.Bot) -> None:
    """A person sees the narrowest list that applies."""
    await bot.set_my_commands([BotCommand("bantuan", "Bantuan")])
    await bot.set_my_commands([BotCommand("tugas", "Tugas saya")], scope=BotCommandScopeChat(budi))
    assert (await town.chat(budi))["commands"] == [{"command": "tugas", "description": "Tugas saya"}]
    assert [one.command for one in await bot.get_my_commands()] == ["bantuan"]
    await bot.delete_my_commands(scope=BotCommandScopeChat(budi))
    assert (await town.chat(budi))["commands"][0]["command"] == "bantuan"


async def test_menu_button_name_and_descriptions_are_kept(budi: int, bot: telegram.Bot) -> None:
    """How the bot presents itself is read back as it was set."""
    await bot.set_chat_menu_button(budi, MenuButtonCommands())
    assert isinstance(await bot.get_chat_menu_button(budi), MenuButtonCommands)
    await bot.set_my_name("Monev")
    await bot.set_my_description("Keterangan panjang")
    await bot.set_my_short_description("Singkat")
    assert (await bot.get_my_name()).name == "Monev"
    assert (await bot.get_my_description()).description == "Keterangan panjang"
    assert (await bot.get_my_short_description()).short_description == "Singkat"


async def test_reactions_and_actions_show_on_the_phone(town: Town, budi: int, bot: telegram.Bot) -> None:
    """A reaction stays on the message, an action only until the next message."""
    message = (await town.text(budi, "Sudah saya kirim"))["message_id"]
    await bot.set_message_reaction(budi, message, "👀")
    await bot.send_chat_action(budi, "typing")
    chat = await town.chat(budi)
    assert (chat["messages"][-1]["reaction"], chat["action"]) == ("👀", "typing")
    await bot.send_message(budi, "Terima kasih")
    assert (await town.chat(budi))["action"] is None


async def test_copies_and_forwards_carry_the_content(budi: int, town: Town, bot: telegram.Bot) -> None:
    """A forward names its origin, a copy does not."""
    source = await bot.send_message(budi, "<b>Arahan</b>", parse_mode="HTML")
    siti = await town.person("Siti")
    forwarded = await bot.forward_message(siti, budi, source.id)
    assert (forwarded.text, forwarded.forward_origin.sender_user.id) == ("Arahan", bot.id)
    copied = await bot.copy_message(siti, budi, source.id)
    shown = await town.last_message(siti)
    assert (shown["message_id"], shown["html"]) == (copied.message_id, "<b>Arahan</b>")


async def test_chats_and_members_can_be_looked_up(budi: int, town: Town, bot: telegram.Bot) -> None:
    """GetChat and getChatMember know people and groups; leaving a group ends it."""
    group = await town.post("/sim/groups", title="Tim Monev", members=[budi])
    assert (await bot.get_chat(group["id"])).title == "Tim Monev"
    assert (await bot.get_chat_member(group["id"], budi)).status == "member"
    assert (await bot.get_chat_member(group["id"], bot.id)).status == "member"
    assert await bot.leave_chat(group["id"])
    with pytest.raises(telegram.error.Forbidden, match="bot is not a member of the supergroup chat"):
        await bot.send_message(group["id"], "halo")


async def test_webhook_can_be_set_read_and_removed(bot: telegram.Bot) -> None:
    """The webhook is described as setWebhook was given it."""
    await bot.set_webhook(
        "https://example.org/hook", secret_token="abc-1", max_connections=5, allowed_updates=["message"]
    )
    info = await bot.get_webhook_info()
    assert (info.url, info.max_connections, info.allowed_updates) == ("https://example.org/hook", 5, ("message",))
    await bot.delete_webhook(drop_pending_updates=True)
    assert (await bot.get_webhook_info()).url == ""


async def test_log_out_and_close_are_accepted(bot: telegram.Bot) -> None:
    """Both answer true."""
    assert await bot.log_out()
    assert await bot.close()


async def test_any_way_of_passing_parameters_works(town: Town, budi: int) -> None:
    """Query, form, multipart and JSON mean the same, and method names ignore case."""
    values: dict[str, Any] = {"chat_id": budi, "text": "sama"}
    base = f"/bot{TOKEN}"
    answers = [
        await town.http.get(f"{base}/sendMessage", params=values),
        await town.http.post(f"{base}/SENDMESSAGE", data=values),
        await town.http.post(f"{base}/sendmessage", json=values),
        await town.http.post(f"{base}/sendMessage", data=values, files={"unused": b"x"}),
    ]
    assert [answer.json()["result"]["text"] for answer in answers] == ["sama"] * 4
