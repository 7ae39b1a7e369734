"""Which indicator each row of a unit's workbook is about: by its code, else by its name, never by its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from documents.workbook_columns import FILLED, Column
from documents.workbook_grid import address
from documents.workbook_package import WorkbookRefusedError
from documents.workbook_table import Table
from workflow.indicators import Indicator, plain_label
from workflow.workbook_reading import Finding, FindingKind, Severity, UnitWorkbookJob, WorkbookFault

MOST_UNKNOWN = 50
"""Rows of no indicator of the unit that are told one by one."""
MOST_TWICE = 5
"""Rows of one indicator; whoever copies a table below itself has two."""
MOST_NAME = 1000
"""Characters of an indicator's name by which it is known."""
_TOTALS = frozenset({"jumlah", "total", "rata-rata", "rata rata", "subtotal", "jumlah total"})
"""Names of lines that people add below a table."""
MOST_SAID = 200
"""Characters of what was found that are kept."""


@dataclass(frozen=True)
class Matched:
    """The rows of each indicator, by code, and what was odd about rows."""

    rows: Mapping[str, tuple[int, ...]]
    findings: tuple[Finding, ...]


@dataclass
class _Plan:
    """The unit's indicators by code and by name; a name that two of them bear names neither."""

    by_code: dict[str, Indicator] = field(default_factory=dict)
    by_name: dict[str, Indicator | None] = field(default_factory=dict)

    def add(self, indicator: Indicator) -> None:
        """Take an indicator in."""
        name = plain_label(indicator.name)
        self.by_code[plain_label(indicator.code)] = indicator
        self.by_name[name] = None if name in self.by_name else indicator


def match_rows(table: Table, job: UnitWorkbookJob) -> Matched:
    """Return which rows are about which indicator; raises WorkbookRefusedError where one has too many."""
    plan = _Plan()
    for indicator in job.indicators:
        plan.add(indicator)
    rows: dict[str, tuple[int, ...]] = {}
    findings: list[Finding] = []
    for row in table.lines:
        found, odd = _identified(table, plan, row)
        if found is not None:
            rows[found.code] = (*rows.get(found.code, ()), row)
            if len(rows[found.code]) > MOST_TWICE:
                raise WorkbookRefusedError(WorkbookFault.HOSTILE, found.code)
        if odd is not None and _is_told(odd, findings):
            findings.append(odd)
    return Matched(rows, tuple(findings))


def _is_told(odd: Finding, findings: list[Finding]) -> bool:
    is_unknown = odd.kind is FindingKind.UNKNOWN
    return not is_unknown or sum(1 for each in findings if each.kind is FindingKind.UNKNOWN) < MOST_UNKNOWN


def _identified(table: Table, plan: _Plan, row: int) -> tuple[Indicator | None, Finding | None]:
    """Return the row's indicator (None where it has none) and what is odd about it."""
    code, name = _said(table, row, Column.CODE), _said(table, row, Column.NAME)
    by_code = plan.by_code.get(plain_label(code)) if code else None
    by_name = plan.by_name.get(plain_label(name)) if name else None
    known = by_code or by_name
    if known is None:
        is_odd = (code or name) and plain_label(name) not in _TOTALS and _has_figures(table, row)
        return None, _odd(table, row, FindingKind.UNKNOWN, code, name) if is_odd else None
    if by_code is not None and by_name is not None and by_code is not by_name:
        odd = _odd(table, row, FindingKind.CONTRADICTORY, by_code.code, by_code.name, f"{code}: {name}")
        return None, odd if _has_figures(table, row) else None
    is_renamed = bool(name) and plain_label(known.name) != plain_label(name)
    return known, _odd(table, row, FindingKind.NAME_CHANGED, known.code, known.name, name) if is_renamed else None


def _odd(table: Table, row: int, kind: FindingKind, code: str, name: str, text: str = "") -> Finding:
    severity = Severity.WARNING if kind is FindingKind.NAME_CHANGED else Severity.ERROR
    column = Column.NAME if Column.NAME in table.places else Column.CODE
    return Finding(
        kind,
        severity,
        code[:MOST_SAID],
        name[:MOST_SAID],
        row,
        table.grid.name,
        address(row, table.places[column][0]),
        text=(text or code)[:MOST_SAID],
    )


def _said(table: Table, row: int, column: Column) -> str:
    places = table.places.get(column, ())
    texts = (table.grid.cell(row, place).text[:MOST_NAME] for place in places)
    return next((" ".join(text.split()) for text in texts if text), "")


def _has_figures(table: Table, row: int) -> bool:
    return any(not table.grid.cell(row, place).is_blank for place in _inputs(table))


def _inputs(table: Table) -> Iterator[int]:
    for column in FILLED:
        yield from table.places.get(column, ())
