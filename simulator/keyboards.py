"""The keyboards a message may carry: checked as Telegram checks them, returned in its own shape."""

from dataclasses import dataclass
from typing import Any

from simulator.errors import bad_request

STYLES = frozenset({"primary", "success", "danger"})
BUTTONS_LIMIT = 100
_ACTIONS = [
    "url",
    "callback_data",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
]
_REPLY_FLAGS = ("is_persistent", "resize_keyboard", "one_time_keyboard", "selective")


@dataclass(frozen=True, slots=True)
class Markup:
    """A checked reply_markup: at most one of the fields is set."""

    inline: dict[str, Any] | None = None
    """An InlineKeyboardMarkup; it stays on the message."""
    reply: dict[str, Any] | None = None
    """A ReplyKeyboardMarkup; it replaces the chat's keyboard."""
    removes: bool = False
    forces_reply: bool = False

    @property
    def fixed(self) -> bool:
        """Whether a message with this markup can no longer be edited."""
        return self.reply is not None or self.removes or self.forces_reply


NOTHING = Markup()


def parse_markup(value: Any) -> Markup:
    """Return the checked markup of a reply_markup parameter already read from JSON."""
    if value is None:
        return NOTHING
    if not isinstance(value, dict):
        raise bad_request("object expected as reply markup")
    if "inline_keyboard" in value:
        return Markup(inline=_inline_keyboard(value["inline_keyboard"]))
    if "keyboard" in value:
        return Markup(reply=_reply_keyboard(value))
    if value.get("remove_keyboard"):
        return Markup(removes=True)
    if value.get("force_reply"):
        return Markup(forces_reply=True)
    return NOTHING


def _rows(rows: Any, what: str) -> list[list[Any]]:
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request(f"can't parse {what}: expected an Array of Arrays")
    if sum(map(len, rows)) > BUTTONS_LIMIT:
        raise bad_request("reply markup is too long")
    return [row for row in rows if row]


def _inline_keyboard(value: Any) -> dict[str, Any] | None:
    rows = _rows(value, "inline keyboard")
    keyboard = [[_inline_button(button) for button in row] for row in rows]
    return {"inline_keyboard": keyboard} if keyboard else None


def _inline_button(button: Any) -> dict[str, Any]:
    problem = "can't parse inline keyboard button: "
    if not isinstance(button, dict):
        raise bad_request(problem + "InlineKeyboardButton must be an Object")
    text = button.get("text")
    if not isinstance(text, str):
        raise bad_request(
            problem + 'Can\'t find field "text"' if text is None else problem + 'Field "text" must be of type String'
        )
    if not text.strip():
        raise bad_request("inline keyboard button text must be non-empty")
    actions = [name for name in _ACTIONS if button.get(name) is not None]
    if not actions:
        raise bad_request(problem + "Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        raise bad_request(problem + "exactly one of the optional fields must be used to specify type of the button")
    _check_action(actions[0], button[actions[0]])
    checked = {"text": text, actions[0]: button[actions[0]]}
    return checked | _looks(button, problem)


def _looks(button: dict[str, Any], problem: str) -> dict[str, Any]:
    style = button.get("style")
    if style in (None, ""):
        return {}
    if not isinstance(style, str) or style not in STYLES:
        raise bad_request(problem + "unsupported button style specified")
    return {"style": style}


def _check_action(name: str, value: Any) -> None:
    if name == "callback_data":
        if not isinstance(value, str) or not 1 <= len(value.encode()) <= 64:
            raise bad_request("BUTTON_DATA_INVALID")
    elif name == "url":
        if not isinstance(value, str) or not value.startswith(
            ("http://", "https://", "tg://", "t.me/", "mailto:", "tel:")
        ):
            raise bad_request(f"inline keyboard button URL '{value}' is invalid: unsupported URL protocol")
    elif name == "copy_text":
        text = value.get("text") if isinstance(value, dict) else None
        if not isinstance(text, str) or not 1 <= len(text) <= 256:
            raise bad_request("BUTTON_COPY_TEXT_INVALID")


def _reply_keyboard(value: dict[str, Any]) -> dict[str, Any]:
    rows = _rows(value["keyboard"], "reply keyboard")
    if not rows:
        raise bad_request("reply keyboard must be non-empty")
    keyboard: dict[str, Any] = {"keyboard": [[_reply_button(button) for button in row] for row in rows]}
    keyboard.update({flag: True for flag in _REPLY_FLAGS if value.get(flag)})
    placeholder = value.get("input_field_placeholder")
    if placeholder:
        if not isinstance(placeholder, str) or len(placeholder) > 64:
            raise bad_request("input field placeholder must be between 1 and 64 characters long")
        keyboard["input_field_placeholder"] = placeholder
    return keyboard


def _reply_button(button: Any) -> dict[str, Any]:
    problem = "can't parse keyboard button: "
    if isinstance(button, str):
        button = {"text": button}
    if not isinstance(button, dict) or not isinstance(button.get("text"), str):
        raise bad_request(problem + 'Can\'t find field "text"')
    if not button["text"].strip():
        raise bad_request("keyboard button text must be non-empty")
    checked = {"text": button["text"]}
    if button.get("request_contact"):
        checked["request_contact"] = True
    return checked | _looks(button, problem)
