"""Filling in by chat: a question an indicator, answers by text and button, kept half-way, sent after a look at all."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from figure_town import begins, latest, town_with_indicators

from handlers.buttons import StaleButtonError
from workflow.cycle import COLLECT, SubmissionState
from workflow.files import FileFault
from workflow.refusals import NotARecipientError


def test_the_task_says_how_many_indicators_until_when_and_who_approves() -> None:
    """The screen of step 4 has the three ways to fill in."""
    town = town_with_indicators()
    gilang = town.phone("gilang").opens(COLLECT, town.unit("ikp"))
    assert "<b>4 indikator</b>. Penyetuju: Kepala Bidang Informasi dan Komunikasi Publik." in gilang.text
    assert "Kamis, 15 Oktober 2026 pukul 16.00 WIB" in gilang.text
    assert gilang.labels[:4] == [
        "Isi di sini satu per satu",
        "Unduh format Excel",
        "Sama dengan triwulan lalu untuk sebagian",
        "Kirim data",
    ]


def test_a_question_shows_position_satuan_target_and_last_quarter() -> None:
    """Everything that one needs to answer stands in the question."""
    gilang = begins(town_with_indicators())
    assert "<b>1/4 · Persentase layanan publik daring</b>" in gilang.text
    assert "Satuan: % · Target TW III: <b>80%</b>" in gilang.text
    assert "TW II lalu: 76%, capaian 101,33% = 76/75 · Sangat Tinggi" in gilang.text
    assert "Sama dengan triwulan lalu: 76%" in gilang.labels
    assert {"Tidak ada data", "Lewati", "Kembali", "Daftar indikator"} <= set(gilang.labels)


def test_all_is_filled_in_and_sent() -> None:
    """Number, budget, blank and level of a scale; the list names what is blank; the receipt has the averages."""
    town = town_with_indicators()
    gilang = begins(town).says("75")
    assert "✅ Realisasi 75%. Capaian <b>93,75% = 75/80 · Sangat Tinggi</b>." in gilang.text
    gilang.taps("Lanjut ke 2/4").says("15 konten")
    assert "hanya yang dicapai" not in gilang.text
    assert "Pagu setahun: Rp 100.000.000" in gilang.text
    assert "Terserap sejauh ini: Rp 20.000.000 (20%)" in gilang.text
    assert "saja (bukan jumlah sejak Januari)" in gilang.text
    gilang.says("Rp 30 juta")
    assert "✅ Realisasi anggaran Rp 30.000.000." in gilang.text
    assert "serapan 50% dari Rp 100.000.000" in gilang.text
    gilang.taps("Lanjut ke 3/4").taps("Tidak ada data").taps("Lanjut ke 4/4")
    gilang.taps("Informatif (4)").taps("Periksa dan kirim")
    assert "❗ Realisasi kosong: 3. Waktu rata-rata penanganan aduan." in gilang.text
    assert "✅ 1. Persentase layanan publik daring: <b>75%</b> dari 80% → 93,75% = 75/80" in gilang.text
    gilang.taps("Kirim ke Kabid")
    assert "<b>K-0001</b>, versi 1" in gilang.text
    assert "3 dari 4 indikator terisi." in gilang.text
    assert "Rata-rata capaian <b>95,83%</b> (Sangat Tinggi), dari 3 indikator, 1 tanpa capaian" in gilang.text
    sent = latest(town)
    assert [(each.code, each.realisasi, each.realisasi_anggaran) for each in sent.figures] == [
        ("layanan", Decimal(75), None),
        ("konten", Decimal(15), Decimal(30_000_000)),
        ("aduan", None, None),
        ("opini", Decimal(4), None),
    ]
    assert gilang.conversation is None


def test_a_number_that_may_be_two_is_asked_back() -> None:
    """`1.234` hours may be a thousand or one and a bit: both stand on buttons, and nothing is taken before."""
    gilang = begins(town_with_indicators()).taps("Lewati").taps("Lewati").says("1.234")
    assert "dapat berarti ribuan atau pecahan" in gilang.text
    assert gilang.labels[:2] == ["1234", "1,234"]
    gilang.taps("1,234")
    assert "✅ Realisasi 1,234 jam." in gilang.text


def test_what_is_no_number_says_what_to_write() -> None:
    """The question stays open."""
    gilang = begins(town_with_indicators()).says("sembilan")
    assert "&#34;sembilan&#34; bukan angka. Tulis misalnya 93,75." in gilang.text
    assert "<b>1/4 · " in gilang.text
    gilang.says("80,5")
    assert "Realisasi 80,5%" in gilang.text


def test_a_label_that_the_scale_does_not_have_is_refused() -> None:
    """A scale takes its labels, or what they count."""
    gilang = begins(town_with_indicators()).taps("Lewati").taps("Lewati").taps("Lewati").says("Baik sekali")
    assert '"Baik sekali" tidak ada dalam skala' in gilang.text
    gilang.says("cukup")
    assert "Realisasi Cukup (3)" in gilang.text


def test_last_quarters_figure_is_one_tap() -> None:
    """It is taken as it was, and judged by this quarter's target."""
    gilang = begins(town_with_indicators()).taps("Sama dengan triwulan lalu: 76%")
    assert "Capaian <b>95% = 76/80 · Sangat Tinggi</b>" in gilang.text


