"""Who is told what of an act, with which button, and who is left alone."""

from __future__ import annotations

from dataclasses import replace

import pytest
from fake_records import (
    APTIKA,
    IKP,
    ITEM,
    PERSONS,
    QUARTER,
    UNITS,
    Town,
    buttons,
    disposisi,
    heard,
    messages,
    person,
    post,
    verbs_of,
)

from handlers import verbs
from handlers.outgoing import Message, Priority, ToChat
from workflow import commands as c
from workflow.cycle import Secrecy

EVERYONE = tuple(known.code for known in PERSONS)


def told(desk: object) -> set[str]:
    """Return who got a notice."""
    return {code for code in EVERYONE if heard(desk, code)}  # type: ignore[arg-type]


def only(desk: object, code: str) -> Message:
    """Return the one notice to that person."""
    notices = heard(desk, code)  # type: ignore[arg-type]
    assert len(notices) == 1
    return notices[0]


def test_the_sekretaris_gets_the_disposisi_with_the_button_that_does_it() -> None:
    """A disposisi reaches the Sekretaris in full, with the time that runs; others are to read and receive it."""
    desk = Town().ordered()
    letter = only(desk, "sekdis")
    assert "Isi catatan" in letter.text
    assert "2026 pukul 10.00 WIB" in letter.text
    assert verbs_of(letter) == [("sek_terima", ("1",)), ("sek_kembalikan", ("1",))]
    assert verbs_of(only(desk, "ren")) == [("disp_terima", ("1",))]
    assert told(desk) == {"sekdis", "ren"}


def test_a_secret_disposisi_never_goes_through_chat() -> None:
    """Of a rahasia disposisi people only learn that it is there and where to read it."""
    desk = Town().ordered(secrecy=Secrecy.RAHASIA)
    everything = " ".join(str(sent.message.text) for sent in desk.tray.entries if isinstance(sent, ToChat))
    assert "Isi catatan" not in everything
    assert "Monitoring dan evaluasi kinerja" not in everything
    assert "Sekretariat" in only(desk, "sekdis").text
    assert buttons(only(desk, "ren"))[0].label == "Sudah saya baca di Sekretariat"


def test_reading_pings_nobody_and_edits_the_writers_copy() -> None:
    """A read receipt is a silent edit of the copy that the Kepala Dinas has, with the priority of a card."""
    town = Town()
    town.ordered()
    desk = town.does("sekdis", c.ReadDisposisi())
    assert told(desk) == set()
    copies = [entry for entry in desk.tray.entries if isinstance(entry, ToChat)]
    assert [(copy.message.key, copy.message.silent, copy.priority) for copy in copies] == [
        ("disposisi:1:1", True, Priority.CARD)
    ]
    assert "👀 dibaca" in copies[0].message.text


def test_a_returned_disposisi_reaches_its_writer_with_the_reason() -> None:
    """The Kepala Dinas reads why it came back, as it was written, and opens it to mend it."""
    town = Town()
    town.ordered()
    notice = only(town.does("sekdis", c.ReturnDisposisi("Triwulan <b>salah</b> & hal kosong")), "kadis")
    assert "Triwulan &lt;b&gt;salah&lt;/b&gt; &amp; hal kosong" in notice.text
    assert verbs_of(notice) == [(verbs.OPEN, ("1", "1", "0"))]


def test_a_withdrawn_disposisi_is_taken_back_from_all_recipients() -> None:
    """Whoever got the disposisi hears that there is nothing to do."""
    town = Town()
    town.ordered()
    desk = town.does("kadis", c.WithdrawDisposisi())
    assert told(desk) == {"sekdis", "ren"}
    assert not buttons(only(desk, "sekdis"))


def test_the_direction_reaches_every_member_of_the_tim() -> None:
    """Each member gets the text, the number of files and the due time."""
    town = Town()
    town.ordered()
    desk = town.does("sekdis", c.DirectTeam("Mulai dari yang terlambat", (4, 5)))
    assert told(desk) == {"tim1", "tim2"}
    notice = only(desk, "tim2")
    assert "Mulai dari yang terlambat" in notice.text
    assert "2 berkas" in notice.text
    assert "Jumat, 2 Oktober 2026 pukul 16.30 WIB" in notice.text
    assert verbs_of(notice) == [(verbs.OPEN, ("1", "3", "0"))]
    assert "disposisi:1:1" in {message.key for message in messages(desk, "kadis")}


def test_the_order_reaches_all_posts_of_its_unit_once() -> None:
    """Kabid, Kasi and Staf of each unit get the order of their own unit only."""
    desk = Town().collecting()
    assert told(desk) == {"kabid1", "kasi1", "staf1", "kabid2", "kasi2", "staf2"}
    notice = only(desk, "staf1")
    assert "Bidang Aptika" in notice.text
    assert "Bidang IKP" not in notice.text
    assert "Kamis, 15 Oktober 2026" in notice.text
    assert verbs_of(notice) == [(verbs.OPEN, ("1", "4", str(APTIKA)))]


