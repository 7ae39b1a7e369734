"""Formulir E.81 (Permendagri 86/2017): evaluation of the results of a perangkat daerah's Renja, quarter by quarter."""

from __future__ import annotations

from dataclasses import dataclass

from workflow.evaluation import DEFAULT_RULES, Rules
from workflow.papers.records import IndicatorRecord, OfficeRecord, UnitRecord
from workflow.papers.sheet import Sheet, Signature

BAPPEDA = Signature("Kepala Badan Perencanaan Pembangunan Daerah", "")
"""Who evaluates is of another office: the name is filled in by hand."""


@dataclass(frozen=True)
class E81Paper:
    """The form of the record's quarter; `next_renja` are lines on what the next Renja needs, none leave room."""

    sheet: Sheet
    record: OfficeRecord
    drawn_up_by: Signature  # disusun: kepala perangkat daerah
    evaluated_by: Signature = BAPPEDA  # dievaluasi
    rules: Rules = DEFAULT_RULES
    next_renja: tuple[str, ...] = ()


@dataclass(frozen=True)
class Owned:
    """An indicator with the unit that answers for it."""

    unit: UnitRecord
    record: IndicatorRecord


@dataclass(frozen=True)
class Kegiatan:
    """An activity with its indicators."""

    name: str
    indicators: tuple[Owned, ...]


@dataclass(frozen=True)
class Program:
    """A programme with its activities."""

    name: str
    kegiatan: tuple[Kegiatan, ...]


@dataclass(frozen=True)
class Sasaran:
    """A sasaran with its programmes."""

    name: str
    programs: tuple[Program, ...]


@dataclass(frozen=True)
class Remarks:
    """What units wrote on the quarter, each line once, with its unit: `Bidang Aptika: …`."""

    pendorong: tuple[str, ...]
    penghambat: tuple[str, ...]
    perbaikan: tuple[str, ...]


def e81_paper(
    sheet: Sheet,
    record: OfficeRecord,
    drawn_up_by: Signature,
    rules: Rules = DEFAULT_RULES,
    next_renja: tuple[str, ...] = (),
) -> E81Paper:
    """Return the form of the record's quarter, to be evaluated by the Bappeda."""
    return E81Paper(sheet, record, drawn_up_by, rules=rules, next_renja=next_renja)


def by_sasaran(record: OfficeRecord) -> tuple[Sasaran, ...]:
    """Return the indicators by sasaran, program and kegiatan, each in the order in which it first comes.

    Units without data (excluded) keep their indicators: their targets belong to the Renja all the same.
    """
    tree: dict[str, dict[str, dict[str, list[Owned]]]] = {}
    for unit in record.units:
        for each in unit.records:
            indicator = each.indicator
            programs = tree.setdefault(indicator.sasaran, {})
            programs.setdefault(indicator.program, {}).setdefault(indicator.kegiatan, []).append(Owned(unit, each))
    return tuple(
        Sasaran(
            name,
            tuple(
                Program(program, tuple(Kegiatan(activity, tuple(owned)) for activity, owned in activities.items()))
                for program, activities in programs.items()
            ),
        )
        for name, programs in tree.items()
    )


def remarks(record: OfficeRecord) -> Remarks:
    """Return what was written on the quarter by all units, in their order; the same words of a unit stand once."""
    found: tuple[dict[str, None], dict[str, None], dict[str, None]] = ({}, {}, {})
    for unit in record.units:
        for each in unit.records:
            reported = each.figures.get(record.quarter.number)
            if reported is None:
                continue
            texts = (reported.faktor_pendorong, reported.faktor_penghambat, reported.rencana_perbaikan)
            for lines, text in zip(found, texts, strict=True):
                if text.strip():
                    lines[f"{unit.name}: {' '.join(text.split())}"] = None
    return Remarks(*(tuple(lines) for lines in found))
