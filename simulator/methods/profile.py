"""How the bot presents itself: commands, menu button, name and descriptions."""

from simulator.call import Call
from simulator.commands import ScopeKey, check_commands, scope_shape
from simulator.errors import bad_request
from simulator.methods.table import Method
from simulator.people import Payload

_TEXT_LIMITS = {"name": 64, "description": 512, "short_description": 120}


def set_my_commands(call: Call) -> bool:
    """Replace the command list of a scope and language."""
    commands = check_commands(call.parameters.json("commands"))
    scope = _scope(call)
    call.admit(None, cost=0)
    call.account.commands.put(scope, _language(call), commands)
    _told(call, scope)
    return True


def get_my_commands(call: Call) -> list[dict[str, str]]:
    """Return the command list of a scope and language."""
    return call.account.commands.get(_scope(call), _language(call))


def delete_my_commands(call: Call) -> bool:
    """Remove the command list of a scope and language."""
    scope = _scope(call)
    call.admit(None, cost=0)
    call.account.commands.put(scope, _language(call), [])
    _told(call, scope)
    return True


def set_chat_menu_button(call: Call) -> bool:
    """Set the menu button of one chat, or the default one."""
    button = call.parameters.json("menu_button") or {"type": "default"}
    kind = button.get("type") if isinstance(button, dict) else None
    if kind not in ("commands", "web_app", "default"):
        raise bad_request("can't parse menu button: unsupported type specified")
    if kind == "web_app" and not (button.get("text") and isinstance(button.get("web_app"), dict)):
        raise bad_request("can't parse menu button: text and web_app are required")
    call.account.menu_buttons[_menu_chat(call)] = button
    return True


def get_chat_menu_button(call: Call) -> Payload:
    """Return the menu button of one chat, or the default one."""
    buttons = call.account.menu_buttons
    return buttons.get(_menu_chat(call)) or buttons.get(0) or {"type": "commands"}


def _setter(kind: str) -> Method:
    def put(call: Call) -> bool:
        value = call.parameters.text(kind) or ""
        if len(value) > _TEXT_LIMITS[kind]:
            raise bad_request(f"bot {kind.replace('_', ' ')} is too long")
        call.admit(None, cost=0)
        call.account.texts[kind, _language(call)] = value
        if kind == "name" and value and not _language(call):
            call.account.bot.first_name = value
        return True

    return put


def _getter(kind: str) -> Method:
    def get(call: Call) -> dict[str, str]:
        texts = call.account.texts
        fallback = call.account.bot.first_name if kind == "name" else ""
        return {kind: texts.get((kind, _language(call))) or texts.get((kind, "")) or fallback}

    return get


def _language(call: Call) -> str:
    code = call.parameters.text("language_code") or ""
    if code and not (len(code) == 2 and code.isalpha() and code.islower()):
        raise bad_request("invalid language code specified")
    return code


def _scope(call: Call) -> ScopeKey:
    kind, chat, user = scope_shape(call.parameters.json("scope"))
    return kind, 0 if chat is None else call.resolve_chat(chat).id, user


def _menu_chat(call: Call) -> int:
    if call.parameters.raw("chat_id") is None:
        return 0
    chat = call.chat()
    if chat.kind != "private":
        raise bad_request("chat not found")
    return chat.id


def _told(call: Call, scope: ScopeKey) -> None:
    call.account.journal.add("commands", chat_id=scope[1] or None, scope=scope[0])


METHODS: dict[str, Method] = {
    "setmycommands": set_my_commands,
    "getmycommands": get_my_commands,
    "deletemycommands": delete_my_commands,
    "setchatmenubutton": set_chat_menu_button,
    "getchatmenubutton": get_chat_menu_button,
    **{f"setmy{kind.replace('_', '')}": _setter(kind) for kind in _TEXT_LIMITS},
    **{f"getmy{kind.replace('_', '')}": _getter(kind) for kind in _TEXT_LIMITS},
}
