"""Papers as a room has them: gathered from its records for one cycle, dated by its day, signed by who holds the posts.

What is drawn stands in `documents/`; a paper is only data here, and travels with the message that carries it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from handlers.desk import Room
from handlers.outgoing import Message
from handlers.performance import evaluated_office, kept_files, office_record, rules, unit_record
from handlers.texts import arsip as archive_texts
from workflow.archive import ArchivePaper, file_ids
from workflow.cycle import Cycle, Disposisi
from workflow.files import KeptFile
from workflow.office import Role
from workflow.papers.build_laporan import LaporanFacts, laporan_paper
from workflow.papers.build_records import counted
from workflow.papers.charts import CapaianChart, capaian_chart
from workflow.papers.e81 import E81Paper, e81_paper
from workflow.papers.filing import file_name
from workflow.papers.kepatuhan import KepatuhanPaper, TimeAccount, kepatuhan_paper, time_account
from workflow.papers.kinds import PaperKind, Printed
from workflow.papers.laporan import LaporanPaper
from workflow.papers.lembar_disposisi import LembarDisposisi, lembar_disposisi, may_go_by_chat
from workflow.papers.matriks import MatriksPaper, matriks_paper
from workflow.papers.records import OfficeRecord
from workflow.papers.rekap_paper import RekapPaper, rekap_paper
from workflow.papers.sheet import Sheet, Signature
from workflow.papers.signers import signer
from workflow.papers.sop_chart import SopChart, sop_chart

MOST_ARCHIVED = 45 * 1024 * 1024
"""Bytes of people's files that fit in what Telegram takes of a bot (50 MB), beside the papers."""


def sheet_of(room: Room) -> Sheet:
    """Return the head of a paper that is made now."""
    return Sheet(room.records.letterhead(), room.office.zone, room.today)


def printed(room: Room, cycle: Cycle, kind: PaperKind) -> Printed:
    """Return the paper of the whole cycle as it stands; raises KeyError for a kind that is not one of `MAKERS`."""
    return Printed(kind, MAKERS[kind](room, cycle), file_name(kind, cycle.quarter))


def disposisi(room: Room, cycle: Cycle) -> Printed:
    """Return the lembar disposisi as it stands; whether it may go through chat is asked beforehand."""
    name = file_name(PaperKind.DISPOSISI, cycle.quarter)
    return Printed(PaperKind.DISPOSISI, _lembar(room, cycle, cycle.disposisi[-1]), name)


def all_disposisi(room: Room, cycle: Cycle) -> tuple[Printed, ...]:
    """Return the lembar of every version, its file named by its number; none of one that is rahasia."""
    open_ones = (issued for issued in cycle.disposisi if may_go_by_chat(issued))
    return tuple(
        Printed(PaperKind.DISPOSISI, _lembar(room, cycle, issued), _name_of_version(cycle, issued))
        for issued in open_ones
    )


def _name_of_version(cycle: Cycle, issued: Disposisi) -> str:
    of = issued.number if issued.version == 1 else f"{issued.version} {issued.number}"
    return file_name(PaperKind.DISPOSISI, cycle.quarter, of)


def sop_alone(room: Room, kind: PaperKind) -> Printed:
    """Return the present SOP, no cycle's steps marked in it, as PDF or as picture."""
    paper = sop_chart(sheet_of(room), room.records.procedure(None), _signer(room, Role.KEPALA_DINAS))
    return Printed(kind, paper, file_name(kind, None))


def unit_rekap(room: Room, cycle: Cycle, unit_id: int) -> Printed:
    """Return the rekap of one unit alone."""
    record = unit_record(room, cycle, unit_id, counted(cycle, unit_id))
    paper = rekap_paper(sheet_of(room), OfficeRecord(cycle.quarter, (record,)), rules(room))
    code = room.office.unit(unit_id).code
    return Printed(PaperKind.REKAP, paper, file_name(PaperKind.REKAP, cycle.quarter, code))


def archive(room: Room, cycle: Cycle) -> Message:
    """Return the message with the cycle's archive, made when it is delivered; too large a one is had otherwise."""
    found = kept_files(room, sorted(file_ids(cycle)))
    size = sum(file.size for file in found)
    if size > MOST_ARCHIVED:
        return Message(archive_texts.too_large(cycle, size))
    paper = ArchivePaper(room.office.id, cycle.quarter, len(room.records.history(cycle.id)))
    whole = Printed(PaperKind.ARCHIVE, paper, archive_texts.file_name(cycle))
    return Message(archive_texts.caption(cycle, len(found), size), paper=whole)


