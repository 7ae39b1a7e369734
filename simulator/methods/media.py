"""Sending photos, documents, voice notes and albums; getFile."""

from simulator.call import Call
from simulator.errors import bad_request
from simulator.files import DOWNLOAD_LIMIT
from simulator.incoming_media import input_media, media_content, sent_file
from simulator.keyboards import NOTHING
from simulator.methods.table import Method
from simulator.outgoing import compose, publish
from simulator.people import Payload

ALBUM = range(2, 11)
_ALBUM_KINDS = frozenset({"audio", "document", "photo", "video"})
_PICTURES = frozenset({"photo", "video"})


def _send(call: Call, kind: str) -> Payload:
    chat = call.writable_chat()
    stored = sent_file(call, kind, call.parameters.raw(kind), call.parameters.uploads.get(kind))
    stored.duration = call.parameters.integer("duration") or stored.duration
    content = media_content(call, stored) | call.caption()
    for name in ("has_spoiler", "show_caption_above_media"):
        if call.parameters.flag(name):
            content["has_media_spoiler" if name == "has_spoiler" else name] = True
    markup = call.markup()
    payload = compose(call, chat, content)
    call.admit(chat)
    return publish(call, chat, payload, markup).payload


def send_photo(call: Call) -> Payload:
    """Send a picture."""
    return _send(call, "photo")


def send_document(call: Call) -> Payload:
    """Send a file."""
    return _send(call, "document")


def send_voice(call: Call) -> Payload:
    """Send a voice note."""
    return _send(call, "voice")


def send_media_group(call: Call) -> list[Payload]:
    """Send an album; each part is a message of its own."""
    chat = call.writable_chat()
    media = call.parameters.json("media")
    if not isinstance(media, list) or not media:
        raise bad_request("there are no messages to send")
    if len(media) not in ALBUM:
        raise bad_request("wrong number of messages to send: an album has 2 to 10")
    kinds = {str(part.get("type")) for part in media if isinstance(part, dict)}
    if len(kinds) > 1 and not kinds <= _PICTURES:
        raise bad_request("documents and audio can be grouped in an album only with messages of the same type")
    contents = [input_media(call, part, _ALBUM_KINDS) for part in media]
    album = {"media_group_id": call.account.serial()}
    payloads = [compose(call, chat, content | album) for content in contents]
    call.admit(chat, messages=len(payloads))
    return [publish(call, chat, payload, NOTHING).payload for payload in payloads]


def get_file(call: Call) -> Payload:
    """Return where a file can be downloaded, up to 20 MB."""
    file_id = call.parameters.text("file_id")
    if file_id is None:
        raise bad_request("file_id not specified")
    stored = call.account.files.find(file_id)
    if stored is None:
        raise bad_request("invalid file_id")
    if stored.size > DOWNLOAD_LIMIT:
        raise bad_request("file is too big")
    if stored.data is None:
        raise bad_request("wrong file_id or the file is temporarily unavailable")
    return stored.reference() | {"file_path": stored.path}


METHODS: dict[str, Method] = {
    "sendphoto": send_photo,
    "senddocument": send_document,
    "sendvoice": send_voice,
    "sendmediagroup": send_media_group,
    "getfile": get_file,
}
