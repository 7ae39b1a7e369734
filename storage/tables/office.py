"""Offices, their units, posts and people. Nothing here is ever deleted: what ends gets an end date."""

from datetime import date

from sqlalchemy import Column, ForeignKey, UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.columns import BigKey, of_office


class OfficeRow(SQLModel, table=True):
    """One office (perangkat daerah)."""

    __tablename__ = "office"

    id: int | None = Field(default=None, sa_column=Column(BigKey, primary_key=True))
    code: str = Field(unique=True)
    name: str
    zone: str
    self_approval: bool = False
    admission: str = "admin"  # workflow.admission.Admission: what lets somebody in who opened a link
    hours: str = ""  # JSON: the office's own week of hours; empty: the usual one of workflow.working_time
    letterhead: str = "{}"  # JSON: kop of the office's documents
    performance: str = "{}"  # JSON of workflow.performance_rules.StoredRules: bands, cap and thresholds of its own
    strategic: str = "[]"  # JSON: commands that a Plh or Plt never gives
    proposals: str = ""  # JSON of workflow.stand_ins.OpenProposals; empty where none waits
    told_holders: str = ""  # JSON of workflow.holders.ToldHolders; empty where nobody was told anything yet
    revision: int = 1  # grows with every change to the office's rows; what is cached by it is then read anew


class UnitRow(SQLModel, table=True):
    """A unit kerja."""

    __tablename__ = "unit"
    __table_args__ = (UniqueConstraint("office_id", "code"), UniqueConstraint("office_id", "id"))

    id: int | None = Field(default=None, sa_column=Column(BigKey, primary_key=True))
    office_id: int = Field(sa_column=Column(BigKey, ForeignKey("office.id"), nullable=False))
    code: str
    name: str
    position: int
    active: bool = True


class PostRow(SQLModel, table=True):
    """A jabatan."""

    __tablename__ = "post"
    __table_args__ = (
        UniqueConstraint("office_id", "code"),
        UniqueConstraint("office_id", "id"),
        of_office("unit", "unit_id"),
    )

    id: int | None = Field(default=None, sa_column=Column(BigKey, primary_key=True))
    office_id: int = Field(sa_column=Column(BigKey, ForeignKey("office.id"), nullable=False))
    code: str
    title: str
    role: str
    unit_id: int | None = Field(default=None, sa_column=Column(BigKey))
    position: int
    active: bool = True


class PersonRow(SQLModel, table=True):
    """An official or member of staff: nama, NIP, pangkat, and nothing more."""

    __tablename__ = "person"
    __table_args__ = (UniqueConstraint("office_id", "code"), UniqueConstraint("office_id", "id"))

    id: int | None = Field(default=None, sa_column=Column(BigKey, primary_key=True))
    office_id: int = Field(sa_column=Column(BigKey, ForeignKey("office.id"), nullable=False))
    code: str
    name: str
    nip: str = ""
    rank: str = ""
    is_admin: bool = False
    phone: str = ""


class HoldingRow(SQLModel, table=True):
    """Who holds a post from when to when, in which capacity."""

    __tablename__ = "holding"
    __table_args__ = (
        UniqueConstraint("office_id", "post_id", "person_id", "from_on", "kind"),
        of_office("post", "post_id"),
        of_office("person", "person_id"),
    )

    id: int | None = Field(default=None, sa_column=Column(BigKey, primary_key=True))
    office_id: int = Field(sa_column=Column(BigKey, ForeignKey("office.id"), nullable=False))
    post_id: int = Field(sa_column=Column(BigKey, nullable=False))
    person_id: int = Field(sa_column=Column(BigKey, nullable=False))
    from_on: date
    until_on: date | None = None
    kind: str = "definitif"
    sk_number: str = ""


class DayRow(SQLModel, table=True):
    """A day that the office adds to or removes from the national holidays, or on which it keeps other hours."""

    __tablename__ = "day"
    __table_args__ = (UniqueConstraint("office_id", "day_on"),)

    id: int | None = Field(default=None, sa_column=Column(BigKey, primary_key=True))
    office_id: int = Field(sa_column=Column(BigKey, ForeignKey("office.id"), nullable=False))
    day_on: date
    is_off: bool  # True: a day off that the national list lacks; False: a working day that the list calls off
    hours: str = ""  # on a working day other than the week's: "07.30-11.30" or several, joined by commas
    note: str = ""  # what the day is, as shown: "Hari Jadi Kabupaten"


class SpecialHoursRow(SQLModel, table=True):
    """Other office hours between two dates, both included (Ramadan)."""

    __tablename__ = "special_hours"
    __table_args__ = (UniqueConstraint("office_id", "first_on"),)

    id: int | None = Field(default=None, sa_column=Column(BigKey, primary_key=True))
    office_id: int = Field(sa_column=Column(BigKey, ForeignKey("office.id"), nullable=False))
    name: str
    first_on: date
    last_on: date
    hours: str  # JSON: seven days of hours, Monday first
