"""Reads a unit's workbook back: the figures that are plain, and a finding for everything that is not.

Whatever the file is, the answer is a WorkbookReading; nothing of a file that is refused is taken. What a cell holds is
taken as it was meant only where it can mean one thing; else it is left blank and told.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from documents.assets import Assets
from documents.workbook_cells import Taken, spots, taken
from documents.workbook_columns import FILLED, Column, heading
from documents.workbook_grid import place_of
from documents.workbook_package import Package, WorkbookRefusedError
from documents.workbook_parts import grids
from documents.workbook_rows import Matched, match_rows
from documents.workbook_table import Table, find_table
from workflow.cycle import IndicatorReport
from workflow.filling import Field, expected_of
from workflow.indicators import Indicator
from workflow.quarter import Quarter
from workflow.workbook_reading import (
    Finding,
    FindingKind,
    HeaderFinding,
    HeaderKind,
    Offered,
    ReadRow,
    Severity,
    UnitWorkbookJob,
    WorkbookFault,
    WorkbookReading,
    edition_of,
    refusal,
    with_figure,
    with_words,
)


def done(job: UnitWorkbookJob, assets: Assets) -> WorkbookReading:
    """Return what the kept workbook holds."""
    content = assets.blob(job.sha256)
    return refusal(WorkbookFault.GONE) if content is None else read_workbook(content, job)


def read_workbook(content: bytes, job: UnitWorkbookJob) -> WorkbookReading:
    """Return what a file holds of the unit's figures of the quarter, whatever the file is."""
    try:
        table = find_table(grids(Package(content)), job)
        header = _header(table, job)
        matched = match_rows(table, job)
    except WorkbookRefusedError as refused:
        return refusal(refused.fault, refused.detail, refused.awaited)
    if not matched.rows:
        return refusal(WorkbookFault.NO_INDICATOR, awaited=job.unit_name)
    return _reading(table, job, matched, header)


def _header(table: Table, job: UnitWorkbookJob) -> tuple[HeaderFinding, ...]:
    """Return what is odd about the workbook as a whole; raises WorkbookRefusedError for another unit's or year's."""
    found = [
        HeaderFinding(HeaderKind.COLUMN_MISSING, heading(column, job.quarter))
        for column in FILLED
        if column not in table.places
    ]
    said, awaited = table.identity, _named(job.quarter)
    if said is None:
        return (HeaderFinding(HeaderKind.UNMARKED, "", f"{awaited} {job.unit_name}"), *found)
    if said.unit_code and said.unit_code.casefold() != job.unit_code.casefold():
        raise WorkbookRefusedError(WorkbookFault.OTHER_UNIT, said.unit_code, job.unit_name)
    if said.quarter.year != job.quarter.year:
        raise WorkbookRefusedError(WorkbookFault.OTHER_YEAR, _named(said.quarter), awaited)
    if said.quarter != job.quarter:
        return (HeaderFinding(HeaderKind.OTHER_QUARTER, _named(said.quarter), awaited), *found)
    if said.edition and said.edition != edition_of(job.indicators, job.quarter):
        return (HeaderFinding(HeaderKind.OLDER_EDITION), *found)
    return tuple(found)


def _named(quarter: Quarter) -> str:
    return f"Triwulan {quarter.roman} {quarter.year}"


def _reading(
    table: Table, job: UnitWorkbookJob, matched: Matched, header: tuple[HeaderFinding, ...]
) -> WorkbookReading:
    every_row = frozenset(row for rows in matched.rows.values() for row in rows)
    rows: list[ReadRow] = []
    findings = list(matched.findings)
    for indicator in job.indicators:
        own = matched.rows.get(indicator.code, ())
        if not own:
            findings.append(_not_listed(indicator, job))
            continue
        report, odd = _report(table, indicator, own, every_row.difference(own))
        rows.append(ReadRow(own[0], report, table.grid.name))
        findings.extend(odd)
        findings.extend(_blanks(table, indicator, own[0], job.quarter, report, odd))
    findings.sort(key=_place)
    return WorkbookReading(header=header, rows=tuple(rows), findings=tuple(findings), columns=table.fields)


def _report(
    table: Table, indicator: Indicator, rows: Sequence[int], other_rows: frozenset[int]
) -> tuple[IndicatorReport, list[Finding]]:
    """Return what the rows of an indicator say on it, and what was not taken."""
    report, findings = IndicatorReport(indicator.code), []
    for column, field in FILLED.items():
        if column not in table.places:
            continue
        found = _one_of([taken(spot, other_rows) for spot in spots(table, rows, column, indicator)])
        if found is None:
            first, *others = spots(table, rows, column, indicator)
            both = first.finding(FindingKind.DOUBLED, Severity.DOUBT, first.cell.text)
            every = [taken(spot, other_rows) for spot in (first, *others)]
            findings.append(replace(both, offered=_offers(every), others=_others(rows, others[0].row)))
        elif found.finding is not None:
            findings.append(found.finding)
        else:
            report = _with(report, field, found)
    return report, findings


def _with(report: IndicatorReport, field: Field, found: Taken) -> IndicatorReport:
    return with_figure(report, field, found.number) if field.is_figure else with_words(report, field, found.words)


def _one_of(every: Sequence[Taken]) -> Taken | None:
    """Return the one thing that is said, however often; None where different things are."""
    said = [each for each in every if not each.is_blank]
    if not said:
        return Taken()
    if all((each.number, each.words, each.finding) == (said[0].number, said[0].words, None) for each in said):
        return said[0]
    return said[0] if len(said) == 1 else None


def _offers(every: Sequence[Taken]) -> tuple[Offered, ...]:
    numbers = dict.fromkeys(each.number for each in every if each.number is not None)
    return tuple(Offered(number) for number in numbers)[:8]


def _others(rows: Sequence[int], second: int) -> tuple[int, ...]:
    return tuple(rows[1:10]) or (second,)


def _not_listed(indicator: Indicator, job: UnitWorkbookJob) -> Finding:
    is_owed = indicator.target(job.quarter.number) is not None
    return Finding(
        FindingKind.NOT_LISTED,
        Severity.WARNING,
        indicator.code,
        indicator.name,
        field=Field.REALISASI if is_owed else None,
        expected=expected_of(indicator, Field.REALISASI),
    )


def _blanks(
    table: Table, indicator: Indicator, row: int, quarter: Quarter, report: IndicatorReport, odd: Sequence[Finding]
) -> list[Finding]:
    """Return a finding for the realisasi that is owed and blank; where there is one, for spending that is not told."""
    open_fields = {each.field for each in odd}
    if report.realisasi is None and Field.REALISASI not in open_fields:
        is_owed = indicator.target(quarter.number) is not None
        return [_blank(table, indicator, row, Column.REALISASI)] if is_owed else []
    has_column = Column.ANGGARAN in table.places and Field.ANGGARAN not in open_fields
    is_owed = has_column and indicator.pagu is not None and report.realisasi_anggaran is None
    return [_blank(table, indicator, row, Column.ANGGARAN)] if is_owed else []


def _blank(table: Table, indicator: Indicator, row: int, column: Column) -> Finding:
    spot = next(spots(table, (row,), column, indicator))
    return spot.finding(FindingKind.BLANK, Severity.WARNING, spot.cell.text)


def _place(finding: Finding) -> tuple[int, int]:
    """Return where a finding stands on the sheet; those of no row come last."""
    place = place_of(finding.cell)
    return place or (1_000_000_000, 0)
