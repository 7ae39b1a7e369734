"""getMe, getUpdates, the webhook methods, logOut and close."""

import re
from typing import Any
from urllib.parse import urlsplit

from simulator.account import WebhookState
from simulator.call import Call
from simulator.errors import POLL_ENDED_BY_WEBHOOK, WEBHOOK_ACTIVE, bad_request, conflict
from simulator.methods.table import Method, Raw
from simulator.people import Payload

MAX_POLL_SECONDS = 50
_SECRET = re.compile(r"[A-Za-z0-9_\-]{1,256}")


def get_me(call: Call) -> Payload:
    """Return the bot itself."""
    return call.account.me()


async def get_updates(call: Call) -> Raw:
    """Return waiting updates, confirming those before `offset`."""
    if call.account.webhook.url:
        raise conflict(WEBHOOK_ACTIVE)
    parameters, updates = call.parameters, call.account.updates
    _allow(call)
    limit = min(max(parameters.integer("limit", 100) or 100, 1), 100)
    timeout = min(max(parameters.integer("timeout", 0) or 0, 0), MAX_POLL_SECONDS)
    found = await updates.poll(parameters.integer("offset", 0) or 0, limit, timeout, call.gone)
    return Raw(b"[" + b",".join([update.raw for update in found]) + b"]")


def set_webhook(call: Call) -> bool:
    """Deliver updates to a URL from now on; an empty one is deleteWebhook."""
    parameters, account = call.parameters, call.account
    url = parameters.values.get("url")
    if url is None:
        raise bad_request("url is not specified")
    if url == "":
        return delete_webhook(call)
    secret = parameters.text("secret_token") or ""
    if secret and not _SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
    connections = parameters.integer("max_connections", 40) or 40
    if not 1 <= connections <= 100:
        raise bad_request("max_connections must be between 1 and 100")
    _check_url(str(url))
    _allow(call)
    _drop_pending(call)
    account.webhook = WebhookState(str(url), secret, connections, parameters.text("ip_address") or "")
    account.updates.interrupt(conflict(POLL_ENDED_BY_WEBHOOK))
    account.journal.add("webhook", url=account.webhook.url)
    call.world.webhook_changed(account)
    return True


def delete_webhook(call: Call) -> bool:
    """Go back to getUpdates."""
    _drop_pending(call)
    call.account.webhook = WebhookState()
    call.account.journal.add("webhook", url="")
    call.world.webhook_changed(call.account)
    return True


def get_webhook_info(call: Call) -> Payload:
    """Return where updates go and how many wait."""
    state, updates = call.account.webhook, call.account.updates
    info: Payload = {
        "url": state.url,
        "has_custom_certificate": False,
        "pending_update_count": len(updates.pending),
    }
    if state.url:
        info["max_connections"] = state.max_connections
        info["ip_address"] = state.ip_address or "127.0.0.1"
    if state.last_error:
        info |= {"last_error_date": state.last_error_at, "last_error_message": state.last_error}
    if updates.allowed is not None:
        info["allowed_updates"] = sorted(updates.allowed)
    return info


def log_out(call: Call) -> bool:
    """Log out of the server; here it changes nothing."""
    call.account.updates.interrupt(None)
    return True


def _allow(call: Call) -> None:
    kinds: Any = call.parameters.json("allowed_updates")
    if kinds is None:
        return
    if not isinstance(kinds, list) or not all(isinstance(kind, str) for kind in kinds):
        raise bad_request("can't parse allowed_updates: expected an Array of String")
    call.account.updates.allow(kinds)


def _drop_pending(call: Call) -> None:
    if call.parameters.flag("drop_pending_updates"):
        call.account.updates.confirm(call.account.updates.last_id + 1)


def _check_url(url: str) -> None:
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError as error:
        raise bad_request("bad webhook: invalid webhook URL specified") from error
    if not host:
        raise bad_request("bad webhook: URL host is empty")
    local = host in ("127.0.0.1", "localhost", "::1")
    if parts.scheme != "https" and not (parts.scheme == "http" and local):
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")


METHODS: dict[str, Method] = {
    "getme": get_me,
    "getupdates": get_updates,
    "setwebhook": set_webhook,
    "deletewebhook": delete_webhook,
    "getwebhookinfo": get_webhook_info,
    "logout": log_out,
    "close": log_out,
}
