"""Writing a disposisi in chat: three taps where the proposals suit, every field by a small screen, nothing lost."""

from __future__ import annotations

from dataclasses import replace

import pytest
from chat_town import CYCLE, QUARTER, START, Phone, Town
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import escape

from handlers import perintah
from handlers.buttons import StaleButtonError, UnknownButtonError
from handlers.conversations import DisposisiDraft
from handlers.outgoing import DATA_LIMIT, Button
from handlers.texts.words import paragraphs
from storage.codec import decode, encode
from workflow import commands as c
from workflow.cycle import CycleState, Secrecy, Urgency
from workflow.files import FileFault
from workflow.office import Post, Role
from workflow.quarter import Quarter
from workflow.refusals import CycleExistsError, NotPermittedError, QuarterNotEndedError

BEGIN = (0, Button("", f"1:disposisi_baru:{QUARTER.year}:{QUARTER.number}"))


def writing(town: Town) -> Phone:
    """Return the Kepala Dinas's phone with the quarter's disposisi begun."""
    return town.phone("hendra").taps_kept(BEGIN)


def draft_of(phone: Phone) -> DisposisiDraft:
    """Return what has been gathered so far."""
    assert isinstance(phone.conversation, DisposisiDraft)
    return phone.conversation


def test_three_taps_send_it_where_the_proposals_suit() -> None:
    """Begin, send, send now: the cycle runs, the Sekretaris has the letter, the writer a copy and the sheet."""
    town = Town()
    hendra = writing(town)
    assert "Hal: Monitoring dan evaluasi kinerja Triwulan III 2026" in hendra.text
    assert "Sifat: Segera" in hendra.text
    assert "• Sekretaris Dinas (" in hendra.text
    assert "• koordinasi/konfirmasikan" in hendra.text
    assert "paling lambat Rabu, 21 Oktober 2026" in hendra.text
    hendra.taps("Kirim")
    assert "Lembar disposisi" in hendra.text
    assert hendra.labels == ["Kirim sekarang", "Ubah", "Batal"]
    town.passes(minutes=3)
    hendra.taps("Kirim sekarang")
    assert hendra.conversation is None
    copy, sheet = hendra.screen[-2:]
    assert "Disposisi 001/MONEV/III/2026" in copy.text
    assert "Sekretaris Dinas: ✉️ terkirim" in copy.text
    assert copy.labels == ["Tarik kembali"]
    assert sheet.message.paper is not None
    assert sheet.message.paper.file_name == "Lembar-Disposisi-TW-III-2026.pdf"
    letter = town.cycle.disposisi[-1]
    assert (letter.urgency, letter.secrecy) == (Urgency.SEGERA, Secrecy.BIASA)
    step_1 = town.cycle.assignment(1)
    assert step_1 is not None
    assert step_1.started_at == START
    assert "Disposisi 001/MONEV/III/2026" in town.phone("ratna").text


def test_the_copy_follows_the_receipts_in_place() -> None:
    """When the Sekretaris opens the letter, the writer's copy says so, and can no longer be taken back from there."""
    town = Town()
    hendra = writing(town).taps("Kirim").taps("Kirim sekarang")
    before = len(hendra.screen)
    town.phone("ratna").opens(2)
    assert len(hendra.screen) == before
    assert "Sekretaris Dinas: 👀 dibaca" in hendra.text
    assert hendra.labels == []


def test_what_was_sent_stays_readable_in_the_writers_chat() -> None:
    """The screen of the last tap turns into the letter as it went out, without buttons."""
    hendra = writing(Town()).says("Utamakan aduan").taps("Kirim").taps("Kirim sekarang")
    sent = next(shown for shown in hendra.screen if "Terkirim sebagai" in shown.text)
    assert "Utamakan aduan" in sent.text
    assert sent.labels == []


