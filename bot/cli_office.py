"""`monev office` and `monev invite`: an office's file in and out, and the links for its people."""

import asyncio
from datetime import date, timedelta
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer
from sqlmodel import Session
from telegram.error import TelegramError

from bot.bot_name import BotName
from bot.cli import fail, settings
from bot.cli_office_import import take_file_in
from bot.invite_sheet import InviteRow, invite_lines, qr_png
from bot.office_file import (
    OfficeDraft,
    OfficeFileError,
    OfficeReading,
    read_office,
    sample_office,
    write_excel,
    write_toml,
)
from bot.office_store import Invite, logo_of, take_out
from bot.office_store import invite as make_invites
from bot.opened import opened
from bot.settings import Settings
from bot.transport import TelegramApi
from storage import offices
from storage.blobs import BlobStore
from storage.offices import OfficeName
from workflow.admission import Invitation
from workflow.office import Office
from workflow.papers.invite_cards import invite_cards

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
    yes: Annotated[bool, typer.Option("--ya", "--yes", help="Terapkan tanpa bertanya.")] = False,
) -> None:
    """Baca kantor dari berkas: perbedaannya diperlihatkan, ditanyakan, diterapkan. Riwayat tidak pernah dihapus."""
    reading, chosen = _read(file), settings()
    take_file_in(chosen, reading, _blobs(chosen), yes=yes)


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
    sheet: Annotated[
        Path | None, typer.Option(help="Tulis kartu undangan (PDF, satu kartu seorang) ke berkas ini.")
    ] = None,
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
    links = [BotName(username).link(made.token) for made in invites]
    zone = ZoneInfo(known.zone)
    rows = [
        InviteRow(made.person.name, made.titles, link, made.expires_at.astimezone(zone), made.code)
        for made, link in zip(invites, links, strict=True)
    ]
    for block in invite_lines(rows):
        typer.echo(block)
    if qr_dir is not None:
        qr_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
        for made, link in zip(invites, links, strict=True):
            (qr_dir / f"undangan-{made.person.id}.png").write_bytes(qr_png(link))
        typer.echo(f"{len(invites)} kode QR disimpan di {qr_dir}.")
    if sheet is not None:
        _write_sheet(sheet, known, invites, links, today)


def _write_sheet(file: Path, office: Office, invites: list[Invite], links: list[str], today: date) -> None:
    """Write the cards to a file that only its owner may read: each opens the door."""
    from documents.assets import Assets  # here, because reportlab is heavy
    from documents.invite_cards import drawn

    made = [
        Invitation(each.person.id, link, each.expires_at, each.code) for each, link in zip(invites, links, strict=True)
    ]
    file.touch(mode=0o600)
    file.write_bytes(drawn(invite_cards(office, made, today), Assets()))
    typer.echo(f"{len(made)} kartu undangan ditulis ke {file}.")


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
