"""`monev gladi`: a whole quarter that plays by itself in the terminal, through the real bot over HTTP."""

import asyncio
import shutil
import tempfile
from collections.abc import Callable, Coroutine
from contextlib import AsyncExitStack
from pathlib import Path
from zoneinfo import ZoneInfo

import aiohttp
from pydantic import ValidationError
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from bot.gladi import outcome, output
from bot.gladi.cast import Cast
from bot.gladi.daybook import DayBook
from bot.gladi.gathered import Gathered, Timing
from bot.gladi.passing import PassingTime
from bot.gladi.report import Conversation, HeardPhone, Recorder
from bot.gladi.story import SCENES, Scene
from bot.phone import UnansweredError
from bot.stage import Process, Stage, StageError, free_port, open_stage

PATIENCE = 45.0
"""Seconds that somebody waits for an answer, or for the work of others that comes before theirs."""
WATCH_SECONDS = 0.2
FAILED, STOPPED = 1, 130
console = Console(highlight=False, markup=False, soft_wrap=True)


async def rehearse(out: Path, *, limits: bool = False) -> int:
    """Play the quarter and leave its papers in `out`; returns the exit code.

    With `limits` everybody waits as Telegram would have them wait: a few minutes more, of which nothing is learnt
    about the SOP.
    """
    started = asyncio.get_running_loop().time()
    gathered = Gathered(Path(tempfile.mkdtemp(prefix="monev-gladi-")))
    try:
        output.clear(out)
        failure = await _played(gathered, limits=limits)
        code = outcome.explain(gathered, out, console, failure) if failure else outcome.report(gathered, out, console)
    except output.OutputError as error:
        console.print(f"{error.path} sudah ada dan bukan buatan gladi, atau sudah diubah. Pilih folder lain: --out")
        return FAILED
    except asyncio.CancelledError:  # Ctrl+C
        console.print("\nGladi dihentikan. Simulator dan bot sudah dimatikan.")
        return STOPPED
    finally:
        shutil.rmtree(gathered.folder, ignore_errors=True)
    console.print(f"\nLama: {asyncio.get_running_loop().time() - started:.0f} detik. Hasil: {out}")
    return code


async def _played(gathered: Gathered, *, limits: bool) -> str:
    """Play all scenes and stop the bot; return what went wrong, empty where nothing did."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    try:
        with Progress(*columns, console=console) as progress:
            bar = progress.add_task("", total=len(SCENES) + 1)
            async with AsyncExitStack() as stack:
                stage = await open_stage(
                    stack,
                    free_port(),
                    gathered.folder,
                    lambda doing: progress.update(bar, description=doing),
                    limits=limits,
                )
                await _play(
                    gathered, stage, stack, lambda doing, step=0: progress.update(bar, description=doing, advance=step)
                )
    except ValidationError as error:
        return f"Pengaturan tidak dapat dibaca: {', '.join(str(fault['loc'][0]) for fault in error.errors())}"
    except StageError as error:
        return f"Bot atau simulator tidak berjalan: {error}"
    except UnansweredError as error:
        return f"Yang ditunggu tidak datang: {error}"
    except (aiohttp.ClientError, TimeoutError) as error:
        return f"Simulator tidak menjawab: {error!r}"
    return ""


async def _play(gathered: Gathered, stage: Stage, stack: AsyncExitStack, tell: Callable[..., None]) -> None:
    gathered.settings = stage.settings
    gathered.zone = ZoneInfo(stage.reading.draft.zone)
    titles = {code: " · ".join(player.titles) for code, player in stage.players.items()}
    book = gathered.book = DayBook(console.print, stage.settings.clock.now, gathered.zone, titles)
    recorder = _overhear(gathered, stage)
    time = PassingTime(stage, recorder, gathered.conversations, book)
    stack.callback(time.close)
    cast = Cast(_phones(gathered, stage, book), stage.links, book, papers=gathered.papers, documents=gathered.documents)
    await _first_of(_scenes(gathered, cast, time, tell), recorder.follow(), _watch(stage.bot))
    gathered.average = cast.average
    code = await stage.bot.stop()
    if code:
        raise StageError(f"bot berakhir dengan kode {code}")
    tell("Triwulan selesai dimainkan", 1)


def _overhear(gathered: Gathered, stage: Stage) -> Recorder:
    """Have everyone's conversation written down."""
    for code, player in stage.players.items():
        gathered.people[player.user_id] = code
        gathered.conversations[code] = Conversation(player.name, player.titles)
    by_chat = {chat_id: gathered.conversations[code] for chat_id, code in gathered.people.items()}
    return Recorder(stage.session, stage.url, by_chat)


def _phones(gathered: Gathered, stage: Stage, book: DayBook) -> dict[str, HeardPhone]:
    """Give everyone a phone."""
    return {
        code: HeardPhone(
            *(stage.session, stage.url, player.user_id, player.name),
            patience=PATIENCE,
            code=code,
            conversation=gathered.conversations[code],
            book=book,
        )
        for code, player in stage.players.items()
    }


async def _scenes(gathered: Gathered, cast: Cast, time: PassingTime, tell: Callable[..., None]) -> None:
    for scene in SCENES:
        tell(scene.name)
        gathered.timings.append(await _timed(scene, cast, time))
        gathered.moves = time.moves
        tell(scene.name, 1)
    tell("Menunggu pesan terakhir …")
    await time.ends()


async def _timed(scene: Scene, cast: Cast, time: PassingTime) -> Timing:
    """Let time pass up to the scene and play it."""
    loop = asyncio.get_running_loop()
    started = loop.time()
    if scene.at is not None:
        cast.since = await time.until(scene.at)
    begun = loop.time()
    cast.book.scene(scene.name)
    await scene.act(cast)
    return Timing(scene.name, begun - started, loop.time() - begun)


async def _watch(bot: Process) -> None:
    """Raise StageError as soon as the bot has ended by itself."""
    while True:
        _ = bot.pid
        await asyncio.sleep(WATCH_SECONDS)


async def _first_of(*works: Coroutine[None, None, None]) -> None:
    """Work until the first is done or fails, whose error is raised; the others are cancelled."""
    tasks = [asyncio.create_task(work) for work in works]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    for task in done:
        task.result()
