"""The commands, and the labels of the small keyboard: for people who would rather type."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from handlers import (
    arsip,
    bantuan,
    data_saya,
    indikator,
    kalender,
    kantor,
    kepatuhan,
    laporan,
    penerima,
    pengganti,
    pintu,
    riwayat,
    siap,
    status,
    tindak_lanjut,
    tugas,
    unit_kerja,
    verbs,
)
from handlers.buttons import Tapped
from handlers.desk import Desk
from handlers.incoming import Said, TextSaid
from handlers.texts import bantuan as texts
from handlers.texts import masuk as labels
from handlers.tugas import Openers
from workflow.cycle import COLLECT, COORDINATE, DECIDE, DIRECT, EVALUATE, FOLLOW_UP, ORDER, Cycle
from workflow.office import UNIT_ROLES, Role
from workflow.quarter import Quarter

_COMMAND = re.compile(r"/([A-Za-z_]{1,32})(?:@\w{3,64})?(?:\s|\Z)")
_DIRECTIONS = (DIRECT, DECIDE, FOLLOW_UP, COORDINATE, COLLECT)
"""Where arahan are written or read, the writing ones first."""
_REPORTS = (EVALUATE, DECIDE)

Buttons = Mapping[str, Callable[[Desk, Tapped], None]]


@dataclass(frozen=True)
class Doors:
    """What a command can lead to: the tables of buttons and of openers."""

    buttons: Buttons
    openers: Openers


def command_of(text: str) -> str | None:
    """Return the command that a text begins with, without slash and bot name; None for any other text."""
    found = _COMMAND.match(text)
    return found[1].lower() if found else None


def is_single_word(text: str) -> bool:
    """Tell whether nothing follows the command."""
    return len(text.split()) == 1


def tasks(desk: Desk, _doors: Doors) -> None:
    """Show what is owed."""
    tugas.show(desk)


def progress(desk: Desk, _doors: Doors) -> None:
    """Show how far the cycle is."""
    status.show(desk)


def compliance(desk: Desk, _doors: Doors) -> None:
    """Show how the steps kept to their time."""
    kepatuhan.show(desk)


def history(desk: Desk, _doors: Doors) -> None:
    """Show what happened lately."""
    riwayat.show(desk)


def archive(desk: Desk, _doors: Doors) -> None:
    """Offer the archives of quarters."""
    arsip.show(desk)


def explain(desk: Desk, _doors: Doors) -> None:
    """Show the help."""
    bantuan.show(desk)


def days_off(desk: Desk, _doors: Doors) -> None:
    """Show the office's next days off."""
    kalender.show(desk)


def people(desk: Desk, _doors: Doors) -> None:
    """Show an admin the office's people."""
    kantor.refuse_unless_admin(desk)
    kantor.people(desk)


def posts(desk: Desk, _doors: Doors) -> None:
    """Show the office's posts with their holders."""
    kantor.posts(desk)


def stand_ins(desk: Desk, _doors: Doors) -> None:
    """Show what the person may propose for the days on which they are away, and what waits for an answer."""
    pengganti.show(desk)


def units(desk: Desk, _doors: Doors) -> None:
    """Show an admin the office's units."""
    kantor.refuse_unless_admin(desk)
    kantor.units(desk)


def ready(desk: Desk, _doors: Doors) -> None:
    """Show what would hold the next quarter up."""
    siap.show(desk)


def own_data(desk: Desk, _doors: Doors) -> None:
    """Tell a person what is kept about them."""
    data_saya.show(desk)


def cut_off(desk: Desk, _doors: Doors) -> None:
    """Ask whether one's own account is to be cut off."""
    pintu.ask_leave(desk)


def indicators(desk: Desk, _doors: Doors) -> None:
    """Show the year's indicators."""
    indikator.show(desk)


def profile(desk: Desk, _doors: Doors) -> None:
    """Show who the bot takes the person for."""
    bantuan.profile(desk)


def disposisi(desk: Desk, doors: Doors) -> None:
    """Write the disposisi (Kepala Dinas), or show the present one."""
    cycle = desk.records.running_cycle()
    if cycle is None and desk.has(Role.KEPALA_DINAS):
        _begin_disposisi(desk, doors)
    elif cycle is None:
        tugas.show(desk, texts.NO_CYCLE)
    elif desk.has(Role.KEPALA_DINAS):
        doors.openers[ORDER](desk, cycle, None)
    elif desk.has(Role.SEKRETARIS):
        doors.openers[DIRECT](desk, cycle, None)
    elif _is_recipient(desk, cycle):
        penerima.show(desk, cycle)
    else:
        tugas.show(desk, texts.NO_DISPOSISI)


