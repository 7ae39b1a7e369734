"""What a FigureDraft looks like in the chat: one screen for each place where it can stand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from markupsafe import Markup

from handlers import figure_lists, isian
from handlers import figure_verbs as v
from handlers.buttons import StaleButtonError, Tapped
from handlers.conversations import FigureDraft, FigureField
from handlers.desk import Desk
from handlers.figure_draft import NARRATIVES, finding_on, next_open, report_of
from handlers.figure_filling import Filling, button_maker, draft_of, filling, kept, usual
from handlers.outgoing import Button, Message, Rows
from handlers.texts import capaian, workbook
from handlers.texts import isian as isian_texts
from handlers.texts import mengisi as asked
from handlers.texts.words import paragraphs
from workflow.capaian import Capaian
from workflow.evaluation import IndicatorEvaluation

MOST_LEVELS = 12
"""Levels of a scale on buttons; others are typed."""


def shown(desk: Desk, tapped: Tapped) -> FigureDraft:
    """Return the draft if the tap belongs to its latest answer; an older answer shows the latest instead."""
    draft = draft_of(desk)
    if tapped.text(0) != draft.nonce:
        raise StaleButtonError
    if tapped.number(1) != draft.answer:
        desk.toast(isian_texts.CHANGED_SINCE)
        show(desk, draft)
        raise isian.OldAnswerError
    return draft


def show(desk: Desk, draft: FigureDraft, *heads: Markup) -> None:
    """Keep the draft and show where it stands; `heads` say above it what has just happened."""
    draft = replace(draft, answer=draft.answer + 1)
    put(desk, draft, *heads)


def put(desk: Desk, draft: FigureDraft, *heads: Markup) -> None:
    """Keep the draft and draw its latest answer anew, in the message that has it."""
    found = filling(desk, draft)
    codes = tuple(each.code for each in found.indicators)
    draft = replace(draft, codes=codes, at=draft.at if draft.at in codes else "")
    found = replace(found, draft=draft)
    desk.conversation = draft
    text, rows = _screen(found)(desk, found)
    key = f"angka:{draft.nonce}:{draft.answer}"
    desk.send(Message(paragraphs(*heads, text), tuple(row for row in rows if row), key=key, edits=desk.answers))


_Screen = Callable[[Desk, Filling], tuple[Markup, Rows]]


def _screen(found: Filling) -> _Screen:
    """Return the screen of the place where the draft stands."""
    draft = found.draft
    if draft.reading is not None:
        return figure_lists.confirming
    if not draft.at:
        if draft.asking is FigureField.SAME:
            return figure_lists.same_list
        return figure_lists.tying if draft.untied and not draft.awaited else figure_lists.overview
    at_fields = {FigureField.NOTHING: _card, FigureField.EVIDENCE: _evidence}
    return at_fields.get(draft.asking, _doubt)


def _ways(desk: Desk, found: Filling) -> Rows:
    make = button_maker(desk, found)
    return ((make(asked.BACK, v.BACK), make(asked.SKIP, v.SKIP)), (make(asked.LIST, v.LIST, _page_of(found)),))


def _page_of(found: Filling) -> int:
    return (found.place(found.draft.at) - 1) // figure_lists.A_PAGE if found.draft.at else 0


def _question(desk: Desk, found: Filling) -> tuple[Markup, Rows]:
    draft, each, make = found.draft, found.opened, button_maker(desk, found)
    position, count = found.place(draft.at), len(found.indicators)
    text = asked.question(position, count, each, draft.asking, found.cycle.quarter, found.rules)
    if draft.asking in NARRATIVES:
        stands = asked.narrative(report_of(draft, draft.at), draft.asking)
        clear = (make(asked.CLEAR, v.CLEAR),) if stands else ()
        return text, (clear, (make(asked.SKIP, v.SKIP), make(asked.ENOUGH, v.DONE)))
    rows = _levels(desk, found) if draft.asking is FigureField.REALISASI else ()
    return text, (*rows, (make(asked.NO_DATA, v.NO_DATA),), *_ways(desk, found))


def _levels(desk: Desk, found: Filling) -> Rows:
    """Return the button of last quarter's figure and one for each level of a scale."""
    each, make = found.opened, button_maker(desk, found)
    before = asked.last_figure(each, found.cycle.quarter)
    known = each.record.indicator
    same = (make(asked.same_label(before, known), v.SAME),) if before is not None else ()
    levels = (
        (make(capaian.figure(level.value, known)[:60], v.LEVEL, n),)
        for n, level in enumerate(known.scale[:MOST_LEVELS])
    )
    return (*levels, same)


def _doubt(desk: Desk, found: Filling) -> tuple[Markup, Rows]:
    """Ask what is meant by a figure that was not understood."""
    draft, known, make = found.draft, found.opened.record.indicator, button_maker(desk, found)
    finding = finding_on(draft, draft.at, draft.asking)
    if finding is None:
        return _question(desk, found)
    text = asked.doubt(found.place(draft.at), len(found.indicators), known, finding)
    choices = tuple((make(label[:60], v.CHOOSE, n),) for n, label in enumerate(workbook.choices(finding)))
    return text, (*choices, (make(asked.NO_DATA, v.NO_DATA),), *_ways(desk, found))


def _card(desk: Desk, found: Filling) -> tuple[Markup, Rows]:
    draft, each, make = found.draft, found.opened, button_maker(desk, found)
    position, report = found.place(draft.at), report_of(draft, draft.at)
    awaited = sum(1 for file_id in report.files if file_id in draft.awaited)
    text = asked.card(position, each, report, kept(desk, report.files), awaited, found.cycle.quarter, found.rules)
    has_budget = each.record.indicator.pagu is not None
    return text, (
        (_onward(desk, found),),
        (make(asked.ADD_EVIDENCE, v.ASK, FigureField.EVIDENCE), make(asked.EXPLAIN, v.ASK, _first_narrative(each))),
        (
            make(asked.CHANGE_FIGURE, v.ASK, FigureField.REALISASI),
            *((make(asked.CHANGE_BUDGET, v.ASK, FigureField.BUDGET),) if has_budget else ()),
        ),
        (make(asked.LIST, v.LIST, _page_of(found)),),
    )


def _onward(desk: Desk, found: Filling) -> Button:
    """Return the green button: to the next indicator that is not filled in, else to the list that can be sent."""
    following = next_open(found.draft, found.indicators, found.cycle.quarter.number)
    if following in ("", found.draft.at):
        return usual(desk, found, asked.TO_LIST, v.LIST, 0)
    return usual(desk, found, asked.next_label(found.place(following), len(found.indicators)), v.NEXT)


def _first_narrative(each: IndicatorEvaluation) -> FigureField:
    """Return the explanation that is asked for first: what held back where less than the target was reached."""
    is_low = isinstance(each.now, Capaian) and each.now.percent.rounded < asked.FULL
    return FigureField.OBSTACLE if is_low or not isinstance(each.now, Capaian) else FigureField.DRIVER


def _evidence(desk: Desk, found: Filling) -> tuple[Markup, Rows]:
    draft, known = found.draft, found.opened.record.indicator
    report = report_of(draft, draft.at)
    awaited = sum(1 for file_id in report.files if file_id in draft.awaited)
    text = asked.evidence(found.place(draft.at), len(found.indicators), known, kept(desk, report.files), awaited)
    return text, ((usual(desk, found, asked.ENOUGH, v.DONE),),)
