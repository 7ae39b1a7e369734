"""A peer: the echo bot of aiogram's own examples; `--tasks` handles updates as tasks, its default, else one by one."""

import os
import sys

from aiogram import Bot, Dispatcher, F
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import Message

dispatcher = Dispatcher()


@dispatcher.message(F.text)
async def echo(message: Message) -> None:
    """Echo the user message."""
    if message.text is not None:
        await message.answer(message.text)


def main() -> None:
    """Run the bot until it is stopped; aiogram takes uvloop by itself when it is installed."""
    session = AiohttpSession(api=TelegramAPIServer.from_base(os.environ["MONEV_BOT_API_URL"]))
    bot = Bot(os.environ["MONEV_BOT_TOKEN"], session=session)
    dispatcher.run_polling(bot, handle_as_tasks="--tasks" in sys.argv)


if __name__ == "__main__":
    main()
