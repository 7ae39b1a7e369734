"""The words of coming in and being cut off."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from handlers.texts.words import EMPTY, fill, instant, named, paragraphs
from workflow.admission import Invitation
from workflow.office import Office, Person
from workflow.working_time import OfficeCalendar

COME_IN, TASKS, READINESS = "Mulai", "Tugas saya", "Siap triwulan?"
INVITE, CUT_OFF, CUT_OFF_NOW = "Buat undangan", "Putuskan akun", "Ya, putuskan sekarang"
ALL_IN = Markup(
    "Semua pemegang jabatan sudah masuk atau sedang menunggu dipastikan. Tidak ada kartu yang perlu dicetak."
)
NO_LINKS_YET = Markup("Kartu belum dapat dibuat: Telegram belum menjawab nama bot ini. Mohon coba lagi sebentar.")
LEAVE_NOW = "Ya, putuskan akun saya"
LET_IN = Markup("✅ Admin sudah memastikan bahwa ini Bapak/Ibu. Tekan Mulai.")
DENIED = Markup("Admin menyatakan bahwa akun ini bukan orang yang diundang. Bila keliru, mohon hubungi admin kantor.")
ASK_LEAVE = Markup(
    "Putuskan akun Telegram ini dari bot? Bapak/Ibu tidak menerima tugas dan pengingat lagi di sini; tugas tetap ada "
    "pada jabatan. Riwayat yang sudah tercatat tidak berubah. Untuk masuk lagi, mintalah undangan baru kepada admin."
)
LEFT = Markup("Akun ini sudah diputus. Terima kasih.")


def confirmed(person: Person) -> Markup:
    """Tell the admin that somebody is in."""
    return fill("✅ {name} sudah masuk.", name=named(person))


def denied(person: Person) -> Markup:
    """Tell the admin that somebody was turned away."""
    return fill(
        "Akun itu ditolak, dan tautan {name} tidak berlaku lagi. Buat undangan baru bila perlu.", name=named(person)
    )


def not_let_in(person: Person) -> Markup:
    """Tell the admin that the person has got another account meanwhile."""
    return fill(
        "{name} sudah terhubung dengan akun lain. Putuskan dahulu akun itu, lalu undang lagi.", name=named(person)
    )


def invited(person: Person, made: Invitation, calendar: OfficeCalendar, office: Office) -> Markup:
    """Show a link to its maker, who hands it over to the person and to nobody else."""
    return paragraphs(
        fill("🔗 Undangan untuk <b>{name}</b>, satu kali pakai:", name=named(person)),
        fill("<code>{link}</code>", link=made.token),
        fill("Kode: <code>{code}</code>. Sampaikan terpisah dari tautannya.", code=made.code) if made.code else EMPTY,
        fill("Berlaku sampai {until}.", until=instant(made.expires_at, calendar, office)),
        Markup("Serahkan langsung kepada orangnya. Undangan sebelumnya tidak berlaku lagi."),
    )


def cards(made: Sequence[Invitation]) -> Markup:
    """Caption the sheet of cards."""
    codes = Markup(" Kode ada pada daftar di lembar terakhir: simpan, dan sampaikan satu per satu kepada orangnya.")
    return fill(
        "🪪 Kartu undangan untuk {n} orang yang belum masuk. Potong pada garis putus-putus, lalu serahkan setiap kartu "
        "kepada orang yang namanya tertera.{codes} Undangan mereka yang sebelumnya tidak berlaku lagi.",
        n=len(made),
        codes=codes if any(each.code for each in made) else EMPTY,
    )


def ask_cut_off(person: Person) -> Markup:
    """Ask before cutting off."""
    return fill(
        "Putuskan akun Telegram <b>{name}</b> (telepon hilang, atau di tangan orang lain)? Berlaku saat ini juga: "
        "tidak ada lagi yang dikirim ke sana. Tugas dan riwayat tetap ada.",
        name=named(person),
    )


def cut_off(person: Person) -> Markup:
    """Tell that it is done."""
    return fill("Akun {name} diputus. Buat undangan baru bila teleponnya sudah ada.", name=named(person))


def not_bound(person: Person) -> Markup:
    """Tell that there was nothing to cut off."""
    return fill("{name} memang belum terhubung dengan akun mana pun.", name=named(person))


def left(person: Person) -> Markup:
    """Tell the admins that somebody cut themselves off."""
    return fill("📵 {name} memutus akun Telegramnya sendiri. Pesan untuknya tidak sampai lagi.", name=named(person))
