"""The Kepala Dinas's conversation: the quarter's proposal, the disposisi's fate, the report, directions to units."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from chat_town import CYCLE, QUARTER, START, Phone, Town

from handlers.buttons import UnknownButtonError
from handlers.incoming import Occasion, TimeCame
from handlers.outgoing import Button
from workflow import commands as c
from workflow.cycle import DECIDE, EVALUATE, ORDER, AssignmentState, CycleState, ReceiptState, ReportState
from workflow.office import Holding, HoldingKind
from workflow.refusals import AlreadyReadError, NotARecipientError, NotPermittedError, StepEndedError, UnknownUnitError

IKP, APTIKA = "Bidang Informasi dan Komunikasi Publik", "Bidang Aplikasi Informatika"


def asked(town: Town, code: str = "hendra") -> Phone:
    """Let the time of the quarterly proposal come for that person."""
    phone = town.phone(code)
    town.work(phone, TimeCame(phone.chat_id, 1, phone.person_id, Occasion.PROPOSE_QUARTER), None)
    return phone


def test_the_quarter_is_proposed_with_the_sops_last_day() -> None:
    """The first morning asks once, with the day on which 14 working days end, and three answers."""
    hendra = asked(Town())
    assert "Triwulan III 2026</b> telah berakhir" in hendra.text
    assert "Batas SOP: 14 hari kerja, selesai Rabu, 21 Oktober 2026" in hendra.text
    assert hendra.labels == ["Buat disposisi", "Nanti siang", "Tidak triwulan ini"]
    hendra.taps("Buat disposisi")
    assert "belum terkirim" in hendra.text


def test_coming_in_on_the_morning_of_the_proposal_asks_once() -> None:
    """The greeting is followed by the question itself; when its time comes in the same morning it is not doubled."""
    town = Town()
    hendra = town.phone("hendra").says("/start")
    assert len(hendra.screen) == 2
    assert hendra.labels == ["Buat disposisi", "Nanti siang", "Tidak triwulan ini"]
    asked(town)
    assert len(hendra.screen) == 2
    town.passes(hours=5)
    asked(town)
    assert len(hendra.screen) == 3


@pytest.mark.parametrize(
    ("now", "again", "words"),
    [
        (START, datetime(2026, 10, 1, 6, 0, tzinfo=UTC), "Kamis, 1 Oktober 2026 pukul 13.00 WIB"),
        (START + timedelta(hours=5), datetime(2026, 10, 2, 0, 30, tzinfo=UTC), "Jumat, 2 Oktober 2026 pukul 07.30 WIB"),
        (START + timedelta(days=1, hours=9), datetime(2026, 10, 5, 0, 30, tzinfo=UTC), "Senin, 5 Oktober 2026"),
        (START + timedelta(days=2), datetime(2026, 10, 5, 0, 30, tzinfo=UTC), "Senin, 5 Oktober 2026 pukul 07.30 WIB"),
    ],
)
def test_later_means_after_the_midday_break_or_the_next_opening(now: datetime, again: datetime, words: str) -> None:
    """It is asked again in office hours only, and the answer says when; a second tap sets no second timer."""
    town = Town(now=now)
    hendra = asked(town)
    later = hendra.button("Nanti siang")
    hendra.taps_kept(later)
    assert words in hendra.text
    hendra.taps_kept(later)
    (timer,) = town.records.timers.values()
    assert timer == (again, hendra.person_id, Occasion.PROPOSE_QUARTER)


def test_the_bots_own_question_does_not_follow_the_answer_later() -> None:
    """Who came in early and answered at once is left in peace until the time that was said."""
    town = Town()
    hendra = town.phone("hendra").says("/start")
    hendra.taps("Nanti siang")
    asked(town)
    assert "pukul 13.00 WIB" in hendra.text
    town.passes(hours=5)
    asked(town)
    assert hendra.labels == ["Buat disposisi", "Nanti siang", "Tidak triwulan ini"]


def test_later_may_be_answered_again_when_it_is_asked_at_opening() -> None:
    """Asked again at 07.30 and put off once more, the question comes at 13.00 of the same day."""
    town = Town(now=START + timedelta(hours=5))
    hendra = asked(town).taps("Nanti siang")
    town.passes(hours=18, minutes=30)
    asked(town)
    hendra.taps("Nanti siang")
    assert "Jumat, 2 Oktober 2026 pukul 13.00 WIB" in hendra.text
    assert len(town.records.timers) == 2


def test_not_this_quarter_says_how_to_begin_later() -> None:
    """Declining closes nothing: the way to begin later is named, and works."""
    town = Town()
    hendra = asked(town).taps("Tidak triwulan ini")
    assert "/disposisi" in hendra.text
    assert not town.records.timers
    hendra.says("/disposisi")
    assert "belum terkirim" in hendra.text


def test_a_quarter_that_has_begun_is_not_proposed_again() -> None:
    """Asked again after the disposisi went out, the bot says so, without a sound-worthy question."""
    hendra = asked(Town().ordered())
    assert "sudah berjalan, dengan disposisi 001/MONEV/III/2026" in hendra.text
    assert hendra.labels == ["Status"]


def test_who_is_no_longer_kepala_dinas_is_not_asked() -> None:
    """A timer that was set before a mutasi stays silent."""
    assert asked(Town(), "ratna").screen == []


def test_others_cannot_put_the_question_off() -> None:
    """A forwarded proposal gives nobody a say; a quarter of no calendar is no button of ours."""
    town = Town()
    with pytest.raises(NotPermittedError):
        town.phone("ratna").taps_kept((0, Button("", "1:kd_nanti:2026:3")))
    with pytest.raises(UnknownButtonError):
        town.phone("hendra").taps_kept((0, Button("", "1:kd_tidak:2026:5")))


def test_an_unread_disposisi_is_withdrawn_after_one_more_question() -> None:
    """Its recipients are told, the writer's copy says so, and the way to a new one is there."""
    town = Town().ordered()
    hendra = town.phone("hendra").opens(ORDER)
    assert "Sekretaris Dinas: ✉️ terkirim" in hendra.text
    hendra.taps("Tarik kembali")
    assert "Belum ada yang membacanya" in hendra.text
    assert town.cycle.state is CycleState.RUNNING
    hendra.taps("Ya, tarik kembali")
    assert town.cycle.state is CycleState.WITHDRAWN
    assert "ditarik kembali" in hendra.text
    assert hendra.labels == ["Buat disposisi baru"]
    assert "ditarik kembali oleh" in town.phone("ratna").text


