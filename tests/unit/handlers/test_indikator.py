"""/indikator in the chat: seen by everybody, handed out and taken in by those who keep the list."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from chat_town import Phone, Town

from handlers.buttons import StaleButtonError
from handlers.conversations import IndicatorUpload
from handlers.texts import indikator as texts
from workflow.cycle import Cycle, CycleState
from workflow.files import FileFault
from workflow.indicator_columns import SheetColumn
from workflow.indicator_plan import PlannedIndicator
from workflow.indicator_reading import (
    FindingKind,
    IndicatorReading,
    IndicatorsJob,
    PastQuarter,
    ReadIndicator,
    SheetFinding,
)
from workflow.indicators import Indicator, Reported
from workflow.office import Person
from workflow.papers.indicator_list import IndicatorListPaper
from workflow.papers.kinds import PaperKind
from workflow.quarter import Quarter
from workflow.readings import Fault
from workflow.work import WorkFault
from workflow.workbook_reading import WorkbookFault

D = Decimal
FILE = "PK <2026>.xlsx"
KEEPER = "dewi"
"""Kepala Sub Bagian Perencanaan dan Keuangan."""


def indicator(unit_id: int, code: str, name: str, target: int = 90) -> Indicator:
    targets = (D(target), D(target), D(target), D(target))
    return Indicator(unit_id, 2026, code, "Sasaran", name, "%", targets=targets, target_year=D(target))


def reading(*indicators: Indicator, past: tuple[PastQuarter, ...] = ()) -> IndicatorReading:
    rows = (ReadIndicator(number, PlannedIndicator(each), past) for number, each in enumerate(indicators, start=6))
    return IndicatorReading(2026, rows=tuple(rows))


def first_list(town: Town) -> IndicatorReading:
    ikp, aptika = town.unit("ikp"), town.unit("aptika")
    return reading(indicator(ikp, "IKP-01", "Permohonan <dijawab>"), indicator(aptika, "AP-01", "Indeks", 80))


def uploaded(town: Town, result: object, code: str = KEEPER) -> Phone:
    """Let someone send a list, and let it be read."""
    phone = town.phone(code).says("/indikator").taps(texts.UPLOAD).sends(FILE).files_arrive()
    return phone.work_ends(result)


def taken_in(town: Town, result: IndicatorReading) -> Phone:
    return uploaded(town, result).taps(texts.APPLY)


def closed(quarter: int) -> Cycle:
    now = datetime(2026, 4, 1, 1, tzinfo=UTC)
    return Cycle(90 + quarter, 1, Quarter(2026, quarter), "sop", 1, CycleState.CLOSED, now, (1, 2, 3, 4))


def test_an_office_without_indicators_is_told_how_to_begin():
    """Two buttons: the template, and the upload."""
    phone = Town().phone(KEEPER).says("/indikator")
    assert "Belum ada indikator untuk tahun 2026" in phone.text
    assert phone.labels[:2] == [texts.DOWNLOAD_EMPTY, texts.UPLOAD]


def test_the_template_goes_out_as_a_workbook():
    """With the office's units, ready to be filled in."""
    phone = Town().phone(KEEPER).says("/indikator").taps(texts.DOWNLOAD_EMPTY)
    printed = phone.last.message.paper
    assert printed is not None
    assert (printed.kind, printed.file_name) == (PaperKind.INDICATOR_TEMPLATE, "Format indikator 2026.xlsx")
    assert isinstance(printed.paper, IndicatorListPaper)
    assert [unit.code for unit in printed.paper.units] == ["ikp", "aptika", "statistik", "umum"]
    assert printed.paper.listed == ()


def test_a_list_is_read_outside_shown_and_only_then_kept():
    """From "Mengambil berkas" to "tersimpan" it is one message; nothing is kept before the tap."""
    town = Town()
    phone = town.phone(KEEPER).says("/indikator").taps(texts.UPLOAD).sends(FILE)
    assert phone.text == str(texts.FETCHING)
    phone.files_arrive()
    assert phone.text == str(texts.CHECKING)
    (job,) = town.records.jobs.values()
    assert isinstance(job.given, IndicatorsJob)
    assert job.given.year == 2026
    waiting = phone.last
    phone.work_ends(first_list(town))
    assert phone.last is waiting
    assert "PK &lt;2026&gt;.xlsx" in phone.text
    assert "2 baru, 0 berubah, 0 dihentikan, 0 tetap" in phone.text
    assert "Permohonan &lt;dijawab&gt;" in phone.text
    assert town.records.imports == []
    phone.taps(texts.APPLY)
    assert "Indikator tahun 2026 tersimpan" in phone.text
    assert phone.conversation is None
    ((came, addition),) = town.records.imports
    assert (came.year, came.from_quarter, came.file_name, came.person_id) == (2026, 1, FILE, phone.person_id)
    assert len(addition.versions) == 2


