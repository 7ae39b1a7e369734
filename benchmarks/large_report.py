"""An invented report of many units and indicators, as large as a dinas of a big regency would have it."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from workflow.booking import DeskKind
from workflow.compliance import Spent
from workflow.cycle import AssignmentState
from workflow.indicators import Indicator, Reported
from workflow.papers.kepatuhan import DeskTime, StepRows, TimeAccount, TimeRow
from workflow.papers.laporan import LaporanPaper, UnitDirected
from workflow.papers.matriks import MatriksRow
from workflow.papers.records import Evidence, IndicatorRecord, OfficeRecord, QuarterReport, UnitRecord
from workflow.papers.sheet import Letterhead, Sheet, Signature
from workflow.procedure import Allotment, TimeUnit, Total
from workflow.quarter import Quarter

QUARTER = Quarter(2026, 3)
START = datetime(2026, 10, 1, 1, tzinfo=UTC)
DAYS = Allotment(10, TimeUnit.HARI)
SIGNER = Signature("Kepala Dinas", "Drs. Ahmad Fauzi, M.M.", "Pembina Utama Muda", "197001011995031001")
WORDS = (
    "Dukungan anggaran dan petugas layanan tersedia sejak awal triwulan",
    "Gangguan jaringan di tiga kecamatan selama dua minggu",
    "Menambah titik akses cadangan dan menjadwalkan pemeliharaan",
)


def large_report(units: int, indicators: int) -> LaporanPaper:
    """Return a report of so many units with so many indicators each, with everything that a report can hold."""
    names = [f"Bidang Pelayanan dan Pengembangan Informatika {number}" for number in range(1, units + 1)]
    record = OfficeRecord(QUARTER, tuple(_unit(number, name, indicators) for number, name in enumerate(names)))
    return LaporanPaper(
        Sheet(
            Letterhead("Pemerintah Kabupaten", "Dinas Kominfo", place="Blambangan Umpu"),
            "Asia/Jakarta",
            date(2026, 10, 21),
        ),
        QUARTER,
        record,
        number="800/1/2026",
        legal_basis=("Peraturan Presiden Nomor 29 Tahun 2014",),
        time=_time(names),
        directions=tuple(UnitDirected(name, WORDS[2], SIGNER) for name in names),
        follow_ups=tuple(_item(name, number) for name in names for number in (1, 2)),
        drawn_up_by=SIGNER,
        known_by=SIGNER,
        approved_by=SIGNER,
    )


def _unit(unit: int, name: str, indicators: int) -> UnitRecord:
    return UnitRecord(
        f"u{unit}", name, tuple(_indicator(unit, number) for number in range(indicators)), f"K-{unit:04}", 1
    )


def _indicator(unit: int, number: int) -> IndicatorRecord:
    indicator = Indicator(
        unit,
        QUARTER.year,
        f"I{number}",
        f"Meningkatnya kualitas layanan {number // 4}",
        f"Persentase layanan publik daring yang memenuhi standar nomor {number}",
        "%",
        targets=(Decimal(50), Decimal(60), Decimal(75), Decimal(80)),
        program="Program Aplikasi Informatika",
        kegiatan="Pengelolaan e-government",
        pagu=Decimal(400_000_000),
    )
    reports = tuple(
        QuarterReport(quarter, Reported(Decimal(40 + 7 * quarter + number % 9), Decimal(90_000_000), *WORDS, 1))
        for quarter in (1, 2, 3)
    )
    return IndicatorRecord(indicator, reports, (Evidence(f"bukti-{unit}-{number}.pdf", "pdf", 90_000, "3fa9c1d2"),))


def _time(names: list[str]) -> TimeAccount:
    rows = tuple(
        TimeRow(
            name,
            is_report=False,
            state=AssignmentState.DONE,
            rounds=1,
            allotment=DAYS,
            used=Spent(3600, 8),
            late=Spent(),
            started_at=START,
            due_at=START + timedelta(14),
            finished_at=START + timedelta(11),
        )
        for name in names
    )
    steps = tuple(StepRows(number, f"Kegiatan {number}", DAYS, rows) for number in range(1, 8))
    desks = (DeskTime(DeskKind.UNIT, 2100),)
    return TimeAccount(START, START, START + timedelta(20), None, Total(14, 2, 15), steps, desks, 450)


def _item(name: str, number: int) -> MatriksRow:
    return MatriksRow(QUARTER, name, number, WORDS[0], WORDS[2], WORDS[0], "Kasi Layanan", date(2026, 12, 1), "APBD")
