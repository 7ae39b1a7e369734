"""Which night has its backup, and which backups are let go, whatever the clock does."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from bot.backing_up import BY_NIGHT, DAILY, MONTHLY, is_owed, night_of, superfluous
from bot.backup_set import Backup, name_of

WIB, WIT = ZoneInfo("Asia/Jakarta"), ZoneInfo("Asia/Jayapura")
EVENING = datetime(2026, 10, 1, 13, 0, tzinfo=UTC)
A_DAY, A_MINUTE = timedelta(days=1), timedelta(minutes=1)
INSTANTS = st.datetimes(datetime(2026, 1, 1), datetime(2031, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - UTC is given


def made(at: datetime, *, passed: bool = True) -> Backup:
    return Backup(Path(name_of(at)), at, "1", "0001", 1, 0, 0, () if passed else ("damaged",))


@given(INSTANTS, st.sampled_from([WIB, WIT, ZoneInfo("Asia/Makassar")]))
def test_it_begins_at_one_on_the_offices_wall_and_ends_a_day_later(now: datetime, zone: ZoneInfo) -> None:
    """Every instant belongs to one night."""
    begin, end = night_of(now, zone)
    assert begin <= now < end
    assert end - begin == A_DAY
    assert begin.astimezone(zone).time() == BY_NIGHT


def test_each_zone_has_its_own() -> None:
    """01.00 WIT is two hours before 01.00 WIB."""
    assert night_of(EVENING, WIB)[0] == datetime(2026, 9, 30, 18, 0, tzinfo=UTC)
    assert night_of(EVENING, WIT)[0] == datetime(2026, 9, 30, 16, 0, tzinfo=UTC)


def test_a_backup_later_in_the_day_counts_for_the_night_that_was_missed() -> None:
    """The bot was down at one, and made up for it at half past eight."""
    begin, end = night_of(EVENING, WIB)
    assert is_owed(EVENING, WIB, [made(begin - A_MINUTE)])
    assert not is_owed(EVENING, WIB, [made(begin)])
    assert not is_owed(EVENING, WIB, [made(begin + timedelta(hours=7))])
    assert is_owed(end, WIB, [made(begin + timedelta(hours=7))])


def test_backups_from_the_future_do_not_stand_in_for_tonights() -> None:
    """The clock was wrong for a while: backups go on all the same when it is right again."""
    assert is_owed(EVENING, WIB, [made(EVENING + 400 * A_DAY)])


@given(st.lists(st.integers(-60, 6000), max_size=60))
def test_however_the_clock_goes_a_night_gets_one(minutes: list[int]) -> None:
    """Ticks at any time, forward and back: never two of one night, none missed that was looked at."""
    there: list[Backup] = []
    for minute in minutes:
        now = EVENING + minute * A_MINUTE
        if is_owed(now, WIB, there):
            there.append(made(now))
    nights = [night_of(each.made_at, WIB) for each in there]
    assert len(nights) == len(set(nights))
    assert set(nights) == {night_of(EVENING + minute * A_MINUTE, WIB) for minute in minutes}


def test_after_two_years_of_nights() -> None:
    """The last fortnight, and the last backup of each of twelve months: of the two newest it is among the days."""
    first = datetime(2025, 1, 1, 18, 0, tzinfo=UTC)
    there = [made(first + number * A_DAY) for number in range(730)]
    now = there[-1].made_at + A_MINUTE
    gone = superfluous(there, now, WIB)
    kept = [each for each in there if each not in gone]
    assert kept[-DAILY:] == there[-DAILY:]
    days = [each.made_at.astimezone(WIB).date() for each in kept[:-DAILY]]
    assert (days[0], days[-1]) == (date(2026, 2, 28), date(2026, 11, 30))
    assert len(days) == MONTHLY - 2
    assert all((day + A_DAY).day == 1 for day in days)


def test_night_after_night_comes_to_the_same() -> None:
    """What one night has left is enough for the next ones: no month is missing at the end."""
    there: list[Backup] = []
    for number in range(500):
        at = datetime(2025, 1, 1, 18, 0, tzinfo=UTC) + number * A_DAY
        there.append(made(at))
        gone = superfluous(there, at, WIB)
        there = [each for each in there if each not in gone]
        assert len(there) <= DAILY + MONTHLY
    assert len({(on.year, on.month) for on in (each.made_at.astimezone(WIB) for each in there)}) == MONTHLY


def test_of_a_day_the_last_one_is_kept() -> None:
    """Somebody ran `monev backup` three times; days are the office's."""
    noon = datetime(2026, 10, 1, 5, 0, tzinfo=UTC)
    there = [made(noon), made(noon + A_MINUTE), made(noon + timedelta(hours=11))]
    assert superfluous([*there, made(noon + timedelta(hours=13))], noon + A_DAY, WIB) == there[:2]


def test_one_that_failed_its_test_never_pushes_out_one_that_passed() -> None:
    """Neither of its day, nor of its month, nor by number: the newest that can be restored stays."""
    there = [made(EVENING - n * A_DAY, passed=False) for n in range(100)]
    good = made(EVENING - 200 * A_DAY)
    assert good not in superfluous([good, *there], EVENING, WIB)
    same_day = made(there[3].made_at - A_MINUTE)
    assert there[3] in superfluous([same_day, *there], EVENING, WIB)


def test_what_seems_to_be_from_the_future_is_left_alone() -> None:
    """And pushes out nothing: the backups of a year that a wrong clock made are nobody's days."""
    there = [made(EVENING + n * A_DAY) for n in range(-20, 100)]
    gone = superfluous(there, EVENING, WIB)
    assert gone == [each for each in there if each.made_at < EVENING - 13 * A_DAY][: len(gone)]
    assert all(each.made_at <= EVENING for each in gone)


@given(st.lists(st.tuples(INSTANTS, st.booleans()), max_size=80), INSTANTS)
def test_whatever_is_there_the_newest_stays(facts: Iterable[tuple[datetime, bool]], now: datetime) -> None:
    """And what is superfluous once is so until it is removed: removing it makes nothing else so."""
    there = [made(at, passed=passed) for at, passed in facts]
    gone = superfluous(there, now, WIB)
    left = [each for each in there if each not in gone]
    assert superfluous(left, now, WIB) == []
    good = [each.made_at for each in there if each.passed and each.made_at <= now]
    assert not good or max(good) in [each.made_at for each in left]
    assert len([each for each in left if each.made_at <= now]) <= DAILY + MONTHLY + 1
