"""The harness's side of the server: starting it, loading updates into it, and reading its score."""

import subprocess
import sys
from dataclasses import asdict
from http.client import HTTPConnection

import orjson

from benchmarks.ledger import Load, Score
from benchmarks.process import ROOT


class ServerError(RuntimeError):
    """The local server did not start or did not answer."""


class ServerProcess:
    """One running server; each bot has its own, so that all may be up at once and take turns."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.server"],
            cwd=ROOT,
            stdin=subprocess.PIPE,  # its end tells the server that we are gone
            stdout=subprocess.PIPE,
        )
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise ServerError(self._process.wait())
        self.port = int(line)
        self._connection = HTTPConnection("127.0.0.1", self.port, timeout=120)

    @property
    def url(self) -> str:
        """The base to which a bot appends `/bot<token>/<method>`, as for Telegram's own local server."""
        return f"http://127.0.0.1:{self.port}"

    def close(self) -> None:
        """End the server."""
        self._connection.close()
        self._process.terminate()
        self._process.communicate()

    def set(
        self,
        *,
        latency_s: float | None = None,
        enforced: bool | None = None,
        flooded: dict[int, float] | None = None,
        slow: dict[int, float] | None = None,
    ) -> None:
        """Change what is given: the time an answer takes, enforced limits, chats in flood-wait, chats that are slow."""
        given = {"latency_s": latency_s, "enforced": enforced}
        chats = {"flooded": flooded, "slow": slow}
        self._post("settings", {name: value for name, value in {**given, **chats}.items() if value is not None})

    def load(self, load: Load) -> None:
        """Make updates available to the bot and begin a new score."""
        self._post("load", asdict(load))

    def wait(self, until: str, timeout: float, sent: int = 0) -> Score:
        """Wait for a moment, or until the time is up, and return the score.

        The moments: every update of the load that is waited for is `answered`; all updates there were are (`drained`);
        the bot is `idle` in a getUpdates; so many messages were `sent`.
        """
        _, score = self._post("wait", {"until": until, "timeout": timeout, "sent": sent})
        return score

    def first_poll_at(self, timeout: float) -> float:
        """Return when the first getUpdates came in; 0 when none came in time."""
        first, _ = self._post("wait", {"until": "poll", "timeout": timeout})
        return first

    def score(self) -> Score:
        """Return the score of the last load as it stands."""
        _, score = self._post("score", {})
        return score

    def _post(self, command: str, fields: dict[str, object]) -> tuple[float, Score]:
        body = orjson.dumps(fields, option=orjson.OPT_NON_STR_KEYS)
        self._connection.request("POST", f"/control/{command}", body, {"Content-Type": "application/json"})
        response = self._connection.getresponse()
        answer = orjson.loads(response.read())
        if response.status != 200:
            raise ServerError(answer)
        result = answer["result"]
        return result["first_poll_at"], Score(**result["score"])