def test_withdrawing_is_refused_once_it_was_read() -> None:
    """The Sekretaris opens it between question and answer: both the old question and the old button refuse."""
    town = Town().ordered()
    hendra = town.phone("hendra").opens(ORDER)
    button = hendra.button("Tarik kembali")
    hendra.taps("Tarik kembali")
    town.phone("ratna").opens(2)
    with pytest.raises(AlreadyReadError):
        hendra.taps("Ya, tarik kembali")
    with pytest.raises(AlreadyReadError):
        hendra.taps_kept(button)
    assert town.cycle.state is CycleState.RUNNING
    assert "Tarik kembali" not in hendra.opens(ORDER).labels


def test_keeping_it_shows_the_disposisi_again() -> None:
    """The answer no goes back to where it came from, and nothing happened."""
    town = Town().ordered()
    hendra = town.phone("hendra").opens(ORDER).taps("Tarik kembali").taps("Tidak jadi")
    assert "Sekretaris Dinas: ✉️ terkirim" in hendra.text
    hendra.taps("Baca disposisi")
    assert "Harap: Proses lebih lanjut" in hendra.text
    assert town.cycle.state is CycleState.RUNNING


def test_a_returned_disposisi_shows_why_and_the_way_to_mend_it() -> None:
    """The reason stands as it was written, and the button leads into the same disposisi, filled in."""
    town = Town().ordered()
    town.does("ratna", c.ReturnDisposisi("Hal <kurang> & keliru"))
    hendra = town.phone("hendra").opens(ORDER)
    assert "dikembalikan Sekretaris Dinas dengan alasan" in hendra.text
    assert "Hal &lt;kurang&gt; &amp; keliru" in hendra.text
    hendra.taps("Perbaiki dan terbitkan lagi")
    assert "Hal: Monitoring dan evaluasi" in hendra.text
    assert "belum terkirim" in hendra.text


def test_a_recipient_who_opens_step_one_sees_the_letter() -> None:
    """Opening it is a recipient's receipt, as anywhere; others are refused."""
    town = Town().ordered()
    assert "Disposisi 001" in town.phone("ratna").opens(ORDER).text
    receipt = next(iter(town.cycle.disposisi[-1].receipts.values()))
    assert receipt.state is ReceiptState.READ
    with pytest.raises(NotARecipientError):
        town.phone("budi").opens(ORDER)


