"""`monev status`: how things stand, as a table for people and as one flat object for programs."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated

import typer
from babel.dates import format_datetime
from babel.numbers import format_decimal
from rich.console import Console
from rich.table import Table

from bot.backup_set import Backup
from bot.cli import settings, with_token
from bot.cli_backup import contents
from bot.reach import AWAY
from bot.standing import Standing, flat, standing
from handlers.texts import words
from storage.figures import Waiting

OLD_BACKUP = timedelta(hours=36)
"""An older one means that a night was missed and not made up for."""
STUCK = timedelta(minutes=2)
"""A reminder that is overdue for longer is not of a round that is just under way."""

console = Console()


@dataclass(frozen=True)
class Line:
    """One line of the table; `is_bad` where somebody should look after it."""

    name: str
    words: str
    is_bad: bool = False


def status(
    as_json: Annotated[bool, typer.Option("--json", help="Cetak sebagai satu objek JSON.")] = False,
) -> None:
    """Ringkasan keadaan: yang menunggu, yang gagal, ketepatan pengingat, cadangan terakhir."""
    found = standing(with_token(settings()))
    if as_json:
        typer.echo(json.dumps(flat(found), ensure_ascii=False))
        return
    table = Table(show_header=False)
    for line in lines(found):
        table.add_row(line.name, line.words, style="bold red" if line.is_bad else "")
    console.print(table)


def lines(found: Standing) -> Iterator[Line]:
    """Return the table's lines."""
    yield from _mail(found)
    yield from _time(found)
    yield from _backup(found)


def span(seconds: float) -> str:
    """Return a span in plain words: `0,4 detik`, `12 detik`, `5 menit`, `7 jam`, `3 hari`; rounded down."""
    if seconds < 10:
        return f"{format_decimal(int(seconds * 10) / 10, locale=words.LOCALE)} detik"
    for size, unit in ((86_400, "hari"), (3600, "jam"), (60, "menit")):
        if seconds >= 2 * size or (seconds >= size and unit == "menit"):
            return f"{int(seconds // size)} {unit}"
    return f"{int(seconds)} detik"


def _mail(found: Standing) -> Iterator[Line]:
    figures = found.figures
    yield Line("Pesan masuk menunggu", _waiting(found, figures.unhandled))
    yield Line("Pesan masuk terjadwal", str(figures.timers))
    yield Line("Pesan masuk disisihkan", _count(figures.dead, "monev inbox list"), figures.dead > 0)
    yield Line("Pesan keluar menunggu", _waiting(found, figures.unsent))
    yield Line("Pesan keluar gagal", _count(figures.failed, "monev outbox list"), figures.failed > 0)
    yield Line("Pesan keluar tidak sampai", _count(figures.undeliverable, "monev outbox list"))
    yield _telegram(found)
    yield Line("Orang tidak terjangkau", str(figures.unreachable_people), figures.unreachable_people > 0)


def _telegram(found: Standing) -> Line:
    if found.away_since is None:
        return Line("Telegram", "menjawab")
    away = found.now - found.away_since
    return Line("Telegram", f"tidak menjawab sejak {span(max(0.0, away.total_seconds()))} lalu", away > AWAY)


def _time(found: Standing) -> Iterator[Line]:
    figures, late = found.figures, found.figures.lateness
    next_at = figures.next_reminder_at
    coming = "" if next_at is None else f", berikutnya {_instant(found, next_at)}"
    yield Line("Pengingat menunggu", f"{figures.reminders}{coming}")
    overdue = figures.overdue.since
    is_stuck = overdue is not None and found.now - overdue > STUCK
    yield Line("Pengingat lewat waktu", _waiting(found, figures.overdue), is_stuck)
    if late.since is None:
        yield Line("Keterlambatan pengingat", "belum ada yang dikirim")
        return
    shares = f"separuh paling lama {span(late.p50)}, 95% paling lama {span(late.p95)}, terlama {span(late.worst)}"
    yield Line("Keterlambatan pengingat", f"{shares} ({late.count} terakhir, sejak {_instant(found, late.since)})")


def _backup(found: Standing) -> Iterator[Line]:
    if found.backup is None:
        yield Line("Cadangan terakhir", "belum ada", is_bad=True)
    else:
        yield from _last(found, found.backup)
    if found.failure is not None:
        when = span((found.now - found.failure.at).total_seconds())
        yield Line("Cadangan gagal", f"{when} lalu: {found.failure.reason}", is_bad=True)
    if found.lacks is not None:
        yield Line("Cadangan", f"program {found.lacks} tidak ada: PostgreSQL ini tidak dicadangkan", is_bad=True)


def _last(found: Standing, made: Backup) -> Iterator[Line]:
    age = found.now - made.made_at
    packed = "terenkripsi" if made.key_id else "tidak terenkripsi"
    yield Line("Cadangan terakhir", f"{span(age.total_seconds())} lalu, {contents(made)}, {packed}", age > OLD_BACKUP)
    verdict = "lulus" if made.passed else f"TIDAK lulus, {len(made.faults)} temuan di {made.folder / 'UJI.json'}"
    yield Line("Uji pemulihan", verdict, not made.passed)


def _waiting(found: Standing, waiting: Waiting) -> str:
    if waiting.since is None:
        return str(waiting.count)
    return f"{waiting.count}, tertua {span(max(0.0, (found.now - waiting.since).total_seconds()))}"


def _count(count: int, command: str) -> str:
    return f"{count}, lihat: {command}" if count else "0"


def _instant(found: Standing, at: datetime) -> str:
    local = format_datetime(at.astimezone(found.zone), "EEEE, d MMMM y 'pukul' HH.mm", locale=words.LOCALE)
    return f"{local} {words.ZONES.get(found.zone.key, found.zone.key)}"
