"""The words to a person about their own data (UU 27/2022, articles 5 to 13)."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from markupsafe import Markup

from handlers.texts.serah_terima import title
from handlers.texts.words import EMPTY, fill, instant, lines, named, paragraphs
from workflow.own_data import OwnData

if TYPE_CHECKING:
    from handlers.desk import Desk

CUT_OFF = "Putuskan akun ini"
NONE = "belum ada"


def own(desk: Desk, kept: OwnData) -> Markup:
    """Return all of it: identity, posts past and present, account, consent, and how much was done and sent."""
    me = desk.me
    held = [
        fill("• {title}", title=title(desk, desk.office.post(each.post_id), each.kind))
        for each in desk.office.holdings
        if each.person_id == me.id
    ]
    return paragraphs(
        Markup("🗂 <b>Data Bapak/Ibu di bot ini</b>"),
        lines(
            fill("Nama: {name}", name=named(me)),
            fill("NIP: {nip}", nip=me.nip or NONE),
            fill("Pangkat: {rank}", rank=me.rank or NONE),
            fill("Telepon: {phone}", phone=me.phone or NONE),
            fill("ID Telegram: {user_id}", user_id=kept.user_id or NONE),
            fill("Terhubung sejak: {at}", at=_when(desk, kept.bound_at)),
            fill("Persetujuan data pribadi: {at}", at=_when(desk, kept.consented_at)),
        ),
        lines(Markup("<b>Jabatan, dahulu dan sekarang</b>"), *held) if held else EMPTY,
        lines(
            Markup("<b>Yang tercatat</b>"),
            fill("• {n} perbuatan di riwayat monev", n=kept.acts),
            fill("• {n} berkas yang dikirim", n=kept.files),
            fill("• {n} pesan dari Bapak/Ibu, {m} pesan dari bot", n=kept.messages, m=kept.letters),
        ),
        Markup(
            "Dipakai untuk menjalankan dan membuktikan monitoring dan evaluasi kinerja. Ada yang keliru: beri tahu "
            "admin; perbaikannya dicatat. Riwayat perbuatan jabatan adalah arsip negara dan tidak dihapus; lamanya "
            "disimpan menurut jadwal retensi kantor. Salinan lengkap dalam bentuk berkas dapat diminta kepada admin."
        ),
    )


def _when(desk: Desk, at: datetime | None) -> str:
    return instant(at, desk.calendar, desk.office) if at is not None else NONE
