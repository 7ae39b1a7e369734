"""Which files the archive of a cycle holds, under which names: decided from the record alone, without reading a file.

The folders follow the steps of the SOP. A file that came more than once (evidence that a new version keeps) lies where
it came first; later versions say where that is. A disposisi that is rahasia is named, its content left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from documents import archive_texts as texts
from documents import words
from documents.archive_entries import ArchivePlan, Entry, Kept, Made
from documents.archive_names import Names, file_name, slug
from workflow.cycle import COLLECT, DECIDE, DIRECT, Cycle, Direction, Secrecy, Submission
from workflow.files import KeptFile
from workflow.indicators import Indicator
from workflow.office import Office


@dataclass(frozen=True)
class ArchivedPaper:
    """A paper that was drawn from the record; `name` is its file's, ready for filing."""

    name: str
    title: str
    data: bytes


@dataclass(frozen=True)
class HistoryEntry:
    """One event: its line of JSON, and in words (empty where it only follows from another)."""

    at: datetime
    who: str
    words: str
    line: str


@dataclass(frozen=True)
class ArchiveFacts:
    """All that goes into an archive. `seals` prove that nothing was changed: their paths begin with their folder."""

    cycle: Cycle
    office: Office
    office_name: str
    files: Mapping[int, KeptFile]
    indicators: Mapping[int, tuple[Indicator, ...]]  # by unit id
    papers: tuple[ArchivedPaper, ...]
    history: tuple[HistoryEntry, ...]
    seals: tuple[Entry, ...] = ()


def archive_plan(facts: ArchiveFacts) -> ArchivePlan:
    """Return the plan; the same facts give the same plan."""
    planning = _Planning(facts)
    planning.disposisi()
    planning.to_the_team()
    planning.coordination()
    for unit_id in facts.cycle.unit_ids:
        planning.submissions(unit_id)
    planning.evaluation()
    planning.directions()
    for unit_id in facts.cycle.unit_ids:
        planning.follow_up(unit_id)
    planning.papers()
    planning.history()
    quarter = facts.cycle.quarter
    return ArchivePlan(
        folder=f"{quarter.year}-TW{quarter.number}",
        title=f"Arsip Monitoring dan Evaluasi Kinerja Triwulan {quarter.roman} Tahun {quarter.year}",
        office=facts.office_name,
        zone=facts.office.zone,
        as_of=planning.as_of,
        entries=(*planning.entries, *facts.seals),
    )