def test_a_person_with_two_posts_gets_one_message() -> None:
    """Orders to two units that one person works for come as one message with both buttons."""
    town = Town()
    town.also_holds("kasi1", of="kasi2")
    desk = town.collecting()
    notice = only(desk, "kasi1")
    assert verbs_of(notice) == [(verbs.OPEN, ("1", "4", str(unit))) for unit in UNITS]
    assert not heard(desk, "kasi2")


def test_the_holder_of_the_day_is_told_not_the_one_who_left() -> None:
    """A Plt. gets what belongs to the post; the earlier holder gets nothing more."""
    town = Town()
    town.also_holds("tim1", of="kabid1")
    town.collecting()
    assert told(town.drafted()) == {"tim1"}


def test_the_kabid_is_asked_to_check_a_draft() -> None:
    """The Kabid reads who sent it, its number, version and files."""
    town = Town()
    town.collecting()
    desk = town.drafted()
    notice = only(desk, "kabid1")
    assert told(desk) == {"kabid1"}
    assert "K-0001, versi 1, dari Dewi Contoh (Staf Aptika)" in notice.text
    assert verbs_of(notice) == [(verbs.OPEN, ("1", "4", str(APTIKA)))]


def test_a_draft_taken_back_is_no_longer_to_be_checked() -> None:
    """The Kabid hears that the draft is gone."""
    town = Town()
    town.collecting()
    town.drafted()
    assert told(town.does("staf1", c.WithdrawDraft(APTIKA, 1), APTIKA)) == {"kabid1"}


def test_a_returned_draft_reaches_its_sender_and_colleagues() -> None:
    """Who filled it in hears the reason, and so do those who could mend it."""
    town = Town()
    town.collecting()
    town.drafted()
    desk = town.does("kabid1", c.ReturnDraft(APTIKA, 1, "Baris 7 kosong"), APTIKA)
    assert told(desk) == {"staf1", "kasi1"}
    assert "Baris 7 kosong" in only(desk, "staf1").text


def test_sent_data_reach_tim_and_subbag_and_tick_for_the_sender() -> None:
    """The Subbag, which owes the evaluation, is pinged; the Tim, which may remark, and the Staf hear silently."""
    town = Town()
    town.collecting()
    desk = town.sent()
    assert told(desk) == {"tim1", "tim2", "ren", "staf1"}
    assert verbs_of(only(desk, "ren")) == [(verbs.OPEN, ("1", "5", str(APTIKA)))]
    assert not only(desk, "ren").silent
    assert "Waktu: sampai" in only(desk, "ren").text
    for member in ("tim1", "tim2"):
        assert only(desk, member).silent
        assert "Waktu" not in only(desk, member).text
        assert verbs_of(only(desk, member)) == [(verbs.OPEN, ("1", "5", str(APTIKA)))]
    assert only(desk, "staf1").silent


def test_a_note_goes_to_the_other_side() -> None:
    """The Subbag's note reaches the Tim, a member's note the Subbag."""
    town = Town()
    town.collecting()
    town.sent()
    assert told(town.does("tim1", c.NoteEvaluation(APTIKA, "Bukti kurang"), APTIKA)) == {"ren"}
    assert told(town.does("ren", c.NoteEvaluation(APTIKA, "Setuju"), APTIKA)) == {"tim1", "tim2"}


def test_accepted_data_tick_silently_for_the_unit() -> None:
    """Kabid and sender hear without a sound."""
    town = Town()
    town.collecting()
    desk = town.accepted()
    assert told(desk) == {"kabid1", "staf1"}
    assert all(only(desk, code).silent for code in ("kabid1", "staf1"))


def test_returned_data_reach_the_unit_with_reason_and_new_time() -> None:
    """Kabid, sender and colleagues learn why and until when."""
    town = Town()
    town.collecting()
    town.sent()
    desk = town.does("ren", c.ReturnData(APTIKA, 1, "Anggaran kosong"), APTIKA)
    assert told(desk) == {"kabid1", "kasi1", "staf1"}
    assert "Senin, 5 Oktober 2026" in only(desk, "kabid1").text


def test_an_exclusion_and_the_report_it_makes_due_are_one_message() -> None:
    """When the last unit is left out, the Subbag hears both in one message with the button to the report."""
    town = Town()
    town.collecting()
    town.accepted(IKP)
    desk = town.does("sekdis", c.ProceedWithout(APTIKA, "Server rusak"), APTIKA)
    assert told(desk) == {"kabid1", "kasi1", "staf1", "tim1", "tim2", "ren"}
    notice = only(desk, "ren")
    assert "tanpa data Bidang Aptika" in notice.text
    assert "menyusun laporan" in notice.text
    assert verbs_of(notice) == [(verbs.OPEN, ("1", "5", "0"))]


