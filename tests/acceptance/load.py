"""A crowd that writes, asks and sends files beside a story, every message with a number of its own."""

import asyncio
import random
from dataclasses import dataclass, field

import aiohttp

from acceptance.office import Office
from acceptance.papers import pdf
from bot.phone import Phone

BYSTANDERS = ("andi", "fitri", "hana", "kartika", "maya")
"""People of the office who have no part in the quarter as it is told."""
STRANGERS = 3
AT_ONCE = 40


@dataclass
class Crowd:
    """Who writes. `texts` are the numbered texts that were sent so far, each with its update's id."""

    office: Office
    rng: random.Random
    strangers: list[Phone]
    texts: dict[str, int] = field(default_factory=dict)
    files: int = 0
    number: int = 0

    @classmethod
    async def gathers(cls, office: Office, rng: random.Random) -> "Crowd":
        """Bring the strangers in."""
        return cls(office, rng, [await office.stranger(f"Tamu {number}") for number in range(STRANGERS)])

    async def writes(self, count: int) -> None:
        """Send so many updates, as fast as the simulator takes them."""
        slots = asyncio.Semaphore(AT_ONCE)

        async def one(number: int) -> None:
            async with slots:
                await self._write(number)

        numbers = range(self.number + 1, self.number + count + 1)
        self.number += count
        await asyncio.gather(*(one(number) for number in numbers))

    async def _write(self, number: int) -> None:
        people = [*(self.office[code] for code in BYSTANDERS), *self.strangers]
        phone = people[number % len(people)]
        kind = self.rng.random()
        if kind < 0.1 and phone not in self.strangers:
            await self._send_file(phone, number)
            return
        text = f"Catatan nomor {number}." if kind < 0.75 else ("/tugas", "/status", "/kirim", "/batal")[number % 4]
        answer = await self._post(phone, "text", json={"text": text})
        if text.startswith("Catatan"):
            self.texts[text] = answer["update_id"]

    async def _send_file(self, phone: Phone, number: int) -> None:
        form = aiohttp.FormData()
        form.add_field("kind", "document")
        form.add_field("files", pdf(f"berkas {number}"), filename=f"berkas-{number}.pdf")
        await self._post(phone, "files", data=form)
        self.files += 1

    async def _post(self, phone: Phone, act: str, **body: object) -> dict[str, int]:
        url = f"{phone.url}/sim/people/{phone.user_id}/{act}"
        async with phone.session.post(url, **body) as answer:  # type: ignore[arg-type]
            answer.raise_for_status()
            found: dict[str, int] = await answer.json()
            return found
