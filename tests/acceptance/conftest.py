"""The stage of every story: an office with simulator and bot running."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from acceptance import quarter
from acceptance.office import Office, open_office


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    """Open an office with simulator and bot running; nobody has started the bot yet."""
    async with open_office(tmp_path) as opened:
        yield opened


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def collecting(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Office]:
    """Open an office in the middle of a quarter, shared by a module's stories: three units collect their data."""
    async with open_office(tmp_path_factory.mktemp("office")) as opened:
        await opened.everyone_joins()
        await quarter.reach_collection(opened)
        yield opened