def test_of_a_secret_one_the_recipients_only_learn_that_it_is_there() -> None:
    """Neither subject, note nor file of a rahasia disposisi reaches any other phone; the writer is told so before."""
    town = Town()
    hendra = writing(town).says("Isi sangat tertutup").sends("lampiran.xlsx").files_arrive()
    hendra.taps("Sifat").taps("⬜ Rahasia").taps("Selesai")
    assert "Sifat: Segera · Rahasia" in hendra.text
    assert "dibaca di Sekretariat" in hendra.text
    hendra.taps("Diteruskan").taps("⬜ Anggota Tim Monitoring dan Evaluasi 2").taps("Selesai")
    hendra.taps("Kirim").taps("Kirim sekarang")
    assert town.cycle.disposisi[-1].secrecy is Secrecy.RAHASIA
    for code in ("ratna", "budi"):
        phone = town.phone(code)
        everything = paragraphs(*(shown.message.text for shown in phone.screen))
        assert "001/MONEV/III/2026" in everything
        assert "Isi sangat tertutup" not in everything
        assert "Monitoring dan evaluasi kinerja" not in everything
        assert not any("lampiran" in label for shown in phone.screen for label in shown.labels)
    assert not any("Isi sangat tertutup" in shown.text for shown in hendra.screen if "Terkirim" in shown.text)


def test_what_people_write_is_shown_as_they_wrote_it() -> None:
    """Angle brackets, ampersands and line breaks in subject, request, note and agenda number survive to the letter."""
    town = Town()
    hendra = writing(town).taps("Hal").says("Monev <TW III> & evaluasi")
    hendra.taps("Harap").says("cek <b>dua kali</b>")
    hendra.says("Baris satu\nBaris <dua> & tiga")
    hendra.taps("Nomor agenda").says("045/<9>/2026")
    for shown in (hendra.text, hendra.taps("Kirim").text):
        assert "Hal: Monev &lt;TW III&gt; &amp; evaluasi" in shown
        assert "• cek &lt;b&gt;dua kali&lt;/b&gt;" in shown
        assert "Baris satu\nBaris &lt;dua&gt; &amp; tiga" in shown
        assert "Nomor agenda: 045/&lt;9&gt;/2026" in shown
    hendra.taps("Kirim sekarang")
    letter = town.cycle.disposisi[-1]
    assert letter.subject == "Monev <TW III> & evaluasi"
    assert letter.requests[-1] == "cek <b>dua kali</b>"
    assert letter.note == "Baris satu\nBaris <dua> & tiga"
    assert letter.agenda_number == "045/<9>/2026"
    assert "Hal: Monev &lt;TW III&gt; &amp; evaluasi" in town.phone("ratna").text


def test_text_out_of_any_screen_becomes_the_note_paragraph_by_paragraph() -> None:
    """Two messages in a row are both kept, and a new answer comes below them."""
    hendra = writing(Town())
    first = hendra.last.number
    hendra.says("Mohon dipercepat.").says("Terutama penanganan aduan.")
    assert draft_of(hendra).note == "Mohon dipercepat.\nTerutama penanganan aduan."
    assert hendra.last.number > first


@pytest.mark.parametrize(
    ("screen", "said", "field"),
    [
        ("", "Mohon dipercepat", "note"),
        ("Catatan/Lampiran", "Mohon dipercepat", "note"),
        ("Hal", "Monev triwulan tiga", "subject"),
        ("Nomor agenda", "045/12", "agenda_number"),
    ],
)
def test_an_edited_message_changes_the_field_that_it_filled(screen: str, said: str, field: str) -> None:
    """Editing in Telegram counts as edited, whatever the text was for."""
    hendra = writing(Town())
    if screen:
        hendra.taps(screen)
    hendra.says(said).edits(said, "Teks baru")
    assert getattr(draft_of(hendra), field) == "Teks baru"
    assert "Teks baru" in hendra.text


def test_an_edit_rewords_one_paragraph_or_request_and_leaves_the_others() -> None:
    """Only the part that came from the edited message changes, even after a second edit."""
    hendra = writing(Town()).says("satu").says("dua")
    hendra.edits("satu", "SATU").edits("SATU", "Pertama")
    assert draft_of(hendra).note == "Pertama\ndua"
    hendra.taps("Harap").says("laporkan Jumat").edits("laporkan Jumat", "laporkan Senin")
    assert draft_of(hendra).requests[-1] == "laporkan Senin"
    assert "laporkan Jumat" not in draft_of(hendra).requests


