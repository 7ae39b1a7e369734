"""What a unit does in step 4: Staf or Kasi sends the data, the Kabid checks, approves or returns them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from markupsafe import Markup

from handlers import (
    figure_draft,
    figure_verbs,
    isian,
    kiriman,
    left_open,
    letters,
    mengisi,
    performance,
    tim_monev,
    unit_figures,
    verbs,
)
from handlers.acting import act, cycle_for
from handlers.buttons import Tapped
from handlers.conversations import Form, Purpose, Words
from handlers.desk import Desk
from handlers.isian import Guide, Needs
from handlers.outgoing import Button, Rows
from handlers.texts import isian as isian_texts
from handlers.texts import kiriman as figure_texts
from handlers.texts import tim_monev as team_texts
from handlers.texts import unit_kerja as texts
from handlers.texts.words import paragraphs
from workflow import commands
from workflow.cycle import COLLECT, AssignmentState, Cycle, Phase, Submission, SubmissionState
from workflow.fields import REASON_LIMIT
from workflow.files import KeptFile
from workflow.office import UNIT_ROLES, Role
from workflow.refusals import StaleVersionError, UnknownUnitError

SUBMIT, WITHDRAW, APPROVE, SEND_BACK = "unit_kirim", "unit_tarik", "unit_setujui", "unit_kembalikan"


def open_collect(desk: Desk, cycle: Cycle, unit_id: int | None) -> None:
    """Show a unit's data as they stand now, with what this person can do about them."""
    if unit_id is None:
        _open_mine(desk, cycle)
        return
    letters.refuse_other_unit(desk, cycle, unit_id)
    owed = cycle.assignment(COLLECT, unit_id)
    if owed is None:
        _show_unordered(desk, cycle, unit_id)
    elif owed.state is not AssignmentState.OPEN:
        _show_over(desk, cycle, unit_id)
    elif owed.phase is Phase.TO_ORDER:
        _show_to_order(desk, cycle, unit_id)
    elif owed.phase is Phase.FILLING:
        _show_filling(desk, cycle, unit_id)
    else:
        _show_checking(desk, cycle, unit_id)


def _open_mine(desk: Desk, cycle: Cycle) -> None:
    """Open the person's own unit, the list of all for those who see all."""
    mine = own_units(desk, cycle)
    if len(mine) == 1:
        open_collect(desk, cycle, mine[0])
    elif desk.has(*letters.SEES_ALL_UNITS):
        tim_monev.open_coordinate(desk, cycle, None)
    else:
        desk.show(texts.choose_unit(desk, cycle, mine), *_unit_rows(desk, cycle, mine))


def own_units(desk: Desk, cycle: Cycle) -> tuple[int, ...]:
    """Return the units of the cycle to which the person belongs."""
    mine = {actor.unit_id for actor in desk.capacities if actor.role in UNIT_ROLES}
    return tuple(unit_id for unit_id in cycle.unit_ids if unit_id in mine)


def _roles_in(desk: Desk, unit_id: int) -> frozenset[Role]:
    return frozenset(actor.role for actor in desk.capacities if actor.unit_id == unit_id)


def _unit_rows(desk: Desk, cycle: Cycle, unit_ids: tuple[int, ...]) -> Rows:
    return tuple(
        (desk.button(team_texts.unit_label(desk, cycle, unit_id), verbs.OPEN, cycle.id, COLLECT, unit_id),)
        for unit_id in unit_ids
    )


def _show_unordered(desk: Desk, cycle: Cycle, unit_id: int) -> None:
    if cycle.is_excluded(unit_id):
        _show_over(desk, cycle, unit_id)
    else:
        desk.show(texts.not_ordered(desk, cycle, unit_id), _tasks(desk))


def _show_to_order(desk: Desk, cycle: Cycle, unit_id: int) -> None:
    if desk.has(Role.TIM):
        tim_monev.open_order(desk, cycle, unit_id)
    else:
        _show_unordered(desk, cycle, unit_id)


def _show_over(desk: Desk, cycle: Cycle, unit_id: int) -> None:
    """Show what became of the data: read-only, for the unit and for those who see all units."""
    latest = cycle.submission(unit_id)
    shown = texts.submission(desk, latest, files_of(desk, latest)) if latest else Markup("")
    figures = unit_figures.table(desk, cycle, latest) if latest else Markup("")
    desk.show(
        texts.screen(desk, cycle, unit_id, texts.excluded(desk, cycle, unit_id), shown, figures, in_full=latest),
        *(unit_figures.evidence_rows(desk, cycle, latest) if latest else ()),
        *letters.file_rows(desk, cycle, latest.files if latest else ()),
        _tasks(desk),
    )


