"""What the rehearsed quarter left in the database and the data directory, read after the bot has stopped."""

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from zoneinfo import ZoneInfo

from sqlalchemy import Connection
from sqlmodel import Session

from bot.opened import opened
from bot.settings import Settings
from handlers.texts.riwayat import happened
from handlers.texts.unit_kerja import STATES
from handlers.texts.words import acting, day, size
from storage import files as stored_files
from storage import inbox, offices, outbox
from storage.blobs import BlobStore
from storage.cycles import CycleBook, CycleCache
from storage.tables.mail import OutboxState
from workflow import events as e
from workflow.archive import file_ids
from workflow.cycle import Cycle, CycleState, Phase
from workflow.events import Recorded
from workflow.evolve import BrokenHistoryError, fold
from workflow.files import FileKind, KeptFile
from workflow.invariants import violations
from workflow.office import Office

_BAD_LINES = ('"level": "ERROR"', '"level": "CRITICAL"', "Traceback (most recent call last)")
_ENDINGS = {FileKind.XLSX: "xlsx", FileKind.DOCX: "docx", FileKind.PDF: "pdf", FileKind.VOICE: "ogg"}
PHASES = {
    Phase.ACTING: "dikerjakan",
    Phase.TO_ORDER: "menunggu perintah Tim",
    Phase.FILLING: "diisi Staf/Kasi",
    Phase.CHECKING: "diperiksa Kabid",
}
_PNG = b"\x89PNG"


@dataclass(frozen=True)
class Results:
    """What is wrong (empty where nothing is), and what was produced, to be read and to be kept."""

    faults: tuple[str, ...] = ()
    summary: str = ""
    history: str = ""
    files: tuple[tuple[str, bytes], ...] = ()


def faults_in_log(log: str) -> tuple[str, ...]:
    """Return the lines of the bot's log that a clean run does not have."""
    return tuple(f"Catatan bot: {line}" for line in log.splitlines() if any(bad in line for bad in _BAD_LINES))


def read(settings: Settings) -> Results:
    """Return what the only office of the database has produced in its latest cycle."""
    blobs = BlobStore(settings.data_dir / "files")
    with opened(settings) as connection, Session(bind=connection) as session:
        office = offices.load(session, offices.listed(session)[0].id)
        book = CycleBook(connection, office.id, CycleCache())
        faults = [*_faults_in_mail(connection, settings)]
        try:
            cycle = book.latest()
        except BrokenHistoryError as error:
            return Results((*faults, f"Riwayat tidak dapat disusun ulang: {error!r}"))
        if cycle is None:
            return Results((*faults, "Tidak ada monev di basis data."))
        history = book.history(cycle.id)
        found = (stored_files.get(session, office.id, file_id) for file_id in sorted(file_ids(cycle)))
        kept = [file for file in found if file is not None]
    contents = [(file, _content(blobs, file)) for file in kept]
    faults += [*_faults_in_cycle(cycle, history), *_faults_in_files(cycle, contents)]
    return Results(
        tuple(faults),
        _summary(cycle, office, kept, len(history)),
        _history(history, office),
        tuple((safe_name(file, content), content) for file, content in contents),
    )


def _faults_in_mail(connection: Connection, settings: Settings) -> Iterable[str]:
    now = settings.clock.now()
    for dead in inbox.dead_letters(connection, settings.bot_id):
        yield f"Pesan masuk {dead.id} gagal diproses ({dead.code}): {dead.error}"
    for waiting in inbox.pending(connection, settings.bot_id, now):
        yield f"Pesan masuk {waiting.id} belum diproses."
    for lost in outbox.undelivered(connection, settings.bot_id):
        yield f"Pesan keluar {lost.id} ({lost.method}) {lost.state}: {lost.error}"
    pending = outbox.count(connection, settings.bot_id, OutboxState.PENDING)
    if pending:
        yield f"{pending} pesan keluar belum terkirim."


def _faults_in_cycle(cycle: Cycle, history: Sequence[Recorded]) -> Iterable[str]:
    if fold(history, cycle_id=cycle.id, office_id=cycle.office_id) != cycle:
        yield "Riwayat menghasilkan keadaan yang lain."
    if cycle.state is not CycleState.CLOSED:
        yield f"Monev belum selesai: {cycle.state.value}."
    yield from (f"Aturan dilanggar: {fault}" for fault in violations(cycle))


