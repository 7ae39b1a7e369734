"""The invented office that comes with the bot."""

from __future__ import annotations

from collections import Counter
from datetime import date

from bot.office_file import sample_office
from workflow.office import HoldingKind, Role


def test_the_sample_is_complete() -> None:
    """Every post is held, definitively and since the beginning of 2025, and there is nothing to remark on."""
    reading = sample_office()
    draft = reading.draft
    assert reading.warnings == ()
    assert len(draft.units) == 4
    assert len(draft.people) >= 17
    assert {held.post_code for held in draft.holdings} == {post.code for post in draft.posts}
    assert {(held.from_on, held.until_on, held.kind) for held in draft.holdings} == {
        (date(2025, 1, 1), None, HoldingKind.DEFINITIF)
    }
    assert Counter(post.role for post in draft.posts)[Role.TIM] == 3


def test_the_sample_is_plainly_invented() -> None:
    """No name or number in it can be taken for a real official's."""
    for person in sample_office().draft.people:
        assert "Contoh" in person.name
        assert person.nip.startswith("19900101202000")
        assert person.rank


def test_the_sample_has_someone_who_must_choose_a_capacity_and_one_admin() -> None:
    """A member of the Tim is also Kasi of a unit, and a member of staff looks after the bot."""
    draft = sample_office().draft
    roles = {post.code: post.role for post in draft.posts}
    (twice,) = (person for person in draft.people if len(draft.holdings_of(person.code)) > 1)
    assert {roles[held.post_code] for held in draft.holdings_of(twice.code)} == {Role.TIM, Role.KASI}
    (admin,) = (person for person in draft.people if person.is_admin)
    assert [held.post_code for held in draft.holdings_of(admin.code)] == ["staf-umum"]
