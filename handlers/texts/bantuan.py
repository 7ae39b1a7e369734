"""The words of help, of the profile, and of answers to what was not understood."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from handlers.texts.words import EMPTY, capacity, fill, lines, listed, named, paragraphs, sentence
from workflow.office import Actor, Person, Role

if TYPE_CHECKING:
    from handlers.desk import Desk

TASKS = "Tugas saya"
STATUS = "Status"
TEXT_FOR_NOBODY = Markup("Teks ini tidak dikirim kepada siapa pun, karena tidak ada isian yang sedang terbuka.")
EDIT_FOR_NOTHING = Markup(
    "Pesan yang disunting ini tidak mengubah apa pun: yang sudah dikirim tetap seperti semula. "
    "Bila perlu perbaikan, silakan mulai dari Tugas saya."
)
UNKNOWN_COMMAND = Markup("Perintah itu tidak dikenal. Bapak/Ibu tidak perlu menghafal perintah; ini tugasnya:")
NO_CYCLE = Markup("Belum ada monev yang berjalan, jadi belum ada yang dapat dibuka.")
NO_DISPOSISI = Markup("Belum ada disposisi untuk Bapak/Ibu.")
NO_TASK_OF_THAT_KIND = Markup("Saat ini tidak ada yang menunggu Bapak/Ibu untuk itu.")

_KINDS = {
    "sticker": "Stiker",
    "location": "Lokasi",
    "venue": "Lokasi",
    "contact": "Kontak",
    "poll": "Jajak pendapat",
    "video": "Video",
    "video_note": "Video",
    "animation": "Animasi",
}
_BY_ROLE = {
    Role.KEPALA_DINAS: "Kepala Dinas: menulis disposisi, memeriksa laporan, memberi arahan kepada setiap unit, "
    "memverifikasi /tindaklanjut.",
    Role.SEKRETARIS: "Sekretaris: menerima disposisi, memberi arahan kepada Tim, memutuskan lanjut tanpa suatu unit "
    "atau membuka kembali datanya.",
    Role.TIM: "Tim Monev: mencatat koordinasi dengan unit, memerintahkan pengumpulan data, memberi catatan evaluasi.",
    Role.KABID: "Kabid: memeriksa data unit, meneruskan atau mengembalikannya, mengirim rencana dan laporan "
    "/tindaklanjut.",
    Role.KASI: "Kasi: mengisi dan mengirim data unit kepada Kabid, mengirim rencana dan laporan /tindaklanjut.",
    Role.STAF: "Staf: mengisi dan mengirim data unit kepada Kabid, melaporkan /tindaklanjut.",
    Role.PERENCANAAN: "Subbag Perencanaan: memeriksa data setiap unit, menyusun laporan untuk Kepala Dinas.",
}


def not_understood(what: str) -> Markup:
    """Say which kinds of messages the bot can use."""
    return fill(
        "{kind} tidak dapat diproses dan tidak disimpan. Yang diterima: teks, Excel (.xlsx), PDF, Word (.docx), "
        "gambar, dan rekaman suara.",
        kind=_KINDS.get(what, "Jenis pesan ini"),
    )


def left(what: str) -> Markup:
    """Say what was left, and that what was sent stays."""
    return fill(
        "Dibatalkan: {what}. Tidak ada yang dikirim; berkas yang sudah diterima tetap tersimpan di arsip kantor.",
        what=what,
    )


def help_for(roles: tuple[Role, ...], *, admin: bool) -> Markup:
    """Say what this person can do."""
    return paragraphs(
        Markup("<b>Bantuan</b>"),
        lines(
            *(fill("• {line}", line=_BY_ROLE[role]) for role in Role if role in roles),
            Markup(
                "• Admin: menambah dan menghapus hari libur dengan /kalender; mengurus undangan dan pergantian pejabat "
                "di komputer kantor."
            )
            if admin
            else EMPTY,
        ),
        lines(
            Markup("• 📋 Tugas saya: apa yang harus dikerjakan, sampai kapan, dan tombolnya."),
            Markup("• 📊 Status: sejauh mana monev dan siapa yang sedang memegangnya."),
            Markup("• 📎 Kirim data: mengirim data unit; berkas juga boleh langsung dikirim kapan saja.")
            if set(roles) & {Role.KABID, Role.KASI, Role.STAF}
            else EMPTY,
            Markup("• Isian yang belum selesai dapat dilanjutkan kapan saja; /batal membatalkannya."),
            Markup("• /kalender: hari libur kantor berikutnya. /indikator: target tahun ini per unit."),
            Markup("• /profil: jabatan Bapak/Ibu menurut bot. Bila keliru, hubungi admin kantor."),
        ),
    )


def profile(desk: Desk) -> Markup:
    """Say who the bot takes the person for."""
    return paragraphs(
        lines(
            fill("<b>{name}</b>", name=named(desk.me)),
            fill("NIP: {nip}", nip=desk.me.nip) if desk.me.nip else EMPTY,
            fill("Pangkat: {rank}", rank=desk.me.rank) if desk.me.rank else EMPTY,
            fill("Kantor: {office}", office=desk.office.name),
        ),
        posts(desk),
        Markup("Bapak/Ibu juga admin kantor ini.") if desk.me.is_admin else EMPTY,
        Markup("Bila ada yang keliru, mohon hubungi admin kantor."),
    )


def posts(desk: Desk) -> Markup:
    """List the posts that the person holds today, with their unit."""
    if not desk.capacities:
        return Markup("Hari ini Bapak/Ibu tidak memegang jabatan dalam SOP.")
    return lines(
        *(
            fill(
                "Jabatan: {title}{unit}",
                title=capacity(actor, desk.office),
                unit=_unit(desk, actor),
            )
            for actor in desk.capacities
        )
    )


def _unit(desk: Desk, actor: Actor) -> str:
    """Return the unit in brackets, unless the post's title names it already."""
    if actor.unit_id is None:
        return ""
    name = desk.office.unit(actor.unit_id).name
    return "" if name in desk.office.post(actor.post_id).title else f" ({name})"


def admins(people: tuple[Person, ...]) -> Markup:
    """Name the office's admins, to be asked for help."""
    return sentence("Admin kantor: {names}", names=listed(named(person) for person in people)) if people else EMPTY
