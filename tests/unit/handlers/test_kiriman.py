"""An uploaded workbook: read outside, its figures in the draft, small faults mended by a button, sent with its file."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from chat_town import Phone
from figure_town import latest, town_with_indicators

from handlers.conversations import FigureDraft
from workflow.cycle import COLLECT, IndicatorReport
from workflow.filling import Field
from workflow.papers.kinds import PaperKind
from workflow.papers.unit_workbook import UnitWorkbook
from workflow.readings import Doubt, Expected, Fault
from workflow.work import WorkFault, WorkKind
from workflow.workbook_reading import (
    Finding,
    FindingKind,
    HeaderFinding,
    HeaderKind,
    Offered,
    ReadRow,
    Severity,
    UnitWorkbookJob,
    WorkbookFault,
    WorkbookReading,
    refusal,
)

DOUBT = Finding(
    FindingKind.AMBIGUOUS,
    Severity.DOUBT,
    "aduan",
    "Waktu rata-rata penanganan aduan",
    row=9,
    sheet="Isian",
    cell="F9",
    column="Realisasi",
    field=Field.REALISASI,
    text="1.234",
    doubt=Doubt.MARK,
    offered=(Offered(Decimal(1234)), Offered(Decimal("1.234"))),
    expected=Expected.of("jam"),
)
WORDS = replace(
    DOUBT,
    kind=FindingKind.NOT_A_NUMBER,
    severity=Severity.ERROR,
    code="konten",
    name="Jumlah konten informasi publik",
    row=8,
    cell="F8",
    text="sembilan",
    doubt=None,
    fault=Fault.WORDS,
    offered=(),
    expected=Expected.of("konten"),
)
READ = WorkbookReading(
    rows=(
        ReadRow(7, IndicatorReport("layanan", Decimal(75))),
        ReadRow(8, IndicatorReport("konten", None, Decimal(30_000_000))),
        ReadRow(9, IndicatorReport("aduan", faktor_pendorong="Petugas & jalur <baru>")),
        ReadRow(10, IndicatorReport("opini", Decimal(4))),
    ),
    findings=(WORDS, DOUBT),
)


def uploads(name: str = "data-ikp.xlsx", content: str = "isi") -> Phone:
    """Let the Staf send a workbook from the screen of the task."""
    town = town_with_indicators()
    gilang = town.phone("gilang").opens(COLLECT, town.unit("ikp")).taps("Kirim data")
    return gilang.sends(name, content).files_arrive()


def test_a_workbook_is_read_outside_and_answered_in_the_same_message() -> None:
    """At once that it is being read; then what it held, what is not clear, and the buttons that mend it."""
    town = town_with_indicators()
    gilang = town.phone("gilang").opens(COLLECT, town.unit("ikp")).taps("Kirim data")
    assert "Kirim berkas Excel" in gilang.text
    gilang.sends("data-ikp.xlsx")
    before = len(gilang.screen)
    gilang.files_arrive()
    assert "⏳ Memeriksa berkas…" in gilang.text
    assert "data-ikp.xlsx · Excel" in gilang.text
    job = next(iter(town.records.jobs.values()))
    assert job.kind is WorkKind.READ_UNIT_WORKBOOK
    assert isinstance(job.given, UnitWorkbookJob)
    assert [each.code for each in job.given.indicators] == ["layanan", "konten", "aduan", "opini"]
    gilang.work_ends(READ)
    assert len(gilang.screen) == before + 1
    marked = gilang.screen[-1]
    assert "2 temuan ditandai" in marked.text
    assert marked.message.paper is not None
    assert marked.message.paper.file_name == "data-ikp-ditandai.xlsx"
    gilang.newest = gilang.screen[-2]
    assert "✅ 2 dari 4 indikator terbaca." in gilang.text
    assert "Nomor kiriman <b>K-0001</b>" in gilang.text
    assert "❗ Baris 8, kolom Realisasi" in gilang.text
    assert "bukan angka" in gilang.text
    assert gilang.labels[:2] == ["Perbaiki baris 8", "Perbaiki baris 9"]
    assert "Kirim ke Kabid" not in gilang.labels


def test_small_faults_are_mended_by_button_and_sent_with_the_original_file() -> None:
    """A typed number for the word, a choice for the doubt; the version has the file as it came."""
    gilang = uploads().work_ends(READ)
    gilang.taps("Perbaiki baris 8").says("9")
    assert "✅ Realisasi 9 konten." in gilang.text
    gilang.taps("Lanjut ke 3/4").taps("1,234")
    gilang.taps("Periksa dan kirim").taps("Kirim ke Kabid")
    sent = latest(gilang.town)
    assert [each.realisasi for each in sent.figures] == [Decimal(75), Decimal(9), Decimal("1.234"), Decimal(4)]
    assert sent.figures[1].realisasi_anggaran == Decimal(30_000_000)
    assert sent.figures[2].faktor_pendorong == "Petugas & jalur <baru>"
    (file_id,) = sent.files
    assert gilang.town.records.files[file_id].name == "data-ikp.xlsx"
    assert "data-ikp.xlsx · Excel" in gilang.text


def test_a_workbook_of_another_quarter_is_used_only_when_it_is_meant() -> None:
    """It asks; until then no figure is taken, and a no leaves all as it was."""
    other = HeaderFinding(HeaderKind.OTHER_QUARTER, "Triwulan II 2026", "Triwulan III 2026")
    gilang = uploads().work_ends(replace(READ, header=(other,)))
    assert "Berkas ini untuk Triwulan II 2026" in gilang.text
    gilang.taps("Tidak, jangan dipakai")
    assert isinstance(gilang.conversation, FigureDraft)
    assert gilang.conversation.reports == ()
    assert gilang.conversation.workbook == 0
    gilang.sends("lagi.xlsx").files_arrive().work_ends(replace(READ, header=(other,))).taps("Ya, pakai angkanya")
    assert "✅ 2 dari 4 indikator terbaca." in gilang.screen[-2].text


def test_what_is_refused_changes_nothing() -> None:
    """Another unit's workbook, and one that could not be read in time: said plainly, with what to do."""
    gilang = uploads().work_ends(refusal(WorkbookFault.OTHER_UNIT, "Bidang Aptika", "Bidang IKP"))
    assert "milik unit lain: Bidang Aptika. Yang diminta Bidang IKP." in gilang.text
    gilang.sends("lama.xlsx").files_arrive().work_ends(fault=WorkFault.TIME)
    assert "terlalu lama dibaca" in gilang.text
    assert isinstance(gilang.conversation, FigureDraft)
    assert gilang.conversation.reports == ()


