"""Settings and faults: /sim/settings, /sim/faults."""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from simulator.control.asking import fields, reply, world_of
from simulator.errors import ControlError
from simulator.faults import Fault
from simulator.world import World

_STATUSES = frozenset({400, 403, 429, 500, 502})


async def get_settings(request: Request) -> Response:
    """Return the settings."""
    return reply(_settings(world_of(request)))


async def change_settings(request: Request) -> Response:
    """Change the settings that are named."""
    world, values = world_of(request), await fields(request)
    settings = world.settings
    try:
        settings.latency_ms = float(values.get("latency_ms", settings.latency_ms))
        settings.callback_ttl_seconds = float(values.get("callback_ttl_seconds", settings.callback_ttl_seconds))
        by_chat = {int(chat): float(ms) for chat, ms in (values.get("chat_latency_ms") or {}).items()}
    except (TypeError, ValueError, AttributeError) as error:
        raise ControlError(400, "latencies and times must be numbers") from error
    if "chat_latency_ms" in values:
        settings.chat_latency_ms = by_chat
    settings.limits = bool(values.get("limits", settings.limits))
    settings.privacy = bool(values.get("privacy", settings.privacy))
    return reply(_settings(world))


async def add_fault(request: Request) -> Response:
    """Plan a fault."""
    values = await fields(request)
    status = values.get("status")
    if status is not None and status not in _STATUSES:
        raise ControlError(400, f"status must be one of {sorted(_STATUSES)}")
    method = values.get("method")
    fault = Fault(
        method=method.lower() if method else None,
        chat_id=values.get("chat_id"),
        status=status,
        retry_after=values.get("retry_after"),
        description=values.get("description"),
        times=int(values.get("times", 1)),
        drop_answer=values.get("drop_answer") is True,
        delay_ms=int(values.get("delay_ms", 0)),
    )
    world_of(request).faults.add(fault)
    return reply({"planned": fault.times})


async def clear_faults(request: Request) -> Response:
    """Forget all planned faults."""
    world_of(request).faults.clear()
    return reply({"planned": 0})


def _settings(world: World) -> dict[str, Any]:
    settings = world.settings
    return {
        "latency_ms": settings.latency_ms,
        "limits": settings.limits,
        "privacy": settings.privacy,
        "callback_ttl_seconds": settings.callback_ttl_seconds,
        "chat_latency_ms": {str(chat): ms for chat, ms in settings.chat_latency_ms.items()},
    }


ROUTES = [
    Route("/sim/settings", get_settings, methods=["GET"]),
    Route("/sim/settings", change_settings, methods=["POST"]),
    Route("/sim/faults", add_fault, methods=["POST"]),
    Route("/sim/faults", clear_faults, methods=["DELETE"]),
]
