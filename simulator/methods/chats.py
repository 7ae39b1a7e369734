"""Pins, reactions, chat actions, and what a bot may learn of a chat."""

from typing import Any

from simulator.call import Call
from simulator.errors import bad_request, forbidden
from simulator.methods.table import Method
from simulator.people import Chat, Message, Payload

ACTIONS = frozenset(
    [
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    ]
)
ACTION_SECONDS = 5.0
REACTIONS = frozenset(
    [
        "❤",
        "👍",
        "👎",
        "🔥",
        "🥰",
        "👏",
        "😁",
        "🤔",
        "🤯",
        "😱",
        "🤬",
        "😢",
        "🎉",
        "🤩",
        "🤮",
        "💩",
        "🙏",
        "👌",
        "🕊",
        "🤡",
        "🥱",
        "🥴",
        "😍",
        "🐳",
        "❤\u200d🔥",
        "🌚",
        "🌭",
        "💯",
        "🤣",
        "⚡",
        "🍌",
        "🏆",
        "💔",
        "🤨",
        "😐",
        "🍓",
        "🍾",
        "💋",
        "🖕",
        "😈",
        "😴",
        "😭",
        "🤓",
        "👻",
        "👨\u200d💻",
        "👀",
        "🎃",
        "🙈",
        "😇",
        "😨",
        "🤝",
        "✍",
        "🤗",
        "🫡",
        "🎅",
        "🎄",
        "☃",
        "💅",
        "🤪",
        "🗿",
        "🆒",
        "💘",
        "🙉",
        "🦄",
        "😘",
        "💊",
        "🙊",
        "😎",
        "👾",
        "🤷\u200d♂",
        "🤷",
        "🤷\u200d♀",
        "😡",
    ]
)


def pin_chat_message(call: Call) -> bool:
    """Pin a message on top of the chat."""
    chat = call.writable_chat()
    _may_pin(chat)
    message = call.message(chat, "message to pin not found")
    call.admit(None, cost=0)
    if message.id in chat.pinned:
        chat.pinned.remove(message.id)
    chat.pinned.append(message.id)
    message.pinned = True
    call.account.touch("pin", chat, message, pinned=True)
    return True


def unpin_chat_message(call: Call) -> bool:
    """Unpin one message, the latest pinned one unless named."""
    chat = call.chat()
    _may_pin(chat)
    wanted = call.parameters.integer("message_id") or (chat.pinned[-1] if chat.pinned else 0)
    if wanted not in chat.pinned:
        raise bad_request("message to unpin not found")
    call.admit(None, cost=0)
    _unpin(call, chat, wanted)
    return True


def unpin_all_chat_messages(call: Call) -> bool:
    """Unpin everything."""
    chat = call.chat()
    _may_pin(chat)
    call.admit(None, cost=0)
    for message_id in list(chat.pinned):
        _unpin(call, chat, message_id)
    return True


def set_message_reaction(call: Call) -> bool:
    """Set the bot's reaction; at most one, none removes it."""
    chat = call.writable_chat()
    message = call.message(chat, "message to react not found")
    wanted: Any = call.parameters.json("reaction")
    reactions = [_reaction(one) for one in wanted] if isinstance(wanted, list) else []
    if len(reactions) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    call.admit(None, cost=0)
    message.reactions[call.account.bot.id] = reactions
    call.account.touch("reaction", chat, message, reaction=reactions[0]["emoji"] if reactions else None)
    return True


def send_chat_action(call: Call) -> bool:
    """Show what the bot is doing for the next five seconds."""
    chat = call.writable_chat()
    action = call.parameters.text("action")
    if action not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    call.admit(None, cost=0)
    chat.action = action
    chat.action_until = call.world.clock.stopwatch() + ACTION_SECONDS
    call.account.journal.add("action", chat_id=chat.id, action=action)
    return True


def get_chat(call: Call) -> Payload:
    """Return a chat with its pinned message."""
    chat = call.chat()
    _known(chat)
    info = chat.info | {
        "accent_color_id": abs(chat.id) % 7,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(
            (
                "unlimited_gifts",
                "limited_gifts",
                "unique_gifts",
                "premium_subscription",
                "gifts_from_channels",
            ),
            False,
        ),
    }
    if chat.pinned:
        info["pinned_message"] = chat.messages[chat.pinned[-1]].payload
    return info


def get_chat_member(call: Call) -> Payload:
    """Return somebody's standing in a chat."""
    chat = call.chat()
    user_id = call.parameters.integer("user_id")
    if user_id is None:
        raise bad_request("invalid user_id specified")
    _known(chat)
    if user_id == call.account.bot.id:
        return _bot_member(call, chat)
    person = call.world.people.get(user_id)
    if person is None:
        raise bad_request("user not found")
    return {"user": person.user(), "status": "member" if user_id in chat.members else "left"}


def leave_chat(call: Call) -> bool:
    """Leave a group or channel."""
    chat = call.chat()
    if chat.kind == "private":
        raise bad_request("chat member status can't be changed in private chats")
    if chat.bot_left:
        raise forbidden(f"bot is not a member of the {chat.kind} chat")
    chat.bot_left = True
    call.account.journal.add("left", chat_id=chat.id)
    return True


def _known(chat: Chat) -> None:
    if not chat.started:
        raise bad_request("chat not found")


def _bot_member(call: Call, chat: Chat) -> Payload:
    user = call.account.bot.user()
    if chat.bot_left:
        return {"user": user, "status": "left"}
    if not chat.bot_admin:
        return {"user": user, "status": "member"}
    return administrator(user)


def administrator(user: Payload) -> Payload:
    """Return the ChatMemberAdministrator of a bot with the usual rights."""
    granted = ["can_manage_chat", "can_delete_messages", "can_pin_messages", "can_post_messages", "can_edit_messages"]
    withheld = [
        "can_be_edited",
        "is_anonymous",
        "can_manage_video_chats",
        "can_restrict_members",
        "can_promote_members",
        "can_change_info",
        "can_invite_users",
        "can_post_stories",
        "can_edit_stories",
        "can_delete_stories",
    ]
    rights = dict.fromkeys(granted, True) | dict.fromkeys(withheld, False)
    return {"user": user, "status": "administrator", **rights}


def _may_pin(chat: Chat) -> None:
    if chat.kind != "private" and not chat.bot_admin:
        raise bad_request("not enough rights to manage pinned messages in the chat")


def _unpin(call: Call, chat: Chat, message_id: int) -> None:
    chat.pinned.remove(message_id)
    message: Message | None = chat.messages.get(message_id)
    if message is not None:
        message.pinned = False
        call.account.touch("pin", chat, message, pinned=False)


def _reaction(value: Any) -> Payload:
    emoji = value.get("emoji") if isinstance(value, dict) and value.get("type") == "emoji" else None
    if not isinstance(emoji, str) or emoji.replace("\ufe0f", "") not in REACTIONS:
        raise bad_request("REACTION_INVALID")
    return {"type": "emoji", "emoji": emoji.replace("\ufe0f", "")}


METHODS: dict[str, Method] = {
    "pinchatmessage": pin_chat_message,
    "unpinchatmessage": unpin_chat_message,
    "unpinallchatmessages": unpin_all_chat_messages,
    "setmessagereaction": set_message_reaction,
    "sendchataction": send_chat_action,
    "getchat": get_chat,
    "getchatmember": get_chat_member,
    "leavechat": leave_chat,
}
