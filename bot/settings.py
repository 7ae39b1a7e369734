"""What can be set from outside: from the environment (MONEV_…) or a file named `.env`."""

from datetime import timedelta
from pathlib import Path

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict
from sqlalchemy import make_url

from bot.backup_key import packing_for
from bot.clock import SystemClock, chosen_clock
from bot.packing import Packing
from storage.engine import default_url


class Settings(BaseSettings):
    """The bot's settings. Secrets are SecretStr, so that printing them shows asterisks."""

    model_config = SettingsConfigDict(env_prefix="MONEV_", env_file=".env", extra="ignore", hide_input_in_errors=True)

    bot_token: SecretStr = SecretStr("")
    bot_api_url: str = "https://api.telegram.org"  # a local Bot API server: http://127.0.0.1:8081
    data_dir: Path = Path("data")
    database_url: str = Field(default="", repr=False)  # may hold a password; empty: SQLite in the data directory
    backup_key: SecretStr = SecretStr("")  # 32 bytes in base64; empty: backups are not encrypted
    sop_file: Path | None = None  # the office's own edition of the SOP; none: the one that comes with the product
    webhook_url: str = ""  # empty: polling
    webhook_secret: SecretStr = SecretStr("")
    webhook_host: str = "127.0.0.1"
    webhook_port: int = 8088
    health_host: str = "127.0.0.1"  # where /healthz and /metrics are served
    health_port: int = Field(default=8089, ge=0, le=65535)  # 0: they are not
    limits: bool = True  # Telegram's sending limits; off only for a Bot API server of one's own
    lanes: int = Field(default=4, ge=1)  # threads that work turns on PostgreSQL; SQLite has one writer
    poll_seconds: int = 30
    clock_offset_seconds: float = Field(default=0.0)  # for trying the bot out on another day
    clock_file: Path | None = None  # for trying it out while its clock is moved: holds the offset in seconds
    invite_days: int = 14

    @field_validator("bot_api_url")
    @classmethod
    def _without_slash(cls, value: str) -> str:
        return value.rstrip("/")

    @field_validator("backup_key")
    @classmethod
    def _is_a_key(cls, value: SecretStr) -> SecretStr:
        packing_for(value.get_secret_value())
        return value

    @property
    def packing(self) -> Packing:
        """How backups are packed: encrypted where a key is set."""
        return packing_for(self.backup_key.get_secret_value())

    @property
    def database(self) -> str:
        """The address of the database."""
        return self.database_url or default_url(self.data_dir)

    @property
    def secrets(self) -> tuple[str, ...]:
        """What must stand in no log: the token, the webhook's secret, the database's password, the backups' key."""
        password = make_url(self.database_url).password if self.database_url else None
        kept = (self.bot_token, self.webhook_secret, self.backup_key)
        return (*(secret.get_secret_value() for secret in kept), str(password or ""))

    @property
    def clock(self) -> SystemClock:
        """The clock that the bot and the commands beside it go by."""
        return chosen_clock(self.clock_offset, self.clock_file)

    @property
    def clock_offset(self) -> timedelta:
        """How far the bot's clock is moved."""
        return timedelta(seconds=self.clock_offset_seconds)

    @property
    def bot_id(self) -> int:
        """The bot's own id: what stands before the colon of its token. Raises ValueError for a malformed token."""
        head, colon, secret = self.bot_token.get_secret_value().partition(":")
        if not (colon and secret and head.isdigit()):
            raise ValueError("MONEV_BOT_TOKEN")
        return int(head)
