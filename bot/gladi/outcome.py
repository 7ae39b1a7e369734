"""What `monev gladi` says and keeps at its end: results, reminders, timings, conversations; or why it has failed."""

import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bot.gladi import notices, output, results
from bot.gladi.documents import faults as documents_faults
from bot.gladi.documents import listed, words_in
from bot.gladi.gathered import Gathered
from bot.gladi.notices import Notices
from bot.gladi.results import Results

LOG_LINES = 20
FAILED = 1
WIDTH = 110
"""Characters in a line of a table."""


def report(gathered: Gathered, out: Path, console: Console) -> int:
    """Print and keep what was said and produced; a fault found in it makes the rehearsal fail."""
    found, heard = Results(), Notices()
    if gathered.settings is not None:
        found = results.read(gathered.settings)
        heard = notices.read(gathered.settings, gathered.people)
    names = {code: each.name for code, each in gathered.conversations.items()}
    shown = {
        "ringkasan.txt": f"HASIL\n{found.summary}\n",
        "pengingat.txt": f"PENGINGAT\n{_reminders(heard)}\n",
        **{name: paper.decode() for name, paper in gathered.papers.items() if name.endswith(".txt")},
        "DAFTAR.txt": listed(gathered.documents, names),
        "waktu-gladi.txt": f"WAKTU GLADI\n{_timings(gathered)}\n",
    }
    for text in shown.values():
        console.print(f"\n{text.rstrip()}")
    texts = {**shown, "hari-demi-hari.txt": gathered.told(), "riwayat.txt": found.history}
    documents = {name: each.content for name, each in gathered.documents.items()}
    copies = {f"berkas/{name}": content for name, content in found.files}
    output.write(out, {**_conversations(gathered), **gathered.papers, **documents, **_encoded(texts), **copies})
    faults = (*results.faults_in_log(gathered.log()), *found.faults, *heard.faults, *papers_checked(gathered))
    return _verdict(faults, console)


def papers_checked(gathered: Gathered) -> Iterable[str]:
    """Say which documents do not open, and where the report has another average than the Kepala Dinas saw."""
    yield from documents_faults(gathered.documents)
    for name, document in gathered.documents.items():
        if name.endswith(".docx") and (not gathered.average or gathered.average not in words_in(document.content)):
            yield f"{name}: rata-rata capaian pada layar Kepala Dinas ({gathered.average}) tidak ada di dalamnya."


def _verdict(faults: Sequence[str], console: Console) -> int:
    if not faults:
        return 0
    console.print("\nGLADI GAGAL")
    for fault in faults:
        console.print(f"• {fault}")
    return FAILED


def explain(gathered: Gathered, out: Path, console: Console, failure: str) -> int:
    """Say what was waited for, what the phone shows and what the bot wrote last; keep what was said until then."""
    log = gathered.log()
    console.print(f"\nGLADI GAGAL\n{failure}\n\nAkhir catatan bot:")
    console.print("\n".join(log.splitlines()[-LOG_LINES:]) or "(kosong)")
    texts = {"bot.log": log, "simulator.log": gathered.log("simulator.log"), "hari-demi-hari.txt": gathered.told()}
    output.write(out, {**_conversations(gathered), **_encoded(texts)})
    return FAILED


def _reminders(heard: Notices) -> str:
    rows = (
        (kind.head, str(kind.count), _recipients(kind.to), _decimal(kind.p95)) for kind in notices.kinds(heard.sent)
    )
    late = heard.lateness
    shares = f"p50 {_decimal(late.p50)}, p95 {_decimal(late.p95)}, paling lama {_decimal(late.worst)} detik"
    total = f"{len(heard.sent)} pengingat; terlambat {shares}, tanpa waktu tunggu karena batas laju Telegram."
    return f"{_table(('Pengingat', 'Kali', 'Kepada', 'Terlambat p95 (detik)'), rows)}\n{total}"


def _decimal(seconds: float) -> str:
    return f"{seconds:.2f}".replace(".", ",")


def _recipients(to: Mapping[str, int]) -> str:
    return ", ".join(f"{who.capitalize()} {count}" if count > 1 else who.capitalize() for who, count in to.items())


def _timings(gathered: Gathered) -> str:
    rows = ((each.name, _decimal(each.passing), _decimal(each.playing)) for each in gathered.timings)
    passing = sum(each.passing for each in gathered.timings)
    playing = sum(each.playing for each in gathered.timings)
    table = _table(("Babak", "Waktu berjalan (detik)", "Dimainkan (detik)"), rows)
    total = f"{gathered.moves} kali jam dimajukan; {passing:.0f} detik untuk itu, {playing:.0f} detik dimainkan."
    return f"{table}\n{total}"


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    table = Table(*head, width=WIDTH)
    for row in rows:
        table.add_row(*row)
    drawn = io.StringIO()
    Console(file=drawn, width=WIDTH, markup=False, highlight=False).print(table)
    return drawn.getvalue().rstrip()


def _conversations(gathered: Gathered) -> dict[str, bytes]:
    return _encoded({f"percakapan/{code}.txt": text for code, text in gathered.transcripts().items()})


def _encoded(texts: Mapping[str, str]) -> dict[str, bytes]:
    return {name: text.encode() for name, text in texts.items()}
