"""Butuh bantuan in chat: what is needed reaches the superior as it was said, and the asker learns whom it reached."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from chat_town import CYCLE, Phone, Town

from handlers.outgoing import Button
from workflow.cycle import COLLECT, COORDINATE, DECIDE, FOLLOW_UP
from workflow.events import HelpAsked
from workflow.office import Role
from workflow.refusals import NotHolderError, RefusalError, StepEndedError

UNIT = "aptika"
KABID, SEKRETARIS, KEPALA = "irfan", "ratna", "hendra"


def needs_help(town: Town, code: str = "joko", step: int = COLLECT, unit: str | None = UNIT) -> Phone:
    """Let a person tap the reminder's button."""
    place = f"{CYCLE}:{step}:{town.unit(unit) if unit else 0}"
    return town.phone(code).taps_kept((0, Button("", f"1:minta_bantuan:{place}")))


def without_chat(town: Town, *codes: str) -> Town:
    """Let these people have no chat with the bot."""
    for code in codes:
        del town.records.chat_of[town.phone(code).person_id]
    return town


def calls(town: Town) -> list[HelpAsked]:
    """Return the calls for help in the cycle's history."""
    return [kept.event for kept in town.records.history(CYCLE) if isinstance(kept.event, HelpAsked)]


def test_the_kabid_hears_the_words_as_they_were_written() -> None:
    """Who asks, which task, until when, and the way to it; the asker learns who was told."""
    town = Town().collecting()
    joko = needs_help(town).says("Server <mati> & listrik padam").taps("Kirim ke atasan")
    assert joko.text == "✅ Permintaan bantuan terkirim kepada Irfan Contoh, S.Kom., M.T.I."
    kabid = town.phone(KABID)
    assert "Butuh bantuan</b>, Triwulan III 2026" in kabid.text
    assert "Pengumpulan data Bidang Aplikasi Informatika" in kabid.text
    assert "Dari Joko Contoh, A.Md.Kom. (Staf Bidang Aplikasi Informatika 1)" in kabid.text
    assert "Batas: Kamis, 15 Oktober 2026 pukul 16.00 WIB" in kabid.text
    assert "<blockquote>Server &lt;mati&gt; &amp; listrik padam</blockquote>" in kabid.text
    assert kabid.labels == ["Buka tugas", "Lihat status"]
    assert "Bidang Aplikasi Informatika" in kabid.taps("Buka tugas").text
    assert "Status monev" in kabid.taps("Lihat status").text
    for code in (SEKRETARIS, KEPALA, "dewi", "eko"):
        assert not town.phone(code).screen


def test_a_proposed_sentence_is_two_taps_away() -> None:
    """What most people need stands there to be chosen."""
    town = Town().collecting()
    joko = needs_help(town)
    assert "1. Data belum tersedia dari bidang lain." in joko.text
    label = next(label for label in joko.labels if label.startswith("3. Sedang dinas luar"))
    joko.taps(label).taps("Kirim ke atasan")
    assert "Sedang dinas luar, mohon ditunjuk pengganti." in town.phone(KABID).text


def test_a_voice_note_or_photo_is_handed_on() -> None:
    """The superior gets the file itself beneath the words; it stands in the history too."""
    town = Town().collecting()
    joko = needs_help(town).sends("suara.ogg", caption="Begini keadaannya").files_arrive()
    joko.taps("Kirim ke atasan")
    words, file = town.phone(KABID).screen[-2:]
    assert "Begini keadaannya" in words.text
    assert "1 berkas menyusul" in words.text
    assert file.message.file_id is not None
    assert calls(town) == [HelpAsked(COLLECT, town.unit(UNIT), "Begini keadaannya", (file.message.file_id,))]


def test_a_superior_without_a_chat_is_passed_over_and_named() -> None:
    """The Sekretaris hears it in the Kabid's place."""
    town = without_chat(Town().collecting(), KABID)
    joko = needs_help(town).says("Server mati").taps("Kirim ke atasan")
    assert "terkirim kepada Ratna Contoh" in joko.text
    assert "Diteruskan ke atasan berikutnya karena belum terhubung ke bot: Irfan Contoh" in joko.text
    assert "Server mati" in town.phone(SEKRETARIS).text