def test_the_report_is_one_screen() -> None:
    """Report, each unit's data with flags and remarks, due time, and a button a unit."""
    town = Town().collecting()
    town.sent("ikp").sent("aptika").sent("statistik")
    ikp, umum = town.unit("ikp"), town.unit("umum")
    town.does("dewi", c.NoteEvaluation(ikp, "Periksa <lagi>"))
    town.does("ratna", c.ProceedWithout(umum, "Server rusak"))
    for unit in ("ikp", "aptika", "statistik"):
        town.does("dewi", c.AcceptData(town.unit(unit), 1))
    town.does("dewi", c.SubmitReport("Capaian <baik> & naik"))
    hendra = town.phone("hendra").opens(DECIDE)
    assert "Capaian &lt;baik&gt; &amp; naik" in hendra.text
    assert f"{IKP}: data diterima Subbag, 1 berkas, 1 catatan" in hendra.text
    assert "Sub Bagian Umum dan Kepegawaian: tanpa data, keputusan Sekretaris" in hendra.text
    assert "4 unit menunggu arahan" in hendra.text
    assert hendra.labels[0] == f"Beri arahan: {IKP}"
    assert hendra.labels[-3:] == ["Sama untuk semua (4 unit)", "Kembalikan ke evaluasi", "Dokumen"]
    hendra.opens(DECIDE, ikp)
    assert "Periksa &lt;lagi&gt;" in hendra.text
    assert hendra.labels == ["Beri arahan", "📎 ikp.xlsx", "Kembali ke laporan"]
    assert "Server rusak" in hendra.opens(DECIDE, umum).text


def test_late_data_are_flagged_to_the_kepala_dinas() -> None:
    """What came after its time says so on the one screen."""
    town = Town().collecting()
    town.passes(days=20)
    for unit in ("ikp", "aptika", "statistik", "umum"):
        town.sent(unit).does("dewi", c.AcceptData(town.unit(unit), 1))
    town.does("dewi", c.SubmitReport("Capaian baik"))
    assert "⚠️ terlambat" in town.phone("hendra").opens(DECIDE).text


def test_a_long_report_is_read_apart() -> None:
    """The list stays on one screen; the report's words come in full in a message of their own."""
    town = Town().evaluated()
    town.does("dewi", c.SubmitReport("Panjang. " * 200))
    hendra = town.phone("hendra").opens(DECIDE)
    assert "Panjang. Panjang." not in hendra.text
    hendra.taps("Baca laporan lengkap")
    assert "Panjang. Panjang." in hendra.text
    assert hendra.taps("Kembali ke laporan").labels[0].startswith("Beri arahan")


def test_a_unit_is_directed_and_the_rest_is_named() -> None:
    """The unit gets the words as written, the writer the list of units left and a copy with receipts."""
    town = Town().reported()
    ikp = town.unit("ikp")
    hendra = town.phone("hendra").opens(DECIDE).taps(f"Beri arahan: {IKP}").taps("Beri arahan")
    hendra.says("Percepat <aduan> & laporkan").taps("Kirim arahan")
    answer, copy = hendra.screen[-2:]
    assert f"Arahan terkirim kepada {IKP}" in answer.text
    assert "Masih menunggu arahan: Bidang Aplikasi Informatika, " in answer.text
    assert f"Beri arahan: {APTIKA}" in answer.labels
    assert "Sama untuk semua (3 unit)" in answer.labels
    assert "Kepala Bidang Informasi dan Komunikasi Publik: ✉️ terkirim" in copy.text
    assert "Percepat &lt;aduan&gt; &amp; laporkan" in town.phone("eko").text
    town.phone("eko").opens(7, ikp)
    assert "👀 dibaca" in copy.text
    assert "Kembalikan ke evaluasi" not in hendra.opens(DECIDE).labels
    assert f"Lihat: {IKP}" in hendra.labels


def test_a_proposed_sentence_is_enough() -> None:
    """One of the three sentences as a button, then send."""
    town = Town().reported()
    hendra = town.phone("hendra").opens(DECIDE, town.unit("ikp")).taps("Beri arahan")
    assert "3. Percepat kegiatan dan penyerapan anggaran yang masih tertinggal." in hendra.text
    hendra.taps("3. Percepat kegiatan dan penyerapan…").taps("Kirim arahan")
    given = town.cycle.direction(DECIDE, town.unit("ikp"))
    assert given is not None
    assert given.text.startswith("Percepat kegiatan")


def test_one_direction_serves_all_that_are_left() -> None:
    """One text for all reaches every unit that still waits, and not the one that has its own."""
    town = Town().reported()
    town.does("hendra", c.GiveDirections((c.UnitDirection(town.unit("ikp"), "Khusus"),)))
    hendra = town.phone("hendra").opens(DECIDE).taps("Sama untuk semua (3 unit)")
    assert IKP not in hendra.text
    hendra.sends("arahan.ogg").files_arrive().taps("Kirim arahan")
    assert "Semua unit sudah menerima arahan" in hendra.text
    texts = {given.unit_id: (given.text, len(given.files)) for given in town.cycle.directions if given.step == DECIDE}
    assert texts == {unit_id: ("Khusus", 0) if unit_id == town.unit("ikp") else ("", 1) for unit_id in texts}
    assert len(texts) == 4


