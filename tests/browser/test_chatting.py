"""Chatting by hand on the simulator's page."""

import pytest
from playwright.async_api import expect
from screen import Screen

pytestmark = pytest.mark.browser


async def test_typing_and_formatted_answers(screen: Screen) -> None:
    """What is typed arrives as typed; what the bot formats is shown formatted."""
    budi = await screen.person("Budi", "Sekretaris")
    await screen.show()
    phone = screen.phone("Budi")
    await expect(phone.get_by_text("Sekretaris")).to_be_visible()
    field = phone.get_by_label("Tulis pesan sebagai Budi")
    await field.fill("baris satu <b>&")
    await field.press("Shift+Enter")
    await field.press_sequentially("baris dua")
    await field.press("Enter")
    await expect(phone.locator(".message.own .words").last).to_have_text("baris satu <b>&\nbaris dua")
    await screen.next_update("message")
    assert (await screen.next_update("message"))["text"] == "baris satu <b>&\nbaris dua"
    text = 'Halo <b>Bapak</b>, <a href="https://example.org">buka</a> <tg-spoiler>rahasia</tg-spoiler>'
    await screen.bot("sendMessage", chat_id=budi, text=text, parse_mode="HTML")
    answer = phone.locator(".message.other").last
    await expect(answer.locator("strong")).to_have_text("Bapak")
    await expect(answer.get_by_role("link", name="buka")).to_have_attribute("href", "https://example.org")
    await answer.get_by_label("Tampilkan teks tersembunyi").click()
    await expect(answer.locator(".spoiler.shown")).to_be_visible()


async def test_tapping_buttons(screen: Screen) -> None:
    """A tap reaches the bot; its answer shows as a toast, an alert, or an edited message."""
    budi = await screen.person("Budi")
    await screen.show()
    phone = screen.phone("Budi")
    row = [
        {"text": "Setuju", "callback_data": "ya", "style": "success"},
        {"text": "Tolak", "callback_data": "tidak", "style": "danger"},
    ]
    sent = await screen.bot("sendMessage", chat_id=budi, text="Setuju?", reply_markup={"inline_keyboard": [row]})
    await phone.get_by_role("button", name="Setuju").click()
    query = await screen.next_update("callback_query")
    assert query["data"] == "ya"
    await screen.bot("answerCallbackQuery", callback_query_id=query["id"], text="Tercatat")
    await expect(phone.get_by_text("Tercatat")).to_be_visible()
    await phone.get_by_role("button", name="Tolak").click()
    query = await screen.next_update("callback_query")
    await screen.bot("answerCallbackQuery", callback_query_id=query["id"], text="Yakin?", show_alert=True)
    alert = phone.get_by_role("alertdialog")
    await expect(alert).to_contain_text("Yakin?")
    await alert.get_by_role("button", name="Baik").click()
    await screen.bot("editMessageText", chat_id=budi, message_id=sent["message_id"], text="Sudah disetujui")
    await expect(phone.locator(".message.other .words").last).to_have_text("Sudah disetujui")
    await expect(phone.get_by_text("diedit")).to_be_visible()
    await expect(phone.get_by_role("button", name="Setuju")).to_have_count(0)


async def test_reply_keyboard_and_commands(screen: Screen) -> None:
    """The keyboard's buttons and the command menu write for the person."""
    budi = await screen.person("Budi")
    await screen.bot("setMyCommands", commands=[{"command": "tugas", "description": "Tugas saya"}])
    await screen.show()
    phone = screen.phone("Budi")
    markup = {"keyboard": [["Tugas saya", "Status"]], "is_persistent": True, "resize_keyboard": True}
    await screen.bot("sendMessage", chat_id=budi, text="Menu", reply_markup=markup)
    await phone.get_by_role("group", name="Papan tombol").get_by_role("button", name="Status").click()
    await expect(phone.locator(".message.own .words").last).to_have_text("Status")
    await phone.get_by_role("button", name="Menu perintah").click()
    await phone.get_by_role("button", name="/tugas").click()
    await expect(phone.locator(".message.own .words").last).to_have_text("/tugas")
    await screen.bot("sendMessage", chat_id=budi, text="Tutup", reply_markup={"remove_keyboard": True})
    await expect(phone.get_by_role("group", name="Papan tombol")).to_be_hidden()


async def test_changing_an_own_message(screen: Screen) -> None:
    """The message menu offers to change it; the bot hears of it."""
    await screen.person("Budi", starts=False)
    await screen.show()
    phone = screen.phone("Budi")
    field = phone.get_by_label("Tulis pesan sebagai Budi")
    await field.fill("sembilan")
    await field.press("Enter")
    await phone.locator(".message.own .bubble").hover()
    await phone.get_by_role("button", name="Pilihan pesan").click()
    await phone.get_by_role("menuitem", name="Ubah").click()
    await expect(field).to_have_value("sembilan")
    await field.fill("9")
    await field.press("Enter")
    assert (await screen.next_update("edited_message"))["text"] == "9"
    await expect(phone.locator(".message.own .words")).to_have_text("9")
    await expect(phone.get_by_text("diedit")).to_be_visible()


async def test_pinned_message_and_typing(screen: Screen) -> None:
    """A pinned message stays on top, and what the bot is doing shows under the name."""
    budi = await screen.person("Budi")
    await screen.show()
    phone = screen.phone("Budi")
    card = (await screen.bot("sendMessage", chat_id=budi, text="Kartu siklus\n7 langkah"))["message_id"]
    await screen.bot("pinChatMessage", chat_id=budi, message_id=card)
    await expect(phone.get_by_role("button", name="Pesan disematkan")).to_contain_text("Kartu siklus")
    await screen.bot("sendChatAction", chat_id=budi, action="typing")
    await expect(phone.get_by_text("sedang mengetik…")).to_be_visible()
    await screen.bot("unpinAllChatMessages", chat_id=budi)
    await expect(phone.get_by_role("button", name="Pesan disematkan")).to_be_hidden()


async def test_links_to_the_bot_act_inside(screen: Screen) -> None:
    """An invitation link starts the bot with its code."""
    budi = await screen.person("Budi")
    username = (await screen.bot("getMe"))["username"]
    await screen.show()
    await screen.bot("sendMessage", chat_id=budi, text=f"Undangan: https://t.me/{username}?start=kode-7")
    await screen.phone("Budi").get_by_role("link").click()
    await screen.next_update("message")
    assert (await screen.next_update("message"))["text"] == "/start kode-7"
