"""A small office that keeps every rule, for the stories to break in one place at a time."""

from __future__ import annotations

import pytest

_SMALL = """\
[kantor]
kode = "dinas-kecil"
nama = "Dinas Kecil"
zona = "WITA"

[[unit]]
kode = "aptika"
nama = "Bidang Aptika"

[[jabatan]]
kode = "kadis"
nama = "Kepala Dinas"
peran = "kepala_dinas"

[[jabatan]]
kode = "sekdis"
nama = "Sekretaris"
peran = "Sekretaris"

[[jabatan]]
kode = "tim-1"
nama = "Anggota Tim"
peran = "anggota tim"

[[jabatan]]
kode = "perencana"
nama = "Kasubbag Perencanaan"
peran = "perencanaan"

[[jabatan]]
kode = "kabid-aptika"
nama = "Kabid Aptika"
peran = "kabid"
unit = "aptika"

[[jabatan]]
kode = "staf-aptika"
nama = "Staf Aptika"
peran = "staf"
unit = "aptika"

[[pegawai]]
kode = "andi"
nama = "Andi Contoh"
nip = "19900101 202000 0 001"
admin = true
jabatan = ["kadis", "sekdis", "tim-1", "perencana"]
mulai = 2025-01-01

[[pegawai]]
kode = "budi"
nama = "Budi Contoh"
jabatan = "kabid-aptika"
mulai = "01-02-2025"
sampai = 2026-12-31

[[pegawai.menjabat]]
jabatan = "staf-aptika"
mulai = 2025-01-01
sebagai = "Plt."
sk = "800/1/2025"
"""


@pytest.fixture
def small() -> str:
    """Return the text of an office file without a fault or a warning."""
    return _SMALL
