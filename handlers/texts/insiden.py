"""The words of an incident with personal data: the notice that is due within 3 x 24 hours, ready to be filled in."""

from __future__ import annotations

from workflow.incidents import IncidentNoted

BLANK = "…………………………………………"


def notice(office: str, incident: IncidentNoted, known: str, due: str) -> str:
    """Return the notice to those concerned and to the authority (UU 27/2022, article 46), with blanks to fill in."""
    return f"""PEMBERITAHUAN KEGAGALAN PELINDUNGAN DATA PRIBADI
(Pasal 46 Undang-Undang Nomor 27 Tahun 2022)

Nomor   : {BLANK}
Kepada  : 1. Pemilik data pribadi yang terdampak
          2. Lembaga pelindungan data pribadi (Kementerian Komunikasi dan Digital)
Dari    : {office}

Paling lambat disampaikan: {due}

1. Data pribadi yang terungkap
   {incident.whose}

2. Kapan dan bagaimana data pribadi terungkap
   Diketahui: {known}
   {incident.what}

3. Upaya penanganan dan pemulihan
   {incident.done or BLANK}

4. Yang dapat dilakukan pemilik data
   {BLANK}

5. Narahubung
   Nama dan jabatan: {BLANK}
   Telepon dan surel: {BLANK}

{BLANK}, {BLANK}
Kepala Dinas,


{BLANK}
"""
