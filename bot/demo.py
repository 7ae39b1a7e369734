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

from bot.marks import marks_kept
from bot.office_file import OfficeDraft
from bot.stage import Player, free_port, open_stage, post
from workflow.office import Role

PATIENCE = 20.0
console = Console()


async def demonstrate(port: int, data_dir: Path | None) -> int:
    """Show the demo until it is stopped (Ctrl+C); returns the exit code."""
    temporary = None if data_dir else Path(tempfile.mkdtemp(prefix="monev-demo-"))
    folder = data_dir or temporary or Path()
    try:
        async with AsyncExitStack() as stack:
            url = await set_up(stack, port if _is_free(port) else free_port(), folder)
            console.print(f"\n[bold]Monev siap dicoba:[/bold] {url}")
            console.print("Mulai dari telepon Kepala Dinas: tombol pertamanya sudah menunggu.")
            console.print("Waktu dimajukan dengan tombol di atas: +1 jam, hari kerja, pengingat, atau Putar.")
            console.print(f"Catatan bot: {folder / 'bot.log'} · Berhenti: Ctrl+C")
            await _until_stopped()
        return 0
    finally:
        if temporary is not None:
            shutil.rmtree(temporary, ignore_errors=True)


async def set_up(stack: AsyncExitStack, port: int, folder: Path) -> str:
    """Open the stage, have everyone follow their link, and return the page's address when it is ready to be used."""
    with Progress(SpinnerColumn(), TextColumn("{task.description}"), console=console, transient=True) as progress:
        step = progress.add_task("")
        stage = await open_stage(stack, port, folder, lambda doing: progress.update(step, description=doing))
        await stack.enter_async_context(marks_kept(stage.session, stage.url, stage.settings))
        for code, player in stage.players.items():
            await start(stage.session, stage.url, player, stage.links[code])
        await _first_button(stage.session, stage.url, stage.players[_head_of(stage.reading.draft)])
    return stage.url


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
    for wanted in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        loop.add_signal_handler(wanted, stopped.set)
    await stopped.wait()


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) != 0
