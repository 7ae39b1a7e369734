"""The whole quarter in chat, told plainly and told with the bot killed between the steps."""

import pytest

from acceptance import quarter
from acceptance.log_words import are_lines_of_json, leaked
from acceptance.office import Office


async def test_a_quarter_runs_from_the_disposisi_to_the_last_plan(office: Office) -> None:
    """Every actor does their part in chat, work is returned twice on the way, and all are told that it is closed.

    Of all that was said nothing stands in the log, nor anybody's name, nor the token.
    """
    await quarter.tell(office)
    await office.settles()
    assert office.rows("SELECT state FROM cycle") == [("closed",)]
    await office.simulate("faults", method="getUpdates", status=502, times=3)
    await office["putra"].says("/status")
    await office.settles()
    assert "NetworkError" in office.log() or "Telegram cannot be reached" in office.log()
    assert await leaked(office) == []
    assert are_lines_of_json(office.log())


@pytest.mark.xdist_group("kills")  # whoever is started forty times takes a whole processor
async def test_a_quarter_survives_a_kill_between_any_two_steps(office: Office) -> None:
    """The same quarter comes to the same end when the bot is killed and started anew after every step."""
    office.restarts = True
    await quarter.tell(office)
    await office.settles()
    assert len(office.kills) >= 25
    assert office.rows("SELECT state FROM cycle") == [("closed",)]
    assert office.rows("SELECT id FROM inbox WHERE state = 'dead'") == []