def test_the_report_goes_up_and_comes_back() -> None:
    """The Kepala Dinas is asked to check it, the report on paper; a return reaches the Subbag once, with its reason."""
    town = Town()
    notice, report = heard(town.reported(), "kadis")
    assert verbs_of(notice) == [(verbs.OPEN, ("1", "6", "0"))]
    assert report.paper is not None
    assert report.paper.file_name == "Laporan-Monev-TW-III-2026.pdf"
    desk = town.does("kadis", c.ReturnReport("Grafik belum ada"))
    assert told(desk) == {"ren"}
    assert "Grafik belum ada" in only(desk, "ren").text
    assert "Semua unit" not in only(desk, "ren").text


def test_the_arahan_of_the_kepala_dinas_reaches_each_unit() -> None:
    """Each unit gets its own direction with the time for its plan."""
    desk = Town().decided()
    notice = only(desk, "staf2")
    assert "Arahan untuk unit 2" in notice.text
    assert verbs_of(notice) == [(verbs.OPEN, ("1", "7", str(IKP)))]


def test_a_plan_is_counted_and_the_last_one_brings_the_result() -> None:
    """Leaders see plans come in silently; with the last one everybody gets the result, its sender too, and it alone."""
    town = Town()
    town.decided()
    desk = town.does("kabid1", c.SubmitPlan(APTIKA, (ITEM,)), APTIKA)
    assert told(desk) == {"kadis", "sekdis", "tim1", "tim2", "ren"}
    assert "1 dari 2 unit" in only(desk, "kadis").text
    assert only(desk, "kadis").silent
    desk = town.does("kabid2", c.SubmitPlan(IKP, (ITEM,)), IKP)
    assert told(desk) == set(EVERYONE)
    result = only(desk, "kadis").text
    assert "selesai" in result
    assert "2 unit, 2 rencana aksi" in result
    assert "batas SOP 14 hari kerja" in result


def test_who_cannot_be_reached_is_named_to_the_one_who_acted() -> None:
    """A recipient without a chat is noted, so that the writer can tell them otherwise."""
    town = Town()
    del town.records.chat_of[person("sekdis").id]
    assert [missing.code for missing in town.ordered().unreached] == ["sekdis"]


def test_nobody_hears_of_their_own_act() -> None:
    """Through a whole quarter the one who acts gets no notice, until the closing that everyone gets."""
    town = Town()
    original = town.sits

    desks = []

    def sits(code: str) -> object:
        desks.append(original(code))
        return desks[-1]

    town.sits = sits  # type: ignore[method-assign,assignment]
    town.closed()
    assert len(desks) > 15
    assert all(not heard(desk, desk.me.code) for desk in desks[:-1])
    assert "selesai" in only(desks[-1], desks[-1].me.code).text


@pytest.mark.parametrize("text", ["<b>&", "a\nb", "x" * 3400, "😀 {nama}"])
def test_what_people_wrote_is_shown_intact(text: str) -> None:
    """No text breaks a notice or is read as a pattern."""
    town = Town()
    town.ordered()
    notice = only(town.does("sekdis", c.DirectTeam(text)), "tim1")
    assert text in notice.text.unescape()


def test_a_recipient_who_is_also_acting_sekretaris_gets_the_task() -> None:
    """Someone addressed in two posts gets the one message that lets them direct the Tim."""
    town = Town()
    town.also_holds("ren", of="sekdis")
    desk = town.ordered()
    assert verbs_of(only(desk, "ren")) == [("sek_terima", ("1",)), ("sek_kembalikan", ("1",))]


def test_long_notices_are_not_forced_into_one_message() -> None:
    """Two long directions to one person stay two messages, each under Telegram's limit."""
    town = Town()
    town.also_holds("kasi1", of="kasi2")
    town.reported()
    given = tuple(c.UnitDirection(unit, "a" * 3000) for unit in UNITS)
    notices = heard(town.does("kadis", c.GiveDirections(given)), "kasi1")
    assert len(notices) == 2
    assert all(len(notice.text) < 4096 for notice in notices)


def test_a_disposisi_issued_anew_reaches_its_recipients_again() -> None:
    """After a return the second version goes out like the first."""
    town = Town()
    town.ordered()
    town.does("sekdis", c.ReturnDisposisi("Hal kosong"))
    desk = town.does("kadis", replace(disposisi(), recipients=(post("sekdis").id,)))
    assert told(desk) == {"sekdis"}


def test_the_order_to_collect_says_what_earlier_quarters_left_open() -> None:
    """To each unit its own; the Tim's order of the first quarter says nothing of it."""
    first = Town()
    assert "masih terbuka" not in heard(first.collecting(), "staf1")[-1].text
    first = Town()
    first.closed()
    town = Town()
    town.records.cycles[99] = replace(first.cycle, id=99, quarter=QUARTER.previous)
    assert "1 dari 1 tindak lanjut masih terbuka" in heard(town.collecting(), "staf1")[-1].text