def has_figures(room: Room, cycle: Cycle) -> bool:
    """Tell whether any unit reports figures; without indicators there is nothing to chart."""
    return any(room.records.indicators(unit_id, cycle.quarter) for unit_id in cycle.unit_ids)


def _lembar(room: Room, cycle: Cycle, issued: Disposisi) -> LembarDisposisi:
    attached = {file.id: file for file in kept_files(room, issued.files)}
    return lembar_disposisi(cycle, issued.version, room.office, room.records.letterhead(), room.office.zone, attached)


def _laporan(room: Room, cycle: Cycle) -> LaporanPaper:
    cycles = room.records.recent_cycles()
    directed = (file_id for given in cycle.directions for file_id in given.files)
    facts = LaporanFacts(
        cycle,
        room.office,
        room.records.procedure(cycle),
        _time(room, cycle),
        cycles,
        {**_proving(room, cycle), **{file.id: file for file in kept_files(room, directed)}},
    )
    return laporan_paper(sheet_of(room), facts, office_record(room, cycle), rules(room))


def _rekap(room: Room, cycle: Cycle) -> RekapPaper:
    return rekap_paper(sheet_of(room), office_record(room, cycle), rules(room), _signer(room, Role.PERENCANAAN))


def _e81(room: Room, cycle: Cycle) -> E81Paper:
    return e81_paper(sheet_of(room), office_record(room, cycle), _signer(room, Role.KEPALA_DINAS), rules(room))


def _matriks(room: Room, cycle: Cycle) -> MatriksPaper:
    author, knowing = _signer(room, Role.PERENCANAAN), _signer(room, Role.KEPALA_DINAS)
    kept, cycles = _proving(room, cycle), room.records.recent_cycles()
    return matriks_paper(sheet_of(room), cycle, cycles, room.office, kept, author, knowing)


def _compliance(room: Room, cycle: Cycle) -> KepatuhanPaper:
    return kepatuhan_paper(sheet_of(room), cycle.quarter, _time(room, cycle), _signer(room, Role.SEKRETARIS))


def _sop(room: Room, cycle: Cycle) -> SopChart:
    approved_by, as_of = _signer(room, Role.KEPALA_DINAS), cycle.closed_at or room.now
    return sop_chart(sheet_of(room), room.records.procedure(cycle), approved_by, cycle, as_of)


def _chart(room: Room, cycle: Cycle) -> CapaianChart:
    return capaian_chart(evaluated_office(room, cycle), room.office.name, rules(room))


def _time(room: Room, cycle: Cycle) -> TimeAccount:
    history, procedure = room.records.history(cycle.id), room.records.procedure(cycle)
    return time_account(cycle, history, procedure, room.calendar, room.office, room.now)


def _proving(room: Room, cycle: Cycle) -> Mapping[int, KeptFile]:
    """Return the kept files that are evidence of plans' items, of this cycle's and of those carried over, by id."""
    cycles = (cycle, *room.records.recent_cycles())
    wanted = dict.fromkeys(file_id for each in cycles for report in each.follow_ups for file_id in report.files)
    return {file.id: file for file in kept_files(room, wanted)}


def _signer(room: Room, role: Role) -> Signature:
    return signer(room.office, role, room.today)


MAKERS: Mapping[PaperKind, Callable[[Room, Cycle], object]] = MappingProxyType(
    {
        PaperKind.REPORT_PDF: _laporan,
        PaperKind.REPORT_WORD: _laporan,
        PaperKind.REKAP: _rekap,
        PaperKind.FORM_E81: _e81,
        PaperKind.FOLLOW_UPS_PDF: _matriks,
        PaperKind.FOLLOW_UPS_EXCEL: _matriks,
        PaperKind.COMPLIANCE: _compliance,
        PaperKind.SOP: _sop,
        PaperKind.SOP_PICTURE: _sop,
        PaperKind.CHART_UNITS: _chart,
        PaperKind.CHART_QUARTERS: _chart,
        PaperKind.CHART_SPENDING: _chart,
    }
)
"""The papers of a whole cycle, and what each is gathered from; in the order in which they are offered."""
