"""`monev retention`: what may be proposed for destruction by the office's own schedule. Nothing is deleted."""

import csv
import sys
import tomllib
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer
from sqlmodel import Session

from bot.cli import fail, settings
from bot.cli_office import OfficeOption, choose_office
from bot.opened import opened
from storage.own_data import holdings
from workflow.retention import Fate, RecordClass, Rule, proposals

HEADERS = ("Kelas", "Uraian", "Tahun selesai", "Jumlah", "Retensi (tahun)", "Setelah itu", "Dapat diusulkan sejak")
SAMPLE = """# Jadwal retensi arsip kantor (JRA): isi menurut peraturan kantor sendiri. Angka di bawah hanya contoh.
# nasib: musnah, permanen, atau dinilai_kembali
[surat]
tahun = 5
nasib = "musnah"
[data]
tahun = 5
nasib = "musnah"
[laporan]
tahun = 10
nasib = "permanen"
[tindak_lanjut]
tahun = 5
nasib = "dinilai_kembali"
[berkas_lepas]
tahun = 2
nasib = "musnah"
"""


def retention(
    schedule: Annotated[Path | None, typer.Argument(help="Jadwal retensi kantor (TOML).", metavar="JRA")] = None,
    sample: Annotated[bool, typer.Option("--contoh", help="Cetak contoh berkas jadwal.")] = False,
    office: OfficeOption = "",
) -> None:
    """Cetak daftar usul musnah sebagai CSV menurut jadwal retensi kantor; tidak ada yang dihapus."""
    if sample:
        typer.echo(SAMPLE, nl=False)
        return
    if schedule is None:
        fail("Jadwal retensi ditetapkan kantor. Mulai dari contohnya: monev retention --contoh > jra.toml")
    rules = _rules(schedule)
    chosen = settings()
    with opened(chosen) as connection, Session(bind=connection) as session:
        listed = choose_office(session, office)
        held = holdings(connection, listed.id)
    today = chosen.clock.now().astimezone(ZoneInfo(listed.zone)).date()
    out = csv.writer(sys.stdout)
    out.writerow(HEADERS)
    for each in proposals(held, rules, today):
        part = each.holding
        out.writerow(
            (part.kind.value, part.what, part.closed_in, part.count, each.rule.years, each.rule.fate.value, each.since)
        )


def _rules(path: Path) -> dict[RecordClass, Rule]:
    """Return the schedule; ends the command with a plain sentence where the file is none."""
    try:
        read = tomllib.loads(path.read_text(encoding="utf-8"))
        return {RecordClass(name): Rule(_years(rule["tahun"]), Fate(rule["nasib"])) for name, rule in read.items()}
    except OSError:
        fail(f"{path} tidak dapat dibuka.")
    except (ValueError, KeyError, TypeError) as error:
        known = ", ".join(RecordClass)
        fail(f"{path} tidak dapat dipakai ({error}). Kelasnya: {known}; isinya: tahun dan nasib.")


def _years(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise ValueError(f"tahun = {value}")
    return value
