"""What people said and are called, looked for in the bot's log: nothing of it may stand there."""

import json
import re

from acceptance.office import Office


async def leaked(office: Office) -> list[str]:
    """Return what stands in the log of anybody's words, file names and names, and whether the token does."""
    log = office.log().casefold()
    forbidden = {office.environment["MONEV_BOT_TOKEN"], *office.links.values()}
    for person in office.draft.people:
        forbidden |= {person.name, *re.findall(r"[^\W\d_]{4,}", person.name)}
        forbidden |= {person.nip} if person.nip else set()
    for phone in office.phones.values():
        for message in (await phone.chat())["messages"]:
            if message["from"] != "bot":
                forbidden |= {message.get("text") or "", message.get("caption") or ""}
                forbidden |= {(message.get("file") or {}).get("name") or ""}
    return sorted(word for word in forbidden if len(word) >= 4 and re.search(_whole(word), log))


def are_lines_of_json(log: str) -> bool:
    """Tell whether every line of a log is an entry of its own."""
    return all(isinstance(json.loads(line), dict) for line in log.splitlines())


def _whole(word: str) -> str:
    return rf"(?<!\w){re.escape(word.casefold())}(?!\w)"
