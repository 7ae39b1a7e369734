"""The first sheet of a rekap: units, sasaran and the office together, with letterhead and signature."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from documents.capaian_words import NONE
from documents.rekap_budget import NAME as BUDGET
from documents.rekap_budget import counted_columns
from documents.rekap_figures import NAME as FIGURES
from documents.rekap_rules import predikat
from documents.rekap_table import Table, cell
from documents.sheet_signatures import Block, signed
from documents.sheets import (
    BAND,
    CENTER,
    HEADING,
    NOTE,
    NUMBERING,
    PERCENT,
    RUPIAH,
    TEXT,
    TITLE,
    CellValue,
    Leaf,
    Look,
    number,
)
from workflow.evaluation import IndicatorEvaluation, Rules, predikat_of
from workflow.papers.rekap_paper import RekapPaper
from workflow.rekap import Average, NoAverage, Serapan, average, group_serapan

COUNT, COUNTED, PERCENT_AT, PREDIKAT, UNTIL, MONEY, SPENT, SERAPAN, GAIN = range(2, 11)
_LAST = GAIN
WIDTHS = (5, 46, 10, 10, 12, 15, 14, 18, 18, 11, 11)


@dataclass(frozen=True)
class Group:
    """Indicators that are counted together: `key` is the column of their number, None for all of the office."""

    name: str
    found: tuple[IndicatorEvaluation, ...]
    key: int | None


def write_summary(leaf: Leaf, table: Table, paper: RekapPaper, title: str) -> None:
    """Write the averages of units, sasaran and office; each follows from the other sheets."""
    row = leaf.kop(_LAST)
    leaf.merged(row, 0, row, _LAST, title.upper(), TITLE)
    row = _groups(leaf, table, paper.rules, row + 1, "Unit kerja", _units(table))
    everything = Group("SELURUH UNIT KERJA", tuple(line.found for line in table.lines), None)
    _group(leaf, table, paper.rules, row, None, everything)
    row = _excluded(leaf, table, row + 1)
    row = _groups(leaf, table, paper.rules, row + 1, "Sasaran", _sasaran(table))
    leaf.merged(row + 1, 0, row + 1, _LAST, _note(table, paper.rules), NOTE)
    if paper.signature is not None:
        signed(leaf, row + 3, paper.sheet, (Block(GAIN - 3, GAIN, paper.signature),))
    leaf.printed()


def _units(table: Table) -> tuple[Group, ...]:
    key = table.exact + 4
    return tuple(Group(unit.unit.name, unit.indicators, key) for unit in table.evaluation.units)


def _sasaran(table: Table) -> tuple[Group, ...]:
    key = table.exact + 5
    return tuple(
        Group(name, tuple(line.found for line in table.lines if line.sasaran_number == place), key)
        for place, name in enumerate(table.sasaran, 1)
    )


def _groups(leaf: Leaf, table: Table, rules: Rules, row: int, name: str, groups: Iterable[Group]) -> int:
    """Write a table of groups under its heading; returns the row after it."""
    roman = table.evaluation.record.quarter.roman
    names = ("No", name, "Jumlah indikator", "Dapat dihitung", f"Capaian TW {roman} (%)", f"Predikat TW {roman}")
    later = (f"Capaian s.d. TW {roman} (%)", "Pagu (Rp)", "Realisasi (Rp)", "Serapan (%)", "Efisiensi (poin)")
    for column, heading in enumerate(names + later):
        leaf.text(row, column, heading, HEADING)
        leaf.number(row + 1, column, column + 1, replace(NUMBERING, places=0))
    row += 2
    for place, group in enumerate(groups, 1):
        _group(leaf, table, rules, row, place, group)
        row += 1
    return row


def _group(leaf: Leaf, table: Table, rules: Rules, row: int, place: int | None, group: Group) -> None:
    bold, fill = place is None, BAND if place is None else ""
    leaf.number(row, 0, place, replace(CENTER, fill=fill, places=0))
    leaf.text(row, 1, group.name, replace(TEXT, bold=bold, fill=fill))
    in_group = f"({table.column(FIGURES, group.key)}={cell(row, 0)})" if group.key is not None else "1"
    sums = _Sums(table, in_group, group.key, cell(row, 0))
    now = average((each.now for each in group.found), rules.cap)
    until = average((each.until for each in group.found), rules.cap)
    count = number(0, bold=bold, fill=fill, align="center")
    percent = replace(PERCENT, bold=bold, fill=fill)
    keyed = table.column(FIGURES, table.exact + 4 if group.key is None else group.key)
    everyone = f"SUMPRODUCT(ISNUMBER({keyed})*{in_group})"
    leaf.formula(row, COUNT, everyone, len(group.found), count)
    leaf.formula(row, COUNTED, sums.how_many(table.exact + 2), _counted(now), count)
    leaf.formula(row, PERCENT_AT, sums.mean(table.exact + 2), _shown(now), percent)
    band = predikat_of(now, rules)
    name = NONE if band is None else band.name
    look = Look(bold=bold, fill=fill, align="center")
    leaf.formula(row, PREDIKAT, predikat(cell(row, PERCENT_AT), rules), name, look)
    leaf.formula(row, UNTIL, sums.mean(table.exact + 3), _shown(until), percent)
    _money(leaf, row, group, sums, now, Look(bold=bold, fill=fill))


def _money(leaf: Leaf, row: int, group: Group, sums: _Sums, now: Average | NoAverage, look: Look) -> None:
    found = group_serapan(each.serapan for each in group.found).serapan
    has = found if isinstance(found, Serapan) else None
    rupiah = replace(RUPIAH, bold=look.bold, fill=look.fill)
    percent = replace(PERCENT, bold=look.bold, fill=look.fill)
    pagu, spent = (sums.money(column) for column in counted_columns(sums.table))
    none = f'"{NONE}"'
    leaf.formula(row, MONEY, f"IF({pagu}=0,{none},{pagu})", float(has.pagu) if has else NONE, rupiah)
    leaf.formula(row, SPENT, f"IF({pagu}=0,{none},{spent})", float(has.realisasi_anggaran) if has else NONE, rupiah)
    at_pagu, at_spent = cell(row, MONEY), cell(row, SPENT)
    share = f"IF(ISNUMBER({at_pagu}),ROUND({at_spent}/{at_pagu}*100,2),{none})"
    leaf.formula(row, SERAPAN, share, float(has.percent.rounded) if has else NONE, percent)
    exact = sums.unrounded(sums.table.exact + 2)
    counted = cell(row, COUNTED)
    gain = f"IF({counted}=0,{none},IF(ISNUMBER({at_pagu}),ROUND({exact}/{counted}-{at_spent}/{at_pagu}*100,2),{none}))"
    value: CellValue = NONE
    if has is not None and isinstance(now, Average):
        value = float((now.percent - has.percent).rounded)
    leaf.formula(row, GAIN, gain, value, percent)


@dataclass(frozen=True)
class _Sums:
    """Sums over the rows of a group on the other sheets; `number` is the cell with the group's number."""

    table: Table
    in_group: str
    key: int | None
    number: str

    def how_many(self, column: int) -> str:
        """Return how many of the group have a figure in that column of the figures."""
        return f"SUMPRODUCT(ISNUMBER({self.table.column(FIGURES, column)})*{self.in_group})"

    def unrounded(self, column: int) -> str:
        """Return their sum."""
        return self._sum(self.table.column(FIGURES, column))

    def mean(self, column: int) -> str:
        """Return their mean as it is printed; no figure where there is none."""
        count = self.how_many(column)
        return f'IF({count}=0,"{NONE}",ROUND({self.unrounded(column)}/{count},2))'

    def money(self, column: int) -> str:
        """Return the sum of a column of the budget."""
        return self._sum(self.table.column(BUDGET, column))

    def _sum(self, column: str) -> str:
        if self.key is None:
            return f"SUM({column})"
        return f"SUMIF({self.table.column(FIGURES, self.key)},{self.number},{column})"


def _excluded(leaf: Leaf, table: Table, row: int) -> int:
    """Say which units take no part, and why; returns the row after it."""
    for unit in table.evaluation.units:
        if unit.unit.excluded:
            text = f"Tanpa data {unit.unit.name}: {unit.unit.excluded}"
            leaf.merged(row, 0, row, _LAST, text, NOTE)
            row += 1
    return row


def _note(table: Table, rules: Rules) -> str:
    cap = "tanpa batas" if rules.cap is None else f"paling tinggi {rules.cap.normalize():f}%".replace(".", ",")
    return (
        f"Capaian TW {table.evaluation.record.quarter.roman} menurut target triwulan itu sendiri; predikat mengikuti "
        f"capaian itu. Setiap indikator dihitung satu kali, {cap}. Pagu dan realisasi hanya dari indikator yang "
        "serapannya dapat dihitung. Rincian pada lembar Capaian dan Anggaran, aturan pada lembar Ketentuan."
    )


def _counted(found: Average | NoAverage) -> int:
    return found.counted if isinstance(found, Average) else 0


def _shown(found: Average | NoAverage) -> CellValue:
    return float(found.percent.rounded) if isinstance(found, Average) else NONE
