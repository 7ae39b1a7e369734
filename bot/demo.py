"""`monev demo`: the real bot with the sample office at a local Telegram; one page, many phones."""

import asyncio
import shutil
import signal
import socket
import tempfile
from contextlib import AsyncExitStack
from pathlib import Path

import aiohttp
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn

from bot.office_file import OfficeDraft, sample_office
from bot.stage import (
    Player,
    Process,
    answering,
    bot_environment,
    free_port,
    opening_day,
    post,
    seat_office,
    seat_people,
    settings_of,
)
from workflow.office import Role

PATIENCE = 20.0
console = Console()


async def demonstrate(port: int, data_dir: Path | None) -> int:
    """Show the demo until it is stopped (Ctrl+C); returns the exit code."""
    temporary = None if data_dir else Path(tempfile.mkdtemp(prefix="monev-demo-"))
    folder = data_dir or temporary or Path()
    try:
        async with AsyncExitStack() as stack:
            url = await open_stage(stack, port if _is_free(port) else free_port(), folder)
            console.print(f"\n[bold]Monev siap dicoba:[/bold] {url}")
            console.print("Mulai dari telepon Kepala Dinas: tombol pertamanya sudah menunggu.")
            console.print(f"Catatan bot: {folder / 'bot.log'} · Berhenti: Ctrl+C")
            await _until_stopped()
        return 0
    finally:
        if temporary is not None:
            shutil.rmtree(temporary, ignore_errors=True)


async def open_stage(stack: AsyncExitStack, port: int, folder: Path) -> str:
    """Start simulator and bot, seat the sample office, and return the page's address when it is ready to be used."""
    url = f"http://127.0.0.1:{port}"
    environment = bot_environment(url, folder / "data", opening_day())
    with Progress(SpinnerColumn(), TextColumn("{task.description}"), console=console, transient=True) as progress:
        step = progress.add_task("Menyalakan simulator …")
        await stack.enter_async_context(Process("simulator", "--port", str(port), log=folder / "simulator.log"))
        settings = settings_of(environment)
        session = await stack.enter_async_context(aiohttp.ClientSession())
        await answering(session, url)
        await post(session, f"{url}/sim/clock", {"offset_seconds": settings.clock_offset_seconds})
        progress.update(step, description="Menyiapkan kantor contoh …")
        token = environment["MONEV_BOT_TOKEN"]
        me = await post(session, f"{url}/bot{token}/getMe", {})
        reading = sample_office()
        players = await seat_people(session, url, reading)
        links = await asyncio.to_thread(seat_office, settings, reading.draft, me["result"]["username"])
        progress.update(step, description="Menyalakan bot …")
        log = folder / "bot.log"
        await stack.enter_async_context(Process("bot.cli", "run", environment=environment, log=log))
        for code, player in players.items():
            await start(session, url, player, links[code])
        await _first_button(session, url, players[_head_of(reading.draft)])
    return url


async def start(session: aiohttp.ClientSession, url: str, player: Player, link: str) -> None:
    """Have a person follow their one-time link."""
    secret = link.partition("start=")[2]
    await post(session, f"{url}/sim/people/{player.user_id}/text", {"text": f"/start {secret}"})


def _head_of(draft: OfficeDraft) -> str:
    """Return the code of the Kepala Dinas."""
    post_code = next(post.code for post in draft.posts if post.role is Role.KEPALA_DINAS)
    return next(held.person_code for held in draft.holdings if held.post_code == post_code)


async def _first_button(session: aiohttp.ClientSession, url: str, head: Player) -> None:
    """Wait until the Kepala Dinas has a button to press."""
    seen = 0
    deadline = asyncio.get_running_loop().time() + PATIENCE
    while asyncio.get_running_loop().time() < deadline:
        async with session.get(f"{url}/sim/people/{head.user_id}/chat") as answer:
            chat = await answer.json()
        if any(
            "disposisi" in button["text"].lower()
            for said in chat["messages"]
            for row in said["buttons"]
            for button in row
        ):
            return
        async with session.get(f"{url}/sim/journal", params={"after": seen, "wait": 2}) as answer:
            seen = (await answer.json())["n"]


async def _until_stopped() -> None:
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for wanted in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(wanted, stopped.set)
    await stopped.wait()


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) != 0
