"""Filling in by chat, indicator by indicator: answers by text and button, kept half-way, going on where it was left."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal

from markupsafe import Markup

from handlers import figure_verbs as v
from handlers.buttons import StaleButtonError, Tapped, UnknownButtonError
from handlers.conversations import FigureDraft, FigureField, FigureTyped, Words
from handlers.desk import Desk
from handlers.figure_draft import (
    FIGURES,
    NARRATIVES,
    finding_on,
    next_open,
    open_findings,
    report_of,
    with_figure,
    with_finding,
    with_narrative,
    with_typed,
    with_words,
)
from handlers.figure_filling import Filling, draft_of, filling
from handlers.figure_screens import show, shown
from handlers.incoming import TextSaid
from handlers.texts import isian as isian_texts
from handlers.texts import mengisi as texts
from workflow.capaian import Capaian
from workflow.fields import NARRATIVE_LIMIT, TEXT_LIMIT
from workflow.filling import Field, expected_of, is_below_zero_in_vain, is_off_scale, read_text
from workflow.indicators import Indicator
from workflow.readings import Ambiguous, Blank, NotANumber, Value
from workflow.workbook_reading import Finding, FindingKind, Offered, Severity


def add_text(desk: Desk, said: TextSaid) -> None:
    """Take a text as the answer to what is asked, or as the covering note; an edit changes the answer it gave."""
    draft = draft_of(desk)
    if said.edited:
        _edited(desk, draft, said)
    elif draft.at and draft.asking in (*FIGURES, *NARRATIVES):
        _answer(desk, draft, FigureTyped(said.source.message_id, draft.at, draft.asking, said.text))
    elif draft.at:
        show(desk, draft, texts.FILES_WANTED if draft.asking is FigureField.EVIDENCE else texts.TEXT_FOR_NOTHING)
    else:
        put_words(desk, draft, Words(said.source.message_id, said.text))


def put_words(desk: Desk, draft: FigureDraft, words: Words) -> None:
    """Take a text into the covering note, unless it becomes too long by it."""
    changed = with_words(draft, words)
    if len(changed.note) > TEXT_LIMIT:
        desk.say(isian_texts.too_long(len(changed.note), TEXT_LIMIT))
        return
    show(desk, changed)


def _edited(desk: Desk, draft: FigureDraft, said: TextSaid) -> None:
    number = said.source.message_id
    typed = next((kept for kept in draft.typed if kept.message_id == number), None)
    if typed is not None:
        _answer(desk, replace(draft, at=typed.code, asking=typed.field), replace(typed, text=said.text))
    elif any(kept.message_id == number for kept in draft.words):
        put_words(desk, draft, Words(number, said.text))
    else:
        desk.say(texts.EDIT_CHANGES_NOTHING)


def _answer(desk: Desk, draft: FigureDraft, typed: FigureTyped) -> None:
    if typed.field in NARRATIVES:
        _take_narrative(desk, draft, typed)
    else:
        _take_figure(desk, draft, typed, filling(desk, draft).opened.record.indicator)


def _take_narrative(desk: Desk, draft: FigureDraft, typed: FigureTyped) -> None:
    if len(typed.text) > NARRATIVE_LIMIT:
        show(desk, draft, texts.too_long(len(typed.text), NARRATIVE_LIMIT))
        return
    changed = with_typed(with_narrative(draft, typed.code, typed.field, typed.text), typed)
    _after(desk, changed, typed.field)


def _take_figure(desk: Desk, draft: FigureDraft, typed: FigureTyped, known: Indicator) -> None:
    """Take what was typed as a figure, ask back what could be two, say why it is none."""
    field = Field(typed.field.value)
    held = expected_of(known, field)
    match read_text(typed.text, known, field):
        case Value(number) if is_off_scale(number, known, field):
            show(desk, draft, texts.not_on_scale(typed.text, known))
        case Value(number) if is_below_zero_in_vain(number, known, field):
            show(desk, draft, texts.below_zero(typed.text, held))
        case Value(number):
            _put_figure(desk, with_typed(draft, typed), number)
        case Blank():
            _put_figure(desk, with_typed(draft, typed), None)
        case NotANumber() if known.scale and typed.field is FigureField.REALISASI:
            show(desk, draft, texts.not_on_scale(typed.text, known))
        case NotANumber() as wrong:
            show(desk, draft, texts.wrong_number(wrong, held))
        case Ambiguous() as found:
            show(desk, with_finding(with_typed(draft, typed), _asked_back(found, known, field)))


def _asked_back(found: Ambiguous, known: Indicator, field: Field) -> Finding:
    """Return a doubt as a draft keeps it until somebody says what was meant."""
    offered = tuple(
        Offered(each.number, each.measure) if isinstance(each, Value) else Offered(None) for each in found.readings
    )
    return Finding(
        FindingKind.AMBIGUOUS,
        Severity.DOUBT,
        known.code,
        known.name,
        field=field,
        text=found.text,
        doubt=found.doubt,
        offered=offered,
        expected=expected_of(known, field),
    )


def _put_figure(desk: Desk, draft: FigureDraft, number: Decimal | None) -> None:
    """Put a figure into what is asked, say what follows from it, and go on."""
    _after(desk, with_figure(draft, draft.at, draft.asking, number), draft.asking)


def _after(desk: Desk, draft: FigureDraft, field: FigureField) -> None:
    """Ask what comes next of the indicator: after its figure the budget, then its card; or the next explanation."""
    found = filling(desk, draft)
    said = texts.saved(found.opened, field, found.cycle.quarter, found.rules)
    show(desk, replace(draft, asking=_following(found, field)), said)


def _following(found: Filling, field: FigureField) -> FigureField:
    indicator, draft = found.opened.record.indicator, found.draft
    if field is FigureField.REALISASI and indicator.pagu is not None:
        spent = report_of(draft, draft.at).realisasi_anggaran
        return FigureField.BUDGET if spent is None else FigureField.NOTHING
    if field in NARRATIVES:
        return _next_narrative(found, field)
    return FigureField.NOTHING


def _next_narrative(found: Filling, field: FigureField) -> FigureField:
    """Return what is explained after this: obstacle and remedy go together, what drove it stands alone."""
    is_low = not isinstance(found.opened.now, Capaian) or found.opened.now.percent.rounded < texts.FULL
    order = (FigureField.OBSTACLE, FigureField.REMEDY, FigureField.DRIVER)
    if not is_low:
        order = (FigureField.DRIVER, FigureField.OBSTACLE, FigureField.REMEDY)
    place = order.index(field)
    return order[place + 1] if place + 1 < len(order) else FigureField.NOTHING


def open_indicator(desk: Desk, tapped: Tapped) -> None:
    """Open one indicator from the list: its question where nothing is filled in, else its card."""
    draft = shown(desk, tapped)
    open_code(desk, draft, code_at(draft, tapped.number(2)))


def open_code(desk: Desk, draft: FigureDraft, code: str, *heads: Markup) -> None:
    """Open an indicator at what it lacks first, else at its card."""
    finding = next((each for each in open_findings(draft) if each.code == code and each.field), None)
    blank = report_of(draft, code).realisasi is None and all(given.code != code for given in draft.given)
    asking = FigureField.REALISASI if blank else FigureField.NOTHING
    if finding is not None and finding.field is not None:
        asking = FigureField(finding.field.value)
    show(desk, replace(draft, at=code, asking=asking, untied=()), *heads)


def code_at(draft: FigureDraft, place: int) -> str:
    """Return the indicator of that place in the list; raises UnknownButtonError for none."""
    if place >= len(draft.codes):
        raise UnknownButtonError
    return draft.codes[place]


def mend(desk: Desk, tapped: Tapped) -> None:
    """Open a figure that was not understood."""
    draft = shown(desk, tapped)
    show(desk, replace(draft, at=code_at(draft, tapped.number(2)), asking=_field(tapped, 3)))


def ask(desk: Desk, tapped: Tapped) -> None:
    """Ask for one field of the open indicator."""
    draft = _opened(desk, tapped)
    show(desk, replace(draft, asking=_field(tapped, 2)))


def _field(tapped: Tapped, position: int) -> FigureField:
    try:
        field = FigureField(tapped.text(position))
    except ValueError as error:
        raise UnknownButtonError(tapped.verb) from error
    if field in (FigureField.NOTHING, FigureField.SAME):
        raise UnknownButtonError(tapped.verb)
    return field


def _opened(desk: Desk, tapped: Tapped) -> FigureDraft:
    """Return the draft with an indicator open; raises StaleButtonError where none is."""
    draft = shown(desk, tapped)
    if not draft.at:
        raise StaleButtonError
    return draft


def _asked_figure(desk: Desk, tapped: Tapped) -> FigureDraft:
    draft = _opened(desk, tapped)
    if draft.asking not in FIGURES:
        raise StaleButtonError
    return draft


def same(desk: Desk, tapped: Tapped) -> None:
    """Take last quarter's figure."""
    draft = _asked_figure(desk, tapped)
    found = filling(desk, draft)
    before = texts.last_figure(found.opened, found.cycle.quarter)
    if before is None or draft.asking is not FigureField.REALISASI:
        raise StaleButtonError
    _put_figure(desk, draft, before)


