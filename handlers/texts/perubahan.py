"""The words of a change of the office: what is asked, what is wrong with an answer, and all that the change brings."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import singledispatch
from types import MappingProxyType
from typing import TYPE_CHECKING

from markupsafe import Markup

from handlers.conversations import OfficeField, OfficeForm
from handlers.dates import DayError
from handlers.texts import pengganti, rencana, serah_terima
from handlers.texts.words import EMPTY, day, fill, lines, listed, paragraphs, plain_name, sentence
from workflow import office_changes as c
from workflow.cycle import Assignment, Cycle
from workflow.office import Holding, HoldingKind, Person, Role
from workflow.stand_ins import AnyOfficeChange, ConfirmStandIn, ProposeStandIn, RefuseStandIn, answerers, proposal_of

if TYPE_CHECKING:
    from handlers.desk import Desk

PEOPLE, POSTS, TASKS = "Pegawai", "Jabatan", "Tugas saya"
SAVE, CHANGE, SKIP = "Simpan", "Ulangi isian", "Lewati"
EARLIER, LATER = "◀ Sebelumnya", "Berikutnya ▶"
SAVED = Markup("✅ Tersimpan, dan dicatat di register kantor.")
CHECK = Markup("Bila sudah benar, tekan Simpan.")
EDIT_CHANGES_NOTHING = Markup("Menyunting pesan tidak mengubah isian ini. Silakan tulis jawabannya sebagai pesan baru.")
PREVIEW_TAKES_NO_TEXT = Markup("Teks itu tidak dimasukkan. Tekan Simpan bila sudah benar, atau Ulangi isian.")
CHOOSE_BY_BUTTON = Markup("Mohon pilih dengan tombol di bawah.")
NO_FILES = Markup("Perubahan data kantor tidak memerlukan berkas, jadi berkas ini tidak dimasukkan.")
MAY_BE_SKIPPED = frozenset({OfficeField.NIP, OfficeField.RANK, OfficeField.PHONE})
KIND_LABELS = {
    HoldingKind.PLH: "Plh. (pejabatnya berhalangan)",
    HoldingKind.PLT: "Plt. (jabatannya kosong)",
}
ROLES: Mapping[Role, str] = MappingProxyType(
    {
        Role.KEPALA_DINAS: "Kepala Dinas",
        Role.SEKRETARIS: "Sekretaris",
        Role.TIM: "Anggota Tim Monev",
        Role.PERENCANAAN: "Subbag Perencanaan",
        Role.KABID: "Kabid / Kasubbag (penyetuju data unit)",
        Role.KASI: "Kasi / pejabat fungsional (pengisi data unit)",
        Role.STAF: "Staf (pengisi data unit)",
    }
)
"""The parts that a post may have in the SOP, as an admin chooses among them."""
_HEADINGS = {
    "orang_baru": "Pegawai baru",
    "nama": "Ubah nama {person}",
    "nip": "Ubah NIP {person}",
    "pangkat": "Ubah pangkat {person}",
    "telepon": "Ubah nomor telepon {person}",
    "admin": "Jadikan {person} admin",
    "bukan_admin": "Cabut hak admin {person}",
    "mutasi": "Mutasi {person}",
    "tunjuk": "Tunjuk pejabat: {post}",
    "pengganti": "Plh. atau Plt.: {post}",
    "usul": "Usul Plh.: {post}",
    "setuju_usul": "Setujui usul Plh.: {post}",
    "tolak_usul": "Tolak usul Plh.: {post}",
    "akhiri": "Akhiri masa jabatan: {post}",
    "jabatan_baru": "Jabatan baru",
    "nama_jabatan": "Ubah nama jabatan: {post}",
    "tutup_jabatan": "Tutup jabatan: {post}",
    "unit_baru": "Unit baru",
    "nama_unit": "Ubah nama unit: {unit}",
    "tutup_unit": "Tutup unit: {unit}",
}
_ABOUT_PERSON = frozenset({"nama", "nip", "pangkat", "telepon", "admin", "bukan_admin", "mutasi"})
_ABOUT_PROPOSAL = frozenset({"setuju_usul", "tolak_usul"})
_ABOUT_UNIT = frozenset({"nama_unit", "tutup_unit"})
_DAY = "Tulis misalnya <i>hari ini</i> atau <i>2 Nov 2026</i>."
_QUESTIONS = {
    OfficeField.NAME: "Apa namanya? Tulis lengkap, seperti akan tercetak.",
    OfficeField.NIP: "Berapa NIP-nya (18 angka)?",
    OfficeField.RANK: "Apa pangkat dan golongannya? Contoh: <i>Penata Tingkat I (III/d)</i>",
    OfficeField.PHONE: "Berapa nomor telepon dinasnya? Dipakai di daftar telepon bila pesan tidak terbaca.",
    OfficeField.PERSON: "Siapa orangnya?",
    OfficeField.KIND: "Sebagai apa?",
    OfficeField.ROLE: "Apa bagiannya di SOP?",
    OfficeField.UNIT: "Di unit mana?",
    OfficeField.FROM_ON: "Mulai hari apa? " + _DAY,
    OfficeField.UNTIL_ON: "Sampai hari apa, hari itu termasuk? " + _DAY,
    OfficeField.REASON: "Apa alasannya? Yang mengusulkan akan membacanya.",
    OfficeField.SK_NUMBER: "Berapa nomor SK atau surat perintahnya?",
}
NAME_OF_PERSON = "Siapa namanya? Tulis lengkap dengan gelar, seperti akan tercetak."
TODAY = "Hari ini"
_FIELDS = {OfficeField.NIP: "NIP", OfficeField.SK_NUMBER: "Nomor SK"}
_NIP = re.compile(r"\D+")
NAME_LABEL, SK_LIMIT = 60, 80


def person_label(desk: Desk, person: Person) -> str:
    """Label a person with what they hold today."""
    held = [post.title for post in desk.office.posts if desk.office.holder(post.id, desk.today) == person]
    said = f"{plain_name(person.name)} · {held[0]}" if held else plain_name(person.name)
    return said if len(said) <= NAME_LABEL else said[: NAME_LABEL - 1] + "…"


def heading(desk: Desk, form: OfficeForm) -> Markup:
    """Return what is being changed."""
    pattern = _HEADINGS[form.kind]
    if form.kind in _ABOUT_PERSON:
        return fill(f"<b>{pattern}</b>", person=desk.office.person(form.subject).name)
    if form.kind in _ABOUT_UNIT:
        return fill(f"<b>{pattern}</b>", unit=desk.office.unit(form.subject).name)
    if form.kind in _ABOUT_PROPOSAL:
        return fill(f"<b>{pattern}</b>", post=desk.office.post(proposal_of(desk.office, form.subject).post_id).title)
    title = desk.office.post(form.subject).title if form.subject else ""
    return fill(f"<b>{pattern}</b>", post=title)


def ask(desk: Desk, form: OfficeForm, field: OfficeField) -> Markup:
    """Ask for the next answer, beneath those that were given."""
    given = [_given(desk, answer.field, answer.value) for answer in form.given if answer.value]
    question = (
        NAME_OF_PERSON if field is OfficeField.NAME and form.kind in ("orang_baru", "nama") else _QUESTIONS[field]
    )
    return paragraphs(heading(desk, form), lines(*given) if given else EMPTY, Markup(question))  # noqa: S704 - ours


def _given(desk: Desk, field: OfficeField, value: str) -> Markup:
    match field:
        case OfficeField.PERSON:
            shown = desk.office.person(int(value)).name
        case OfficeField.UNIT:
            shown = desk.office.unit(int(value)).name
        case OfficeField.KIND:
            shown = KIND_LABELS[HoldingKind(value)]
        case OfficeField.ROLE:
            shown = ROLES[Role(value)]
        case OfficeField.FROM_ON | OfficeField.UNTIL_ON:
            shown = day(date.fromisoformat(value))
        case _:
            shown = value
    return fill("{field}: {value}", field=_FIELDS.get(field, field.value.capitalize()), value=shown)


def read(field: OfficeField, text: str) -> tuple[str, Markup]:
    """Return what a typed answer says, or why it cannot be taken."""
    if field is OfficeField.NIP:
        nip = _NIP.sub("", text)
        return (nip, EMPTY) if len(nip) == c.NIP_DIGITS else ("", wrong_nip(text))
    if field is OfficeField.PHONE:
        number = "+" * text.startswith("+") + _NIP.sub("", text)
        return (number, EMPTY) if len(number) > 7 else ("", wrong_phone(text))
    limit = SK_LIMIT if field in (OfficeField.SK_NUMBER, OfficeField.RANK) else c.NAME_LIMIT
    return (text, EMPTY) if len(text) <= limit else ("", fill("Terlalu panjang: paling banyak {n} huruf.", n=limit))


def wrong_day(text: str, error: DayError) -> Markup:
    """Say why a typed day cannot be taken."""
    return rencana.wrong_day(text, error)


def wrong_nip(text: str) -> Markup:
    """Say that a NIP has 18 digits."""
    return fill('"{text}" bukan NIP. NIP terdiri atas 18 angka; spasi boleh.', text=text[:40])


def wrong_phone(text: str) -> Markup:
    """Say what a telephone number looks like."""
    return fill('"{text}" bukan nomor telepon. Tulis misalnya 0812 3456 7890.', text=text[:40])


def hand_over(desk: Desk, left: Sequence[tuple[Holding, Sequence[tuple[Cycle, Assignment]]]]) -> Markup:
    """List what a person who leaves hands over, post by post."""
    parts = []
    for held, owed in left:
        title = serah_terima.title(desk, desk.office.post(held.post_id), held.kind)
        parts.append(fill("Jabatan <b>{title}</b>", title=title))
        parts.append(serah_terima.tasks(desk, owed) if owed else Markup("Tidak ada tugas terbuka."))
    return paragraphs(Markup("<b>Daftar serah terima</b>"), *parts) if parts else EMPTY


def consequences(desk: Desk, wanted: AnyOfficeChange, decided: Sequence[AnyOfficeChange]) -> Markup:
    """Say what is done, the change itself first, then all that follows from it."""
    others = [each for each in decided if each is not wanted and each != wanted]
    return lines(_said(wanted, desk), *(_said(each, desk) for each in others))


def said(change: object, desk: Desk) -> Markup:
    """Say in a line what one change is."""
    return _said(change, desk)


@singledispatch
def _said(change: object, _desk: Desk) -> Markup:
    raise TypeError(type(change).__name__)


@_said.register(c.AddPerson)
def _(change: c.AddPerson, _desk: Desk) -> Markup:
    more = " · ".join(part for part in (change.nip, change.rank, change.phone) if part)
    return fill("• Pegawai baru: {name}{more}", name=change.name, more=f" · {more}" if more else "")


@_said.register(c.CorrectPerson)
def _(change: c.CorrectPerson, desk: Desk) -> Markup:
    known = desk.office.person(change.person_id)
    fields = (
        ("nama", known.name, change.name),
        ("NIP", known.nip, change.nip),
        ("pangkat", known.rank, change.rank),
        ("telepon", known.phone, change.phone),
    )
    changed = [
        fill("• {field}: {was} → {now}", field=field, was=was or "kosong", now=now or "kosong")
        for field, was, now in fields
        if was != now
    ]
    return lines(*changed) if changed else fill("• {name}: {value}", name="Data", value=change.name)


@_said.register(c.SetAdmin)
def _(change: c.SetAdmin, desk: Desk) -> Markup:
    name = desk.office.person(change.person_id).name
    if change.is_admin:
        return fill("• {name} menjadi admin: dapat mengubah kalender, pegawai, jabatan, dan unit.", name=name)
    return fill("• {name} bukan admin lagi.", name=name)


@_said.register(c.AddUnit)
def _(change: c.AddUnit, _desk: Desk) -> Markup:
    return fill("• Unit baru: {name}. Ikut mulai monev berikutnya, bila jabatannya sudah ada.", name=change.name)


@_said.register(c.RenameUnit)
def _(change: c.RenameUnit, _desk: Desk) -> Markup:
    return fill("• Nama unit menjadi {name}.", name=change.name)


@_said.register(c.CloseUnit)
def _(change: c.CloseUnit, desk: Desk) -> Markup:
    return fill("• Unit {name} ditutup. Riwayatnya tetap tersimpan.", name=desk.office.unit(change.unit_id).name)


@_said.register(c.AddPost)
def _(change: c.AddPost, desk: Desk) -> Markup:
    unit = "" if change.unit_id is None else f", {desk.office.unit(change.unit_id).name}"
    return fill("• Jabatan baru: {title} ({role}{unit})", title=change.title, role=ROLES[change.role], unit=unit)


@_said.register(c.RenamePost)
def _(change: c.RenamePost, _desk: Desk) -> Markup:
    return fill("• Nama jabatan menjadi {title}.", title=change.title)


@_said.register(c.ClosePost)
def _(change: c.ClosePost, desk: Desk) -> Markup:
    return fill("• Jabatan {title} ditutup. Riwayatnya tetap tersimpan.", title=desk.office.post(change.post_id).title)


@_said.register(c.Appoint)
def _(change: c.Appoint, desk: Desk) -> Markup:
    return fill(
        "• {name} menjabat {title} mulai {day}{sk}.",
        name=desk.office.person(change.person_id).name,
        title=desk.office.post(change.post_id).title,
        day=day(change.from_on),
        sk=_decree(change.sk_number),
    )


@_said.register(c.StandIn)
def _(change: c.StandIn, desk: Desk) -> Markup:
    return fill(
        "• {name} menjadi {kind}{title} dari {first} sampai {last}{sk}. Tugas, tombol, dan pengingat berpindah pada "
        "hari itu dan kembali sendiri sesudahnya.",
        name=desk.office.person(change.person_id).name,
        kind=serah_terima.KINDS[change.kind],
        title=desk.office.post(change.post_id).title,
        first=day(change.from_on),
        last=day(change.until_on),
        sk=_decree(change.sk_number),
    )


@_said.register(ProposeStandIn)
def _(change: ProposeStandIn, desk: Desk) -> Markup:
    who = listed(plain_name(person.name) for person in answerers(desk.office, change.proposal, desk.today))
    return sentence(
        "• Usul: {what}. Berlaku setelah disetujui {who}", what=pengganti.what(desk, change.proposal), who=who
    )


@_said.register(ConfirmStandIn)
def _(_change: ConfirmStandIn, _desk: Desk) -> Markup:
    return Markup("• Usul disetujui.")


@_said.register(RefuseStandIn)
def _(change: RefuseStandIn, _desk: Desk) -> Markup:
    return fill("• Usul ditolak. Alasan: {reason}", reason=change.reason)


@_said.register(c.EndHolding)
def _(change: c.EndHolding, desk: Desk) -> Markup:
    name, title = desk.office.person(change.person_id).name, desk.office.post(change.post_id).title
    kind = serah_terima.KINDS[change.kind]
    if change.until_on < change.from_on:
        return fill("• {name} tidak jadi menjabat {kind}{title}.", name=name, kind=kind, title=title)
    said = "• {name} menjabat {kind}{title} sampai {last}."
    return fill(said, name=name, kind=kind, title=title, last=day(change.until_on))


@_said.register(c.MoveAway)
def _(change: c.MoveAway, desk: Desk) -> Markup:
    return fill(
        "• {name} mutasi mulai {day}{sk}. Sejak hari itu tidak dapat membuka tugas dan tidak menerima pesan lagi; "
        "namanya tetap ada di riwayat.",
        name=desk.office.person(change.person_id).name,
        day=day(change.last_on + timedelta(days=1)),
        sk=_decree(change.sk_number),
    )


def _decree(number: str) -> str:
    return f" (SK {number})" if number else ""
