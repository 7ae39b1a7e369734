"""A running simulator for every test, a bot of python-telegram-bot, and people who act through the control API."""

from collections.abc import AsyncIterator

import httpx
import pytest
import telegram
from simulated_town import TOKEN, Town
from telegram.request import HTTPXRequest

from simulator.run import running
from simulator.world import Settings, World


@pytest.fixture
async def town() -> AsyncIterator[Town]:
    """Run a simulator without limits on a free port."""
    world = World(settings=Settings(limits=False))
    async with running(world=world) as url, httpx.AsyncClient(base_url=url, timeout=20) as http:
        yield Town(url, http, world)


@pytest.fixture
async def bot(town: Town) -> AsyncIterator[telegram.Bot]:
    """Point python-telegram-bot's own client at the simulator."""
    made = telegram.Bot(
        TOKEN,
        base_url=f"{town.url}/bot",
        base_file_url=f"{town.url}/file/bot",
        request=HTTPXRequest(media_write_timeout=60, read_timeout=30, httpx_kwargs={"verify": False}),
        get_updates_request=HTTPXRequest(read_timeout=30, httpx_kwargs={"verify": False}),
    )
    async with made:
        yield made


@pytest.fixture
async def budi(town: Town) -> int:
    """Add a person who has written to the bot."""
    return await town.person("Budi", note="Sekretaris")


@pytest.fixture
def png() -> bytes:
    """Return a picture of 1000 by 500, as far as its header says."""
    header = b"\x89PNG\r\n\x1a\n" + (13).to_bytes(4, "big") + b"IHDR"
    return header + (1000).to_bytes(4, "big") + (500).to_bytes(4, "big") + b"\x08\x02\x00\x00\x00" + b"\0" * 200
