"""What is kept of a chat, and how it is erased."""

from __future__ import annotations

from bot.model import Attachment, Message
from bot.results import Erased, EraseQuestion, MyData, Privacy
from bot.views.actions import DeclineAsk, EraseChat
from bot.views.html import escape, shorten
from bot.views.parts import button
from bot.views.voice import Voice

MAX_NAME_CHARS = 300  # of the operator or the contact: as somebody wrote them into the configuration
DAYS_A_MONTH = 30.5


def privacy(result: Privacy, voice: Voice) -> Message:
    """Who keeps what, why, how long, and what one may ask for."""
    months = round(result.silence.days / DAYS_A_MONTH)
    operator, contact = (escape(shorten(text, MAX_NAME_CHARS)) for text in (result.operator, result.contact))
    return Message(html=voice.privacy.privacy(operator, contact, months))


def my_data(result: MyData, voice: Voice) -> Message:
    """The document, and what it is."""
    day = result.made_at.astimezone(voice.zone).date()
    file = Attachment(f"vigie-{day.isoformat()}.json", result.content, "application/json")
    return Message(html=voice.privacy.DATA, attachment=file)


def erase_question(result: EraseQuestion, voice: Voice) -> Message:
    """What would go, for ever; the first button confirms."""
    said = voice.privacy.erase_question(result.topics, result.kind, result.is_admin, result.shuts_out)
    return Message(
        html=said,
        buttons=(
            (button(voice.privacy.ERASE, EraseChat(result.ask_id)),),
            (button(voice.privacy.KEEP, DeclineAsk(result.ask_id)),),
        ),
    )


def erased(result: Erased, voice: Voice) -> Message:
    """The last word."""
    return Message(html=voice.privacy.ERASED)
