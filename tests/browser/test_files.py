"""Sending and looking at files on the simulator's page."""

import pytest
from playwright.async_api import FilePayload, expect
from screen import Screen, pdf, png

pytestmark = pytest.mark.browser


async def test_sending_an_album(screen: Screen) -> None:
    """Several pictures are chosen, captioned and sent as one album."""
    await screen.person("Budi", starts=False)
    await screen.show()
    files: list[FilePayload] = [{"name": f"{n}.png", "mimeType": "image/png", "buffer": png()} for n in range(3)]
    await screen.phone("Budi").get_by_label("Pilih berkas untuk Budi").set_input_files(files)
    dialog = screen.page.get_by_role("dialog", name="Kirim berkas")
    await expect(dialog.get_by_label("Kirim sebagai satu album")).to_be_checked()
    await dialog.get_by_label("Keterangan").fill("Bukti dukung")
    await dialog.get_by_role("button", name="Kirim 3 berkas").click()
    await expect(screen.phone("Budi").locator(".message.own .picture")).to_have_count(3)
    messages = [await screen.next_update("message") for _ in range(3)]
    assert len({message["media_group_id"] for message in messages}) == 1
    assert messages[0]["caption"] == "Bukti dukung"
    assert all(message["photo"] for message in messages)


async def test_looking_at_pictures_and_documents(screen: Screen) -> None:
    """A picture and a PDF open inside the page; both can be downloaded."""
    budi = await screen.person("Budi")
    await screen.show()
    await screen.bot("sendPhoto", {"photo": ("capaian.png", png(), "image/png")}, chat_id=budi)
    await screen.bot("sendDocument", {"document": ("Disposisi 001.pdf", pdf())}, chat_id=budi, caption="Lembar")
    phone, page = screen.phone("Budi"), screen.page
    await phone.get_by_role("button", name="Lihat gambar capaian.png").click()
    image = page.get_by_role("dialog", name="capaian.png").get_by_role("img")
    await expect(image).to_have_js_property("naturalWidth", 64)
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("dialog")).to_have_count(0)
    await phone.get_by_role("button", name="Lihat Disposisi 001.pdf").click()
    dialog = page.get_by_role("dialog", name="Disposisi 001.pdf")
    await expect(dialog.locator("iframe")).to_have_attribute("src", "/sim/files/990001/documents/file_1.pdf")
    async with page.expect_download() as download:
        await dialog.get_by_role("link", name="Unduh").click()
    assert (await download.value).suggested_filename == "Disposisi 001.pdf"


async def test_sending_a_voice_note_from_a_file(screen: Screen) -> None:
    """A sound file becomes a voice note."""
    await screen.person("Budi", starts=False)
    await screen.show()
    await screen.phone("Budi").get_by_role("button", name="Pesan suara").click()
    sound: FilePayload = {"name": "arahan.ogg", "mimeType": "audio/ogg", "buffer": b"OggS" * 50}
    await screen.page.get_by_label("Berkas suara").set_input_files(sound)
    await expect(screen.phone("Budi").locator("audio")).to_be_visible()
    assert (await screen.next_update("message"))["voice"]["mime_type"] == "audio/ogg"
