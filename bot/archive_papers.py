"""The papers of a cycle for its archive: each that can be drawn, as it stood at the last act of the record."""

from __future__ import annotations

from collections.abc import Callable

from documents.spec import KINDS
from handlers.desk import Room
from handlers.performance import kept_files, office_record, rules
from workflow.cycle import Cycle
from workflow.office import Role
from workflow.papers.e81 import e81_paper
from workflow.papers.kinds import PaperKind, Printed
from workflow.papers.matriks import matriks_paper
from workflow.papers.rekap_paper import rekap_paper
from workflow.papers.sheet import Sheet, Signature
from workflow.papers.signers import signer

TITLES = {
    PaperKind.REKAP: "Rekap capaian kinerja",
    PaperKind.FORM_E81: "Formulir E.81",
    PaperKind.FOLLOW_UPS_EXCEL: "Matriks rencana tindak lanjut (Excel)",
    PaperKind.FOLLOW_UPS_PDF: "Matriks rencana tindak lanjut",
}
"""What the index calls each kind."""


def cycle_papers(room: Room, cycle: Cycle) -> tuple[Printed, ...]:
    """Return the papers of the cycle that this edition can draw, dated by the room's instant."""
    made = ((kind, make(room, cycle)) for kind, make in _MAKERS.items() if kind in KINDS)
    quarter = cycle.quarter
    return tuple(
        Printed(kind, paper, f"{kind}-{quarter.year}-tw{quarter.number}.{kind.suffix}") for kind, paper in made
    )


def _rekap(room: Room, cycle: Cycle) -> object:
    return rekap_paper(_sheet(room), office_record(room, cycle), rules(room), _signer(room, Role.PERENCANAAN))


def _e81(room: Room, cycle: Cycle) -> object:
    return e81_paper(_sheet(room), office_record(room, cycle), _signer(room, Role.KEPALA_DINAS), rules(room))


def _matriks(room: Room, cycle: Cycle) -> object:
    cycles = room.records.recent_cycles()
    proving = {file_id for each in (cycle, *cycles) for report in each.follow_ups for file_id in report.files}
    kept = {file.id: file for file in kept_files(room, sorted(proving))}
    author, knowing = _signer(room, Role.PERENCANAAN), _signer(room, Role.KEPALA_DINAS)
    return matriks_paper(_sheet(room), cycle, cycles, room.office, kept, author, knowing)


def _sheet(room: Room) -> Sheet:
    return Sheet(room.records.letterhead(), room.office.zone, room.today)


def _signer(room: Room, role: Role) -> Signature:
    return signer(room.office, role, room.today)


_MAKERS: dict[PaperKind, Callable[[Room, Cycle], object]] = {
    PaperKind.REKAP: _rekap,
    PaperKind.FORM_E81: _e81,
    PaperKind.FOLLOW_UPS_EXCEL: _matriks,
    PaperKind.FOLLOW_UPS_PDF: _matriks,
}
