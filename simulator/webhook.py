"""Delivery to a bot's webhook: in order within a chat, several chats at once, patient with failures."""

import asyncio

import aiohttp

from simulator.account import Account
from simulator.updates import Update

FIRST_PAUSE = 0.5
"""Seconds before a failed delivery is tried again; doubled each time."""
LONGEST_PAUSE = 60.0
ANSWER_TIMEOUT = 60.0
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the header's name, not a secret


class WebhookDelivery:
    """Posts one account's updates to its webhook until it is removed."""

    def __init__(self, account: Account) -> None:
        self._account = account
        self._state = account.webhook
        self._busy: set[int] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=ANSWER_TIMEOUT))
        self._stopped = False

    def pump(self) -> None:
        """Start a delivery for every chat that has something waiting and nothing under way."""
        if self._stopped:
            return
        self._account.updates.expire()
        for update in self._account.updates.pending:
            if len(self._busy) >= self._state.max_connections:
                return
            if update.lane not in self._busy:
                self._busy.add(update.lane)
                task = asyncio.get_running_loop().create_task(self._deliver(update))
                self._tasks.add(task)
                task.add_done_callback(self._tasks.discard)

    async def stop(self) -> None:
        """Give up what is under way; unconfirmed updates stay."""
        self._stopped = True
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._session.close()

    async def _deliver(self, update: Update) -> None:
        pause = FIRST_PAUSE
        while not await self._accepted(update):
            await asyncio.sleep(pause)
            pause = min(2 * pause, LONGEST_PAUSE)
            if update not in self._account.updates.pending:
                break
        else:
            self._account.updates.delivered(update)
        self._busy.discard(update.lane)
        self.pump()

    async def _accepted(self, update: Update) -> bool:
        headers = {"Content-Type": "application/json"}
        if self._state.secret_token:
            headers[SECRET_HEADER] = self._state.secret_token
        try:
            async with self._session.post(self._state.url, data=update.raw, headers=headers) as answer:
                await answer.read()
                if 200 <= answer.status < 300:
                    return True
                self._failed(f"Wrong response from the webhook: {answer.status} {answer.reason}")
        except (aiohttp.ClientError, TimeoutError) as error:
            refused = isinstance(error, aiohttp.ClientConnectorError)
            self._failed("Connection refused" if refused else "Connection timed out")
        return False

    def _failed(self, message: str) -> None:
        self._state.last_error = message
        self._state.last_error_at = self._account.clock.now()
        self._account.journal.add("webhook_failed", description=message)


class Webhooks:
    """The deliveries of all accounts."""

    def __init__(self) -> None:
        self._running: dict[int, WebhookDelivery] = {}
        self._stopping: set[asyncio.Task[None]] = set()

    def changed(self, account: Account) -> None:
        """Start, replace or end an account's delivery after setWebhook or deleteWebhook."""
        old = self._running.pop(account.bot.id, None)
        if old is not None:
            task = asyncio.get_running_loop().create_task(old.stop())
            self._stopping.add(task)
            task.add_done_callback(self._stopping.discard)
        account.updates.on_arrival = None
        if account.webhook.url:
            delivery = self._running[account.bot.id] = WebhookDelivery(account)
            account.updates.on_arrival = delivery.pump
            delivery.pump()

    async def close(self) -> None:
        """End all deliveries."""
        for delivery in list(self._running.values()):
            await delivery.stop()
        self._running.clear()
        await asyncio.gather(*self._stopping, return_exceptions=True)
