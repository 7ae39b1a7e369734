"""The screens of a FigureDraft that are about all of its indicators: the list that is sent, and what is asked of it."""

from __future__ import annotations

from markupsafe import Markup

from handlers import figure_verbs as v
from handlers.desk import Desk
from handlers.figure_draft import Filled, files_of, filled, next_open, open_findings
from handlers.figure_filling import Filling, button_maker, kept, usual
from handlers.outgoing import Button, Rows
from handlers.texts import kiriman as texts
from handlers.texts import mengisi as asked
from handlers.texts import temuan

A_PAGE = 20
"""Indicators on one page of a list: what a phone shows without losing one's place."""
IN_A_ROW = 5
MOST_MENDED = 8
"""Buttons for figures that were not understood: the next ones come when these are mended."""
MARKS = {Filled.DONE: "✅", Filled.PART: "❗", Filled.NOT_YET: "▫️"}


def overview(desk: Desk, found: Filling) -> tuple[Markup, Rows]:
    """Show every figure in full as it will be sent, with what can be done about it."""
    draft, make = found.draft, button_maker(desk, found)
    marks = {each.code: MARKS[filled(draft, each, found.cycle.quarter.number)] for each in found.indicators}
    page = _shown_page(found)
    places = range(page * A_PAGE, min((page + 1) * A_PAGE, len(found.indicators)))
    buttons = [make(f"{marks[found.indicators[n].code]} {n + 1}", v.OPEN, n) for n in places]
    text = texts.overview(desk, found, kept(desk, files_of(draft)), marks, places)
    return text, (
        *_sending(desk, found),
        *(tuple(buttons[n : n + IN_A_ROW]) for n in range(0, len(buttons), IN_A_ROW)),
        _pages(desk, found, page),
        (
            desk.button(texts.DOWNLOAD, v.DOWNLOAD, draft.cycle_id, draft.unit_id),
            make(texts.AGAIN if draft.workbook else texts.UPLOAD, v.AGAIN),
        ),
        (make(texts.LEAVE, v.LEAVE),),
    )


def _shown_page(found: Filling) -> int:
    return max(0, min(found.draft.page, (len(found.indicators) - 1) // A_PAGE))


def _pages(desk: Desk, found: Filling, page: int) -> tuple[Button, ...]:
    make, last = button_maker(desk, found), (len(found.indicators) - 1) // A_PAGE
    back = (make(texts.PAGE_BACK, v.LIST, page - 1),) if page else ()
    return (*back, *((make(texts.PAGE_ON, v.LIST, page + 1),) if page < last else ()))


def _sending(desk: Desk, found: Filling) -> Rows:
    """Return what comes next: what was not understood is mended first, then it can be sent, with or without blanks."""
    draft = found.draft
    if draft.awaited or draft.work:
        return ()
    make, places = button_maker(desk, found), {each.code: n for n, each in enumerate(found.indicators, start=1)}
    mending = [
        (make(texts.mend_label(each, places[each.code]), v.MEND, places[each.code] - 1, each.field),)
        for each in open_findings(draft)[:MOST_MENDED]
        if each.code in places and each.field is not None
    ]
    following = next_open(draft, found.indicators, found.cycle.quarter.number)
    filling_in: Rows = ()
    if following and not mending:
        label = texts.fill_label(found.of(following).record.indicator, places[following])
        filling_in = ((make(label, v.OPEN, places[following] - 1),),)
    sending = () if open_findings(draft) or draft.is_empty else ((usual(desk, found, texts.SEND, v.SEND),),)
    return (*mending, *sending, *filling_in)


def same_list(desk: Desk, found: Filling) -> tuple[Markup, Rows]:
    """Offer the figures of last quarter, to be ticked."""
    draft, make = found.draft, button_maker(desk, found)
    able = with_last_figure(found)
    ticks = tuple((make(texts.tick(each, found, draft.picked), v.TICK, found.place(each) - 1),) for each in able)
    taking = ((usual(desk, found, texts.take(len(draft.picked)), v.TAKE),),) if draft.picked else ()
    return texts.same_list(found, able), (*taking, *ticks, (make(asked.LIST, v.LIST, 0),))


def with_last_figure(found: Filling) -> tuple[str, ...]:
    """Return the indicators that have a figure of last quarter, as many as fit one message."""
    having = (
        each.record.indicator.code
        for each in found.unit.indicators
        if asked.last_figure(each, found.cycle.quarter) is not None
    )
    return tuple(having)[: A_PAGE * 2]


def confirming(desk: Desk, found: Filling) -> tuple[Markup, Rows]:
    """Ask whether a workbook is meant that says something else of itself."""
    if found.draft.reading is None:
        return overview(desk, found)
    make = button_maker(desk, found)
    rows = ((make(texts.USE_IT, v.USE, "ya"),), (make(texts.DO_NOT_USE, v.USE, "tidak"),))
    return temuan.confirm(found.draft.reading), rows


def tying(desk: Desk, found: Filling) -> tuple[Markup, Rows]:
    """Ask which indicator the files prove that came last."""
    make, count = button_maker(desk, found), len(found.indicators)
    buttons = [make(str(n + 1), v.TIE, n) for n in range(min(count, 80))]
    whole = (usual(desk, found, texts.WHOLE, v.TIE, "semua"),)
    rows = tuple(tuple(buttons[n : n + IN_A_ROW]) for n in range(0, len(buttons), IN_A_ROW))
    return texts.tying(found, kept(desk, found.draft.untied)), (whole, *rows)