def test_an_edited_answer_counts_as_edited() -> None:
    """The figure that a message gave changes with it, wherever the chat stands; other edits change nothing."""
    gilang = begins(town_with_indicators()).says("75").taps("Lanjut ke 2/4").edits("75", "78")
    assert "Realisasi 78%" in gilang.text
    gilang.says("Halo")  # on the card: no field is asked
    assert "belum dimasukkan" in gilang.text
    gilang.edits("Halo", "Hai")
    assert "tidak ada yang berubah" in gilang.text


def test_explanations_are_proposed_where_less_was_reached() -> None:
    """Obstacle, then remedy; each can be skipped, read again and emptied."""
    town = town_with_indicators()
    gilang = begins(town).says("40")
    assert "sebaiknya tambahkan faktor penghambat" in gilang.text
    gilang.taps("Tambah penjelasan").says("Jaringan <putus> & lambat")
    assert "Rencana perbaikan" in gilang.text
    gilang.says("Menambah jalur").taps("Selesai")
    assert "Penghambat: <i>Jaringan &lt;putus&gt; &amp; lambat</i>" in gilang.text
    gilang.taps("Tambah penjelasan").taps("Kosongkan")
    assert "Penghambat" not in gilang.text
    gilang.taps("Tambah penjelasan").says("x" * 1501)
    assert "1501 huruf; paling banyak 1500" in gilang.text


def test_evidence_of_the_open_indicator_is_one_answer_an_album() -> None:
    """Photos that are sent while an indicator is open prove it; the version carries them."""
    town = town_with_indicators()
    gilang = begins(town).says("75").taps("Tambah bukti")
    before = len(gilang.screen)
    gilang.sends("1.jpg", "a", album="A").sends("2.jpg", "b", album="A")
    assert "Memeriksa 2 berkas" in gilang.text
    gilang.files_arrive()
    assert len(gilang.screen) == before + 1
    gilang.taps("Selesai")
    assert "📎 2 bukti" in gilang.text
    gilang.taps("Daftar indikator").taps("Kirim ke Kabid")
    sent = latest(town)
    assert len(sent.figures[0].files) == 2
    assert sent.files == ()
    eko = town.phone("eko").opens(COLLECT, town.unit("ikp"))
    eko.taps("📎 Bukti 1 (2)")
    assert "Bukti: Persentase layanan publik daring" in eko.text
    eko.taps("📎 1.jpg")
    assert eko.last.message.file_id == sent.figures[0].files[0]


def test_a_file_that_could_not_be_kept_proves_nothing() -> None:
    """Its sender is told; the indicator has no evidence by it."""
    gilang = begins(town_with_indicators()).says("75").sends("1.jpg", "a").file_fails(FileFault.BROKEN)
    assert "bukti indikator ini" in gilang.text
    assert any("rusak" in shown.text for shown in gilang.screen)


def test_files_without_an_indicator_are_asked_about() -> None:
    """From the list: one tap ties them to an indicator, another leaves them with the whole."""
    town = town_with_indicators()
    gilang = begins(town).says("75").taps("Daftar indikator").sends("foto.jpg", "a", caption="Rapat").files_arrive()
    gilang.taps("2")
    assert "bukti: Jumlah konten" in gilang.text
    gilang.sends("surat.pdf", "b").files_arrive().taps("Untuk seluruh kiriman").taps("Kirim ke Kabid")
    sent = latest(town)
    assert {each.code: len(each.files) for each in sent.figures} == {"layanan": 0, "konten": 1}
    assert len(sent.files) == 1
    assert sent.note == "Rapat"


def test_last_quarters_figures_are_taken_for_part() -> None:
    """Only what is ticked is taken; the rest is asked for."""
    town = town_with_indicators()
    gilang = town.phone("gilang").opens(COLLECT, town.unit("ikp")).taps("Sama dengan triwulan lalu untuk sebagian")
    assert "Sama dengan Triwulan II 2026" in gilang.text
    gilang.taps("⬜ 1. 76% · Persentase layanan publik dar…").taps("⬜ 4. Cukup (3) · Opini keterbukaan informasi")
    gilang.taps("☑️ 4. Cukup (3) · Opini keterbukaan informasi").taps("Pakai 1 angka triwulan lalu")
    assert "✅ 1. Persentase layanan publik daring: <b>76%</b>" in gilang.text
    assert "▫️ 4. Opini" in gilang.text
    gilang.taps("Isi 2. Jumlah konten informasi publik")
    assert "2/4" in gilang.text


