"""The words of the office's register: each entry in a line, without telephone numbers, NIP, or account ids."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from types import MappingProxyType
from typing import TYPE_CHECKING

from markupsafe import Markup

from handlers.texts import card, pengganti, perubahan
from handlers.texts.words import acting, brief, day, fill, lines, paragraphs
from workflow import admission as a
from workflow import office_changes as c
from workflow.incidents import IncidentNoted
from workflow.ladder import OrderRungTaken, Rung
from workflow.register import BackupRestored, CalendarDayChanged, OfficeFileTaken, Registered
from workflow.stand_ins import ProposeStandIn

if TYPE_CHECKING:
    from handlers.desk import Desk

NOT_FOR_YOU = Markup("Register kantor hanya untuk Kepala Dinas, Sekretaris, dan admin.")
_RUNGS: Mapping[Rung, str] = MappingProxyType(
    {
        Rung.REMINDED: "penerima diingatkan",
        Rung.DEPUTY: "wakilnya diberi tahu",
        Rung.SUPERIOR: "atasannya diberi tahu",
        Rung.CALL_LIST: "daftar telepon dikirim",
    }
)
_CAUSES: Mapping[a.ReleaseCause, str] = MappingProxyType(
    {
        a.ReleaseCause.OWN: "atas permintaan sendiri",
        a.ReleaseCause.ADMIN: "oleh admin",
        a.ReleaseCause.REPLACED: "karena masuk dengan akun lain",
    }
)
_ADMITTED: Mapping[a.Admission, str] = MappingProxyType(
    {
        a.Admission.ADMIN: "dibenarkan admin",
        a.Admission.CODE: "dengan NIP dan kode",
        a.Admission.LINK: "dengan tautan undangan",
        a.Admission.TRAINING: "untuk latihan",
    }
)


def register(entries: Sequence[Registered], desk: Desk) -> Markup:
    """Return the entries, oldest first: number, when, who, what."""
    if not entries:
        return Markup("Register kantor masih kosong.")
    return paragraphs(
        fill("<b>Register kantor</b>, {n} catatan terakhir", n=len(entries)),
        lines(*(_entry(each, desk) for each in entries)),
    )


def _entry(registered: Registered, desk: Desk) -> Markup:
    who = Markup("Monev") if registered.actor is None else acting(registered.actor, desk.office)
    return fill(
        "{n}. {at} · {who}: {what}",
        n=registered.position,
        at=brief(registered.at, desk.calendar),
        who=who,
        what=entry(registered.entry, desk),
    )


def entry(kept: object, desk: Desk) -> Markup:
    """Say what one entry is."""
    match kept:
        case CalendarDayChanged(day=on, is_off=is_off, reason=reason):
            kind = "hari libur" if is_off else "hari kerja"
            return fill("{day} menjadi {kind} ({reason})", day=day(date.fromisoformat(on)), kind=kind, reason=reason)
        case OfficeFileTaken(differences):
            return fill("data kantor dari berkas dimasukkan, {n} perubahan", n=len(differences))
        case BackupRestored(made_at):
            made = brief(datetime.fromisoformat(made_at), desk.calendar)
            return fill("cadangan {made} dipulihkan; catatan sesudahnya tidak ada lagi", made=made)
        case IncidentNoted(number=number):
            return fill("insiden data pribadi nomor {n} dicatat", n=number)
        case OrderRungTaken():
            return _unread(kept, desk)
        case _:
            return _admitted(kept, desk) if isinstance(kept, a.ENTRIES) else _changed(kept, desk)


def _unread(taken: OrderRungTaken, desk: Desk) -> Markup:
    return fill(
        "{task} belum dibaca {post}: {rung}",
        task=card.STEPS[taken.step],
        post=desk.office.post(taken.post_id).title,
        rung=_RUNGS[taken.rung],
    )


def _changed(change: object, desk: Desk) -> Markup:
    match change:
        case c.AddPerson(name=name):
            return fill("pegawai baru: {name}", name=name)
        case c.CorrectPerson(name=name):
            return fill("data {name} diperbaiki", name=name)
        case ProposeStandIn(proposal):
            return fill("usul {what}", what=pengganti.what(desk, proposal))
        case _:
            return perubahan.said(change, desk).removeprefix("• ")


def _admitted(kept: object, desk: Desk) -> Markup:
    name = desk.office.person(kept.person_id).name  # type: ignore[attr-defined] # every entry of admission has one
    match kept:
        case a.PersonInvited():
            return fill("undangan untuk {name} dibuat", name=name)
        case a.NoticeAccepted():
            return fill("{name} menyetujui pemberitahuan data pribadi", name=name)
        case a.NoticeRefused():
            return fill("{name} tidak menyetujui pemberitahuan data pribadi", name=name)
        case a.WrongCodeGiven(locked=locked):
            return fill(
                "NIP atau kode salah untuk undangan {name}{end}", name=name, end=", kini batal" if locked else ""
            )
        case a.IdentityDenied():
            return fill("akun yang mengaku {name} ditolak", name=name)
        case a.AccountBound(by=by):
            return fill("{name} masuk, {how}", name=name, how=_ADMITTED[by])
        case a.AccountReleased(cause=cause):
            return fill("akun {name} diputus {why}", name=name, why=_CAUSES[cause])
        case _:
            raise TypeError(type(kept).__name__)
