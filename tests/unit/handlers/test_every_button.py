"""Every button that anybody was shown, tapped by everybody else at every state: nothing is done or seen by it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

import pytest
from chat_town import PEOPLE, Phone, Town

from bot.cli_access import access
from handlers.buttons import StaleButtonError, UnknownButtonError
from handlers.desk import NoPostError
from handlers.outgoing import Button
from handlers.texts.akses import cells
from workflow.access_table import access_rows
from workflow.events import DirectionRead, DisposisiRead, DraftRead, Recorded
from workflow.office import UNIT_ROLES
from workflow.paper_access import SEES_ALL_UNITS
from workflow.refusals import RefusalError

REFUSALS = (RefusalError, UnknownButtonError, StaleButtonError, NoPostError)
STATES: Mapping[str, Callable[[Town], Town]] = {
    "ordered": lambda town: town.ordered(),
    "coordinated": lambda town: town.coordinated(),
    "collecting": lambda town: town.collecting().sent("ikp"),
    "reported": lambda town: town.reported(),
    "decided": lambda town: town.reported().decided(),
}
ROUNDS = 2
"""How deep screens are opened by whoever may open them, to find their buttons."""


def everybody(town: Town) -> Iterator[Phone]:
    """Yield one phone for each part: the leaders, two units' people, the admin, and one who holds no post."""
    leaders = ("hendra", "ratna", "andi", "budi", "dewi", "putra")
    yield from (town.phone(code) for code in leaders)
    yield from (town.phone(code) for unit in ("ikp", "aptika") for code in PEOPLE[unit])
    yield town.phone("oktavia")


def outsider(town: Town) -> Phone:
    """Take every post from Oktavia, and return her phone."""
    gone = town.phone("oktavia").person_id
    town.office = replace(town.office, holdings=tuple(held for held in town.office.holdings if held.person_id != gone))
    return town.phone("oktavia")


class Probe:
    """Taps without leaving a trace: whatever the turn wrote is undone, and what it showed and wrote is returned."""

    def __init__(self, town: Town) -> None:
        self.town = town

    def taps(self, phone: Phone, data: str) -> tuple[str, list[Button], list[Recorded]]:
        """Return the words and buttons that came to the phone, and what was recorded."""
        records, conversation = self.town.records, phone.conversation
        dicts = {name: dict(value) for name, value in vars(records).items() if isinstance(value, dict)}
        histories = {cycle_id: list(history) for cycle_id, history in records.histories.items()}
        known = {cycle_id: len(history) for cycle_id, history in histories.items()}
        screens = {each.person_id: (list(each.screen), each.newest) for each in self.town.phones.values()}
        kept = [(shown, shown.message) for each in self.town.phones.values() for shown in each.screen]
        phone.newest, toasts = None, len(phone.toasts)
        try:
            phone.taps_kept((0, Button("", data)))
            shown: Any = phone.newest
            said = " ".join((shown.text if shown else "", *phone.toasts[toasts:]))
            buttons = [button for row in (shown.message.rows if shown else ()) for button in row]
            recorded = [each for cycle_id, all_ in records.histories.items() for each in all_[known.get(cycle_id, 0) :]]
        except REFUSALS:
            return "", [], []
        else:
            return said, buttons, recorded
        finally:
            for name, value in (dicts | {"histories": histories}).items():
                setattr(records, name, value)
            phone.conversation = conversation
            for shown_, message in kept:
                shown_.message = message
            for person_id, (screen, newest) in screens.items():
                self.town.phones[person_id].screen, self.town.phones[person_id].newest = screen, newest


def buttons_of(town: Town, probe: Probe) -> set[str]:
    """Return the data of every button that anybody was shown, or is when they tap their own."""
    found: set[str] = set()
    for phone in everybody(town):
        for command in ("/tugas", "/status", "/dokumen", "/tindaklanjut", "/arsip", "/kalender", "/indikator"):
            try:
                phone.says(command)
            except REFUSALS:
                continue
        mine = {b.data for shown in phone.screen for row in shown.message.rows for b in row if b.data}
        seen = set(mine)
        for _ in range(ROUNDS):
            mine = {b.data for data in sorted(mine) for b in probe.taps(phone, data)[1] if b.data} - seen
            seen |= mine
        found |= seen
    return found


def secrets_of(town: Town) -> dict[int, tuple[str, ...]]:
    """Return what only a unit's own people and those who see all units may read, by unit."""
    return {
        town.unit(code): (f"Data {code}", f"{code}.xlsx", f"Arahan <{town.unit(code)}>", f"Arahan {town.unit(code)} ")
        for code in PEOPLE
    }


def sees(town: Town, phone: Phone) -> set[int] | None:
    """Return the units whose data the person may see; None for all."""
    held = town.office.capacities(phone.person_id, town.calendar.local_day(town.now))
    if any(actor.role in SEES_ALL_UNITS for actor in held):
        return None
    return {actor.unit_id for actor in held if actor.unit_id is not None}


@pytest.mark.parametrize("state", STATES)
def test_nobody_does_or_sees_by_a_foreign_button_what_the_table_does_not_give_them(state: str) -> None:
    """Whoever taps, only the permitted act, and no unit's words reach another unit."""
    town = STATES[state](Town())
    outsider(town)
    probe = Probe(town)
    every = sorted(buttons_of(town, probe))
    assert len(every) > 30
    secrets, tapped, read = secrets_of(town), 0, 0
    for phone in everybody(town):
        allowed = sees(town, phone)
        for data in every:
            said, buttons, recorded = probe.taps(phone, data)
            tapped += 1
            shown = said + " ".join(button.label for button in buttons)
            for unit_id, words in secrets.items():
                is_told = any(word in shown for word in words)
                read += is_told
                assert not is_told or allowed is None or unit_id in allowed, (phone.person_id, data, shown)
            for each in recorded:
                _may_have_done(each, town, phone)
    assert tapped > 400
    assert read or state in ("ordered", "coordinated"), "those who may see a unit's words do"


def _may_have_done(each: Recorded, town: Town, phone: Phone) -> None:
    """Hold what was recorded against who did it: it is the tapper's own act, in a post that they hold today."""
    held = town.office.capacities(phone.person_id, town.calendar.local_day(town.now))
    assert each.actor in (*held, town.office.admin(phone.person_id)), each
    if each.actor.role in UNIT_ROLES and not isinstance(each.event, DisposisiRead | DirectionRead | DraftRead):
        assert getattr(each.event, "unit_id", each.actor.unit_id) == each.actor.unit_id, each


def test_who_holds_no_post_gets_nothing_from_any_button() -> None:
    """After a mutasi every button of the office is dead for them."""
    town = STATES["decided"](Town())
    probe = Probe(town)
    every = buttons_of(town, probe)
    gone = outsider(town)
    assert {probe.taps(gone, data)[0] for data in every} == {""}


def test_the_table_is_printed_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    """Every row has its words; roles are told by the office's own names."""
    access(csv_=True)
    printed = capsys.readouterr().out.splitlines()
    assert len(printed) == 1 + len(access_rows())
    assert all(cells(row)[1] and cells(row)[2] for row in access_rows())
    assert any("membuat dan mengirim disposisi,Kepala Dinas" in line for line in printed)
