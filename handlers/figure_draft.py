"""Questions to and changes of a FigureDraft: what is filled in, what comes next, where a file stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from enum import Enum

from handlers.conversations import FigureDraft, FigureField, FigureTyped, Given, Words
from workflow.cycle import IndicatorReport
from workflow.filling import Field, expected_of
from workflow.indicators import Indicator
from workflow.readings import Expected
from workflow.workbook_reading import Finding, Severity

FIGURES = (FigureField.REALISASI, FigureField.BUDGET)
NARRATIVES = (FigureField.DRIVER, FigureField.OBSTACLE, FigureField.REMEDY)


class Filled(Enum):
    """How far an indicator is filled in."""

    DONE = "done"  # every figure that is owed is there, or was said not to exist
    PART = "part"  # something of it was not understood
    NOT_YET = "not_yet"


def expected(indicator: Indicator, field: FigureField) -> Expected:
    """Return what a figure of the indicator is read as."""
    return expected_of(indicator, Field(field.value))


def report_of(draft: FigureDraft, code: str) -> IndicatorReport:
    """Return what the draft says on an indicator; a blank report where nothing."""
    return next((report for report in draft.reports if report.code == code), IndicatorReport(code))


def with_report(draft: FigureDraft, report: IndicatorReport) -> FigureDraft:
    """Return the draft with that report in place of the indicator's earlier one, in the order of the plan."""
    others = {kept.code: kept for kept in draft.reports} | {report.code: report}
    order = {code: place for place, code in enumerate(draft.codes)}
    reports = sorted(others.values(), key=lambda kept: order.get(kept.code, len(order)))
    return replace(draft, reports=tuple(reports), is_touched=True)


def with_figure(draft: FigureDraft, code: str, field: FigureField, number: Decimal | None) -> FigureDraft:
    """Return the draft with a figure that was answered in chat; None says that there is none."""
    figures = {field.value: number}
    changed = with_report(draft, replace(report_of(draft, code), **figures))  # type: ignore[arg-type]
    given = Given(code, field)
    kept = changed.given if given in changed.given else (*changed.given, given)
    return without_findings(replace(changed, given=kept), code, field)


def with_narrative(draft: FigureDraft, code: str, field: FigureField, text: str) -> FigureDraft:
    """Return the draft with a narrative of an indicator."""
    narrative = {field.value: text}
    return with_report(draft, replace(report_of(draft, code), **narrative))  # type: ignore[arg-type]


def is_open(finding: Finding) -> bool:
    """Tell whether a finding keeps a figure back until somebody says what is meant."""
    return finding.severity is not Severity.WARNING and finding.is_mendable


def open_findings(draft: FigureDraft) -> tuple[Finding, ...]:
    """Return what has to be mended before the draft can be sent."""
    return tuple(each for each in draft.findings if is_open(each))


def finding_on(draft: FigureDraft, code: str, field: FigureField) -> Finding | None:
    """Return what was not understood there, None where nothing is open."""
    return next((each for each in open_findings(draft) if _is_on(each, code, field)), None)


def with_finding(draft: FigureDraft, finding: Finding) -> FigureDraft:
    """Return the draft with that question in place of earlier ones on the same figure."""
    if finding.field is None:
        return draft
    cleared = without_findings(draft, finding.code, FigureField(finding.field.value))
    return replace(cleared, findings=(*cleared.findings, finding), is_touched=True)


def without_findings(draft: FigureDraft, code: str, field: FigureField) -> FigureDraft:
    """Return the draft without questions on that figure."""
    return replace(draft, findings=tuple(each for each in draft.findings if not _is_on(each, code, field)))


def _is_on(finding: Finding, code: str, field: FigureField) -> bool:
    return finding.code == code and finding.field is not None and finding.field.value == field.value


def with_typed(draft: FigureDraft, typed: FigureTyped) -> FigureDraft:
    """Return the draft that remembers which message holds that answer."""
    others = (kept for kept in draft.typed if kept.message_id != typed.message_id)
    return replace(draft, typed=(*others, typed), is_touched=True)


def with_words(draft: FigureDraft, words: Words) -> FigureDraft:
    """Return the draft with a text added to its note, or in place of its message's earlier wording."""
    if any(kept.message_id == words.message_id for kept in draft.words):
        changed = tuple(words if kept.message_id == words.message_id else kept for kept in draft.words)
    else:
        changed = (*draft.words, words)
    return replace(draft, words=changed, is_touched=True)


def filled(draft: FigureDraft, indicator: Indicator, quarter: int) -> Filled:
    """Tell how far an indicator is filled in; one without a target of the quarter owes no figure."""
    if any(each.code == indicator.code for each in open_findings(draft)):
        return Filled.PART
    report = report_of(draft, indicator.code)
    owed = [FigureField.REALISASI] if indicator.target(quarter) is not None else []
    if indicator.pagu is not None:
        owed.append(FigureField.BUDGET)
    is_done = all(_is_answered(draft, report, field) for field in owed)
    return Filled.DONE if is_done else Filled.NOT_YET


def _is_answered(draft: FigureDraft, report: IndicatorReport, field: FigureField) -> bool:
    return getattr(report, field.value) is not None or Given(report.code, field) in draft.given


def next_open(draft: FigureDraft, indicators: Iterable[Indicator], quarter: int) -> str:
    """Return the next indicator that is not filled in, from the open one on and around; empty where all are."""
    waiting = [each.code for each in indicators if filled(draft, each, quarter) is not Filled.DONE]
    if not waiting:
        return ""
    place = draft.codes.index(draft.at) if draft.at in draft.codes else -1
    later = (code for code in waiting if code in draft.codes and draft.codes.index(code) > place)
    return next(later, waiting[0])


def files_of(draft: FigureDraft) -> tuple[int, ...]:
    """Return every file of the draft: workbook, the one being read, those of the whole, evidence of each indicator."""
    proving = (file_id for report in draft.reports for file_id in report.files)
    books = (each for each in (draft.workbook, draft.uploaded) if each)
    return tuple(dict.fromkeys((*books, *draft.files, *proving)))


def of_whole(draft: FigureDraft) -> tuple[int, ...]:
    """Return the files that go with the submission as a whole: its workbook first."""
    workbook = (draft.workbook,) if draft.workbook else ()
    return tuple(dict.fromkeys((*workbook, *draft.files)))


def without_file(draft: FigureDraft, file_id: int) -> FigureDraft:
    """Return the draft without that file, wherever it stood."""
    reports = (replace(report, files=_less(report.files, file_id)) for report in draft.reports)
    return replace(
        draft,
        reports=tuple(reports),
        files=_less(draft.files, file_id),
        untied=_less(draft.untied, file_id),
        awaited=_less(draft.awaited, file_id),
        workbook=0 if draft.workbook == file_id else draft.workbook,
    )


def tied(draft: FigureDraft, code: str, file_ids: Iterable[int]) -> FigureDraft:
    """Return the draft with those files as evidence of one indicator instead of the whole."""
    moved = tuple(file_ids)
    for file_id in moved:
        awaited = draft.awaited
        draft = replace(without_file(draft, file_id), awaited=awaited)
    report = report_of(draft, code)
    return with_report(draft, replace(report, files=(*report.files, *moved)))


def _less(files: tuple[int, ...], file_id: int) -> tuple[int, ...]:
    return tuple(kept for kept in files if kept != file_id)
