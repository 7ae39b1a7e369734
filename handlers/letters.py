"""Letters as their readers see them: the disposisi and directions, their receipts, and the files they carry."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from handlers import verbs
from handlers.buttons import Tapped
from handlers.desk import Desk
from handlers.outgoing import Button, Message
from handlers.texts import laporan as paper_texts
from handlers.texts import letters as texts
from workflow.cycle import Cycle, Direction, Disposisi, Secrecy
from workflow.files import KeptFile
from workflow.office import Role
from workflow.paper_access import may_have_disposisi
from workflow.papers.kinds import PaperKind
from workflow.refusals import NotARecipientError, UnknownUnitError

SEES_ALL_UNITS = (Role.KEPALA_DINAS, Role.SEKRETARIS, Role.TIM, Role.PERENCANAAN)


def refuse_unless_recipient(desk: Desk, cycle: Cycle) -> None:
    """Raise NotARecipientError unless the person may see the disposisi: its writer and those it names."""
    mine = {actor.post_id for actor in desk.capacities}
    disposisi = cycle.disposisi[-1]
    if disposisi.issued_by.post_id not in mine and not mine & set(disposisi.receipts):
        raise NotARecipientError(min(mine, default=0))


def refuse_other_unit(desk: Desk, cycle: Cycle, unit_id: int) -> None:
    """Raise unless the person may see this unit's data: its own people, and those who see all units."""
    if unit_id not in cycle.unit_ids:
        raise UnknownUnitError(unit_id)
    if not may_see_unit(desk, unit_id):
        raise NotARecipientError(min((actor.post_id for actor in desk.capacities), default=0))


def may_see_unit(desk: Desk, unit_id: int) -> bool:
    """Tell whether the person may see that unit's data."""
    return any(actor.role in SEES_ALL_UNITS or actor.unit_id == unit_id for actor in desk.capacities)


def show_disposisi(desk: Desk, cycle: Cycle, *rows: tuple[Button, ...]) -> None:
    """Show the latest disposisi as it was written, with buttons for its files."""
    disposisi = cycle.disposisi[-1]
    files = () if disposisi.secrecy is Secrecy.RAHASIA else disposisi.files
    sheet = (desk.button(paper_texts.SHEET, verbs.PAPER, cycle.id, PaperKind.DISPOSISI.value),)
    on_paper = (sheet,) if may_have_disposisi(disposisi, desk.capacities) else ()
    desk.show(texts.disposisi(disposisi, cycle, desk), *rows, *on_paper, *file_rows(desk, cycle, files))


def disposisi_receipts(desk: Desk, cycle: Cycle, *rows: tuple[Button, ...]) -> Message:
    """Return the writer's own copy: what was sent and how far it got with each recipient, kept up to date."""
    disposisi = cycle.disposisi[-1]
    return Message(texts.receipts_of_disposisi(disposisi, cycle, desk), rows, key=disposisi_key(cycle, disposisi))


def disposisi_key(cycle: Cycle, disposisi: Disposisi) -> str:
    """Return the key of the writer's copy of a disposisi."""
    return f"disposisi:{cycle.id}:{disposisi.version}"


def direction_receipts(desk: Desk, cycle: Cycle, direction: Direction) -> Message:
    """Return the giver's own copy of a direction with its read receipts, kept up to date."""
    key = f"arahan:{cycle.id}:{direction.step}:{direction.unit_id or 0}:{direction.round}"
    return Message(texts.receipts_of_direction(direction, cycle, desk), key=key)


def file_rows(desk: Desk, cycle: Cycle, file_ids: Iterable[int]) -> tuple[tuple[Button, ...], ...]:
    """Return a button for each file of a letter or submission."""
    found = (desk.records.file(file_id) for file_id in file_ids)
    return tuple((desk.button(texts.look_at(file.name), verbs.LOOK_FILE, cycle.id, file.id),) for file in found if file)


def look_at_file(desk: Desk, tapped: Tapped) -> None:
    """Hand over a file of the cycle to someone who may see it."""
    cycle = desk.records.cycle(tapped.number(0))
    file = desk.records.file(tapped.number(1))
    if cycle is None or file is None or not _may_look(desk, cycle, file):
        desk.toast(texts.FILE_NOT_FOR_YOU, alert=True)
        return
    desk.hand(file.id, texts.file_caption(file))


def _may_look(desk: Desk, cycle: Cycle, file: KeptFile) -> bool:
    """Tell whether the file may be handed over in chat: what goes with a rahasia disposisi never is, to nobody."""
    open_ones = [letter for letter in cycle.disposisi if letter.secrecy is not Secrecy.RAHASIA]
    secret_ones = [letter for letter in cycle.disposisi if letter.secrecy is Secrecy.RAHASIA]
    if any(file.id in letter.files for letter in secret_ones):
        return False
    if file.person_id == desk.me.id:
        return True
    for unit_id, files in _of_units(cycle):
        if file.id in files:
            return may_see_unit(desk, unit_id)
    mine = {actor.post_id for actor in desk.capacities}
    letters: tuple[Disposisi | Direction, ...] = (*open_ones, *cycle.directions)
    if any(file.id in letter.files and mine & set(letter.receipts) for letter in letters):
        return True
    return desk.has(*SEES_ALL_UNITS) and any(file.id in kept for kept in _open_to_leaders(cycle))


def _of_units(cycle: Cycle) -> Iterator[tuple[int, tuple[int, ...]]]:
    """Yield the files that belong to one unit's work: its data with their evidence, its agreements, its follow-up."""
    for submission in cycle.submissions:
        yield submission.unit_id, submission.files
        yield from ((submission.unit_id, figure.files) for figure in submission.figures)
    yield from ((report.unit_id, report.files) for report in cycle.follow_ups)
    yield from ((coordination.unit_id, coordination.files) for coordination in cycle.coordinations)


def _open_to_leaders(cycle: Cycle) -> list[tuple[int, ...]]:
    return [*(report.files for report in cycle.reports), *(direction.files for direction in cycle.directions)]


BUTTONS = {verbs.LOOK_FILE: look_at_file}