def test_a_change_is_shown_field_by_field():
    """From the old value to the new one, with what is added, dropped and left."""
    town = Town()
    taken_in(town, first_list(town))
    ikp, aptika = town.unit("ikp"), town.unit("aptika")
    changed = reading(
        indicator(ikp, "IKP-01", "Permohonan <dijawab>", 95),
        indicator(aptika, "AP-02", "Baru"),
    )
    phone = uploaded(town, changed)
    assert "1 baru, 1 berubah, 1 dihentikan, 0 tetap" in phone.text
    assert "Target TW III 90% → 95%" in phone.text
    assert "Target tahun 90% → 95%" in phone.text


def test_another_quarter_may_be_chosen_and_old_quarters_keep_their_values():
    """From triwulan IV on: I to III stay as they were."""
    town = Town()
    taken_in(town, first_list(town))
    ikp, aptika = town.unit("ikp"), town.unit("aptika")
    raised = reading(indicator(ikp, "IKP-01", "Permohonan <dijawab>", 95), indicator(aptika, "AP-01", "Indeks", 80))
    phone = uploaded(town, raised).taps("Mulai TW IV")
    assert "● Mulai TW IV" in phone.labels
    assert "Target TW IV 90% → 95%" in phone.text
    phone.taps(texts.APPLY)
    (third,), (fourth,) = (town.records.indicators(ikp, Quarter(2026, quarter)) for quarter in (3, 4))
    assert third.target_year == D(90)
    assert fourth.targets == (D(90), D(90), D(90), D(95))


def test_settled_quarters_are_named_and_left_alone():
    """Triwulan I and II are closed: the list holds from III on, and says so."""
    town = Town()
    town.records.cycles = {91: closed(1), 92: closed(2)}
    phone = uploaded(town, first_list(town))
    assert "data sampai Triwulan II sudah diterima, jadi berlaku mulai Triwulan III" in phone.text
    phone.taps(texts.APPLY)
    assert town.records.indicators(town.unit("ikp"), Quarter(2026, 2)) == ()
    assert len(town.records.indicators(town.unit("ikp"), Quarter(2026, 3))) == 1


def test_what_is_wrong_is_said_cell_by_cell_and_the_file_may_be_sent_again():
    """Nothing can be applied; the next file takes the place of this one."""
    town = Town()
    good = first_list(town)
    finding = SheetFinding(
        FindingKind.NOT_A_NUMBER, 7, SheetColumn.TARGET_2, "K7", "Indeks", "sembilan", fault=Fault.WORDS
    )
    phone = uploaded(town, replace(good, findings=(finding,)))
    assert "Baris 7, kolom Target TW II (&#34;Indeks&#34;): &#34;sembilan&#34; bukan angka." in phone.text
    assert "2 indikator terbaca, 1 hal perlu diperbaiki" in phone.text
    assert phone.labels == [texts.LEAVE]
    phone.sends(FILE, "lain").files_arrive().work_ends(good)
    assert texts.APPLY in phone.labels


def test_an_indicator_that_cannot_be_reckoned_is_an_error():
    """Without a target nothing comes of it."""
    town = Town()
    bare = replace(indicator(town.unit("ikp"), "A", "Tanpa target"), targets=(None, None, None, None))
    phone = uploaded(town, reading(bare))
    assert "Baris 6 (&#34;Tanpa target&#34;): belum ada target triwulan." in phone.text
    assert texts.APPLY not in phone.labels


def test_warnings_stand_beside_the_preview():
    """They may be meant so."""
    town = Town()
    odd = replace(indicator(town.unit("ikp"), "A", "Aneh"), target_year=D(99))
    phone = uploaded(town, reading(odd))
    assert "target tahun 99 tidak sama dengan target triwulan terakhir, yaitu 90" in phone.text
    assert texts.APPLY in phone.labels


@pytest.mark.parametrize("fault", list(WorkbookFault))
def test_every_refused_file_says_why(fault: WorkbookFault):
    """And the chat still waits for another."""
    phone = uploaded(Town(), IndicatorReading(2026, fault))
    assert "belum dapat dipakai" in phone.text
    assert phone.labels == [texts.LEAVE]
    assert isinstance(phone.conversation, IndicatorUpload)


@pytest.mark.parametrize("fault", list(WorkFault))
def test_work_that_fails_says_so(fault: WorkFault):
    """The chat still waits for another file."""
    town = Town()
    phone = town.phone(KEEPER).says("/indikator").taps(texts.UPLOAD).sends(FILE).files_arrive()
    phone.work_ends(fault=fault)
    assert "belum dapat dipakai" in phone.text
    assert isinstance(phone.conversation, IndicatorUpload)


def test_a_file_that_is_no_workbook_is_not_read():
    """A photo of the list is of no use here."""
    town = Town()
    phone = town.phone(KEEPER).says("/indikator").taps(texts.UPLOAD).sends("pk.jpg").files_arrive()
    assert phone.text == str(texts.NO_WORKBOOK)
    assert town.records.jobs == {}


def test_a_file_that_cannot_be_fetched_is_told():
    """With the same words as everywhere."""
    phone = Town().phone(KEEPER).says("/indikator").taps(texts.UPLOAD).sends(FILE)
    phone.file_fails(FileFault.MACROS)
    assert "makro" in phone.text


