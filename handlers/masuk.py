"""The way in: welcome, notice on personal data, small keyboard, menu of commands, and the open tasks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from handlers import card, isian, kepala_dinas, tugas
from handlers.buttons import button
from handlers.desk import Desk
from handlers.outgoing import MenuFor, Message, Priority, ToChat
from handlers.texts import masuk as texts
from handlers.texts import tugas as tugas_texts
from handlers.texts.words import EMPTY
from workflow.office import UNIT_ROLES, Role
from workflow.quarter import Quarter

CHOOSE_OFFICE = "kantor"  # office: work in that one from now on; handled by the bot, before there is a desk

_OF_ADMIN = ("pegawai", "jabatan", "unit", "siap", "riwayat")
_FOR_ALL = ("tugas", "status", "kalender", "pengganti", "profil", "data_saya", "bantuan", "putuskan", "batal")
_OF_ALL_UNITS = ("indikator", "laporan", "dokumen", "tindaklanjut", "kepatuhan", "riwayat", "arsip")
_OF_A_UNIT = ("kirim", "arahan", "dokumen", "tindaklanjut", "kepatuhan", "riwayat")
_BY_ROLE = {
    Role.KEPALA_DINAS: ("disposisi", "arahan", *_OF_ALL_UNITS),
    Role.SEKRETARIS: ("siap", "disposisi", "arahan", *_OF_ALL_UNITS),
    Role.TIM: ("siap", "arahan", *_OF_ALL_UNITS),
    Role.PERENCANAAN: _OF_ALL_UNITS,
    Role.KABID: _OF_A_UNIT,
    Role.KASI: _OF_A_UNIT,
    Role.STAF: _OF_A_UNIT,
}


def welcome(desk: Desk) -> None:
    """Greet the person, set up their keyboard and menu, and show what is owed and the card of a running cycle.

    The Kepala Dinas who comes in before the quarter has begun gets its proposal; where nothing is owed, nothing but
    the greeting goes out.
    """
    cycle = desk.records.running_cycle()
    waits = cycle is None and bool(desk.capacities) and not isian.unfinished(desk)
    quarter = Quarter.ended_before(desk.calendar.local_day(desk.now))
    may_begin = waits and desk.has(Role.KEPALA_DINAS) and desk.records.cycle_of(quarter) is None
    standing = tugas_texts.no_cycle() if waits and not may_begin else EMPTY
    desk.send(Message(texts.welcome(desk, standing), keyboard=keyboard(desk)))
    desk.tray.put(MenuFor(desk.chat_id, tuple((command, texts.COMMANDS[command]) for command in _commands(desk))))
    if cycle is not None and desk.capacities:
        desk.tray.put(ToChat(desk.chat_id, card.message(desk, cycle), Priority.ANSWER))
    if may_begin:
        kepala_dinas.propose(desk, quarter)
    elif not waits:
        tugas.show(desk)


def keyboard(desk: Desk) -> tuple[tuple[str, ...], ...]:
    """Return the labels at the bottom; sending data is only for those who do."""
    first = (texts.TASKS, texts.STATUS)
    return (first, (texts.SEND, texts.HELP) if desk.has(*UNIT_ROLES) else (texts.HELP,))


def _commands(desk: Desk) -> Iterable[str]:
    usable = set(_OF_ADMIN) if desk.me.is_admin else set()
    usable |= {command for actor in desk.capacities for command in _BY_ROLE[actor.role]} | set(_FOR_ALL)
    return (command for command in texts.COMMANDS if command in usable)


def offices(names: Sequence[tuple[int, str]]) -> Message:
    """Ask a person of several offices which one they mean; `names` are (office id, name)."""
    rows = tuple((button(office_id, texts.office_label(name), CHOOSE_OFFICE, office_id),) for office_id, name in names)
    return Message(texts.chosen_offices([name for _, name in names]), rows)
