"""The words about what a list of indicators changes: the preview, field by field, before anything is kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType

from markupsafe import Markup

from handlers.texts import capaian
from handlers.texts.words import EMPTY, fill, lines, paragraphs, plain_name
from workflow.indicator_columns import ACCUMULATIONS, HEADINGS, METHODS, POLARITIES, SheetColumn
from workflow.indicator_intake import Intake
from workflow.indicator_plan import ChangedIndicator, FieldChange, PlannedIndicator
from workflow.indicators import Accumulation, Indicator, LowerMethod, Polarity, ScaleLevel
from workflow.office import Office
from workflow.printed_numbers import write_number, write_rupiah
from workflow.quarter import ROMAN

MOST_SHOWN = 12
"""Indicators that each part of the preview names."""
TEXT_SHOWN = 60
NAME_SHOWN = 90
NOTHING = "(kosong)"
FIELDS: Mapping[str, str] = MappingProxyType(
    {
        "code": HEADINGS[SheetColumn.CODE],
        "sasaran": HEADINGS[SheetColumn.SASARAN],
        "name": "Nama",
        "satuan": HEADINGS[SheetColumn.SATUAN],
        "polarity": HEADINGS[SheetColumn.POLARITY],
        "lower_method": HEADINGS[SheetColumn.METHOD],
        "accumulation": HEADINGS[SheetColumn.ACCUMULATION],
        "targets": "Target",
        "target_year": HEADINGS[SheetColumn.TARGET_YEAR],
        "lower": HEADINGS[SheetColumn.LOWER],
        "upper": HEADINGS[SheetColumn.UPPER],
        "scale": HEADINGS[SheetColumn.SCALE],
        "program": HEADINGS[SheetColumn.PROGRAM],
        "kegiatan": HEADINGS[SheetColumn.KEGIATAN],
        "pagu": "Pagu",
        "penanggung_jawab": HEADINGS[SheetColumn.RESPONSIBLE],
        "sumber_data": HEADINGS[SheetColumn.SOURCE],
        "renstra_target": HEADINGS[SheetColumn.RENSTRA_TARGET],
        "renstra_before": HEADINGS[SheetColumn.RENSTRA_BEFORE],
    }
)


def counts(intake: Intake) -> str:
    """Return how much changes: `3 baru, 2 berubah, 1 dihentikan, 12 tetap`."""
    found = intake.changes
    parts = [
        f"{len(found.added)} baru",
        f"{len(found.changed)} berubah",
        f"{len(found.dropped)} dihentikan",
        f"{found.unchanged} tetap",
    ]
    if intake.past:
        parts.append(f"{len(intake.past)} isian triwulan sebelum memakai Monev")
    return ", ".join(parts)


def preview(office: Office, year: int, file_name: str, fingerprint: str, intake: Intake) -> Markup:
    """Show what the list would change, from which quarter on, and what it leaves as it was."""
    found = intake.changes
    return paragraphs(
        lines(
            fill("🎯 <b>Indikator tahun {year}</b>", year=year),
            fill("Berkas {name} · sha256 <code>{sha}</code>", name=plain_name(file_name), sha=fingerprint),
        ),
        lines(
            fill("<b>{counts}</b>", counts=counts(intake)),
            fill("Berlaku mulai Triwulan {roman}.", roman=ROMAN[found.from_quarter - 1]),
            *_kept_back(office, intake),
        ),
        _section("Baru", [_added(office, each) for each in found.added]),
        _section("Berubah", [_changed(office, each) for each in found.changed]),
        _section("Dihentikan", [_added(office, each) for each in found.dropped]),
    )


def _kept_back(office: Office, intake: Intake) -> Iterator[Markup]:
    """Say for which units it holds later, and for which not at all."""
    for unit_id, start in intake.changes.postponed:
        yield fill(
            "ℹ️ {unit}: data sampai Triwulan {last} sudah diterima, jadi berlaku mulai Triwulan {first}.",
            unit=plain_name(office.unit(unit_id).name),
            last=ROMAN[start - 2],
            first=ROMAN[start - 1],
        )
    for unit_id in intake.changes.settled:
        yield fill(
            "ℹ️ {unit}: semua triwulan tahun ini sudah diterima, jadi tidak ada yang berubah.",
            unit=plain_name(office.unit(unit_id).name),
        )


def _section(title: str, shown: Sequence[Markup]) -> Markup:
    if not shown:
        return EMPTY
    rest = len(shown) - MOST_SHOWN
    more = fill("… dan {rest} indikator lain", rest=rest) if rest > 0 else EMPTY
    return lines(fill("<b>{title}</b>", title=title), *shown[:MOST_SHOWN], more)


def _added(office: Office, each: PlannedIndicator) -> Markup:
    known = each.indicator
    return fill(
        "• {code} {name} ({unit})",
        code=known.code,
        name=capaian.name(known, NAME_SHOWN),
        unit=plain_name(office.unit(known.unit_id).name),
    )


def _changed(office: Office, each: ChangedIndicator) -> Markup:
    return lines(
        _added(office, each.after),
        *(fill("    {line}", line=change_line(change, each.after.indicator)) for change in each.changes),
    )


def change_line(change: FieldChange, known: Indicator) -> str:
    """Return `Target TW III 90% → 95%`; of targets only the quarters that differ."""
    if change.field == "targets" and isinstance(change.before, tuple) and isinstance(change.after, tuple):
        pairs = zip(ROMAN, change.before, change.after, strict=True)
        return "; ".join(
            f"Target TW {roman} {_value(before, known)} → {_value(after, known)}"
            for roman, before, after in pairs
            if before != after
        )
    label = FIELDS.get(change.field, change.field)
    if change.field == "pagu":
        return f"{label} {_rupiah(change.before)} → {_rupiah(change.after)}"
    return f"{label} {_value(change.before, known)} → {_value(change.after, known)}"


def figure_of(figure: Decimal, known: Indicator) -> str:
    """Return a figure with its satuan, a level of a scale with its label."""
    return capaian.figure(figure, known)


def _rupiah(value: object) -> str:
    return write_rupiah(value) if isinstance(value, Decimal) else NOTHING


def _value(value: object, known: Indicator) -> str:
    match value:
        case Decimal():
            return capaian.figure(value, known)
        case Polarity():
            return POLARITIES[value]
        case LowerMethod():
            return METHODS[value]
        case Accumulation():
            return ACCUMULATIONS[value]
        case str() if value:
            plain = plain_name(value)
            return f'"{plain[:TEXT_SHOWN]}…"' if len(plain) > TEXT_SHOWN else f'"{plain}"'
        case tuple() if value:
            return "; ".join(_level(each) for each in value)
        case _:
            return NOTHING


def _level(each: object) -> str:
    return f"{each.label}={write_number(each.value)}" if isinstance(each, ScaleLevel) else str(each)
