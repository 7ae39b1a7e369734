"""What an office keeps from a Plh or Plt is refused to them, and to nobody else."""

from dataclasses import replace

import pytest
from small_office import OFFICE

from workflow import commands as c
from workflow.office import Actor, HoldingKind, Role
from workflow.strategic import STRATEGIC, StrategicActError, check_not_strategic

ACT = c.WithdrawDisposisi()


@pytest.mark.parametrize("kind", [HoldingKind.PLH, HoldingKind.PLT])
def test_a_stand_in_is_refused_what_the_office_lists(kind: HoldingKind) -> None:
    """The refusal names the act; an act that is not listed is theirs as it is the holder's."""
    actor = Actor(1, 1, Role.KEPALA_DINAS, None, kind)
    listed = replace(OFFICE, strategic=frozenset({"tarik disposisi"}))
    with pytest.raises(StrategicActError) as refused:
        check_not_strategic(listed, ACT, actor)
    assert (refused.value.act, refused.value.kind) == ("tarik disposisi", kind)
    check_not_strategic(OFFICE, ACT, actor)
    check_not_strategic(replace(OFFICE, strategic=frozenset({"disposisi"})), ACT, actor)


def test_the_definitive_holder_is_refused_nothing() -> None:
    """Even where the office lists everything."""
    everything = replace(OFFICE, strategic=frozenset(STRATEGIC))
    check_not_strategic(everything, ACT, Actor(1, 1, Role.KEPALA_DINAS, None))
