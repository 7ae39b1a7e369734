"""The words of the office's calendar: what is off, and how an admin changes it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

from babel.dates import format_date
from markupsafe import Markup

from handlers.conversations import CalendarChange, CalendarField
from handlers.dates import DayError
from handlers.texts import rencana
from handlers.texts.moving import shifts
from handlers.texts.words import (
    EMPTY,
    LOCALE,
    day,
    fill,
    lines,
    listed,
    paragraphs,
    plain_name,
    sentence,
    short_day,
    unreached,
    zone,
)
from workflow.fields import REASON_MINIMUM
from workflow.office_hours import Week, write_hours
from workflow.working_time import DayOff

if TYPE_CHECKING:
    from handlers.desk import Desk, Room
    from handlers.moving import Moved

ADD = "Tambah hari libur"
DROP = "Hapus hari libur"
SAVE = "Simpan"
CHANGE = "Ubah"
CALENDAR = "Kalender kantor"
TASKS = "Tugas saya"
REASON_LIMIT = 200
"""Characters of what a day is and on what it rests: fits one line of the calendar on a phone, and the history."""
LABEL_LIMIT = 36
_WEEKDAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
ADMINS_ONLY = Markup(
    "Kalender kantor hanya diubah oleh admin kantor. Bila ada hari yang keliru, mohon beri tahu admin."
)
EDIT_CHANGES_NOTHING = Markup("Menyunting pesan tidak mengubah isian ini. Silakan tulis jawabannya sebagai pesan baru.")
PREVIEW_TAKES_NO_TEXT = Markup("Teks itu tidak dimasukkan. Tekan Simpan bila sudah benar, atau Ubah.")
NO_FILES = Markup(
    "Perubahan kalender tidak memerlukan berkas, jadi berkas ini tidak dimasukkan. Isiannya tetap tersimpan."
)
CHANGED_SINCE = "Batas yang bergeser berubah sejak pesan ini dibuat. Mohon periksa lagi, lalu simpan."
DAY_EXAMPLE = rencana.DAY_EXAMPLE
_REASON = Markup(
    "Hari libur apa, dan apa dasarnya? Yang Bapak/Ibu tulis dibaca oleh semua yang batasnya bergeser.\n"
    "Contoh: <i>Cuti bersama Idulfitri, SKB 3 Menteri</i>"
)
_WHY_WORKED = Markup(
    "Mengapa kantor tetap masuk pada hari itu? Yang Bapak/Ibu tulis dibaca oleh semua yang batasnya bergeser.\n"
    "Contoh: <i>Cuti bersama dicabut, SKB 3 Menteri perubahan</i>"
)


def calendar(desk: Desk, days: Sequence[DayOff], own: Collection[date], until: date) -> Markup:
    """Show the next days off and on what each rests, days with other hours, and a year that may still change."""
    kept = desk.calendar
    return paragraphs(
        fill("🗓 <b>Kalender kantor</b>, {zone}", zone=zone(desk.office)),
        lines(Markup("<b>Hari libur berikutnya</b>"), *(_day_off(each, own) for each in days))
        if days
        else Markup("Belum ada hari libur yang tercatat sampai setahun ke depan."),
        _section("<b>Tetap masuk kerja</b>", (_named_day(on, desk) for on in _coming(kept.extra_days, desk))),
        _section("<b>Jam kerja lain</b>", (*_half_days(desk), *_special_hours(desk, until))),
        _undecreed(desk, until),
    )


def _day_off(each: DayOff, own: Collection[date]) -> Markup:
    """Return the day with what it is and who has set it; a name that begins with cuti bersama says that itself."""
    says_so = each.name.casefold().startswith("cuti bersama")
    source = "kantor" if each.on in own else "" if says_so else "nasional"
    return fill("• {day}{name}{source}", day=day(each.on), name=_after(": ", each.name), source=_after(" · ", source))


def _after(mark: str, text: str) -> str:
    return f"{mark}{text}" if text else ""


def _section(title: str, found: Iterable[Markup]) -> Markup:
    shown = tuple(found)
    return lines(Markup(title), *shown) if shown else EMPTY  # noqa: S704 - ours


def _coming(days: Iterable[date], desk: Desk) -> list[date]:
    return sorted(on for on in days if on >= desk.today)


def _named_day(on: date, desk: Desk) -> Markup:
    return fill("• {day}{name}", day=day(on), name=_after(": ", desk.calendar.names.get(on, "")))


def _half_days(desk: Desk) -> Iterator[Markup]:
    own = desk.calendar.day_hours
    for on in _coming(own, desk):
        yield fill("{day}, {hours}", day=_named_day(on, desk), hours=write_hours(own[on]))


def _special_hours(desk: Desk, until: date) -> Iterator[Markup]:
    for each in desk.calendar.special_hours:
        if each.last_on >= desk.today and each.first_on <= until:
            yield fill(
                "• {name}, {first} s.d. {last}: {hours}",
                name=each.name or "Jam khusus",
                first=_date(each.first_on),
                last=_date(each.last_on),
                hours=week(each.weekly),
            )


def week(weekly: Week) -> str:
    """Return a week of hours, days of the same hours together: `Senin-Kamis 08.00-15.00, Jumat 08.00-15.30`."""
    parts: list[str] = []
    for hours, days in groupby(range(len(weekly)), key=lambda weekday: weekly[weekday]):
        found = list(days)
        if hours:
            named = _WEEKDAYS[found[0]] if len(found) == 1 else f"{_WEEKDAYS[found[0]]}-{_WEEKDAYS[found[-1]]}"
            parts.append(f"{named} {hours[0][0]:%H.%M}-{hours[-1][1]:%H.%M}")
    return ", ".join(parts)


def _date(on: date) -> str:
    return format_date(on, "d MMMM y", locale=LOCALE)


def _undecreed(desk: Desk, until: date) -> Markup:
    """Warn of a year within sight of which only the public holidays are known."""
    years = [
        str(year) for year in sorted(desk.calendar.years_without_joint_leave) if desk.today.year <= year <= until.year
    ]
    if not years:
        return EMPTY
    return fill(
        "⚠️ Cuti bersama {years} belum ditetapkan, jadi belum dihitung. Batas waktu tahun itu masih dapat bergeser.",
        years=listed(years),
    )


def why(change: CalendarChange) -> str:
    """Say what changes, as the history and everybody concerned read it: `Senin, 12 Oktober 2026 libur: …`."""
    state = "libur" if change.is_off else "masuk kerja"
    return f"{day(change.day or date.min)} {state}: {change.reason}"


def ask(change: CalendarChange) -> Markup:
    """Ask for the day, or for what it is."""
    if change.asking is CalendarField.REASON and change.day is not None:
        return paragraphs(_heading(change, change.day), _REASON if change.is_off else _WHY_WORKED)
    if change.is_off:
        return Markup("Tanggal berapa kantor libur? Tulis tanggalnya, paling jauh setahun ke depan. ") + DAY_EXAMPLE
    return Markup("Hari libur mana yang dihapus? Pilih, atau tulis tanggalnya. ") + DAY_EXAMPLE


def _heading(change: CalendarChange, on: date) -> Markup:
    return fill("<b>{day}</b> menjadi {state}", day=day(on), state="hari libur" if change.is_off else "hari kerja")


def preview(room: Room, change: CalendarChange, moved: Sequence[Moved], told: int) -> Markup:
    """Show the change in full with the deadlines that it moves, before it is kept."""
    return paragraphs(
        Markup("<b>Periksa, lalu simpan</b>"),
        lines(_heading(change, change.day or date.min), fill("Keterangan: {reason}", reason=change.reason)),
        _consequence(room, moved),
        fill("{n} orang diberi tahu, masing-masing satu pesan.", n=told) if told else EMPTY,
    )


def _consequence(room: Room, moved: Sequence[Moved]) -> Markup:
    if not moved:
        return Markup("Tidak ada batas waktu berjalan yang bergeser, jadi tidak ada yang diberi tahu.")
    return lines(fill("{n} batas waktu yang berjalan bergeser:", n=len(moved)), shifts(room, moved))


def saved(desk: Desk, change: CalendarChange, moved: Sequence[Moved], told: int) -> Markup:
    """Confirm what was kept, what has moved and how many were told."""
    return paragraphs(
        sentence("✅ Tersimpan: {why}", why=why(change)),
        lines(fill("{n} batas waktu bergeser:", n=len(moved)), shifts(desk, moved))
        if moved
        else Markup("Tidak ada batas waktu berjalan yang bergeser."),
        fill("{n} orang diberi tahu.", n=told) if told else EMPTY,
        unreached(desk.unreached),
    )


def wrong_day(typed: str, error: DayError) -> Markup:
    """Say what is wrong with a day that was typed; the question beneath gives examples."""
    return rencana.wrong_day(typed, error)


def wrong_reason(text: str) -> Markup:
    """Say why that cannot be what a day is; empty where it can."""
    if len(text) < REASON_MINIMUM:
        return Markup("Keterangan itu terlalu pendek. Tulis hari apa dan dasarnya.")
    if len(text) > REASON_LIMIT:
        return fill(
            "Teks ini {length} huruf; keterangan paling banyak {limit}. Kirim yang lebih pendek.",
            length=len(text),
            limit=REASON_LIMIT,
        )
    return EMPTY


def off_already(on: date, found: Sequence[DayOff]) -> Markup:
    """Say that the day is off, and what it is."""
    names = [each.name for each in found if each.name]
    return fill("{day} sudah libur{name}.", day=day(on), name=f": {names[0]}" if names else "")


def day_label(each: DayOff) -> str:
    """Label the button of a day off, short enough for a phone to show its beginning."""
    text = f"{short_day(each.on)} {plain_name(each.name)}".strip()
    return text if len(text) <= LABEL_LIMIT else text[: LABEL_LIMIT - 1] + "…"


def worked_already(on: date) -> Markup:
    """Say that the day is no day off."""
    return fill("{day} bukan hari libur: kantor sudah masuk pada hari itu.", day=day(on))


def no_working_day(on: date) -> Markup:
    """Say that the office does not work on that day of the week anyway."""
    return fill("{day} memang bukan hari kerja kantor ini, jadi tidak ada yang perlu diubah.", day=day(on))