def test_an_edit_finds_its_own_paragraph_among_equal_ones() -> None:
    """The second of two equal paragraphs is reworded, also under a note that came back with the disposisi."""
    town = Town()
    hendra = writing(town).says("sama").taps("Kirim").taps("Kirim sekarang")
    town.does("ratna", c.ReturnDisposisi("Perjelas"))
    hendra.taps_kept(BEGIN).says("sama").edits("sama", "lain")
    assert draft_of(hendra).note == "sama\nlain"
    hendra.taps("Catatan/Lampiran").taps("Hapus catatan").edits("lain", "kembali")
    assert "tidak ada yang berubah" in hendra.text
    assert draft_of(hendra).note == ""


def test_a_caption_that_is_edited_away_leaves_the_note() -> None:
    """A file's caption is a paragraph of the note like any other."""
    hendra = writing(Town()).says("awal").sends("foto.jpg", caption="keterangan")
    message = hendra.sent + 500_000
    assert draft_of(hendra).note == "awal\nketerangan"
    hendra.said["keterangan"] = message
    hendra.edits("keterangan", "")
    assert draft_of(hendra).note == "awal"


def test_an_edit_of_a_text_that_was_replaced_says_that_nothing_changed() -> None:
    """A subject that was overwritten is not brought back by editing its old message."""
    hendra = writing(Town()).taps("Hal").says("Hal lama").taps("Hal").says("Hal baru")
    hendra.edits("Hal lama", "Hal lain")
    assert "tidak ada yang berubah" in hendra.text
    assert draft_of(hendra).subject == "Hal baru"


def test_an_album_is_one_answer() -> None:
    """Three photos of an album come as three messages and get one answer, edited as the files arrive."""
    hendra = writing(Town())
    before = len(hendra.screen)
    for n in range(3):
        hendra.sends(f"foto{n}.jpg", content=f"isi {n}", album="a1", caption="Kondisi ruang server" if n == 0 else "")
    assert len(hendra.screen) == before + 1
    assert "Memeriksa 3 berkas" in hendra.text
    assert draft_of(hendra).note == "Kondisi ruang server"
    hendra.files_arrive()
    assert len(hendra.screen) == before + 1
    assert "3. foto2.jpg" in hendra.text
    assert "Memeriksa" not in hendra.text


def test_it_waits_for_its_files_and_does_without_a_refused_one() -> None:
    """While a file is being fetched nothing is sent; a refused file is named and the rest stands."""
    town = Town()
    hendra = writing(town).sends("data.xls").taps("Kirim")
    assert "masih diperiksa" in hendra.toasts[-1]
    hendra.file_fails(FileFault.OLD_OFFICE)
    assert any("<b>data.xls</b> tidak diterima" in shown.text for shown in hendra.screen)
    hendra.sends("foto.jpg").files_arrive().taps("Kirim").taps("Kirim sekarang")
    assert len(town.cycle.disposisi[-1].files) == 1


@pytest.mark.parametrize("size", [0, 25_000_000])
def test_an_empty_or_huge_file_is_refused_before_it_is_fetched(size: int) -> None:
    """What Telegram tells of the size is enough; the draft stays as it was."""
    town = Town()
    hendra = writing(town).sends_size("rekaman.ogg", size)
    assert "<b>rekaman.ogg</b> tidak diterima" in hendra.text
    assert not town.records.wanted
    assert draft_of(hendra).awaited == ()


def test_a_file_that_arrives_does_not_draw_over_an_open_question() -> None:
    """Asked for the subject, the next text is still the subject after a file was fetched meanwhile."""
    hendra = writing(Town()).sends("foto.jpg").taps("Hal").files_arrive()
    assert "Tulis hal yang baru" in hendra.text
    hendra.says("Hal yang baru")
    assert draft_of(hendra).subject == "Hal yang baru"
    assert "1. foto.jpg" in hendra.text


def test_recipients_are_ticked_and_a_double_tap_changes_nothing_more() -> None:
    """The Sekretaris is always among them; a button says what it sets, so tapping it twice does not undo it."""
    town = Town()
    hendra = writing(town).taps("Diteruskan")
    assert "✓ Sekretaris Dinas (selalu)" in hendra.text
    ticking = hendra.button("⬜ Kepala Sub Bagian Perencanaan dan Keuangan")
    hendra.taps_kept(ticking).taps_kept(ticking)
    assert "☑️ Kepala Sub Bagian Perencanaan dan Keuangan" in hendra.labels
    hendra.taps("Selesai").taps("Kirim").taps("Kirim sekarang")
    roles = {town.office.post(post_id).role for post_id in town.cycle.disposisi[-1].receipts}
    assert roles == {Role.SEKRETARIS, Role.PERENCANAAN}


