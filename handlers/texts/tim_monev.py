"""The words of the Tim Monev's conversation: the Sekretaris's direction, the units, the order to collect data."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from markupsafe import Markup

from handlers.conversations import Form
from handlers.texts.unit_state import unit_line, unit_mark, unit_state
from handlers.texts.words import (
    EMPTY,
    acting,
    allotted,
    due,
    fill,
    instant,
    lines,
    listed,
    named,
    paragraphs,
    quarter,
    quoted,
    unreached,
)
from workflow.cycle import COLLECT, COORDINATE, AssignmentState, Coordination, Cycle, Direction
from workflow.office import Person, Role

if TYPE_CHECKING:
    from handlers.desk import Desk

RECORD = "Catat hasil koordinasi"
AMEND = "Catat ulang hasil koordinasi"
ORDER = "Perintahkan pengumpulan data"
SEND_ORDER = "Kirim perintah"
SAVE = "Simpan hasil koordinasi"
SEE_DATA = "Lihat data unit"
TO_LIST = "Daftar unit"
TO_TASKS = "Tugas saya"
NOTHING_TO_RECORD = "Koordinasi unit ini tidak lagi dapat dicatat; keadaan sekarang ditampilkan."
NOTHING_TO_ORDER = "Tidak ada unit yang siap diperintahkan; keadaan sekarang ditampilkan."
TEAM_DIRECTION = "Arahan Sekretaris untuk Tim Monev"
COLLECT_ORDER = "Perintah Tim Monev: kumpulkan data"
DIRECTION_ABOVE = Markup("📨 Arahan Sekretaris untuk Tim Monev ada di pesan tersendiri.")
LONG_DIRECTION = 1000
"""A longer direction goes out as a message of its own, so that the list stays on one screen."""


def order_all(count: int) -> str:
    """Label the button that orders every unit that is ready."""
    return f"Perintahkan semua yang siap ({count})"


def unit_label(desk: Desk, cycle: Cycle, unit_id: int) -> str:
    """Label the button that opens a unit."""
    return f"{unit_mark(cycle, unit_id)} {desk.office.unit(unit_id).name}"[:60]


def direction(given: Direction, desk: Desk, heading: str) -> Markup:
    """Return a direction as its readers see it: from whom, when, and its words as they were written."""
    voice = Markup("<i>Arahan ada di dalam berkas terlampir.</i>") if given.files and not given.text else EMPTY
    return paragraphs(
        fill(
            "📨 <b>{heading}</b>\nDari {by}, {at}",
            heading=heading,
            by=acting(given.given_by, desk.office),
            at=instant(given.given_at, desk.calendar, desk.office),
        ),
        quoted(given.text),
        voice,
    )


def unit_list(desk: Desk, cycle: Cycle, directed: Markup) -> Markup:
    """List the units with where each stands, under the direction of the Sekretaris."""
    return paragraphs(
        directed or Markup("Sekretaris belum memberi arahan kepada Tim."),
        fill("<b>Unit kerja, {quarter}</b>", quarter=quarter(cycle.quarter)),
        lines(*(unit_line(desk, cycle, unit_id) for unit_id in cycle.unit_ids)),
        Markup("Pilih unit untuk melihat atau mencatat."),
    )


def unit_screen(desk: Desk, cycle: Cycle, unit_id: int, coordination: Coordination | None, *letters: Markup) -> Markup:
    """Show one unit: where it stands, `letters` about it, whom to talk to, what was agreed."""
    return paragraphs(
        fill(
            "<b>{unit}</b>, {quarter}\n{state}",
            unit=desk.office.unit(unit_id).name,
            quarter=quarter(cycle.quarter),
            state=unit_state(desk, cycle, unit_id),
        ),
        *letters,
        _what_is_owed(desk, cycle, unit_id),
        lines(Markup("Narahubung:"), *_people(desk, unit_id)),
        _agreed(desk, coordination) if coordination else EMPTY,
    )


def _what_is_owed(desk: Desk, cycle: Cycle, unit_id: int) -> Markup:
    owed = cycle.assignment(COORDINATE, unit_id)
    if owed is None or owed.state is not AssignmentState.OPEN:
        return EMPTY
    return fill(
        "Bicarakan dengan orang-orang di bawah ini: indikator, bukti dukung, dan kendala. Lalu catat hasilnya.\n"
        "Waktu koordinasi: sampai {due}",
        due=due(desk.now, owed.due_at, desk.calendar, desk.office),
    )


def _people(desk: Desk, unit_id: int) -> list[Markup]:
    today = desk.calendar.local_day(desk.now)
    chats = desk.records.chats()
    found = []
    for role in (Role.KABID, Role.KASI, Role.STAF):
        for post in desk.office.posts_with(role, unit_id=unit_id):
            holder = desk.office.holder(post.id, today)
            if holder is None:
                found.append(fill("• {title}: kosong", title=post.title))
                continue
            missing = "" if holder.id in chats else " (belum terhubung ke bot)"
            found.append(fill("• {name}, {title}{missing}", name=named(holder), title=post.title, missing=missing))
    return found


def _agreed(desk: Desk, made: Coordination) -> Markup:
    return lines(
        fill(
            "Hasil koordinasi, dicatat {by}, {at}:",
            by=acting(made.recorded_by, desk.office),
            at=instant(made.recorded_at, desk.calendar, desk.office),
        ),
        quoted(made.text) or Markup("(dalam berkas)"),
    )


def ask_coordination(desk: Desk, _cycle: Cycle, form: Form) -> Markup:
    """Ask what was agreed with a unit."""
    return fill(
        "Apa hasil koordinasi dengan <b>{unit}</b>? Tulis, rekam suara, atau lampirkan berkas.\n"
        "Contoh: <i>8 indikator, bukti dukung dari aplikasi pengaduan, realisasi anggaran menyusul Kamis.</i>",
        unit=desk.office.unit(form.unit_id or 0).name,
    )


def coordination_heading(desk: Desk, _cycle: Cycle, form: Form) -> Markup:
    """Head the preview of a coordination."""
    return fill("<b>Hasil koordinasi: {unit}</b>. Periksa, lalu simpan.", unit=desk.office.unit(form.unit_id or 0).name)


def coordination_recorded(desk: Desk, cycle: Cycle, unit_id: int, missing: Sequence[Person]) -> Markup:
    """Confirm what was noted, and say how many units are left."""
    left = [
        desk.office.unit(owed.unit_id).name
        for owed in cycle.open_assignments()
        if owed.step == COORDINATE and owed.unit_id is not None
    ]
    rest = fill("Belum dikoordinasikan: {units}.", units=listed(left)) if left else Markup("Semua unit sudah dicatat.")
    return paragraphs(
        fill(
            "✅ Hasil koordinasi <b>{unit}</b> tercatat. Berikutnya: perintahkan unit ini mengumpulkan data.",
            unit=desk.office.unit(unit_id).name,
        ),
        rest,
        unreached(missing),
    )


def ask_order(desk: Desk, cycle: Cycle, unit_ids: Sequence[int]) -> Markup:
    """Show which units would be ordered, and offer to add words."""
    return fill(
        "Perintah pengumpulan data {quarter} untuk: <b>{units}</b>.\n"
        "Waktu {days} berjalan sejak perintah terkirim. Tekan Kirim perintah, atau tulis pesan untuk menyertainya.\n"
        "Contoh: <i>Sertakan bukti dukung setiap indikator.</i>",
        quarter=quarter(cycle.quarter),
        units=listed(desk.office.unit(unit_id).name for unit_id in unit_ids),
        days=allotted(desk.records.procedure(cycle).step(COLLECT).allotment),
    )


def order_heading(desk: Desk, unit_ids: Sequence[int]) -> Markup:
    """Head the preview of the order."""
    units = listed(desk.office.unit(unit_id).name for unit_id in unit_ids)
    return fill("<b>Perintah pengumpulan data</b> untuk {units}:", units=units)


def ordered(desk: Desk, cycle: Cycle, unit_ids: Sequence[int], missing: Sequence[Person]) -> Markup:
    """Confirm the order with the units' due time."""
    owed = cycle.assignment(COLLECT, unit_ids[0])
    return paragraphs(
        fill("✅ Perintah terkirim ke {units}.", units=listed(desk.office.unit(unit_id).name for unit_id in unit_ids)),
        fill("Batas waktu: {due}", due=due(desk.now, owed.due_at if owed else None, desk.calendar, desk.office)),
        unreached(missing),
    )
