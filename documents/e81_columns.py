"""The fifteen columns of Formulir E.81 (Permendagri 86/2017), and where they stand on the sheet."""

from __future__ import annotations

from dataclasses import dataclass

NUMBER, SASARAN, PROGRAM, INDICATOR = range(4)
RENSTRA_TARGET, RENSTRA_BEFORE, YEAR, FIRST_QUARTER = 4, 6, 8, 10
"""Columns of K; that of Rp follows each. The quarters stand side by side from `FIRST_QUARTER`."""
RENJA, RENSTRA, SHARE, OWNER = 18, 20, 22, 24
LAST = OWNER
WIDTHS = (4, 18, 20, 24, *(7.5, 11.5) * 10, 20)


@dataclass(frozen=True)
class Heading:
    """A column of the form: where it begins on the sheet, and whether it is split into K and Rp."""

    column: int
    name: str
    is_pair: bool = True


GROUPS = (
    Heading(NUMBER, "No", is_pair=False),
    Heading(SASARAN, "Sasaran", is_pair=False),
    Heading(PROGRAM, "Program/ Kegiatan", is_pair=False),
    Heading(INDICATOR, "Indikator Kinerja Program (outcome)/ Kegiatan (output)", is_pair=False),
    Heading(RENSTRA_TARGET, "Target Renstra Perangkat Daerah pada akhir periode"),
    Heading(RENSTRA_BEFORE, "Realisasi capaian kinerja Renstra s.d. Renja tahun lalu"),
    Heading(YEAR, "Target kinerja dan anggaran Renja tahun berjalan yang dievaluasi"),
    *(
        Heading(FIRST_QUARTER + 2 * place, f"Realisasi kinerja pada Triwulan {roman}")
        for place, roman in enumerate(("I", "II", "III", "IV"))
    ),
    Heading(RENJA, "Realisasi capaian kinerja dan anggaran Renja yang dievaluasi"),
    Heading(RENSTRA, "Realisasi kinerja dan anggaran Renstra s.d. tahun berjalan"),
    Heading(SHARE, "Tingkat capaian kinerja dan realisasi anggaran Renstra (%)"),
    Heading(OWNER, "Unit penanggung jawab", is_pair=False),
)
NUMBERS = (*map(str, range(1, 12)), "12 = 8+9+10+11", "13 = 6+12", "14 = 13/5×100%", "15")
"""The numbered row beneath the headings."""


def quarter_column(number: int) -> int:
    """Return the column of K of a quarter (1-4)."""
    return FIRST_QUARTER + 2 * (number - 1)
