"""What happened: /sim/journal, /sim/requests, /sim/updates and the page's event stream."""

from collections.abc import AsyncIterator

import orjson
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from simulator.account import Account
from simulator.control.asking import account_of, number, reply
from simulator.errors import ControlError

MAX_WAIT = 60.0
_HEARTBEAT = 15.0


async def journal(request: Request) -> Response:
    """Return events after a number, waiting for the first if asked to."""
    log = account_of(request).journal
    after = number(request.query_params, "after", 0) or 0
    try:
        wait = min(float(request.query_params.get("wait") or 0), MAX_WAIT)
    except ValueError as error:
        raise ControlError(400, "wait must be a number of seconds") from error
    events = await log.wait_after(after, wait)
    return reply({"n": log.last, "events": events})


async def requests(request: Request) -> Response:
    """Return the Bot API calls after a number."""
    account = account_of(request)
    after = number(request.query_params, "after", 0) or 0
    calls = [call for call in account.requests if call["n"] > after]
    return reply({"n": account.requests_made, "requests": calls})


async def updates(request: Request) -> Response:
    """Return what waits for the bot."""
    account = account_of(request)
    queue = account.updates
    return reply(
        {
            "pending": len(queue.pending),
            "last_update_id": queue.last_id,
            "confirmed_offset": queue.confirmed_offset,
            "webhook": account.webhook.url or None,
        }
    )


async def stream(request: Request) -> Response:
    """Return the journal as server-sent events, from Last-Event-ID on where the page reconnects."""
    account = account_of(request)
    given = request.headers.get("last-event-id") or request.query_params.get("after")
    after = int(given) if given and given.isdigit() else account.journal.last
    if after > account.journal.last:  # the page outlived an earlier run of the simulator
        after = 0
    headers = {"cache-control": "no-store", "x-accel-buffering": "no"}
    return StreamingResponse(_events(account, after), media_type="text/event-stream", headers=headers)


async def _events(account: Account, after: int) -> AsyncIterator[bytes]:
    yield b"retry: 1000\n\n"
    while not account.journal.closed:
        events = await account.journal.wait_after(after, _HEARTBEAT)
        if not events:
            yield b": ok\n\n"
            continue
        after = events[-1]["n"]
        yield b"id: %d\ndata: %s\n\n" % (after, orjson.dumps(events))


ROUTES = [
    Route("/sim/journal", journal, methods=["GET"]),
    Route("/sim/requests", requests, methods=["GET"]),
    Route("/sim/updates", updates, methods=["GET"]),
    Route("/sim/stream", stream, methods=["GET"]),
]
