"""The Subbag's conversation: the evaluation list, accepting and returning, notes, the report."""

from __future__ import annotations

import pytest
from chat_town import PEOPLE, Town

from handlers.outgoing import Style
from workflow import commands as c
from workflow.cycle import COLLECT, COORDINATE, DECIDE, EVALUATE, AssignmentState, Phase, SubmissionState
from workflow.refusals import NotARecipientError, StaleVersionError, SubmissionStateError, UnitsPendingError


def test_the_list_shows_state_flags_and_what_the_report_waits_for() -> None:
    """Late and excluded units are marked; the pending ones are named."""
    town = Town().collecting()
    town.passes(days=20)
    town.sent("ikp")
    town.does("ratna", c.ProceedWithout(town.unit("umum"), "Server rusak"))
    dewi = town.phone("dewi").opens(EVALUATE)
    assert "Publik: dievaluasi Subbag · ⚠️ terlambat" in dewi.text
    assert "⛔ Sub Bagian Umum dan Kepegawaian: tanpa data, keputusan Sekretaris" in dewi.text
    assert "Laporan menunggu: Bidang Informasi dan Komunikasi Publik, Bidang Aplikasi Informatika" in dewi.text
    assert "Lanjut tanpa data unit …" not in dewi.labels
    assert "Lanjut tanpa data unit …" in town.phone("ratna").opens(EVALUATE).labels


def test_a_unit_is_returned_with_a_reason_and_accepted_in_its_second_version() -> None:
    """The unit reads the reason as written; the earlier version's button no longer acts."""
    town = Town().collecting().sent("ikp")
    ikp, dewi = town.unit("ikp"), town.phone("dewi")
    dewi.opens(EVALUATE, ikp)
    old = dewi.button("Terima")
    dewi.taps("Kembalikan").says("Anggaran <turun> & tanpa bukti").taps("Kembalikan")
    assert "Batas perbaikan:" in dewi.text
    gilang = town.phone("gilang").opens(COLLECT, ikp)
    assert "Anggaran &lt;turun&gt; &amp; tanpa bukti" in gilang.text
    town.sent("ikp")
    with pytest.raises(StaleVersionError):
        dewi.taps_kept(old)
    dewi.opens(EVALUATE, ikp).taps("Terima")
    assert "versi 2, diterima" in dewi.text
    assert "Masih ditunggu" in dewi.text


def test_accepting_twice_says_that_it_was_done() -> None:
    """The second tap is refused with who and when, not done again."""
    town = Town().collecting().sent("ikp")
    dewi = town.phone("dewi").opens(EVALUATE, town.unit("ikp"))
    give_back = dewi.button("Kembalikan")
    dewi.taps("Terima").opens(EVALUATE, town.unit("ikp"))
    assert "Keputusan: diterima Subbag, Dewi Contoh" in dewi.text
    assert "Terima" not in dewi.labels
    dewi.taps_kept(give_back).says("Ternyata keliru").taps("Kembalikan")
    with pytest.raises(SubmissionStateError):
        dewi.taps_kept(give_back).says("Dua kali").taps("Kembalikan")


def test_notes_of_tim_and_subbag_are_shown_to_both_and_not_to_the_unit() -> None:
    """A remark is kept with its author; the unit's own view does not carry it."""
    town = Town().collecting().sent("ikp")
    ikp = town.unit("ikp")
    town.phone("budi").opens(COORDINATE, ikp).taps("Catatan evaluasi").says("Naik 30% <tanpa> sebab")
    town.phone("budi").taps("Simpan catatan")
    dewi = town.phone("dewi").opens(EVALUATE, ikp)
    assert "Naik 30% &lt;tanpa&gt; sebab" in dewi.text
    assert "Budi Contoh" in dewi.text
    gilang = town.phone("gilang").opens(EVALUATE, ikp)
    assert "Naik 30%" not in gilang.text
    assert "K-0901" in gilang.text


