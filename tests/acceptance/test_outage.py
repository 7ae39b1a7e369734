"""Outages of the bot, of Telegram and of single messages: what came is handled, and what is owed arrives."""

import re
from datetime import timedelta

from acceptance import quarter
from acceptance.audit import audit
from acceptance.office import Office
from acceptance.papers import workbook
from bot.phone import Phone

TEXTS = 8
A_WHILE = timedelta(minutes=21)


async def test_what_came_while_the_bot_was_down_is_handled_in_order_and_says_so(office: Office) -> None:
    """Files and texts that waited at Telegram come into the form in their order; the receipt names both times."""
    await office.everyone_joins()
    await quarter.reach_collection(office)
    joko = office["joko"]
    await joko.says("/kirim")
    await joko.sees("Kirim berkasnya sekarang")
    await office.bot.kill()
    await joko.sends(("data.xlsx", workbook(91)))
    for number in range(1, TEXTS + 1):
        await joko.says(f"Catatan {number}")
    await office.moves_by(A_WHILE)
    await office.bot.start()
    await joko.sees("\n".join(f"Catatan {number}" for number in range(1, TEXTS + 1)), "data.xlsx", "[Kirim ke Kabid]")
    await joko.taps("Kirim ke Kabid", within=f"Catatan {TEXTS}")
    receipt = await joko.sees("Terkirim ke Kabid", "saat bot mati")
    assert re.search(r"Diterima 1 Okt 08\.0\d saat bot mati, diproses 08\.2\d WIB", receipt.text), receipt.text


async def test_every_message_arrives_while_telegram_answers_with_errors(office: Office) -> None:
    """502s and lost answers, on the way in and on the way out: each update once, each message at least once."""
    await office.everyone_joins("hana", "putra")
    hana = office["hana"]
    await office.simulate("faults", method="getUpdates", status=502)
    await office.simulate("faults", method="getUpdates", drop_answer=True)
    await office.simulate("faults", method="sendMessage", status=502, times=2)
    await office.simulate("faults", method="sendMessage", drop_answer=True)
    for number in range(TEXTS):
        await hana.says(f"Catatan {number}")
    await office.settles(40.0)
    found = await audit(office)
    assert found.is_clean, found
    assert len(found.duplicates) <= 1, "only the message whose answer was lost may have come twice"


async def test_a_second_bot_on_the_same_data_refuses_to_start(office: Office) -> None:
    """Two bots never share a data directory: the second ends with a sentence, the first goes on."""
    await office.everyone_joins("hana")
    code, printed = await office.monev("run")
    assert code == 1
    assert "Bot lain sudah berjalan" in printed
    await office["hana"].says("/profil")
    await office["hana"].sees("Hana Contoh", "NIP")


async def test_a_wrong_token_ends_with_a_sentence(office: Office) -> None:
    """A token that Telegram does not know ends the bot, and says what to do, without printing the token."""
    elsewhere = str(office.folder / "lain")
    code, printed = await office.monev("run", MONEV_BOT_TOKEN="424242:salah!", MONEV_DATA_DIR=elsewhere)
    assert code == 1
    assert "Telegram tidak mengenal MONEV_BOT_TOKEN" in printed
    assert "salah!" not in printed


async def test_a_message_that_fails_is_set_aside_told_and_replayed(office: Office) -> None:
    """A damaged row makes a handler fail: sender and admin get a code, and after the repair the message is answered."""
    await office.everyone_joins("hendra", "ratna", "hana", "putra")
    await quarter.order(office)
    await office.settles()
    event = await _damage(office)
    hana = office["hana"]
    await hana.says("/status")
    told = await hana.sees("sudah kami terima, tetapi belum dapat diproses", "Tidak perlu mengirim ulang")
    code = re.findall(r"E-\w{5}", told.text)[0]
    await office["putra"].sees("gagal diproses", code, "monev inbox retry", after=0)
    listed = await office.monev("inbox", "list")
    assert listed[0] == 0
    assert code in listed[1]
    assert re.search(r"Pesan masuk disisihkan\s+│ 1, lihat: monev inbox list", (await office.monev("status"))[1])
    await office.bot.kill()
    _write(office, event)
    assert "1 pesan masuk diproses ulang" in (await office.monev("inbox", "retry"))[1]
    await office.bot.start()
    await hana.sees("Status monev Triwulan III 2026")
    assert "Tidak ada pesan masuk yang disisihkan" in (await office.monev("inbox", "list"))[1]


async def _damage(office: Office) -> str:
    """Spoil the first event of the history as a bad disk would, and return what it was."""
    await office.bot.kill()
    ((event,),) = office.rows("SELECT event FROM history WHERE position = 1")
    _write(office, '{"rusak"')
    await office.bot.start()
    return str(event)


def _write(office: Office, event: str) -> None:
    office.change("UPDATE history SET event = ? WHERE position = 1", event)


async def test_a_letter_that_telegram_refuses_is_listed_and_sent_again(office: Office) -> None:
    """A refused message is on the admin's list with its cause, and `outbox retry` delivers it after all."""
    await office.everyone_joins("hana")
    hana: Phone = office["hana"]
    await office.settles()
    await office.simulate("faults", method="sendMessage", chat_id=hana.user_id, status=400)
    await hana.says("/profil")
    await office.settles()
    listed = (await office.monev("outbox", "list"))[1]
    assert "failed" in listed
    assert "Planned by the simulator" in listed
    assert re.search(r"Pesan keluar gagal\s+│ 1, lihat: monev outbox list", (await office.monev("status"))[1])
    assert "1 pesan keluar dikirim ulang" in (await office.monev("outbox", "retry"))[1]
    await office.crash()
    await hana.sees("Hana Contoh", "NIP")
    assert "Tidak ada pesan keluar yang gagal" in (await office.monev("outbox", "list"))[1]
