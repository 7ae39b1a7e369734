"""What people type, change and leave half-done: nothing is lost, nothing is guessed, and every answer helps."""

from dataclasses import replace
from pathlib import Path

import pytest

from acceptance import quarter
from acceptance.office import Office, open_office
from acceptance.papers import pdf, voice
from bot.office_file import sample_office
from bot.phone import Phone

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def _begins(phone: Phone) -> None:
    await phone.says("/batal")
    await phone.says("/kirim")
    await phone.sees("Kirim berkasnya sekarang")


async def test_a_text_of_five_thousand_characters_is_told_its_limit(collecting: Office) -> None:
    """What Telegram cuts in two is taken as two texts; what does not fit is refused with both numbers."""
    maya = collecting["maya"]
    await _begins(maya)
    await maya.says("Capaian indikator. " * 263)
    await maya.sees("huruf; paling banyak 3500", "Isian sebelumnya tetap tersimpan")


async def test_markup_and_direction_marks_are_shown_as_they_were_written(collecting: Office) -> None:
    """`<`, `&`, line breaks and right-to-left text stand in the preview as they were typed."""
    maya = collecting["maya"]
    text = "Capaian <b>90</b> & target < 95\n«مرحبا» \u200fakhir"
    await _begins(maya)
    await maya.says(text)
    await maya.sees(text)


async def test_a_name_with_markup_is_a_name(tmp_path: Path) -> None:
    """A person whose name in the office's file holds markup is greeted by exactly that name."""
    draft = sample_office().draft
    people = tuple(replace(each, name="Hana <i>&</i> Contoh") if each.code == "hana" else each for each in draft.people)
    async with open_office(tmp_path, draft=replace(draft, people=people)) as office:
        await office.everyone_joins("hana")
        await office["hana"].sees("Selamat datang, Bapak/Ibu Hana <i>&</i> Contoh", after=0)


async def test_an_unknown_command_leads_to_the_tasks(collecting: Office) -> None:
    """Nobody has to know commands: a wrong one shows what there is to do."""
    await collecting["fitri"].says("/terbang")
    await collecting["fitri"].sees("Perintah itu tidak dikenal", "Tugas Bapak/Ibu")


async def test_text_out_of_the_blue_says_that_it_went_to_nobody(collecting: Office) -> None:
    """A text that no form waits for is sent to nobody, and the answer says so and offers the tasks."""
    await collecting["fitri"].says("Selamat pagi")
    await collecting["fitri"].sees("tidak dikirim kepada siapa pun", "Tugas Bapak/Ibu")


async def test_an_edited_message_counts_as_edited(collecting: Office) -> None:
    """Rewording a message of an open form rewords the form."""
    maya = collecting["maya"]
    await _begins(maya)
    message_id = await maya.says("Realisasi 90 persen")
    await maya.sees("Realisasi 90 persen")
    await maya.edits(message_id, "Realisasi 93 persen")
    seen = await maya.sees("Realisasi 93 persen")
    assert "90 persen" not in seen.text


async def test_an_edit_after_sending_changes_nothing_and_says_so(collecting: Office) -> None:
    """What was sent stays as it was; the person learns it at once."""
    maya = collecting["maya"]
    await _begins(maya)
    message_id = await maya.says("Catatan sementara")
    await maya.sees("Catatan sementara")
    await maya.says("/batal")
    await maya.sees("Dibatalkan")
    await maya.edits(message_id, "Catatan lain")
    await maya.sees("tidak mengubah apa pun", "[Tugas saya]")


async def test_a_stranger_gets_one_polite_sentence(collecting: Office) -> None:
    """Somebody uninvited learns how to be invited, and nothing of any office."""
    stranger = await collecting.stranger("Tamu")
    await stranger.says("Halo, ini bot apa?")
    await stranger.sees("hanya untuk pegawai yang diundang kantornya", str(stranger.user_id))
    assert len([seen for seen in await stranger.messages() if seen.from_bot]) == 1


async def test_a_bot_as_a_sender_is_not_answered(collecting: Office) -> None:
    """Two bots never talk to each other."""
    machine = await collecting.stranger("Mesin", bot=True)
    await machine.says("/tugas")
    await collecting.settles()
    assert [seen for seen in await machine.messages() if seen.from_bot] == []


