"""What is measured, one function each; a repetition is a load that a running bot works through."""

import statistics
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from benchmarks.clock import now
from benchmarks.contestants import Contestant, Running, running
from benchmarks.control import ServerProcess
from benchmarks.cores import on_bot_core
from benchmarks.ledger import FIRST_CHAT, Load, Score
from benchmarks.monev_bot import Burst
from benchmarks.process import ROOT

CHATS = 200
REPETITION_S = 15.0
"""A repetition is cut off after this and counts with what was answered by then."""
SETTLE_S = 0.3
"""After the last answer: what a bot does behind it belongs to the update and to its CPU time."""
IDLE_S = 2.0
WARM_UP = 0.1
"""The part of a load that warms a bot up before the first repetition."""


@dataclass(frozen=True)
class Repetition:
    """What one load came to."""

    updates_per_s: float
    cpu_us: float | None  # for an update; None where the system does not tell
    order_violations: int
    order_overlaps: int
    repeated: int
    unanswered: int


def server_requests_per_s() -> float:
    """Return how many sendMessage a second the server answers, the caller being on the bots' core."""
    with closing(ServerProcess()) as server:
        command = [sys.executable, "-m", "benchmarks.server_speed", str(server.port)]
        with on_bot_core():
            called = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
        output, _ = called.communicate(timeout=60)
    return float(output)


def warm_up(bot: Running, latency_ms: int) -> bool:
    """Set the latency and have the bot answer a first small load; tell whether it did."""
    bot.server.set(latency_s=latency_ms / 1000)
    updates = max(20, round(bot.contestant.loads[latency_ms] * WARM_UP))
    return repeat(bot, Load(updates, CHATS, seed=0)).unanswered == 0


def repeat(bot: Running, load: Load) -> Repetition:
    """Give the bot a load and measure how it gets through."""
    bot.make_ready()
    before = bot.process.cpu_s()
    bot.server.load(load)
    score = bot.server.wait("answered", REPETITION_S)
    time.sleep(SETTLE_S)
    after = bot.process.cpu_s()
    score = bot.server.score() if score.answered == score.expected else score  # late repeats are seen, too
    cpu_us = (after - before) / score.answered * 1e6 if after is not None and before is not None else None
    return Repetition(
        pace(score),
        cpu_us,
        score.order_violations,
        score.order_overlaps,
        score.repeated,
        score.expected - score.answered,
    )


def pace(score: Score) -> float:
    """Return the answers a second from the first update handed out to the last answer."""
    took = score.last_answer_at - score.handed_at
    return score.answered / took if score.answered and took > 0 else 0.0


def answer_p95_ms(bot: Running, times: int = 100) -> float:
    """Return the 95th percentile of the time from an update made available to its answer, one person, nothing else."""
    bot.server.set(latency_s=0.0)
    taken: list[float] = []
    for number in range(times):
        if number % 10 == 0:
            bot.make_ready()
        bot.server.wait("idle", 5.0)
        time.sleep(0.02)
        bot.server.load(Load(1, 1))
        score = bot.server.wait("answered", 5.0)
        taken.append((score.last_answer_at - score.loaded_at) * 1000 if score.answered else 5000.0)
    return statistics.quantiles(taken, n=20)[-1]


def start_and_idle(contestant: Contestant, directory: Path, environment: dict[str, str]) -> tuple[float, float | None]:
    """Return the seconds from process start to the first getUpdates, and the resident MB after some idle time."""
    with running(contestant, directory, environment) as bot:
        time.sleep(IDLE_S)
        return bot.start_s, bot.process.resident_mb()


def start(contestant: Contestant, directory: Path, environment: dict[str, str]) -> float:
    """Return the seconds from process start to the first getUpdates."""
    with running(contestant, directory, environment) as bot:
        return bot.start_s


def broadcast(
    contestant: Contestant, directory: Path, environment: dict[str, str], people: int
) -> tuple[float, int | None]:
    """Start a bot that owes `people` a message each, limits enforced; return seconds first to last, and 429s.

    One that has not sent them all after half as long again as the limits allow gets the time it was given, and no
    count of 429s.
    """
    given_s = people / 30 * 1.5
    with running(contestant, directory, environment) as bot:
        score = bot.server.wait("sent", given_s, sent=people)
    if score.sent < people:
        return given_s, None
    return score.last_sent_at - score.first_sent_at, score.refused


@dataclass(frozen=True)
class BurstResult:
    """What a bot does when many are to be reminded at one instant."""

    posted_s: float  # from the instant until all reminders are in the outbox
    answer_p95_ms: float  # of people who write meanwhile, until the last reminder is sent
    refused: int  # messages that the server refused with a 429


def reminder_burst(contestant: Contestant, directory: Path, burst: Burst, people: int) -> BurstResult:
    """Run a bot into the burst, limits enforced, while one person after the other writes to it, ten a second."""
    environment = burst.environment | {"MONEV_DATA_DIR": str(directory), "MONEV_LIMITS": "on"}
    with running(contestant, directory, environment) as bot:
        bot.server.set(enforced=True, latency_s=0.0)
        time.sleep(max(0.0, burst.due_at - now() - 0.2))
        taken: list[float] = []
        refused, posted_at = 0, 0.0
        ends_at = burst.due_at + people / 30 * 1.1
        while now() < ends_at:
            bot.server.load(Load(1, 1, first=len(taken) % CHATS))
            score = bot.server.wait("answered", 5.0)
            taken.append((score.last_answer_at - score.loaded_at) * 1000 if score.answered else 5000.0)
            refused += score.refused
            if not posted_at and burst.posted() == people:
                posted_at = now()
            time.sleep(0.1)
    posted_s = posted_at - burst.due_at if posted_at else people / 30
    return BurstResult(posted_s, statistics.quantiles(taken, n=20)[-1], refused)


@dataclass(frozen=True)
class Disturbance:
    """Something that happens to the first chat and should not be felt by the others."""

    name: str
    flooded_s: float = 0.0
    slow_s: float = 0.0


DISTURBANCES = (Disturbance("flooded", flooded_s=3.0), Disturbance("slow", slow_s=1.0))


def pace_of_others(bot: Running, disturbance: Disturbance | None, updates: int = 2000) -> float:
    """Return the answers a second to all chats but the first, which is disturbed or not; the API takes 50 ms."""
    first = FIRST_CHAT
    bot.server.set(latency_s=0.05)
    if disturbance is not None and disturbance.flooded_s:
        bot.server.set(flooded={first: disturbance.flooded_s})
    if disturbance is not None and disturbance.slow_s:
        bot.server.set(slow={first: disturbance.slow_s})
    bot.make_ready()
    bot.server.load(Load(updates, CHATS, aside=(first,)))
    score = bot.server.wait("answered", REPETITION_S)
    bot.server.set(flooded={}, slow={})
    bot.server.wait("drained", REPETITION_S)
    return pace(score)
