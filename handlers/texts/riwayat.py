"""The words of the history: every act in a short clause, without the content of letters."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from markupsafe import Markup

from handlers.texts import card
from handlers.texts.tindak_lanjut import STATUSES
from handlers.texts.words import EMPTY, acting, brief, fill, lines, paragraphs, quarter
from workflow import events as e
from workflow.cycle import COLLECT, DECIDE, DIRECT, Cycle
from workflow.evolve import Assignments, Evaluations, Timings
from workflow.evolve_follow_ups import FollowUps
from workflow.evolve_letters import Letters
from workflow.evolve_submissions import Submissions
from workflow.office import Office

if TYPE_CHECKING:
    from handlers.desk import Desk

TASKS, STATUS, WHOLE = "Tugas saya", "Status", "Seluruh riwayat"
OF_OFFICE, OF_CYCLE = "Register kantor", "Riwayat monev"
NOT_FOR_YOU = Markup("Riwayat ini hanya untuk pimpinan, Tim, Subbag Perencanaan, dan unit yang bersangkutan.")
NO_HISTORY = Markup("Belum ada riwayat.")


def step(number: int) -> str:
    """Return the label of a step."""
    return f"{number}. {card.STEPS[number]}"


def history(cycle: Cycle, acts: Sequence[e.Recorded], desk: Desk, of_step: int = 0, unit_id: int = 0) -> Markup:
    """Return the acts, oldest first: when, who, in which capacity, what; `of_step` and `unit_id` say of which part."""
    parts = [quarter(cycle.quarter)]
    if of_step in card.STEPS:
        parts.append(step(of_step))
    if unit_id:
        parts.append(desk.office.unit(unit_id).name)
    return paragraphs(
        fill("<b>Riwayat {part}</b>, {n} tindakan terakhir", part=" · ".join(parts), n=len(acts)),
        lines(*(_act(recorded, desk) for recorded in acts)),
    )


def _act(recorded: e.Recorded, desk: Desk) -> Markup:
    return fill(
        "{at} · {who}: {what}",
        at=brief(recorded.at, desk.calendar),
        who=acting(recorded.actor, desk.office),
        what=happened(recorded.event, desk.office),
    )


def happened(event: e.Event, office: Office) -> Markup:
    """Say what happened; empty for what only follows from another event."""
    match event:
        case e.CycleStarted(quarter=which):
            return fill("memulai monev {quarter}", quarter=quarter(which))
        case e.CoordinationRecorded() | e.PlanSubmitted():
            return _done_once(event, office)
        case e.AssignmentStarted() | e.AssignmentMoved() | e.AssignmentEnded() | e.CycleClosed():
            return _followed(event)
        case (
            e.WorkPromised()
            | e.HelpAsked()
            | e.ExtensionAsked()
            | e.ExtensionGranted()
            | e.ExtensionRefused()
            | e.DeadlineMoved()
        ):
            return _timed(event, office)
        case e.EvaluationNoted() | e.UnitExcluded() | e.ReportSubmitted() | e.ReportReturned():
            return _evaluated(event, office)
        case e.FollowUpReported() | e.FollowUpVerified() | e.FollowUpReturned():
            return _followed_up(event, office)
        case (
            e.DraftSubmitted()
            | e.DraftRead()
            | e.DraftWithdrawn()
            | e.DraftReturned()
            | e.DataSent()
            | e.DataAccepted()
            | e.DataReturned()
            | e.DataReopened()
        ):
            return _submitted(event, office)
        case _:
            return _wrote(event, office)


def _done_once(event: e.CoordinationRecorded | e.PlanSubmitted, office: Office) -> Markup:
    unit = office.unit(event.unit_id).name
    match event:
        case e.CoordinationRecorded():
            return fill("mencatat koordinasi dengan {unit}", unit=unit)
        case e.PlanSubmitted(items=items):
            return fill("mengirim {n} rencana tindak lanjut {unit}", n=len(items), unit=unit)


def _followed(event: Assignments | e.CycleClosed) -> Markup:
    return Markup("menyelesaikan monev") if isinstance(event, e.CycleClosed) else EMPTY


def _evaluated(event: Evaluations, office: Office) -> Markup:
    match event:
        case e.EvaluationNoted(unit_id):
            return fill("memberi catatan evaluasi {unit}", unit=office.unit(unit_id).name)
        case e.UnitExcluded(unit_id):
            return fill("memutuskan lanjut tanpa data {unit}", unit=office.unit(unit_id).name)
        case e.ReportSubmitted(version):
            return fill("menyampaikan laporan evaluasi versi {version}", version=version)
        case e.ReportReturned(version):
            return fill("mengembalikan laporan evaluasi versi {version}", version=version)


def _timed(event: Timings, office: Office) -> Markup:
    title = card.STEPS[event.step]
    task = title[0].lower() + title[1:] + (f" {_unit(office, event.unit_id)}" if event.unit_id else "")
    match event:
        case e.WorkPromised():
            return fill("berjanji menyelesaikan {task} besok pagi", task=task)
        case e.HelpAsked():
            return fill("meminta bantuan untuk {task}", task=task)
        case e.ExtensionAsked(days=days):
            return fill("meminta perpanjangan {days} hari kerja untuk {task}", days=days, task=task)
        case e.ExtensionGranted(days=days):
            return fill("menyetujui perpanjangan {days} hari kerja untuk {task}", days=days, task=task)
        case e.ExtensionRefused():
            return fill("menolak perpanjangan untuk {task}", task=task)
        case e.DeadlineMoved(reason=reason):
            return fill("menggeser batas {task} mengikuti kalender ({reason})", task=task, reason=reason)


_SUBMITTED: dict[type[Submissions], str] = {
    e.DraftSubmitted: "mengirim data {unit} versi {version} kepada Kabid",
    e.DraftRead: "membuka data {unit} versi {version}",
    e.DraftWithdrawn: "menarik kembali data {unit} versi {version}",
    e.DraftReturned: "mengembalikan data {unit} versi {version} kepada pengisinya",
    e.DataSent: "menyetujui dan meneruskan data {unit} versi {version}",
    e.DataAccepted: "menerima data {unit} versi {version}",
    e.DataReturned: "mengembalikan data {unit} versi {version} kepada unit",
    e.DataReopened: "memutuskan membuka kembali data {unit} versi {version}",
}


def _submitted(event: Submissions, office: Office) -> Markup:
    return fill(_SUBMITTED[type(event)], unit=office.unit(event.unit_id).name, version=event.version)


def _followed_up(event: FollowUps, office: Office) -> Markup:
    which = {"unit": office.unit(event.unit_id).name, "n": event.item}
    match event:
        case e.FollowUpReported(status=status):
            return fill("melaporkan tindak lanjut {unit} butir {n}: {status}", **which, status=STATUSES[status])
        case e.FollowUpVerified():
            return fill("memverifikasi tindak lanjut {unit} butir {n}", **which)
        case e.FollowUpReturned():
            return fill("mengembalikan tindak lanjut {unit} butir {n}", **which)


_DIRECTED = {
    DIRECT: "memberi arahan kepada Tim Monev",
    COLLECT: "memerintahkan {unit} mengumpulkan data",
    DECIDE: "memberi arahan kepada {unit}",
}
_READ = {
    DIRECT: "membaca arahan untuk Tim Monev",
    COLLECT: "membaca perintah untuk {unit}",
    DECIDE: "membaca arahan untuk {unit}",
}


def _wrote(event: Letters, office: Office) -> Markup:
    match event:
        case e.DisposisiIssued(version, number):
            return fill("mengirim disposisi {number} (versi {version})", number=number, version=version)
        case e.DisposisiWithdrawn():
            return Markup("menarik kembali disposisi")
        case e.DisposisiRead():
            return Markup("membaca disposisi")
        case e.DisposisiAccepted():
            return Markup("menerima disposisi")
        case e.DisposisiReturned():
            return Markup("mengembalikan disposisi")
        case e.DirectionGiven(step, unit_id):
            return fill(_DIRECTED[step], unit=_unit(office, unit_id))
        case e.DirectionRead(step, unit_id):
            return fill(_READ[step], unit=_unit(office, unit_id))


def _unit(office: Office, unit_id: int | None) -> str:
    return "" if unit_id is None else office.unit(unit_id).name
