"""An invented cycle with two units, every kind of act in it, and the files that came with them."""

from __future__ import annotations

import hashlib
import io
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from office_figures import OFFICE_RECORD

from documents.archive_plan import ArchivedPaper, ArchiveFacts, HistoryEntry
from workflow import cycle as c
from workflow.cycle import Cycle, CycleState, IndicatorReport, ReceiptState, SubmissionState
from workflow.files import FileKind, KeptFile
from workflow.office import Actor, Holding, Office, Person, Post, Role, Unit
from workflow.quarter import Quarter

START = datetime(2026, 10, 1, 1, 0, tzinfo=UTC)
"""Thursday 1 October 2026, 08.00 WIB."""
CONTENT = {
    1: ("../../etc/passwd.xlsx", FileKind.XLSX, b"workbook as received"),
    2: ("=cmd|' /C calc'!A0.pdf", FileKind.PDF, b"%PDF-evidence"),
    3: ("foto\u202egpj.exe", FileKind.IMAGE, b"\xff\xd8\xff-photo"),
    4: ("Laporan Semester.pdf", FileKind.PDF, b"%PDF-report"),
    5: ("suara.ogg", FileKind.VOICE, b"OggS-voice"),
    6: ("rahasia.pdf", FileKind.PDF, b"%PDF-secret"),
}
UNITS = (Unit(1, "aptika", "Bidang Aplikasi Informatika"), Unit(2, "../ikp", "=Bidang <IKP> & Publik"))
POSTS = (
    Post(1, "kadis", "Kepala Dinas", Role.KEPALA_DINAS, None),
    Post(2, "kabid", "Kepala Bidang", Role.KABID, 1),
    Post(3, "rencana", "Kasubbag Perencanaan", Role.PERENCANAAN, None),
)
OFFICE = Office(
    id=1,
    code="kominfo",
    name="Dinas Komunikasi dan Informatika",
    zone="Asia/Jakarta",
    units=UNITS,
    posts=POSTS,
    persons=tuple(Person(each.id, f"p{each.id}", f"Orang {each.id}") for each in POSTS),
    holdings=tuple(Holding(each.id, each.id, date(2020, 1, 1)) for each in POSTS),
)
KADIS, KABID, PLANNER = (Actor(post.id, post.id, post.role, post.unit_id) for post in POSTS)
QUARTER = Quarter(2026, 3)


def after(hours: int) -> datetime:
    """Return an instant so many hours after the start."""
    return START + timedelta(hours=hours)


def _file(file_id: int) -> KeptFile:
    name, kind, data = CONTENT[file_id]
    return KeptFile(file_id, name, kind, len(data), hashlib.sha256(data).hexdigest(), 2, after(30 + file_id))


FILES = {file_id: _file(file_id) for file_id in CONTENT}
STORE = {file.sha256: CONTENT[file.id][2] for file in FILES.values()}


def opened(sha256: str) -> io.BytesIO | None:
    """Return kept content as the store does."""
    return io.BytesIO(STORE[sha256]) if sha256 in STORE else None


def _disposisi(version: int, secrecy: c.Secrecy, files: tuple[int, ...]) -> c.Disposisi:
    receipts = {3: c.Receipt(3, ReceiptState.READ, START)}
    return c.Disposisi(
        version,
        f"00{version}/MONEV/III/2026",
        "Monitoring dan evaluasi" if version == 2 else "hal yang rahasia",
        c.Urgency.SEGERA,
        secrecy,
        ("Proses lebih lanjut",),
        "",
        files,
        "",
        KADIS,
        after(version),
        receipts,
    )


def _submission(version: int, state: SubmissionState, files: tuple[int, ...], realisasi: str) -> c.Submission:
    code = OFFICE_RECORD.units[0].records[0].indicator.code
    report = IndicatorReport(code, Decimal(realisasi), None, "+faktor", "@penghambat", "", (2, 3))
    return c.Submission(
        unit_id=1,
        version=version,
        number="K-0142",
        note="=catatan\nbaris dua",
        files=files,
        state=state,
        submitted_by=KABID,
        submitted_at=after(30 + version),
        figures=(report,),
    )


CYCLE = Cycle(
    id=7,
    office_id=1,
    quarter=QUARTER,
    procedure_code="monev",
    procedure_version=1,
    state=CycleState.CLOSED,
    started_at=START,
    unit_ids=(1, 2),
    closed_at=after(200),
    disposisi=(_disposisi(1, c.Secrecy.RAHASIA, (6,)), _disposisi(2, c.Secrecy.BIASA, ())),
    directions=(c.Direction(c.DECIDE, 1, 1, "Perbaiki <segera>", (5,), KADIS, after(100), {}),),
    coordinations=(c.Coordination(1, "Disepakati", (), PLANNER, after(20)),),
    submissions=(
        _submission(1, SubmissionState.RETURNED_BY_EVALUATOR, (1, 2, 3), "2.5"),
        _submission(2, SubmissionState.ACCEPTED, (1, 2, 3), "2.75"),
    ),
    notes=(c.EvaluationNote(1, "Bukti kurang", PLANNER, after(60)),),
    exclusions=(c.Exclusion(2, "Kabid cuti", PLANNER, after(70)),),
    reports=(c.Report(1, "Baik", (4,), c.ReportState.SUBMITTED, PLANNER, after(80)),),
    plans=(c.FollowUpPlan(1, (c.FollowUpItem("-Menambah petugas", "Kasi", date(2026, 12, 1)),), KABID, after(120)),),
)
HISTORY = (
    HistoryEntry(START, "Orang 1, Kepala Dinas", "memulai monev Triwulan III", '{"no":1}'),
    HistoryEntry(after(200), "Orang 2, Kepala Bidang", "", '{"no":2}'),
)
FACTS = ArchiveFacts(
    cycle=CYCLE,
    office=OFFICE,
    office_name="Dinas Komunikasi & Informatika",
    files=FILES,
    indicators={1: tuple(each.indicator for each in OFFICE_RECORD.units[0].records)},
    papers=(ArchivedPaper("Laporan Monev TW III 2026.pdf", "Laporan Monev Triwulan", b"%PDF-paper"),),
    history=HISTORY,
)
