"""How a bot stands: its mail, reminders, lateness and backups, gathered at one instant; and as one flat object."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection
from sqlmodel import Session

from bot.backing_up import Backups, Failure
from bot.backup_set import Backup, listed
from bot.opened import opened
from bot.settings import Settings
from bot.stalls import FILE as ALIVE
from bot.stalls import read as read_noted
from storage import offices
from storage.backup import database_at
from storage.figures import Figures, Waiting, figures


@dataclass(frozen=True)
class Standing:
    """How things stand at `now`. `zone` is the first office's; `lacks` a program without which no backup is made.

    `away_since` is when Telegram last began not to answer, None while it does.
    """

    now: datetime
    zone: ZoneInfo
    figures: Figures
    backup: Backup | None
    failure: Failure | None
    lacks: str | None
    away_since: datetime | None = None


def standing(settings: Settings) -> Standing:
    """Return how the bot of these settings stands now."""
    with opened(settings) as connection:
        return standing_in(connection, settings)


def standing_in(connection: Connection, settings: Settings) -> Standing:
    """Return the same as that transaction sees it."""
    database = database_at(settings.database)
    backups = Backups(settings.data_dir, database, settings.clock)
    now = settings.clock.now()
    found = figures(connection, settings.bot_id, now)
    with Session(bind=connection) as session:
        zones = [office.zone for office in offices.listed(session)]
    made = listed(backups.root)
    zone = ZoneInfo(zones[0] if zones else "Asia/Jakarta")
    noted = read_noted(settings.data_dir / ALIVE)
    away = noted.away_since + settings.clock.offset if noted and noted.away_since else None
    return Standing(now, zone, found, made[-1] if made else None, backups.failure(), database.lacks(), away)


def flat(found: Standing) -> dict[str, Any]:
    """Return all of it under names of their own: `…_s` in seconds, `…_bytes` in bytes, `…_at` ISO 8601 in UTC."""
    return _mail(found) | _time(found) | _backup(found)


def _mail(found: Standing) -> dict[str, Any]:
    figures = found.figures
    return {
        "at": found.now.isoformat(),
        "inbox_waiting": figures.unhandled.count,
        "inbox_oldest_s": _age(found, figures.unhandled),
        "inbox_timers": figures.timers,
        "inbox_dead": figures.dead,
        "outbox_waiting": figures.unsent.count,
        "outbox_oldest_s": _age(found, figures.unsent),
        "outbox_failed": figures.failed,
        "outbox_unreachable": figures.undeliverable,
        "people_unreachable": figures.unreachable_people,
        "telegram_away_s": found.away_since and round(max(0.0, (found.now - found.away_since).total_seconds())),
    }


def _time(found: Standing) -> dict[str, Any]:
    figures, late = found.figures, found.figures.lateness
    return {
        "reminders_pending": figures.reminders,
        "reminders_next_at": _iso(figures.next_reminder_at),
        "reminders_overdue": figures.overdue.count,
        "reminders_overdue_oldest_s": _age(found, figures.overdue),
        "lateness_count": late.count,
        "lateness_since_at": _iso(late.since),
        "lateness_p50_s": round(late.p50, 3),
        "lateness_p95_s": round(late.p95, 3),
        "lateness_worst_s": round(late.worst, 3),
    }


def _backup(found: Standing) -> dict[str, Any]:
    made, failure = found.backup, found.failure
    return {
        "backup_at": _iso(made.made_at if made else None),
        "backup_age_s": made and round((found.now - made.made_at).total_seconds()),
        "backup_database_bytes": made and made.database_bytes,
        "backup_files": made and made.files,
        "backup_file_bytes": made and made.file_bytes,
        "backup_passed": made and made.passed,
        "backup_failed_at": _iso(failure.at if failure else None),
        "backup_failure": failure and failure.reason,
        "backup_lacks": found.lacks,
    }


def _age(found: Standing, waiting: Waiting) -> float | None:
    """Return for how many seconds the oldest has waited; 0 where the clock went back meanwhile."""
    if waiting.since is None:
        return None
    return round(max(0.0, (found.now - waiting.since).total_seconds()), 3)


def _iso(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat()
