"""How an office judges performance, as its file says it: bands of predikat, cap of averages, limits of flags."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from bot.office_file.findings import Findings
from bot.office_file.letters import shown
from bot.office_file.rows import JUDGING_KEYS, Cell, Row, is_blank
from workflow.performance_rules import Floor, StoredRules
from workflow.predikat import BandNameError, BandsError
from workflow.printed_numbers import write_plainly
from workflow.readings import Value
from workflow.written_numbers import read_number

UNCAPPED = "tanpa"
"""How an office says that an indicator counts for what it is in an average."""
_QUARTERS = 4
_EXAMPLE = "Sangat Tinggi=91; Tinggi=76; Sedang=66; Rendah=51; Sangat Rendah"


def read_judging(row: Row, findings: Findings) -> StoredRules:
    """Return the office's own rules; what it leaves out is as usual. What cannot be used goes to the findings."""
    cells = {key: row.cell(f"kinerja_{key}") for key in JUDGING_KEYS}
    floors, lowest = _bands(cells["predikat"], findings)
    uncapped = str(cells["batas_rata_rata"].value or "").strip().casefold() == UNCAPPED
    rules = StoredRules(
        floors,
        lowest,
        None if uncapped else _percent(cells["batas_rata_rata"], findings),
        uncapped,
        _percent(cells["lonjakan"], findings),
        _percent(cells["capaian_berlebih"], findings),
        _percent(cells["capaian_rendah"], findings),
        _four(cells["serapan_tinggi"], findings),
    )
    try:
        rules.rules()
    except BandsError as error:
        findings.fault(cells["predikat"].where, f"predikat {_why(error)}; tulis misalnya {_EXAMPLE}.")
    return rules


def judging_words(rules: StoredRules) -> Mapping[str, str]:
    """Return the rules as a file has them; what is as usual is left out."""
    bands = [f"{floor.name}={_plain(floor.at_least)}" for floor in rules.floors]
    single = {
        "lonjakan": rules.jump,
        "capaian_berlebih": rules.excess,
        "capaian_rendah": rules.low,
    }
    words = {
        "predikat": "; ".join([*bands, rules.lowest]) if bands else "",
        "batas_rata_rata": UNCAPPED if rules.uncapped else _plain(rules.cap),
        **{key: _plain(limit) for key, limit in single.items()},
        "serapan_tinggi": "; ".join(map(_plain, rules.high)),
    }
    return {key: words[key] for key in JUDGING_KEYS if words[key]}


def banded(value: object) -> object:
    """Return bands that TOML has as tables (`nama`, `mulai`) in the one-line form; anything else as it is."""
    if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
        return value
    return "; ".join(
        f"{each.get('nama', '')}={each['mulai']}" if "mulai" in each else str(each.get("nama", "")) for each in value
    )


def _bands(cell: Cell, findings: Findings) -> tuple[tuple[Floor, ...], str]:
    if is_blank(cell.value):
        return (), ""
    *parts, lowest = [part.strip() for part in str(cell.value).split(";") if part.strip()]
    floors = []
    for part in parts:
        name, _, begin = part.rpartition("=")
        read = read_number(begin)
        if not name.strip() or not isinstance(read, Value):
            findings.fault(cell.where, f'predikat "{shown(part)}" tidak terbaca; tulis misalnya {_EXAMPLE}.')
            return (), ""
        floors.append(Floor(name.strip(), read.number))
    if not floors or "=" in lowest:
        findings.fault(cell.where, f"predikat terendah ditulis paling akhir tanpa angka; tulis misalnya {_EXAMPLE}.")
        return (), ""
    return tuple(floors), lowest


def _percent(cell: Cell, findings: Findings) -> Decimal | None:
    if is_blank(cell.value):
        return None
    read = read_number(str(cell.value))
    if isinstance(read, Value) and read.number > 0:
        return read.number
    findings.fault(cell.where, f'"{shown(str(cell.value))}" bukan angka persen di atas 0; tulis misalnya 100.')
    return None


def _four(cell: Cell, findings: Findings) -> tuple[Decimal, ...]:
    """Return the four limits of serapan, of TW I to IV."""
    if is_blank(cell.value):
        return ()
    said = cell.value if isinstance(cell.value, list) else str(cell.value).split(";")
    read = [read_number(str(each)) for each in said]
    limits = [each.number for each in read if isinstance(each, Value)]
    if len(said) == len(limits) == _QUARTERS and all(each > 0 for each in limits):
        return tuple(limits)
    findings.fault(cell.where, "serapan tinggi berisi empat angka persen untuk TW I-IV; tulis misalnya 25; 50; 75; 90.")
    return ()


def _plain(number: Decimal | None) -> str:
    return "" if number is None else write_plainly(number)


def _why(error: BandsError) -> str:
    if isinstance(error, BandNameError):
        return "ada yang tanpa nama atau bernama sama"
    return "tidak urut; mulai dari yang terbaik, dan setiap batas lebih rendah daripada yang di atasnya"
