"""`python -m simulator` as people start it."""

import asyncio
import json
import signal
import sys

import httpx


async def test_it_says_where_it_listens_and_stops_at_once_with_polls_waiting() -> None:
    """One line with the address; SIGTERM ends it although a bot, a reader and a page are waiting."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "simulator", "--port", "0", "--token", "1:a", "--no-limits"),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    url = (await asyncio.wait_for(process.stdout.readline(), 10)).decode().split()[-1]
    async with httpx.AsyncClient(base_url=url, timeout=20) as http:
        await http.post("/sim/people", json={"first_name": "Budi"})
        assert (await http.get("/sim/settings")).json()["limits"] is False
        poll = asyncio.create_task(http.get("/bot1:a/getUpdates", params={"timeout": 50}))
        reader = asyncio.create_task(http.get("/sim/journal", params={"after": 1, "wait": 50}))
        async with http.stream("GET", "/sim/stream", params={"after": 0}) as stream:
            lines = stream.aiter_lines()
            while not (line := await anext(lines)).startswith("data:"):
                pass
            assert json.loads(line.removeprefix("data:"))[0]["kind"] == "person"
            process.send_signal(signal.SIGTERM)
            _, errors = await asyncio.wait_for(process.communicate(), 10)
        await asyncio.gather(poll, reader, return_exceptions=True)
    assert errors == b""
