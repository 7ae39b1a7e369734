"""Several phones on one screen."""

import re

import pytest
from playwright.async_api import expect
from screen import Screen

pytestmark = pytest.mark.browser


async def test_choosing_whose_phones_are_shown(screen: Screen) -> None:
    """The first three are open; the list adds, removes and remembers them, and counts what is unread."""
    people = [await screen.person(name) for name in ("Ani", "Budi", "Citra", "Dewi")]
    await screen.show()
    page = screen.page
    phones = page.locator(".phone")
    await expect(phones).to_have_count(3)
    await screen.bot("sendMessage", chat_id=people[3], text="Untuk Dewi")
    entry = page.locator("#people-list li").nth(3)
    await expect(entry.get_by_label("1 belum dibaca")).to_be_visible()
    await page.get_by_role("button", name="Tutup ponsel Budi").click()
    await entry.get_by_role("button").click()
    await expect(screen.phone("Dewi").get_by_text("Untuk Dewi")).to_be_visible()
    await expect(page).to_have_url(re.compile(f"#orang={people[0]},{people[2]},{people[3]}$"))
    await page.reload()
    await expect(phones).to_have_count(3)
    await expect(screen.phone("Budi")).to_have_count(0)
    await expect(entry.get_by_label("1 belum dibaca")).to_have_count(0)


async def test_adding_a_person(screen: Screen) -> None:
    """A new person gets a phone at once."""
    await screen.show()
    page = screen.page
    await page.get_by_role("button", name="Tambah orang").click()
    await page.get_by_label("Nama").fill("Rina Marlina")
    await page.get_by_label("Jabatan").fill("Staf")
    await page.get_by_role("button", name="Simpan").click()
    await expect(screen.phone("Rina Marlina").locator(".messages.empty")).to_be_visible()
    await expect(screen.phone("Rina Marlina").get_by_role("heading")).to_have_text("Rina Marlina")


async def test_groups_are_a_tab_of_the_phone(screen: Screen) -> None:
    """A person in a group can switch to it and write there."""
    budi = await screen.person("Budi")
    group = (await screen.http.post("/sim/groups", json={"title": "Tim Monev", "members": [budi]})).json()["id"]
    await screen.bot("sendMessage", chat_id=group, text="Kartu kelompok")
    await screen.show()
    phone = screen.phone("Budi")
    await phone.get_by_role("tab", name="Tim Monev").click()
    await expect(phone.get_by_text("Kartu kelompok")).to_be_visible()
    await phone.get_by_label("Tulis pesan sebagai Budi").fill("/status")
    await phone.get_by_role("button", name="Kirim", exact=True).click()
    await screen.next_update("message")
    assert (await screen.next_update("message"))["chat"]["id"] == group


async def test_blocking_the_bot(screen: Screen) -> None:
    """The phone's menu blocks the bot and takes it back; writing meanwhile explains itself."""
    await screen.person("Budi")
    await screen.show()
    phone = screen.phone("Budi")
    await phone.get_by_role("button", name="Pilihan ponsel").click()
    await phone.get_by_role("menuitem", name="Blokir bot").click()
    assert (await screen.next_update("my_chat_member"))["new_chat_member"]["status"] == "kicked"
    await expect(phone).to_have_class(re.compile("blocked"))
    await phone.get_by_role("button", name="Pilihan ponsel").click()
    await phone.get_by_role("menuitem", name="Buka blokir bot").click()
    assert (await screen.next_update("my_chat_member"))["new_chat_member"]["status"] == "member"


async def test_the_clock_and_the_narrow_screen(screen: Screen) -> None:
    """The top bar shows the moved clock; on a small phone everything fits its width."""
    await screen.person("Budi")
    await screen.page.set_viewport_size({"width": 390, "height": 844})
    await screen.http.post("/sim/clock", json={"offset_seconds": 864_000})
    await screen.show()
    await expect(screen.page.locator("#clock-time.moved")).to_be_visible()
    width = await screen.page.evaluate("document.documentElement.scrollWidth")
    assert width == 390
    await screen.page.get_by_role("button", name="Buka daftar orang").click()
    await expect(screen.page.get_by_role("navigation", name="Daftar orang")).to_be_visible()
