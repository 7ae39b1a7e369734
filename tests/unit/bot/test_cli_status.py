"""`monev status`: what somebody should look after stands out, and ages are in plain words."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.backing_up import Failure
from bot.backup_set import Backup
from bot.cli_status import Line, lines, span
from bot.standing import Standing, flat
from storage.figures import Figures, Lateness, Waiting

NOW = datetime(2026, 10, 1, 3, 0, tzinfo=UTC)
NONE = Waiting(0, None)
QUIET = Figures(NONE, 0, 0, NONE, 0, 0, 0, 0, None, NONE, Lateness(0, None, 0, 0, 0))
LAST_NIGHT = Backup(
    Path("data/backup/2026-09-30T1800Z"), NOW - timedelta(hours=9), "0.1.0", "0003", 1_234_567, 34, 5_100
)
WELL = Standing(NOW, ZoneInfo("Asia/Jakarta"), QUIET, LAST_NIGHT, None, None)


def ago(**span: float) -> datetime:
    return NOW - timedelta(**span)


def shown(found: Standing) -> dict[str, Line]:
    return {line.name: line for line in lines(found)}


def bad(found: Standing) -> list[str]:
    return [line.name for line in lines(found) if line.is_bad]


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "0 detik"),
        (0.49, "0,4 detik"),
        (9.99, "9,9 detik"),
        (59, "59 detik"),
        (60, "1 menit"),
        (119 * 60, "119 menit"),
        (120 * 60, "2 jam"),
        (47 * 3600, "47 jam"),
        (48 * 3600, "2 hari"),
        (400 * 86400, "400 hari"),
    ],
)
def test_ages_are_in_plain_words(seconds: float, words: str) -> None:
    """One number and one unit, rounded down."""
    assert span(seconds) == words


def test_where_all_is_well_nothing_stands_out() -> None:
    """The backup of last night, with its size and its test."""
    assert bad(WELL) == []
    assert shown(WELL)["Cadangan terakhir"].words == "9 jam lalu, basis data 1,2 MB, 34 berkas 5 KB, tidak terenkripsi"
    assert shown(WELL)["Uji pemulihan"].words == "lulus"
    assert shown(WELL)["Keterlambatan pengingat"].words == "belum ada yang dikirim"


def test_what_failed_names_the_command_that_shows_it() -> None:
    """Dead letters and refused ones; who cannot be reached is a matter of telling them in person."""
    found = replace(WELL, figures=replace(QUIET, dead=2, failed=1, unreachable_people=3))
    assert bad(found) == ["Pesan masuk disisihkan", "Pesan keluar gagal", "Orang tidak terjangkau"]
    assert shown(found)["Pesan masuk disisihkan"].words == "2, lihat: monev inbox list"


def test_what_waits_is_told_with_the_age_of_the_oldest() -> None:
    """Updates, letters and the next reminder, by the office's clock."""
    waiting = replace(
        QUIET,
        unhandled=Waiting(3, ago(minutes=5)),
        unsent=Waiting(1, ago(seconds=12)),
        reminders=4,
        next_reminder_at=NOW + timedelta(hours=20),
    )
    found = shown(replace(WELL, figures=waiting))
    assert found["Pesan masuk menunggu"].words == "3, tertua 5 menit"
    assert found["Pesan keluar menunggu"].words == "1, tertua 12 detik"
    assert found["Pengingat menunggu"].words == "4, berikutnya Jumat, 2 Oktober 2026 pukul 06.00 WIB"


def test_reminders_that_nobody_is_told_of_stand_out() -> None:
    """Not those of a round that is just under way."""
    for seconds, is_bad in ((5, False), (600, True)):
        found = replace(WELL, figures=replace(QUIET, overdue=Waiting(2, ago(seconds=seconds))))
        assert ("Pengingat lewat waktu" in bad(found)) is is_bad


def test_lateness_is_told_with_how_many_and_since_when() -> None:
    """A figure without its base says nothing."""
    late = Lateness(1000, ago(days=30), 0.42, 2.1, 61)
    told = shown(replace(WELL, figures=replace(QUIET, lateness=late)))["Keterlambatan pengingat"].words
    assert told == (
        "separuh paling lama 0,4 detik, 95% paling lama 2,1 detik, terlama 1 menit"
        " (1000 terakhir, sejak Selasa, 1 September 2026 pukul 10.00 WIB)"
    )


def test_a_missing_old_or_failed_backup_stands_out() -> None:
    """Each by itself: none at all, an old one, one that cannot be restored, a try that failed, no program for it."""
    assert bad(replace(WELL, backup=None)) == ["Cadangan terakhir"]
    assert bad(replace(WELL, backup=replace(LAST_NIGHT, made_at=ago(hours=37)))) == ["Cadangan terakhir"]
    assert bad(replace(WELL, backup=replace(LAST_NIGHT, faults=("inbox: 3 rows instead of 4",)))) == ["Uji pemulihan"]
    failed = replace(WELL, failure=Failure(ago(minutes=10), "No space left on device: bukti"))
    assert shown(failed)["Cadangan gagal"].words == "10 menit lalu: No space left on device: bukti"
    lacking = replace(WELL, lacks="pg_dump")
    assert "pg_dump tidak ada" in shown(lacking)["Cadangan"].words
    assert (bad(failed), bad(lacking)) == (["Cadangan gagal"], ["Cadangan"])


def test_the_object_for_programs_is_flat_and_says_the_same() -> None:
    """Plain values under names that tell their unit; what there is not is null."""
    waiting = replace(QUIET, unhandled=Waiting(3, ago(minutes=5)), lateness=Lateness(7, ago(days=1), 0.5, 1, 2))
    told = json.loads(json.dumps(flat(replace(WELL, figures=waiting))))
    assert not [value for value in told.values() if isinstance(value, dict | list)]
    assert (told["inbox_waiting"], told["inbox_oldest_s"], told["outbox_oldest_s"]) == (3, 300, None)
    assert (told["lateness_count"], told["lateness_p50_s"], told["lateness_worst_s"]) == (7, 0.5, 2)
    assert (told["backup_passed"], told["backup_age_s"], told["backup_files"]) == (True, 9 * 3600, 34)
    nothing = flat(replace(WELL, backup=None))
    assert (nothing["backup_at"], nothing["backup_age_s"], nothing["backup_passed"]) == (None, None, None)