def _faults_in_files(cycle: Cycle, contents: Sequence[tuple[KeptFile, bytes]]) -> Iterable[str]:
    missing = file_ids(cycle) - {file.id for file, _ in contents}
    yield from (f"Berkas {file_id} tidak tercatat." for file_id in sorted(missing))
    for file, content in contents:
        if hashlib.sha256(content).hexdigest() != file.sha256:
            yield f"Isi berkas {file.id} tidak sesuai sidik jarinya."


def _content(blobs: BlobStore, file: KeptFile) -> bytes:
    path = blobs.path(file.sha256)
    return path.read_bytes() if path.is_file() else b""


def safe_name(file: KeptFile, content: bytes) -> str:
    """Return a name for a copy: its number, what is harmless of its name, an ending that fits its content."""
    stem = re.sub(r"[^a-z0-9]+", "-", PurePosixPath(file.name).stem.lower()).strip("-")[:60]
    ending = _ENDINGS.get(file.kind, "png" if content.startswith(_PNG) else "jpg")
    return f"{file.id:03d}-{stem or 'berkas'}.{ending}"


def _summary(cycle: Cycle, office: Office, kept: Sequence[KeptFile], events: int) -> str:
    by_id = {file.id: file for file in kept}
    parts = [f"Disposisi {cycle.disposisi[-1].number}, {len(cycle.directions)} arahan dan perintah"]
    for unit_id in cycle.unit_ids:
        parts += ["", *_unit(cycle, unit_id, office, by_id)]
    parts += ["", *(f"Laporan versi {each.version}: {len(each.files)} berkas" for each in cycle.reports)]
    parts += ["", f"Riwayat: {events} kejadian. Berkas: {len(kept)}."]
    return "\n".join(parts)


def _unit(cycle: Cycle, unit_id: int, office: Office, files: dict[int, KeptFile]) -> Iterable[str]:
    yield office.unit(unit_id).name
    if cycle.is_excluded(unit_id):
        yield "  tanpa data, keputusan Sekretaris"
    for sent in (each for each in cycle.submissions if each.unit_id == unit_id):
        yield f"  {sent.number}, versi {sent.version}: {STATES[sent.state]}"
        for file in (files[file_id] for file_id in sent.files if file_id in files):
            yield f"    {file.name} · {size(file.size)} · sha256 {file.sha256}"
    for plan in (each for each in cycle.plans if each.unit_id == unit_id):
        yield f"  Rencana tindak lanjut: {len(plan.items)} butir"
        yield from (f"    {item.action} ({item.responsible}, {day(item.due_on)})" for item in plan.items)


def _history(history: Sequence[Recorded], office: Office) -> str:
    zone, lines = ZoneInfo(office.zone), []
    for place, recorded in enumerate(history, start=1):
        at = f"{place:4d}. {recorded.at.astimezone(zone):%d-%m-%Y %H.%M.%S}  "
        what = happened(recorded.event, office).striptags()
        if not what:
            lines.append(f"{at}  → {_followed(recorded, office)}")
            continue
        lines.append(f"{at}{acting(recorded.actor, office).striptags()}: {what}")
        said = getattr(recorded.event, "reason", "") or getattr(recorded.event, "text", "")
        lines += [f"      │ {line}" for line in said.splitlines()]
    return "\n".join(lines) + "\n"


def _followed(recorded: Recorded, office: Office) -> str:
    """Say which task began, moved on or ended by the act above."""
    match recorded.event:
        case e.AssignmentStarted(step, unit_id):
            return f"tugas langkah {step}{_of(unit_id, office)} dimulai"
        case e.AssignmentMoved(step, unit_id, phase):
            return f"tugas langkah {step}{_of(unit_id, office)} berpindah: {PHASES[phase]}"
        case e.AssignmentEnded(step, unit_id):
            return f"tugas langkah {step}{_of(unit_id, office)} berakhir"
        case other:
            return type(other).__name__


def _of(unit_id: int | None, office: Office) -> str:
    return "" if unit_id is None else f", {office.unit(unit_id).name},"
