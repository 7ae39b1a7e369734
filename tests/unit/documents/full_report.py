"""A quarter of an invented dinas with everything that a report can hold; one of its units is worked out by hand.

Bidang Informasi dan Komunikasi Publik, Triwulan III 2026:

| indikator | TW II | TW III | capaian TW III |
| konten terbit (jumlah) | 120 of 120 | 120 of 128 | 120/128 = 93,75% |
| permohonan tepat waktu (rata-rata) | 90 of 95 | 95 of 95 | 100% |
| penanganan aduan, jam ((2T-R)/T) | 12 of 10 | 8 of 10 | (20-8)/10 = 120%, counts for 100 |
| insiden tak tertangani | 0 of 0 | 0 of 0 | target 0 |
| opini (skala) | WDP of WTP | blank | blank |

Average: (93,75 + 100 + 100) / 3 = 97,9166… = 97,92%.
Last quarter (opini 3/4): (100 + 94,7368… + 80 + 75) / 4 = 87,4342…: +10,48.
Spent of pagu: (30 + 30 + 40) of 160 million, and 10 + 20 + 14 of 40 million: 144/200 = 72%. Efisiensi 25,9166… = 25,92.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from office_figures import (
    IKP_RECORDS,
    KADIS,
    KASUBBAG,
    LOWER,
    MEAN,
    OFFICE_RECORD,
    QUARTER,
    SCALE,
    SHEET,
    SUM,
    record,
)

from workflow.booking import DeskKind
from workflow.compliance import Spent
from workflow.cycle import AssignmentState, FollowUpStatus
from workflow.office import HoldingKind
from workflow.papers.kepatuhan import DeskTime, StepRows, TimeAccount, TimeRow
from workflow.papers.laporan import Agreed, Decision, DecisionKind, LaporanPaper, Member, Order, Standing, UnitDirected
from workflow.papers.matriks import MatriksRow
from workflow.papers.records import Evidence, IndicatorRecord, OfficeRecord, UnitRecord
from workflow.papers.sheet import Signature
from workflow.procedure import Allotment, TimeUnit, Total
from workflow.quarter import Quarter

START = datetime(2026, 10, 1, 1, 0, tzinfo=UTC)
"""Thursday 1 October 2026, 08.00 WIB."""
SEKDIS = Signature("Sekretaris Dinas", "Ir. Budi Santoso", "Pembina Tingkat I", "197505052000031002", HoldingKind.PLH)
KABID = Signature("Kepala Bidang Informasi dan Komunikasi Publik", "Dra. Siti Aminah", "Pembina", "197203031998032003")
PHOTO = Evidence("rekap-konten-september.pdf", "pdf", 18_432, "3fa9c1d2")


def million(amount: int) -> int:
    """Return so many million rupiah."""
    return amount * 1_000_000


def _proved(each: IndicatorRecord, *files: Evidence) -> IndicatorRecord:
    last = each.reports[-1]
    counted = replace(last, reported=replace(last.reported, evidence=len(files)))
    return replace(each, reports=(*each.reports[:-1], counted), evidence=files)


def _own(name: str, *args: object, code: str, **fields: object) -> IndicatorRecord:
    given: dict[str, object] = {"code": code, "unit_id": 2, "sasaran": "Meningkatnya kualitas informasi publik"}
    return record(name, *args, **(given | fields))  # type: ignore[arg-type] # figures by place


BY_HAND = UnitRecord(
    "ikp",
    "Bidang Informasi dan Komunikasi Publik",
    (
        _proved(
            _own(
                "Jumlah konten informasi publik terbit",
                (100, 120, 128, 140),
                (100, 120, 120),
                (million(30), million(30), million(40)),
                code="K1",
                satuan="konten",
                accumulation=SUM,
                pagu=Decimal(million(160)),
            ),
            PHOTO,
        ),
        _own(
            "Persentase permohonan informasi dijawab tepat waktu",
            (95, 95, 95, 95),
            (95, 90, 95),
            (million(10), million(20), million(14)),
            code="K2",
            accumulation=MEAN,
            pagu=Decimal(million(40)),
        ),
        _own(
            "Waktu rata-rata penanganan aduan",
            (10, 10, 10, 10),
            (10, 12, 8),
            code="K3",
            satuan="jam",
            polarity=LOWER,
            accumulation=MEAN,
            pagu=None,
        ),
        _own(
            "Jumlah insiden keamanan informasi tak tertangani",
            (0, 0, 0, 0),
            (0, 0, 0),
            code="K4",
            satuan="insiden",
            polarity=LOWER,
            pagu=None,
        ),
        _own(
            "Opini keterbukaan informasi", (4, 4, 4, 4), (4, 3, None), code="K5", satuan="opini", scale=SCALE, pagu=None
        ),
    ),
    number="K-0142",
    version=2,
    sent_at=START + timedelta(days=12, hours=2),
    sent_by=KABID,
    files=(Evidence("data-ikp-tw3.xlsx", "xlsx", 2_400_000, "ab12cd34"),),
    remarks=("Lengkapi bukti dukung permohonan informasi.",),
)
OTHER = replace(
    OFFICE_RECORD.units[0],
    sent_at=START + timedelta(days=13),
    sent_by=KABID,
    self_approved=True,
    name="Bidang Aplikasi Informatika",
)
HOSTILE_UNIT = UnitRecord("lain", "=Unit <b>& Lain</b>", IKP_RECORDS, "K-0150", 1)
RECORD = OfficeRecord(QUARTER, (BY_HAND, OTHER, OFFICE_RECORD.units[2], HOSTILE_UNIT))


def _row(unit: str, days: int, *, late: int = 0, used: int = 3, is_open: bool = False, **more: object) -> TimeRow:
    plain = TimeRow(
        unit,
        is_report=False,
        state=AssignmentState.OPEN if is_open else AssignmentState.DONE,
        rounds=1,
        allotment=Allotment(days, TimeUnit.HARI),
        used=Spent(used * 450, used),
        late=Spent(late * 450, late),
        started_at=START + timedelta(days=1),
        due_at=START + timedelta(days=1 + days),
        finished_at=None if is_open else START + timedelta(days=1 + used),
    )
    return replace(plain, **more)  # type: ignore[arg-type] # fields of TimeRow


_NAMES = tuple(unit.name for unit in RECORD.units)
_MINUTES = replace(
    _row("", 0), allotment=Allotment(15, TimeUnit.MENIT), used=Spent(12, 0), finished_at=START + timedelta(minutes=12)
)
TIME = TimeAccount(
    as_of=START + timedelta(days=20),
    started_at=START,
    limit_at=START + timedelta(days=20, hours=8),
    closed_at=START + timedelta(days=22),
    total=Total(14, 2, 15),
    steps=(
        StepRows(
            1, "Memerintahkan Tim untuk melakukan monitoring dan evaluasi kinerja", _MINUTES.allotment, (_MINUTES,)
        ),
        StepRows(
            4,
            "Memerintahkan KABID dan KASI untuk menghimpun data monitoring dan menyusun konsep monitoring dan evaluasi",
            Allotment(10, TimeUnit.HARI),
            (
                _row(_NAMES[0], 10, used=8),
                _row(_NAMES[1], 10, late=2, used=12, rounds=2, is_extended=True),
                _row(_NAMES[2], 10, state=AssignmentState.EXCLUDED),
            ),
            to_come=1,
        ),
        StepRows(
            5,
            "Mengevaluasi data hasil monev dari masing-masing unit kerja sebagai laporan ke Kepala Dinas",
            Allotment(1, TimeUnit.HARI),
            (_row(_NAMES[0], 1, used=0), _row("", 1, is_report=True, is_open=True)),
        ),
        StepRows(7, "Menerima arahan dan melaksanakan arahan Kepala Dinas", Allotment(1, TimeUnit.HARI), (), to_come=4),
    ),
    desks=(DeskTime(DeskKind.UNIT, 2100), DeskTime(DeskKind.KABID, 300), DeskTime(DeskKind.WAITING, 600)),
    day_minutes=450,
)
ARAHAN = "Percepat penanganan aduan dan lengkapi bukti dukung setiap indikator sebelum Triwulan IV berakhir."
ROWS = (
    MatriksRow(
        QUARTER,
        BY_HAND.name,
        1,
        ARAHAN,
        "Menambah petugas piket pengaduan",
        "Petugas piket tiga orang, jadwal ditetapkan",
        "Kasi Layanan Informasi",
        date(2026, 12, 1),
        "APBD Perubahan",
        FollowUpStatus.SELESAI,
        "Surat tugas terbit, petugas sudah bekerja",
        (PHOTO,),
        START + timedelta(days=30),
        replace(KADIS, signed_at=START + timedelta(days=31)),
    ),
    MatriksRow(
        QUARTER,
        BY_HAND.name,
        2,
        ARAHAN,
        "=Melengkapi bukti & <dukung>",
        "Semua indikator berbukti",
        "Staf IKP",
        date(2026, 10, 11),
        "",
        days_overdue=10,
    ),
    MatriksRow(
        QUARTER,
        OTHER.name,
        1,
        "",
        "Menyusun jadwal pemeliharaan server",
        "Jadwal disetujui",
        "Kasi Infrastruktur",
        date(2026, 11, 30),
        "Tenaga teknis",
        FollowUpStatus.SELESAI,
        "Jadwal terlampir",
    ),
)
CARRIED = (
    replace(
        ROWS[1], quarter=Quarter(2026, 2), action="Memperbarui daftar informasi publik", status=FollowUpStatus.PROSES
    ),
)
EARLY = LaporanPaper(
    SHEET,
    QUARTER,
    RECORD,
    sop="Mekanisme Monitoring dan Evaluasi Kinerja Nomor 830/ /IV.16-WK/2021",
    legal_basis=(
        "Peraturan Presiden Nomor 29 Tahun 2014 tentang Sistem Akuntabilitas Kinerja Instansi Pemerintah",
        "Peraturan Menteri PANRB Nomor 53 Tahun 2014",
    ),
    order=Order(
        "001/MONEV/III/2026",
        START,
        KADIS,
        "Monitoring dan evaluasi kinerja Triwulan III",
        ("Koordinasikan", "Laporkan sebelum 21 Oktober"),
    ),
    team=(
        Member(Standing.RESPONSIBLE, KADIS),
        Member(Standing.CHAIR, SEKDIS),
        Member(Standing.MEMBER, Signature("Anggota Tim Monitoring dan Evaluasi 1", "")),
        Member(Standing.SECRETARIAT, KASUBBAG),
    ),
    agreed=(Agreed(BY_HAND.name, "Data aduan diambil dari SP4N-LAPOR."),),
    decisions=(
        Decision(
            DecisionKind.EXCLUDED,
            _NAMES[2],
            "Kabid cuti, data menyusul",
            replace(SEKDIS, signed_at=START + timedelta(14)),
        ),
    ),
    time=replace(TIME, closed_at=None),
    drawn_up_by=KASUBBAG,
    known_by=SEKDIS,
    approved_by=replace(KADIS, signed_at=None),
)
"""The report as step 5 hands it in: no arahan and no plans yet."""
FULL = replace(
    EARLY,
    number="800.1.11/045/IV.16-WK/2026",
    summary="Capaian dinas baik; penanganan aduan membaik.\nSatu unit belum mengirim data.",
    time=TIME,
    directions=(UnitDirected(BY_HAND.name, ARAHAN, KADIS), UnitDirected(OTHER.name, "", KADIS, (PHOTO,))),
    follow_ups=ROWS,
    carried=CARRIED,
    without_plan=(_NAMES[3],),
)
"""The report at the end of the cycle."""
