"""/indikator: everybody sees the year's indicators; Subbag Perencanaan and admin hand the list out and take it in."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from handlers import verbs
from handlers.buttons import Tapped, UnknownButtonError
from handlers.desk import Desk
from handlers.indikator_unggah import BUTTONS as UPLOAD_BUTTONS
from handlers.indikator_unggah import may_keep, only_keepers, upload
from handlers.outgoing import Button, Message
from handlers.texts import indikator as texts
from workflow.indicator_imports import KeptVersion
from workflow.indicator_intake import unit_names
from workflow.indicator_plan import PlannedIndicator
from workflow.indicators import QUARTERS
from workflow.office import Unit
from workflow.papers.indicator_list import IndicatorListPaper, listed
from workflow.papers.kinds import PaperKind, Printed
from workflow.papers.sheet import Sheet
from workflow.quarter import Quarter

YEAR, UNIT, ONE, DOWNLOAD, UPLOAD = "ind_tahun", "ind_unit", "ind_satu", "ind_unduh", "ind_unggah"
A_ROW = 6
MOST_NUMBERED = 90
"""Buttons that one message carries."""
YEARS = range(2000, 2101)


def show(desk: Desk) -> None:
    """Show the indicators of the year that is run, else of today's."""
    _overview(desk, _present_year(desk))


def _present_year(desk: Desk) -> int:
    cycle = desk.records.running_cycle()
    return cycle.quarter.year if cycle is not None else desk.today.year


def _shown_quarter(desk: Desk, year: int) -> Quarter:
    """Return of which quarter a year's indicators are shown: the one that is run, else today's, else the last."""
    cycle = desk.records.running_cycle()
    if cycle is not None and cycle.quarter.year == year:
        return cycle.quarter
    today = Quarter.containing(desk.today)
    return today if today.year == year else Quarter(year, QUARTERS[-1] if year < today.year else QUARTERS[0])


def _overview(desk: Desk, year: int) -> None:
    quarter, keeper = _shown_quarter(desk, year), may_keep(desk)
    units = [(unit, desk.records.planned(unit.id, quarter)) for unit in desk.office.units]
    desk.show(
        texts.overview(quarter, units, keeper=keeper),
        *((desk.button(texts.unit_label(unit, len(found)), UNIT, year, unit.id),) for unit, found in units if found),
        _keeping(desk, year, is_empty=not any(found for _, found in units)) if keeper else (),
        tuple(desk.button(texts.year_label(each), YEAR, each) for each in _other_years(desk, year, keeper=keeper)),
        (desk.button(texts.TASKS, verbs.TASKS),),
    )


def _keeping(desk: Desk, year: int, *, is_empty: bool) -> tuple[Button, ...]:
    label = texts.DOWNLOAD_EMPTY if is_empty else texts.DOWNLOAD
    return (desk.button(label, DOWNLOAD, year), desk.usual(texts.UPLOAD, UPLOAD, year))


def _other_years(desk: Desk, year: int, *, keeper: bool) -> Sequence[int]:
    """Return the other years that have indicators; to who keeps them also this one and the next, to prepare them."""
    offered = set(desk.records.indicator_years()[:4])
    if keeper:
        offered |= {_present_year(desk), desk.today.year, desk.today.year + 1}
    return sorted(offered - {year})[-4:]


def choose_year(desk: Desk, tapped: Tapped) -> None:
    """Show another year."""
    _overview(desk, _year(tapped))


def _year(tapped: Tapped) -> int:
    year = tapped.number(0)
    if year not in YEARS:
        raise UnknownButtonError(tapped.verb)
    return year


def _unit(desk: Desk, tapped: Tapped) -> Unit:
    unit = next((unit for unit in desk.office.units if unit.id == tapped.number(1)), None)
    if unit is None:
        raise UnknownButtonError(tapped.verb)
    return unit


def show_unit(desk: Desk, tapped: Tapped) -> None:
    """List a unit's indicators; a number opens one."""
    year, unit = _year(tapped), _unit(desk, tapped)
    quarter = _shown_quarter(desk, year)
    planned = desk.records.planned(unit.id, quarter)
    numbers = [desk.button(str(number), ONE, year, unit.id, number) for number in range(1, len(planned) + 1)]
    numbers = numbers[:MOST_NUMBERED]
    desk.show(
        texts.of_unit(quarter, unit, planned),
        *(tuple(numbers[first : first + A_ROW]) for first in range(0, len(numbers), A_ROW)),
        (desk.button(texts.TO_LIST, YEAR, year),),
    )


def show_one(desk: Desk, tapped: Tapped) -> None:
    """Show an indicator with its history; a number that is gone shows the list instead."""
    year, unit, number = _year(tapped), _unit(desk, tapped), tapped.number(2)
    planned = desk.records.planned(unit.id, _shown_quarter(desk, year))
    if not 1 <= number <= len(planned):
        show_unit(desk, tapped)
        return
    chosen: PlannedIndicator = planned[number - 1]
    history: Sequence[KeptVersion] = desk.records.indicator_history(unit.id, year, chosen.indicator.code)
    desk.show(
        texts.details(desk, unit, chosen, history),
        (desk.button(texts.unit_label(unit, len(planned)), UNIT, year, unit.id),),
        (desk.button(texts.TO_LIST, YEAR, year),),
    )


def download(desk: Desk, tapped: Tapped) -> None:
    """Hand out the year's list as it stands in its last quarter, or the template where there is none."""
    year = _year(tapped)
    last = Quarter(year, QUARTERS[-1])
    rows = tuple(
        each
        for unit in desk.office.units
        for each in listed(desk.records.planned(unit.id, last), desk.records.past_figures(unit.id, year))
    )
    sheet = Sheet(desk.records.letterhead(), desk.office.zone, desk.today)
    paper = IndicatorListPaper(sheet, year, unit_names(desk.office), rows)
    name = texts.file_name(year, is_empty=not rows)
    printed = Printed(PaperKind.INDICATOR_TEMPLATE, paper, name)
    desk.send(
        Message(texts.template_caption(year, len(rows)), ((desk.usual(texts.UPLOAD, UPLOAD, year),),), paper=printed)
    )


BUTTONS: Mapping[str, Callable[[Desk, Tapped], None]] = {
    verbs.INDICATORS: lambda desk, _tapped: show(desk),
    YEAR: choose_year,
    UNIT: show_unit,
    ONE: show_one,
    DOWNLOAD: only_keepers(download),
    UPLOAD: only_keepers(upload),
    **UPLOAD_BUTTONS,
}
