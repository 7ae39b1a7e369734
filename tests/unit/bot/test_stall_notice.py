"""After a standstill every admin gets one message: what happened, and what was late by it."""

from __future__ import annotations

from datetime import timedelta

from samples import NOON, said
from sqlalchemy import text
from turn_town import NOW, Town, words_of

from bot.stall_notice import stall_letters
from bot.stalls import Stall, StallKind
from bot.turn import TurnResult

STALL = Stall(StallKind.KILLED, NOW - timedelta(hours=2), NOW)


def told(town: Town, stall: Stall = STALL) -> TurnResult:
    with town.engine.begin() as connection:
        return TurnResult(posted=stall_letters(connection, town.world, stall))


def test_the_admin_reads_what_happened_and_what_was_late(town: Town) -> None:
    """A message that waited at Telegram for an hour, and nothing else; no word of it is repeated."""
    town.clock.at = NOW + timedelta(minutes=1)
    town.works(said("Realisasi 93 persen", 700_001, at=NOON - 3600))
    with town.engine.begin() as connection:
        connection.execute(text("UPDATE outbox SET state = 'sent', sent_at = created_at"))
    result = told(town)
    assert [letter.chat_id for letter in result.posted] == [700_002]
    words = words_of(result)
    assert "Bot mati mendadak" in words
    assert "Kamis, 1 Oktober 2026 pukul 10.00 WIB sampai Kamis, 1 Oktober 2026 pukul 12.00 WIB (2 jam)" in words
    assert "1 pesan masuk terlambat, terlama 1 jam 1 menit" in words
    assert "tidak ada yang hilang" in words
    assert "Realisasi" not in words


def test_after_a_restore_it_is_said_what_is_missing(town: Town) -> None:
    """Not that nothing was lost: what came between the backup and the restore is gone."""
    words = words_of(told(town, Stall(StallKind.RESTORED, NOW - timedelta(hours=2), NOW)))
    assert "Bot dipulihkan dari cadangan" in words
    assert "Data kembali seperti pada saat pertama" in words
    assert "tidak ada yang hilang" not in words


def test_after_a_long_absence_of_telegrams_the_day_that_it_keeps_is_named(town: Town) -> None:
    """Within a day nothing is lost; beyond it the senders are to be asked."""
    for hours, is_lost in ((3, False), (30, True)):
        words = words_of(told(town, Stall(StallKind.UNREACHABLE, NOW - timedelta(hours=hours), NOW)))
        assert "Telegram tidak dapat dihubungi dari server kantor" in words
        assert ("perlu dikirim lagi" in words) is is_lost
        assert ("tidak ada yang hilang" in words) is not is_lost


def test_where_nothing_was_late_that_is_said(town: Town) -> None:
    """A night without work."""
    assert "Tidak ada pesan atau pengingat yang terlambat" in words_of(told(town))


def test_a_late_reminder_and_what_still_waits_are_counted(town: Town) -> None:
    """By the instant for which it was planned."""
    town.clock.at = NOW + timedelta(minutes=10)
    for wanted, state in ((NOW - timedelta(hours=1), "sent"), (None, "pending")):
        with town.engine.begin() as connection:
            connection.execute(
                text(
                    "INSERT INTO outbox (bot_id, chat_id, key, method, params, document, priority, state, attempts,"
                    " error, created_at, wanted_at, sent_at, held_ms) VALUES (42, 1, '', 'sendMessage', '{}', '', 1,"
                    " :state, 0, '', :at, :wanted, :sent, 0)"
                ),
                {"state": state, "at": _stored(NOW), "wanted": wanted and _stored(wanted), "sent": _stored(NOW)},
            )
    words = words_of(told(town))
    assert "1 pengingat terlambat, terlama 1 jam" in words
    assert "Masih menunggu: 1." in words


def _stored(at: object) -> str:
    return str(at).replace("+00:00", "") + ".000000"
