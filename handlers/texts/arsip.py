"""The words of `/arsip`."""

from __future__ import annotations

from markupsafe import Markup

from handlers.texts.words import fill, lines, paragraphs, quarter, size
from workflow.cycle import Cycle, CycleState

NOT_FOR_YOU = Markup("Arsip hanya untuk pimpinan, Tim, dan Subbag Perencanaan.")
NONE = Markup("Belum ada monev yang dimulai, jadi belum ada arsipnya.")
CHOOSE = Markup(
    "<b>Arsip</b>\nSatu berkas ZIP berisi semua dokumen, kiriman semua versi, bukti dukung, riwayat, dan indeksnya. "
    "Pilih triwulannya."
)
TASKS = "Tugas saya"
RUNNING = Markup("Monev masih berjalan: isinya sampai saat ini.")
OVER = Markup("Monev sudah selesai.")


def label(cycle: Cycle) -> str:
    """Label the button of a quarter."""
    running = " (berjalan)" if cycle.state is CycleState.RUNNING else ""
    return f"{quarter(cycle.quarter)}{running}"


def file_name(cycle: Cycle) -> str:
    """Return the archive's file name, ready for filing."""
    return f"arsip-monev-{cycle.quarter.year}-tw{cycle.quarter.number}.zip"


def caption(cycle: Cycle, files: int, total: int) -> Markup:
    """Say what the archive holds, and how it is looked into."""
    standing = RUNNING if cycle.state is CycleState.RUNNING else OVER
    return paragraphs(
        fill("🗄 <b>Arsip Monev {quarter}</b>", quarter=quarter(cycle.quarter)),
        lines(
            fill("Berkas dari unit dan pejabat: {n} ({size}).", n=files, size=size(total)),
            standing,
            Markup("Setelah dibuka, mulai dari INDEKS.html. Yang bersifat rahasia tidak disertakan."),
        ),
    )


def too_large(cycle: Cycle, total: int) -> Markup:
    """Say how an archive is had that Telegram does not carry."""
    return fill(
        "Arsip {quarter} berukuran {size}, melebihi yang dapat dikirim lewat Telegram (50 MB). Mohon admin "
        "menjalankan di server:\n<code>monev archive --quarter {year}-{number}</code>",
        quarter=quarter(cycle.quarter),
        size=size(total),
        year=cycle.quarter.year,
        number=cycle.quarter.number,
    )