def _show_filling(desk: Desk, cycle: Cycle, unit_id: int) -> None:
    given = cycle.direction(COLLECT, unit_id)
    cycle = tim_monev.read_direction(desk, cycle, COLLECT, unit_id)
    mine = _roles_in(desk, unit_id)
    latest = cycle.submission(unit_id)
    left = left_open.carried(desk, cycle.quarter, unit_id)
    desk.show(
        texts.screen(
            desk,
            cycle,
            unit_id,
            texts.returned(desk, latest),
            team_texts.direction(given, desk, team_texts.COLLECT_ORDER) if given else Markup(""),
            left,
            _how_to_send(desk, cycle, unit_id) if mine else Markup(""),
        ),
        *(_sending_rows(desk, cycle, unit_id) if mine else ()),
        (left_open.list_button(desk, unit_id),) if left else (),
        *letters.file_rows(desk, cycle, latest.files if latest else ()),
    )


def _how_to_send(desk: Desk, cycle: Cycle, unit_id: int) -> Markup:
    """Say what is to be sent: figures where the unit has indicators, else files and words."""
    is_kabid = _roles_in(desk, unit_id) == {Role.KABID}
    indicators = performance.indicators_of(desk, cycle, unit_id)
    if not indicators:
        return texts.how_to_send(is_kabid=is_kabid, self_approval=desk.office.self_approval)
    approver = next((post.title for post in desk.office.posts_with(Role.KABID, unit_id=unit_id)), "Kabid")
    how = figure_texts.summons(len(indicators), approver)
    return how + Markup("\n") + texts.OWN_DATA if is_kabid and not desk.office.self_approval else how


def _sending_rows(desk: Desk, cycle: Cycle, unit_id: int) -> Rows:
    """Return the ways to send: three where the unit has indicators, and one for files and words."""
    mark = (cycle.id, unit_id)
    if not performance.has_indicators(desk, cycle, unit_id):
        return ((desk.usual(texts.SEND_DATA, SUBMIT, *mark),),)
    return (
        (desk.usual(figure_texts.FILL_IN, kiriman.START, *mark),),
        (desk.button(figure_texts.DOWNLOAD, figure_verbs.DOWNLOAD, *mark),),
        (desk.button(figure_texts.SAME_PARTLY, kiriman.SAME, *mark),),
        (desk.button(texts.SEND_DATA, SUBMIT, *mark),),
    )


def _show_checking(desk: Desk, cycle: Cycle, unit_id: int) -> None:
    latest = cycle.submission(unit_id)
    if latest is None:  # a draft under check always has a version
        raise UnknownUnitError(unit_id)
    own = latest.submitted_by.person_id == desk.me.id
    checks = Role.KABID in _roles_in(desk, unit_id)
    if checks and not own:
        cycle = act(desk, cycle, commands.ReadDraft(unit_id, latest.version), unit_id)
        latest = latest_version(cycle, unit_id, latest.version)
    desk.show(
        texts.screen(
            desk,
            cycle,
            unit_id,
            texts.submission(desk, latest, files_of(desk, latest)),
            _differences(desk, cycle, latest) if checks else Markup(""),
            unit_figures.table(desk, cycle, latest),
            texts.own_draft(self_approval=desk.office.self_approval) if checks and own else Markup(""),
            in_full=latest,
        ),
        *_checking_rows(desk, cycle, latest, checks=checks, own=own),
        *unit_figures.evidence_rows(desk, cycle, latest),
        *letters.file_rows(desk, cycle, latest.files),
    )


def _checking_rows(desk: Desk, cycle: Cycle, latest: Submission, *, checks: bool, own: bool) -> Rows:
    mark = (cycle.id, latest.unit_id, latest.version)
    withdrawing = (desk.refusing(texts.WITHDRAW, WITHDRAW, *mark),) if own and latest.read_at is None else ()
    if not checks:
        return (withdrawing,)
    approving = (desk.usual(texts.APPROVE, APPROVE, *mark),) if not own or desk.office.self_approval else ()
    return (approving, (desk.refusing(texts.SEND_BACK, SEND_BACK, *mark),) if not withdrawing else (), withdrawing)


