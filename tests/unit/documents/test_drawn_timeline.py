"""The time line as a picture: of the right size, full of colours, and drawn by a process of its own."""

from __future__ import annotations

import io
import subprocess
import sys
from dataclasses import replace

import pytest
from PIL import Image
from timelines import at, line

from documents import timeline as drawing
from documents.spec import SpecError, read
from storage.codec import encode
from workflow.papers.kinds import PaperKind
from workflow.timeline import Timeline


def spec_of(shown: Timeline) -> str:
    """Return the description as it waits in the outbox."""
    return f'{{"kind":"{PaperKind.TIMELINE}","data":{encode(shown)}}}'


def picture(shown: Timeline) -> Image.Image:
    """Return the picture, opened."""
    return Image.open(io.BytesIO(drawing.draw(shown))).convert("RGB")


def colors(image: Image.Image) -> set[str]:
    """Return the colours of the picture."""
    return {"#" + bytes(found).hex().upper() for _, found in image.getcolors(1 << 24) or ()}


@pytest.mark.parametrize("units", [1, 4, 12, 30])
def test_the_picture_is_as_wide_as_a_phone_shows_and_as_high_as_its_rows(units: int) -> None:
    """All desks have their colour, what is late is red, and the sheet is no more than twice as high as wide."""
    image = picture(line(units))
    width, height = image.size
    assert width == drawing.WIDTH
    assert 700 < height < 2 * width
    wanted = {*drawing.DESK_COLORS.values(), drawing.LATE, drawing.SHADE, drawing.PLAN, drawing.INK}
    assert wanted <= colors(image)


def test_more_units_make_it_higher() -> None:
    """Rows grow smaller first, then the sheet grows."""
    heights = [picture(line(units)).size[1] for units in (4, 12, 30)]
    assert heights == sorted(set(heights))


@pytest.mark.parametrize("days", [1, 3, 21, 70])
def test_any_number_of_days_has_room(days: int) -> None:
    """A first day, and a cycle of ten weeks; bars that lie beyond the axis end with it."""
    assert drawing.INK in colors(picture(line(days=days)))


def test_a_cycle_that_is_over_is_drawn_as_such() -> None:
    """Without anything late nothing is red but the day on which it should end."""
    calm = tuple(replace(row, late=(), note="") for row in line().rows)
    assert picture(replace(line(), rows=calm, is_over=True, now=at(20))).size[0] == drawing.WIDTH


def test_a_cycle_without_units_can_be_drawn() -> None:
    """Before the first unit there are the steps alone."""
    steps = tuple(row for row in line().rows if not row.is_unit)
    assert picture(replace(line(), rows=steps)).size[0] == drawing.WIDTH


def test_what_was_stored_is_what_is_drawn() -> None:
    """Read from the outbox it is the same time line, to the last field."""
    assert read(spec_of(line(30))).paper == line(30)


@pytest.mark.parametrize(
    "stored",
    [
        "",
        "[]",
        "{}",
        '{"kind":"timeline"}',
        '{"kind":"rapor","data":{}}',
        '{"kind":"timeline","data":{"title":1}}',
        spec_of(line()).replace("Asia/Jakarta", "../etc/passwd"),
        spec_of(line()).replace("+00:00", ""),
        spec_of(line()).replace('"is_over":false', '"is_over":"tidak"'),
        spec_of(line()).replace('"desk":"kabid"', '"desk":"bupati"'),
    ],
)
def test_what_is_no_description_is_refused(stored: str) -> None:
    """By name, and without repeating what it holds."""
    with pytest.raises(SpecError) as refused:
        read(stored)
    assert "title" not in refused.value.fault or "timeline" not in refused.value.fault


def test_the_process_draws_what_it_is_given() -> None:
    """JSON in, a picture out; and an exit code for what cannot be drawn."""
    drawn = subprocess.run(
        [sys.executable, "-m", "documents"], input=spec_of(line()).encode(), capture_output=True, check=True
    )
    assert Image.open(io.BytesIO(drawn.stdout)).size[0] == drawing.WIDTH
    refused = subprocess.run([sys.executable, "-m", "documents"], input=b"{}", capture_output=True, check=False)
    assert (refused.returncode, refused.stdout) == (2, b"")
