"""The words of a proposed Plh.: what is proposed, what is asked of the superior, and what was answered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from markupsafe import Markup

from handlers.texts.serah_terima import KINDS, title
from handlers.texts.words import EMPTY, day, fill, lines, listed, named, paragraphs, plain_name, quoted, sentence
from workflow.office import HoldingKind, Post, StandInProposal
from workflow.stand_ins import answerers

if TYPE_CHECKING:
    from handlers.desk import Room

CONFIRM, REFUSE, AGAIN, TASKS = "Setujui", "Tolak", "Usulkan lagi", "Tugas saya"
LABEL_LIMIT = 60
ASKED_AGAIN = Markup("⏰ Usul ini belum dijawab, padahal sudah waktunya. Selama itu tugasnya tetap pada pejabatnya.")


def propose(post: Post) -> str:
    """Label the button that begins a proposal for one's own post."""
    said = f"Usulkan Plh. {post.title}"
    return said if len(said) <= LABEL_LIMIT else said[: LABEL_LIMIT - 1] + "…"


def stand_ins(room: Room, mine: Sequence[StandInProposal], asked: Sequence[StandInProposal]) -> Markup:
    """Head the list, with what waits for whom."""
    return paragraphs(
        Markup("🔁 <b>Pelaksana harian</b>"),
        lines(*(to_answer(room, each) for each in asked)) if asked else EMPTY,
        lines(*(waiting(room, each) for each in mine)) if mine else EMPTY,
        Markup(
            "Bila Bapak/Ibu akan berhalangan, usulkan Plh. untuk jabatan Bapak/Ibu. Tugas, tombol, dan pengingat "
            "berpindah pada hari itu setelah disetujui atasan, dan kembali sendiri sesudahnya."
        ),
    )


def what(room: Room, proposal: StandInProposal) -> Markup:
    """Say who stands in for which post, from when to when, and by which decree."""
    return fill(
        "{name} sebagai {kind}{title}, {first} sampai {last} (SK {sk})",
        name=named(room.office.person(proposal.person_id)),
        kind=KINDS[proposal.kind],
        title=title(room, room.office.post(proposal.post_id), HoldingKind.DEFINITIF),
        first=day(proposal.from_on),
        last=day(proposal.until_on),
        sk=proposal.sk_number,
    )


def to_answer(room: Room, proposal: StandInProposal) -> Markup:
    """Ask the superior for an answer."""
    return fill(
        "🔁 {proposer} mengusulkan {what}. Mohon disetujui atau ditolak.",
        proposer=named(room.office.person(proposal.proposed_by)),
        what=what(room, proposal),
    )


def waiting(room: Room, proposal: StandInProposal) -> Markup:
    """Say to whoever proposed it whom it waits for."""
    return sentence(
        "⏳ Usul: {what}. Menunggu persetujuan {who}",
        what=what(room, proposal),
        who=listed(plain_name(person.name) for person in answerers(room.office, proposal, room.today)),
    )


def confirmed(room: Room, proposal: StandInProposal) -> Markup:
    """Tell whoever proposed it that it holds."""
    return fill(
        "✅ Usul Bapak/Ibu disetujui: {what}. Tugas berpindah pada hari pertama dan kembali sendiri sesudah hari "
        "terakhir.",
        what=what(room, proposal),
    )


def called(room: Room, proposal: StandInProposal) -> Markup:
    """Tell who stands in what is to come."""
    return fill(
        "🔁 Bapak/Ibu ditunjuk: {what}. Tugas terbukanya dikirim pada hari pertama.",
        what=what(room, proposal),
    )


def refused(room: Room, proposal: StandInProposal, reason: str) -> Markup:
    """Tell whoever proposed it why it does not hold."""
    return paragraphs(
        fill("↩️ Usul Bapak/Ibu ditolak: {what}. Alasannya:", what=what(room, proposal)),
        quoted(reason),
    )