def _begin_disposisi(desk: Desk, doors: Doors) -> None:
    quarter = Quarter.ended_before(desk.calendar.local_day(desk.now))
    if desk.records.cycle_of(quarter) is not None:
        tugas.show(desk)
        return
    desk.tapped = Tapped(desk.office.id, verbs.NEW_DISPOSISI, (str(quarter.year), str(quarter.number)))
    doors.buttons[verbs.NEW_DISPOSISI](desk, desk.tapped)


def _is_recipient(desk: Desk, cycle: Cycle) -> bool:
    return any(actor.post_id in cycle.disposisi[-1].receipts for actor in desk.capacities)


def send_data(desk: Desk, _doors: Doors) -> None:
    """Begin to send a unit's data."""
    if desk.has(*UNIT_ROLES):
        unit_kerja.send_data(desk)
    else:
        tugas.show(desk, texts.NO_TASK_OF_THAT_KIND)


def directions(desk: Desk, doors: Doors) -> None:
    """Open the task that has to do with an arahan."""
    _open_fitting(desk, doors, _DIRECTIONS)


def report(desk: Desk, doors: Doors) -> None:
    """Open the task that has to do with the report, to those who owe one; to all others offer the documents."""
    cycle = desk.records.running_cycle()
    if cycle is not None and any(debt.step in _REPORTS for debt in tugas.debts(desk, cycle)):
        _open_fitting(desk, doors, _REPORTS)
    else:
        laporan.show(desk)


def documents(desk: Desk, _doors: Doors) -> None:
    """Offer the documents of the quarter."""
    laporan.show(desk)


def follow_ups(desk: Desk, _doors: Doors) -> None:
    """Show the items of plans that are open."""
    tindak_lanjut.show(desk)


def _open_fitting(desk: Desk, doors: Doors, steps: tuple[int, ...]) -> None:
    cycle = desk.records.running_cycle()
    owed = tugas.debts(desk, cycle) if cycle is not None else ()
    fitting = sorted((debt for debt in owed if debt.step in steps), key=lambda debt: steps.index(debt.step))
    if cycle is None or not fitting:
        tugas.show(desk, texts.NO_TASK_OF_THAT_KIND)
        return
    doors.openers[fitting[0].step](desk, cycle, fitting[0].unit_id)


COMMANDS: Mapping[str, Callable[[Desk, Doors], None]] = {
    "tugas": tasks,
    "status": progress,
    "disposisi": disposisi,
    "kirim": send_data,
    "arahan": directions,
    "laporan": report,
    "dokumen": documents,
    "tindaklanjut": follow_ups,
    "kepatuhan": compliance,
    "riwayat": history,
    "arsip": archive,
    "kalender": days_off,
    "indikator": indicators,
    "pegawai": people,
    "jabatan": posts,
    "unit": units,
    "pengganti": stand_ins,
    "siap": ready,
    "putuskan": cut_off,
    "data_saya": own_data,
    "profil": profile,
    "bantuan": explain,
    "help": explain,
}
"""What each command does; /start, /batal and /kantor concern the chat itself and stand in `routes` and `bot`."""

OPEN_TO_ALL = frozenset({"start", "profil", "bantuan", "help", "batal", "kantor", "putuskan", "data_saya"})
"""Commands of a person who holds no post."""

LABELS: Mapping[str, Callable[[Desk, Doors], None]] = {
    labels.TASKS: tasks,
    labels.STATUS: progress,
    labels.SEND: send_data,
    labels.HELP: explain,
}
"""What the labels of the small keyboard do."""


def is_open_to_all(said: Said) -> bool:
    """Tell whether somebody who holds no post may say this: who they are to the bot, and help."""
    return isinstance(said, TextSaid) and (command_of(said.text) in OPEN_TO_ALL or said.text.strip() == labels.HELP)


def unknown(desk: Desk) -> None:
    """Say that there is no such command, and show what there is to do."""
    tugas.show(desk, texts.UNKNOWN_COMMAND)
