"""From rows to office hours: the week, the special hours and the days of the office's own."""

from __future__ import annotations

from bot.office_file.draft import DayDraft
from bot.office_file.fields import DayKind, Fields
from bot.office_file.findings import Findings
from bot.office_file.found import FoundDay, FoundSpecial, Times
from bot.office_file.rows import DAY_KEYS, MONDAY_TO_THURSDAY, WEEK_KEYS, WEEKDAYS, Cell, OfficeRows, Row, is_blank
from workflow.office_hours import RAMADAN_WEEK, Week, write_hours

FRIDAY = WEEKDAYS.index("jumat")
CLOSED_WEEK: Week = ((),) * len(WEEKDAYS)
_KIND_OF_LIST = dict(zip(DAY_KEYS, (True, False), strict=True))  # whether the days of that list are off


def read_times(rows: OfficeRows, fields: Fields, findings: Findings) -> Times:
    """Return the office's hours and days, in the order of the file; what cannot be read goes to the findings."""
    listed = () if rows.kantor is None else _listed_days(rows.kantor, fields)
    own = (_own_day(row, fields, findings) for row in rows.days.rows)
    return Times(
        weekly=None if rows.week is None else _week(rows.week, None, fields, findings),
        special=tuple(_special(row, fields, findings) for row in rows.special.rows),
        days=(*listed, *(day for day in own if day is not None)),
    )


def _week(row: Row, base: Week | None, fields: Fields, findings: Findings) -> Week | None:
    """Return the week of a row; a weekday that it does not name has the hours of `base`.

    Without a base Monday to Friday must be named, and the weekend is closed.
    """
    cells = [_of_weekday(row, weekday) for weekday in range(len(WEEKDAYS))]
    lacking = [name for name, cell in zip(WEEKDAYS[: FRIDAY + 1], cells, strict=False) if is_blank(cell.value)]
    if base is None and lacking:
        findings.fault(row.where, f"jam {', '.join(lacking)} masih kosong; isi jamnya, atau tulis libur bila tutup.")
    spare = base or CLOSED_WEEK
    days = [
        spare[weekday] if is_blank(cell.value) else fields.hours(cell, f"jam {WEEKDAYS[weekday]}")
        for weekday, cell in enumerate(cells)
    ]
    whole = tuple(hours for hours in days if hours is not None)
    if len(whole) < len(WEEKDAYS):
        return None
    if not any(whole) and not lacking:
        findings.fault(row.where, "tidak ada hari yang buka; isi jam pada sedikitnya satu hari.")
    return whole


def _of_weekday(row: Row, weekday: int) -> Cell:
    """Return the cell of a weekday: its own, else the one that stands for Monday to Thursday."""
    own = row.cell(WEEKDAYS[weekday])
    return row.cell(MONDAY_TO_THURSDAY) if is_blank(own.value) and weekday < FRIDAY else own


def _special(row: Row, fields: Fields, findings: Findings) -> FoundSpecial:
    for column in ("mulai", "sampai"):
        if is_blank(row.cell(column).value):
            findings.fault(row.cell(column).where, f"{column} masih kosong; isi tanggal, misalnya 2027-02-08.")
    name = fields.text(row.cell("nama"), "nama", required=True)
    first_on, last_on = fields.day(row.cell("mulai"), "mulai"), fields.day(row.cell("sampai"), "sampai")
    in_ramadan = fields.flag(row.cell("ramadan"), "ramadan")
    weekly = None
    if in_ramadan or any(not is_blank(row.cell(key).value) for key in WEEK_KEYS):
        weekly = _week(row, RAMADAN_WEEK if in_ramadan else None, fields, findings)
    else:
        usual = f"Senin-Kamis {write_hours(RAMADAN_WEEK[0])}; Jumat {write_hours(RAMADAN_WEEK[FRIDAY])}"
        findings.fault(
            row.where, f"jam masih kosong; isi jam tiap hari, atau ramadan = ya untuk jam Ramadan ({usual})."
        )
    return FoundSpecial(name, first_on, last_on, weekly, row)


def _listed_days(kantor: Row, fields: Fields) -> tuple[FoundDay, ...]:
    """Return the days of the lists, which say nothing but their dates."""
    found = []
    for key, is_off in _KIND_OF_LIST.items():
        for cell in kantor.lists.get(key, ()):
            day = fields.day(cell, key.replace("_", " "))
            if day is not None:
                found.append(FoundDay(DayDraft(day, is_off), cell.where))
    return tuple(found)


def _own_day(row: Row, fields: Fields, findings: Findings) -> FoundDay | None:
    """Return a day that has a row of its own: where no kind is said it is worked with hours, and off without."""
    cell = row.cell("tanggal")
    if is_blank(cell.value):
        findings.fault(cell.where, "tanggal masih kosong; isi tanggal, misalnya 2026-04-27.")
    day = fields.day(cell, "tanggal")
    hours, kind = fields.hours(row.cell("jam"), "jam"), fields.day_kind(row.cell("jenis"))
    note = fields.text(row.cell("keterangan"), "keterangan")
    if kind is DayKind.LIBUR and hours:
        problem = "hari libur tidak punya jam; kosongkan jam, atau tulis jenis masuk bila kantor buka setengah hari."
        findings.fault(row.cell("jam").where, problem)
    is_off = not hours if kind is None else kind is DayKind.LIBUR
    return None if day is None else FoundDay(DayDraft(day, is_off, hours or (), note), cell.where)
