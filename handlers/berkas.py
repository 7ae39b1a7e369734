"""Files out of the blue: asks what they are for, and puts them into the form that needs them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from handlers import isian, kepala_dinas, perencanaan, sekretaris, tim_monev, unit_kerja, verbs
from handlers.buttons import StaleButtonError, Tapped, UnknownButtonError
from handlers.conversations import Form, LooseFiles, Purpose, Words
from handlers.desk import Desk
from handlers.incoming import FileKept, FileRefused, FileSent, TextSaid
from handlers.isian import Guide
from handlers.outgoing import Message
from handlers.texts import berkas as texts
from handlers.texts import isian as isian_texts
from workflow.cycle import DECIDE, DIRECT, AssignmentState, Cycle
from workflow.fields import TEXT_LIMIT
from workflow.files import KeptFile
from workflow.office import Role

CHOOSE, IGNORE = "lepas_pilih", "lepas_abai"

_CODES = {
    Purpose.SUBMIT_DRAFT: "data",
    Purpose.DIRECT_TEAM: "tim",
    Purpose.RECORD_COORDINATION: "koord",
    Purpose.SUBMIT_REPORT: "lapor",
    Purpose.GIVE_DIRECTION: "arahan",
}
"""What a button says for what the files are for: short, since a button holds 64 bytes."""

_GUIDES: Mapping[Purpose, Guide] = {
    **sekretaris.GUIDES,
    **tim_monev.GUIDES,
    **perencanaan.GUIDES,
    **kepala_dinas.GUIDES,
}


@dataclass(frozen=True)
class Offer:
    """Something that this person can do with a file now."""

    purpose: Purpose
    label: str
    unit_id: int | None = None


def offers(desk: Desk, cycle: Cycle | None) -> tuple[Offer, ...]:
    """Return what the person can do with a file now, the unit's data first."""
    return tuple(_offers(desk, cycle)) if cycle is not None else ()


def _offers(desk: Desk, cycle: Cycle) -> Iterator[Offer]:
    for unit_id in unit_kerja.sendable_units(desk, cycle):
        yield Offer(Purpose.SUBMIT_DRAFT, texts.data(cycle.quarter, desk.office.unit(unit_id).name), unit_id)
    if desk.has(Role.SEKRETARIS) and _is_open(cycle, DIRECT, None):
        yield Offer(Purpose.DIRECT_TEAM, texts.TEAM_DIRECTION)
    if desk.has(Role.PERENCANAAN) and perencanaan.owes_report(cycle):
        yield Offer(Purpose.SUBMIT_REPORT, texts.REPORT)
    if desk.has(Role.TIM):
        for unit_id in cycle.unit_ids:
            if tim_monev.can_record(cycle, unit_id):
                yield Offer(Purpose.RECORD_COORDINATION, texts.coordination(desk.office.unit(unit_id).name), unit_id)
    if desk.has(Role.KEPALA_DINAS):
        yield from _directions(desk, cycle)


def _directions(desk: Desk, cycle: Cycle) -> Iterator[Offer]:
    waiting = [unit_id for unit_id in cycle.unit_ids if _is_open(cycle, DECIDE, unit_id)]
    for unit_id in waiting:
        yield Offer(Purpose.GIVE_DIRECTION, texts.unit_direction(desk.office.unit(unit_id).name), unit_id)
    if len(waiting) > 1:
        yield Offer(Purpose.GIVE_DIRECTION, texts.direction_for_all(len(waiting)))


def _is_open(cycle: Cycle, step: int, unit_id: int | None) -> bool:
    owed = cycle.assignment(step, unit_id)
    return owed is not None and owed.state is AssignmentState.OPEN


def add_file(desk: Desk, sent: FileSent) -> None:
    """Have the file fetched and ask what it is for; the parts of an album share one question."""
    loose = desk.conversation if isinstance(desk.conversation, LooseFiles) else LooseFiles(desk.nonce)
    fault = isian.file_fault(sent, len(loose.files) + len(loose.awaited))
    if fault is not None:
        desk.say(fault)
        return
    same_batch = bool(loose.awaited) or (sent.album != "" and sent.album == loose.album)
    words = (*loose.words, Words(sent.source.message_id, sent.caption)) if sent.caption else loose.words
    awaited = (*loose.awaited, desk.records.want_file(sent.telegram_file_id, sent.name))
    changed = replace(loose, awaited=awaited, words=words, album=sent.album)
    _ask(desk, changed if same_batch else _next_answer(changed))


