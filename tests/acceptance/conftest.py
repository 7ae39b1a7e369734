"""The stage of every story: an office with simulator and bot running."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from acceptance.office import Office, open_office


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    """Open an office with simulator and bot running; nobody has started the bot yet."""
    async with open_office(tmp_path) as opened:
        yield opened
