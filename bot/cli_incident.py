"""`monev incident`: the log of incidents with personal data, and the notice that is due within 3 x 24 hours."""

from datetime import datetime
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer
from sqlmodel import Session

from bot.cli import fail, settings
from bot.cli_office import OfficeOption, choose_office
from bot.opened import opened
from handlers.texts.insiden import notice as notice_text
from storage import numbers
from storage.register import Register
from workflow.incidents import IncidentNoted, notice_due

app = typer.Typer(no_args_is_help=True)
SERIES = "insiden"


@app.callback()
def group() -> None:
    """Catat insiden data pribadi dan siapkan pemberitahuannya."""


@app.command()
def note(
    what: Annotated[str, typer.Option(help="Apa yang terjadi.")],
    whose: Annotated[str, typer.Option(help="Data siapa, dan data apa.")],
    done: Annotated[str, typer.Option(help="Yang sudah dilakukan.")] = "",
    known: Annotated[str, typer.Option(help="Sejak kapan diketahui: 2026-11-23T08:30; kosong: kini.")] = "",
    office: OfficeOption = "",
) -> None:
    """Catat insiden di register kantor; catatan tidak dapat diubah atau dihapus."""
    chosen = settings()
    now = chosen.clock.now()
    with opened(chosen) as connection, Session(bind=connection) as session:
        listed = choose_office(session, office)
        zone = ZoneInfo(listed.zone)
        known_at = _instant(known, zone) if known else now
        if known_at > now:
            fail("Waktu diketahuinya masih akan datang. Periksa --known.")
        number = numbers.next_number(connection, listed.id, SERIES)
        Register(connection, listed.id).append(IncidentNoted(number, known_at, what, whose, done), None, now, None)
    due = notice_due(known_at).astimezone(zone)
    typer.echo(f"Insiden {number} dicatat. Pemberitahuan paling lambat {due:%d-%m-%Y pukul %H.%M %Z}.")
    typer.echo(f"Drafnya: monev incident notice {number} pemberitahuan-{number}.txt")


@app.command("list")
def list_(office: OfficeOption = "") -> None:
    """Daftar insiden yang dicatat."""
    with opened(settings()) as connection, Session(bind=connection) as session:
        listed = choose_office(session, office)
        found = _incidents(Register(connection, listed.id))
    zone = ZoneInfo(listed.zone)
    for each in found:
        due = notice_due(each.known_at).astimezone(zone)
        typer.echo(f"{each.number}. {each.what} Pemberitahuan paling lambat {due:%d-%m-%Y %H.%M %Z}.")
    if not found:
        typer.echo("Belum ada insiden yang dicatat.")


@app.command()
def notice(
    number: Annotated[int, typer.Argument(help="Nomor insiden.", metavar="NOMOR")],
    out: Annotated[Path, typer.Argument(help="Berkas teks tujuan.", metavar="BERKAS")],
    office: OfficeOption = "",
) -> None:
    """Tulis draf pemberitahuan 3 x 24 jam untuk dilengkapi."""
    with opened(settings()) as connection, Session(bind=connection) as session:
        listed = choose_office(session, office)
        found = next((each for each in _incidents(Register(connection, listed.id)) if each.number == number), None)
    if found is None:
        fail(f"Tidak ada insiden nomor {number}. Lihat: monev incident list")
    zone = ZoneInfo(listed.zone)
    known, due = (
        f"{at.astimezone(zone):%d-%m-%Y pukul %H.%M %Z}" for at in (found.known_at, notice_due(found.known_at))
    )
    out.write_text(notice_text(listed.name, found, known, due), encoding="utf-8")
    typer.echo(f"Draf ditulis ke {out}. Lengkapi titik-titiknya sebelum dikirim, paling lambat {due}.")


def _incidents(register: Register) -> list[IncidentNoted]:
    return [each.entry for each in register.entries() if isinstance(each.entry, IncidentNoted)]


def _instant(written: str, zone: ZoneInfo) -> datetime:
    try:
        at = datetime.fromisoformat(written)
    except ValueError:
        fail(f'"{written}" bukan waktu. Tulis misalnya 2026-11-23T08:30.')
    return at if at.tzinfo is not None else at.replace(tzinfo=zone)
