"""Who plays in `monev gladi`: the people of the sample office by their codes, their phones, playing side by side."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from dataclasses import dataclass, field

from bot.phone import Phone

IKP, APTIKA = "Bidang Informasi dan Komunikasi Publik", "Bidang Aplikasi Informatika"
STATISTIK, UMUM = "Bidang Statistik dan Persandian", "Sub Bagian Umum dan Kepegawaian"
HEAD, SECRETARY, PLANNER = "hendra", "ratna", "dewi"
ANDI, BUDI, CITRA = "andi", "budi", "citra"
FILLERS = {IKP: "gilang", APTIKA: "kartika", STATISTIK: "nanda"}
CHIEFS = {IKP: "eko", APTIKA: "irfan", STATISTIK: "lukman", UMUM: "oktavia"}


@dataclass(frozen=True)
class Cast:
    """Everyone's phone and one-time link by the person's code, and what struck while playing."""

    phones: Mapping[str, Phone]
    links: Mapping[str, str]
    remarks: list[str] = field(default_factory=list)

    def __getitem__(self, code: str) -> Phone:
        """Return a person's phone."""
        return self.phones[code]


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
