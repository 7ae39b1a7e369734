"""A process for one piece of work: given its input, bounded in time, told no secrets, and gone with its result."""

import asyncio
import os
from collections.abc import Mapping
from contextlib import suppress

_PASSED_ON = ("PATH", "PYTHONPATH", "LANG", "SYSTEMROOT")  # what the bot was started with beside them are secrets
_ONE_THREAD = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")  # each thread maps memory of its own
CHUNK = 1024 * 1024


class ChildError(Exception):
    """The work was not done; `fault` says how the child ended: "time", "size", or its exit code."""

    def __init__(self, fault: str) -> None:
        super().__init__(fault)
        self.fault = fault


async def work(
    command: tuple[str, ...], given: bytes, *, seconds: float, most_bytes: int, extra: Mapping[str, str] | None = None
) -> bytes:
    """Return what the child writes to stdout for what it is given on stdin; raises ChildError, and leaves no process.

    The child limits its own memory and processor time (`documents.limits`); what it complains of is not kept,
    because it may repeat what people wrote.
    """
    try:
        child = await asyncio.create_subprocess_exec(
            *command,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            env=_environment(extra or {}),
            limit=CHUNK,
        )
    except OSError as error:
        raise ChildError(type(error).__name__) from error
    try:
        async with asyncio.timeout(seconds):
            _, made = await asyncio.gather(_give(child, given), _take(child, most_bytes))
            await child.wait()
    except TimeoutError:
        raise ChildError("time") from None
    finally:
        await _end(child)
    if child.returncode != 0 or not made:
        raise ChildError(f"exit code {child.returncode}")
    return made


async def _give(child: asyncio.subprocess.Process, given: bytes) -> None:
    """Write the child's input; one that ends before it has read all of it tells by its exit code why."""
    if child.stdin is None:
        return
    with suppress(BrokenPipeError, ConnectionResetError):
        child.stdin.write(given)
        await child.stdin.drain()
    child.stdin.close()
    with suppress(BrokenPipeError, ConnectionResetError):
        await child.stdin.wait_closed()


async def _take(child: asyncio.subprocess.Process, most_bytes: int) -> bytes:
    """Read what the child writes; one that never stops writing fills no memory."""
    made = bytearray()
    while child.stdout is not None and (chunk := await child.stdout.read(CHUNK)):
        made += chunk
        if len(made) > most_bytes:
            raise ChildError("size")
    return bytes(made)


def _environment(extra: Mapping[str, str]) -> Mapping[str, str]:
    passed_on = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    return {**passed_on, **dict.fromkeys(_ONE_THREAD, "1"), **extra}


async def _end(child: asyncio.subprocess.Process) -> None:
    """End a child that is still at work: it took too long, or the bot stops."""
    if child.returncode is None:
        with suppress(ProcessLookupError):
            child.kill()
        await child.wait()
