"""Who signs a paper: whoever holds the office's posts on the day that the paper bears."""

from __future__ import annotations

from datetime import date

from workflow.office import Office, Post, Role
from workflow.papers.sheet import Signature

TITLES = {
    Role.KEPALA_DINAS: "Kepala Dinas",
    Role.SEKRETARIS: "Sekretaris",
    Role.PERENCANAAN: "Kepala Sub Bagian Perencanaan dan Keuangan",
}
"""How the post is called where the office has none with that role."""


def holder_of(office: Office, post: Post, on: date) -> Signature:
    """Return the block of that post's holder on that day (Plt. and Plh. as such), its name empty when vacant."""
    held = office.holding(post.id, on)
    if held is None:
        return Signature(post.title, "")
    person = office.person(held.person_id)
    return Signature(post.title, person.name, person.rank, person.nip, held.kind)


def signer(office: Office, role: Role, on: date) -> Signature:
    """Return the block of the first post with that role that is held on that day; room to sign, no paraf."""
    blocks = [holder_of(office, post, on) for post in office.posts_with(role)]
    held = next((block for block in blocks if block.name), None)
    return held or (blocks[0] if blocks else Signature(TITLES.get(role, ""), ""))