def test_a_workbook_that_is_none_of_ours_may_be_evidence() -> None:
    """It is offered as evidence of an indicator instead."""
    gilang = uploads("daftar-hadir.xlsx").work_ends(refusal(WorkbookFault.NO_TABLE))
    assert "Bila berkas ini bukti dukung" in gilang.text
    gilang.taps("2")
    assert "menjadi bukti: Jumlah konten" in gilang.text


def test_a_second_upload_keeps_what_was_answered_in_chat() -> None:
    """What the new workbook has counts; what it leaves blank and chat answered stands."""
    gilang = uploads().work_ends(READ).taps("Perbaiki baris 8").says("9").taps("Daftar indikator").taps("Unggah ulang")
    assert "Kirim berkas Excel yang sudah diisi sekarang" in gilang.text
    rows = (ReadRow(7, IndicatorReport("layanan", Decimal(78))), ReadRow(8, IndicatorReport("konten")))
    gilang.sends("baru.xlsx", "lain").files_arrive().work_ends(WorkbookReading(rows=rows))
    draft = gilang.conversation
    assert isinstance(draft, FigureDraft)
    assert [(each.code, each.realisasi) for each in draft.reports[:2]] == [
        ("layanan", Decimal(78)),
        ("konten", Decimal(9)),
    ]
    assert gilang.town.records.files[draft.workbook].name == "baru.xlsx"


def test_a_result_that_nobody_waits_for_is_passed_over() -> None:
    """The draft was left while its workbook was read."""
    gilang = uploads().taps("Batal").taps("Buang isian")
    before = len(gilang.screen)
    gilang.work_ends(READ)
    assert len(gilang.screen) == before
    assert gilang.conversation is None


def test_a_file_out_of_the_blue_becomes_the_units_data() -> None:
    """What it is for is asked; then it is read like any other."""
    town = town_with_indicators()
    gilang = town.phone("gilang").sends("data.xlsx").files_arrive()
    gilang.taps("Data Triwulan III: Bidang Informasi dan Komunikasi Publik"[:60])
    assert "⏳ Memeriksa berkas…" in gilang.text
    gilang.work_ends(READ)
    assert "✅ 2 dari 4 indikator terbaca." in gilang.screen[-2].text


def test_the_workbook_is_handed_over_with_what_is_filled_in_already() -> None:
    """The format is the unit's own; a file that comes back after it needs no question."""
    town = town_with_indicators()
    gilang = town.phone("gilang").opens(COLLECT, town.unit("ikp")).taps("Unduh format Excel")
    printed = gilang.last.message.paper
    assert printed is not None
    assert printed.kind is PaperKind.UNIT_WORKBOOK
    assert printed.file_name == "Data-ikp-TW3-2026.xlsx"
    assert isinstance(printed.paper, UnitWorkbook)
    assert [each.indicator.code for each in printed.paper.records] == ["layanan", "konten", "aduan", "opini"]
    assert "4 indikator" in gilang.text
    gilang.sends("Data-ikp-TW3-2026.xlsx").files_arrive()
    assert "⏳ Memeriksa berkas…" in gilang.text


def test_an_office_without_indicators_sends_files_as_before() -> None:
    """Another unit of the same office has none: the form of files and words stays."""
    town = town_with_indicators()
    joko = town.phone("joko").opens(COLLECT, town.unit("aptika"))
    assert "Isi di sini satu per satu" not in joko.labels
    joko.taps("Kirim data").sends("data.xlsx").files_arrive().taps("Kirim ke Kabid")
    assert "versi 1" in joko.text
    assert not town.records.jobs