def test_an_older_button_shows_the_latest_question() -> None:
    """A tap on what was answered since changes nothing."""
    gilang = begins(town_with_indicators())
    same = gilang.button("Sama dengan triwulan lalu: 76%")
    gilang.says("75").taps_kept(same)
    assert "Realisasi <b>" not in gilang.text
    assert "realisasi <b>75%</b>" in gilang.text
    assert gilang.toasts


def test_a_draft_left_half_way_is_offered_again() -> None:
    """Another task asks first; `Lanjutkan yang tadi` goes on where it was; leaving asks once more."""
    town = town_with_indicators()
    gilang = begins(town).says("75").taps("Lanjut ke 2/4")
    gilang.says("/kirim")
    assert "belum terkirim" in gilang.text
    gilang.taps("Batal")
    assert "Buang isian ini" in gilang.text
    gilang.taps("Jangan, lanjutkan").taps("Batal")
    dropping = gilang.button("Buang isian")
    gilang.taps_kept(dropping)
    assert gilang.conversation is None
    with pytest.raises(StaleButtonError):
        gilang.taps_kept(dropping)


def test_whoever_left_the_unit_sees_nothing_more_of_its_draft() -> None:
    """After a mutasi the half-finished draft is closed to them: neither shown nor sent; they can leave it."""
    town = town_with_indicators()
    gilang = begins(town).says("75")
    staf, joko = town.phone("gilang").person_id, town.phone("joko").person_id
    theirs = next(held for held in town.office.holdings if held.person_id == joko)
    others = tuple(held for held in town.office.holdings if held.person_id not in (staf, joko))
    town.office = replace(town.office, holdings=(*others, replace(theirs, person_id=staf)))
    with pytest.raises(NotARecipientError):
        gilang.taps("Lanjut ke 2/4")
    with pytest.raises(NotARecipientError):
        gilang.says("80")
    gilang.says("/batal")
    assert gilang.conversation is None


def test_a_plan_that_lost_its_indicators_leaves_an_empty_list() -> None:
    """The office took them back while somebody filled in: nothing breaks, and nothing is left to open."""
    town = town_with_indicators()
    gilang = begins(town).says("75")
    town.records.plan[town.unit("ikp")] = ()
    gilang.taps("Daftar indikator")
    assert "belum terkirim" in gilang.text


def test_many_indicators_are_listed_page_by_page() -> None:
    """Twenty a page; a number opens the one that it names."""
    town = town_with_indicators()
    ikp = town.unit("ikp")
    first = town.records.plan[ikp][0]
    town.records.plan[ikp] = tuple(replace(first, code=f"i{n}", name=f"Indikator ke-{n}") for n in range(1, 46))
    gilang = begins(town).taps("Daftar indikator")
    assert "▫️ 20. Indikator ke-20" in gilang.text
    assert "21. Indikator" not in gilang.text
    gilang.taps("Berikutnya ▶").taps("Berikutnya ▶")
    assert "Berikutnya ▶" not in gilang.labels
    gilang.taps("▫️ 45")
    assert "<b>45/45 · Indikator ke-45</b>" in gilang.text
    gilang.taps("Daftar indikator")
    assert "41. Indikator ke-41" in gilang.text


def test_the_kabid_sees_figures_differences_and_what_is_odd() -> None:
    """First version, then a second that begins with the first one's figures: what changed stands beside it."""
    town = town_with_indicators()
    gilang = begins(town).says("75").taps("Daftar indikator").taps("Kirim ke Kabid")
    eko = town.phone("eko").opens(COLLECT, town.unit("ikp"))
    assert "Capaian: 93,75% = 75/80 · Sangat Tinggi · ▼ 7,58 poin" in eko.text
    assert "⚠️ 2. Realisasi belum diisi." in eko.text
    eko.taps("Kembalikan").says("Lengkapi indikator 2").taps("Kembalikan")
    gilang.opens(COLLECT, town.unit("ikp")).taps("Isi di sini satu per satu").says("14")
    gilang.says("0").taps("Daftar indikator").taps("✅ 1").taps("Ubah realisasi").says("76")
    gilang.taps("Daftar indikator").taps("Kirim ke Kabid")
    eko.opens(COLLECT, town.unit("ikp"))
    assert "Angka yang berubah dari versi 1:" in eko.text
    assert "• 1. Persentase layanan publik daring: realisasi 75% menjadi 76%" in eko.text
    assert "realisasi belum ada menjadi 14 konten, anggaran kosong menjadi Rp 0" in eko.text
    eko.taps("Setujui dan kirim")
    assert latest(town).state is SubmissionState.SENT
    dewi = town.phone("dewi").opens(COLLECT, town.unit("ikp"))
    assert "Capaian: 95% = 76/80" in dewi.text