def test_many_recipients_come_in_pages() -> None:
    """An office with more than eight eligible posts shows eight a page; a choice stays on its page."""
    town = Town()
    more = tuple(Post(900 + n, f"tim-x{n}", f"Anggota Tim tambahan {n}", Role.TIM, None) for n in range(3))
    town.office = replace(town.office, posts=(*town.office.posts, *more))
    hendra = writing(town).taps("Diteruskan")
    assert "Halaman 1 dari 2" in hendra.text
    hendra.taps("Berikutnya ›").taps("⬜ Anggota Tim tambahan 2 (kosong)")
    assert "Halaman 2 dari 2" in hendra.text
    assert "‹ Sebelumnya" in hendra.labels
    hendra.taps("Selesai")
    assert "Anggota Tim tambahan 2 (⚠️ jabatan kosong)" in hendra.text


def test_urgency_requests_and_clearing() -> None:
    """Sifat, the standard requests, own words and what was typed can each be changed and taken out again."""
    town = Town()
    hendra = writing(town).taps("Sifat").taps("⬜ Sangat segera").taps("Selesai")
    hendra.taps("Harap").taps("⬜ tanggapan dan saran").taps("☑️ koordinasi/konfirmasikan")
    dropping = hendra.button("Hapus: laporkan hasilnya paling lambat Rabu, 21 Oktober 2026"[:60])
    hendra.taps_kept(dropping).taps_kept(dropping).taps("Selesai")
    assert draft_of(hendra).requests == ("tanggapan dan saran",)
    hendra.taps("Catatan/Lampiran").says("catatan").taps("Catatan/Lampiran").taps("Hapus catatan").taps("Selesai")
    hendra.taps("Nomor agenda").says("1").taps("Nomor agenda").taps("Kosongkan nomor agenda").taps("Kembali")
    hendra.sends("foto.jpg").files_arrive().taps("Catatan/Lampiran").taps("Hapus lampiran").taps("Selesai")
    hendra.taps("Kirim").taps("Kirim sekarang")
    letter = town.cycle.disposisi[-1]
    assert letter.urgency is Urgency.SANGAT_SEGERA
    assert (letter.note, letter.agenda_number, letter.files) == ("", "", ())


def test_one_that_asks_for_nothing_is_not_sent() -> None:
    """Without a request and a note the sheet says what it lacks; with a note it goes on."""
    hendra = writing(Town()).taps("Harap").taps("☑️ koordinasi/konfirmasikan")
    hendra.taps("Hapus: laporkan hasilnya paling lambat Rabu, 21 Oktober 2026"[:60]).taps("Selesai").taps("Kirim")
    assert "paling sedikit satu permintaan" in hendra.toasts[-1]
    hendra.says("Mohon dilaksanakan").taps("Kirim")
    assert "Lembar disposisi" in hendra.text


@pytest.mark.parametrize(("screen", "length"), [("Hal", 501), ("Harap", 201), ("Nomor agenda", 101), ("", 3500)])
def test_what_does_not_fit_is_said_and_nothing_is_lost(screen: str, length: int) -> None:
    """A text above its limit leaves the draft as it was and the question open."""
    hendra = writing(Town())
    if screen:
        hendra.taps(screen)
    before = draft_of(hendra)
    hendra.says("x" * length)
    assert "paling banyak" in hendra.text
    assert draft_of(hendra) == before


def test_more_than_ten_requests_are_refused() -> None:
    """The eleventh own request is not taken, nor is a standard one ticked beyond ten."""
    hendra = writing(Town())
    for n in range(8):
        hendra.taps("Harap").says(f"permintaan {n}")
    hendra.taps("Harap").says("satu lagi")
    assert "sudah sepuluh" in hendra.text
    hendra.taps("⬜ proses lebih lanjut")
    assert len(draft_of(hendra).requests) == 10
    assert "Hapus salah satu dahulu" in hendra.toasts[-1]


