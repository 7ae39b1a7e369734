"""The time line as a picture, with its numbers beneath it."""

from __future__ import annotations

from dataclasses import replace

from fake_records import APTIKA, IKP, Town, answer, taps, verbs_of
from test_kepatuhan import DAY, late_quarter, works

from handlers import routes, verbs
from handlers.outgoing import Message
from handlers.texts import gambar
from workflow import commands as c
from workflow.office import Unit
from workflow.timeline import Mark, Timeline


def drawn(town: Town, code: str) -> Message:
    """Return the message with the picture as that person gets it."""
    desk = town.sits(code)
    desk.answers = 77
    routes.handle(desk, taps(desk, f"1:{verbs.PICTURE}:{town.cycle.id}"))
    return answer(desk)


def picture_of(message: Message) -> Timeline:
    """Return the picture that the message carries."""
    assert message.paper is not None
    assert isinstance(message.paper.paper, Timeline)
    return message.paper.paper


def test_the_picture_has_every_step_and_every_unit_with_a_note() -> None:
    """What is late says by how much, what has not begun how long it may take."""
    line = picture_of(drawn(late_quarter(), "kadis"))
    assert (line.title, line.office) == ("Monev Triwulan III 2026", "Dinas Komunikasi dan Informatika")
    assert [(row.label, row.note) for row in line.rows] == [
        ("1. Disposisi", "tepat waktu"),
        ("2. Arahan ke Tim", "lewat 50 menit"),
        ("3. Koordinasi dengan unit", "tepat waktu"),
        ("4. Pengumpulan data", "lewat 3 hari"),
        ("5. Evaluasi", "tepat waktu"),
        ("6. Arahan Kepala Dinas", "1 hari"),
        ("7. Rencana tindak lanjut", "1 hari"),
        ("Bidang Aptika", "lewat 3 hari"),
        ("Bidang IKP", "tepat waktu"),
    ]
    assert {entry.label for entry in line.legend} >= {"Staf/Kasi", "Tim Monev", "Menunggu unit lain"}


def test_the_numbers_stand_beneath_it_as_a_message_of_its_own() -> None:
    """It never takes the place of the screen whose button was tapped: a text cannot become a picture."""
    message = drawn(late_quarter(), "kadis")
    assert message.edits is None
    assert "2. Arahan ke Tim: 2 jam 50 menit dari 2 jam kerja, ⚠️ lewat 50 menit kerja" in message.text
    assert "4. Pengumpulan data: 13 hari dari 10 hari kerja, ⚠️ lewat 3 hari kerja" in message.text
    assert "Pernah lewat batas: Bidang Aptika." in message.text
    assert verbs_of(message) == [(verbs.COMPLIANCE, ("1",)), (verbs.STATUS, ("1",))]


def test_a_unit_s_people_get_their_own_unit_drawn() -> None:
    """The steps are everybody's."""
    message = drawn(late_quarter(), "staf2")
    assert [row.label for row in picture_of(message).rows if row.is_unit] == ["Bidang IKP"]
    assert "Aptika" not in message.text


def test_a_unit_left_out_is_marked_so() -> None:
    """It has no time of its own any more."""
    town = late_quarter()
    town.does("sekdis", c.ProceedWithout(APTIKA, "Server rusak"), APTIKA)
    row = next(row for row in picture_of(drawn(town, "kadis")).rows if row.label == "Bidang Aptika")
    assert (row.mark, row.note) == (Mark.EXCLUDED, "tanpa data")


def test_more_than_an_hour_or_two_late_is_told_in_hours() -> None:
    """There is little room beside a row."""
    town = Town()
    town.ordered()
    works(town, 120 + 150)
    assert picture_of(drawn(town, "kadis")).rows[1].note == "lewat 2 jam"


def test_the_caption_fits_beneath_a_picture_however_many_units_there_are() -> None:
    """Of thirty late units with long names only some are named."""
    town = Town()
    names = {unit_id: f"Bidang Pengelolaan Informasi dan Komunikasi Publik {unit_id}" for unit_id in (APTIKA, IKP)}
    town.office = replace(town.office, units=tuple(Unit(n, f"u{n}", name) for n, name in names.items()))
    town.collecting()
    works(town, 30 * DAY)
    assert len(drawn(town, "kadis").text) < 1024


def test_what_is_said_in_place_of_a_picture_keeps_its_markup() -> None:
    """The caption was escaped when it was written."""
    assert gambar.without_paper("<b>3</b> &lt; 10").endswith("\n\n<b>3</b> &lt; 10")
