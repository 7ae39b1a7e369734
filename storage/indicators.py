"""Indicators of a year and figures from before Monev: read by unit, and only ever added to."""

from collections.abc import Iterable, Mapping
from functools import lru_cache

from sqlalchemy import Connection
from sqlmodel import Session, col, select

from storage.codec import decode, encode
from storage.statements import Statement
from storage.tables import IndicatorImportRow, IndicatorRow, PastFigureRow
from workflow.capaian import Figures
from workflow.indicator_imports import Addition, IndicatorImport, KeptVersion
from workflow.indicator_plan import PlannedIndicator, Version
from workflow.indicators import Reported

REMEMBERED = 1024
"""Stored forms whose meaning is remembered: those of an office with thirty units, some megabytes."""
_VERSIONS = Statement(
    "SELECT from_quarter, position, is_dropped, data FROM indicator"
    " WHERE office_id = :office_id AND year = :year AND unit_id = :unit_id ORDER BY id"
)
_PAST = Statement(
    "SELECT code, quarter, data FROM past_figure"
    " WHERE office_id = :office_id AND year = :year AND unit_id = :unit_id ORDER BY id"
)


def versions(connection: Connection, office_id: int, unit_id: int, year: int) -> tuple[Version, ...]:
    """Return every version of a unit's indicators of a year, in the order in which they were made."""
    rows = _VERSIONS.rows(connection, office_id=office_id, unit_id=unit_id, year=year)
    return tuple(
        Version(_planned(data), from_quarter, position, bool(is_dropped))
        for from_quarter, position, is_dropped, data in rows
    )


def past_figures(connection: Connection, office_id: int, unit_id: int, year: int) -> Mapping[str, Figures]:
    """Return what was realised before Monev in the quarters of a year, by the code of the indicator."""
    found: dict[str, dict[int, Reported]] = {}
    for code, quarter, data in _PAST.rows(connection, office_id=office_id, unit_id=unit_id, year=year):
        found.setdefault(code, {})[quarter] = _reported(data)
    return found


def years(session: Session, office_id: int) -> list[int]:
    """Return the years for which the office has indicators, the latest first."""
    rows = session.exec(select(IndicatorRow.year).where(IndicatorRow.office_id == office_id).distinct())
    return sorted(rows, reverse=True)


def history(session: Session, office_id: int, unit_id: int, year: int, code: str) -> list[KeptVersion]:
    """Return every version of one indicator with the import it came by, the first made first."""
    rows = session.exec(
        select(IndicatorRow, IndicatorImportRow)
        .where(
            IndicatorRow.office_id == office_id,
            IndicatorRow.unit_id == unit_id,
            IndicatorRow.year == year,
            IndicatorRow.code == code,
            IndicatorImportRow.office_id == office_id,
            IndicatorImportRow.id == IndicatorRow.import_id,
        )
        .order_by(col(IndicatorRow.id))
    )
    return [
        KeptVersion(
            Version(_planned(row.data), row.from_quarter, row.position, row.is_dropped),
            _import(came),
        )
        for row, came in rows
    ]


def imports(session: Session, office_id: int, year: int) -> list[IndicatorImport]:
    """Return the year's imports, the first first."""
    rows = session.exec(
        select(IndicatorImportRow)
        .where(IndicatorImportRow.office_id == office_id, IndicatorImportRow.year == year)
        .order_by(col(IndicatorImportRow.id))
    )
    return [_import(row) for row in rows]


def add(session: Session, office_id: int, came: IndicatorImport, addition: Addition) -> None:
    """Add what an import brings; what was there before stays."""
    row = IndicatorImportRow(
        office_id=office_id,
        year=came.year,
        from_quarter=came.from_quarter,
        file_name=came.file_name,
        sha256=came.sha256,
        person_id=came.person_id,
        at=came.at,
    )
    session.add(row)
    session.flush()
    session.add_all(_rows(office_id, row.id or 0, addition))
    session.flush()


def _rows(office_id: int, import_id: int, addition: Addition) -> Iterable[IndicatorRow | PastFigureRow]:
    for version in addition.versions:
        indicator = version.planned.indicator
        yield IndicatorRow(
            office_id=office_id,
            unit_id=indicator.unit_id,
            year=indicator.year,
            code=indicator.code,
            from_quarter=version.from_quarter,
            position=version.position,
            is_dropped=version.is_dropped,
            data=encode(version.planned),
            import_id=import_id,
        )
    for each in addition.past:
        yield PastFigureRow(
            office_id=office_id,
            unit_id=each.unit_id,
            year=each.year,
            code=each.code,
            quarter=each.quarter,
            data=encode(each.reported),
            import_id=import_id,
        )


@lru_cache(maxsize=REMEMBERED)
def _planned(data: str) -> PlannedIndicator:
    """Return a stored indicator; a screen of all units reads the same ones again and again."""
    planned: PlannedIndicator = decode(PlannedIndicator, data)
    return planned


@lru_cache(maxsize=REMEMBERED)
def _reported(data: str) -> Reported:
    reported: Reported = decode(Reported, data)
    return reported


def _import(row: IndicatorImportRow) -> IndicatorImport:
    return IndicatorImport(row.year, row.from_quarter, row.file_name, row.sha256, row.person_id, row.at)