def test_the_report_is_asked_when_all_units_are_settled_and_goes_up() -> None:
    """With the last acceptance the button appears; words and a file go to the Kepala Dinas."""
    town = Town().collecting()
    dewi = town.phone("dewi")
    for unit in PEOPLE:
        town.sent(unit)
        dewi.opens(EVALUATE, town.unit(unit)).taps("Terima")
    dewi.taps("Susun laporan dan sampaikan").says("Rata-rata 96,4%").sends("laporan.docx").files_arrive()
    dewi.taps("Sampaikan ke Kepala Dinas")
    assert "tersampaikan ke Kepala Dinas" in dewi.text
    assert len(town.cycle.reports[-1].files) == 1
    owed = town.cycle.assignment(DECIDE, town.unit("ikp"))
    assert owed is not None
    assert owed.state is AssignmentState.OPEN
    assert "Laporan versi 1 sudah disampaikan Dewi Contoh" in dewi.opens(EVALUATE).text


def test_a_report_button_before_its_time_names_the_pending_units() -> None:
    """A kept button is refused while a returned unit is still out."""
    town = Town().evaluated()
    dewi = town.phone("dewi").opens(EVALUATE)
    report = dewi.button("Susun laporan dan sampaikan")
    town.does("dewi", c.ReturnData(town.unit("ikp"), 1, "Perlu diperbaiki"))
    with pytest.raises(UnitsPendingError) as refused:
        dewi.taps_kept(report)
    assert refused.value.unit_ids == (town.unit("ikp"),)


def test_a_returned_report_shows_its_reason() -> None:
    """The Kepala Dinas's reason stands above the list and the new report's question."""
    town = Town().reported()
    town.does("hendra", c.ReturnReport("Tambahkan <serapan> & efisiensi"))
    dewi = town.phone("dewi").opens(EVALUATE)
    assert "Tambahkan &lt;serapan&gt; &amp; efisiensi" in dewi.text
    dewi.taps("Susun laporan dan sampaikan")
    assert "Tambahkan &lt;serapan&gt; &amp; efisiensi" in dewi.text


def test_a_unit_that_has_not_sent_shows_its_own_state() -> None:
    """Opening a unit without data says where it stands, with nothing to accept."""
    town = Town().collecting()
    dewi = town.phone("dewi").opens(EVALUATE, town.unit("ikp"))
    assert "mengumpulkan data" in dewi.text
    assert "Terima" not in dewi.labels


def test_units_do_not_see_the_list_of_all() -> None:
    """The evaluation of all units is not for a unit's own people."""
    town = Town().collecting()
    with pytest.raises(NotARecipientError):
        town.phone("gilang").opens(EVALUATE)
    owed = town.cycle.assignment(COLLECT, town.unit("ikp"))
    assert owed is not None
    assert owed.phase is Phase.FILLING


def test_accepting_leaves_the_version_accepted() -> None:
    """What the button did stands in the cycle."""
    town = Town().collecting().sent("ikp")
    town.phone("dewi").opens(EVALUATE, town.unit("ikp")).taps("Terima")
    latest = town.cycle.submission(town.unit("ikp"))
    assert latest is not None
    assert latest.state is SubmissionState.ACCEPTED


def test_the_list_and_the_acceptance_lead_to_what_waits_next() -> None:
    """What waits for the Subbag is green; after one unit is accepted the next is one tap away."""
    town = Town().collecting().sent("ikp").sent("aptika")
    dewi = town.phone("dewi").opens(EVALUATE)
    green = [button.label for row in dewi.last.message.rows for button in row if button.style is Style.USUAL]
    assert green == ["▶️ Bidang Informasi dan Komunikasi Publik", "▶️ Bidang Aplikasi Informatika"]
    dewi.taps(green[0]).taps("Terima").taps("Berikutnya: Bidang Aplikasi Informatika")
    assert "Evaluasi Triwulan III 2026: Bidang Aplikasi Informatika" in dewi.text
