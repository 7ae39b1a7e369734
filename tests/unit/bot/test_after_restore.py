"""The first start after a restore: the register says so, everyone is asked to look after what they did since."""

from __future__ import annotations

from datetime import timedelta

from turn_town import NOW, Town, words_of

from bot.after_restore import restore_letters
from bot.stalls import Stall, StallKind
from bot.turn import TurnResult
from storage.register import Register
from workflow.register import BackupRestored

STALL = Stall(StallKind.RESTORED, NOW - timedelta(hours=9), NOW)


def test_it_is_registered_in_every_office_and_told_to_everyone_with_a_chat(town: Town) -> None:
    """Once each, with the instants on the office's wall; the program itself did it, so no actor stands there."""
    with town.engine.begin() as connection:
        result = TurnResult(posted=restore_letters(connection, town.world, STALL))
    assert {letter.chat_id for letter in result.posted} == {700_001, 700_002, 700_003}
    words = words_of(result, 700_001)
    assert words.count("Bot dipulihkan dari cadangan Kamis, 1 Oktober 2026 pukul 03.00 WIB") == 1
    assert "sampai Kamis, 1 Oktober 2026 pukul 12.00 WIB" in words
    with town.engine.begin() as connection:
        for office_id in (town.first, town.second):
            (entry,) = Register(connection, office_id).entries()
            assert (entry.entry, entry.actor) == (BackupRestored("2026-09-30T20:00:02+00:00"), None)
