"""Reads the rows of a list of indicators, whatever file they stand in: indicators, and findings cell by cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from workflow.cell_numbers import from_cell
from workflow.fields import ACTION_LIMIT
from workflow.filling import Field, expected_of
from workflow.indicator_columns import (
    ACCUMULATIONS,
    METHODS,
    PAST,
    POLARITIES,
    SPENT,
    TARGETS,
    SheetColumn,
    UnknownChoiceError,
    accumulation_of,
    method_of,
    polarity_of,
)
from workflow.indicator_plan import PlannedIndicator
from workflow.indicator_reading import (
    MOST_FINDINGS,
    MOST_INDICATORS,
    FindingKind,
    IndicatorReading,
    PastQuarter,
    ReadIndicator,
    SheetFinding,
    UnitName,
)
from workflow.indicators import (
    QUARTERS,
    Accumulation,
    Indicator,
    LowerMethod,
    Polarity,
    Reported,
    ScaleLevel,
    plain_label,
)
from workflow.readings import Ambiguous, Blank, Expected, Fault, Measure, NotANumber, Value
from workflow.written_numbers import read_number

SAID_LIMIT = 200
CODE_LIMIT = 40
_RUPIAH = Expected(Measure.RUPIAH, "rupiah")
_LIMITS: Mapping[SheetColumn, int] = {
    SheetColumn.CODE: CODE_LIMIT,
    SheetColumn.SATUAN: 60,
    SheetColumn.RESPONSIBLE: SAID_LIMIT,
}


@dataclass(frozen=True)
class SheetCell:
    """A cell as it is stored; a formula without a result has no value."""

    value: object
    address: str = ""
    number_format: str = "General"
    is_error: bool = False
    is_formula: bool = False

    @property
    def text(self) -> str:
        """The value as words."""
        if self.value is None:
            return ""
        return f"{self.value:.15g}" if isinstance(self.value, float) else str(self.value).strip()


@dataclass(frozen=True)
class SheetRow:
    """A row of the list: its number in the file, and the cells that hold anything."""

    number: int
    cells: Mapping[SheetColumn, SheetCell]
    pagu_is_shared: bool = False  # its pagu is one cell with that of the row above


def read_rows(rows: Sequence[SheetRow], year: int, units: Sequence[UnitName]) -> IndicatorReading:
    """Return the indicators of the rows and everything odd; rows that name no indicator are passed over."""
    filled = [row for row in rows if _is_indicator(row)]
    if not filled:
        return IndicatorReading(year, findings=(SheetFinding(FindingKind.NO_ROWS),))
    if len(filled) > MOST_INDICATORS:
        return IndicatorReading(
            year, findings=(SheetFinding(FindingKind.TOO_MANY_ROWS, filled[MOST_INDICATORS].number),)
        )
    names = _names(units)
    readers = [_RowReader(row, year, units, names) for row in filled]
    read = tuple(found for reader in readers if (found := reader.read()) is not None)
    odd = [finding for reader in readers for finding in reader.findings]
    odd += _doubled(read)
    odd += _repeated_pagu(read)
    odd.sort(key=lambda each: each.row)
    return IndicatorReading(year, rows=read, findings=tuple(odd[:MOST_FINDINGS]))


def _is_indicator(row: SheetRow) -> bool:
    says = (SheetColumn.NAME, SheetColumn.TARGET_YEAR, *TARGETS)
    return any(not _is_blank(row.cells.get(column)) for column in says)


def _is_blank(cell: SheetCell | None) -> bool:
    return cell is None or (not cell.text and not cell.is_formula)


def _names(units: Sequence[UnitName]) -> Mapping[str, int]:
    return {plain_label(said): unit.id for unit in units for said in (unit.code, unit.name)}


@dataclass
class _RowReader:
    """One row being read. Findings gather in their order."""

    row: SheetRow
    year: int
    units: Sequence[UnitName]
    names: Mapping[str, int]
    findings: list[SheetFinding] = field(default_factory=list)

    def read(self) -> ReadIndicator | None:
        """Return the indicator; None where not even its unit is known."""
        unit_id = self._unit()
        if unit_id is None:
            return None
        bare = self._bare(unit_id)
        targets = [self._target(column, bare) for column in TARGETS]
        first, second, third, fourth = targets
        indicator = replace(
            bare,
            targets=(first, second, third, fourth),
            target_year=self._target(SheetColumn.TARGET_YEAR, bare),
            lower=self._target(SheetColumn.LOWER, bare),
            upper=self._target(SheetColumn.UPPER, bare),
            pagu=None if self.row.pagu_is_shared else self._number(SheetColumn.PAGU, _RUPIAH),
        )
        if self.row.pagu_is_shared:
            self._odd(FindingKind.PAGU_MERGED, SheetColumn.PAGU)
        planned = PlannedIndicator(
            indicator,
            self._target(SheetColumn.RENSTRA_TARGET, bare),
            self._target(SheetColumn.RENSTRA_BEFORE, bare),
        )
        return ReadIndicator(self.row.number, planned, tuple(self._past(bare)))

    def _bare(self, unit_id: int) -> Indicator:
        """Return the indicator without its figures."""
        polarity = self._polarity()
        return Indicator(
            unit_id=unit_id,
            year=self.year,
            code=self._text(SheetColumn.CODE),
            sasaran=self._text(SheetColumn.SASARAN),
            name=self._text(SheetColumn.NAME),
            satuan=self._text(SheetColumn.SATUAN),
            polarity=polarity,
            lower_method=self._method(polarity),
            accumulation=self._accumulation(),
            scale=self._scale(),
            program=self._text(SheetColumn.PROGRAM),
            kegiatan=self._text(SheetColumn.KEGIATAN),
            penanggung_jawab=self._text(SheetColumn.RESPONSIBLE),
            sumber_data=self._text(SheetColumn.SOURCE),
        )

    def _unit(self) -> int | None:
        said = self._text(SheetColumn.UNIT)
        if not said:
            if len(self.units) == 1:
                return self.units[0].id
            self._odd(FindingKind.UNIT_MISSING, SheetColumn.UNIT, offered=tuple(unit.name for unit in self.units))
            return None
        found = self.names.get(plain_label(said))
        if found is None:
            offered = tuple(unit.name for unit in self.units)
            self._odd(FindingKind.UNIT_UNKNOWN, SheetColumn.UNIT, text=said[:SAID_LIMIT], offered=offered)
        return found

    def _text(self, column: SheetColumn) -> str:
        cell = self.row.cells.get(column)
        if cell is None:
            return ""
        if cell.is_error:
            self._odd(FindingKind.CELL_ERROR, column, text=cell.text)
            return ""
        said = " ".join(cell.text.split())
        limit = _LIMITS.get(column, ACTION_LIMIT)
        if len(said) > limit:
            self._odd(FindingKind.TOO_LONG, column, text=said[:SAID_LIMIT], numbers=(Decimal(limit),))
            return said[:limit]
        return said

    def _polarity(self) -> Polarity:
        said = self._text(SheetColumn.POLARITY)
        try:
            found = polarity_of(said)
        except UnknownChoiceError:
            self._odd(FindingKind.CHOICE_UNKNOWN, SheetColumn.POLARITY, text=said, offered=tuple(POLARITIES.values()))
            return Polarity.HIGHER
        if found is not None:
            return found
        if not _is_blank(self.row.cells.get(SheetColumn.LOWER)) and not _is_blank(
            self.row.cells.get(SheetColumn.UPPER)
        ):
            return Polarity.RANGE
        self._odd(FindingKind.POLARITY_ASSUMED, SheetColumn.POLARITY)
        return Polarity.HIGHER

    def _method(self, polarity: Polarity) -> LowerMethod:
        said = self._text(SheetColumn.METHOD)
        try:
            found = method_of(said)
        except UnknownChoiceError:
            self._odd(FindingKind.CHOICE_UNKNOWN, SheetColumn.METHOD, text=said, offered=tuple(METHODS.values()))
            return LowerMethod.DIFFERENCE
        if found is None and polarity is Polarity.LOWER:
            self._odd(FindingKind.METHOD_ASSUMED, SheetColumn.METHOD)
        return found or LowerMethod.DIFFERENCE

    def _accumulation(self) -> Accumulation:
        said = self._text(SheetColumn.ACCUMULATION)
        try:
            found = accumulation_of(said)
        except UnknownChoiceError:
            offered = tuple(ACCUMULATIONS.values())
            self._odd(FindingKind.CHOICE_UNKNOWN, SheetColumn.ACCUMULATION, text=said, offered=offered)
            return Accumulation.POSISI_AKHIR
        if found is None:
            self._odd(FindingKind.ACCUMULATION_ASSUMED, SheetColumn.ACCUMULATION)
        return found or Accumulation.POSISI_AKHIR

    def _scale(self) -> tuple[ScaleLevel, ...]:
        """Return the levels of `WTP=4; WDP=3`."""
        levels = []
        for part in self._text(SheetColumn.SCALE).replace("\n", ";").split(";"):
            label, is_pair, value = part.strip().rpartition("=")
            if not part.strip():
                continue
            read = read_number(value)
            if is_pair and label.strip() and isinstance(read, Value):
                levels.append(ScaleLevel(label.strip(), read.number))
            else:
                self._odd(FindingKind.SCALE_UNREADABLE, SheetColumn.SCALE, text=part.strip()[:SAID_LIMIT])
        return tuple(levels)

    def _target(self, column: SheetColumn, bare: Indicator) -> Decimal | None:
        """Return a figure of the indicator; a label of its scale is what its level counts."""
        cell = self.row.cells.get(column)
        level = bare.level(cell.text) if cell is not None and isinstance(cell.value, str) else None
        if level is not None:
            return level.value
        return self._number(column, expected_of(bare, Field.REALISASI), bare)

    def _number(self, column: SheetColumn, expected: Expected, bare: Indicator | None = None) -> Decimal | None:
        cell = self.row.cells.get(column)
        if cell is None:
            return None
        if cell.is_formula and cell.value is None:
            self._odd(FindingKind.FORMULA_WITHOUT_VALUE, column)
            return None
        if cell.is_error:
            self._odd(FindingKind.NOT_A_NUMBER, column, text=cell.text, fault=Fault.CELL_ERROR, expected=expected)
            return None
        match from_cell(cell.value, cell.number_format, expected):
            case Value(number):
                return number
            case Blank():
                return None
            case Ambiguous(doubt, text, readings):
                numbers = tuple(each.number if isinstance(each, Value) else None for each in readings)
                said = text[:SAID_LIMIT]
                self._odd(FindingKind.AMBIGUOUS, column, text=said, doubt=doubt, numbers=numbers, expected=expected)
            case NotANumber(fault, text, part):
                self._not_a_number(column, NotANumber(fault, text[:SAID_LIMIT], part[:SAID_LIMIT]), expected, bare)
        return None

    def _not_a_number(self, column: SheetColumn, found: NotANumber, expected: Expected, bare: Indicator | None) -> None:
        if bare is not None and bare.scale:
            labels = tuple(level.label for level in bare.scale)
            self._odd(FindingKind.OFF_SCALE, column, text=found.text, offered=labels)
            return
        self._odd(
            FindingKind.NOT_A_NUMBER, column, text=found.text, fault=found.fault, part=found.part, expected=expected
        )

    def _past(self, bare: Indicator) -> Iterator[PastQuarter]:
        for quarter, realised, spent in zip(QUARTERS, PAST, SPENT, strict=True):
            figure, amount = self._target(realised, bare), self._number(spent, _RUPIAH)
            if figure is not None or amount is not None:
                yield PastQuarter(quarter, Reported(figure, amount))

    def _odd(
        self,
        kind: FindingKind,
        column: SheetColumn,
        *,
        text: str = "",
        offered: tuple[str, ...] = (),
        numbers: tuple[Decimal | None, ...] = (),
        **facts: object,
    ) -> None:
        cell, name = self.row.cells.get(column), self.row.cells.get(SheetColumn.NAME)
        address = "" if cell is None else cell.address
        known = "" if name is None else " ".join(name.text.split())[:SAID_LIMIT]
        found = SheetFinding(kind, self.row.number, column, address, known, text, offered=offered, numbers=numbers)
        self.findings.append(replace(found, **facts))  # type: ignore[arg-type] # fields of SheetFinding by name


def _doubled(read: Sequence[ReadIndicator]) -> list[SheetFinding]:
    """Return a finding for each code or name that a unit has more than once, at its second row."""
    found = []
    for kind, column in ((FindingKind.CODE_REPEATED, SheetColumn.CODE), (FindingKind.NAME_REPEATED, SheetColumn.NAME)):
        rows: dict[tuple[int, str], list[ReadIndicator]] = {}
        for each in read:
            indicator = each.planned.indicator
            said = plain_label(indicator.code if kind is FindingKind.CODE_REPEATED else indicator.name)
            if said:
                rows.setdefault((indicator.unit_id, said), []).append(each)
        for first, *others in rows.values():
            if others:
                known = first.planned.indicator
                numbers = tuple(each.row for each in others)
                text = known.code if kind is FindingKind.CODE_REPEATED else known.name
                found.append(SheetFinding(kind, first.row, column, name=known.name, text=text, others=numbers))
    return found


def _repeated_pagu(read: Sequence[ReadIndicator]) -> list[SheetFinding]:
    """Return a finding for each kegiatan of a unit whose pagu stands at several indicators."""
    rows: dict[tuple[int, str, Decimal], list[ReadIndicator]] = {}
    for each in read:
        known = each.planned.indicator
        if known.kegiatan and known.pagu:
            rows.setdefault((known.unit_id, plain_label(known.kegiatan), known.pagu), []).append(each)
    return [
        SheetFinding(
            FindingKind.PAGU_REPEATED,
            first.row,
            SheetColumn.PAGU,
            name=first.planned.indicator.name,
            text=first.planned.indicator.kegiatan,
            numbers=(first.planned.indicator.pagu,),
            others=tuple(each.row for each in others),
        )
        for first, *others in rows.values()
        if others
    ]
