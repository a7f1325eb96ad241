"""How a reader is spoken to: their language, their zone, and the present instant, which every view needs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from zoneinfo import ZoneInfo

from bot.locale.absence import AbsenceWords, absence
from bot.locale.access import AccessWords, access
from bot.locale.alerts import Alerts, alerts
from bot.locale.channels import ChannelWords, channels
from bot.locale.chats import ChatWords, chat_words
from bot.locale.commands import CommandWords, command_words
from bot.locale.feeds import FeedWords, feed_words
from bot.locale.house import House, house
from bot.locale.moments import Moments, moments
from bot.locale.nominations import NominationWords, nomination_words
from bot.locale.operator import Operator, operator
from bot.locale.privacy import PrivacyWords, privacy
from bot.locale.reading import Reading, reading
from bot.locale.settings import Settings, settings
from bot.locale.sources import Sources, sources
from bot.locale.talk import Talk, talk
from bot.locale.topics import Topics, topics


@dataclass(frozen=True, slots=True)
class Voice:
    """`language` is "fr", or anything else for English; `now` is aware."""

    language: str
    zone: ZoneInfo
    now: datetime

    @property
    def say(self) -> Talk:
        """The sentences for readers."""
        return talk(self.language)

    @property
    def house(self) -> House:
        """The sentences for admins and terminals, and for refusals."""
        return house(self.language)

    @property
    def alerts(self) -> Alerts:
        """The sentences of alerts and quiet hours."""
        return alerts(self.language)

    @property
    def sources(self) -> Sources:
        """The sentences of adding feeds."""
        return sources(self.language)

    @property
    def feeds(self) -> FeedWords:
        """The sentences of looking after feeds, and of what publishers ask."""
        return feed_words(self.language)

    @property
    def nominations(self) -> NominationWords:
        """The sentences of media that readers propose."""
        return nomination_words(self.language)

    @property
    def topics(self) -> Topics:
        """The sentences about one topic."""
        return topics(self.language)

    @property
    def reading(self) -> Reading:
        """The sentences around single stories."""
        return reading(self.language)

    @property
    def settings(self) -> Settings:
        """The sentences of `/reglages`."""
        return settings(self.language)

    @property
    def privacy(self) -> PrivacyWords:
        """The sentences about what is kept of people."""
        return privacy(self.language)

    @property
    def operator(self) -> Operator:
        """The sentences for whoever runs the bot."""
        return operator(self.language)

    @property
    def chats(self) -> ChatWords:
        """The words of the operator's table of chats."""
        return chat_words(self.language)

    @property
    def commands(self) -> CommandWords:
        """The sentences of commands and `/aide`."""
        return command_words(self.language)

    @property
    def absence(self) -> AbsenceWords:
        """The sentences of a pause and of coming back."""
        return absence(self.language)

    @property
    def access(self) -> AccessWords:
        """The sentences about who may use the bot."""
        return access(self.language)

    @property
    def channels(self) -> ChannelWords:
        """The sentences about channels that are set up from a private chat."""
        return channels(self.language)

    @property
    def moments(self) -> Moments:
        """Numbers, lists and spans as they are said."""
        return moments(self.language)

    @property
    def here(self) -> datetime:
        """The present instant in the reader's zone."""
        return self.now.astimezone(self.zone)

    def stamp(self, at: datetime) -> str:
        """When something was published, in a list."""
        return self.moments.stamp(at.astimezone(self.zone), self.here)

    def moment(self, at: datetime) -> str:
        """A past or coming instant, inside a sentence."""
        return self.moments.moment(at.astimezone(self.zone), self.here)

    def day(self, at: datetime) -> str:
        """The day of an instant, inside a sentence: « hier », « mardi », « le 3 mars »."""
        return self.moments.day(at.astimezone(self.zone).date(), self.here.date())

    def date(self, at: datetime) -> str:
        """The day of an instant, with its name."""
        return self.moments.long_date(at.astimezone(self.zone).date(), self.here.date())

    def clock(self, at: datetime) -> str:
        """The time of day of an instant."""
        local = at.astimezone(self.zone)
        return self.moments.clock(time(local.hour, local.minute))

    def until(self, at: datetime) -> str:
        """« jusqu’au lundi 25 août »."""
        return self.moments.until(at.astimezone(self.zone).date(), self.here.date())
