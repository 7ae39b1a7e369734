"""The Tim's conversation: direction, coordination unit by unit, the order to collect data."""

from __future__ import annotations

import pytest
from chat_town import CYCLE, Town

from workflow.cycle import COLLECT, COORDINATE, DIRECT, Phase, ReceiptState
from workflow.refusals import NotARecipientError, NotPermittedError, UnknownUnitError


def _phase(town: Town, unit: str) -> Phase | None:
    owed = town.cycle.assignment(COLLECT, town.unit(unit))
    return owed.phase if owed else None


def test_opening_step_three_shows_the_direction_as_written_and_is_its_read_receipt() -> None:
    """Markup signs that the Sekretaris typed stay intact, and the direction counts as read."""
    town = Town().directed()
    budi = town.phone("budi").opens(COORDINATE)
    assert "indikator &lt;merah&gt; &amp; kuning" in budi.text
    assert "Bidang Aplikasi Informatika: menunggu koordinasi Tim" in budi.text
    given = town.cycle.direction(DIRECT)
    assert given is not None
    read = [receipt.post_id for receipt in given.receipts.values() if receipt.state is ReceiptState.READ]
    assert [town.office.post(post_id).code for post_id in read] == ["tim-2"]


def test_a_unit_is_coordinated_then_ordered() -> None:
    """List, unit, words, save, order: each answer carries the button of the next step."""
    town = Town().directed()
    budi = town.phone("budi").opens(COORDINATE).taps("⏳ Bidang Informasi dan Komunikasi Publik")
    assert "Eko Contoh" in budi.text
    assert "Gilang Contoh" in budi.text
    budi.taps("Catat hasil koordinasi").says("8 indikator <lengkap>")
    assert "8 indikator &lt;lengkap&gt;" in budi.text
    budi.taps("Simpan hasil koordinasi")
    assert "tercatat" in budi.text
    assert _phase(town, "ikp") is Phase.TO_ORDER
    budi.taps("Perintahkan pengumpulan data").taps("Kirim perintah")
    assert "Perintah terkirim ke Bidang Informasi dan Komunikasi Publik" in budi.text
    assert "Kamis, 15 Oktober 2026 pukul 16.00 WIB (sisa 10 hari kerja)" in budi.text
    assert _phase(town, "ikp") is Phase.FILLING


def test_all_units_that_are_ready_are_ordered_with_one_button() -> None:
    """The order reaches every unit that was coordinated with, with the words that were added."""
    town = Town().coordinated()
    budi = town.phone("budi").opens(COORDINATE).taps("Perintahkan semua yang siap (4)")
    budi.says("Sertakan bukti dukung").taps("Kirim perintah")
    assert {_phase(town, unit) for unit in ("ikp", "aptika", "statistik", "umum")} == {Phase.FILLING}
    assert [given.text for given in town.cycle.directions if given.step == COLLECT] == ["Sertakan bukti dukung"] * 4


def test_an_old_order_button_shows_how_the_unit_stands_now() -> None:
    """A second tap orders nothing twice and is answered with the present state."""
    town = Town().coordinated()
    budi = town.phone("budi").opens(COLLECT, town.unit("ikp"))
    old = budi.button("Perintahkan pengumpulan data")
    budi.taps("Perintahkan pengumpulan data").taps("Kirim perintah")
    budi.taps_kept(old)
    assert "mengumpulkan data, sampai 15 Okt" in budi.text
    assert budi.conversation is None


def test_a_half_finished_form_is_offered_again() -> None:
    """Words that were typed are not lost when another task is begun; the person chooses."""
    town = Town().directed()
    budi = town.phone("budi").opens(COORDINATE, town.unit("ikp")).taps("Catat hasil koordinasi").says("Setengah jadi")
    budi.opens(COORDINATE, town.unit("aptika")).taps("Catat hasil koordinasi")
    assert "Lanjutkan yang tadi?" in budi.text
    assert budi.labels == ["Lanjutkan yang tadi", "Tinggalkan, mulai yang baru", "Batalkan yang tadi"]
    budi.taps("Lanjutkan yang tadi")
    assert "Setengah jadi" in budi.text
    budi.opens(COORDINATE, town.unit("aptika")).taps("Catat hasil koordinasi").taps("Tinggalkan, mulai yang baru")
    assert "Aplikasi Informatika" in budi.text


def test_a_unit_sees_what_the_tim_noted_but_has_no_buttons_of_the_tim() -> None:
    """The unit's own people may look; ordering is not theirs."""
    town = Town().coordinated()
    gilang = town.phone("gilang").opens(COORDINATE, town.unit("ikp"))
    assert "Disepakati" in gilang.text
    assert "Perintahkan pengumpulan data" not in gilang.labels


def test_strangers_to_a_unit_are_refused() -> None:
    """Neither the list nor another unit's screen opens for a unit's own people."""
    town = Town().coordinated()
    with pytest.raises(NotARecipientError):
        town.phone("gilang").opens(COORDINATE)
    with pytest.raises(NotARecipientError):
        town.phone("gilang").opens(COORDINATE, town.unit("aptika"))
    with pytest.raises(UnknownUnitError):
        town.phone("budi").opens(COORDINATE, 99)


def test_a_forged_order_is_refused_by_the_rules() -> None:
    """A button made for the Tim does nothing in other hands, even with a form filled in."""
    town = Town().coordinated()
    order = town.phone("budi").opens(COLLECT, town.unit("ikp")).button("Perintahkan pengumpulan data")
    gilang = town.phone("gilang").taps_kept(order)
    with pytest.raises(NotPermittedError):
        gilang.taps("Kirim perintah")
    assert _phase(town, "ikp") is Phase.TO_ORDER


def test_a_member_with_two_posts_acts_for_both() -> None:
    """Andi is of the Tim and Kasi of a unit: he orders the one time and fills in the other."""
    town = Town().coordinated()
    andi = town.phone("andi").opens(COLLECT, town.unit("aptika"))
    andi.taps("Perintahkan pengumpulan data").taps("Kirim perintah")
    andi.opens(COLLECT, town.unit("aptika"))
    assert "Kirim data" in andi.labels
    assert town.cycle.id == CYCLE
