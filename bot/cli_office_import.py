"""`monev office import`: a corrected office file is shown as what it changes, asked for, and then taken in at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

import typer
from sqlalchemy import Connection
from sqlmodel import Session

from bot.cli import fail
from bot.office_cache import OfficeCache
from bot.office_difference import differences
from bot.office_file import OfficeDraft, OfficeReading
from bot.office_store import keep_logo, take_in, take_out
from bot.opened import opened
from bot.records import PresentProcedure
from bot.settings import Settings
from handlers.texts.words import day as day_words
from storage import offices
from storage.blobs import BlobStore
from storage.cycles import CycleBook, CycleCache
from storage.offices import OfficeName
from storage.register import Register
from workflow.procedure_file import ProcedureFileError
from workflow.register import OfficeFileTaken

NEW_OFFICE = 0
"""The revision of an office that is not there yet."""


@dataclass(frozen=True)
class Foreseen:
    """What a file would change in the office as it stood at that revision, and which units it may not close."""

    revision: int
    lines: tuple[str, ...] = ()
    days: frozenset[date] = frozenset()  # from today on, that the office has set itself
    notes: tuple[tuple[date, str], ...] = ()
    busy: tuple[str, ...] = ()


def take_file_in(chosen: Settings, reading: OfficeReading, blobs: BlobStore, *, yes: bool) -> None:
    """Show what the file changes, ask, and take it in; nobody who works meanwhile waits for the answer.

    The command ends, and nothing is changed, where the answer is no, where a unit of a running cycle would be closed,
    or where the office was changed by others before the answer came.
    """
    draft, present = reading.draft, _present_sop(chosen)
    now = chosen.clock.now()
    today = now.astimezone(ZoneInfo(draft.zone)).date()
    with opened(chosen) as connection, Session(bind=connection) as session:
        foreseen = _foreseen(connection, session, draft, today)
    if foreseen.busy:
        fail(f"Unit yang ikut dalam monev yang sedang berjalan tidak dapat ditutup: {', '.join(foreseen.busy)}.")
    if foreseen.lines:
        _ask(foreseen.lines, yes=yes)
    with opened(chosen) as connection, Session(bind=connection) as session:
        if foreseen.revision != _revision(session, draft.code):
            fail("Kantor diubah orang lain selagi ditanyakan. Tidak ada yang diubah; mohon ulangi.")
        office_id = take_in(session, draft, keep_logo(blobs, reading.logo), today)
        if foreseen.lines or foreseen.revision == NEW_OFFICE:
            Register(connection, office_id).append(OfficeFileTaken(foreseen.lines), None, now, None)
        kept = offices.days(session, office_id)
        moved = [] if present is None else _moved(connection, chosen, present, office_id)
    typer.echo(f"{draft.name} tersimpan. Berikutnya: monev invite")
    _say_days(foreseen, kept.added | kept.removed)
    _say_moved(moved)


def _revision(session: Session, code: str) -> int:
    listed = _listed(session, code)
    return NEW_OFFICE if listed is None else listed.revision


def _listed(session: Session, code: str) -> OfficeName | None:
    return next((each for each in offices.listed(session) if each.code == code), None)


def _foreseen(connection: Connection, session: Session, draft: OfficeDraft, today: date) -> Foreseen:
    listed = _listed(session, draft.code)
    if listed is None:
        return Foreseen(NEW_OFFICE)
    office, days = offices.load(session, listed.id), offices.days(session, listed.id)
    running = CycleBook(connection, listed.id, CycleCache()).all_running()
    busy = {unit_id for cycle in running for unit_id in cycle.unit_ids}
    named = {unit.code for unit in draft.units}
    return Foreseen(
        listed.revision,
        differences(take_out(session, listed), draft, today),
        frozenset(day for day in days.added | days.removed if day >= today),
        tuple(days.notes.items()),
        tuple(unit.name for unit in office.units if unit.id in busy and unit.code not in named),
    )


def _ask(found: tuple[str, ...], *, yes: bool) -> None:
    """Show what would change; unless the answer is yes the command ends, and nothing is changed."""
    typer.echo(f"Yang berubah ({len(found)}):")
    for line in found:
        typer.echo(f"• {line}")
    if not yes and not typer.confirm("Terapkan?", default=False):
        fail("Tidak ada yang diubah. Ulangi dengan --ya untuk menerapkannya tanpa ditanya.")


def _present_sop(chosen: Settings) -> PresentProcedure | None:
    try:
        return PresentProcedure.read(chosen.sop_file)
    except (ProcedureFileError, OSError) as error:
        typer.echo(f"Perhatian: batas waktu yang bergeser tidak dapat diperiksa. {error}", err=True)
        return None


def _moved(connection: Connection, chosen: Settings, present: PresentProcedure, office_id: int) -> list[str]:
    """Return which running deadlines the office's calendar moves now; moving and telling is the running bot's work."""
    from bot.following import foreseen  # here: what it needs of the running bot takes a while to load
    from bot.turn import World

    world = World(0, chosen.clock, present, OfficeCache(), CycleCache())  # no bot's: nothing is sent
    return foreseen(connection, world, office_id)


def _say_days(foreseen: Foreseen, kept: frozenset[date]) -> None:
    gone, notes = foreseen.days - kept, dict(foreseen.notes)
    if gone:
        typer.echo("Dihapus dari kalender kantor karena tidak ada di berkas, juga bila ditambahkan lewat /kalender:")
    for day in sorted(gone):
        typer.echo(f"• {day_words(day)} {notes.get(day, '')}".rstrip())


def _say_moved(moved: list[str]) -> None:
    if moved:
        typer.echo("Menurut kalender ini batas waktu yang berjalan bergeser:")
        for line in moved:
            typer.echo(line)
        typer.echo("Bot yang menyala memindahkannya dalam semenit dan memberi tahu yang berkepentingan, satu kali.")