def test_buttons_of_a_draft_that_is_gone_are_stale() -> None:
    """After sending and after leaving, old buttons neither send again nor change anything."""
    town = Town()
    hendra = writing(town)
    old = hendra.button("Kirim")
    hendra.taps("Kirim")
    sending = hendra.button("Kirim sekarang")
    hendra.taps("Kirim sekarang")
    for kept in (old, sending):
        with pytest.raises(StaleButtonError):
            hendra.taps_kept(kept)
    assert len(town.records.cycles) == 1
    assert town.records.numbers[f"disposisi:{QUARTER.year}:{QUARTER.number}"] == 1


def test_a_button_of_an_older_answer_shows_the_latest_instead() -> None:
    """What was shown when the button was made is not what would be sent, so it is shown again first."""
    town = Town()
    hendra = writing(town)
    old = hendra.button("Kirim")
    hendra.says("Catatan yang datang kemudian").taps_kept(old)
    assert "sudah berubah" in hendra.toasts[-1]
    assert "Catatan yang datang kemudian" in hendra.text
    assert "Kirim" in hendra.labels
    assert not town.records.cycles


def test_a_draft_is_taken_up_again_weeks_later() -> None:
    """Beginning the same quarter again shows the draft as it stands; nothing typed is dropped."""
    town = Town()
    hendra = writing(town).says("Sudah ditulis")
    town.passes(days=20)
    hendra.taps_kept(BEGIN)
    assert "Sudah ditulis" in hendra.text
    hendra.says("/disposisi")
    assert "Sudah ditulis" in hendra.text


def test_a_draft_of_another_quarter_is_offered_first() -> None:
    """A half-finished disposisi is never dropped unasked; leaving it goes on with what was tapped."""
    hendra = writing(Town()).says("Sudah ditulis")
    hendra.taps_kept((0, Button("", "1:disposisi_baru:2026:2")))
    assert "Masih ada disposisi Triwulan III 2026" in hendra.text
    hendra.taps("Tinggalkan, mulai yang baru")
    assert draft_of(hendra).quarter == Quarter(2026, 2)
    assert draft_of(hendra).note == ""


def test_a_returned_one_is_mended_under_a_new_number() -> None:
    """What was written before is in place; the second version runs in the same cycle."""
    town = Town()
    hendra = writing(town).says("Catatan awal").taps("Kirim").taps("Kirim sekarang")
    town.does("ratna", c.ReturnDisposisi("Hal kurang jelas"))
    hendra.taps_kept(BEGIN)
    assert "Catatan awal" in hendra.text
    hendra.taps("Hal").says("Monev TW III, semua unit").taps("Kirim").taps("Kirim sekarang")
    first, second = town.cycle.disposisi
    assert (first.number, second.number) == ("001/MONEV/III/2026", "002/MONEV/III/2026")
    assert (second.version, second.subject, second.note) == (2, "Monev TW III, semua unit", "Catatan awal")
    assert list(town.records.cycles) == [CYCLE]


def test_a_quarter_that_runs_or_has_not_ended_is_refused_at_once() -> None:
    """Nothing is typed in vain: the refusal comes before the draft."""
    town = Town()
    hendra = writing(town).taps("Kirim").taps("Kirim sekarang")
    with pytest.raises(CycleExistsError):
        hendra.taps_kept(BEGIN)
    with pytest.raises(QuarterNotEndedError):
        hendra.taps_kept((0, Button("", "1:disposisi_baru:2026:4")))
    assert hendra.conversation is None


def test_a_second_holder_who_was_too_late_changes_nothing() -> None:
    """If the quarter was begun elsewhere meanwhile, sending the draft is refused and no number is used up."""
    town = Town()
    hendra = writing(town).taps("Kirim")
    town.ordered()
    with pytest.raises(CycleExistsError):
        hendra.taps("Kirim sekarang")
    assert draft_of(hendra)
    assert not town.records.numbers


def test_others_may_not_begin_one() -> None:
    """A forwarded button does not make anyone Kepala Dinas."""
    with pytest.raises(NotPermittedError):
        Town().phone("ratna").taps_kept(BEGIN)


