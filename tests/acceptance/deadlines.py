"""Time in stories: an office of a few units, the clock moved from one reminder to the next, and what was told."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from acceptance import quarter
from acceptance.office import Office, open_office
from acceptance.quarter import APTIKA, IKP, STATISTIK, UMUM, Unit
from bot.office_file import HoldingDraft, OfficeDraft, sample_office
from storage.statements import utc

WIB = ZoneInfo("Asia/Jakarta")
CODES = {IKP: "ikp", APTIKA: "aptika", STATISTIK: "statistik", UMUM: "umum"}
LITTLE = 0.5
"""Seconds to wait for the first words that follow a move, when the bot is to be killed over them."""


def office_of(*units: Unit) -> OfficeDraft:
    """Return the sample office with these units only, and the people who hold a post in what is left."""
    draft = sample_office().draft
    codes = {CODES[unit] for unit in units}
    posts = tuple(post for post in draft.posts if post.unit_code is None or post.unit_code in codes)
    kept = {post.code for post in posts}
    holdings = tuple(held for held in draft.holdings if held.post_code in kept)
    people = {held.person_code for held in holdings}
    return replace(
        draft,
        units=tuple(unit for unit in draft.units if unit.code in codes),
        posts=posts,
        people=tuple(person for person in draft.people if person.code in people),
        holdings=holdings,
    )


def handed_over(draft: OfficeDraft, *taken: HoldingDraft) -> OfficeDraft:
    """Return the office with these holdings added."""
    return replace(draft, holdings=(*draft.holdings, *taken))


@asynccontextmanager
async def open_at(folder: Path, now: datetime, draft: OfficeDraft, *, kills: bool) -> AsyncIterator[Office]:
    """Open that office at that instant, with everyone joined and, where told with kills, killed once already."""
    async with open_office(folder, draft=draft, running=False) as office:
        await office.moves_to(now)
        await office.bot.start()
        await office.everyone_joins()
        await office.settles()
        office.restarts = kills
        await office.between_steps()
        yield office


@contextmanager
def undisturbed(office: Office) -> Iterator[None]:
    """Keep the bot alive within one act of the story; it dies between the acts."""
    kills, office.restarts = office.restarts, False
    yield
    office.restarts = kills


async def passes_to(office: Office, until: datetime) -> None:
    """Let time pass up to that instant, stopping wherever a reminder is due, until all of it is told.

    Told with kills the bot dies at the first move: in turn over what came before it, before what follows from it,
    and over that.
    """
    kills = office.restarts
    while (due_at := _next_due(office)) is not None and due_at <= until:
        await _moves_to(office, due_at, kill=kills)
        kills = False
    await _moves_to(office, until, kill=kills)


async def jumps_to(office: Office, until: datetime) -> None:
    """Move the clock once, over whatever is due on the way; told with kills the bot dies as in `passes_to`."""
    await _moves_to(office, until, kill=office.restarts)


async def _moves_to(office: Office, instant: datetime, *, kill: bool) -> None:
    turn = len(office.kills) % 3 if kill else None
    if turn == 0:
        await office.crash()
    await office.settles()  # what was said before the move is marked by then: a later kill does not repeat it
    moved = await office.moves_to(instant)
    if turn == 2:
        await office.ask("journal", after=moved, wait=LITTLE)
    if turn in (1, 2):
        await office.crash()
    await office.settles()


async def collects(office: Office, *units: Unit, **letter: str) -> None:
    """Tell the quarter up to the order to collect, without a pause; `letter` says which quarter and number it has."""
    with undisturbed(office):
        await quarter.order(office, **letter)
        await quarter.direct_team(office, letter.get("number", quarter.NUMBER))
        for unit in units:
            await quarter.coordinate(office, unit)
        await quarter.order_collection(office, units)


async def sends(office: Office, unit: Unit, version: int = 1, opens: str = "Buka perintah") -> None:
    """Have a unit's data reach the Subbag."""
    with undisturbed(office):
        await quarter.submits(office, unit, version, opens)
        await quarter.kabid_approves(office, unit)


def _next_due(office: Office) -> datetime | None:
    ((due_at,),) = office.rows("SELECT MIN(due_at) FROM reminder WHERE state = 'pending'")
    return None if due_at is None else utc(due_at)


def told(office: Office, *places: str) -> list[str]:
    """Return what was told, by the local time for which it was meant: `10-05 16:00 3/aptika jatuh_tempo`.

    A place is a step, of a unit where it is per unit; `0` is the cycle as a whole. Where places are named only what
    was told of these is returned.
    """
    found = office.rows(
        "SELECT COALESCE(r.meant_at, r.due_at) AS meant, r.step, u.code, r.kind"
        " FROM reminder r LEFT JOIN unit u ON u.id = r.unit_key"
        " WHERE r.state = 'told' ORDER BY meant, r.step, u.code, r.kind"
    )
    lines = [(f"{utc(at).astimezone(WIB):%m-%d %H:%M}", _place(step, code), kind) for at, step, code, kind in found]
    return [" ".join(line) for line in lines if not places or line[1] in places]


def _place(step: int, code: str | None) -> str:
    return f"{step}/{code}" if code else str(step)


def timetable(text: str) -> list[str]:
    """Return the lines of a timetable as it stands in a story."""
    return [" ".join(line.split()) for line in text.strip().splitlines()]


def reminded(office: Office, code: str) -> list[str]:
    """Return when a person was reminded, in local time, each instant once: `10-05 16:00`."""
    found = office.rows(
        "SELECT created_at FROM outbox WHERE wanted_at IS NOT NULL AND chat_id = ? ORDER BY created_at",
        office[code].user_id,
    )
    return [f"{utc(created_at).astimezone(WIB):%m-%d %H:%M}" for (created_at,) in found]
