"""The simulator as a test sees it from outside: people act through the control API, a bot through the Bot API."""

import json
from dataclasses import dataclass
from typing import Any

import httpx

from simulator.world import World

TOKEN = "5550001:a-secret_ABC"
WAIT = 5.0
"""Seconds after which an event that should come at once counts as missing."""


@dataclass
class Town:
    """The simulator as seen from outside: HTTP only."""

    url: str
    http: httpx.AsyncClient
    world: World
    seen: int = 0

    async def post(self, path: str, status: int = 200, /, **values: Any) -> Any:
        answer = await self.http.post(path, json=values)
        assert answer.status_code == status, answer.text
        return answer.json()

    async def get(self, path: str, **query: Any) -> Any:
        answer = await self.http.get(path, params=query)
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def person(self, name: str = "Budi", *, starts: bool = True, **facts: Any) -> int:
        person = await self.post("/sim/people", first_name=name, **facts)
        if starts:
            await self.text(person["id"], "/start")
        return int(person["id"])

    async def text(self, person: int, text: str, **more: Any) -> Any:
        return await self.post(f"/sim/people/{person}/text", text=text, **more)

    async def chat(self, person: int, **query: Any) -> Any:
        return await self.get(f"/sim/people/{person}/chat", **query)

    async def last_message(self, person: int) -> Any:
        return (await self.chat(person))["messages"][-1]

    async def call(self, method: str, files: Any = None, /, **values: Any) -> Any:
        """Call the Bot API with form fields and return the whole answer."""
        data = {name: value if isinstance(value, str) else json.dumps(value) for name, value in values.items()}
        answer = await self.http.post(f"/bot{TOKEN}/{method}", data=data, files=files)
        return answer.json()

    async def refused(self, method: str, /, **values: Any) -> str:
        answer = await self.call(method, **values)
        assert answer["ok"] is False, answer
        return str(answer["description"])

    async def await_event(self, kind: str, **facts: Any) -> dict[str, Any]:
        """Return the first event after the last awaited one that has these facts."""
        while True:
            log = await self.get("/sim/journal", after=self.seen, wait=WAIT)
            assert log["events"], f"no {kind} {facts} came"
            for event in log["events"]:
                self.seen = event["n"]
                if event["kind"] == kind and facts.items() <= event.items():
                    return dict(event)
