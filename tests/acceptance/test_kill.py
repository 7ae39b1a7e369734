"""The kill test: SIGKILL at random instants under load; at the end every update, act and message is accounted for."""

import asyncio
import os
import random
import signal
from collections import Counter
from statistics import median

import pytest

from acceptance import quarter
from acceptance.audit import Audit, audit
from acceptance.load import Crowd
from acceptance.office import Office
from bot.opened import opened
from bot.stage import settings_of
from storage.cycles import CycleBook, CycleCache
from workflow.cycle import CycleState

KILLS = 30
WAITING = 20
"""Updates that wait, at Telegram or in the inbox, when the bot is killed: a kill over fewer is not counted."""
BURST = 70
MOST_ROUNDS = 45
ACTS = {
    "DisposisiIssued": 1,
    "DirectionGiven": 9,
    "CoordinationRecorded": 4,
    "DraftSubmitted": 6,
    "DraftReturned": 1,
    "DataSent": 5,
    "DataReturned": 1,
    "DataAccepted": 4,
    "EvaluationNoted": 1,
    "ReportSubmitted": 1,
    "PlanSubmitted": 4,
    "CycleClosed": 1,
    "FollowUpReported": 3,
    "FollowUpReturned": 1,
    "FollowUpVerified": 1,
}
"""What the quarter's story comes to when nothing is lost and nothing is done twice."""


@pytest.mark.xdist_group("kills")
async def test_nothing_is_lost_or_done_twice_by_thirty_kills_under_load(office: Office) -> None:
    """A quarter is told while a crowd writes and the bot is killed thirty times, each over twenty waiting updates."""
    rng = random.Random(20261001)
    crowd = await Crowd.gathers(office, rng)
    for phone in office.phones.values():
        phone.patience = 60.0
    telling = asyncio.ensure_future(quarter.tell(office))
    waiting = await _kill(office, crowd, rng)
    await telling
    await office.settles(30.0)
    found = await audit(office, crowd.strangers)
    _print(office, crowd, found, waiting)
    assert found.is_clean, found
    _assert_acted_once(office)
    _assert_answered_once(office, crowd)
    assert found.unexplained(office.kills) == []
    code, printed = await office.monev("verify")
    assert code == 0, printed


async def _kill(office: Office, crowd: Crowd, rng: random.Random) -> list[int]:
    """Kill until there were thirty kills over twenty waiting updates; return how many waited."""
    counts: list[int] = []
    while sum(count >= WAITING for count in counts) < KILLS and len(counts) < MOST_ROUNDS:
        await _load_waits(office, crowd)
        await _random_instant(office, rng)
        await office.cut_off()
        counts.append(await _waiting(office))
        await office.bot.start()
        if rng.random() < 0.7:
            await _catches_up(office)
            await asyncio.sleep(rng.uniform(0.0, 0.3))  # the story goes on for a random while
        else:
            await asyncio.sleep(rng.uniform(0.0, 1.5))  # the next kill comes into the start, or into the taking up
    return counts


async def _load_waits(office: Office, crowd: Crowd) -> None:
    """Have the crowd write while the bot is held still, so that all of it waits when the bot goes on."""
    os.kill(office.bot.pid, signal.SIGSTOP)
    await crowd.writes(BURST)
    os.kill(office.bot.pid, signal.SIGCONT)


async def _random_instant(office: Office, rng: random.Random) -> None:
    """Wait until the bot has said a random number of things since the load came, then some milliseconds more."""
    n = (await office.ask("journal", after=10**12))["n"]
    said, wanted = 0, max(0, rng.randint(-15, BURST - 2 * WAITING))
    while said < wanted:
        found = await office.ask("journal", after=n, wait=1.5)
        if not found["events"]:
            break
        n = found["n"]
        said += sum(event["kind"] == "message" and event["from"] == "bot" for event in found["events"])
    await asyncio.sleep(rng.uniform(0.0, 0.02))


async def _waiting(office: Office) -> int:
    at_telegram: int = (await office.ask("updates"))["pending"]
    kept = {key for (key,) in office.rows("SELECT key FROM inbox WHERE state = 'pending' AND due_at IS NULL")}
    return at_telegram + len(kept)


async def _catches_up(office: Office) -> None:
    n = 0
    while await _waiting(office):
        n = (await office.ask("journal", after=n, wait=0.2))["n"]


def _assert_acted_once(office: Office) -> None:
    """Hold the history to the story: every act once, no gap, and folded it gives what the tables say."""
    kinds = Counter(kind for (kind,) in office.rows("SELECT kind FROM history"))
    assert {kind: kinds[kind] for kind in ACTS} == ACTS
    positions = [position for (position,) in office.rows("SELECT position FROM history ORDER BY position")]
    ((cycle_id, office_id, length),) = office.rows("SELECT id, office_id, length FROM cycle")
    assert positions == list(range(1, length + 1))
    with opened(settings_of(office.environment)) as connection:
        cycle = CycleBook(connection, office_id, CycleCache()).get(cycle_id)
    assert cycle is not None
    assert cycle.state is CycleState.CLOSED
    tables = office.rows("SELECT step, NULLIF(unit_key, 0), state, round FROM assignment")
    assert sorted(tables, key=str) == sorted(
        ((owed.step, owed.unit_id, owed.state.value, owed.round) for owed in cycle.assignments.values()), key=str
    )


def _assert_answered_once(office: Office, crowd: Crowd) -> None:
    """Every numbered text has led to one answer in the outbox, however often the bot was killed over it."""
    answers = dict(
        office.rows(
            "SELECT inbox.key, COUNT(*) FROM outbox JOIN inbox ON inbox.id = outbox.cause_id GROUP BY inbox.key"
        )
    )
    assert {text: answers.get(str(update_id)) for text, update_id in crowd.texts.items()} == dict.fromkeys(
        crowd.texts, 1
    )


def _print(office: Office, crowd: Crowd, found: Audit, waiting: list[int]) -> None:
    counted = [count for count in waiting if count >= WAITING]
    print(  # noqa: T201 - the figures that the notes quote
        f"\nkill test: {len(office.kills)} kills, {len(counted)} of them over >= {WAITING} waiting updates"
        f" (median {median(counted):.0f}); {found.updates} updates, {len(found.lost)} lost,"
        f" {len(found.unfinished)} undone; {found.messages} messages, {len(found.missing)} missing,"
        f" {len(found.duplicates)} sent twice; {len(crowd.texts)} numbered texts answered once, {crowd.files} files"
    )
