"""Invitations that do not fit: each refused with what to do, and nobody is let in by them."""

from datetime import timedelta

from acceptance.office import Office


async def test_a_used_foreign_or_unknown_invite_lets_nobody_in(office: Office) -> None:
    """A link works once; a second account, a bound account and a mistyped link are told apart."""
    await office.everyone_joins("budi", "citra")
    late = await office.stranger("Terlambat")
    await late.says(f"/start {office.secret('budi')}")
    await late.sees("Undangan ini sudah dipakai", "admin kantor")
    await office["citra"].says(f"/start {office.secret('eko')}")
    await office["citra"].sees("sudah terhubung dengan pegawai lain")
    await late.says("/start salah-ketik")
    await late.sees("Undangan ini tidak dikenal")
    await late.says("/tugas")
    await late.sees("hanya untuk pegawai yang diundang")
    await office["eko"].says(f"/start {office.secret('eko')}")
    await office["eko"].sees("Selamat datang", "Eko Contoh", after=0)


async def test_an_invite_that_was_followed_twice_by_its_owner_welcomes_again(office: Office) -> None:
    """A second tap on one's own link is no misuse: the person is greeted as before."""
    await office.everyone_joins("budi")
    await office["budi"].says(f"/start {office.secret('budi')}")
    await office["budi"].sees("Selamat datang", "Budi Contoh")


async def test_an_expired_invite_is_refused(office: Office) -> None:
    """After its fortnight a link says that it has expired, and whom to ask."""
    await office.bot.kill()
    await office.moves_by(timedelta(days=15))
    await office.bot.start()
    await office["gilang"].says(f"/start {office.secret('gilang')}")
    await office["gilang"].sees("sudah habis masa berlakunya", "undangan baru")
