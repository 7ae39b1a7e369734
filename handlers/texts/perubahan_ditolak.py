"""Why a change of the office is refused, and what to do about it."""

from __future__ import annotations

from functools import singledispatch
from typing import TYPE_CHECKING

from markupsafe import Markup

from handlers.texts.words import day, fill
from workflow import office_refusals as r

if TYPE_CHECKING:
    from handlers.desk import Desk

from handlers.texts.perubahan import ROLES, wrong_nip, wrong_phone


def refused(error: r.OfficeRefusalError, desk: Desk) -> Markup:
    """Say why a change of the office is refused, and what to do."""
    return _refused(error, desk)


@singledispatch
def _refused(error: object, _desk: Desk) -> Markup:
    raise KeyError(type(error).__name__)


@_refused.register(r.NotAdminError)
def _(_error: r.NotAdminError, _desk: Desk) -> Markup:
    return Markup("Data kantor hanya diubah oleh admin kantor. Bila ada yang keliru, mohon beri tahu admin.")


@_refused.register(r.UnknownError)
def _(error: r.UnknownError, _desk: Desk) -> Markup:
    if error.what == "usul":
        return Markup("Usul itu sudah dijawab, atau tidak ada lagi.")
    what = {"orang": "Orang", "jabatan": "Jabatan", "unit": "Unit"}[error.what]
    return fill("{what} yang dimaksud sudah tidak ada di kantor ini. Mohon buka daftarnya lagi.", what=what)


@_refused.register(r.WrongNameError)
def _(error: r.WrongNameError, _desk: Desk) -> Markup:
    return fill("Namanya kosong atau lebih dari {n} huruf. Mohon tulis lagi.", n=error.limit)


@_refused.register(r.WrongNipError)
def _(error: r.WrongNipError, _desk: Desk) -> Markup:
    return wrong_nip(error.nip)


@_refused.register(r.WrongPhoneError)
def _(error: r.WrongPhoneError, _desk: Desk) -> Markup:
    return wrong_phone(error.phone)


@_refused.register(r.TakenError)
def _(error: r.TakenError, _desk: Desk) -> Markup:
    return fill("{what} {value} sudah dipakai. Mohon periksa.", what=error.what.capitalize(), value=error.value)


@_refused.register(r.LastAdminError)
def _(_error: r.LastAdminError, _desk: Desk) -> Markup:
    return Markup("Ini satu-satunya admin. Jadikan orang lain admin dahulu.")


@_refused.register(r.UnitBusyError)
def _(error: r.UnitBusyError, desk: Desk) -> Markup:
    unit = desk.office.unit(error.unit_id).name
    return fill("{unit} ikut dalam monev yang sedang berjalan. Tutup sesudah monev itu selesai.", unit=unit)


@_refused.register(r.OnlyPostError)
def _(error: r.OnlyPostError, desk: Desk) -> Markup:
    title = desk.office.post(error.post_id).title
    return fill("SOP tidak dapat berjalan tanpa {title}. Tambahkan jabatan penggantinya dahulu.", title=title)


@_refused.register(r.WrongRoleError)
def _(error: r.WrongRoleError, _desk: Desk) -> Markup:
    return fill("{role}: pilih unitnya bila bagian itu milik unit.", role=ROLES.get(error.role, error.role.value))


@_refused.register(r.HeldAlreadyError)
def _(error: r.HeldAlreadyError, desk: Desk) -> Markup:
    name, title = desk.office.person(error.person_id).name, desk.office.post(error.post_id).title
    return fill("{name} sudah memegang {title}.", name=name, title=title)


@_refused.register(r.LaterHolderError)
def _(error: r.LaterHolderError, desk: Desk) -> Markup:
    return fill(
        "{title} sudah ada pejabatnya mulai {day}. Akhiri dahulu, atau pilih hari sesudahnya.",
        title=desk.office.post(error.post_id).title,
        day=day(error.from_on),
    )


@_refused.register(r.TooLongAgoError)
def _(error: r.TooLongAgoError, _desk: Desk) -> Markup:
    return fill("{day} lebih dari setahun yang lalu. Mohon periksa tahunnya.", day=day(error.from_on))


@_refused.register(r.WrongKindError)
def _(_error: r.WrongKindError, _desk: Desk) -> Markup:
    return Markup("Mohon pilih Plh. atau Plt.")


@_refused.register(r.WrongSpanError)
def _(error: r.WrongSpanError, _desk: Desk) -> Markup:
    return fill(
        "Hari terakhir ({last}) sebelum hari pertama ({first}), atau sudah lewat. Mohon periksa tanggalnya.",
        last=day(error.until_on),
        first=day(error.from_on),
    )


@_refused.register(r.NoDecreeError)
def _(_error: r.NoDecreeError, _desk: Desk) -> Markup:
    return Markup("Plh. dan Plt. memerlukan nomor SK atau surat perintah.")


@_refused.register(r.StandInOverlapError)
def _(error: r.StandInOverlapError, desk: Desk) -> Markup:
    return fill(
        "Pada hari-hari itu {name} sudah menjadi Plh. atau Plt. (dari {first}{last}). Akhiri dahulu masa itu.",
        name=desk.office.person(error.person_id).name,
        first=day(error.from_on),
        last=f" sampai {day(error.until_on)}" if error.until_on else "",
    )


@_refused.register(r.NotSuperiorError)
def _(error: r.NotSuperiorError, desk: Desk) -> Markup:
    title = desk.office.post(error.post_id).title
    return fill("Usul untuk {title} hanya dijawab oleh atasan langsungnya.", title=title)


@_refused.register(r.NoReasonError)
def _(_error: r.NoReasonError, _desk: Desk) -> Markup:
    return Markup("Penolakan memerlukan alasan. Mohon tulis alasannya.")


@_refused.register(r.NotHeldError)
def _(error: r.NotHeldError, desk: Desk) -> Markup:
    return fill(
        "{name} tidak memegang {title} sampai hari itu. Mohon buka daftarnya lagi.",
        name=desk.office.person(error.person_id).name,
        title=desk.office.post(error.post_id).title,
    )
