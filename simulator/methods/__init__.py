"""The Bot API's methods, by name in lower case."""

from simulator.methods import chats, editing, media, messages, polling, profile
from simulator.methods.table import Method

METHODS: dict[str, Method] = {
    name: method
    for module in (polling, messages, media, editing, chats, profile)
    for name, method in module.METHODS.items()
}
