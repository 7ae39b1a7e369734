"""`monev office` and `monev invite`: an office's file in and out, and the links for its people."""

import asyncio
from datetime import date, timedelta
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer
from sqlalchemy import Connection
from sqlmodel import Session
from telegram.error import TelegramError

from bot.cli import fail, settings
from bot.invite_sheet import InviteRow, invite_lines, qr_png
from bot.office_cache import OfficeCache
from bot.office_difference import differences
from bot.office_file import (
    OfficeDraft,
    OfficeFileError,
    OfficeReading,
    read_office,
    sample_office,
    write_excel,
    write_toml,
)
from bot.office_store import invite as make_invites
from bot.office_store import keep_logo, logo_of, take_in, take_out
from bot.opened import opened
from bot.records import PresentProcedure
from bot.settings import Settings
from bot.transport import TelegramApi
from handlers.texts.words import day as day_words
from storage import offices
from storage.blobs import BlobStore
from storage.cycles import CycleCache
from storage.offices import OfficeName
from storage.register import Register
from workflow.procedure_file import ProcedureFileError
from workflow.register import OfficeFileTaken

app = typer.Typer(no_args_is_help=True)

FileArgument = Annotated[Path, typer.Argument(help="Berkas kantor: TOML atau Excel.", metavar="BERKAS")]
OfficeOption = Annotated[str, typer.Option(help="Kode kantor; perlu bila ada lebih dari satu.")]


@app.command()
def check(file: FileArgument) -> None:
    """Periksa berkas kantor dan jelaskan yang salah, baris demi baris; tidak mengubah apa pun."""
    reading = _read(file)
    draft = reading.draft
    typer.echo(
        f"Berkas dapat dipakai: {draft.name}, {len(draft.units)} unit, {len(draft.posts)} jabatan, "
        f"{len(draft.people)} orang."
    )


@app.command("import")
def import_(
    file: FileArgument,
    yes: Annotated[bool, typer.Option("--ya", help="Terapkan tanpa bertanya.")] = False,
) -> None:
    """Baca kantor dari berkas: perbedaannya diperlihatkan, ditanyakan, diterapkan. Riwayat tidak pernah dihapus."""
    reading, chosen = _read(file), settings()
    draft = reading.draft
    present = _present_sop(chosen)
    with opened(chosen) as connection, Session(bind=connection) as session:
        now = chosen.clock.now()
        today = now.astimezone(ZoneInfo(draft.zone)).date()
        found = _differences(session, draft, today)
        if found:
            _ask(found, yes=yes)
        known = _days_to_come(session, chosen, draft.code)
        office_id = take_in(session, draft, keep_logo(_blobs(chosen), reading.logo), today)
        if found is None or found:
            Register(connection, office_id).append(OfficeFileTaken(found or ()), None, now, None)
        gone = known.keys() - _days_to_come(session, chosen, draft.code).keys()
        moved = [] if present is None else _moved(connection, chosen, present, office_id)
    typer.echo(f"{draft.name} tersimpan. Berikutnya: monev invite")
    if gone:
        typer.echo("Dihapus dari kalender kantor karena tidak ada di berkas, juga bila ditambahkan lewat /kalender:")
        for day in sorted(gone):
            typer.echo(f"• {day_words(day)} {known[day]}".rstrip())
    if moved:
        typer.echo("Menurut kalender ini batas waktu yang berjalan bergeser:")
        for line in moved:
            typer.echo(line)
        typer.echo("Bot yang menyala memindahkannya dalam semenit dan memberi tahu yang berkepentingan, satu kali.")


def _differences(session: Session, draft: OfficeDraft, today: date) -> tuple[str, ...] | None:
    """Return what the file would change in the office as it stands; None for an office that is not there yet."""
    listed = next((each for each in offices.listed(session) if each.code == draft.code), None)
    return None if listed is None else differences(take_out(session, listed), draft, today)


def _ask(found: tuple[str, ...], *, yes: bool) -> None:
    """Show what would change; unless the answer is yes the command ends, and nothing is changed."""
    typer.echo(f"Yang berubah ({len(found)}):")
    for line in found:
        typer.echo(f"• {line}")
    if not yes and not typer.confirm("Terapkan?", default=False):
        fail("Tidak ada yang diubah. Ulangi dengan --ya untuk menerapkannya tanpa ditanya.")


def _days_to_come(session: Session, chosen: Settings, code: str) -> dict[date, str]:
    """Return the days from today on that the office of that code has set itself, with what they are."""
    office_id = next((listed.id for listed in offices.listed(session) if listed.code == code), None)
    if office_id is None:
        return {}
    days, today = offices.days(session, office_id), chosen.clock.now().date()
    return {day: days.notes.get(day, "") for day in days.added | days.removed if day >= today}


def _present_sop(chosen: Settings) -> PresentProcedure | None:
    try:
        return PresentProcedure.read(chosen.sop_file)
    except (ProcedureFileError, OSError) as error:
        typer.echo(f"Perhatian: batas waktu yang bergeser tidak dapat diperiksa. {error}", err=True)
        return None


