"""Who plays in `monev gladi`: the people of the sample office by their codes, their phones, playing side by side."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from dataclasses import dataclass, field

from bot.gladi.daybook import DayBook
from bot.gladi.documents import Document
from bot.gladi.report import HeardPhone
from bot.phone import Seen, UnansweredError

IKP, APTIKA = "Bidang Informasi dan Komunikasi Publik", "Bidang Aplikasi Informatika"
STATISTIK, UMUM = "Bidang Statistik dan Persandian", "Sub Bagian Umum dan Kepegawaian"
HEAD, SECRETARY, PLANNER = "hendra", "ratna", "dewi"
ANDI, BUDI, CITRA = "andi", "budi", "citra"
FILLERS = {IKP: "gilang", APTIKA: "kartika", STATISTIK: "nanda", UMUM: "putra"}
CHIEFS = {IKP: "eko", APTIKA: "irfan", STATISTIK: "lukman", UMUM: "oktavia"}


@dataclass
class Cast:
    """Everyone's phone and one-time link by the person's code.

    `since` is the journal's number from which on time passed towards the present scene. `documents` are what people
    got in chat, by folder and file name; `papers` is what else the scenes leave to be kept. `average` is the office's
    average capaian as the Kepala Dinas saw it.
    """

    phones: Mapping[str, HeardPhone]
    links: Mapping[str, str]
    book: DayBook
    since: int = 0
    papers: dict[str, bytes] = field(default_factory=dict)
    documents: dict[str, Document] = field(default_factory=dict)
    average: str = ""

    def __getitem__(self, code: str) -> HeardPhone:
        """Return a person's phone."""
        return self.phones[code]

    async def heard(self, code: str, *parts: str) -> Seen:
        """Return the newest of what time has brought a person since the scene before that holds all these parts.

        Raises UnansweredError where there is none: all has been told by now.
        """
        came = [each for each in await self[code].messages(self.since) if each.from_bot and not each.pinned]
        for message in reversed(came):
            whole = " ".join((message.text, *(f"[{label}]" for label in message.buttons)))
            if all(part in whole for part in parts):
                return message
        shown = "\n---\n".join(message.text for message in came)
        raise UnansweredError(f"{code} was not told {parts}, but:\n{shown}")

    async def is_told(self, code: str, *parts: str) -> Seen:
        """Wait until a person is told something that holds these parts, and enter it in the day book with answers."""
        seen = await self[code].sees(*parts, after=self.since)
        self.book.shows(code, seen.text, seen.buttons)
        return seen


Act = Callable[[Cast], Awaitable[None]]


async def together(*acts: Coroutine[None, None, None]) -> None:
    """Play these side by side; the first that fails ends the others, and its error is raised."""
    playing = [asyncio.create_task(act) for act in acts]
    try:
        await asyncio.gather(*playing)
    finally:
        for task in playing:
            task.cancel()
        await asyncio.gather(*playing, return_exceptions=True)
