"""The words of drawings that are not handed in: dates, and what lines and colours mean."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime

LOCALE = "id_ID"
ZONES = {"Asia/Jakarta": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}
STEPS = "Langkah SOP"
UNITS = "Unit kerja"
TODAY = "hari ini"
ENDED = "selesai"
LIMIT = "batas SOP"
PLANNED = "Waktu menurut SOP"
FORECAST = "Perkiraan"
LATE = "Lewat batas"
DUE = "Batas waktu"
DAY_OFF = "Hari libur"


def month(on: date) -> str:
    """Return `Oktober 2026`."""
    return format_date(on, "MMMM y", locale=LOCALE)


def short_month(on: date) -> str:
    """Return `Okt`."""
    return format_date(on, "MMM", locale=LOCALE)


def short_day(on: date) -> str:
    """Return `21 Okt`."""
    return format_date(on, "d MMM", locale=LOCALE)


def day(on: date) -> str:
    """Return `21 Oktober 2026`: as papers are dated."""
    return format_date(on, "d MMMM y", locale=LOCALE)


def instant(at: datetime, zone: str) -> str:
    """Return `21 Oktober 2026 pukul 10.15 WIB`, on the wall of that IANA zone."""
    local = at.astimezone(ZoneInfo(zone))
    return f"{day(local.date())} pukul {local:%H.%M} {ZONES.get(zone, zone)}"


def brief(at: datetime, zone: str) -> str:
    """Return `21 Okt 10.15`, on the wall of that IANA zone: for lists."""
    return format_datetime(at.astimezone(ZoneInfo(zone)), "d MMM HH.mm", locale=LOCALE)


def as_of(now: datetime, zone: str, *, is_over: bool) -> str:
    """Return `Keadaan Rabu, 7 Oktober 2026 pukul 09.10 WIB`; of a cycle that is over, when it ended."""
    local = now.astimezone(ZoneInfo(zone))
    said = format_datetime(local, "EEEE, d MMMM y 'pukul' HH.mm", locale=LOCALE)
    return f"{'Berakhir' if is_over else 'Keadaan'} {said} {ZONES.get(zone, zone)}"