@pytest.mark.parametrize("args", ["2026:7", "99999:1", "0:1", "x:1", "2026"])
def test_a_forged_quarter_is_no_button_of_ours(args: str) -> None:
    """A quarter that no calendar has comes from nobody's button."""
    with pytest.raises(UnknownButtonError):
        Town().phone("hendra").taps_kept((0, Button("", f"1:disposisi_baru:{args}")))


@pytest.mark.parametrize("verb", ["disp_ubah", "disp_hapus", "disp_segera", "disp_rahasia", "disp_harap"])
@pytest.mark.parametrize("arg", ["nothing", "9", "x"])
def test_a_forged_choice_changes_nothing(verb: str, arg: str) -> None:
    """A value that no screen offers is refused, whatever the screen."""
    hendra = writing(Town())
    before = draft_of(hendra)
    with pytest.raises(UnknownButtonError):
        hendra.taps_kept((0, Button("", f"1:{verb}:{before.nonce}:{before.answer}:{arg}")))
    assert draft_of(hendra) == before


def test_a_forged_recipient_is_not_written_to() -> None:
    """Only posts that the screen offers can become recipients."""
    town = Town()
    hendra = writing(town)
    staf = town.office.posts_with(Role.STAF)[0].id
    draft = draft_of(hendra)
    hendra.taps_kept((0, Button("", f"1:disp_kepada:{draft.nonce}:{draft.answer}:{staf}:1:0")))
    hendra.taps("Selesai").taps("Kirim").taps("Kirim sekarang")
    assert staf not in town.cycle.disposisi[-1].receipts


def test_the_writer_learns_who_could_not_be_told() -> None:
    """A recipient without the bot is named, so that someone can tell them."""
    town = Town()
    del town.records.chat_of[town.phone("ratna").person_id]
    hendra = writing(town).taps("Kirim").taps("Kirim sekarang")
    assert any("Belum terhubung ke bot" in shown.text and "Ratna" in shown.text for shown in hendra.screen)


def test_buttons_fit_with_long_numbers() -> None:
    """Telegram's 64 bytes hold every button even in a large office after years of use."""
    town = Town()
    big = Post(987_654_321, "tim-besar", "Anggota Tim", Role.TIM, None)
    town.office = replace(town.office, posts=(*town.office.posts, big))
    town.turns = 10**9
    hendra = writing(town)
    for screen in ("Sifat", "Diteruskan", "Harap", "Catatan/Lampiran"):
        hendra.taps(screen)
        rows = hendra.last.message.rows
        assert all(len(button.data.encode()) <= DATA_LIMIT for row in rows for button in row)
        hendra.taps("Selesai")


def test_a_withdrawn_quarter_is_begun_anew() -> None:
    """After a withdrawal the next disposisi of the quarter gets its own cycle and number."""
    town = Town()
    hendra = writing(town).taps("Kirim").taps("Kirim sekarang").taps("Tarik kembali").taps("Ya, tarik kembali")
    assert town.cycle.state is CycleState.WITHDRAWN
    hendra.taps("Buat disposisi baru").taps("Kirim").taps("Kirim sekarang")
    assert town.records.cycles[CYCLE + 1].disposisi[-1].number == "002/MONEV/III/2026"


_TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=80).filter(
    lambda text: text == text.strip() and not text.startswith("/") and text not in perintah.LABELS
)


@given(st.lists(_TEXTS, min_size=1, max_size=4, unique=True), st.data())
def test_any_text_is_shown_intact_and_edits_touch_nothing_else(said: list[str], data: st.DataObject) -> None:
    """Whatever is typed as note stands in the preview as typed; an edit changes its own paragraph only."""
    hendra = writing(Town())
    for text in said:
        hendra.says(text)
    changed = data.draw(st.integers(0, len(said) - 1))
    hendra.edits(said[changed], "teks lain")
    expected = [*said[:changed], "teks lain", *said[changed + 1 :]]
    assert draft_of(hendra).note == "\n".join(expected)
    assert str(escape("\n".join(expected))) in hendra.text


def test_a_draft_is_stored_and_read_back_as_it_was() -> None:
    """A restart between any two messages loses nothing of it."""
    hendra = writing(Town()).says("catatan").taps("Harap").says("laporkan Jumat").sends("foto.jpg").taps("Hal")
    assert decode(DisposisiDraft, encode(draft_of(hendra))) == draft_of(hendra)