def _differences(desk: Desk, cycle: Cycle, latest: Submission) -> Markup:
    """Compare with the version that was last read; one taken back unread was never seen."""
    before = [
        kept
        for kept in cycle.submissions
        if kept.unit_id == latest.unit_id
        and kept.version < latest.version
        and kept.state is not SubmissionState.WITHDRAWN
    ]
    if not before:
        return Markup("")
    files = texts.differences(before[-1], files_of(desk, before[-1]), files_of(desk, latest))
    return paragraphs(files, unit_figures.differences(desk, cycle, before[-1], latest))


def files_of(desk: Desk, submission: Submission) -> tuple[KeptFile, ...]:
    """Return the kept files of a version."""
    found = (desk.records.file(file_id) for file_id in submission.files)
    return tuple(file for file in found if file is not None)


def _tasks(desk: Desk) -> tuple[Button, ...]:
    return (desk.button(texts.TO_TASKS, verbs.TASKS),)


def send_data(desk: Desk) -> None:
    """Begin to send the data of the unit for which this person can send now; ask which, or say plainly why none."""
    cycle = desk.records.running_cycle()
    if cycle is None:
        desk.say(texts.NO_CYCLE, _tasks(desk))
        return
    mine = own_units(desk, cycle)
    ready = sendable_units(desk, cycle)
    if len(ready) == 1:
        begin_submission(desk, cycle, ready[0])
    elif ready:
        rows = ((desk.button(texts.unit_button(desk, unit_id), SUBMIT, cycle.id, unit_id),) for unit_id in ready)
        desk.say(texts.CHOOSE_UNIT, *rows)
    elif mine:
        desk.say(texts.cannot_send(desk, cycle, mine), *_unit_rows(desk, cycle, mine), _tasks(desk))
    else:
        desk.say(texts.NO_UNIT, _tasks(desk))


def sendable_units(desk: Desk, cycle: Cycle) -> tuple[int, ...]:
    """Return the units for which this person can send data now."""
    return tuple(unit_id for unit_id in own_units(desk, cycle) if _is_filling(cycle, unit_id))


def _is_filling(cycle: Cycle, unit_id: int) -> bool:
    owed = cycle.assignment(COLLECT, unit_id)
    return owed is not None and owed.state is AssignmentState.OPEN and owed.phase is Phase.FILLING


def submit(desk: Desk, tapped: Tapped) -> None:
    """Begin to send a unit's data."""
    begin_submission(desk, cycle_for(desk, tapped.number(0)), tapped.number(1))


def begin_submission(
    desk: Desk,
    cycle: Cycle,
    unit_id: int,
    files: tuple[int, ...] = (),
    awaited: tuple[int, ...] = (),
    words: tuple[Words, ...] = (),
) -> None:
    """Ask for a unit's files, or show at once what came before the question; shows the state where none are owed."""
    letters.refuse_other_unit(desk, cycle, unit_id)
    if unit_id not in sendable_units(desk, cycle):
        desk.toast(texts.NOT_NOW)
        open_collect(desk, cycle, unit_id)
        return
    if performance.has_indicators(desk, cycle, unit_id):
        kiriman.begin(desk, cycle, unit_id, files, awaited, words)
        return
    form = Form(desk.nonce, Purpose.SUBMIT_DRAFT, cycle.id, unit_id, words=words, files=files, awaited=awaited)
    if form.is_empty:
        isian.begin(desk, GUIDES[Purpose.SUBMIT_DRAFT], form)
    else:
        isian.begin_with(desk, GUIDES[Purpose.SUBMIT_DRAFT], form)


def _submit(desk: Desk, cycle: Cycle, form: Form) -> None:
    unit_id = form.unit_id or 0
    number = form.number or isian_texts.submission_number(desk.records.next_number("kiriman"))
    cycle = act(desk, cycle, commands.SubmitDraft(unit_id, number, form.text, form.files), unit_id)
    sent = cycle.submissions[-1]
    desk.show(
        texts.receipt(desk, sent, files_of(desk, sent), form, desk.unreached),
        (desk.refusing(texts.WITHDRAW, WITHDRAW, cycle.id, unit_id, sent.version),),
        _tasks(desk),
    )


