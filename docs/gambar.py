"""Makes the pictures of the guide from the running demo: `python docs/gambar.py`, in the developers' environment.

A quarter is played up to its middle on the real bot; each actor's phone is photographed at the moment that matters.
"""

import asyncio
import io
import os
import shutil
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from aiohttp import ClientSession
from openpyxl import Workbook
from PIL import Image
from playwright.async_api import Page, async_playwright

from bot.demo import start
from bot.marks import marks_kept
from bot.phone import Phone
from bot.stage import free_port, move_clock, open_stage, post

HERE = Path(__file__).parent / "gambar"
QUARTER = "Triwulan III 2026"
IKP = "Bidang Informasi dan Komunikasi Publik"
APTIKA = "Bidang Aplikasi Informatika"
STATISTIK = "Bidang Statistik dan Persandian"
UMUM = "Sub Bagian Umum dan Kepegawaian"
FILLERS = {IKP: "gilang", APTIKA: "joko", STATISTIK: "nanda", UMUM: "putra"}
CHIEFS = {IKP: "eko", APTIKA: "irfan", STATISTIK: "lukman", UMUM: "oktavia"}
REMINDED_AT = datetime(2026, 10, 8, 7, 30, 5, tzinfo=ZoneInfo("Asia/Jakarta"))
PHONE, PAGE = (460, 1160), (1440, 900)
COLOURS = 256
LARGEST = 150_000
"""Bytes: a picture of the guide is to load quickly."""
CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]


class Studio:
    """The phones of the demo, and the page on which they are photographed."""

    def __init__(self, session: ClientSession, url: str, phones: dict[str, Phone], page: Page) -> None:
        self._session = session
        self._url = url
        self._phones = phones
        self._page = page

    def __getitem__(self, code: str) -> Phone:
        """Return a person's phone."""
        return self._phones[code]

    async def moves_to(self, instant: datetime) -> None:
        """Move everybody's clock."""
        await move_clock(self._session, self._url, instant)

    async def photograph(self, name: str, *codes: str) -> None:
        """Save one phone by itself, or the whole page with several."""
        ids = ",".join(str(self._phones[code].user_id) for code in codes)
        width, height = PHONE if len(codes) == 1 else PAGE
        await self._page.set_viewport_size({"width": max(width, 900), "height": height})
        await self._page.goto("about:blank")
        await self._page.goto(f"{self._url}/#orang={ids}")
        for code in codes:
            shown = self._page.get_by_role("region", name=f"Ponsel {self._phones[code].name}", exact=True)
            await shown.wait_for()
        await self._page.wait_for_load_state("load")
        await self._page.wait_for_timeout(1_200)
        taken = await (shown.screenshot() if len(codes) == 1 else self._page.screenshot())
        self._save(name, taken)

    @staticmethod
    def _save(name: str, taken: bytes) -> None:
        picture = Image.open(io.BytesIO(taken)).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
        path = HERE / f"{name}.png"
        picture.save(path, optimize=True)
        size = path.stat().st_size
        sys.stdout.write(f"{path.name}: {size // 1000} KB\n")
        if size > LARGEST:
            sys.exit(f"{path.name} is larger than {LARGEST // 1000} KB")


@asynccontextmanager
async def opened(folder: Path) -> AsyncIterator[Studio]:
    """Start the demo with everyone connected, and a browser at its page."""
    os.environ["MONEV_LIMITS"] = "off"  # nobody waits for Telegram's pace here
    found = os.environ.get("CHROMIUM_PATH") or next((path for name in CHROMIUM if (path := shutil.which(name))), None)
    async with AsyncExitStack() as stack:
        stage = await open_stage(stack, free_port(), folder, print)
        await post(stage.session, f"{stage.url}/sim/settings", {"limits": False})
        await stack.enter_async_context(marks_kept(stage.session, stage.url, stage.settings))
        for code, player in stage.players.items():
            await start(stage.session, stage.url, player, stage.links[code])
        phones = {
            code: Phone(stage.session, stage.url, player.user_id, player.name, patience=60.0)
            for code, player in stage.players.items()
        }
        for phone in phones.values():
            await phone.sees("Selamat datang", after=0)
        playwright = await stack.enter_async_context(async_playwright())
        browser = await playwright.chromium.launch(executable_path=found, args=QUIET)
        page = await browser.new_page(locale="id-ID", color_scheme="light")
        yield Studio(stage.session, stage.url, phones, page)
        await browser.close()


