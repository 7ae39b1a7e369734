"""`monev gladi`: a whole quarter that plays by itself in the terminal, through the real bot over HTTP."""

import asyncio
import shutil
import tempfile
from collections.abc import Callable, Coroutine, Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path
from zoneinfo import ZoneInfo

import aiohttp
from pydantic import ValidationError
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from bot.gladi import output, results
from bot.gladi.cast import Cast
from bot.gladi.report import Conversation, HeardPhone, Recorder, transcript
from bot.gladi.results import Results
from bot.gladi.story import ACTS
from bot.phone import UnansweredError
from bot.settings import Settings
from bot.stage import Process, Stage, StageError, free_port, open_stage

PATIENCE = 45.0
"""Seconds that somebody waits for an answer, or for the work of others that comes before theirs."""
QUIET, MOST_QUIET = 2.0, 30.0
"""After the last act: seconds without anything new before the bot is stopped, and how long to wait for that."""
LOG_LINES = 20
WATCH_SECONDS = 0.2
FAILED, STOPPED = 1, 130
console = Console(highlight=False, markup=False, soft_wrap=True)


@dataclass
class Rehearsal:
    """One rehearsal while it goes on. `conversations` are by the person's code; `folder` is thrown away at the end."""

    folder: Path
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("Asia/Jakarta"))
    settings: Settings | None = None  # once the stage is open
    conversations: dict[str, Conversation] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)

    def log(self, name: str = "bot.log") -> str:
        """Return what the bot (or the simulator) has written to its log."""
        path = self.folder / name
        return path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""

    def transcripts(self) -> dict[str, str]:
        """Return each person's conversation as a text."""
        return {code: transcript(each, self.zone) for code, each in self.conversations.items() if each.entries}


async def rehearse(out: Path) -> int:
    """Play the quarter and leave its papers in `out`; returns the exit code."""
    started = asyncio.get_running_loop().time()
    rehearsal = Rehearsal(Path(tempfile.mkdtemp(prefix="monev-gladi-")))
    try:
        output.clear(out)
        failure = await _played(rehearsal)
        code = _report(rehearsal, out) if not failure else _explain(rehearsal, out, failure)
    except output.OutputError as error:
        console.print(f"{error.path} sudah ada dan bukan buatan gladi, atau sudah diubah. Pilih folder lain: --out")
        return FAILED
    except asyncio.CancelledError:  # Ctrl+C
        console.print("\nGladi dihentikan. Simulator dan bot sudah dimatikan.")
        return STOPPED
    finally:
        shutil.rmtree(rehearsal.folder, ignore_errors=True)
    console.print(f"\nLama: {asyncio.get_running_loop().time() - started:.0f} detik. Hasil: {out}")
    return code


async def _played(rehearsal: Rehearsal) -> str:
    """Play all acts and stop the bot; return what went wrong, empty where nothing did."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    try:
        with Progress(*columns, console=Console()) as progress:
            bar = progress.add_task("", total=len(ACTS) + 1)
            async with AsyncExitStack() as stack:
                await _play(
                    rehearsal, stack, lambda doing, step=0: progress.update(bar, description=doing, advance=step)
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


async def _play(rehearsal: Rehearsal, stack: AsyncExitStack, tell: Callable[..., None]) -> None:
    stage = await open_stage(stack, free_port(), rehearsal.folder, tell)
    rehearsal.settings = stage.settings
    cast, recorder = _cast(rehearsal, stage)
    await _first_of(_acts(cast, tell), recorder.follow(), _watch(stage.bot))
    tell("Menunggu pesan terakhir …")
    await recorder.quiet(QUIET, MOST_QUIET)
    code = await stage.bot.stop()
    if code:
        raise StageError(f"bot berakhir dengan kode {code}")
    tell("Triwulan selesai dimainkan", 1)


def _cast(rehearsal: Rehearsal, stage: Stage) -> tuple[Cast, Recorder]:
    """Give everyone a phone whose conversation is written down."""
    rehearsal.zone = ZoneInfo(stage.reading.draft.zone)
    phones, by_chat = {}, {}
    for code, player in stage.players.items():
        heard = rehearsal.conversations[code] = by_chat[player.user_id] = Conversation(player.name, player.titles)
        phones[code] = HeardPhone(
            stage.session, stage.url, player.user_id, player.name, patience=PATIENCE, conversation=heard
        )
    return Cast(phones, stage.links, rehearsal.remarks), Recorder(stage.session, stage.url, by_chat)


async def _acts(cast: Cast, tell: Callable[..., None]) -> None:
    for name, act in ACTS:
        tell(name)
        await act(cast)
        tell(name, 1)


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


def _report(rehearsal: Rehearsal, out: Path) -> int:
    """Print and keep what was said and produced; a fault found in it makes the rehearsal fail."""
    found = results.read(rehearsal.settings) if rehearsal.settings else Results()
    faults = (*results.faults_in_log(rehearsal.log()), *found.faults)
    transcripts = rehearsal.transcripts()
    for text in transcripts.values():
        console.print(f"\n{text}")
    console.print(f"\nHASIL\n{found.summary}")
    for remark in rehearsal.remarks:
        console.print(f"Catatan: {remark}")
    papers = {"riwayat.txt": found.history, "ringkasan.txt": found.summary + "\n"}
    copies = {f"berkas/{name}": content for name, content in found.files}
    output.write(out, {**_papers(transcripts), **_encoded(papers), **copies})
    if not faults:
        return 0
    console.print("\nGLADI GAGAL")
    for fault in faults:
        console.print(f"• {fault}")
    return FAILED


def _explain(rehearsal: Rehearsal, out: Path, failure: str) -> int:
    """Say what was waited for, what the phone shows and what the bot wrote last; keep what was said until then."""
    log = rehearsal.log()
    console.print(f"\nGLADI GAGAL\n{failure}\n\nAkhir catatan bot:")
    console.print("\n".join(log.splitlines()[-LOG_LINES:]) or "(kosong)")
    logs = {"bot.log": log, "simulator.log": rehearsal.log("simulator.log")}
    output.write(out, {**_papers(rehearsal.transcripts()), **_encoded(logs)})
    return FAILED


def _papers(transcripts: Mapping[str, str]) -> dict[str, bytes]:
    return _encoded({f"percakapan/{code}.txt": text for code, text in transcripts.items()})


def _encoded(texts: Mapping[str, str]) -> dict[str, bytes]:
    return {name: text.encode() for name, text in texts.items()}