def test_an_old_direction_button_shows_how_the_unit_stands_now() -> None:
    """After the direction went out, its button shows it instead of asking again; a form that was open is refused."""
    town = Town().reported()
    hendra = town.phone("hendra").opens(DECIDE, town.unit("ikp"))
    old = hendra.button("Beri arahan")
    hendra.taps_kept(old).says("Dari formulir")
    town.does("hendra", c.GiveDirections((c.UnitDirection(town.unit("ikp"), "Dari ponsel lain"),)))
    with pytest.raises(StepEndedError):
        hendra.taps("Kirim arahan")
    hendra.taps("Batal").taps_kept(old)
    assert "Tidak ada arahan yang ditunggu" in hendra.toasts[-1]
    assert "Dari ponsel lain" in hendra.text


def test_all_directed_meanwhile_ends_the_form_for_all() -> None:
    """A direction for all is not sent to nobody: the refusal names who directed the units."""
    town = Town().reported()
    hendra = town.phone("hendra").opens(DECIDE).taps("Sama untuk semua (4 unit)").says("Untuk semua")
    town.decided()
    with pytest.raises(StepEndedError):
        hendra.taps("Kirim arahan")


def test_the_report_goes_back_with_a_reason() -> None:
    """The Subbag reads the reason as written; step 5 is owed again and the screen says what is waited for."""
    town = Town().reported()
    hendra = town.phone("hendra").opens(DECIDE).taps("Kembalikan ke evaluasi")
    old = hendra.button("Kembalikan ke evaluasi")
    hendra.says("Sebab <turun> belum ada").taps("Kembalikan ke evaluasi")
    assert "dikembalikan ke Subbag" in hendra.text
    assert town.cycle.reports[-1].state is ReportState.RETURNED
    step_5 = town.cycle.assignment(EVALUATE)
    assert step_5 is not None
    assert step_5.state is AssignmentState.OPEN
    assert "Sebab &lt;turun&gt; belum ada" in town.phone("dewi").text
    hendra.opens(DECIDE)
    assert "menunggu perbaikan Subbag" in hendra.text
    assert "Kembalikan ke evaluasi" not in hendra.labels
    hendra.taps_kept(old)
    assert "tidak lagi dapat dikembalikan" in hendra.toasts[-1]


def test_leaders_look_on_and_units_do_not() -> None:
    """Sekretaris and Subbag see the report without buttons to act; a unit does not see it."""
    town = Town().reported()
    for code in ("ratna", "dewi", "budi"):
        labels = town.phone(code).opens(DECIDE).labels
        assert f"Lihat: {IKP}" in labels
        assert not any("arahan" in label or "Sama" in label or "Kembalikan" in label for label in labels)
    for unit_id in (0, town.unit("ikp")):
        with pytest.raises(NotARecipientError):
            town.phone("eko").opens(DECIDE, unit_id)
    with pytest.raises(NotARecipientError):
        town.phone("eko").taps_kept((0, Button("", f"1:kd_laporan:{CYCLE}")))
    for data in (f"1:kd_arahan:{CYCLE}:0", f"1:kd_kembalikan:{CYCLE}", f"1:kd_isi:{CYCLE}"):
        with pytest.raises(NotPermittedError):
            town.phone("ratna").taps_kept((0, Button("", data)))
    with pytest.raises(UnknownUnitError):
        town.phone("hendra").taps_kept((0, Button("", f"1:kd_arahan:{CYCLE}:99")))


def test_before_the_report_the_kepala_dinas_is_told_that_it_is_not_in() -> None:
    """Opening step 6 too early explains itself."""
    hendra = Town().collecting().phone("hendra").opens(DECIDE)
    assert "belum disampaikan" in hendra.text


def test_a_plh_acts_for_the_kepala_dinas() -> None:
    """While the Kepala Dinas is away, the question and the disposisi are the Plh's."""
    town = Town()
    ratna = town.phone("ratna")
    post = next(post for post in town.office.posts if post.code == "kadis")
    away = Holding(post.id, ratna.person_id, date(2026, 10, 1), date(2026, 10, 9), HoldingKind.PLH)
    town.office = replace(town.office, holdings=(*town.office.holdings, away))
    assert asked(town).screen == []
    asked(town, "ratna").taps("Buat disposisi").taps("Kirim")
    assert "Plh. Kepala Dinas" in ratna.text
    ratna.taps("Kirim sekarang")
    assert town.cycle.disposisi[-1].issued_by.kind is HoldingKind.PLH
    assert town.cycle.quarter == QUARTER
