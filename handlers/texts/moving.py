"""The words of deadlines that follow the office's calendar: each before and after, and why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import groupby
from typing import TYPE_CHECKING

from markupsafe import Markup

from handlers.texts import card
from handlers.texts.words import EMPTY, fill, instant, lines, paragraphs, quarter, sentence, weekday_brief

if TYPE_CHECKING:
    from handlers.desk import Room
    from handlers.moving import Moved

TASKS = "Tugas saya"
STATUS = "Status"
BY_FILE = "Kalender kantor diubah melalui berkas kantor"
"""Why deadlines move where nobody has changed a day in chat: the file was taken in, or the national list is new."""


def notice(room: Room, reason: str, moved: Sequence[Moved]) -> Markup:
    """Tell one person which of their deadlines have moved, and by what."""
    quarters = {quarter(each.cycle.quarter): None for each in moved}
    return paragraphs(
        lines(
            fill("🗓 <b>Batas waktu bergeser</b>, {quarters}", quarters=", ".join(quarters)),
            sentence("{reason}", reason=reason),
        ),
        shifts(room, moved),
    )


def shifts(room: Room, moved: Sequence[Moved]) -> Markup:
    """List what moves, one line for the same step of several units: `Isi dan kirim data semua 4 unit: … → …`."""
    several = len({each.cycle.id for each in moved}) > 1
    parts: list[Markup] = []
    for _, of_cycle in groupby(moved, key=lambda each: each.cycle.id):
        own = list(of_cycle)
        head = fill("<b>{quarter}</b>", quarter=quarter(own[0].cycle.quarter)) if several else EMPTY
        parts.append(lines(head, *_lines(room, own)))
    return lines(*parts)


def _lines(room: Room, moved: Iterable[Moved]) -> Iterable[Markup]:
    groups: dict[tuple[str, datetime | None, datetime], list[Moved]] = {}
    for each in moved:
        owed = each.move.assignment
        groups.setdefault((card.task_title(owed), owed.due_at, each.move.due_at), []).append(each)
    for (title, before, after), group in groups.items():
        unit_ids = [owed.unit_id for each in group if (owed := each.move.assignment).unit_id is not None]
        yield fill(
            "• {what}{units}: {before} → <b>{after}</b>",
            what=title,
            units=fill(" {units}", units=card.units_of(group[0].cycle, unit_ids, room.office)) if unit_ids else EMPTY,
            before=EMPTY if before is None else weekday_brief(before, room.calendar),
            after=instant(after, room.calendar, room.office),
        )
