"""The one table of routes: what comes in, and which function it goes to."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TypeVar

from handlers import (
    arsip,
    bantuan,
    berkas,
    disposisi,
    gambar,
    indikator,
    indikator_unggah,
    isian,
    kalender,
    kantor,
    kelompok,
    kepala_dinas,
    kepatuhan,
    kiriman,
    laporan,
    letters,
    masuk,
    mengisi,
    minta_bantuan,
    penerima,
    pengganti,
    pengingat,
    perencanaan,
    perintah,
    perpanjangan,
    perubahan,
    pintu,
    rencana,
    rencana_excel,
    riwayat,
    sekretaris,
    siap,
    status,
    tim_monev,
    tindak_lanjut,
    tugas,
    unit_kerja,
    verbs,
    workbook_intake,
)
from handlers.buttons import StaleButtonError, Tapped, UnknownButtonError, read
from handlers.conversations import (
    CalendarChange,
    DisposisiDraft,
    FigureDraft,
    Form,
    IndicatorUpload,
    LooseFiles,
    OfficeForm,
    PlanDraft,
)
from handlers.desk import Desk, NoPostError
from handlers.incoming import (
    ButtonTapped,
    ChatKind,
    FileKept,
    FileRefused,
    FileSent,
    Incoming,
    Occasion,
    OtherSent,
    ReachChanged,
    Said,
    TextSaid,
    TimeCame,
    WorkDone,
    Yielded,
)
from handlers.refusing import refuse
from handlers.texts import bantuan as texts
from handlers.texts import isian as form_texts
from workflow.quarter import Quarter
from workflow.work import WorkKind

__all__ = ["BUTTONS", "COMMANDS", "GUIDES", "OPENERS", "handle", "refuse"]

_OfChange = CalendarChange | IndicatorUpload | OfficeForm
"""What changes the office itself rather than a cycle."""
_AS_POST = re.compile(rf"{verbs.AS_POST}(?P<post>[0-9]{{1,18}})", re.ASCII)
_K = TypeVar("_K")
_V = TypeVar("_V")


def merged(*tables: Mapping[_K, _V]) -> dict[_K, _V]:
    """Return the tables as one; raises ValueError for a key that two of them hold, so that the bot does not start."""
    whole: dict[_K, _V] = {}
    for table in tables:
        doubled = whole.keys() & table.keys()
        if doubled:
            raise ValueError(f"two handlers for {sorted(map(str, doubled))}")
        whole.update(table)
    return whole


_ACTORS = (kepala_dinas, sekretaris, tim_monev, unit_kerja, perencanaan)
GUIDES: isian.Guides = merged(*(module.GUIDES for module in (*_ACTORS, tindak_lanjut, perpanjangan, minta_bantuan)))
OPENERS: tugas.Openers = merged(*(module.OPENERS for module in _ACTORS), rencana.OPENERS)


def handle(desk: Desk, incoming: Incoming) -> None:
    """Work one turn. Raises a RefusalError, UnknownButtonError, StaleButtonError or NoPostError: see `refuse`."""
    match incoming:
        case FileKept() | FileRefused() | WorkDone() | TimeCame():
            _yielded(desk, incoming)
        case _ if incoming.source.chat_kind is ChatKind.PRIVATE:
            _said(desk, incoming)
        case _ if incoming.source.chat_kind is ChatKind.GROUP:
            kelompok.handle(desk, incoming, COMMANDS)
        case _:
            pass  # a channel is never answered


def _said(desk: Desk, said: Said) -> None:
    if not (desk.capacities or desk.me.is_admin) and not perintah.is_open_to_all(said):
        raise NoPostError  # access ends with the last post
    match said:
        case ButtonTapped():
            _tapped(desk, said)
        case TextSaid():
            _text(desk, said)
        case FileSent():
            _file(desk, said)
        case OtherSent(what=what):
            desk.say(texts.not_understood(what), (desk.button(texts.TASKS, verbs.TASKS),))
        case ReachChanged():
            pass  # the bot keeps it with the account


def _yielded(desk: Desk, came: Yielded) -> None:
    match came:
        case FileKept():
            _file_kept(desk, came)
        case FileRefused():
            _file_refused(desk, came)
        case WorkDone():
            _work_done(desk, came)
        case TimeCame(occasion=Occasion.PROPOSE_QUARTER):
            kepala_dinas.propose(desk, Quarter.ended_before(desk.calendar.local_day(desk.now)))


def _tapped(desk: Desk, said: ButtonTapped) -> None:
    """Do what a button says, after leaving the half-finished conversation if it says that too.

    A tap on an older answer of a form has shown the latest one, and is answered by that.
    """
    tapped = read(said.data)
    if tapped.office_id != desk.office.id or tapped.verb not in BUTTONS:
        raise UnknownButtonError(tapped.verb)
    if tapped.args[-1:] == (verbs.START_ANEW,):
        desk.conversation = None
        tapped = replace(tapped, args=tapped.args[:-1])
    if tapped.args and (chosen := _AS_POST.fullmatch(tapped.args[-1])):
        desk.chosen_post = int(chosen["post"])
        tapped = replace(tapped, args=tapped.args[:-1])
    desk.tapped, desk.query_id = tapped, said.query_id
    try:
        BUTTONS[tapped.verb](desk, tapped)
    except isian.OldAnswerError:
        return


def _text(desk: Desk, said: TextSaid) -> None:
    """Take a text as a command, as a label of the small keyboard, or as words for the conversation."""
    command = perintah.command_of(said.text)
    if command is not None and command in COMMANDS:
        COMMANDS[command](desk)
    elif said.text.strip() in perintah.LABELS:
        perintah.LABELS[said.text.strip()](desk, DOORS)
    elif command is not None and perintah.is_single_word(said.text):
        perintah.unknown(desk)
    else:
        _words(desk, said)


def _words(desk: Desk, said: TextSaid) -> None:
    match desk.conversation:
        case Form():
            isian.add_text(desk, GUIDES, said)
        case DisposisiDraft():
            disposisi.add_text(desk, said)
        case PlanDraft():
            rencana.add_text(desk, said)
        case LooseFiles():
            berkas.add_text(desk, said)
        case CalendarChange() | IndicatorUpload() | OfficeForm() as change:
            _words_for_office(desk, change, said)
        case FigureDraft():
            mengisi.add_text(desk, said)
        case None:
            _words_for_nobody(desk, said)


def _words_for_office(desk: Desk, change: _OfChange, said: TextSaid) -> None:
    match change:
        case CalendarChange():
            kalender.add_text(desk, said)
        case IndicatorUpload():
            indikator_unggah.add_text(desk, said)
        case OfficeForm():
            perubahan.add_text(desk, said)


def _file_for_office(desk: Desk, change: _OfChange, sent: FileSent) -> None:
    match change:
        case CalendarChange():
            kalender.add_file(desk, sent)
        case IndicatorUpload():
            indikator_unggah.add_file(desk, sent)
        case OfficeForm():
            perubahan.add_file(desk, sent)


def _resume_for_office(desk: Desk, change: _OfChange) -> None:
    match change:
        case CalendarChange():
            kalender.resume(desk)
        case IndicatorUpload():
            indikator_unggah.resume(desk)
        case OfficeForm():
            perubahan.resume(desk)


def _words_for_nobody(desk: Desk, said: TextSaid) -> None:
    if said.edited:
        desk.say(texts.EDIT_FOR_NOTHING, (desk.button(texts.TASKS, verbs.TASKS),))
    else:
        tugas.show(desk, texts.TEXT_FOR_NOBODY)


def _file(desk: Desk, sent: FileSent) -> None:
    """Take a file into the conversation, or ask what it is for; an edit of its message changes the caption only."""
    if sent.edited:
        _words(desk, TextSaid(sent.source, sent.caption, edited=True))
        return
    match desk.conversation:
        case Form():
            isian.add_file(desk, GUIDES, sent)
        case DisposisiDraft():
            disposisi.add_file(desk, sent)
        case PlanDraft():
            rencana_excel.add_file(desk, sent)
        case CalendarChange() | IndicatorUpload() | OfficeForm() as change:
            _file_for_office(desk, change, sent)
        case FigureDraft():
            kiriman.add_file(desk, sent)
        case LooseFiles() | None:
            berkas.add_file(desk, sent)


def _file_kept(desk: Desk, kept: FileKept) -> None:
    """Put a fetched file on record, and into the conversation that still waits for it."""
    desk.records.keep_file(kept.file_id, kept.kind, kept.size, kept.sha256)
    match desk.conversation:
        case Form(awaited=awaited) if kept.file_id in awaited:
            isian.file_kept(desk, GUIDES, kept)
        case DisposisiDraft(awaited=awaited) if kept.file_id in awaited:
            disposisi.file_kept(desk, kept)
        case LooseFiles(awaited=awaited) if kept.file_id in awaited:
            berkas.file_kept(desk, kept)
        case FigureDraft(awaited=awaited) if kept.file_id in awaited:
            kiriman.file_kept(desk, kept)
        case IndicatorUpload(awaited=awaited) if kept.file_id == awaited:
            indikator_unggah.file_kept(desk, kept)
        case PlanDraft(awaited=awaited) if kept.file_id == awaited:
            rencana_excel.file_kept(desk, kept)
        case _:
            pass  # the conversation is gone; the file stays on record


def _file_refused(desk: Desk, refused: FileRefused) -> None:
    """Say why a file was not kept, even when the conversation is gone: its sender may think that it arrived."""
    name = desk.records.refuse_file(refused.file_id, refused.fault)
    if name is None:
        return
    match desk.conversation:
        case Form(awaited=awaited) if refused.file_id in awaited:
            isian.file_refused(desk, GUIDES, refused, name)
        case DisposisiDraft(awaited=awaited) if refused.file_id in awaited:
            disposisi.file_refused(desk, refused, name)
        case LooseFiles(awaited=awaited) if refused.file_id in awaited:
            berkas.file_refused(desk, refused, name)
        case FigureDraft(awaited=awaited) if refused.file_id in awaited:
            kiriman.file_refused(desk, refused, name)
        case IndicatorUpload(awaited=awaited) if refused.file_id == awaited:
            indikator_unggah.file_refused(desk, refused, name)
        case PlanDraft(awaited=awaited) if refused.file_id == awaited:
            rencana_excel.file_refused(desk, refused, name)
        case _:
            desk.say(form_texts.refused_file(name, refused.fault))


def _work_done(desk: Desk, done: WorkDone) -> None:
    """Hand the result of slow work, or why there is none, to whoever knows its kind; once."""
    if desk.records.finish_work(done.work_id):
        WORK[done.kind](desk, done)


def resume(desk: Desk) -> None:
    """Take up the half-finished conversation again."""
    match desk.conversation:
        case Form():
            isian.resume(desk, GUIDES)
        case DisposisiDraft():
            disposisi.resume(desk)
        case PlanDraft():
            rencana.resume(desk)
        case LooseFiles():
            berkas.resume(desk)
        case CalendarChange() | IndicatorUpload() | OfficeForm() as change:
            _resume_for_office(desk, change)
        case FigureDraft():
            kiriman.resume(desk)
        case None:
            tugas.show(desk, form_texts.NOTHING_TO_LEAVE)


def leave(desk: Desk) -> None:
    """Leave whatever is half-finished; kept files stay on record."""
    left, desk.conversation = desk.conversation, None
    said = form_texts.NOTHING_TO_LEAVE if left is None else texts.left(form_texts.unfinished_name(left))
    desk.show(said, (desk.button(texts.TASKS, verbs.TASKS),))


def _leave_tapped(desk: Desk, tapped: Tapped) -> None:
    """Leave the form that the button belongs to; `-` stands for whatever is open."""
    mark = tapped.text(0)
    if mark != "-" and (desk.conversation is None or desk.conversation.nonce != mark):
        raise StaleButtonError
    leave(desk)


def _of_form(
    function: Callable[[Desk, isian.Guides, Tapped], None],
) -> Callable[[Desk, Tapped], None]:
    return lambda desk, tapped: function(desk, GUIDES, tapped)


def _open_below(desk: Desk, tapped: Tapped) -> None:
    """Show a task beneath the message with the button, which keeps what somebody wrote in it."""
    desk.answers = None
    tugas.open_task(desk, tapped, OPENERS)


_FORM_BUTTONS: Mapping[str, Callable[[Desk, Tapped], None]] = {
    isian.SEND: _of_form(isian.send),
    isian.CHANGE: _of_form(isian.change),
    isian.CLEAR_WORDS: _of_form(isian.clear_words),
    isian.CLEAR_FILES: _of_form(isian.clear_files),
    isian.BACK: _of_form(isian.back),
    isian.PROPOSAL: _of_form(isian.propose),
    isian.RESUME: lambda desk, _tapped: resume(desk),
    isian.LEAVE: _leave_tapped,
}
_SHARED_BUTTONS: Mapping[str, Callable[[Desk, Tapped], None]] = {
    verbs.OPEN: lambda desk, tapped: tugas.open_task(desk, tapped, OPENERS),
    verbs.OPEN_BELOW: _open_below,
    verbs.TASKS: lambda desk, _tapped: tugas.show(desk),
}
WORK: Mapping[WorkKind, Callable[[Desk, WorkDone], None]] = {
    WorkKind.READ_UNIT_WORKBOOK: workbook_intake.work_done,
    WorkKind.READ_INDICATORS: indikator_unggah.work_done,
    WorkKind.READ_PLAN_ITEMS: rencana_excel.work_done,
}
"""Who takes the results of which slow work; the handler finds its conversation, or that it is gone."""
BUTTONS: Mapping[str, Callable[[Desk, Tapped], None]] = merged(
    _FORM_BUTTONS,
    _SHARED_BUTTONS,
    bantuan.BUTTONS,
    riwayat.BUTTONS,
    status.BUTTONS,
    kepatuhan.BUTTONS,
    gambar.BUTTONS,
    arsip.BUTTONS,
    letters.BUTTONS,
    laporan.BUTTONS,
    pengingat.BUTTONS,
    perpanjangan.BUTTONS,
    minta_bantuan.BUTTONS,
    penerima.BUTTONS,
    disposisi.BUTTONS,
    rencana.BUTTONS,
    rencana_excel.BUTTONS,
    tindak_lanjut.BUTTONS,
    berkas.BUTTONS,
    kalender.BUTTONS,
    kantor.BUTTONS,
    pintu.BUTTONS,
    siap.BUTTONS,
    perubahan.BUTTONS,
    pengganti.BUTTONS,
    indikator.BUTTONS,
    *(module.BUTTONS for module in _ACTORS),
)
DOORS = perintah.Doors(BUTTONS, OPENERS)


def _to(function: Callable[[Desk, perintah.Doors], None]) -> Callable[[Desk], None]:
    return lambda desk: function(desk, DOORS)


COMMANDS: Mapping[str, Callable[[Desk], None]] = merged(
    {"start": masuk.welcome, "batal": leave},
    {command: _to(function) for command, function in perintah.COMMANDS.items()},
)
