"""The quarter that `monev gladi` plays, scene by scene, from 1 to 28 October 2026.

Triwulan III 2026 of the sample Dinas Kominfo, with what goes wrong in such a quarter: a draft that the Kabid returns,
data that the Subbag returns, a report that the Kepala Dinas returns; and with what happens about time: one unit is
early, one keeps a promise, one asks for two days more, one is late. The figures are those of the sample's indicators.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.gladi import beginning, ending, papers, units
from bot.gladi.cast import Act

ZONE = ZoneInfo("Asia/Jakarta")


@dataclass(frozen=True)
class Scene:
    """What happens, and up to when time passes before it; None: it follows at once."""

    name: str
    act: Act
    at: datetime | None = None


def october(day: int, hour: int, minute: int = 0) -> datetime:
    """Return an instant of October 2026 on the office's wall."""
    return datetime(2026, 10, day, hour, minute, tzinfo=ZONE)


SCENES: Sequence[Scene] = (
    Scene("Delapan belas orang membuka tautannya", beginning.everyone_joins),
    Scene("Langkah 1: disposisi Kepala Dinas", beginning.disposisi),
    Scene("Subbag Perencanaan membaca disposisi", beginning.disposisi_received),
    Scene("Langkah 2: Sekretaris menjawab pengingat", beginning.team_directed, october(1, 9, 30)),
    Scene("Langkah 3: Tim berkoordinasi dan memberi perintah", units.units_ordered),
    Scene("Langkah 4: Bidang Statistik mengirim lebih awal, hari ke-3", units.sends_early, october(6, 10)),
    Scene("Bidang IKP menjawab: besok pagi", units.promises, october(8, 8)),
    Scene("Bidang IKP menepati janji; Kabid mengembalikan konsepnya", units.keeps_promise, october(9, 8)),
    Scene("Bidang Aptika meminta perpanjangan 2 hari; IKP memperbaiki", units.asks_for_time, october(12, 8)),
    Scene("Kasubbag Umum tahu: belum ada yang mulai mengisi", units.nobody_has_begun, october(13, 15)),
    Scene("Bidang Aptika mulai mengisi", units.begins, october(14, 8)),
    Scene("Bidang Aptika melanjutkan isiannya", units.goes_on, october(15, 8, 30)),
    Scene("Subbag Umum lewat batas, lalu meminta bantuan", units.is_late, october(16, 8)),
    Scene("Bidang Aptika mengirim; Subbag Perencanaan mengembalikan", units.sends_within_extension, october(16, 9)),
    Scene("Subbag Umum mengirim, hari ke-12; perbaikan Aptika diterima", units.last_data_come, october(19, 8)),
    Scene("Langkah 5: laporan, dikembalikan sekali", ending.reported, october(20, 9)),
    Scene("Langkah 6 dan 7: arahan Kepala Dinas, tiga rencana", ending.directed, october(21, 9)),
    Scene("Langkah 7: rencana terakhir, monev selesai", ending.last_plan, october(22, 8, 30)),
    Scene("Melihat kembali: riwayat, garis waktu, kepatuhan", ending.looked_back),
    Scene("Sesudah monev: satu tindak lanjut selesai dan diverifikasi", ending.followed_up, october(28, 9)),
    Scene("Subbag Perencanaan mengambil semua dokumen", papers.all_collected),
)
