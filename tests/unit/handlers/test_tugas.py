"""The list of what a person owes, over all posts, with the button that does each."""

from __future__ import annotations

from dataclasses import replace

import pytest
from fake_records import APTIKA, IKP, PERSONS, QUARTER, UNITS, Town, answer, person, post, verbs_of

from handlers import isian, tugas, verbs
from handlers.buttons import Tapped, UnknownButtonError
from handlers.conversations import Form, Purpose, Words
from handlers.desk import Desk
from workflow import commands as c
from workflow.cycle import Cycle
from workflow.refusals import CycleMissingError, UnknownUnitError


def shown(town: Town, code: str) -> tuple[str, list[tuple[str, tuple[str, ...]]]]:
    """Return what a person's list says and what its buttons do, that for time or help left out."""
    desk = town.sits(code)
    tugas.show(desk)
    message = answer(desk)
    return str(message.text), [(verb, args) for verb, args in verbs_of(message) if verb != verbs.ANSWERS]


def test_time_or_help_can_be_asked_for_without_a_reminder() -> None:
    """Whoever owes something has one button for it in the list; who owes nothing has none."""
    town = Town()
    town.ordered()
    desk = town.sits("sekdis")
    tugas.show(desk)
    assert (verbs.ANSWERS, ("1", "0", "0")) in verbs_of(answer(desk))
    desk = town.sits("staf1")
    tugas.show(desk)
    assert verbs.ANSWERS not in {verb for verb, _ in verbs_of(answer(desk))}


def test_the_kepala_dinas_may_begin_the_quarter_that_ended() -> None:
    """Without a cycle the Kepala Dinas is offered the quarter, others hear that nothing runs."""
    town = Town()
    assert shown(town, "kadis")[1] == [(verbs.NEW_DISPOSISI, ("2026", "3"))]
    text, doing = shown(town, "staf1")
    assert "Tidak ada monev yang sedang berjalan" in text
    assert doing == []


def test_a_quarter_that_is_done_is_not_offered_again() -> None:
    """After the cycle is closed there is nothing to begin until the next quarter ends."""
    town = Town()
    town.closed()
    assert town.records.cycle_of(QUARTER) is not None
    assert shown(town, "kadis")[1] == []


def test_a_task_says_until_when_and_opens() -> None:
    """The Sekretaris sees the step, the due time in full with what remains, and its button."""
    town = Town()
    town.ordered()
    text, doing = shown(town, "sekdis")
    assert "Arahan ke Tim" in text
    assert "Kamis, 1 Oktober 2026 pukul 10.00 WIB (sisa 2 jam kerja)" in text
    assert doing == [(verbs.OPEN, ("1", "2", "0"))]


def test_an_overdue_task_is_marked() -> None:
    """What is late says by how much."""
    town = Town()
    town.ordered()
    town.passes(hours=3)
    assert "⚠️ batas Kamis, 1 Oktober 2026 pukul 10.00 WIB (lewat 1 jam kerja)" in shown(town, "sekdis")[0]


def test_many_units_of_one_step_are_one_line() -> None:
    """A member of the Tim sees the units to coordinate with as one task that opens the list."""
    town = Town()
    town.directed()
    text, doing = shown(town, "tim1")
    assert "Koordinasi dengan unit</b>: semua 2 unit" in text
    assert doing == [(verbs.OPEN, ("1", "3", "0"))]


def test_a_single_unit_opens_itself() -> None:
    """With one unit left, the button opens that unit; units to order come as a line of their own."""
    town = Town()
    town.directed()
    town.does("tim1", c.RecordCoordination(APTIKA, "Disepakati"))
    text, doing = shown(town, "tim2")
    assert "Perintah pengumpulan data</b>: Bidang Aptika" in text
    assert doing[:2] == [(verbs.OPEN, ("1", "3", str(IKP))), (verbs.OPEN, ("1", "4", str(APTIKA)))]


def test_units_to_order_together_open_the_list_of_the_tim() -> None:
    """Several units that wait for their order are ordered from the Tim's list."""
    town = Town()
    town.coordinated()
    assert shown(town, "tim1")[1] == [(verbs.OPEN, ("1", "3", "0"))]


def test_capacities_are_named_where_there_are_several() -> None:
    """Someone with two posts sees in which one each task is owed."""
    town = Town()
    town.also_holds("kasi1", of="kasi2")
    town.collecting()
    text, doing = shown(town, "kasi1")
    assert "sebagai Kepala Seksi Aptika" in text
    assert "sebagai Plt. Kepala Seksi IKP" in text
    assert doing == [(verbs.OPEN, ("1", "4", str(unit))) for unit in UNITS]


