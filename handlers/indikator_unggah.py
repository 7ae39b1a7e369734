"""A list of indicators on its way in: fetched, read outside, shown with what it changes, and only then kept."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import replace

from markupsafe import Markup

from handlers import isian, verbs
from handlers.buttons import StaleButtonError, Tapped, UnknownButtonError
from handlers.conversations import IndicatorUpload
from handlers.desk import Desk
from handlers.incoming import FileKept, FileRefused, FileSent, TextSaid, WorkDone
from handlers.outgoing import Button, Message
from handlers.texts import indikator as texts
from handlers.texts import indikator_perubahan as change_texts
from handlers.texts import indikator_temuan as finding_texts
from handlers.texts import isian as isian_texts
from handlers.texts import temuan
from handlers.texts.words import fill, lines, paragraphs, plain_name
from workflow.access import OfficeAct
from workflow.files import FileKind
from workflow.indicator_imports import IndicatorImport
from workflow.indicator_intake import Intake, KnownPlan, prepare, unit_names
from workflow.indicator_reading import IndicatorReading, IndicatorsJob, can_be_taken
from workflow.indicators import QUARTERS
from workflow.quarter import ROMAN
from workflow.stored_form import StoredFormError, restored
from workflow.work import Job, WorkKind

APPLY, FROM = "ind_terapkan", "ind_mulai"
OVERVIEW = "ind_tahun"
MOST_FINDINGS = 15
"""Findings that one message names; the rest show when these are mended."""


def may_keep(desk: Desk) -> bool:
    """Tell whether this person hands out and takes in lists of indicators."""
    return desk.may(OfficeAct.KEEP_INDICATORS)


def only_keepers(function: Callable[[Desk, Tapped], None]) -> Callable[[Desk, Tapped], None]:
    """Return the handler of a button that acts for those only who keep the indicators; others are told so."""

    def guarded(desk: Desk, tapped: Tapped) -> None:
        if may_keep(desk):
            function(desk, tapped)
        else:
            desk.say(texts.NOT_ALLOWED, (desk.button(texts.TASKS, verbs.TASKS),))

    return guarded


def upload(desk: Desk, tapped: Tapped) -> None:
    """Ask for the file; a half-finished conversation is offered first."""
    if isian.unfinished(desk):
        isian.offer_unfinished(desk)
        return
    state = IndicatorUpload(desk.nonce, tapped.number(0))
    desk.conversation = state
    desk.say(texts.ASK_FILE, _leave(desk, state))


def add_text(desk: Desk, _said: TextSaid) -> None:
    """Say that a file is awaited."""
    state = _state(desk)
    desk.say(texts.FILE_WANTED, (desk.usual(isian_texts.RESUME, isian.RESUME),), _leave(desk, state))


def add_file(desk: Desk, sent: FileSent) -> None:
    """Have the file fetched; it takes the place of an earlier one."""
    state = _state(desk)
    fault = isian.file_fault(sent, 0)
    if fault is not None:
        desk.say(fault, _leave(desk, state))
        return
    file_id = desk.records.want_file(sent.telegram_file_id, sent.name)
    state = replace(state, awaited=file_id, file=0, work=0, reading="", from_quarter=0, answer=state.answer + 1)
    desk.conversation = state
    _say(desk, state, texts.FETCHING)


def file_kept(desk: Desk, kept: FileKept) -> None:
    """Give the file out to be read; what is no workbook is refused here."""
    state = replace(_state(desk), awaited=0)
    if kept.kind is not FileKind.XLSX:
        desk.conversation = state
        _say(desk, state, texts.NO_WORKBOOK)
        return
    job = IndicatorsJob(kept.sha256, state.year, unit_names(desk.office))
    state = replace(state, file=kept.file_id, work=desk.records.want_work(Job(WorkKind.READ_INDICATORS, job)))
    desk.conversation = state
    _say(desk, state, texts.CHECKING)


def file_refused(desk: Desk, refused: FileRefused, name: str) -> None:
    """Say why the file was not kept."""
    state = replace(_state(desk), awaited=0)
    desk.conversation = state
    _say(desk, state, isian_texts.refused_file(name, refused.fault))


def work_done(desk: Desk, done: WorkDone) -> None:
    """Show what reading gave, if the chat still waits for it."""
    state = desk.conversation
    if not isinstance(state, IndicatorUpload) or state.work != done.work_id:
        return
    state = replace(state, work=0, reading=done.result if done.fault is None else "")
    desk.conversation = state
    if done.fault is not None:
        _say(desk, state, temuan.failed(_name(desk, state), done.fault))
    else:
        _show(desk, state)


def resume(desk: Desk) -> None:
    """Show again how it stands."""
    state = _state(desk)
    if state.reading:
        _show(desk, replace(state, answer=state.answer + 1))
        return
    is_at_work = state.awaited or state.work
    desk.say(texts.STILL_AT_WORK if is_at_work else texts.ASK_FILE, _leave(desk, state))


def choose_start(desk: Desk, tapped: Tapped) -> None:
    """Let the list hold from another quarter on; shows what it changes then."""
    state = _shown(desk, tapped)
    quarter = tapped.number(2)
    if quarter not in QUARTERS:
        raise UnknownButtonError(tapped.verb)
    if state is not None:
        _show(desk, replace(state, from_quarter=quarter))


def apply(desk: Desk, tapped: Tapped) -> None:
    """Keep what was shown; where something else would change by now, that is shown instead."""
    state = _shown(desk, tapped)
    if state is None:
        return
    reading = _reading(state)
    if reading is None or not can_be_taken(reading):
        _show(desk, state)
        return
    intake = _prepared(desk, state, reading)
    if _mark(intake) != state.foreseen:
        desk.toast(texts.CHANGED_SINCE, alert=True)
        _show(desk, state)
        return
    file = desk.records.file(state.file)
    sha256 = "" if file is None else file.sha256
    start = intake.changes.from_quarter
    came = IndicatorImport(reading.year, start, _name(desk, state), sha256, desk.me.id, desk.now)
    desk.records.add_indicators(came, intake.addition)
    desk.conversation = None
    desk.show(
        texts.applied(reading.year, ROMAN[start - 1], change_texts.counts(intake)),
        (desk.button(texts.TO_LIST, OVERVIEW, reading.year), desk.button(texts.TASKS, verbs.TASKS)),
    )


def _show(desk: Desk, state: IndicatorUpload) -> None:
    """Show findings that have to be mended first, else what the list changes."""
    reading = _reading(state)
    if reading is None:
        desk.conversation = replace(state, reading="")
        _say(desk, state, texts.LOST)
        return
    if not can_be_taken(reading):
        desk.conversation = state
        _say(desk, state, _wrong(desk, state, reading))
        return
    intake = _prepared(desk, state, reading)
    state = replace(state, from_quarter=intake.changes.from_quarter, foreseen=_mark(intake))
    desk.conversation = state
    file = desk.records.file(state.file)
    head = change_texts.preview(desk.office, reading.year, _name(desk, state), file.fingerprint if file else "", intake)
    if intake.is_empty:
        _say(desk, state, paragraphs(head, texts.NOTHING_CHANGES), *_starts(desk, state))
        return
    warned = _listed("⚠️", finding_texts.warnings(reading))
    mark = (state.nonce, state.answer)
    applying = (desk.usual(texts.APPLY, APPLY, *mark),)
    _say(desk, state, paragraphs(head, warned), applying, *_starts(desk, state))


def _starts(desk: Desk, state: IndicatorUpload) -> tuple[tuple[Button, ...], ...]:
    """Return the quarters from which the list may hold, two in a row."""
    buttons = [
        desk.button(
            texts.from_label(quarter, is_chosen=quarter == state.from_quarter),
            *(FROM, state.nonce, state.answer, quarter),
        )
        for quarter in QUARTERS
    ]
    return (tuple(buttons[:2]), tuple(buttons[2:]))


def _wrong(desk: Desk, state: IndicatorUpload, reading: IndicatorReading) -> Markup:
    name = plain_name(_name(desk, state))
    if reading.refused is not None:
        why = finding_texts.refused(reading.refused, reading.detail)
        return fill("❗ <b>{name}</b> belum dapat dipakai. {why}", name=name, why=why)
    found = finding_texts.errors(reading)
    return paragraphs(
        lines(
            fill(
                "❗ <b>{name}</b>: {read} indikator terbaca, {count} hal perlu diperbaiki.",
                name=name,
                read=len(reading.rows),
                count=len(found),
            ),
            Markup("Belum ada yang berubah. Perbaiki di Excel, lalu kirim lagi berkasnya ke sini."),
        ),
        _listed("•", found),
    )


def _listed(sign: str, said: list[str]) -> Markup:
    shown = [fill("{sign} {each}", sign=sign, each=each) for each in said[:MOST_FINDINGS]]
    if len(said) > MOST_FINDINGS:
        shown.append(fill("… dan {rest} hal lain", rest=len(said) - MOST_FINDINGS))
    return lines(*shown)


def _prepared(desk: Desk, state: IndicatorUpload, reading: IndicatorReading) -> Intake:
    known = {
        unit.id: KnownPlan(
            desk.records.indicator_versions(unit.id, reading.year), desk.records.past_figures(unit.id, reading.year)
        )
        for unit in desk.office.units
    }
    return prepare(reading, desk.office, known, desk.records.recent_cycles(), state.from_quarter or None)


def _mark(intake: Intake) -> str:
    """Return what names this change and no other."""
    return hashlib.sha256(repr((intake.changes, intake.past)).encode()).hexdigest()[:16]


def _reading(state: IndicatorUpload) -> IndicatorReading | None:
    try:
        read: IndicatorReading = restored(IndicatorReading, json.loads(state.reading))
    except (ValueError, StoredFormError):
        return None
    return read


def _name(desk: Desk, state: IndicatorUpload) -> str:
    file = desk.records.file(state.file)
    return "berkas" if file is None else file.name


def _state(desk: Desk) -> IndicatorUpload:
    if not isinstance(desk.conversation, IndicatorUpload):
        raise StaleButtonError
    return desk.conversation


def _shown(desk: Desk, tapped: Tapped) -> IndicatorUpload | None:
    """Return the upload if the tap belongs to its latest answer; an older answer shows the latest instead."""
    state = _state(desk)
    if tapped.text(0) != state.nonce:
        raise StaleButtonError
    if tapped.number(1) != state.answer:
        desk.toast(isian_texts.CHANGED_SINCE)
        resume(desk)
        return None
    return state


def _say(desk: Desk, state: IndicatorUpload, text: Markup, *rows: tuple[Button, ...]) -> None:
    """Answer in the one message of this file: it is edited from fetching to the result."""
    key = f"indikator:{state.nonce}:{state.answer}"
    desk.send(Message(text, (*rows, _leave(desk, state)), key=key))


def _leave(desk: Desk, state: IndicatorUpload) -> tuple[Button, ...]:
    return (desk.button(texts.LEAVE, isian.LEAVE, state.nonce),)


BUTTONS: Mapping[str, Callable[[Desk, Tapped], None]] = {
    APPLY: only_keepers(apply),
    FROM: only_keepers(choose_start),
}
