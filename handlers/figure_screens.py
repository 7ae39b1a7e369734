"""What a FigureDraft looks like in the chat: one screen for each place where it can stand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from markupsafe import Markup

from handlers import isian, performance
from handlers.acting import cycle_for
from handlers.buttons import StaleButtonError, Tapped
from handlers.conversations import FigureDraft, FigureField
from handlers.desk import Desk
from handlers.figure_draft import (
    NARRATIVES,
    Filled,
    files_of,
    filled,
    finding_on,
    next_open,
    of_whole,
    open_findings,
    report_of,
)
from handlers.outgoing import Button, Message, Rows
from handlers.texts import capaian, temuan, workbook
from handlers.texts import isian as isian_texts
from handlers.texts import kiriman as texts
from handlers.texts import mengisi as asked
from handlers.texts.words import paragraphs
from workflow.capaian import Capaian
from workflow.cycle import Cycle, Submission, SubmissionState
from workflow.evaluation import IndicatorEvaluation, Rules, UnitEvaluation
from workflow.files import KeptFile
from workflow.indicators import Indicator

OPEN, ASK, SAME, NO_DATA, SKIP, BACK, CHOOSE, LEVEL, CLEAR, NEXT, DONE = (
    "angka_buka",
    "angka_tanya",
    "angka_tl",
    "angka_nihil",
    "angka_lewat",
    "angka_mundur",
    "angka_pilih",
    "angka_skala",
    "angka_kosong",
    "angka_lanjut",
    "angka_cukup",
)
LIST, MEND, TICK, TAKE, TIE, USE, SEND, AGAIN, LEAVE = (
    "angka_daftar",
    "angka_perbaiki",
    "angka_centang",
    "angka_pakai",
    "angka_tali",
    "angka_yakin",
    "angka_kirim",
    "angka_unggah",
    "angka_batal",
)
A_PAGE = 20
"""Indicators on one page of a list: what a phone shows without losing one's place."""
IN_A_ROW = 5
MOST_LEVELS = 12
MOST_MENDED = 8
"""Buttons for figures that were not understood: the next ones come when these are mended."""
MARKS = {Filled.DONE: "✅", Filled.PART: "❗", Filled.NOT_YET: "▫️"}


@dataclass(frozen=True)
class Filling:
    """A draft with all that its screens are made from."""

    draft: FigureDraft
    cycle: Cycle
    unit: UnitEvaluation
    rules: Rules

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        """The unit's indicators, in the order of its plan."""
        return tuple(each.record.indicator for each in self.unit.indicators)

    @property
    def opened(self) -> IndicatorEvaluation:
        """The indicator that is open; raises StaleButtonError where it is no longer in the plan."""
        return self.of(self.draft.at)

    def of(self, code: str) -> IndicatorEvaluation:
        """Return an indicator; raises StaleButtonError for one that is not in the plan."""
        found = next((each for each in self.unit.indicators if each.record.indicator.code == code), None)
        if found is None:
            raise StaleButtonError
        return found

    def place(self, code: str) -> int:
        """Return the number by which an indicator is called, from 1."""
        return next(n for n, each in enumerate(self.indicators, start=1) if each.code == code)


def filling(desk: Desk, draft: FigureDraft) -> Filling:
    """Gather what the draft's screens are made from; raises CycleMissingError for a cycle of another office."""
    cycle = cycle_for(desk, draft.cycle_id)
    unit = performance.evaluated_unit(desk, cycle, draft.unit_id, as_submission(desk, draft))
    return Filling(draft, cycle, unit, performance.rules(desk))


def as_submission(desk: Desk, draft: FigureDraft) -> Submission:
    """Return the draft as the version that it would become, to be judged by the same rules."""
    me = desk.capacities[0]
    return Submission(
        draft.unit_id,
        0,
        draft.number,
        draft.note,
        of_whole(draft),
        SubmissionState.CHECKING,
        me,
        desk.now,
        figures=draft.reports,
    )


def draft_of(desk: Desk) -> FigureDraft:
    """Return the draft in which the chat stands; raises StaleButtonError where it stands elsewhere."""
    if not isinstance(desk.conversation, FigureDraft):
        raise StaleButtonError
    return desk.conversation


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
        return _confirming
    if not draft.at:
        if draft.asking is FigureField.SAME:
            return _same_list
        return _tying if draft.untied and not draft.awaited else _overview
    at_fields = {FigureField.NOTHING: _card, FigureField.EVIDENCE: _evidence}
    return at_fields.get(draft.asking, _doubt)


def _make(desk: Desk, found: Filling) -> Callable[..., Button]:
    mark = (found.draft.nonce, found.draft.answer)
    return lambda label, verb, *args: desk.button(label, verb, *mark, *args)


