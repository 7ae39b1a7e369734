"""The Sekretaris is away for two days: a Plh. is proposed, agreed to, takes over by the calendar, and gives back."""

from datetime import timedelta

from acceptance import quarter
from acceptance.office import Office

WHO = ("hendra", "ratna", "budi", "putra")
LONG = timedelta(days=1)


async def test_a_plh_of_the_sekretaris_from_proposal_to_return(office: Office) -> None:
    """Killed between every step; the task and its button are Budi's on those days, and Ratna's before and after."""
    await office.everyone_joins(*WHO)
    await quarter.order(office)
    ratna, hendra, budi = (office[code] for code in ("ratna", "hendra", "budi"))
    await ratna.says("/pengganti")
    await ratna.taps("Usulkan Plh. Sekretaris Dinas", within="Pelaksana harian")
    await ratna.sees("Siapa orangnya")
    await ratna.taps("Budi", within="Siapa orangnya")
    await ratna.sees("Mulai hari apa")
    await office.crash()
    await ratna.says("2 Okt 2026")
    await ratna.sees("Sampai hari apa")
    await ratna.says("5 Okt 2026")
    await ratna.sees("nomor SK")
    await ratna.says("800/12/2026")
    await ratna.sees("Berlaku setelah disetujui Drs. Hendra", "[Simpan]")
    await ratna.taps("Simpan", within="Berlaku setelah disetujui")
    await hendra.sees("mengusulkan Budi", "Plh. Sekretaris", "[Setujui]", "[Tolak]", after=0)
    await office.crash()
    await hendra.taps("Setujui", within="mengusulkan")
    await hendra.taps("Simpan", within="Usul disetujui")
    await budi.sees("Bapak/Ibu ditunjuk", after=0)
    taken = await office.moves_by(LONG)
    await budi.sees("bertugas sebagai", "Plh. Sekretaris", "Tugas terbuka", after=taken)
    await ratna.sees("dijalankan oleh Plh. Budi", after=taken)
    await ratna.says("/tugas")
    await ratna.sees("sedang dijalankan oleh Plh. Budi", after=taken)
    await budi.says("/tugas")
    await budi.sees("sebagai Plh. Sekretaris", after=taken)
    await office.crash()
    returned = await office.moves_by(4 * LONG)
    await ratna.sees("bertugas sebagai", "Sekretaris", "Sebelumnya: Budi", after=returned)
    await budi.sees("dijalankan oleh Ratna", after=returned)
    assert "ERROR" not in office.log()
    assert (await office.monev("verify"))[0] == 0
