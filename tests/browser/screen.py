"""A simulator, a tiny scripted bot over raw HTTP, and the page of the simulator in a real browser."""

import json
import zlib
from dataclasses import dataclass
from typing import Any

import httpx
from playwright.async_api import Locator, Page, expect

BOT = "/bot990001:browser"


@dataclass
class Screen:
    """The page, and the bot behind it."""

    url: str
    page: Page
    http: httpx.AsyncClient
    offset: int = 0

    async def person(self, name: str, note: str = "", *, starts: bool = True) -> int:
        answer = await self.http.post("/sim/people", json={"first_name": name, "note": note})
        person = int(answer.json()["id"])
        if starts:
            await self.http.post(f"/sim/people/{person}/text", json={"text": "/start"})
        return person

    async def show(self, hash_: str = "") -> None:
        await self.page.goto(f"{self.url}/{hash_}")
        await expect(self.page.locator("#connection")).to_have_text("Terhubung")

    def phone(self, name: str) -> Locator:
        return self.page.get_by_role("region", name=f"Ponsel {name}", exact=True)

    async def bot(self, method: str, files: Any = None, /, **values: Any) -> Any:
        """Let the bot call a method."""
        data = {name: value if isinstance(value, str) else json.dumps(value) for name, value in values.items()}
        answer = (await self.http.post(f"{BOT}/{method}", data=data, files=files)).json()
        assert answer["ok"], answer
        return answer["result"]

    async def next_update(self, kind: str) -> dict[str, Any]:
        """Return what the bot receives next of a kind, skipping others."""
        while True:
            updates = await self.bot("getUpdates", offset=self.offset, limit=1, timeout=10)
            assert updates, f"no {kind} came"
            self.offset = updates[0]["update_id"] + 1
            if kind in updates[0]:
                return dict(updates[0][kind])


def png(width: int = 64, height: int = 48) -> bytes:
    """Return a real picture of one colour."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")

    rows = (b"\0" + b"\x20\x80\xa0" * width) * height
    header = width.to_bytes(4, "big") + height.to_bytes(4, "big") + b"\x08\x02\x00\x00\x00"
    parts = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


def pdf() -> bytes:
    """Return the smallest document with one empty page; viewers rebuild its missing table."""
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
    )