def add_text(desk: Desk, said: TextSaid) -> None:
    """Keep a text as what goes with the files, or change the one whose message was edited."""
    loose = _loose(desk)
    words = Words(said.source.message_id, said.text)
    if said.edited:
        if all(earlier.message_id != words.message_id for earlier in loose.words):
            desk.say(texts.EDIT_CHANGES_NOTHING)
            return
        kept = tuple(words if earlier.message_id == words.message_id else earlier for earlier in loose.words)
    else:
        kept = (*loose.words, words)
    length = len("\n".join(each.text for each in kept))
    if length > TEXT_LIMIT:
        desk.say(isian_texts.too_long(length, TEXT_LIMIT))
        return
    _ask(desk, _next_answer(replace(loose, words=kept)))


def file_kept(desk: Desk, kept: FileKept) -> None:
    """Take in a file that has been fetched, and edit the question to show it."""
    loose = _loose(desk)
    if kept.file_id not in loose.awaited:
        return
    awaited = tuple(waiting for waiting in loose.awaited if waiting != kept.file_id)
    _ask(desk, replace(loose, awaited=awaited, files=tuple(sorted((*loose.files, kept.file_id)))))


def file_refused(desk: Desk, refused: FileRefused, name: str) -> None:
    """Say why a file was not kept; the others stand."""
    loose = _loose(desk)
    if refused.file_id not in loose.awaited:
        return
    awaited = tuple(waiting for waiting in loose.awaited if waiting != refused.file_id)
    desk.say(isian_texts.refused_file(name, refused.fault))
    if awaited or loose.files:
        _ask(desk, replace(loose, awaited=awaited))
    else:
        desk.conversation = None


def resume(desk: Desk) -> None:
    """Ask again what the files are for."""
    _ask(desk, _next_answer(_loose(desk)))


def choose(desk: Desk, tapped: Tapped) -> None:
    """Put the files and what was said with them into the form that needs them."""
    loose = _shown(desk, tapped)
    if loose is None:
        return
    code, unit_id = tapped.text(2), tapped.number(3) or None
    purpose = next((purpose for purpose, known in _CODES.items() if known == code), None)
    if purpose is None:
        raise UnknownButtonError(tapped.verb)
    cycle = desk.records.running_cycle()
    if cycle is None or (purpose, unit_id) not in {(offer.purpose, offer.unit_id) for offer in offers(desk, cycle)}:
        desk.toast(texts.OFFER_GONE)
        resume(desk)
        return
    form = Form(desk.nonce, purpose, cycle.id, unit_id, words=loose.words, files=loose.files, awaited=loose.awaited)
    if purpose is Purpose.SUBMIT_DRAFT and unit_id is not None:
        unit_kerja.begin_submission(desk, cycle, unit_id, form.files, form.awaited, form.words)
    else:
        isian.begin_with(desk, _GUIDES[purpose], form)


def ignore(desk: Desk, tapped: Tapped) -> None:
    """Leave the files unused."""
    if _shown(desk, tapped) is not None:
        desk.conversation = None
        desk.show(texts.IGNORED, (desk.button(texts.TO_TASKS, verbs.TASKS),))


def _loose(desk: Desk) -> LooseFiles:
    if not isinstance(desk.conversation, LooseFiles):
        raise StaleButtonError
    return desk.conversation


def _shown(desk: Desk, tapped: Tapped) -> LooseFiles | None:
    """Return the files if the tap belongs to the latest question; an older one shows the latest instead."""
    loose = _loose(desk)
    if tapped.text(0) != loose.nonce:
        raise StaleButtonError
    if tapped.number(1) != loose.answer:
        desk.toast(isian_texts.CHANGED_SINCE)
        resume(desk)
        return None
    return loose


def _next_answer(loose: LooseFiles) -> LooseFiles:
    return replace(loose, answer=loose.answer + 1)


def _ask(desk: Desk, loose: LooseFiles) -> None:
    """Show the files with what can be done with them; where nothing can, they are not asked about any further."""
    found = offers(desk, desk.records.running_cycle())
    mark = (loose.nonce, loose.answer)
    rows = [
        (desk.button(offer.label, CHOOSE, *mark, _CODES[offer.purpose], offer.unit_id or 0),) for offer in found
    ] or [(desk.button(texts.TO_TASKS, verbs.TASKS),)]
    if found:
        rows.append((desk.button(texts.IGNORE, IGNORE, *mark),))
    desk.conversation = loose if found or loose.awaited else None
    text = texts.question(loose, _kept(desk, loose), has_offers=bool(found))
    desk.send(Message(text, tuple(rows), key=f"lepas:{loose.nonce}:{loose.answer}"))


def _kept(desk: Desk, loose: LooseFiles) -> tuple[KeptFile, ...]:
    found = (desk.records.file(file_id) for file_id in loose.files)
    return tuple(file for file in found if file is not None)


BUTTONS: Mapping[str, Callable[[Desk, Tapped], None]] = {CHOOSE: choose, IGNORE: ignore}
