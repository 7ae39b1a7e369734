"""Many chats at once: answers come in the order of the questions, and nobody waits for somebody else's trouble."""

import asyncio
import re
from collections.abc import AsyncIterator, Coroutine, Iterable
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from acceptance.office import Office, open_office
from acceptance.papers import pdf
from bot.office_file import HoldingDraft, OfficeDraft, PersonDraft, PostDraft, sample_office
from bot.phone import Phone
from workflow.office import Role

TEXTS = 5
SLOW_MS = 5_000
FETCH_MS = 2_000
BIG = 19_900_000
IN_ORDER = list(range(1, TEXTS + 1))


def crowded(people: int) -> OfficeDraft:
    """Return the sample office with so many more Tim members, each with a post of their own."""
    draft = sample_office().draft
    began = draft.holdings[0].from_on
    codes = [f"anggota-{number}" for number in range(people)]
    return replace(
        draft,
        posts=(*draft.posts, *(PostDraft(code, f"Anggota Tim {code}", Role.TIM) for code in codes)),
        people=(*draft.people, *(PersonDraft(code, f"{code.title()} Contoh") for code in codes)),
        holdings=(*draft.holdings, *(HoldingDraft(code, code, began) for code in codes)),
    )


@asynccontextmanager
async def crowd(folder: Path, people: int) -> AsyncIterator[tuple[Office, list[Phone]]]:
    """Open an office with so many Tim members, each with an open form, and return it with their phones."""
    async with open_office(folder, draft=crowded(people)) as office:
        await office.everyone_joins("hendra", "ratna")
        await _the_cycle_reaches_the_team(office)
        codes = [code for code in office.phones if code.startswith("anggota-")]
        members = [office[code] for code in codes]
        await office.everyone_joins(*codes)
        await _open_forms(office, members)
        yield office, members


async def _the_cycle_reaches_the_team(office: Office) -> None:
    hendra, ratna = office["hendra"], office["ratna"]
    await hendra.taps("Buat disposisi")
    await hendra.taps("Kirim", within="belum terkirim")
    await hendra.taps("Kirim sekarang")
    await ratna.taps("Terima dan beri arahan")
    await ratna.taps("Laksanakan monev")
    await ratna.taps("Kirim arahan ke Tim")
    await ratna.sees("Arahan terkirim ke Tim")


async def _open_forms(office: Office, members: list[Phone]) -> None:
    """Have all of them open the form of the same unit, one tap at a time."""
    for label, within in (
        ("Koordinasi dengan unit", "Tugas Bapak/Ibu"),
        ("Bidang Aplikasi", "Pilih unit"),
        ("Catat hasil koordinasi", "Bidang Aplikasi"),
    ):
        await office.settles(30.0)
        for phone in members:
            await phone.taps(label, within=within)
    await office.settles(30.0)


async def _writes(phone: Phone) -> None:
    for number in IN_ORDER:
        await phone.says(f"Butir nomor {number}.")


async def _all(work: Iterable[Coroutine[Any, Any, Any]]) -> None:
    await asyncio.gather(*work)


async def _answers(phone: Phone) -> list[tuple[int, list[int]]]:
    """Return the chat's previews in the order in which they came: journal number, and which texts each holds."""
    chat = await phone.chat()
    found = [
        (message["n"], [int(number) for number in re.findall(r"Butir nomor (\d)", message["text"])])
        for message in chat["messages"]
        if message["from"] == "bot" and "Hasil koordinasi:" in message.get("text", "")
    ]
    return sorted(found)


async def _is_answered_in_order(phone: Phone) -> bool:
    """Tell whether every text got its answer, each with all texts up to then."""
    return [numbers for _, numbers in await _answers(phone)] == [IN_ORDER[:count] for count in IN_ORDER]


async def test_two_hundred_chats_are_answered_each_in_its_order(tmp_path: Path) -> None:
    """Two hundred people send five texts each at 50 ms a call: in every chat the answers follow the texts."""
    async with crowd(tmp_path, 200) as (office, members):
        await office.simulate("settings", latency_ms=50)
        await _all(_writes(phone) for phone in members)
        await office.settles(60.0)
        disordered = [phone.name for phone in members if not await _is_answered_in_order(phone)]
        assert disordered == []


async def test_a_slow_a_failing_and_a_flooded_chat_delay_nobody_else(tmp_path: Path) -> None:
    """Chats that answer after 5 s, with 500 and with 429 get their answers late; all others have theirs before."""
    async with crowd(tmp_path, 20) as (office, members):
        slow, failing, flooded, *healthy = members
        await office.simulate("settings", chat_latency_ms={str(slow.user_id): SLOW_MS})
        await office.simulate("faults", chat_id=failing.user_id, status=500, times=2)
        await office.simulate("faults", chat_id=flooded.user_id, status=429, retry_after=3, times=1)
        await _all(_writes(phone) for phone in members)
        for phone in (failing, flooded):
            await phone.sees("Hasil koordinasi:", "Butir nomor 5", after=0)
        last = max([n for phone in healthy for n, _ in await _answers(phone)])
        for phone in (failing, flooded):
            assert (await _answers(phone))[0][0] > last, "whom the trouble concerns waits, the others do not"
            assert await _is_answered_in_order(phone)
        assert all([await _is_answered_in_order(phone) for phone in healthy])
        late = await _answers(slow)
        assert len(late) < TEXTS or late[-1][0] > last
        await office.simulate("settings", chat_latency_ms={})
        await office.settles(30.0)
        assert await _is_answered_in_order(slow)


async def test_a_large_upload_and_a_broken_workbook_delay_nobody(tmp_path: Path) -> None:
    """While 20 MB are being fetched for one person and a broken workbook for another, all others are answered."""
    async with crowd(tmp_path, 12) as (office, members):
        uploader, unlucky, *others = members
        await office.simulate("faults", method="getFile", delay_ms=FETCH_MS, times=2)
        await uploader.sends(("besar.pdf", pdf("besar") + bytes(BIG)))
        await uploader.sees("Memeriksa 1 berkas")
        await unlucky.sends(("rusak.xlsx", b"PK\x03\x04" + bytes(5_000)))
        await _all(_writes(phone) for phone in others)
        kept = await uploader.sees("1. besar.pdf", "PDF", "19,9 MB")
        refused = await unlucky.sees("rusak.xlsx", "tidak diterima", "rusak dan tidak dapat dibuka")
        last = max([n for phone in others for n, _ in await _answers(phone)])
        assert all([await _is_answered_in_order(phone) for phone in others])
        assert await _came_at(uploader, kept.message_id) > last
        assert await _came_at(unlucky, refused.message_id) > last


async def _came_at(phone: Phone, message_id: int) -> int:
    """Return the journal number of a message's last change."""
    chat = await phone.chat()
    return next(int(message["n"]) for message in chat["messages"] if message["message_id"] == message_id)
