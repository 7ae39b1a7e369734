"""Makes what an office needs to go on by paper: from one instant of the record, also while the bot runs."""

from __future__ import annotations

import secrets
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection
from sqlmodel import Session

from bot.archiving import Gathered, gather, make
from bot.drawing_many import Draw
from bot.office_cache import read_office
from bot.records import OfficeRecords, PresentProcedure
from documents.archive_names import slug
from documents.archive_zip import Archived
from documents.export_zip import Export, ExportArchive, ExportPaper, write_export
from handlers import performance
from handlers.desk import Room
from handlers.papers import sheet_of
from handlers.texts import kiriman
from storage import offices
from storage.cycles import CycleCache
from workflow.cycle import DECIDE, Cycle
from workflow.office import Role
from workflow.papers.blank_forms import BlankForms
from workflow.papers.filing import file_name
from workflow.papers.kinds import PaperKind, Printed
from workflow.papers.manual_list import manual_list
from workflow.papers.plan_workbook import PlanWorkbook
from workflow.papers.signers import signer
from workflow.papers.unit_workbook import unit_workbook

FORMS = "formulir"


@dataclass(frozen=True)
class TitledPaper:
    """A paper to be drawn, where it comes to lie, and what the first page calls it."""

    printed: Printed
    path: str
    title: str


@dataclass(frozen=True)
class GatheredExport:
    """What the record holds at one instant."""

    office_code: str
    office_name: str
    zone: str
    as_of: datetime
    papers: tuple[TitledPaper, ...]
    cycles: tuple[Gathered, ...]

    @property
    def drawings(self) -> int:
        """How many papers are to be drawn."""
        return len(self.papers) + sum(len(each.papers) for each in self.cycles)


@dataclass(frozen=True)
class ExportFile:
    """A finished export. `faults` say what is missing in it, or cannot be trusted."""

    path: Path
    files: int
    faults: tuple[str, ...]


def gather_export(connection: Connection, office_id: int, now: datetime, present: PresentProcedure) -> GatheredExport:
    """Return what goes into the export of an office."""
    with Session(bind=connection) as session:
        known = read_office(session, office_id, offices.revision(connection, office_id), now.date())
    records = OfficeRecords(connection, 0, office_id, 0, 0, None, now, present, CycleCache())
    room = Room(now=now, office=known.office, calendar=known.calendar, records=records)
    running = sorted(records.running_cycles(), key=lambda cycle: cycle.quarter)
    return GatheredExport(
        known.office.code,
        records.letterhead().office or known.office.name,
        known.office.zone,
        now,
        tuple(_papers(room, running)),
        tuple(gather(connection, office_id, cycle.quarter, now, present) for cycle in running),
    )


def make_export(gathered: GatheredExport, store: Path, target: Path, draw: Draw) -> ExportFile:
    """Write the export to `target`, under its name only when it is complete. Raises OSError where it cannot."""
    drawn = [(paper, draw(paper.printed)) for paper in gathered.papers]
    papers = tuple(ExportPaper(paper.path, paper.title, data) for paper, data in drawn if data is not None)
    faults = [f"tidak dapat disusun: {paper.title}" for paper, data in drawn if data is None]
    draft = target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")
    try:
        with tempfile.TemporaryDirectory(prefix=".monev-", dir=target.absolute().parent) as scratch:
            archives = []
            for number, each in enumerate(gathered.cycles):
                made = make(each, store, Path(scratch) / f"{number}.zip", draw)
                faults += _faults(made.said, made.undrawn)
                archives.append(_archive(each, made.path))
            export = Export(
                export_name(gathered).removesuffix(".zip"),
                gathered.office_name,
                gathered.zone,
                gathered.as_of,
                papers,
                tuple(archives),
                tuple(faults),
            )
            with draft.open("xb") as out:
                files = write_export(out, export)
        draft.chmod(0o600)
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)
    return ExportFile(target, files, tuple(faults))


def export_name(gathered: GatheredExport) -> str:
    """Return the file's name: `lanjut-manual-kominfo-20261002-0710.zip`, its instant in UTC."""
    return f"lanjut-manual-{slug(gathered.office_code, 'kantor')}-{gathered.as_of:%Y%m%d-%H%M}.zip"


def _archive(gathered: Gathered, zip_file: Path) -> ExportArchive:
    quarter = gathered.facts.cycle.quarter
    title = f"Arsip Triwulan {quarter.roman} {quarter.year}"
    return ExportArchive(title, zip_file, f"{quarter.year}-TW{quarter.number}/INDEKS.html")


def _faults(said: Archived, undrawn: tuple[str, ...]) -> list[str]:
    return [
        *(f"tidak ada di penyimpanan: {title}" for title in said.missing),
        *(f"isi berubah sejak diterima: {title}" for title in said.changed),
        *(f"tidak dapat disusun: {title}" for title in undrawn),
    ]


def _papers(room: Room, running: list[Cycle]) -> Iterator[TitledPaper]:
    """Yield the list, the forms, and each unit's workbooks of the cycles that run."""
    sheet, office, on = sheet_of(room), room.office, room.today
    cycles = [(cycle, room.situation(cycle)) for cycle in running]
    planned = [*room.records.recent_cycles(), *running]
    listed = manual_list(sheet, cycles, list({each.id: each for each in planned}.values()), office, room.now)
    name = file_name(PaperKind.MANUAL_LIST, None)
    yield TitledPaper(Printed(PaperKind.MANUAL_LIST, listed, name), name, "Daftar tugas dan kontak")
    forms = BlankForms(
        sheet,
        running[-1].quarter if running else None,
        tuple(office.unit(unit_id).name for unit_id in running[-1].unit_ids) if running else (),
        *(signer(office, role, on) for role in (Role.KEPALA_DINAS, Role.SEKRETARIS, Role.PERENCANAAN)),
    )
    name = file_name(PaperKind.BLANK_FORMS, None)
    yield TitledPaper(Printed(PaperKind.BLANK_FORMS, forms, name), name, "Formulir kosong setiap langkah")
    for cycle in running:
        for unit_id in cycle.unit_ids:
            yield from _workbooks(room, cycle, unit_id)


def _workbooks(room: Room, cycle: Cycle, unit_id: int) -> Iterator[TitledPaper]:
    sheet, unit, quarter = sheet_of(room), room.office.unit(unit_id), cycle.quarter
    if room.records.indicators(unit_id, quarter):
        paper = unit_workbook(sheet, performance.unit_record(room, cycle, unit_id, None), quarter)
        name = kiriman.workbook_name(unit, quarter)
        yield TitledPaper(Printed(PaperKind.UNIT_WORKBOOK, paper, name), f"{FORMS}/{name}", f"Data {unit.name} (Excel)")
    given = cycle.direction(DECIDE, unit_id)
    plan = PlanWorkbook(sheet, unit.code, unit.name, quarter, given.text if given else "")
    name = file_name(PaperKind.PLAN_WORKBOOK, quarter, unit.code)
    title = f"Rencana tindak lanjut {unit.name} (Excel)"
    yield TitledPaper(Printed(PaperKind.PLAN_WORKBOOK, plan, name), f"{FORMS}/{name}", title)