def test_an_unread_letter_is_listed_until_it_is_received() -> None:
    """A recipient of the disposisi finds it in the list until they accept it."""
    town = Town()
    town.ordered()
    text, doing = shown(town, "ren")
    assert "1 surat untuk Bapak/Ibu" in text
    assert doing == [("disp_terima", ("1",)), (verbs.STATUS, ("1",))]
    town.does("ren", c.AcceptDisposisi())
    assert "disp_terima" not in {verb for verb, _ in shown(town, "ren")[1]}


def test_an_order_is_shown_by_its_own_task_and_not_twice() -> None:
    """The Staf's task carries the unread order; the Kabid, who owes nothing yet, has it as a letter."""
    town = Town()
    town.collecting()
    assert shown(town, "staf1")[1] == [(verbs.OPEN, ("1", "4", str(APTIKA)))]
    assert (verbs.OPEN, ("1", "4", str(APTIKA))) in shown(town, "kabid1")[1]
    town.drafted()
    assert shown(town, "kasi1")[1] == [(verbs.STATUS, ("1",))]


def test_nothing_owed_says_who_holds_the_ball() -> None:
    """Someone who owes nothing learns for whom the cycle waits, and can look at the status."""
    town = Town()
    town.ordered()
    text, doing = shown(town, "staf2")
    assert "Tidak ada tugas untuk Bapak/Ibu saat ini" in text
    assert "Sekretaris: arahan ke Tim" in text
    assert doing == [(verbs.STATUS, ("1",))]


def test_a_half_finished_form_is_offered_again() -> None:
    """What was begun is named and can be taken up."""
    town = Town()
    town.collecting()
    desk = town.sits("staf1")
    desk.conversation = Form("n", Purpose.SUBMIT_DRAFT, 1, APTIKA, words=(Words(1, "Data"),))
    tugas.show(desk)
    assert "Belum selesai: kiriman data unit" in answer(desk).text
    assert (isian.RESUME, ()) in verbs_of(answer(desk))


def test_someone_without_a_post_is_told_whom_to_ask() -> None:
    """After a mutasi the person sees no task and no button of any."""
    town = Town()
    town.also_holds("tim1", of="kabid1")
    town.collecting()
    text, doing = shown(town, "kabid1")
    assert "tidak memegang jabatan" in text
    assert doing == [(verbs.HELP, ())]


def test_an_admin_without_a_post_is_known_as_one() -> None:
    """An admin need not hold a post."""
    town = Town()
    admin = replace(person("kabid1"), id=500, code="admin", is_admin=True)
    town.office = replace(town.office, persons=(*PERSONS, admin))
    desk = town.sits("admin")
    tugas.show(desk)
    sent = desk.tray.entries[-1]
    assert "sebagai admin" in str(sent)


def test_the_kabid_fills_in_where_nobody_else_is() -> None:
    """A unit without Kasi and Staf leaves the data to its Kabid."""
    town = Town()
    gone = {post("kasi1").id, post("staf1").id}
    town.office = replace(town.office, holdings=tuple(h for h in town.office.holdings if h.post_id not in gone))
    town.collecting()
    assert (verbs.OPEN, ("1", "4", str(APTIKA))) in shown(town, "kabid1")[1]


def _opened(desk: Desk, tapped: Tapped) -> list[tuple[int, int | None]]:
    found: list[tuple[int, int | None]] = []

    def note(_desk: Desk, cycle: Cycle, unit_id: int | None) -> None:
        found.append((cycle.id, unit_id))

    tugas.open_task(desk, tapped, {3: note})
    return found


def test_a_task_is_opened_by_its_step() -> None:
    """The button's step finds the opener; unit 0 means none."""
    town = Town()
    town.directed()
    assert _opened(town.sits("tim1"), Tapped(1, verbs.OPEN, ("1", "3", "0"))) == [(1, None)]
    assert _opened(town.sits("tim1"), Tapped(1, verbs.OPEN, ("1", "3", "2"))) == [(1, 2)]


@pytest.mark.parametrize(
    ("args", "error"),
    [
        (("2", "3", "0"), CycleMissingError),
        (("1", "9", "0"), UnknownButtonError),
        (("1", "3", "77"), UnknownUnitError),
        (("1", "3"), UnknownButtonError),
        (("satu", "3", "0"), UnknownButtonError),
    ],
)
def test_odd_buttons_are_refused(args: tuple[str, ...], error: type[Exception]) -> None:
    """A button of another office's cycle, an unknown step or unit, or with arguments missing opens nothing."""
    town = Town()
    town.directed()
    with pytest.raises(error):
        _opened(town.sits("tim1"), Tapped(1, verbs.OPEN, args))
