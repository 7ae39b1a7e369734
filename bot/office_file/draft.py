"""What an office file says, as data: codes in place of the database's ids."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from workflow.admission import Admission
from workflow.office import HoldingKind, Role
from workflow.office_hours import Hours, SpecialHours, Week
from workflow.performance_rules import StoredRules


@dataclass(frozen=True)
class Fault:
    """Something wrong in a file: `where` to look, and the `problem` as a sentence that says what to do."""

    where: str
    problem: str

    def __str__(self) -> str:
        """Return both as one line."""
        return f"{self.where}: {self.problem}"


class OfficeFileError(Exception):
    """The file cannot be taken as it is; `faults` holds everything found wrong, in the order of the file."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = faults


@dataclass(frozen=True)
class Letterhead:
    """The kop of the dinas as printed; a line the office left out is empty."""

    pemerintah: str = ""
    dinas: str = ""
    alamat: str = ""
    telepon: str = ""
    surel: str = ""
    situs: str = ""
    tempat: str = ""  # where papers are dated
    logo: str = ""  # the name of its file, beside the office file


@dataclass(frozen=True)
class UnitDraft:
    """A unit kerja."""

    code: str
    name: str


@dataclass(frozen=True)
class PostDraft:
    """A jabatan; `unit_code` is set for the roles that belong to a unit, and only for those."""

    code: str
    title: str
    role: Role
    unit_code: str | None = None


@dataclass(frozen=True)
class PersonDraft:
    """A person; `nip` is empty or 18 digits, `phone` empty or a telephone number."""

    code: str
    name: str
    nip: str = ""
    rank: str = ""
    is_admin: bool = False
    phone: str = ""


@dataclass(frozen=True)
class HoldingDraft:
    """A person holds a post, both days included; open-ended when `until_on` is None."""

    post_code: str
    person_code: str
    from_on: date
    until_on: date | None = None
    kind: HoldingKind = HoldingKind.DEFINITIF
    sk_number: str = ""


@dataclass(frozen=True)
class DayDraft:
    """A day off that the national calendar lacks, or a day that is worked: in part where it has `hours`."""

    day_on: date
    is_off: bool
    hours: Hours = ()
    note: str = ""


@dataclass(frozen=True)
class OfficeDraft:
    """One office. As read from a file, `holdings` stand in the order of `people`, days and special hours by date.

    `zone` is an IANA name; `weekly` is None where the office keeps the usual hours.
    """

    code: str
    name: str
    zone: str
    self_approval: bool = False
    admission: Admission = Admission.ADMIN  # what lets somebody in who opened a link
    strategic: tuple[str, ...] = ()  # what a Plh or Plt never does, in the words of `workflow.strategic`
    head: Letterhead = field(default_factory=Letterhead)
    weekly: Week | None = None
    special_hours: tuple[SpecialHours, ...] = ()
    days: tuple[DayDraft, ...] = ()
    units: tuple[UnitDraft, ...] = ()
    posts: tuple[PostDraft, ...] = ()
    people: tuple[PersonDraft, ...] = ()
    holdings: tuple[HoldingDraft, ...] = ()
    judging: StoredRules = field(default_factory=StoredRules)

    def holdings_of(self, person_code: str) -> tuple[HoldingDraft, ...]:
        """Return what the person holds, in the draft's order."""
        return tuple(holding for holding in self.holdings if holding.person_code == person_code)


@dataclass(frozen=True)
class OfficeReading:
    """A file that may be taken: its draft, and `warnings` the admin should see but need not act on."""

    draft: OfficeDraft
    warnings: tuple[Fault, ...] = ()
    logo: bytes = b""  # PNG or JPEG; empty where the office has none