def no_data(desk: Desk, tapped: Tapped) -> None:
    """Note that there is no figure: it stays blank, and is not asked for again."""
    _put_figure(desk, _asked_figure(desk, tapped), None)


def choose(desk: Desk, tapped: Tapped) -> None:
    """Take one of the meanings of a doubtful figure."""
    draft = _asked_figure(desk, tapped)
    finding, place = finding_on(draft, draft.at, draft.asking), tapped.number(2)
    if finding is None or place >= len(finding.offered):
        raise StaleButtonError
    _put_figure(desk, draft, finding.offered[place].number)


def level(desk: Desk, tapped: Tapped) -> None:
    """Take a level of the scale."""
    draft = _asked_figure(desk, tapped)
    scale, place = filling(desk, draft).opened.record.indicator.scale, tapped.number(2)
    if draft.asking is not FigureField.REALISASI or place >= len(scale):
        raise StaleButtonError
    _put_figure(desk, draft, scale[place].value)


def clear(desk: Desk, tapped: Tapped) -> None:
    """Empty the explanation that is asked for."""
    draft = _opened(desk, tapped)
    if draft.asking not in NARRATIVES:
        raise StaleButtonError
    show(desk, replace(with_narrative(draft, draft.at, draft.asking, ""), asking=FigureField.NOTHING))


