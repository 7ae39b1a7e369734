"""Who may have which paper, and what its file is called."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.office import UNIT_ROLES, Actor, Role
from workflow.paper_access import REACH, Reach, may_have
from workflow.papers.filing import file_name
from workflow.papers.kinds import SUFFIXES, PaperKind
from workflow.quarter import Quarter

OWN, OTHER = 7, 8


def actor(role: Role, unit_id: int | None = None) -> Actor:
    """Return someone who acts in that role."""
    return Actor(1, 2, role, unit_id)


def test_every_kind_has_a_reach_and_a_format() -> None:
    """No paper is open by oversight."""
    assert set(REACH) == set(SUFFIXES) == set(PaperKind)


@pytest.mark.parametrize("kind", PaperKind)
@pytest.mark.parametrize("role", sorted(UNIT_ROLES))
def test_a_unit_never_has_what_tells_of_others(kind: PaperKind, role: Role) -> None:
    """Only its own part, or what is everybody's."""
    mine = [actor(role, OWN)]
    assert may_have(kind, mine) is (REACH[kind] is Reach.EVERYONE)
    assert may_have(kind, mine, OTHER) is (REACH[kind] is Reach.EVERYONE)
    assert may_have(kind, mine, OWN) is (REACH[kind] in (Reach.EVERYONE, Reach.OWN_UNIT))


@pytest.mark.parametrize("kind", [kind for kind in PaperKind if REACH[kind] not in (Reach.RECIPIENTS, Reach.ADMINS)])
@pytest.mark.parametrize("role", [Role.KEPALA_DINAS, Role.SEKRETARIS, Role.TIM, Role.PERENCANAAN])
def test_whoever_sees_all_units_may_have_all(kind: PaperKind, role: Role) -> None:
    """But for letters, which are for those whom they name, and for links to come in by."""
    assert may_have(kind, [actor(role)])


@pytest.mark.parametrize("kind", PaperKind)
def test_who_holds_no_post_has_nothing(kind: PaperKind) -> None:
    """An admin keeps people and calendar, and sees no data."""
    assert not may_have(kind, [])
    assert not may_have(kind, [actor(Role.ADMIN)], OWN)


def test_files_are_named_ready_for_filing() -> None:
    """What it is, of what, of which quarter."""
    third = Quarter(2026, 3)
    assert file_name(PaperKind.REPORT_PDF, third) == "Laporan-Monev-TW-III-2026.pdf"
    assert file_name(PaperKind.REKAP, third, "aptika") == "Rekap-Capaian-aptika-TW-III-2026.xlsx"
    assert file_name(PaperKind.DISPOSISI, third, "001/MONEV/III/2026") == (
        "Lembar-Disposisi-001-MONEV-III-2026-TW-III-2026.pdf"
    )


@given(st.sampled_from(PaperKind), st.integers(2000, 2100), st.integers(1, 4), st.text())
def test_every_system_takes_the_name(kind: PaperKind, year: int, number: int, of: str) -> None:
    """Whatever people called it."""
    name = file_name(kind, Quarter(year, number), of)
    assert re.fullmatch(r"[A-Za-z0-9-]{1,100}\.[a-z]{3,4}", name)
