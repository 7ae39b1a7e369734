"""What is set from outside, and what of it is never shown."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from pydantic import ValidationError

from bot.settings import Settings

TOKEN = "424242:AAH-rahasia"


@pytest.fixture(autouse=True)
def nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Read no settings of this machine's."""
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(f"MONEV_{name.upper()}", raising=False)


def test_only_the_token_must_be_set(monkeypatch: pytest.MonkeyPatch) -> None:
    """The rest has values that work."""
    monkeypatch.setenv("MONEV_BOT_TOKEN", TOKEN)
    chosen = Settings()
    assert chosen.bot_id == 424242
    assert chosen.bot_token.get_secret_value() == TOKEN
    assert chosen.database == "sqlite:///data/monev.sqlite3"
    assert chosen.bot_api_url == "https://api.telegram.org"
    assert chosen.clock_offset == timedelta()
    assert chosen.limits


def test_secrets_are_never_printed() -> None:
    """Neither the token, nor the webhook's secret, nor a password in the database's address."""
    chosen = Settings(
        bot_token=TOKEN,  # type: ignore[arg-type]
        webhook_secret="rahasia-webhook",  # type: ignore[arg-type]
        database_url="postgresql://monev:rahasia@localhost/monev",
    )
    for shown in (repr(chosen), str(chosen), f"{chosen}"):
        assert "rahasia" not in shown
    assert chosen.database == "postgresql://monev:rahasia@localhost/monev"


@pytest.mark.parametrize("token", ["", "424242", "424242:", ":AAH", "abc:AAH", "12 34:AAH", "-5:AAH"])
def test_a_malformed_token_is_refused_without_being_shown(token: str) -> None:
    """Before anything is asked of Telegram."""
    with pytest.raises(ValueError, match="MONEV_BOT_TOKEN") as caught:
        _ = Settings(bot_token=token).bot_id  # type: ignore[arg-type]
    assert "AAH" not in str(caught.value)


def test_settings_come_from_a_file_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The environment goes before it; what is not known is ignored."""
    (tmp_path / ".env").write_text("MONEV_BOT_TOKEN=1:A\nMONEV_POLL_SECONDS=5\nOTHER=1\n")
    monkeypatch.setenv("MONEV_BOT_TOKEN", TOKEN)
    chosen = Settings()
    assert (chosen.bot_id, chosen.poll_seconds) == (424242, 5)


def test_a_slash_at_the_end_of_the_address_does_no_harm() -> None:
    """Addresses are put together with one."""
    assert Settings(bot_api_url="http://127.0.0.1:8081/").bot_api_url == "http://127.0.0.1:8081"


@pytest.mark.parametrize(("name", "value"), [("lanes", "0"), ("poll_seconds", "soon"), ("limits", "perhaps")])
def test_a_value_that_cannot_work_is_refused_by_name(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    """So that the command line can say which."""
    monkeypatch.setenv(f"MONEV_{name.upper()}", value)
    with pytest.raises(ValidationError) as caught:
        Settings()
    assert [fault["loc"] for fault in caught.value.errors()] == [(name,)]
