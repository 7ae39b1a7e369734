"""An invented office's figures of a quarter, with every kind of indicator and every reason for having no capaian."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from random import Random
from typing import Any

from workflow.indicators import Accumulation, Indicator, LowerMethod, Polarity, Reported, ScaleLevel
from workflow.office import HoldingKind
from workflow.papers.records import Evidence, IndicatorRecord, OfficeRecord, QuarterReport, UnitRecord
from workflow.papers.sheet import Letterhead, Sheet, Signature
from workflow.quarter import Quarter

LETTERHEAD = Letterhead(
    government="Pemerintah Kabupaten Way Kanan",
    office="Dinas Komunikasi dan Informatika",
    address="Jalan Jenderal Sudirman, Kompleks Perkantoran Pemda",
    phone="(0723) 461000",
    place="Blambangan Umpu",
)
SHEET = Sheet(LETTERHEAD, "Asia/Jakarta", date(2026, 10, 21))
KASUBBAG = Signature(
    "Kepala Subbagian Perencanaan dan Keuangan", "Rina Wulandari, S.E.", "Penata", "198501012010012001"
)
KADIS = Signature(
    "Kepala Dinas Komunikasi dan Informatika",
    "Drs. Ahmad Fauzi, M.M.",
    "Pembina Utama Muda",
    "197001011995031001",
    HoldingKind.PLT,
    datetime(2026, 10, 20, 3, 15, tzinfo=UTC),
)
QUARTER = Quarter(2026, 3)
SCALE = tuple(ScaleLevel(label, Decimal(value)) for label, value in (("WTP", 4), ("WDP", 3), ("TMP", 2)))
LOWER, RANGE = Polarity.LOWER, Polarity.RANGE
SUM, LAST, MEAN = Accumulation.AKUMULATIF, Accumulation.POSISI_AKHIR, Accumulation.RATA_RATA


def figure(value: str | int | None) -> Decimal | None:
    """Return a figure; None is blank."""
    return None if value is None else Decimal(value)


def record(
    name: str,
    targets: tuple[str | int | None, ...],
    realised: tuple[str | int | None, ...],
    spent: tuple[str | int | None, ...] = (),
    **fields: Any,
) -> IndicatorRecord:
    """Return an indicator with its targets of TW I-IV and what was reported from TW I on."""
    given: dict[str, Any] = {"unit_id": 1, "year": 2026, "code": name[:6], "satuan": "%", "sasaran": SASARAN[0]}
    given |= {"name": name, "targets": tuple(map(figure, targets)), "pagu": figure(400_000_000)}
    given |= {"program": PROGRAMS[0], "kegiatan": KEGIATAN[0], "penanggung_jawab": "Kepala Bidang"}
    paid = (*spent, *[None] * (len(realised) - len(spent)))
    reports = tuple(
        QuarterReport(quarter, Reported(figure(value), figure(amount), *WRITTEN[(quarter + len(name)) % 2]))
        for quarter, (value, amount) in enumerate(zip(realised, paid, strict=True), 1)
    )
    return IndicatorRecord(
        Indicator(**(given | fields)), reports, (Evidence("daftar hadir.pdf", "pdf", 9000, "3fa9c1d2"),)
    )


SASARAN = (
    "Meningkatnya kualitas layanan pemerintahan berbasis elektronik",
    "Meningkatnya keterbukaan informasi publik",
    "=1+1 sasaran yang mirip rumus",
)
PROGRAMS = ("Program Aplikasi Informatika", "Program Informasi dan Komunikasi Publik")
KEGIATAN = ("Pengelolaan e-government", "Pengelolaan informasi dan komunikasi publik")
WRITTEN = (
    ("Dukungan anggaran tepat waktu", "Gangguan jaringan di tiga kecamatan", "Menambah titik akses cadangan"),
    ("", "Petugas berganti", ""),
)
MONEY = (50_000_000, 80_000_000, 120_500_000)
IKP = {"sasaran": SASARAN[1], "unit_id": 2, "program": PROGRAMS[1], "kegiatan": KEGIATAN[1]}

APTIKA_RECORDS = (
    record("Indeks SPBE", ("2.6", "2.7", "2.8", "3"), ("2.61", None, "2.75"), MONEY, satuan="indeks"),
    record("Persentase perangkat daerah terhubung", (50, 60, 75, 80), (50, "62.5", "79.25"), MONEY),
    record("Waktu rata-rata penanganan aduan", (10,) * 4, (12, 9, 8), polarity=LOWER, satuan="jam", accumulation=MEAN),
    record(
        "Waktu henti layanan",
        (10,) * 4,
        (8, 0, "2.5"),
        polarity=LOWER,
        lower_method=LowerMethod.QUOTIENT,
        accumulation=SUM,
        pagu=None,
    ),
    record(
        "Insiden tak tertangani",
        (0,) * 4,
        (0, 0, 1),
        polarity=LOWER,
        accumulation=SUM,
        satuan="insiden",
        pagu=figure(0),
    ),
    record(
        "Suhu ruang server",
        (None,) * 4,
        (19, "25.5", 21),
        polarity=RANGE,
        lower=figure(20),
        upper=figure(24),
        satuan="°C",
    ),
    record("Opini", (4,) * 4, (4, 3, 3), scale=SCALE, satuan="opini", pagu=None),
    record("Nilai di luar skala", (4,) * 4, (4, 3, "2.5"), scale=SCALE, satuan="opini", pagu=None),
)
IKP_RECORDS = (
    record("Jumlah konten informasi publik", (100, 120, 130, 150), (110, None, 145), MONEY, accumulation=SUM, **IKP),
    record(
        "Permohonan dijawab tepat waktu", (90, 90, 95, 95), (100, 100, "94.999"), MONEY[:2], accumulation=MEAN, **IKP
    ),
    record("@belum diisi", (None, 5, 5, 5), (None, None, None), **IKP),
    record("Tanpa target", (None, None, None, 5), (1, 2, 3), **(IKP | {"sasaran": SASARAN[2]})),
    record("Jauh melebihi", (1, 1, 1, 1), (3, 3, 3), MONEY, accumulation=SUM, **IKP),
)
OFFICE_RECORD = OfficeRecord(
    QUARTER,
    (
        UnitRecord("aptika", "Bidang Aplikasi Informatika", APTIKA_RECORDS, "K-0142", 2),
        UnitRecord("ikp", "=Bidang & Informasi <Publik>", IKP_RECORDS, "K-0143", 1),
        UnitRecord("statistik", "Bidang Statistik dan Persandian", (), excluded="Kabid cuti, data menyusul"),
    ),
)


def any_record(chance: Random) -> IndicatorRecord:
    """Return an indicator of any kind, with blanks, zeros and negatives in every place."""

    def figure() -> Decimal | None:
        return chance.choice([None, Decimal(chance.randint(-2, 5)), Decimal(chance.randint(-500, 20000)) / 100])

    def four() -> tuple[Decimal | None, ...]:
        return tuple(figure() for _ in range(4))

    scale = (ScaleLevel("a", Decimal(0)), ScaleLevel("b", Decimal(2)))
    return record(
        "indikator",
        four(),
        four(),
        four(),
        polarity=chance.choice(list(Polarity)),
        lower_method=chance.choice(list(LowerMethod)),
        accumulation=chance.choice(list(Accumulation)),
        lower=figure(),
        upper=figure(),
        pagu=figure(),
        scale=chance.choice([(), (), scale]),
        sasaran=chance.choice(["Satu", "Dua"]),
        program=chance.choice(["", *PROGRAMS]),
        kegiatan=chance.choice(["", *KEGIATAN]),
    )
