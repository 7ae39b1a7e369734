"""The card of a cycle: the same in every chat, redrawn only by what shows on it."""

from __future__ import annotations

from fake_records import APTIKA, IKP, PERSONS, Town, messages, person, verbs_of

from handlers import card, verbs
from handlers.desk import Desk
from handlers.outgoing import Message, Priority, ToChat
from workflow import commands as c


def cards(desk: Desk) -> dict[int, Message]:
    """Return the cards that went out, by chat."""
    return {
        sent.chat_id: sent.message
        for sent in desk.tray.entries
        if isinstance(sent, ToChat) and sent.message.key.startswith("kartu:")
    }


def test_every_person_of_the_office_has_the_same_card() -> None:
    """All chats get one rendering, pinned, without a sound, after everything else."""
    desk = Town().ordered()
    sent = cards(desk)
    assert sent.keys() == {9000 + known.id for known in PERSONS}
    assert len({id(message) for message in sent.values()}) == 1
    message = next(iter(sent.values()))
    assert (message.key, message.pinned, message.silent) == ("kartu:1", True, True)
    priorities = {entry.priority for entry in desk.tray.entries if isinstance(entry, ToChat) and entry.message.pinned}
    assert priorities == {Priority.CARD}
    assert verbs_of(message) == [(verbs.TASKS, ()), (verbs.STATUS, ("1",))]


def test_the_card_shows_seven_steps_the_ball_and_the_deadline() -> None:
    """Done steps are ticked, the running one says how many units and until when, and who holds the ball."""
    town = Town()
    town.directed()
    desk = town.does("tim1", c.RecordCoordination(APTIKA, "Disepakati"))
    text = card.render(town.cycle, desk)
    assert "Monev Triwulan III 2026" in text
    assert "✅ 1. Disposisi" in text
    assert "▶️ 3. <b>Koordinasi dengan unit</b> · 1/2 unit · s.d. 2 Okt 16.30" in text
    assert "⏳ 7. Rencana tindak lanjut" in text
    assert "2 dari 7 langkah" in text
    assert "Batas SOP: Rabu, 21 Oktober 2026" in text
    assert "👉 Tim Monev: koordinasi dengan unit (Bidang IKP), sejak 1 Okt 08.00" in text
    assert "<i>Keadaan 1 Okt 08.00</i>" in text
    assert "sisa" not in text


def test_the_card_counts_days_and_says_as_of_when() -> None:
    """It is drawn anew each working morning, so days stay true all day; hours are left to the status."""
    town = Town()
    town.collecting()
    town.passes(days=4)
    text = card.render(town.cycle, town.sits("tim1"))
    assert "▶️ 4. <b>Pengumpulan data</b> · 0/2 unit · hari ke-2 dari 10, s.d. 15 Okt 16.00" in text
    assert "👉 Kasi/Staf: isi dan kirim data (semua 2 unit), sejak 1 Okt 08.00" in text
    assert "<i>Keadaan 5 Okt 08.00</i>" in text


def test_what_is_overdue_is_said_in_plain_words() -> None:
    """By working days; of several units the one that is due first speaks."""
    town = Town()
    town.collecting()
    town.passes(days=15)
    text = card.render(town.cycle, town.sits("tim1"))
    assert "▶️ 4. <b>Pengumpulan data</b> · 0/2 unit · ⚠️ lewat 1 hari kerja" in text
    assert "s.d." not in text


def test_reading_a_letter_does_not_redraw_the_card() -> None:
    """What does not show on the card leaves every chat alone."""
    town = Town()
    town.ordered()
    assert not cards(town.does("sekdis", c.ReadDisposisi()))


def test_who_left_or_has_no_chat_gets_no_card() -> None:
    """Only holders of a post today who can be reached get one, and nobody is reported missing for a card."""
    town = Town()
    del town.records.chat_of[person("staf1").id]
    town.also_holds("tim1", of="kabid1")
    desk = town.ordered()
    assert 9000 + person("staf1").id not in cards(desk)
    assert 9000 + person("kabid1").id not in cards(desk)
    assert not desk.unreached


def test_the_bar_fills_from_empty_to_full() -> None:
    """The bar grows with the cycle and is full at its end, when the card says so and waits for nobody."""
    stories = [Town() for _ in range(4)]
    desks = [stories[0].ordered(), stories[1].collecting(), stories[2].reported(), stories[3].closed()]
    texts = [card.render(story.cycle, desk) for story, desk in zip(stories, desks, strict=True)]
    filled = [text.count("▰") for text in texts]
    assert filled == sorted(set(filled))
    assert "▱" not in texts[-1]
    assert "Selesai" in texts[-1]
    assert "👉" not in texts[-1]


def test_a_withdrawn_cycle_says_so() -> None:
    """After the disposisi was taken back the card says that nothing is owed."""
    town = Town()
    town.ordered()
    desk = town.does("kadis", c.WithdrawDisposisi())
    text = messages(desk, "tim1")[-1].text
    assert "Disposisi ditarik" in text
    assert "👉" not in text


def test_desks_of_a_step_are_told_apart() -> None:
    """While one unit fills in and another's Kabid checks, the card names each desk with its unit."""
    town = Town()
    town.collecting()
    desk = town.drafted(IKP)
    text = card.render(town.cycle, desk)
    assert "👉 Kasi/Staf: isi dan kirim data (Bidang Aptika)" in text
    assert "👉 Kabid: periksa data (Bidang IKP)" in text
