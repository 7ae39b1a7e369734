"""An invented office of three units, and an SOP run in it: what the stories of these tests are told with."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from workflow import commands as c
from workflow.cycle import Cycle, FollowUpItem, Secrecy, Urgency
from workflow.decide import run
from workflow.events import Event, Recorded
from workflow.office import Actor, Holding, Office, Person, Post, Role, Unit
from workflow.procedure_file import load_default_procedure
from workflow.quarter import Quarter
from workflow.situation import Situation
from workflow.working_time import OfficeCalendar

WIB = ZoneInfo("Asia/Jakarta")
CALENDAR = OfficeCalendar(WIB)
PROCEDURE = load_default_procedure()
QUARTER = Quarter(2026, 1)
MORNING = datetime(2026, 4, 1, 1, 0, tzinfo=UTC)
"""Wednesday 1 April 2026, 08.00 WIB: the first working day after the quarter."""

IKP, APTIKA, STATISTIK = 1, 2, 3
UNITS = (IKP, APTIKA, STATISTIK)


def _post(number: int, role: Role, unit_id: int | None = None) -> Post:
    return Post(number, f"{role}-{number}", str(role), role, unit_id)


POSTS = (
    _post(1, Role.KEPALA_DINAS),
    _post(2, Role.SEKRETARIS),
    _post(3, Role.TIM),
    _post(4, Role.TIM),
    _post(5, Role.PERENCANAAN),
    *(
        _post(unit * 10 + place, role, unit)
        for unit in UNITS
        for place, role in enumerate((Role.KABID, Role.KASI, Role.STAF))
    ),
)
OFFICE = Office(
    id=1,
    code="kominfo",
    name="Dinas Komunikasi dan Informatika",
    zone="Asia/Jakarta",
    units=tuple(Unit(unit, f"unit-{unit}", f"Bidang {unit}") for unit in UNITS),
    posts=POSTS,
    persons=tuple(Person(100 + post.id, f"p{post.id}", f"Orang {post.id}") for post in POSTS),
    holdings=tuple(Holding(post.id, 100 + post.id, date(2020, 1, 1)) for post in POSTS),
)


def actor(post_id: int) -> Actor:
    """Return the holder of that post, acting in it."""
    post = OFFICE.post(post_id)
    return Actor(100 + post.id, post.id, post.role, post.unit_id)


KADIS, SEKRETARIS, TIM, TIM_2, PERENCANAAN = (actor(number) for number in range(1, 6))
ACTORS = tuple(actor(post.id) for post in POSTS)


def kabid(unit: int) -> Actor:
    """Return the unit's Kabid."""
    return actor(unit * 10)


def kasi(unit: int) -> Actor:
    """Return the unit's Kasi."""
    return actor(unit * 10 + 1)


def staf(unit: int) -> Actor:
    """Return the unit's Staf."""
    return actor(unit * 10 + 2)


def disposisi(**changes: object) -> c.IssueDisposisi:
    """Return an ordinary order of step 1, with `changes`."""
    plain = c.IssueDisposisi(
        quarter=QUARTER,
        number="800/12/2026",
        subject="Monitoring dan evaluasi kinerja triwulan I",
        urgency=Urgency.SEGERA,
        secrecy=Secrecy.BIASA,
        recipients=(SEKRETARIS.post_id, PERENCANAAN.post_id),
        requests=("Proses lebih lanjut",),
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


ITEM = FollowUpItem("Menambah petugas piket", "Kasi Layanan", date(2026, 12, 1))
WHY = "Bukti dukung belum lengkap"


@dataclass
class Story:
    """A cycle in the telling: who did what, in order, with a clock that moves only when told."""

    now: datetime = MORNING
    office: Office = OFFICE
    cycle: Cycle | None = None
    history: list[Recorded] = field(default_factory=list)

    @property
    def situation(self) -> Situation:
        """The world at this point of the story."""
        return Situation(self.now, self.office, PROCEDURE, CALENDAR)

    @property
    def running(self) -> Cycle:
        """The cycle, which has begun."""
        assert self.cycle is not None
        return self.cycle

    def does(self, who: Actor, command: c.Command) -> tuple[Event, ...]:
        """Let someone give a command; returns what happened."""
        self.cycle, recorded = run(self.cycle, command, who, self.situation, cycle_id=7)
        self.history += recorded
        return tuple(happened.event for happened in recorded)

    def passes(self, **span: int) -> None:
        """Let time pass."""
        self.now += timedelta(**span)

    def ordered(self) -> Story:
        """Go on until the disposisi is out (step 1)."""
        self.does(KADIS, disposisi())
        return self

    def directed(self) -> Story:
        """Go on until the Tim has its direction (step 2)."""
        self.ordered().does(SEKRETARIS, c.DirectTeam("Mulai dari indikator yang merah"))
        return self

    def coordinated(self) -> Story:
        """Go on until the Tim has coordinated with every unit (step 3)."""
        self.directed()
        for unit in UNITS:
            self.does(TIM, c.RecordCoordination(unit, "Disepakati"))
        return self

    def collecting(self) -> Story:
        """Go on until every unit has been ordered to collect its data (step 4)."""
        self.coordinated().does(TIM, c.OrderCollection(UNITS))
        return self

    def drafted(self, unit: int) -> Story:
        """Let the Staf hand a unit's draft to the Kabid."""
        self.does(staf(unit), c.SubmitDraft(unit, f"K-{len(self.history):04}", "", (1,)))
        return self

    def sent(self, unit: int) -> Story:
        """Let a unit's data reach the Subbag."""
        self.drafted(unit).does(kabid(unit), c.SendData(unit, self.version(unit)))
        return self

    def accepted(self, unit: int) -> Story:
        """Let a unit's data be accepted."""
        self.sent(unit).does(PERENCANAAN, c.AcceptData(unit, self.version(unit)))
        return self

    def evaluated(self) -> Story:
        """Go on until all data are accepted and the report is owed."""
        self.collecting()
        for unit in UNITS:
            self.accepted(unit)
        return self

    def reported(self) -> Story:
        """Go on until the report lies with the Kepala Dinas (step 6 is owed)."""
        self.evaluated().does(PERENCANAAN, c.SubmitReport("Capaian rata-rata baik"))
        return self

    def decided(self) -> Story:
        """Go on until every unit has its direction (step 7 is owed)."""
        self.reported().does(KADIS, directions(*UNITS))
        return self

    def closed(self) -> Story:
        """Go on until every unit has sent its plan."""
        self.decided()
        for unit in UNITS:
            self.does(kabid(unit), c.SubmitPlan(unit, (ITEM,)))
        return self

    def version(self, unit: int) -> int:
        """Return the version of a unit's latest data."""
        submission = self.running.submission(unit)
        assert submission is not None
        return submission.version


def directions(*units: int) -> c.GiveDirections:
    """Return the Kepala Dinas's directions to these units."""
    return c.GiveDirections(tuple(c.UnitDirection(unit, f"Arahan untuk unit {unit}") for unit in units))
