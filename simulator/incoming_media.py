"""Files a bot sends: uploaded, attached by name or named by identifier."""

from typing import Any

from simulator.call import Call
from simulator.errors import bad_request
from simulator.files import StoredFile, measure_photo, media_field
from simulator.parameters import Parameters, Upload
from simulator.people import Payload

_NAMES = {
    "photo": "Photo",
    "document": "Document",
    "voice": "VoiceNote",
    "video": "Video",
    "audio": "Audio",
}


def sent_file(call: Call, kind: str, value: Any, upload: Upload | None) -> StoredFile:
    """Return the stored file of a media parameter: an upload, attach://name or a file_id."""
    if isinstance(value, str) and value.startswith("attach://"):
        upload = call.parameters.uploads.get(value.removeprefix("attach://"))
        value = None
    if upload is not None:
        return _keep(call, kind, upload)
    if value is None:
        raise bad_request(f"there is no {kind} in the request")
    if isinstance(value, str) and value.startswith(("http://", "https://")):
        raise bad_request("failed to get HTTP URL content")
    return _known(call, kind, value)


def media_content(call: Call, stored: StoredFile) -> Payload:
    """Return the message field of a file."""
    return media_field(call.account.files, stored)


def input_media(call: Call, value: Any, kinds: frozenset[str]) -> Payload:
    """Return the message fields of an InputMedia object: the file and its caption."""
    if not isinstance(value, dict):
        raise bad_request("can't parse InputMedia: expected an Object")
    kind = value.get("type")
    if not isinstance(kind, str) or kind not in kinds:
        raise bad_request(f"can't parse InputMedia: type must be one of {', '.join(sorted(kinds))}")
    if not value.get("media"):
        raise bad_request("can't parse InputMedia: media not found")
    stored = sent_file(call, kind, value["media"], None)
    fields = Parameters(value)
    stored.duration = fields.integer("duration") or stored.duration
    return media_content(call, stored) | call.caption(fields)


def _keep(call: Call, kind: str, upload: Upload) -> StoredFile:
    if not upload.data:
        raise bad_request("file must be non-empty")
    stored = call.account.files.add(kind, upload.data, upload.name, upload.mime)
    if kind == "photo":
        measure_photo(stored, strict=True)
    return stored


def _known(call: Call, kind: str, value: Any) -> StoredFile:
    stored = call.account.files.find(value) if isinstance(value, str) else None
    if stored is None:
        raise bad_request("wrong file identifier/HTTP URL specified")
    if stored.kind != kind and "photo" in (stored.kind, kind):
        raise bad_request(f"can't use file of type {_NAMES[stored.kind]} as {_NAMES[kind]}")
    return stored
