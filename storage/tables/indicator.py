"""Indicators of a year by version, the imports they came by, and figures from before the office began with Monev."""

from datetime import datetime

from sqlalchemy import Column, ForeignKey, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.columns import BigKey, UtcDateTime, of_office


class IndicatorImportRow(SQLModel, table=True):
    """One change of the indicators: from which file, by whom, from which quarter on. Only ever added to."""

    __tablename__ = "indicator_import"
    __table_args__ = (UniqueConstraint("office_id", "id"), of_office("person", "person_id"))

    id: int | None = Field(default=None, sa_column=Column(BigKey, primary_key=True))
    office_id: int = Field(sa_column=Column(BigKey, ForeignKey("office.id"), nullable=False))
    year: int
    from_quarter: int  # 1-4
    file_name: str  # as it was called; shown, never used as a path
    sha256: str
    person_id: int | None = Field(default=None, sa_column=Column(BigKey))  # None: by command line
    at: datetime = Field(sa_type=UtcDateTime)


class IndicatorRow(SQLModel, table=True):
    """A version of an indicator, valid from a quarter on until a later one; of the same quarter the last one counts.

    Only ever added to: what an old quarter was judged by stays.
    """

    __tablename__ = "indicator"
    __table_args__ = (
        of_office("unit", "unit_id"),
        of_office("indicator_import", "import_id"),
        Index("ix_indicator_year", "office_id", "year", "unit_id"),
    )

    id: int | None = Field(default=None, sa_column=Column(BigKey, primary_key=True))
    office_id: int = Field(sa_column=Column(BigKey, ForeignKey("office.id"), nullable=False))
    unit_id: int = Field(sa_column=Column(BigKey, nullable=False))
    year: int
    code: str
    from_quarter: int  # 1-4
    position: int  # in the plan
    is_dropped: bool  # no longer owed from that quarter on
    data: str  # JSON of workflow.indicator_plan.PlannedIndicator
    import_id: int = Field(sa_column=Column(BigKey, nullable=False))


class PastFigureRow(SQLModel, table=True):
    """What was realised in a quarter before the office began with Monev; of one quarter the last one counts."""

    __tablename__ = "past_figure"
    __table_args__ = (
        of_office("unit", "unit_id"),
        of_office("indicator_import", "import_id"),
        Index("ix_past_figure_year", "office_id", "unit_id", "year"),
    )

    id: int | None = Field(default=None, sa_column=Column(BigKey, primary_key=True))
    office_id: int = Field(sa_column=Column(BigKey, ForeignKey("office.id"), nullable=False))
    unit_id: int = Field(sa_column=Column(BigKey, nullable=False))
    year: int
    code: str
    quarter: int  # 1-4
    data: str  # JSON of workflow.indicators.Reported
    import_id: int = Field(sa_column=Column(BigKey, nullable=False))
