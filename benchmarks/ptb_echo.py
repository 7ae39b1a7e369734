"""A peer: the echo bot of python-telegram-bot's own examples, sequential as it is by default."""

import os

from telegram import Update
from telegram.ext import Application, ContextTypes, MessageHandler, filters


async def echo(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
    """Echo the user message."""
    if update.message is not None and update.message.text is not None:
        await update.message.reply_text(update.message.text)


def main() -> None:
    """Run the bot until it is stopped."""
    base = os.environ["MONEV_BOT_API_URL"]
    application = Application.builder().token(os.environ["MONEV_BOT_TOKEN"]).base_url(f"{base}/bot").build()
    application.add_handler(MessageHandler(filters.TEXT & ~filters.COMMAND, echo))
    application.run_polling(allowed_updates=Update.ALL_TYPES)


if __name__ == "__main__":
    main()