async def order_and_direct(studio: Studio) -> None:
    """Play steps 1 and 2: the disposisi as it is about to go out, and the Sekretaris who is asked for the direction."""
    hendra, ratna = studio["hendra"], studio["ratna"]
    await hendra.taps("Buat disposisi", within=QUARTER)
    await hendra.sees("belum terkirim", "[Kirim]")
    await studio.photograph("kepala-dinas", "hendra")
    await hendra.taps("Kirim", within="belum terkirim")
    await hendra.taps("Kirim sekarang")
    await ratna.taps("Terima dan beri arahan")
    await ratna.sees("Apa arahan Bapak/Ibu untuk Tim Monev")
    await studio.photograph("sekretaris", "ratna")
    await ratna.taps("Laksanakan monev")
    await ratna.taps("Kirim arahan ke Tim")
    await ratna.sees("Arahan terkirim ke Tim")


async def coordinate(studio: Studio) -> None:
    """Step 3, and the order of step 4: a member of the Tim visits the units; the list shows how far it is."""
    budi = studio["budi"]
    await budi.taps("Mulai koordinasi")
    for unit in (IKP, APTIKA, STATISTIK, UMUM):
        await budi.taps(unit, within="Pilih unit")
        await budi.taps("Catat hasil koordinasi", within=unit)
        await budi.sees("Apa hasil koordinasi", unit)
        await budi.says("8 indikator; bukti dukung dari aplikasi; realisasi anggaran menyusul Kamis.")
        await budi.taps("Simpan hasil koordinasi", within=unit)
        await budi.sees(f"Hasil koordinasi {unit} tercatat")
        await budi.taps("Daftar unit", within=f"Hasil koordinasi {unit}")
        await budi.sees("Pilih unit")
        if unit == APTIKA:
            await studio.photograph("tim-monev", "budi")
    await budi.taps("Perintahkan semua yang siap (4)")
    await budi.sees("Tekan Kirim perintah")
    await budi.taps("Kirim perintah", within="Tekan Kirim perintah")
    await budi.sees("Perintah terkirim ke")


async def remind(studio: Studio) -> None:
    """Five working days before the data are due, at opening: who still owes them is asked what they answer."""
    await studio.moves_to(REMINDED_AT)
    await studio["joko"].sees("Pengingat", "[Besok pagi]", "[Minta perpanjangan]", after=0)
    await studio.photograph("pengingat", "joko")


async def collect(studio: Studio) -> None:
    """Step 4: the data of three units come in, one of them as the Kabid sees it."""
    for unit in (IKP, STATISTIK, APTIKA):
        staf, kabid = studio[FILLERS[unit]], studio[CHIEFS[unit]]
        await staf.taps("Buka perintah")
        await staf.taps("Kirim data", within=unit)
        await staf.sees("Kirim berkasnya sekarang")
        await staf.sends(("Data_TW_III.xlsx", _workbook()), caption="Realisasi anggaran per 30 September.")
        await staf.sees("Data_TW_III.xlsx", "[Kirim ke Kabid]")
        if unit == APTIKA:
            await studio.photograph("staf", FILLERS[unit])
        await staf.taps("Kirim ke Kabid", within="Data_TW_III.xlsx")
        await kabid.taps("Periksa data", within=unit)
        await kabid.sees("[Setujui dan kirim]", "[Kembalikan]")
        if unit == APTIKA:
            await studio.photograph("kabid", CHIEFS[unit])
            return
        await kabid.taps("Setujui dan kirim", within=unit)
        await kabid.sees("disetujui dan terkirim")


async def evaluate(studio: Studio) -> None:
    """Step 5: one unit's data are accepted, the list shows the rest."""
    dewi = studio["dewi"]
    await dewi.taps("Buka data unit", within=STATISTIK)
    await dewi.taps("Terima", within=f"Evaluasi {QUARTER}: {STATISTIK}")
    await dewi.taps("Daftar evaluasi", within="diterima")
    await dewi.sees("Evaluasi data", "Laporan menunggu")
    await studio.photograph("perencanaan", "dewi")


async def look_on(studio: Studio) -> None:
    """Photograph the whole page in mid-quarter."""
    await studio["hendra"].presses("Tugas saya")
    await studio["hendra"].sees("Tidak ada tugas")
    await studio["ratna"].presses("Status")
    await studio["ratna"].sees("Status monev", "Unit kerja")
    await studio.photograph("halaman", "hendra", "ratna", "irfan")
    await studio["ratna"].taps("Gambar garis waktu", within="Status monev")
    await studio["ratna"].sees(f"Garis waktu {QUARTER}", "[Kepatuhan waktu]")
    await studio.photograph("garis-waktu", "ratna")


def _workbook() -> bytes:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in (("Indikator", "Target", "Realisasi"), ("Indeks SPBE", 3.2, 3.4), ("Penanganan aduan (jam)", 24, 26)):
        sheet.append(row)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


async def main() -> None:
    """Play and photograph."""
    HERE.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="monev-gambar-") as folder:
        async with opened(Path(folder)) as studio:
            await order_and_direct(studio)
            await coordinate(studio)
            await remind(studio)
            await collect(studio)
            await evaluate(studio)
            await look_on(studio)


if __name__ == "__main__":
    asyncio.run(main())