async def test_in_a_group_only_the_status_is_answered(collecting: Office) -> None:
    """Orders and data belong in private chat: other commands get one hint, talk gets silence."""
    hana = collecting["hana"]
    group = await collecting.simulate("groups", title="Monev", members=[hana.user_id], bot_admin=True)
    await hana.says("Selamat pagi semua", chat_id=group["id"])
    await hana.says("/tugas", chat_id=group["id"])
    await hana.says("/status", chat_id=group["id"])
    await collecting.settles()
    said = await collecting.ask(f"people/{hana.user_id}/chat", chat_id=group["id"])
    answers = [message["text"] for message in said["messages"] if message["from"] == "bot"]
    assert len(answers) == 2
    assert "hanya lewat chat pribadi" in answers[0]
    assert "Monev Triwulan III 2026" in answers[1]


async def test_a_channel_post_is_left_alone(collecting: Office) -> None:
    """A channel is never answered, and does not stop the bot."""
    channel = await collecting.simulate("channels", title="Pengumuman", members=[collecting["hana"].user_id])
    await collecting.simulate(f"channels/{channel['id']}/post", text="/tugas")
    await collecting["hana"].says("/profil")
    await collecting["hana"].sees("Hana Contoh", "NIP")
    assert collecting.rows("SELECT 1 FROM outbox WHERE chat_id = ?", channel["id"]) == []


async def test_batal_leaves_any_form_and_says_what_was_left(collecting: Office) -> None:
    """/batal names what it leaves; without a form it says that there is none."""
    maya = collecting["maya"]
    await _begins(maya)
    await maya.says("Catatan")
    await maya.sees("Catatan")
    await maya.says("/batal")
    await maya.sees("Dibatalkan: kiriman data unit", "Tidak ada yang dikirim")
    await maya.says("/batal")
    await maya.sees("Tidak ada isian yang sedang terbuka")


async def test_a_half_finished_form_is_offered_again_after_a_restart(collecting: Office) -> None:
    """What was typed survives the bot's death: the next beginning offers to go on with it."""
    maya = collecting["maya"]
    await _begins(maya)
    await maya.says("Belum selesai, tunggu rapat")
    await maya.sees("Belum selesai, tunggu rapat")
    await collecting.crash()
    await maya.says("/kirim")
    await maya.sees("Masih ada kiriman data unit yang belum dikirim", "[Lanjutkan yang tadi]")
    await maya.taps("Lanjutkan yang tadi")
    await maya.sees("Belum selesai, tunggu rapat", "[Batal]")
    await maya.says("/batal")
    await maya.sees("Dibatalkan")


async def test_whoever_cannot_be_reached_is_told_to_the_admin_once(collecting: Office) -> None:
    """A blocked bot and a deleted account: the admin hears of each once, everyone else goes on undisturbed."""
    lukman, fitri, putra = collecting["lukman"], collecting["fitri"], collecting["putra"]
    await collecting.simulate(f"people/{lukman.user_id}/block")
    await putra.sees("Lukman Contoh", "memblokir bot", after=0)
    await collecting.simulate(f"people/{fitri.user_id}/deactivate")
    await _submits(collecting["nanda"])
    await _submits(collecting["gilang"])
    await putra.sees("Fitri Contoh", "memblokir bot atau menghapus percakapannya", after=0)
    await collecting.settles()
    alerts = [seen.text.split(" memblokir")[0] for seen in await putra.messages() if "memblokir bot" in seen.text]
    assert sorted(alerts) == ["⚠️ Fitri Contoh, S.I.Kom.", "⚠️ Lukman Contoh, S.Si., M.Stat."]


async def _submits(staf: Phone) -> None:
    await staf.says("/kirim")
    await staf.sees("Kirim berkasnya sekarang")
    await staf.sends(("data.pdf", pdf(staf.name)))
    await staf.sees("data.pdf", "[Kirim ke Kabid]")
    await staf.taps("Kirim ke Kabid", within="data.pdf")
    await staf.sees("Terkirim ke Kabid")


async def test_a_voice_note_is_an_arahan(tmp_path: Path) -> None:
    """The Sekretaris speaks the direction; the Tim gets it with the recording to hear."""
    async with open_office(tmp_path) as office:
        await office.everyone_joins("hendra", "ratna", "andi", "budi", "citra")
        await quarter.order(office)
        ratna, andi = office["ratna"], office["andi"]
        await ratna.taps("Terima dan beri arahan")
        await ratna.sees("Apa arahan")
        await ratna.sends(("suara.ogg", voice(4)), kind="voice")
        await ratna.sees("rekaman suara", "[Kirim arahan ke Tim]")
        await ratna.taps("Kirim arahan ke Tim")
        await ratna.sees("Arahan terkirim ke Tim")
        await andi.taps("Mulai koordinasi")
        await andi.sees("Arahan ada di dalam berkas terlampir", "[📎 suara-")
        await andi.taps("📎 suara-")
        assert (await andi.sees("rekaman suara", "[suara-")).file is not None