def send_figures(desk: Desk, tapped: Tapped) -> None:
    """Send a draft with figures to the Kabid: one version, with its original file and the evidence."""
    draft = kiriman.ready(desk, tapped)
    if draft is None:
        return
    cycle, unit_id = cycle_for(desk, draft.cycle_id), draft.unit_id
    files = figure_draft.of_whole(draft)
    desk.conversation = None
    command = commands.SubmitDraft(unit_id, draft.number, draft.note, files, draft.reports)
    cycle = act(desk, cycle, command, unit_id)
    sent = cycle.submissions[-1]
    unit = performance.evaluated_unit(desk, cycle, unit_id, sent)
    every = performance.kept_files(desk, performance.files_in(sent))
    desk.show(
        figure_texts.receipt(desk, sent, unit, every, draft, desk.unreached),
        (desk.refusing(texts.WITHDRAW, WITHDRAW, cycle.id, unit_id, sent.version),),
        _tasks(desk),
    )


def withdraw(desk: Desk, tapped: Tapped) -> None:
    """Take a version back that the Kabid has not opened."""
    cycle, unit_id, version = cycle_for(desk, tapped.number(0)), tapped.number(1), tapped.number(2)
    cycle = act(desk, cycle, commands.WithdrawDraft(unit_id, version), unit_id)
    desk.show(
        texts.withdrawn(latest_version(cycle, unit_id, version), desk.unreached),
        (desk.usual(texts.SEND_AGAIN, SUBMIT, cycle.id, unit_id),),
    )


def approve(desk: Desk, tapped: Tapped) -> None:
    """Approve a version and send it to the Tim and the Subbag."""
    cycle, unit_id, version = cycle_for(desk, tapped.number(0)), tapped.number(1), tapped.number(2)
    cycle = act(desk, cycle, commands.SendData(unit_id, version), unit_id)
    desk.show(texts.approved(desk, latest_version(cycle, unit_id, version), desk.unreached), _tasks(desk))


def begin_return(desk: Desk, tapped: Tapped) -> None:
    """Ask for the reason why a version goes back to who filled it in."""
    cycle, unit_id, version = cycle_for(desk, tapped.number(0)), tapped.number(1), tapped.number(2)
    letters.refuse_other_unit(desk, cycle, unit_id)
    latest_version(cycle, unit_id, version)
    form = Form(desk.nonce, Purpose.RETURN_DRAFT, cycle.id, unit_id, version)
    isian.begin(desk, GUIDES[Purpose.RETURN_DRAFT], form)


def _return(desk: Desk, cycle: Cycle, form: Form) -> None:
    unit_id = form.unit_id or 0
    cycle = act(desk, cycle, commands.ReturnDraft(unit_id, form.version, form.text), unit_id)
    desk.show(texts.draft_returned(desk, latest_version(cycle, unit_id, form.version), desk.unreached), _tasks(desk))


def latest_version(cycle: Cycle, unit_id: int, version: int) -> Submission:
    """Return the unit's latest version; raises StaleVersionError where the button speaks of an older one."""
    latest = cycle.submission(unit_id)
    if latest is None or latest.version != version:
        raise StaleVersionError(unit_id, version, latest.version if latest else 0)
    return latest


BUTTONS: Mapping[str, Callable[[Desk, Tapped], None]] = {
    SUBMIT: submit,
    WITHDRAW: withdraw,
    APPROVE: approve,
    SEND_BACK: begin_return,
    figure_verbs.SEND: send_figures,
    **kiriman.BUTTONS,
    **mengisi.BUTTONS,
    **unit_figures.BUTTONS,
}
OPENERS: Mapping[int, Callable[[Desk, Cycle, int | None], None]] = {COLLECT: open_collect}
GUIDES: Mapping[Purpose, Guide] = {
    Purpose.SUBMIT_DRAFT: Guide(
        needs=Needs.FILES,
        question=texts.ask_data,
        heading=texts.data_heading,
        send_label=texts.SEND_TO_KABID,
        send=_submit,
        takes_files=True,
        numbered=True,
    ),
    Purpose.RETURN_DRAFT: Guide(
        needs=Needs.WORDS,
        question=texts.ask_return_reason,
        heading=texts.return_heading,
        send_label=texts.SEND_BACK,
        send=_return,
        limit=REASON_LIMIT,
    ),
}
