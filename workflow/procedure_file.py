"""Reads an SOP from its TOML file and reports every fault at once, by file, step and field."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from importlib import resources

from workflow.office import SOP_ROLES, Role
from workflow.procedure import (
    DEFAULT_ESCALATION,
    Allotment,
    Column,
    Escalation,
    Head,
    Procedure,
    Reminders,
    Scope,
    Step,
    TimeUnit,
)
from workflow.toml_table import Fault, Table

STEP_COUNT = 7
"""The rules know what is done in steps 1 to 7; a file words, times and staffs them."""

MAX_AMOUNT = 1000
"""Far above any time an SOP allots; below what would carry a deadline out of the calendar."""

DEFAULT_FILE = "monev_kinerja.toml"


class ProcedureFileError(Exception):
    """An SOP file cannot be used; `faults` holds everything that is wrong with it."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = faults


def default_text() -> str:
    """Return the file of the SOP that comes with the product (SOP 830/ /IV.16-WK/2021)."""
    return resources.files("workflow").joinpath("sop", DEFAULT_FILE).read_text(encoding="utf-8")


def load_default_procedure() -> Procedure:
    """Return the SOP that comes with the product."""
    return load_procedure(default_text(), DEFAULT_FILE)


def load_procedure(text: str, source: str) -> Procedure:
    """Return the SOP that `text` describes; `source` names the file in messages. Raises ProcedureFileError."""
    faults: list[Fault] = []
    try:
        rows = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ProcedureFileError((Fault(source, None, "", f"bukan TOML yang sah: {error}"),)) from error
    procedure = _procedure(Table(rows, source, None, "", faults))
    if faults:
        raise ProcedureFileError(tuple(faults))
    return procedure


@dataclass(frozen=True)
class _Settings:
    """What holds for the whole SOP."""

    counts_working: dict[TimeUnit, bool]
    rework: Allotment | None
    reminders: Reminders
    escalation: Escalation


def _procedure(top: Table) -> Procedure:
    code, version = top.text("kode"), top.integer("versi", 1, MAX_AMOUNT)
    head = _head(top.table("kepala"))
    settings = _settings(top.table("pengaturan"))
    columns = tuple(_column(row) for row in top.tables("pelaksana"))
    steps = tuple(_step(row, settings, columns) for row in top.tables("langkah"))
    top.finish()
    _check_whole(top, steps, columns)
    return Procedure(code, version, head, columns, steps, settings.rework, settings.escalation)


def _head(row: Table) -> Head:
    head = Head(
        number=row.text("nomor"),
        made=row.text("tanggal_pembuatan"),
        name=row.text("nama_sop"),
        agency=row.text("instansi"),
        unit=row.text("unit"),
        legal_basis=row.texts("dasar_hukum"),
        qualifications=row.texts("kualifikasi_pelaksana"),
        related=row.texts("keterkaitan"),
        equipment=row.texts("peralatan"),
        warning=row.text("peringatan"),
        recording=row.text("pencatatan"),
    )
    row.finish()
    return head


def _settings(row: Table) -> _Settings:
    counts = {
        TimeUnit.HARI: row.flag("hari_kerja", absent=True),
        TimeUnit.JAM: row.flag("jam_kerja", absent=True),
        TimeUnit.MENIT: row.flag("menit_kerja", absent=True),
    }
    rework = _allotment(row.table("waktu_perbaikan"), counts) if row.has("waktu_perbaikan") else None
    reminders = _reminders(row.table("pengingat")) if row.has("pengingat") else Reminders()
    escalation = _escalation(row.table("eskalasi")) if row.has("eskalasi") else DEFAULT_ESCALATION
    row.finish()
    return _Settings(counts, rework, reminders, escalation)