class _Planning:
    """The plan as far as it is made."""

    def __init__(self, facts: ArchiveFacts) -> None:
        self.entries: list[Entry] = []
        self.as_of = max((each.at for each in facts.history), default=facts.cycle.started_at)
        self._facts, self._cycle, self._office = facts, facts.cycle, facts.office
        self._zone = facts.office.zone
        self._names = Names()
        self._lies: dict[int, str] = {}  # where each file lies already
        self._counts: Counter[str] = Counter()  # of files in a folder
        folders = Names()
        self._units = {
            unit_id: folders.free(slug(facts.office.unit(unit_id).code, f"unit-{unit_id}", 24))
            for unit_id in facts.cycle.unit_ids
        }

    def disposisi(self) -> None:
        """Add every version of the written order."""
        for given in self._cycle.disposisi:
            folder, by = f"01-disposisi/v{given.version}", texts.who(self._office, given.issued_by)
            title = f"Disposisi {given.number}, versi {given.version}"
            if given.secrecy is Secrecy.RAHASIA:
                data = texts.sheet(title, (("Perhatian", texts.RAHASIA),))
            else:
                data = texts.disposisi(given, self._office, self._zone)
                self._files(folder, given.files, f"Lampiran disposisi {given.number}")
            self._make(f"{folder}/disposisi.txt", title, given.issued_at, by, data)

    def to_the_team(self) -> None:
        """Add what the Sekretaris directed."""
        for given in self._cycle.directions:
            if given.step == DIRECT:
                self._direction(f"02-arahan-tim/r{given.round}", "Arahan kepada Tim", given)

    def coordination(self) -> None:
        """Add what the Tim agreed with each unit."""
        for number, noted in enumerate(self._cycle.coordinations, 1):
            unit = self._office.unit(noted.unit_id).name
            folder = f"03-koordinasi/{self._units[noted.unit_id]}/{number:02d}"
            title, by = f"Hasil koordinasi dengan {unit}", texts.who(self._office, noted.recorded_by)
            self._files(folder, noted.files, f"Lampiran koordinasi {unit}")
            data = texts.sheet(title, (("Dicatat oleh", by), ("Hasil", noted.text)))
            self._make(f"{folder}/koordinasi.txt", title, noted.recorded_at, by, data)

    def submissions(self, unit_id: int) -> None:
        """Add the Tim's order to a unit, and every version of the unit's data."""
        folder, unit = f"04-kiriman/{self._units[unit_id]}", self._office.unit(unit_id).name
        for given in self._cycle.directions:
            if (given.step, given.unit_id) == (COLLECT, unit_id):
                self._direction(f"{folder}/perintah-r{given.round}", f"Perintah pengumpulan data {unit}", given)
        for sent in self._cycle.submissions:
            if sent.unit_id == unit_id:
                self._submission(folder, unit, sent)

    def evaluation(self) -> None:
        """Add remarks, decisions to go on without a unit, and every version of the report."""
        for number, note in enumerate(self._cycle.notes, 1):
            title, by = self._of("Catatan evaluasi", note.unit_id), texts.who(self._office, note.noted_by)
            data = texts.sheet(title, (("Oleh", by), ("Catatan", note.text)))
            self._make(f"05-evaluasi/catatan-{number:02d}.txt", title, note.noted_at, by, data)
        for each in self._cycle.exclusions:
            title, by = self._of("Keputusan lanjut tanpa data", each.unit_id), texts.who(self._office, each.decided_by)
            data = texts.sheet(title, (("Oleh", by), ("Alasan", each.reason)))
            self._make(f"05-evaluasi/tanpa-data-{self._units[each.unit_id]}.txt", title, each.decided_at, by, data)
        for report in self._cycle.reports:
            folder, by = f"05-evaluasi/laporan-v{report.version}", texts.who(self._office, report.submitted_by)
            title = f"Laporan evaluasi versi {report.version}"
            self._files(folder, report.files, f"Lampiran laporan evaluasi versi {report.version}")
            lines = (("Oleh", by), ("Laporan", report.text), ("Alasan dikembalikan", report.reason))
            self._make(f"{folder}/laporan.txt", title, report.submitted_at, by, texts.sheet(title, lines))

    def directions(self) -> None:
        """Add what the Kepala Dinas directed to each unit."""
        for given in self._cycle.directions:
            if given.step == DECIDE and given.unit_id is not None:
                folder = f"06-arahan/{self._units[given.unit_id]}/r{given.round}"
                self._direction(folder, self._of("Arahan Kepala Dinas kepada", given.unit_id), given)

    def follow_up(self, unit_id: int) -> None:
        """Add a unit's plan, what it reported on each item, and the evidence of it."""
        folder = f"07-tindak-lanjut/{self._units[unit_id]}"
        direction = self._cycle.direction(DECIDE, unit_id)
        for plan in self._cycle.plans:
            if plan.unit_id == unit_id:
                by = texts.who(self._office, plan.submitted_by)
                data = texts.plan(plan, direction.text if direction else "")
                title = self._of("Rencana tindak lanjut", unit_id)
                self._make(f"{folder}/rencana.csv", title, plan.submitted_at, by, data)
        reports = [each for each in self._cycle.follow_ups if each.unit_id == unit_id]
        for each in reports:
            self._files(f"{folder}/bukti/{each.item:02d}", each.files, f"Bukti tindak lanjut butir {each.item}")
        if reports:
            data = texts.follow_ups(reports, self._office, self._zone, self._paths)
            title, by = self._of("Pelaksanaan tindak lanjut", unit_id), texts.who(self._office, reports[-1].reported_by)
            self._make(f"{folder}/pelaksanaan.csv", title, reports[-1].reported_at, by, data)

    def papers(self) -> None:
        """Add what is printed from the record."""
        for paper in self._facts.papers:
            stem, dot, end = paper.name.rpartition(".")
            name = f"{slug(stem or end, most=60)}{dot}{slug(end) if dot else ''}"
            self._make(f"08-dokumen/{name}", paper.title, self.as_of, "", paper.data)

    def history(self) -> None:
        """Add every event, as data and to read."""
        history = self._facts.history
        lines = "".join(f"{each.line}\n" for each in history).encode(errors="replace")
        self._make("09-riwayat/riwayat.jsonl", "Riwayat lengkap sebagai data", self.as_of, "", lines)
        quarter = self._cycle.quarter
        rows = [(words.instant(each.at, self._zone), each.who, each.words) for each in history if each.words]
        page = texts.history_page(f"Riwayat Triwulan {quarter.roman} Tahun {quarter.year}", rows)
        self._make("09-riwayat/riwayat.html", "Riwayat untuk dibaca", self.as_of, "", page)

    def _submission(self, units_folder: str, unit: str, sent: Submission) -> None:
        folder = f"{units_folder}/{slug(sent.number, 'kiriman', 20).upper()}-v{sent.version}"
        said = f"Kiriman {sent.number} versi {sent.version} {unit}"
        by = texts.who(self._office, sent.submitted_by)
        proving = {file_id for report in sent.figures for file_id in report.files}
        self._files(folder, [each for each in sent.files if each not in proving], f"Berkas {said}")
        for report in sent.figures:
            title = f"Bukti dukung {report.code}, {said}"
            self._files(f"{folder}/bukti/{slug(report.code, 'indikator', 24)}", report.files, title)
        data = texts.submission(sent, self._office, self._zone, self._paths)
        self._make(f"{folder}/kiriman.txt", said, sent.submitted_at, by, data)
        if sent.figures:
            indicators = self._facts.indicators.get(sent.unit_id, ())
            table = texts.figures(sent.figures, indicators, self._cycle.quarter.number, self._paths)
            self._make(f"{folder}/angka.csv", f"Angka {said}", sent.submitted_at, by, table)
        self._make(f"{folder}/kiriman.json", f"Data {said}", sent.submitted_at, by, texts.as_json(sent))

    def _direction(self, folder: str, title: str, given: Direction) -> None:
        by = texts.who(self._office, given.given_by)
        self._files(folder, given.files, f"Lampiran {title}")
        data = texts.sheet(title, (("Oleh", by), ("Arahan", given.text)))
        self._make(f"{folder}/arahan.txt", title, given.given_at, by, data)

    def _files(self, folder: str, file_ids: Iterable[int], title: str) -> None:
        """Add the kept files that do not lie in the archive yet."""
        for file_id in file_ids:
            file = self._facts.files.get(file_id)
            if file is None or file_id in self._lies:
                continue
            self._counts[folder] += 1
            path = self._names.free(f"{folder}/{file_name(self._counts[folder], file.name, file.kind)}")
            self._lies[file_id] = path
            by = self._office.person(file.person_id).name
            self.entries.append(Entry(path, title, file.kept_at, by, Kept(file.sha256, file.size), file.name))

    def _make(self, path: str, title: str, at: datetime, by: str, data: bytes) -> None:
        self.entries.append(Entry(self._names.free(path), title, at, by, Made(data)))

    def _paths(self, file_ids: Iterable[int]) -> str:
        return "\n".join(self._lies[file_id] for file_id in file_ids if file_id in self._lies)

    def _of(self, what: str, unit_id: int) -> str:
        return f"{what} {self._office.unit(unit_id).name}"
