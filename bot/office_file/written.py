"""How an office is put into words, whether they go into TOML or into a workbook."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import groupby

from bot.office_file.draft import DayDraft, HoldingDraft, OfficeDraft
from bot.office_file.fields import CLOSED, ZONES, DayKind
from bot.office_file.rows import MONDAY_TO_THURSDAY, WEEKDAYS
from workflow.office_hours import Week, write_hours

THURSDAY, FRIDAY = WEEKDAYS.index("kamis"), WEEKDAYS.index("jumat")


def zone_word(draft: OfficeDraft) -> str:
    """Return WIB, WITA or WIT."""
    return next((short for short, name in ZONES.items() if name == draft.zone), draft.zone)


def week_words(week: Week) -> dict[str, str]:
    """Return the hours by the keys of the weekdays: Monday to Thursday together where they are alike."""
    words = {name: write_hours(hours) or CLOSED for name, hours in zip(WEEKDAYS, week, strict=True)}
    for name in WEEKDAYS[FRIDAY + 1 :]:
        if words[name] == CLOSED:
            del words[name]
    if len(set(week[: THURSDAY + 1])) > 1:
        return words
    return {MONDAY_TO_THURSDAY: words["senin"], **{name: words[name] for name in WEEKDAYS[FRIDAY:] if name in words}}


def day_words(day: DayDraft) -> dict[str, str]:
    """Return what is said of a day but for its date."""
    kind = DayKind.LIBUR if day.is_off else DayKind.MASUK
    return {"jenis": kind.value, "jam": write_hours(day.hours), "keterangan": day.note}


def held_by_person(draft: OfficeDraft) -> defaultdict[str, list[HoldingDraft]]:
    """Return what each person holds, by the person's code."""
    held = defaultdict(list)
    for holding in draft.holdings:
        held[holding.person_code].append(holding)
    return held


def alike(holdings: Sequence[HoldingDraft]) -> list[list[HoldingDraft]]:
    """Return the holdings in runs that differ in nothing but the post."""
    runs = groupby(holdings, key=lambda held: (held.from_on, held.until_on, held.kind, held.sk_number))
    return [list(run) for _, run in runs]
