"""What must not be kept is taken out of the inbox again, in the transaction that finds it there."""

import orjson

from handlers.incoming import FileSent, Incoming, OtherSent, TextSaid
from workflow.unwelcome import Unwelcome, unwelcome_in

_KEPT = ("message_id", "date", "edit_date")


def found_in(incoming: Incoming) -> Unwelcome | None:
    """Return what somebody sent that must not be kept: in a text, a caption or a file's name."""
    match incoming:
        case TextSaid(text=text):
            return unwelcome_in(text)
        case FileSent(caption=caption, name=name):
            return unwelcome_in(caption, name)
        case OtherSent(caption=caption):
            return unwelcome_in(caption)
        case _:
            return None


def scrubbed(payload: str, found: Unwelcome) -> str:
    """Return an update without its words: who wrote where and when, and why the words are gone."""
    update = orjson.loads(payload)
    kind = "edited_message" if "edited_message" in update else "message"
    message = update.get(kind, {})
    bare = {name: message[name] for name in _KEPT if name in message}
    bare |= {name: {"id": message[name]["id"]} for name in ("from", "chat") if name in message}
    return orjson.dumps({"update_id": update.get("update_id"), "scrubbed": found.value, kind: bare}).decode()