def test_a_vacant_post_is_passed_over() -> None:
    """Nobody is named for it."""
    town = Town().collecting()
    post = town.office.posts_with(Role.KABID, unit_id=town.unit(UNIT))[0]
    kept = tuple(held for held in town.office.holdings if held.post_id != post.id)
    town.office = replace(town.office, holdings=kept)
    joko = needs_help(town).says("Server mati").taps("Kirim ke atasan")
    assert joko.text.startswith("✅ Permintaan bantuan terkirim kepada Ratna Contoh")
    assert "belum terhubung" not in joko.text


def test_where_nobody_can_be_told_the_asker_learns_whom_to_call() -> None:
    """The call stands in the history, and the names are given to be told in person."""
    town = without_chat(Town().collecting(), KABID, SEKRETARIS, KEPALA)
    joko = needs_help(town).says("Server mati").taps("Kirim ke atasan")
    assert "belum ada atasan yang dapat diberi tahu lewat bot" in joko.text
    assert "kepada Irfan Contoh, S.Kom., M.T.I., Ratna Contoh" in joko.text
    assert "Hendra Contoh" in joko.text
    assert [call.text for call in calls(town)] == ["Server mati"]


@pytest.mark.parametrize(
    ("start", "who", "step", "unit", "superior"),
    [
        (Town.ordered, SEKRETARIS, 2, None, KEPALA),
        (Town.directed, "budi", COORDINATE, "ikp", SEKRETARIS),
        (Town.collecting, KABID, COLLECT, UNIT, SEKRETARIS),
        (Town.evaluated, "dewi", 5, None, SEKRETARIS),
    ],
)
def test_everyone_has_their_own_superior(start, who: str, step: int, unit: str | None, superior: str) -> None:
    """Up the line of command of the SOP file, from whoever asks."""
    town = Town()
    start(town)
    needs_help(town, who, step, unit).says("Mohon bantuan").taps("Kirim ke atasan")
    assert "Mohon bantuan" in town.phone(superior).text


def test_a_kasi_who_shares_the_task_with_the_kabid_asks_the_kabid() -> None:
    """The superior of whoever asks, not of everyone who owes it."""
    town = Town().reported().decided()
    kasi = town.office.posts_with(Role.KASI, unit_id=town.unit(UNIT))[0]
    holder = town.office.holder(kasi.id, town.calendar.local_day(town.now))
    assert holder is not None
    needs_help(town, holder.code, FOLLOW_UP).says("Bagaimana rencananya").taps("Kirim ke atasan")
    assert "Bagaimana rencananya" in town.phone(KABID).text


def test_above_the_kepala_dinas_there_is_nobody() -> None:
    """He is told so before he types anything."""
    town = Town().reported()
    hendra = needs_help(town, KEPALA, DECIDE, UNIT)
    assert "tidak ada atasan untuk" in hendra.text
    assert hendra.conversation is None


def test_only_who_owes_it_asks_for_help() -> None:
    """Others, and whoever comes too late, are refused before they type anything."""
    town = Town().collecting()
    for code in ("gilang", "budi", SEKRETARIS):
        with pytest.raises(NotHolderError):
            needs_help(town, code)
    with pytest.raises(StepEndedError):
        needs_help(town.sent(UNIT))


def test_a_form_left_open_while_the_task_ended_gives_the_words_back() -> None:
    """The rules are asked again when it is sent."""
    town = Town().collecting()
    joko = needs_help(town).says("Server mati")
    town.sent(UNIT)
    with pytest.raises(RefusalError):
        joko.taps("Kirim ke atasan")
    assert calls(town) == []


def test_too_many_words_are_refused_at_once() -> None:
    """A thousand characters fit; more is told, and nothing is lost of what stood there."""
    town = Town().collecting()
    joko = needs_help(town).says("Server mati").says("x" * 1000)
    assert "paling banyak 1000" in joko.text
    joko.taps("Kirim ke atasan")
    assert [call.text for call in calls(town)] == ["Server mati"]


def test_a_blank_call_is_not_sent() -> None:
    """Blanks are no words: there is nothing to send yet."""
    town = Town().collecting()
    joko = needs_help(town).says("   ")
    assert "Kirim ke atasan" not in joko.labels


def test_help_may_be_asked_for_again() -> None:
    """A second call is another one; each is told."""
    town = Town().collecting()
    for words in ("Server mati", "Listrik padam"):
        needs_help(town).says(words).taps("Kirim ke atasan")
        town.now += timedelta(minutes=5)
    assert "Listrik padam" in town.phone(KABID).text
    assert len(calls(town)) == 2