def test_the_same_list_again_changes_nothing():
    """There is nothing to apply."""
    town = Town()
    taken_in(town, first_list(town))
    phone = uploaded(town, first_list(town))
    assert "Tidak ada yang berubah" in phone.text
    assert texts.APPLY not in phone.labels


def test_what_would_change_otherwise_by_now_is_shown_again():
    """Somebody else took in a list between preview and tap."""
    town = Town()
    phone = uploaded(town, first_list(town))
    elsewhere = Town()
    taken_in(elsewhere, reading(indicator(elsewhere.unit("ikp"), "IKP-01", "Nama lain")))
    town.records.add_indicators(*elsewhere.records.imports[0])
    phone.taps(texts.APPLY)
    assert phone.toasts == [texts.CHANGED_SINCE]
    assert len(town.records.imports) == 1
    phone.taps(texts.APPLY)
    assert len(town.records.imports) == 2


def test_past_figures_come_with_the_list():
    """What was realised before Monev is kept by quarter."""
    town = Town()
    past = (PastQuarter(1, Reported(D(88), D(1_000_000))),)
    phone = uploaded(town, reading(indicator(town.unit("ikp"), "IKP-01", "Permohonan"), past=past))
    assert "1 isian triwulan sebelum memakai Monev" in phone.text
    phone.taps(texts.APPLY)
    assert town.records.past_figures(town.unit("ikp"), 2026) == {"IKP-01": {1: Reported(D(88), D(1_000_000))}}


def test_everybody_sees_units_indicators_and_history():
    """A Staf opens a unit and an indicator, and can change nothing."""
    town = Town()
    taken_in(town, first_list(town))
    phone = town.phone("gilang").says("/indikator")
    assert "Bidang Informasi dan Komunikasi Publik: 1 indikator" in phone.text
    assert not {texts.UPLOAD, texts.DOWNLOAD} & set(phone.labels)
    phone.taps("Bidang Informasi dan Komunikasi Publik (1)").taps("1")
    assert "Permohonan &lt;dijawab&gt;" in phone.text
    assert "Target TW III: 90%" in phone.text
    assert "Riwayat" in phone.text
    assert "PK &lt;2026&gt;.xlsx" in phone.text
    assert "Dewi Contoh" in phone.text


def test_history_says_what_each_import_changed():
    """Two imports, the second with its change."""
    town = Town()
    taken_in(town, first_list(town))
    ikp, aptika = town.unit("ikp"), town.unit("aptika")
    taken_in(
        town,
        reading(indicator(ikp, "IKP-01", "Permohonan <dijawab>", 95), indicator(aptika, "AP-01", "Indeks", 80)),
    )
    phone = town.phone(KEEPER).says("/indikator").taps("Bidang Informasi dan Komunikasi Publik (1)").taps("1")
    assert phone.text.count("berlaku mulai TW") == 2
    assert "Target tahun 90% → 95%" in phone.text


def test_only_keepers_may_upload():
    """A forged tap of somebody else is answered politely."""
    town = Town()
    kept = town.phone(KEEPER).says("/indikator").button(texts.UPLOAD)
    phone = town.phone("gilang").taps_kept(kept)
    assert phone.text == str(texts.NOT_ALLOWED)
    assert phone.conversation is None


def test_an_admin_keeps_the_list_too():
    """Also one without a post."""
    town = Town()
    admin = Person(90, "sinta", "Sinta Contoh", is_admin=True)
    town.office = replace(town.office, persons=(*town.office.persons, admin))
    town.phones[90] = Phone(town, 90)
    town.records.chat_of[90] = town.phones[90].chat_id
    assert texts.UPLOAD in town.phones[90].says("/indikator").labels


def test_text_while_a_file_is_awaited_is_answered():
    """It says what is awaited; /batal leaves."""
    phone = Town().phone(KEEPER).says("/indikator").taps(texts.UPLOAD).says("halo")
    assert phone.text == str(texts.FILE_WANTED)
    phone.says("/batal")
    assert phone.conversation is None


def test_an_upload_left_half_way_is_offered_again():
    """The preview shows once more, and can be applied."""
    town = Town()
    phone = uploaded(town, first_list(town))
    phone.says("/tugas").says("/indikator").taps(texts.UPLOAD)
    assert "unggahan daftar indikator" in phone.text
    phone.taps("Lanjutkan yang tadi").taps(texts.APPLY)
    assert len(town.records.imports) == 1


def test_the_preview_s_old_buttons_do_nothing_after_it_was_applied():
    """They belong to an upload that is over."""
    town = Town()
    phone = uploaded(town, first_list(town))
    kept = phone.button(texts.APPLY)
    phone.taps(texts.APPLY)
    with pytest.raises(StaleButtonError):
        phone.taps_kept(kept)
    assert len(town.records.imports) == 1


def test_next_year_s_list_can_be_prepared():
    """The keeper may open next year; its template carries that year."""
    phone = Town().phone(KEEPER).says("/indikator").taps("Tahun 2027").taps(texts.DOWNLOAD_EMPTY)
    printed = phone.last.message.paper
    assert printed is not None
    assert printed.paper.year == 2027