def _usual(desk: Desk, found: Filling, label: str, verb: str, *args: int | str) -> Button:
    return desk.usual(label, verb, found.draft.nonce, found.draft.answer, *args)


def _ways(desk: Desk, found: Filling) -> Rows:
    make = _make(desk, found)
    return ((make(asked.BACK, BACK), make(asked.SKIP, SKIP)), (make(asked.LIST, LIST, _page_of(found)),))


def _page_of(found: Filling) -> int:
    return (found.place(found.draft.at) - 1) // A_PAGE if found.draft.at else 0


def _question(desk: Desk, found: Filling) -> tuple[Markup, Rows]:
    draft, each, make = found.draft, found.opened, _make(desk, found)
    position, count = found.place(draft.at), len(found.indicators)
    text = asked.question(position, count, each, draft.asking, found.cycle.quarter, found.rules)
    if draft.asking in NARRATIVES:
        stands = asked.narrative(report_of(draft, draft.at), draft.asking)
        clear = (make(asked.CLEAR, CLEAR),) if stands else ()
        return text, (clear, (make(asked.SKIP, SKIP), make(asked.ENOUGH, DONE)))
    rows = _levels(desk, found) if draft.asking is FigureField.REALISASI else ()
    return text, (*rows, (make(asked.NO_DATA, NO_DATA),), *_ways(desk, found))


def _levels(desk: Desk, found: Filling) -> Rows:
    """Return the button of last quarter's figure and one for each level of a scale."""
    each, make = found.opened, _make(desk, found)
    before = asked.last_figure(each, found.cycle.quarter)
    known = each.record.indicator
    same = (make(asked.same_label(before, known), SAME),) if before is not None else ()
    levels = (
        (make(capaian.figure(level.value, known)[:60], LEVEL, n),) for n, level in enumerate(known.scale[:MOST_LEVELS])
    )
    return (*levels, same)


def _doubt(desk: Desk, found: Filling) -> tuple[Markup, Rows]:
    """Ask what is meant by a figure that was not understood."""
    draft, known, make = found.draft, found.opened.record.indicator, _make(desk, found)
    finding = finding_on(draft, draft.at, draft.asking)
    if finding is None:
        return _question(desk, found)
    text = asked.doubt(found.place(draft.at), len(found.indicators), known, finding)
    choices = tuple((make(label[:60], CHOOSE, n),) for n, label in enumerate(workbook.choices(finding)))
    return text, (*choices, (make(asked.NO_DATA, NO_DATA),), *_ways(desk, found))


def _card(desk: Desk, found: Filling) -> tuple[Markup, Rows]:
    draft, each, make = found.draft, found.opened, _make(desk, found)
    position, count, report = found.place(draft.at), len(found.indicators), report_of(draft, draft.at)
    awaited = sum(1 for file_id in report.files if file_id in draft.awaited)
    text = asked.card(
        position, count, each, report, kept(desk, report.files), awaited, found.cycle.quarter, found.rules
    )
    has_budget = each.record.indicator.pagu is not None
    return text, (
        (_onward(desk, found),),
        (make(asked.ADD_EVIDENCE, ASK, FigureField.EVIDENCE), make(asked.EXPLAIN, ASK, _first_narrative(each))),
        (
            make(asked.CHANGE_FIGURE, ASK, FigureField.REALISASI),
            *((make(asked.CHANGE_BUDGET, ASK, FigureField.BUDGET),) if has_budget else ()),
        ),
        (make(asked.LIST, LIST, _page_of(found)),),
    )


def _onward(desk: Desk, found: Filling) -> Button:
    """Return the green button: to the next indicator that is not filled in, else to the list that can be sent."""
    following = next_open(found.draft, found.indicators, found.cycle.quarter.number)
    if following in ("", found.draft.at):
        return _usual(desk, found, asked.TO_LIST, LIST, 0)
    return _usual(desk, found, asked.next_label(found.place(following), len(found.indicators)), NEXT)


def _first_narrative(each: IndicatorEvaluation) -> FigureField:
    """Return the explanation that is asked for first: what held back where less than the target was reached."""
    is_low = isinstance(each.now, Capaian) and each.now.percent.rounded < asked.FULL
    return FigureField.OBSTACLE if is_low or not isinstance(each.now, Capaian) else FigureField.DRIVER


def _evidence(desk: Desk, found: Filling) -> tuple[Markup, Rows]:
    draft, known = found.draft, found.opened.record.indicator
    report = report_of(draft, draft.at)
    awaited = sum(1 for file_id in report.files if file_id in draft.awaited)
    text = asked.evidence(found.place(draft.at), len(found.indicators), known, kept(desk, report.files), awaited)
    return text, ((_usual(desk, found, asked.ENOUGH, DONE),),)


