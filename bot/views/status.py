"""How the bot does, in words and as what is to be drawn."""

from __future__ import annotations

from bot.model import Activity, Attachment, ChatCount, ChatKind, Counters, Message, Vitals
from bot.results.status import Status
from bot.views.day_chart import DayChart, Panel
from bot.views.html import escape, fit
from bot.views.voice import Voice

MAX_CAPTION = 1_024  # of a photo, https://core.telegram.org/bots/api#sendphoto
TROUBLES = 4  # errors that are named
TICK_HOURS = 6  # hours between two that are named below the picture


def status(result: Status, voice: Voice) -> Message:
    """What a person asks at 3 in the morning, the verdict first."""
    state, said = result.state, voice.operator
    vitals = state.vitals if state.is_alive else None
    lines = [
        said.verdict(
            voice.house.HEALTHY if state.is_well else voice.house.UNHEALTHY,
            state.is_alive,
            escape(vitals.version) if vitals else "",
            voice.moment(vitals.started_at) if vitals else "",
        ),
        *_counted(state.counters, voice),
        said.size(state.counters.size_bytes, vitals.memory_bytes if vitals else 0),
        said.backed_up(voice.moment(at)) if (at := state.counters.backed_up_at) else said.NO_BACKUP,
        *(_troubles(vitals, voice) if vitals else ()),
    ]
    picture = None
    if result.picture is not None:
        picture = Attachment("etat.png", result.picture, "image/png", as_photo=True)
    return Message(html=fit("\n".join(lines), MAX_CAPTION), attachment=picture, silent=True)


def _counted(counters: Counters, voice: Voice) -> list[str]:
    said, house = voice.operator, voice.house
    ill = [said.of_health(house.HEALTH[health], count) for health, count in counters.feeds_health]
    late = voice.moment(counters.oldest_owed_at) if counters.oldest_owed_at else ""
    lines = [
        said.feeds(counters.feeds, ill),
        said.articles(counters.entries, counters.entries_day, counters.unanalysed),
        said.chats(chat_counts(counters.chats, voice), sum(each.closed for each in counters.chats)),
        said.followed(counters.topics, counters.subscriptions),
        said.owed(counters.owed, late, counters.doubtful),
    ]
    if counters.held_since is not None:
        lines.append(house.held_now(counters.held, voice.moment(counters.held_since)))
    lines.append(said.late(counters.late_digests))
    return lines


def chat_counts(chats: tuple[ChatCount, ...], voice: Voice) -> list[str]:
    """« 63 privées », « 4 groupes », « 1 canal »: open ones, without kinds that have none."""
    by_kind = {each.kind: each.open for each in chats}
    counts = {
        ChatKind.PRIVATE: by_kind.get(ChatKind.PRIVATE, 0),
        ChatKind.GROUP: by_kind.get(ChatKind.GROUP, 0) + by_kind.get(ChatKind.SUPERGROUP, 0),
        ChatKind.CHANNEL: by_kind.get(ChatKind.CHANNEL, 0),
    }
    return [voice.operator.of_kind(kind, count) for kind, count in counts.items() if count]


def _troubles(vitals: Vitals, voice: Voice) -> list[str]:
    if not vitals.troubles:
        return [voice.operator.NO_TROUBLES]
    return [
        voice.operator.TROUBLES,
        *(
            f"• {voice.operator.trouble(escape(t.place), escape(t.kind), t.times, voice.stamp(t.at))}"
            for t in vitals.troubles[:TROUBLES]
        ),
    ]


def chart_of(day: Activity, voice: Voice) -> DayChart:
    """What the picture says, in the reader's language and time."""
    said = voice.operator
    local = [hour.astimezone(voice.zone) for hour in day.hours]
    return DayChart(
        title=said.DAY,
        panels=(
            Panel(said.readings(sum(day.readings), sum(day.failures)), day.readings, day.failures),
            Panel(said.new_articles(sum(day.articles)), day.articles),
            Panel(said.messages(sum(day.messages)), day.messages),
        ),
        ticks=tuple(
            (place, voice.clock(hour)) for place, hour in enumerate(local) if hour.hour % TICK_HOURS == 0
        ),
    )
