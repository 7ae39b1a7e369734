"""The whole quarter in chat, told plainly and told with the bot killed between the steps."""

import pytest

from acceptance import quarter
from acceptance.office import Office


async def test_a_quarter_runs_from_the_disposisi_to_the_last_plan(office: Office) -> None:
    """Every actor does their part in chat, work is returned twice on the way, and all are told that it is closed."""
    await quarter.tell(office)
    await office.settles()
    assert office.rows("SELECT state FROM cycle") == [("closed",)]


@pytest.mark.xdist_group("kills")  # whoever is started forty times takes a whole processor
async def test_a_quarter_survives_a_kill_between_any_two_steps(office: Office) -> None:
    """The same quarter comes to the same end when the bot is killed and started anew after every step."""
    office.restarts = True
    await quarter.tell(office)
    await office.settles()
    assert office.kills >= 25
    assert office.rows("SELECT state FROM cycle") == [("closed",)]
    assert office.rows("SELECT id FROM inbox WHERE state = 'dead'") == []