def _moved(connection: Connection, chosen: Settings, present: PresentProcedure, office_id: int) -> list[str]:
    """Return which running deadlines the office's calendar moves now; moving and telling is the running bot's work."""
    from bot.following import foreseen  # here: what it needs of the running bot takes a while to load
    from bot.turn import World

    world = World(0, chosen.clock, present, OfficeCache(), CycleCache())  # no bot's: nothing is sent
    return foreseen(connection, world, office_id)


@app.command()
def sample(file: FileArgument) -> None:
    """Tulis kantor contoh sebagai pola untuk kantor sendiri: .xlsx menjadi Excel, selain itu TOML."""
    reading = sample_office()
    _write(reading.draft, file, reading.logo)


@app.command()
def export(file: FileArgument, office: OfficeOption = "") -> None:
    """Tulis kantor ke berkas: .xlsx menjadi Excel, selain itu TOML."""
    chosen = settings()
    with opened(chosen) as connection, Session(bind=connection) as session:
        listed = choose_office(session, office)
        draft, logo = take_out(session, listed), logo_of(session, listed.id)
    path = _blobs(chosen).path(logo)
    _write(draft, file, path.read_bytes() if logo and path.is_file() else b"")


def invite(
    people: Annotated[list[str] | None, typer.Argument(help="Kode orang; tanpa kode: semua.")] = None,
    office: OfficeOption = "",
    qr_dir: Annotated[Path | None, typer.Option(help="Simpan juga kode QR sebagai PNG di folder ini.")] = None,
) -> None:
    """Buat tautan masuk sekali pakai untuk tiap orang, sebagai teks dan kode QR."""
    chosen = settings()
    username = asyncio.run(_username(chosen))
    now = chosen.clock.now()
    with opened(chosen) as connection, Session(bind=connection) as session:
        known = offices.load(session, choose_office(session, office).id)
        today = now.astimezone(ZoneInfo(known.zone)).date()
        invites = make_invites(session, known, tuple(people or ()), now, today, timedelta(days=chosen.invite_days))
    if not invites:
        fail("Tidak ada orang dengan kode itu. Lihat kode orang dengan: monev office export kantor.toml")
    links = [f"https://t.me/{username}?start={made.token}" for made in invites]
    zone = ZoneInfo(known.zone)
    rows = [
        InviteRow(made.person.name, made.titles, link, made.expires_at.astimezone(zone))
        for made, link in zip(invites, links, strict=True)
    ]
    for block in invite_lines(rows):
        typer.echo(block)
    if qr_dir is not None:
        qr_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
        for made, link in zip(invites, links, strict=True):
            (qr_dir / f"undangan-{made.person.id}.png").write_bytes(qr_png(link))
        typer.echo(f"{len(invites)} kode QR disimpan di {qr_dir}.")


def _read(file: Path) -> OfficeReading:
    try:
        reading = read_office(file)
    except OfficeFileError as error:
        fail("\n".join(map(str, error.faults)))
    except OSError as error:
        reason = "berkas itu tidak ada" if isinstance(error, FileNotFoundError) else "periksa izin dan isinya"
        fail(f"{file} tidak dapat dibuka: {reason}.")
    for warning in reading.warnings:
        typer.echo(f"Perhatian: {warning}", err=True)
    return reading


def _blobs(chosen: Settings) -> BlobStore:
    return BlobStore(chosen.data_dir / "files")


def _write(draft: OfficeDraft, file: Path, logo: bytes) -> None:
    """Write the office to the file, and its logo beside it unless a file of that name lies there."""
    beside = file.with_name(draft.head.logo) if draft.head.logo else None
    if logo and beside is not None and not beside.exists():
        beside.write_bytes(logo)
    if file.suffix == ".xlsx":
        write_excel(draft, file)
    else:
        file.write_text(write_toml(draft), encoding="utf-8")
    typer.echo(f"{draft.name} ditulis ke {file}.")


def choose_office(session: Session, code: str) -> OfficeName:
    """Return the office of that code, or the only one there is; where that is unclear the command ends."""
    known = offices.listed(session)
    wanted = [office for office in known if office.code == code] if code else known
    if not known:
        fail("Belum ada kantor. Baca dahulu berkasnya: monev office import BERKAS")
    if len(wanted) == 1:
        return wanted[0]
    return fail(f"Sebutkan kantornya dengan --office: {', '.join(office.code for office in known)}.")


async def _username(chosen: Settings) -> str:
    """Ask Telegram for the bot's name, which every link carries."""
    try:
        _ = chosen.bot_id
    except ValueError:
        fail("MONEV_BOT_TOKEN belum diisi atau bukan token bot; tautan memuat nama bot.")
    api = TelegramApi(chosen.bot_token.get_secret_value(), chosen.bot_api_url)
    await api.open()
    try:
        me = await api.bot.get_me()
    except TelegramError as failure:
        fail(f"Nama bot tidak dapat ditanyakan kepada Telegram ({failure.message}). Periksa token dan jaringan.")
    finally:
        await api.close()
    return me.username or ""
