"""The list for going on without the bot as a PDF, across: tasks with room for a tick, open follow-ups, contacts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from types import MappingProxyType

from documents import blocks as b
from documents import figure_words, words
from documents.assets import Assets
from documents.matriks_table import STATUSES
from documents.pdf import pdf
from documents.signature_words import VACANT, capacity
from workflow.cycle import COLLECT, Phase
from workflow.papers.manual_list import Contact, ManualList, OpenItem, OwedRow, RunningCycle
from workflow.papers.sheet import Signature

TITLE = "DAFTAR TUGAS DAN KONTAK"
SUBTITLE = "Pegangan untuk melanjutkan monitoring dan evaluasi kinerja tanpa bot"
HOW = (
    "Batas waktu pada daftar ini tetap berlaku. Perintah, arahan, dan data disampaikan di atas kertas dengan "
    "formulir kosong yang disertakan, atau dengan berkas Excel pada folder formulir.",
    "Setiap penyerahan dicatat pada Buku Catatan: tanggal, jam, siapa menyerahkan, siapa menerima, paraf keduanya.",
    "Setelah bot kembali, setiap pemegang tugas memasukkan sendiri yang sudah dikerjakan; admin mencocokkannya "
    "dengan Buku Catatan. Lembar kertas disimpan bersama arsip triwulan.",
    "Yang bersifat rahasia tidak ada di sini: isinya dibaca di Sekretariat.",
)
PHASES: Mapping[Phase, str] = MappingProxyType(
    {
        Phase.TO_ORDER: "memerintahkan pengumpulan data",
        Phase.FILLING: "mengisi dan mengirim data",
        Phase.CHECKING: "memeriksa data dan meneruskannya",
    }
)
"""What is done at each desk of step 4."""
NOTHING, NO_CYCLE, NO_DUE = "Tidak ada tugas terbuka.", "Tidak ada triwulan yang sedang berjalan.", "belum berjalan"
LATE = "LEWAT BATAS"
_C = b.Align.CENTER
TASKS = (b.Column(4, _C), b.Column(29), b.Column(17), b.Column(24), b.Column(11, _C), b.Column(15))
TASKS_HEAD = ("No", "Tugas", "Unit kerja", "Pemegang tugas", "Batas waktu", "Selesai (tanggal, paraf)")
ITEMS = (
    *(b.Column(4, _C), b.Column(18), b.Column(30), b.Column(15)),
    *(b.Column(11, _C), b.Column(9, _C), b.Column(13)),
)
ITEMS_HEAD = (
    "No",
    "Unit kerja",
    "Rencana aksi",
    "Penanggung jawab",
    "Batas waktu",
    "Status",
    "Selesai (tanggal, paraf)",
)
CONTACTS = (b.Column(36), b.Column(30), b.Column(18), b.Column(16))
CONTACTS_HEAD = ("Jabatan", "Nama", "NIP", "Telepon")
WHOLE = "Pimpinan, Tim, dan Sekretariat"


def drawn(paper: ManualList, assets: Assets) -> bytes:
    """Return the list as a PDF."""
    return pdf(paper.sheet, blocks(paper), assets, title="Daftar Tugas dan Kontak")


def blocks(paper: ManualList) -> Iterator[b.Block]:
    """Yield all that stands on the list."""
    zone = paper.sheet.zone
    yield b.PageBreak(landscape=True)
    yield b.Title(TITLE, (SUBTITLE, f"Keadaan {words.instant(paper.as_of, zone)}"))
    yield b.Bullets(HOW, numbered=True)
    if not paper.cycles:
        yield b.Paragraph(NO_CYCLE)
    for cycle in paper.cycles:
        yield from _cycle(cycle, zone)
    if paper.items:
        yield b.Heading("Tindak lanjut yang masih terbuka")
        yield b.Table(ITEMS, (ITEMS_HEAD,), tuple(_item(number, each) for number, each in enumerate(paper.items, 1)))
    yield b.PageBreak(landscape=True)
    yield b.Heading("Kontak")
    yield b.Table(CONTACTS, (CONTACTS_HEAD,), tuple(_contacts(paper.contacts)))


def _cycle(cycle: RunningCycle, zone: str) -> Iterator[b.Block]:
    number = f", disposisi {cycle.number}" if cycle.number else ""
    yield b.Heading(f"Tugas {figure_words.named(cycle.quarter)}{number}")
    if not cycle.owed:
        yield b.Paragraph(NOTHING)
        return
    rows = tuple(_task(number, each, zone) for number, each in enumerate(cycle.owed, 1))
    yield b.Table(TASKS, (TASKS_HEAD,), rows)


def _task(number: int, owed: OwedRow, zone: str) -> b.Row:
    what = f"Langkah {owed.step}: {owed.activity}"
    if owed.step == COLLECT:
        what += f"\n→ {PHASES[owed.phase]}"
    due = NO_DUE if owed.due_at is None else words.instant(owed.due_at, zone)
    return (
        str(number),
        f"{what}\nsejak {words.instant(owed.since, zone)}",
        owed.unit or "–",
        "\n".join(_holder(each) for each in owed.holders) or VACANT,
        b.Cell(f"{due}\n{LATE}", tone=b.Tone.BAD, bold=True) if owed.is_late else due,
        "",
    )


def _holder(signature: Signature) -> str:
    return f"{signature.name or VACANT} ({capacity(signature)})"


def _item(number: int, item: OpenItem) -> b.Row:
    status = "Menunggu verifikasi" if item.awaits_verification else STATUSES[item.status]
    due = words.day(item.due_on)
    return (
        str(number),
        f"{item.unit}\n{figure_words.named(item.quarter)}, butir {item.number}",
        item.action,
        item.responsible,
        b.Cell(f"{due}\n{LATE}", tone=b.Tone.BAD, bold=True) if item.is_late else due,
        status,
        "",
    )


def _contacts(contacts: Sequence[Contact]) -> Iterator[b.Row]:
    for unit, found in groupby(contacts, lambda each: each.unit):
        yield (b.Cell(unit or WHOLE, tone=b.Tone.MUTED, bold=True, columns=4), *(b.COVERED,) * 3)
        for each in found:
            yield (capacity(each.held), each.held.name or VACANT, each.held.nip, each.phone)
