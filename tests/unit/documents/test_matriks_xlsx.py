"""The matrix of follow-ups as a workbook: to be filtered, filled in and counted."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from office_figures import KADIS, KASUBBAG, SHEET
from recalculated import differences, formulas, needs_libreoffice, reckoned, written

from documents.assets import Assets
from documents.matriks_xlsx import STATUSES, drawn
from documents.spec import read
from storage.codec import encode
from workflow.cycle import FollowUpStatus
from workflow.papers.kinds import PaperKind
from workflow.papers.matriks import MatriksPaper, MatriksRow
from workflow.papers.records import Evidence
from workflow.quarter import Quarter

QUARTER = Quarter(2026, 3)
OPEN = MatriksRow(
    QUARTER,
    "Bidang Aplikasi Informatika",
    1,
    "=arahan yang mirip rumus",
    "+Menambah petugas piket layanan aduan pada jam sibuk",
    "Waktu penanganan di bawah 8 jam",
    "Kasi Layanan",
    date(2026, 10, 1),
    "@anggaran perubahan",
    days_overdue=20,
)
DONE = replace(
    OPEN,
    number=2,
    status=FollowUpStatus.SELESAI,
    note="Tiga petugas ditambah",
    evidence=(Evidence("-surat tugas.pdf", "pdf", 9000, "3fa9c1d2"),),
    verified_by=replace(KADIS, signed_at=datetime(2026, 10, 12, 2, tzinfo=UTC)),
    self_verified=True,
    days_overdue=0,
)
CARRIED = replace(
    OPEN, quarter=Quarter(2026, 2), status=FollowUpStatus.PROSES, arahan="", returned_reason="kurang bukti"
)
PAPER = MatriksPaper(SHEET, QUARTER, (OPEN, DONE), (CARRIED,), ("Bidang Statistik",), KASUBBAG, KADIS)


def matrix(paper: MatriksPaper = PAPER) -> bytes:
    """Return the workbook."""
    return drawn(paper, Assets())


def test_every_row_has_its_status_from_a_list() -> None:
    """Four words and no other; the rows can be filtered."""
    sheet = formulas(matrix())["Tindak lanjut"]
    (rule,) = sheet.data_validations.dataValidation
    assert rule.formula1 == '"' + ",".join(STATUSES.values()) + '"'
    assert [area.size["rows"] for area in rule.sqref.ranges] == [len(PAPER.rows)]
    assert sheet.auto_filter.ref


def test_what_people_wrote_stays_text() -> None:
    """Also where it begins like a formula."""
    book = formulas(matrix())
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    for text in (OPEN.arahan, OPEN.action, OPEN.resources, "-surat tugas.pdf (3fa9c1d2)"):
        assert all(cell.data_type == "s" and cell.quotePrefix for cell in cells if cell.value == text)
        assert any(cell.value == text for cell in cells)
    assert all(cell.value.startswith(("=COUNTIF(", "=SUM(")) for cell in cells if cell.data_type == "f")


def test_days_are_days_and_what_is_late_says_so() -> None:
    """A due day can be sorted by; lateness and self-verification are told."""
    sheet = written(matrix())["Tindak lanjut"]
    values = [cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert datetime(2026, 10, 1) in values  # noqa: DTZ001 # a spreadsheet's days have no zone
    assert "Terlambat 20 hari." in values
    assert any("diverifikasi oleh pelapornya sendiri" in str(value) for value in values)
    assert "Belum mengirim rencana: Bidang Statistik." in values


def test_what_is_left_of_earlier_quarters_stands_on_a_sheet_of_its_own() -> None:
    """With its quarter, why it came back, and what was said without words."""
    values = [cell.value for row in written(matrix())["Masih terbuka"].iter_rows() for cell in row if cell.value]
    assert any("TW II 2026" in str(value) for value in values)
    assert "(disampaikan lisan atau melalui berkas)" in values
    assert any("Dikembalikan: kurang bukti" in str(value) for value in values)


def test_without_a_plan_it_says_so() -> None:
    """No empty table, no list over nothing; and the same bytes each time."""
    empty = replace(PAPER, rows=(), carried=())
    values = [cell.value for row in written(matrix(empty))["Tindak lanjut"].iter_rows() for cell in row if cell.value]
    assert "Belum ada rencana tindak lanjut." in values
    assert matrix() == matrix()


def test_it_waits_in_the_outbox_as_its_data() -> None:
    """What is drawn from the stored description is the same file."""
    spec = read(f'{{"kind":"{PaperKind.FOLLOW_UPS_EXCEL}","data":{encode(PAPER)}}}')
    assert spec.draw(Assets()) == matrix()


@needs_libreoffice
def test_libreoffice_counts_the_same(tmp_path: Path) -> None:
    """The counts follow the statuses."""
    book = matrix()
    assert differences(written(book), reckoned(book, tmp_path)) == []