def skip(desk: Desk, tapped: Tapped) -> None:
    """Leave what is asked as it is and go on: to the next explanation, the card, or the next indicator."""
    draft = _opened(desk, tapped)
    found = filling(desk, draft)
    if draft.asking in NARRATIVES:
        show(desk, replace(draft, asking=_next_narrative(found, draft.asking)))
    elif draft.asking is FigureField.BUDGET:
        show(desk, replace(draft, asking=FigureField.NOTHING))
    else:
        _to_neighbour(desk, found, +1)


def back(desk: Desk, tapped: Tapped) -> None:
    """Go back to what was asked before."""
    draft = _opened(desk, tapped)
    if draft.asking is FigureField.REALISASI:
        _to_neighbour(desk, filling(desk, draft), -1)
    elif draft.asking is FigureField.BUDGET:
        show(desk, replace(draft, asking=FigureField.REALISASI))
    else:
        show(desk, replace(draft, asking=FigureField.NOTHING))


def _to_neighbour(desk: Desk, found: Filling, way: int) -> None:
    """Open the indicator before or after; beyond the first and last stands the list."""
    draft = found.draft
    codes = tuple(each.code for each in found.indicators)
    place = codes.index(draft.at) + way if draft.at in codes else -1
    if 0 <= place < len(codes):
        show(desk, replace(draft, at=codes[place], asking=FigureField.REALISASI))
    else:
        show(desk, replace(draft, at="", asking=FigureField.NOTHING))


def onward(desk: Desk, tapped: Tapped) -> None:
    """Open the next indicator that is not filled in; the list, where all are."""
    draft = shown(desk, tapped)
    go_on(desk, draft)


def go_on(desk: Desk, draft: FigureDraft, *heads: Markup) -> None:
    """Open the next indicator that is not filled in, after the open one and around; the list, where all are."""
    found = filling(desk, draft)
    draft = replace(draft, codes=tuple(each.code for each in found.indicators))
    following = next_open(draft, found.indicators, found.cycle.quarter.number)
    if following:
        open_code(desk, draft, following, *heads)
    else:
        show(desk, replace(draft, at="", asking=FigureField.NOTHING), *heads)


def done(desk: Desk, tapped: Tapped) -> None:
    """Close the explanations or the evidence and show the indicator's card."""
    show(desk, replace(_opened(desk, tapped), asking=FigureField.NOTHING))


BUTTONS: Mapping[str, Callable[[Desk, Tapped], None]] = {
    v.OPEN: open_indicator,
    v.MEND: mend,
    v.ASK: ask,
    v.SAME: same,
    v.NO_DATA: no_data,
    v.CHOOSE: choose,
    v.LEVEL: level,
    v.CLEAR: clear,
    v.SKIP: skip,
    v.BACK: back,
    v.NEXT: onward,
    v.DONE: done,
}
