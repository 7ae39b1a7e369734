"""An office on file: what an admin writes by hand, in TOML or Excel, read into data and written back."""

from bot.office_file.draft import (
    DayDraft,
    Fault,
    HoldingDraft,
    Letterhead,
    OfficeDraft,
    OfficeFileError,
    OfficeReading,
    PersonDraft,
    PostDraft,
    UnitDraft,
)
from bot.office_file.read import read_office, read_office_bytes, sample_office
from bot.office_file.write_excel import write_excel
from bot.office_file.write_toml import write_toml

__all__ = [
    "DayDraft",
    "Fault",
    "HoldingDraft",
    "Letterhead",
    "OfficeDraft",
    "OfficeFileError",
    "OfficeReading",
    "PersonDraft",
    "PostDraft",
    "UnitDraft",
    "read_office",
    "read_office_bytes",
    "sample_office",
    "write_excel",
    "write_toml",
]
