"""Why something could not be done, in one sentence that the person can act on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from handlers.buttons import StaleButtonError, UnknownButtonError
from handlers.desk import NoPostError
from handlers.texts import card, perubahan_ditolak, serah_terima
from handlers.texts.letters import RECEIPTS
from handlers.texts.refused_fields import invalid_field
from handlers.texts.words import EMPTY, acting, fill, instant, lines, listed, paragraphs, quarter, quoted
from workflow import refusals as r
from workflow.cycle import AssignmentState, CycleState, Phase, SubmissionState
from workflow.office import Actor, HoldingKind
from workflow.office_refusals import OfficeRefusalError
from workflow.stand_ins import lent_posts
from workflow.strategic import StrategicActError

if TYPE_CHECKING:
    from handlers.desk import Desk

OPEN_TASK = "Buka tugas ini"
TASKS = "Tugas saya"
ALERT_LIMIT = 180
"""Characters of a note on a tap; Telegram takes 200."""
LABEL_LIMIT = 60


def sentence(error: Exception, desk: Desk) -> Markup:
    """Return why it was refused. Raises KeyError for an error that is no refusal."""
    if isinstance(error, OfficeRefusalError):
        return perubahan_ditolak.refused(error, desk)
    return _SENTENCES[type(error)](error, desk)


def with_what_was_typed(said: Markup, text: str, files: int) -> Markup:
    """Return the sentence with what the person had typed, so that nothing is lost."""
    return paragraphs(
        said,
        fill("Teks Bapak/Ibu:\n{text}", text=quoted(text)) if text else EMPTY,
        fill("📎 {n} berkas Bapak/Ibu tetap tersimpan.", n=files) if files else EMPTY,
    )


def still_open(what: str) -> Markup:
    """Say that what the person was writing still stands."""
    return fill("Isian Bapak/Ibu ({what}) tetap tersimpan.", what=what)


def _unit(desk: Desk, unit_id: int | None) -> str:
    found = [unit.name for unit in desk.office.units if unit.id == unit_id]
    return found[0] if found else "unit ini"


def _task(desk: Desk, step: int, unit_id: int | None) -> Markup:
    of_unit = f", {_unit(desk, unit_id)}" if unit_id is not None else ""
    title = card.STEPS.get(step, "")
    return fill("Langkah {step} ({title}{of_unit})", step=step, title=title, of_unit=of_unit)


def _who(by: Actor | None, desk: Desk) -> Markup:
    if by is None:
        return Markup("petugas lain")
    return Markup("Bapak/Ibu sendiri") if by.person_id == desk.me.id else acting(by, desk.office)


def _when(at: datetime | None, desk: Desk) -> str:
    return f" pada {instant(at, desk.calendar, desk.office)}" if at is not None else ""


def _not_permitted(error: r.NotPermittedError, _desk: Desk) -> Markup:
    who = listed(card.HOLDERS[role] for role in sorted(error.permitted, key=list(card.HOLDERS).index))
    return fill("Ini tugas {who}; jabatan Bapak/Ibu tidak dapat melakukannya.", who=who)


def _other_unit(error: r.OtherUnitError, desk: Desk) -> Markup:
    return fill("Ini milik {unit}; Bapak/Ibu bertugas di unit lain.", unit=_unit(desk, error.unit_id))


def _not_a_recipient(_error: r.NotARecipientError, _desk: Desk) -> Markup:
    return Markup("Ini tidak ditujukan kepada jabatan Bapak/Ibu, jadi tidak dapat dibuka.")


def _not_sender(error: r.NotSenderError, desk: Desk) -> Markup:
    return fill("Hanya pengirimnya, {who}, yang dapat menariknya kembali.", who=acting(error.sender, desk.office))


def _self_approval(error: r.SelfApprovalError, desk: Desk) -> Markup:
    return fill(
        "Data {unit} ini Bapak/Ibu isi atau kirim sendiri, jadi harus disetujui orang lain. Hubungi admin kantor.",
        unit=_unit(desk, error.unit_id),
    )


def _cycle_missing(_error: r.CycleMissingError, _desk: Desk) -> Markup:
    return Markup("Monev yang dimaksud tombol ini tidak ada di kantor Bapak/Ibu.")


def _cycle_exists(error: r.CycleExistsError, _desk: Desk) -> Markup:
    state = "sudah selesai" if error.state is CycleState.CLOSED else "sudah dimulai"
    return fill("Monev {quarter} {state}, jadi tidak dibuat lagi.", quarter=quarter(error.quarter), state=state)


def _cycle_ended(error: r.CycleEndedError, desk: Desk) -> Markup:
    closed = error.state is CycleState.CLOSED
    return fill(
        "Monev {quarter} {state}{when}; tidak ada lagi yang dapat diubah di dalamnya.",
        quarter=quarter(error.quarter),
        state="sudah selesai" if closed else "dihentikan karena disposisinya ditarik",
        when=_when(error.at, desk),
    )


def _quarter_not_ended(error: r.QuarterNotEndedError, _desk: Desk) -> Markup:
    return fill("{quarter} belum berakhir, jadi datanya belum dapat dimonev.", quarter=quarter(error.quarter))


def _not_started(error: r.StepNotStartedError, desk: Desk) -> Markup:
    return fill(
        "{task} belum dimulai. Bot akan memberi tahu bila sudah waktunya.", task=_task(desk, error.step, error.unit_id)
    )


_ENDINGS = {
    AssignmentState.OPEN: "masih berjalan pada",  # never said: what is open has not ended
    AssignmentState.DONE: "sudah dikerjakan oleh",
    AssignmentState.EXCLUDED: "dilewati atas keputusan",
    AssignmentState.CANCELLED: "tidak berlaku lagi karena tindakan",
}


def _step_ended(error: r.StepEndedError, desk: Desk) -> Markup:
    return fill(
        "{task} {ending} {who}{when}.",
        task=_task(desk, error.step, error.unit_id),
        ending=_ENDINGS[error.state],
        who=_who(error.by, desk),
        when=_when(error.at, desk),
    )


_PHASES = {
    Phase.ACTING: "sedang dikerjakan petugasnya",
    Phase.TO_ORDER: "masih menunggu perintah dari Tim Monev",
    Phase.FILLING: "sedang diisi oleh Staf/Kasi",
    Phase.CHECKING: "sedang diperiksa Kabid",
}


def _wrong_phase(error: r.WrongPhaseError, desk: Desk) -> Markup:
    return fill("Data {unit} {state}.", unit=_unit(desk, error.unit_id), state=_PHASES[Phase(error.phase)])


def _stale_version(error: r.StaleVersionError, desk: Desk) -> Markup:
    if not error.current:
        return fill("Belum ada data {unit} yang dikirim.", unit=_unit(desk, error.unit_id))
    return fill(
        "Tombol ini untuk versi {version} data {unit}; yang berlaku sekarang versi {current}.",
        version=error.version,
        unit=_unit(desk, error.unit_id),
        current=error.current,
    )


_SUBMISSIONS = {
    SubmissionState.CHECKING: "sudah dikirim ke Kabid oleh",
    SubmissionState.WITHDRAWN: "sudah ditarik kembali oleh",
    SubmissionState.RETURNED_BY_KABID: "sudah dikembalikan oleh",
    SubmissionState.SENT: "sudah diteruskan ke Subbag Perencanaan oleh",
    SubmissionState.RETURNED_BY_EVALUATOR: "sudah dikembalikan oleh",
    SubmissionState.ACCEPTED: "sudah diterima oleh",
    SubmissionState.REOPENED: "sudah dibuka kembali oleh",
}


def _submission_state(error: r.SubmissionStateError, desk: Desk) -> Markup:
    return fill(
        "Data {unit} versi {version} {state} {who}{when}.",
        unit=_unit(desk, error.unit_id),
        version=error.version,
        state=_SUBMISSIONS[error.state],
        who=_who(error.by, desk),
        when=_when(error.at, desk),
    )


def _letter_state(error: r.LetterStateError, desk: Desk) -> Markup:
    state = RECEIPTS[error.state].split(" ", 1)[1]
    return fill("Surat ini sudah {state}{when}.", state=state, when=_when(error.at, desk))


def _already_read(error: r.AlreadyReadError, desk: Desk) -> Markup:
    titles = [post.title for post in desk.office.posts if post.id == error.post_id]
    return fill(
        "Ini sudah dibaca oleh {who}{when}, jadi tidak dapat ditarik lagi.",
        who=titles[0] if titles else "penerimanya",
        when=_when(error.at, desk),
    )


def _units_pending(error: r.UnitsPendingError, desk: Desk) -> Markup:
    units = card.units([_unit(desk, unit_id) for unit_id in error.unit_ids])
    return fill("Laporan masih menunggu data yang diterima, atau keputusan Sekretaris, untuk {units}.", units=units)


def _not_reported(error: r.NotReportedError, desk: Desk) -> Markup:
    return fill(
        "Data {unit} belum dikunci karena laporan belum disampaikan. Subbag Perencanaan dapat mengembalikannya.",
        unit=_unit(desk, error.unit_id),
    )


def _already_directed(error: r.AlreadyDirectedError, desk: Desk) -> Markup:
    return fill(
        "Kepala Dinas sudah memberi arahan atas laporan {quarter}, jadi data {unit} tidak dapat dibuka kembali. "
        "Perbaiki dalam data triwulan berikutnya.",
        quarter=quarter(error.quarter),
        unit=_unit(desk, error.unit_id),
    )


def _unknown_item(error: r.UnknownItemError, desk: Desk) -> Markup:
    unit = _unit(desk, error.unit_id)
    if not error.count:
        return fill("Rencana tindak lanjut {unit} belum dikirim, jadi belum ada yang dilaporkan.", unit=unit)
    return fill("Rencana tindak lanjut {unit} hanya memuat {n} butir.", unit=unit, n=error.count)


def _follow_up_verified(error: r.FollowUpVerifiedError, desk: Desk) -> Markup:
    return fill(
        "Tindak lanjut {unit} butir {n} sudah diverifikasi oleh {who}{when}.",
        unit=_unit(desk, error.unit_id),
        n=error.item,
        who=_who(error.by, desk),
        when=_when(error.at, desk),
    )


def _follow_up_not_reported(error: r.FollowUpNotReportedError, desk: Desk) -> Markup:
    return fill(
        "Tindak lanjut {unit} butir {n} sedang tidak menunggu verifikasi; unit belum melaporkannya selesai.",
        unit=_unit(desk, error.unit_id),
        n=error.item,
    )


def _follow_up_changed(error: r.FollowUpChangedError, desk: Desk) -> Markup:
    return fill(
        "Tindak lanjut {unit} butir {n} sudah dilaporkan lagi{when}; mohon periksa laporan yang terakhir.",
        unit=_unit(desk, error.unit_id),
        n=error.item,
        when=_when(error.at, desk),
    )


def _own_follow_up(error: r.OwnFollowUpError, desk: Desk) -> Markup:
    return fill(
        "Tindak lanjut {unit} butir {n} Bapak/Ibu laporkan sendiri, jadi harus diverifikasi orang lain.",
        unit=_unit(desk, error.unit_id),
        n=error.item,
    )


def _unit_excluded(error: r.UnitExcludedError, desk: Desk) -> Markup:
    return fill(
        "Evaluasi dilanjutkan tanpa data {unit}, keputusan {who}{when}.",
        unit=_unit(desk, error.unit_id),
        who=_who(error.by, desk),
        when=_when(error.at, desk),
    )


def _unknown_unit(_error: r.UnknownUnitError, _desk: Desk) -> Markup:
    return Markup("Unit yang dimaksud tombol ini tidak ikut dalam monev triwulan ini.")


def _not_holder(error: r.NotHolderError, desk: Desk) -> Markup:
    return fill("{task} saat ini dipegang orang lain, bukan Bapak/Ibu.", task=_task(desk, error.step, error.unit_id))


def _not_giver(error: r.NotGiverError, _desk: Desk) -> Markup:
    if not error.givers:
        return Markup("Waktu langkah ini tidak dapat diperpanjang: SOP tidak menyebut siapa yang memutuskannya.")
    return fill("Perpanjangan waktu langkah ini hanya diputuskan oleh {who}.", who=card.holders(error.givers))


def _no_time_runs(error: r.NoTimeRunsError, desk: Desk) -> Markup:
    return fill(
        "{task} belum punya batas waktu, jadi belum ada yang dijanjikan atau diperpanjang.",
        task=_task(desk, error.step, error.unit_id),
    )


def _promise_too_late(error: r.PromiseTooLateError, desk: Desk) -> Markup:
    return fill(
        "Batasnya {due}, sebelum besok pagi selesai. Silakan kerjakan sekarang, atau minta perpanjangan.",
        due=instant(error.due_at, desk.calendar, desk.office),
    )


def _extension_pending(error: r.ExtensionPendingError, desk: Desk) -> Markup:
    return fill(
        "Perpanjangan sudah diminta oleh {who}{when} dan menunggu keputusan.",
        who=_who(error.asked_by, desk),
        when=_when(error.asked_at, desk),
    )


def _own_extension(error: r.OwnExtensionError, desk: Desk) -> Markup:
    return fill(
        "Perpanjangan ini Bapak/Ibu minta sendiri, jadi harus disetujui orang lain: {task}.",
        task=_task(desk, error.step, error.unit_id),
    )


def _no_extension_asked(error: r.NoExtensionAskedError, desk: Desk) -> Markup:
    return fill(
        "Tidak ada permintaan perpanjangan yang menunggu untuk {task}. Mungkin sudah diputuskan.",
        task=_task(desk, error.step, error.unit_id),
    )


def _strategic(error: StrategicActError, _desk: Desk) -> Markup:
    kind = {HoldingKind.PLH: "Plh.", HoldingKind.PLT: "Plt."}[error.kind]
    return fill(
        "Kantor menetapkan bahwa {kind} tidak melakukan ini: {act}. Mohon tunggu pejabat definitifnya.",
        kind=kind,
        act=error.act,
    )


def _unknown_button(_error: UnknownButtonError, _desk: Desk) -> Markup:
    return Markup("Tombol ini tidak dikenal atau sudah terlalu lama. Silakan mulai dari Tugas saya.")


def _stale_button(_error: StaleButtonError, _desk: Desk) -> Markup:
    return Markup("Isian yang dimaksud tombol ini sudah dikirim, dibatalkan, atau diganti.")


def as_what(desk: Desk, actor: Actor) -> str:
    """Label the choice of a capacity: `Sebagai Plh. Kepala Seksi …`, without what does not fit a button."""
    said = f"Sebagai {serah_terima.title(desk, desk.office.post(actor.post_id), actor.kind).unescape()}"
    return said if len(said) <= LABEL_LIMIT else said[: LABEL_LIMIT - 1] + "…"


def _capacity_unclear(_error: r.CapacityUnclearError, _desk: Desk) -> Markup:
    return Markup("Bapak/Ibu memegang beberapa jabatan yang dapat melakukan ini. Sebagai apa? Jawabannya tercatat.")


def _no_post(_error: NoPostError, desk: Desk) -> Markup:
    lent = lent_posts(desk.office, desk.me.id, desk.today)
    if lent:
        return lines(*(serah_terima.lent(desk, held) for held in lent))
    return Markup("Saat ini Bapak/Ibu tidak memegang jabatan dalam SOP. Bila ini keliru, mohon hubungi admin kantor.")


_SENTENCES: Mapping[type[Exception], Callable[[Any, Desk], Markup]] = MappingProxyType(
    {
        r.NotPermittedError: _not_permitted,
        r.OtherUnitError: _other_unit,
        r.NotARecipientError: _not_a_recipient,
        r.NotSenderError: _not_sender,
        r.SelfApprovalError: _self_approval,
        r.CycleMissingError: _cycle_missing,
        r.CycleExistsError: _cycle_exists,
        r.CycleEndedError: _cycle_ended,
        r.QuarterNotEndedError: _quarter_not_ended,
        r.StepNotStartedError: _not_started,
        r.StepEndedError: _step_ended,
        r.WrongPhaseError: _wrong_phase,
        r.StaleVersionError: _stale_version,
        r.SubmissionStateError: _submission_state,
        r.LetterStateError: _letter_state,
        r.AlreadyReadError: _already_read,
        r.UnitsPendingError: _units_pending,
        r.NotReportedError: _not_reported,
        r.AlreadyDirectedError: _already_directed,
        r.UnknownItemError: _unknown_item,
        r.FollowUpVerifiedError: _follow_up_verified,
        r.FollowUpNotReportedError: _follow_up_not_reported,
        r.FollowUpChangedError: _follow_up_changed,
        r.OwnFollowUpError: _own_follow_up,
        r.UnitExcludedError: _unit_excluded,
        r.UnknownUnitError: _unknown_unit,
        r.NotHolderError: _not_holder,
        r.NotGiverError: _not_giver,
        r.NoTimeRunsError: _no_time_runs,
        r.PromiseTooLateError: _promise_too_late,
        r.ExtensionPendingError: _extension_pending,
        r.OwnExtensionError: _own_extension,
        r.NoExtensionAskedError: _no_extension_asked,
        r.InvalidFieldError: lambda error, _desk: invalid_field(error),
        StrategicActError: _strategic,
        UnknownButtonError: _unknown_button,
        StaleButtonError: _stale_button,
        r.CapacityUnclearError: _capacity_unclear,
        NoPostError: _no_post,
    }
)
"""Every refusal with its sentence; a test holds this against all subclasses of RefusalError."""
