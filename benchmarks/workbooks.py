"""A workbook of very many indicators, made and read back as the bot has it done: by a process for each."""

import hashlib
import os
import statistics
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

import orjson

from benchmarks.clock import now
from benchmarks.process import ROOT
from storage.codec import encode
from workflow.indicators import Accumulation, Indicator, Reported, ScaleLevel
from workflow.papers.records import IndicatorRecord, QuarterReport
from workflow.papers.sheet import Letterhead, Sheet
from workflow.papers.unit_workbook import UnitWorkbook
from workflow.quarter import Quarter
from workflow.work import WorkKind
from workflow.workbook_reading import UnitWorkbookJob

INDICATORS = 1_000
QUARTER = Quarter(2026, 3)
SCALE = (ScaleLevel("WTP", Decimal(4)), ScaleLevel("WDP", Decimal(3)))
WORDS = "Dukungan anggaran dan kerja sama dengan perangkat daerah lain berjalan sesuai jadwal. "
TIMEOUT_S = 60.0


@dataclass(frozen=True)
class Found:
    """Seconds and megabytes of reading, the start of the process included, and of the work alone."""

    seconds: float
    work_seconds: float
    megabytes: float


class NotReadError(Exception):
    """The workbook did not come back as it was filled in."""


def paper(count: int = INDICATORS) -> UnitWorkbook:
    """Return a unit with so many indicators of four kinds, every one filled in with figures and words."""
    sheet = Sheet(Letterhead(office="Dinas Komunikasi dan Informatika"), "Asia/Jakarta", date(2026, 10, 21))
    records = tuple(_record(number) for number in range(count))
    return UnitWorkbook(sheet, "aptika", "Bidang Aplikasi Informatika", QUARTER, None, records)


def _record(number: int) -> IndicatorRecord:
    satuan = ("%", "jam", "dokumen", "opini")[number % 4]
    value = Decimal(3) if satuan in ("opini", "dokumen") else Decimal(9075 + number) / 100
    indicator = Indicator(
        unit_id=1,
        year=QUARTER.year,
        code=f"IK-{number}",
        sasaran=f"Sasaran {number // 10}",
        name=f"Persentase layanan nomor {number} yang diselesaikan tepat waktu",
        satuan=satuan,
        accumulation=Accumulation.POSISI_AKHIR,
        targets=(Decimal(3),) * 4,
        scale=SCALE if satuan == "opini" else (),
        pagu=Decimal(400_000_000),
    )
    said = Reported(value, Decimal(1_000_000 + number), WORDS, WORDS * 2, WORDS)
    return IndicatorRecord(indicator, tuple(QuarterReport(quarter, said) for quarter in (2, 3)))


def measure(home: Path, repetitions: int) -> Found:
    """Return what reading takes: the median of so many, and the most memory. Raises NotReadError."""
    made = paper()
    content = _run("documents", encode_order("unit-workbook", made), home)[0]
    digest = hashlib.sha256(content).hexdigest()
    path = home / digest[:2] / digest
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    indicators = tuple(record.indicator for record in made.records)
    job = UnitWorkbookJob(digest, made.unit_code, made.unit_name, QUARTER, indicators)
    order = encode_order(WorkKind.READ_UNIT_WORKBOOK.value, job)
    empty = encode_order(WorkKind.READ_UNIT_WORKBOOK.value, UnitWorkbookJob("", "", "", QUARTER, ()))
    starts = [_run("documents.workbench", empty, home)[1] for _ in range(repetitions)]
    runs = [_run("documents.workbench", order, home) for _ in range(repetitions)]
    _check(orjson.loads(runs[0][0]), made)
    seconds = statistics.median(run[1] for run in runs)
    return Found(seconds, seconds - statistics.median(starts), max(run[2] for run in runs))


def encode_order(kind: str, data: object) -> bytes:
    """Return a job or a paper as the bot hands it to the process."""
    return f'{{"kind":"{kind}","data":{encode(data)}}}'.encode()


def _check(read: Mapping[str, list[Mapping[str, Mapping[str, str]]]], made: UnitWorkbook) -> None:
    figures = [Decimal(row["report"]["realisasi"]) for row in read["rows"]]
    wanted = [record.reports[-1].reported.realisasi for record in made.records]
    if figures != wanted or read["findings"]:
        raise NotReadError


def _run(module: str, order: bytes, home: Path) -> tuple[bytes, float, float]:
    """Return what the process writes, how many seconds it took, and the megabytes that it had at most."""
    out = home / "out"
    with out.open("wb") as written:
        began = now()
        child = subprocess.Popen(
            [sys.executable, "-m", module, str(home)], cwd=ROOT, stdin=subprocess.PIPE, stdout=written
        )
        assert child.stdin is not None
        child.stdin.write(order)
        child.stdin.close()
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        raise NotReadError(child.returncode)
    return out.read_bytes(), now() - began, used.ru_maxrss / 1024