def _escalation(row: Table) -> Escalation:
    """Read the line of command; it must end, whoever is overdue."""
    above = row.table("atasan")
    superiors = {role: _role(above, role.value) for role in SOP_ROLES if above.has(role.value)}
    above.finish()
    for role in superiors:
        seen = {role}
        while (role := superiors.get(role, role)) not in seen:
            seen.add(role)
        if role in superiors:
            row.fault("atasan", f"berputar pada {role.value}")
            break
    after = row.integer("setelah_menit", 0, MAX_AMOUNT)
    row.finish()
    return Escalation(tuple((role, superiors[role]) for role in Role if role in superiors), after)


def _role(row: Table, key: str) -> Role:
    role = row.choice(key, Role)
    if role not in SOP_ROLES:
        row.fault(key, f"{role.value} bukan pelaksana SOP")
    return role


def _roles(row: Table, key: str) -> tuple[Role, ...]:
    roles = row.choices(key, Role)
    if not set(roles) <= SOP_ROLES:
        row.fault(key, "admin bukan pelaksana SOP")
    return roles


def _allotment(row: Table, counts_working: dict[TimeUnit, bool]) -> Allotment:
    amount, unit = row.integer("jumlah", 1, MAX_AMOUNT), row.choice("satuan", TimeUnit)
    row.finish()
    return Allotment(amount, unit, counts_working[unit])


def _reminders(row: Table) -> Reminders:
    reminders = Reminders(
        percents=row.integers("persen", 1, 99),
        days_before=row.integers("hari_sebelum", 1, MAX_AMOUNT),
        last_morning=row.flag("pagi_hari_terakhir", absent=False),
        when_due=row.flag("jatuh_tempo", absent=False),
        not_begun=row.integer("belum_mulai", 1, 99) if row.has("belum_mulai") else None,
    )
    row.finish()
    return reminders


def _column(row: Table) -> Column:
    column = Column(row.text("kode"), row.text("nama"), _roles(row, "peran"))
    row.finish()
    return column


def _step(row: Table, settings: _Settings, columns: tuple[Column, ...]) -> Step:
    row = row.named_by("no")
    step = Step(
        number=row.integer("no", 1, STEP_COUNT),
        activity=row.text("kegiatan"),
        column=row.one_of("pelaksana", tuple(column.code for column in columns)),
        roles=_roles(row, "pelaku"),
        receivers=_roles(row, "penerima"),
        requirement=row.text("persyaratan"),
        allotment=_allotment(row.table("waktu"), settings.counts_working),
        output=row.text("output"),
        scope=row.choice("lingkup", Scope),
        returns_to=row.integer("kembali_ke", 1, STEP_COUNT) if row.has("kembali_ke") else None,
        reminders=_reminders(row.table("pengingat")) if row.has("pengingat") else settings.reminders,
        givers=_roles(row, "pemberi") if row.has("pemberi") else (),
        is_start=row.flag("mulai", absent=False),
        is_end=row.flag("selesai", absent=False),
    )
    if step.returns_to is not None and step.returns_to > step.number:
        row.fault("kembali_ke", f"langkah {step.returns_to} belum dikerjakan saat langkah {step.number}")
    row.finish()
    return step


def _check_whole(top: Table, steps: tuple[Step, ...], columns: tuple[Column, ...]) -> None:
    """Report what no single row can be blamed for: the numbering, where the SOP begins and ends, doubled columns."""
    numbers = [step.number for step in steps]
    if numbers != list(range(1, STEP_COUNT + 1)):
        top.fault("langkah", f"harus bernomor 1 sampai {STEP_COUNT} berurutan, bukan {numbers}")
    if [step.number for step in steps if step.is_start] != [1]:
        top.fault("langkah", "hanya langkah 1 yang bertanda mulai")
    if [step.number for step in steps if step.is_end] != [STEP_COUNT]:
        top.fault("langkah", f"hanya langkah {STEP_COUNT} yang bertanda selesai")
    codes = [column.code for column in columns]
    for code in sorted({code for code in codes if codes.count(code) > 1}):
        top.fault("pelaksana", f"kode {code!r} ada lebih dari sekali")
