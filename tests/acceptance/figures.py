"""Indicators for one unit of the sample office, put into the bot's database as an import would."""

import io
from collections.abc import Mapping
from decimal import Decimal

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from sqlmodel import Session

from acceptance.office import Office
from bot.opened import opened
from bot.stage import settings_of
from storage.indicators import add
from workflow.indicator_imports import Addition, IndicatorImport, PastFigure
from workflow.indicator_plan import PlannedIndicator, Version
from workflow.indicators import Accumulation, Indicator, Polarity, Reported

YEAR = 2026
OFFICE_ID = 1
NAMES = ("Persentase layanan publik daring", "Jumlah konten informasi publik", "Waktu penanganan aduan")


def plan_of(unit_id: int) -> tuple[Indicator, ...]:
    """Return three indicators of different kinds."""
    layanan, konten, aduan = NAMES
    return (
        Indicator(unit_id, YEAR, "layanan", "Layanan", layanan, "%", targets=(None, Decimal(75), Decimal(80), None)),
        Indicator(
            unit_id,
            YEAR,
            "konten",
            "Informasi",
            konten,
            "konten",
            accumulation=Accumulation.AKUMULATIF,
            targets=(Decimal(10), Decimal(15), Decimal(16), Decimal(20)),
            pagu=Decimal(100_000_000),
        ),
        Indicator(unit_id, YEAR, "aduan", "Aduan", aduan, "jam", polarity=Polarity.LOWER, targets=(Decimal(24),) * 4),
    )


def seat_indicators(office: Office, unit_code: str) -> None:
    """Give that unit its indicators for the whole year, and its figures of TW II."""
    ((unit_id,),) = office.rows("SELECT id FROM unit WHERE code = ?", unit_code)
    settings = settings_of(office.environment)
    came = IndicatorImport(YEAR, 1, "indikator.xlsx", "0" * 64, None, office.now)
    versions = [Version(PlannedIndicator(each), 1, n) for n, each in enumerate(plan_of(unit_id))]
    past = [PastFigure(unit_id, YEAR, "layanan", 2, Reported(Decimal(76)))]
    with opened(settings) as connection, Session(bind=connection) as session:
        add(session, OFFICE_ID, came, Addition(versions, past))
        session.flush()


def filled_in(office: Office, answers: Mapping[str, Mapping[str, object]]) -> bytes:
    """Return the workbook that the bot drew last, with these answers by column and indicator written into it."""
    drawn = max((office.data_dir / "drawn").glob("*.xlsx"), key=lambda path: path.stat().st_mtime)
    book = load_workbook(drawn)
    for sheet in book.worksheets:
        _fill(sheet, answers)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _fill(sheet: Worksheet, answers: Mapping[str, Mapping[str, object]]) -> None:
    """Write answers where a column's heading and a row's indicator meet; does nothing in a sheet without our table."""
    cells = [cell for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]
    rows = {cell.value: cell.row for cell in cells}
    for heading, by_name in answers.items():
        columns = [cell.column for cell in cells if cell.value.split("\n")[0].strip() == heading]
        for name, value in by_name.items():
            if columns and name in rows:
                sheet.cell(rows[name], columns[0]).value = value
