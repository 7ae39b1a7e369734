"""A quarter played into the database: each act is a transaction of its own, as in the bot."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from contract_town import MORNING, actor, unit
from sqlalchemy import Connection, Engine

from storage.cycles import CycleBook, CycleCache
from workflow import commands as c
from workflow.cycle import Cycle, FollowUpItem, Secrecy, Urgency
from workflow.decide import run
from workflow.events import Recorded
from workflow.office import Office
from workflow.procedure_file import default_text, load_default_procedure
from workflow.quarter import Quarter
from workflow.situation import Situation
from workflow.working_time import OfficeCalendar

QUARTER = Quarter(2026, 1)
PROCEDURE = load_default_procedure()
CALENDAR = OfficeCalendar(ZoneInfo("Asia/Jakarta"))
WHY = 'Bukti "dukung" belum lengkap \u200f😀'
ITEM = FollowUpItem("Menambah petugas piket", "Kasi Layanan", date(2026, 12, 1))
Act = tuple[str, Callable[[Cycle | None], c.Command]]
"""Who (the code of a post), and what they do given how the cycle stands."""


def order(office: Office) -> c.IssueDisposisi:
    """Return the order of step 1, to the Sekretaris and the Subbag."""
    recipients = tuple(actor(office, code).post_id for code in ("sekretaris", "perencanaan"))
    return c.IssueDisposisi(
        QUARTER, "800/12/2026", "Monev TW I", Urgency.SEGERA, Secrecy.BIASA, recipients, ("Proses",), note=WHY
    )


class Play:
    """One office's quarter under way. `recorded` is everything that happened, in order, `now` the story's clock."""

    def __init__(self, engine: Engine, office: Office, cache: CycleCache | None = None) -> None:
        self.engine, self.office = engine, office
        self.cache = cache or CycleCache()
        self.now: datetime = MORNING
        self.cycle: Cycle | None = None
        self.recorded: list[Recorded] = []

    def book(self, connection: Connection) -> CycleBook:
        """Return the office's book in that transaction, with this process's cache."""
        return CycleBook(connection, self.office.id, self.cache)

    def does(self, who: str, command: c.Command, cause_id: int | None = None) -> Cycle:
        """Have an act decided, recorded and committed; a minute passes."""
        with self.engine.begin() as connection:
            book = self.book(connection)
            changed, recorded = self.decides(book, who, command)
            book.append(changed, recorded, cause_id)
        book.committed()
        self.cycle = changed
        self.recorded += recorded
        self.now += timedelta(minutes=1)
        return changed

    def decides(self, book: CycleBook, who: str, command: c.Command) -> tuple[Cycle, tuple[Recorded, ...]]:
        """Have an act decided on what the book says, without recording it."""
        cycle = book.latest()
        if cycle is None:
            book.keep_procedure(PROCEDURE.code, PROCEDURE.version, default_text())
            cycle_id = book.open(QUARTER, self.now)
        else:
            cycle_id = cycle.id
        situation = Situation(self.now, self.office, PROCEDURE, CALENDAR)
        return run(cycle, command, actor(self.office, who), situation, cycle_id)

    def plays(self, acts: list[Act]) -> Cycle:
        """Have acts done one after the other."""
        for who, make in acts:
            self.does(who, make(self.cycle))
        assert self.cycle is not None
        return self.cycle


def beginning(office: Office) -> list[Act]:
    """Return steps 1 to 3 and the order of step 4; the disposisi comes back once."""
    units = tuple(found.id for found in office.units)
    return [
        ("kadis", lambda _: order(office)),
        ("sekretaris", lambda _: c.ReadDisposisi()),
        ("sekretaris", lambda _: c.ReturnDisposisi(WHY)),
        ("kadis", lambda _: order(office)),
        ("sekretaris", lambda _: c.AcceptDisposisi()),
        ("sekretaris", lambda _: c.DirectTeam("Mulai dari yang merah")),
        ("tim", lambda _: c.ReadDirection(2, None)),
        *(("tim", lambda _, unit_id=unit_id: c.RecordCoordination(unit_id, "Sepakat")) for unit_id in units),
        ("tim", lambda _: c.OrderCollection(units, "Sepuluh hari")),
    ]


def collecting(office: Office) -> list[Act]:
    """Return steps 4 and 5: one unit's data go back and forth, the other unit is left out, the report comes back."""
    ikp, aptika = unit(office, "ikp"), unit(office, "aptika")

    def draft(number: str) -> c.Command:
        return c.SubmitDraft(ikp, number, "Data TW I", (3, 4))

    return [
        ("staf-ikp", lambda _: draft("K-0001")),
        ("staf-ikp", lambda _: c.WithdrawDraft(ikp, 1)),
        ("staf-ikp", lambda _: draft("K-0002")),
        ("kabid-ikp", lambda _: c.ReadDraft(ikp, 2)),
        ("kabid-ikp", lambda _: c.ReturnDraft(ikp, 2, WHY)),
        ("staf-ikp", lambda _: draft("K-0003")),
        ("kabid-ikp", lambda _: c.SendData(ikp, 3)),
        ("tim", lambda _: c.NoteEvaluation(ikp, "Periksa satuan")),
        ("perencanaan", lambda _: c.ReturnData(ikp, 3, WHY)),
        ("staf-ikp", lambda _: draft("K-0004")),
        ("kabid-ikp", lambda _: c.SendData(ikp, 4)),
        ("sekretaris", lambda _: c.ProceedWithout(aptika, "Tidak ada data")),
        ("perencanaan", lambda _: c.AcceptData(ikp, 4)),
        ("perencanaan", lambda _: c.SubmitReport("Baik", (9,))),
        ("kadis", lambda _: c.ReturnReport(WHY)),
        ("perencanaan", lambda _: c.SubmitReport("Baik sekali")),
    ]


def ending(office: Office) -> list[Act]:
    """Return steps 6 and 7, to SELESAI."""
    ikp, aptika = unit(office, "ikp"), unit(office, "aptika")
    both = tuple(c.UnitDirection(unit_id, "Tingkatkan") for unit_id in (ikp, aptika))
    return [
        ("kadis", lambda _: c.GiveDirections(both)),
        ("staf-ikp", lambda _: c.ReadDirection(6, ikp)),
        ("kabid-ikp", lambda _: c.SubmitPlan(ikp, (ITEM,))),
        ("kabid-aptika", lambda _: c.SubmitPlan(aptika, (ITEM, ITEM))),
    ]


def quarter(office: Office) -> list[Act]:
    """Return a whole quarter with a return at every place that has one."""
    return [*beginning(office), *collecting(office), *ending(office)]
