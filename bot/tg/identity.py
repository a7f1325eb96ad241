"""Who a token belongs to: what `vigie init` asks before it writes anything."""

from __future__ import annotations

from telegram import Bot
from telegram.error import InvalidToken, TelegramError

from bot.errors import NotSent, TokenRefused
from bot.tg.bot import BASE_URL, request_for


async def bot_name(token: str, base_url: str = BASE_URL) -> str:
    """The user name of the bot. Raises `TokenRefused`, or `NotSent` when Telegram cannot be reached."""
    request = request_for(base_url, 1)
    try:
        bot = Bot(token, base_url=base_url, request=request, get_updates_request=request)
        return (await bot.get_me()).username or ""
    except InvalidToken:
        raise TokenRefused from None  # the library's message may hold the token
    except TelegramError as exc:
        raise NotSent(f"Telegram cannot be reached: {exc}") from exc
    finally:
        await request.shutdown()