def _overview(desk: Desk, found: Filling) -> tuple[Markup, Rows]:
    """Show every figure in full as it will be sent, with what can be done about it."""
    draft, make = found.draft, _make(desk, found)
    marks = {each.code: MARKS[filled(draft, each, found.cycle.quarter.number)] for each in found.indicators}
    page = _shown_page(found)
    places = range(page * A_PAGE, min((page + 1) * A_PAGE, len(found.indicators)))
    buttons = [make(f"{marks[found.indicators[n].code]} {n + 1}", OPEN, n) for n in places]
    text = texts.overview(desk, found, kept(desk, files_of(draft)), marks, places)
    return text, (
        *_sending(desk, found),
        *(tuple(buttons[n : n + IN_A_ROW]) for n in range(0, len(buttons), IN_A_ROW)),
        _pages(desk, found, page),
        (make(texts.AGAIN if draft.workbook else texts.UPLOAD, AGAIN), make(texts.LEAVE, LEAVE)),
    )


def _shown_page(found: Filling) -> int:
    return min(found.draft.page, (len(found.indicators) - 1) // A_PAGE)


def _pages(desk: Desk, found: Filling, page: int) -> tuple[Button, ...]:
    make, last = _make(desk, found), (len(found.indicators) - 1) // A_PAGE
    back = (make(texts.PAGE_BACK, LIST, page - 1),) if page else ()
    return (*back, *((make(texts.PAGE_ON, LIST, page + 1),) if page < last else ()))


def _sending(desk: Desk, found: Filling) -> Rows:
    """Return what comes next: what was not understood is mended first, then it can be sent, with or without blanks."""
    draft = found.draft
    if draft.awaited or draft.work:
        return ()
    make, places = _make(desk, found), {each.code: n for n, each in enumerate(found.indicators, start=1)}
    mending = [
        (make(texts.mend_label(each, places[each.code]), MEND, places[each.code] - 1, each.field),)
        for each in open_findings(draft)[:MOST_MENDED]
        if each.code in places and each.field is not None
    ]
    following = next_open(draft, found.indicators, found.cycle.quarter.number)
    filling_in: Rows = ()
    if following and not mending:
        label = texts.fill_label(found.of(following).record.indicator, places[following])
        filling_in = ((make(label, OPEN, places[following] - 1),),)
    sending = () if open_findings(draft) or draft.is_empty else ((_usual(desk, found, texts.SEND, SEND),),)
    return (*mending, *sending, *filling_in)


def _same_list(desk: Desk, found: Filling) -> tuple[Markup, Rows]:
    draft, make = found.draft, _make(desk, found)
    able = with_last_figure(found)
    ticks = tuple((make(texts.tick(each, found, draft.picked), TICK, found.place(each) - 1),) for each in able)
    taking = ((_usual(desk, found, texts.take(len(draft.picked)), TAKE),),) if draft.picked else ()
    return texts.same_list(found, able), (*taking, *ticks, (make(asked.LIST, LIST, 0),))


def with_last_figure(found: Filling) -> tuple[str, ...]:
    """Return the indicators that have a figure of last quarter, as many as fit one message."""
    having = (
        each.record.indicator.code
        for each in found.unit.indicators
        if asked.last_figure(each, found.cycle.quarter) is not None
    )
    return tuple(having)[: A_PAGE * 2]


def _confirming(desk: Desk, found: Filling) -> tuple[Markup, Rows]:
    """Ask whether a workbook is meant that says something else of itself."""
    if found.draft.reading is None:
        return _overview(desk, found)
    make = _make(desk, found)
    rows = ((make(texts.USE_IT, USE, "ya"),), (make(texts.DO_NOT_USE, USE, "tidak"),))
    return temuan.confirm(found.draft.reading), rows


def _tying(desk: Desk, found: Filling) -> tuple[Markup, Rows]:
    """Ask which indicator the files prove that came last."""
    make, count = _make(desk, found), len(found.indicators)
    buttons = [make(str(n + 1), TIE, n) for n in range(min(count, 80))]
    whole = (_usual(desk, found, texts.WHOLE, TIE, "semua"),)
    rows = tuple(tuple(buttons[n : n + IN_A_ROW]) for n in range(0, len(buttons), IN_A_ROW))
    return texts.tying(found, kept(desk, found.draft.untied)), (whole, *rows)


def kept(desk: Desk, file_ids: tuple[int, ...]) -> tuple[KeptFile, ...]:
    """Return those files that are kept already."""
    return performance.kept_files(desk, file_ids)
