"""The same office over webhooks: the same story, no door for strangers, nothing lost by a kill."""

import random
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from acceptance import quarter
from acceptance.audit import audit
from acceptance.load import Crowd
from acceptance.office import WITHOUT_LIMITS, Office, open_office
from bot.stage import free_port

SECRET = "rahasia-webhook"
HEADER = "X-Telegram-Bot-Api-Secret-Token"


@pytest.fixture
async def hooked(tmp_path: Path) -> AsyncIterator[Office]:
    """Open an office whose bot is told of updates instead of asking for them."""
    port = free_port()
    settings = {
        "MONEV_WEBHOOK_URL": f"http://127.0.0.1:{port}",
        "MONEV_WEBHOOK_SECRET": SECRET,
        "MONEV_WEBHOOK_PORT": str(port),
    }
    async with open_office(tmp_path, settings=WITHOUT_LIMITS | settings) as office:
        yield office


def _door(office: Office) -> str:
    return office.environment["MONEV_WEBHOOK_URL"] + "/telegram"


async def test_a_disposisi_goes_out_over_webhooks(hooked: Office) -> None:
    """Kepala Dinas, Sekretaris and Tim do their first steps as they would over polling."""
    await hooked.everyone_joins("hendra", "ratna", "andi", "budi", "citra")
    await quarter.order(hooked)
    await quarter.direct_team(hooked)
    assert (await hooked.ask("updates"))["webhook"] == _door(hooked)


async def test_a_post_with_a_wrong_secret_is_refused_and_stored_nowhere(hooked: Office) -> None:
    """Only Telegram, which knows the secret, gets anything in; neither a wrong nor a missing secret does."""
    await hooked.everyone_joins("hana")
    await hooked.settles()
    before = hooked.rows("SELECT COUNT(*) FROM inbox")
    hana = hooked["hana"].user_id
    chat = {"id": hana, "type": "private"}
    message = {"message_id": 99, "date": 1, "text": "/tugas", "chat": chat, "from": {"id": hana, "first_name": "H"}}
    for headers in ({HEADER: "tebakan"}, {}):
        update = {"update_id": 999_999_999, "message": message}
        async with hooked.session.post(_door(hooked), json=update, headers=headers) as answer:
            assert answer.status == 403
    async with hooked.session.post(_door(hooked), data=b"{", headers={HEADER: SECRET}) as answer:
        assert answer.status == 400
    assert hooked.rows("SELECT COUNT(*) FROM inbox") == before


async def test_a_kill_during_deliveries_loses_nothing(hooked: Office) -> None:
    """The bot is killed twice while a crowd writes: what was answered with 200 is kept, the rest comes again."""
    await hooked.everyone_joins()
    rng = random.Random(20261001)
    crowd = await Crowd.gathers(hooked, rng)
    for _ in range(2):
        await crowd.writes(60)
        await hooked.crash()
    await crowd.writes(20)
    await hooked.settles(40.0)
    found = await audit(hooked, crowd.strangers)
    assert found.is_clean, found
    answered = {key for (key,) in hooked.rows("SELECT inbox.key FROM outbox JOIN inbox ON inbox.id = outbox.cause_id")}
    assert {str(update_id) for update_id in crowd.texts.values()} <= answered
