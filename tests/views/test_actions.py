"""What a button carries."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model import FeedId, StoryId, TopicId
from bot.views.actions import (
    MAX_BYTES,
    VERBS,
    Action,
    AddBundle,
    AddMedia,
    AskRemoval,
    AskWish,
    BringBackFeed,
    ChangeTime,
    ChooseSetting,
    ChooseTime,
    ConfirmAsk,
    DeclineAsk,
    DescribeWish,
    DropBroadcast,
    DropSynonym,
    EndFollow,
    EraseChat,
    Exclude,
    ExportFeeds,
    FeedPage,
    FeedsTo,
    FollowStory,
    LiftWish,
    ListTopics,
    ListWishes,
    MakeWish,
    MediaPage,
    MoreStories,
    OpenCard,
    OpenFeed,
    OpenJournal,
    OpenSettings,
    OpenTimes,
    OpenTopic,
    OpenWish,
    PauseFeed,
    PickFeed,
    ProposeExclusion,
    PurgeFeed,
    ReadAsked,
    ReadDay,
    Refine,
    RemoveFeed,
    RenameFeed,
    RereadFeed,
    RestoreTopic,
    ResumeFeed,
    SearchTo,
    SendBroadcast,
    Settings,
    ShowCatalogue,
    StartAfresh,
    StopBroadcast,
    Swap,
    UndoAddition,
    UndoSchedule,
    UnfollowStory,
    Unsubscribe,
    Why,
    WriteSetting,
    decode,
    encode,
)

AT = datetime(2025, 3, 13, 6, 30, tzinfo=UTC)
IDS = st.integers(0, 10**15)  # more rows than any table will hold; three of them fit
TIMES = st.integers(0, 4_102_444_800).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))
ACTIONS: st.SearchStrategy[Action] = st.one_of(
    IDS.map(ConfirmAsk),
    st.just(ListTopics()),
    IDS.map(lambda n: OpenTopic(TopicId(n))),
    IDS.map(lambda n: Refine(TopicId(n))),
    st.builds(Swap, IDS.map(TopicId), IDS),
    IDS.map(ReadAsked),
    IDS.map(DeclineAsk),
    IDS.map(lambda n: Unsubscribe(TopicId(n))),
    IDS.map(lambda n: ReadDay(TopicId(n))),
    st.just(ChangeTime()),
    st.builds(OpenCard, IDS.map(StoryId), TIMES),
    st.builds(Why, IDS.map(StoryId), TIMES),
    TIMES.map(MoreStories),
    IDS.map(UndoSchedule),
    TIMES.map(StartAfresh),
    st.builds(PickFeed, IDS, IDS),
    IDS.map(lambda n: RemoveFeed(FeedId(n))),
    IDS.map(FeedPage),
    IDS.map(AddBundle),
    st.builds(AddMedia, IDS, IDS),
    st.builds(MediaPage, IDS, IDS),
    IDS.map(UndoAddition),
    st.just(ShowCatalogue()),
    st.builds(FollowStory, IDS.map(StoryId), TIMES),
    st.builds(UnfollowStory, IDS.map(StoryId), TIMES),
    IDS.map(lambda n: EndFollow(StoryId(n))),
    st.builds(ProposeExclusion, IDS.map(StoryId), TIMES),
    IDS.map(Exclude),
    st.builds(DropSynonym, IDS.map(StoryId), TIMES),
    IDS.map(RestoreTopic),
    IDS.map(EraseChat),
    st.just(Settings()),
    st.builds(OpenSettings, IDS, IDS),
    st.builds(ChooseSetting, st.integers(0, 99), IDS, st.integers(0, 9_999)),
    IDS.map(WriteSetting),
    st.builds(OpenTimes, st.integers(0, 99), st.integers(0, 99), IDS.map(TopicId)),
    st.builds(ChooseTime, st.integers(0, 99), st.integers(0, 1440), IDS.map(TopicId)),
    st.builds(SearchTo, IDS, IDS),
    IDS.map(OpenJournal),
    st.builds(OpenFeed, IDS.map(FeedId), IDS, IDS),
    st.builds(PauseFeed, IDS.map(FeedId), IDS, IDS),
    st.builds(ResumeFeed, IDS.map(FeedId), IDS, IDS),
    st.builds(RereadFeed, IDS.map(FeedId), IDS, IDS),
    st.builds(RenameFeed, IDS.map(FeedId), IDS, IDS),
    st.builds(AskRemoval, IDS.map(FeedId), IDS, IDS),
    st.builds(OpenWish, IDS.map(FeedId), IDS, IDS),
    IDS.map(lambda n: PurgeFeed(FeedId(n))),
    IDS.map(lambda n: BringBackFeed(FeedId(n))),
    st.builds(AskWish, IDS.map(FeedId), IDS),
    st.builds(MakeWish, IDS.map(FeedId), IDS),
    st.builds(FeedsTo, IDS, IDS),
    st.builds(LiftWish, IDS, IDS),
    IDS.map(DescribeWish),
    st.just(ListWishes()),
    st.just(ExportFeeds()),
    IDS.map(SendBroadcast),
    IDS.map(DropBroadcast),
    IDS.map(StopBroadcast),
)


@given(ACTIONS)
def test_every_action_fits_a_button_and_is_read_back(action: Action) -> None:
    assert len(encode(action).encode()) <= MAX_BYTES
    assert decode(encode(action)) == action


def test_no_two_actions_share_a_verb() -> None:
    assert len(set(VERBS.values())) == len(VERBS)


@pytest.mark.parametrize(
    ("action", "data"),
    [
        (ConfirmAsk(7), "v1:yes:7"),
        (DeclineAsk(7), "v1:no:7"),
        (Unsubscribe(TopicId(3)), "v1:drop:3"),
        (ReadDay(TopicId(3)), "v1:day:3"),
        (ChangeTime(), "v1:time"),
        (OpenTimes(2, 8, TopicId(3)), "v1:hours:2:8:3"),
        (ChooseTime(0, 450, TopicId(3)), "v1:hour:0:450:3"),
        (OpenCard(StoryId(12), AT), "v1:card:12:1741847400"),
        (Why(StoryId(12), AT), "v1:why:12:1741847400"),
        (MoreStories(AT), "v1:more:1741847400"),
        (UndoSchedule(9), "v1:undo:9"),
        (StartAfresh(AT), "v1:afresh:1741847400"),
        (PickFeed(9, 1), "v1:pick:9:1"),
        (RemoveFeed(FeedId(4)), "v1:rm:4"),
        (FeedPage(2), "v1:feeds:2"),
        (AddBundle(6), "v1:bundle:6"),
        (AddMedia(7, 0), "v1:media:7:0"),
        (MediaPage(7, 2), "v1:found:7:2"),
        (UndoAddition(3), "v1:unadd:3"),
        (ShowCatalogue(), "v1:shelf"),
        (FollowStory(StoryId(12), AT), "v1:follow:12:1741847400"),
        (UnfollowStory(StoryId(12), AT), "v1:unfollow:12:1741847400"),
        (EndFollow(StoryId(12)), "v1:unstory:12"),
        (ProposeExclusion(StoryId(12), AT), "v1:narrow:12:1741847400"),
        (Exclude(7), "v1:exclude:7"),
        (DropSynonym(StoryId(12), AT), "v1:nosyn:12:1741847400"),
        (RestoreTopic(7), "v1:restore:7"),
        (EraseChat(7), "v1:erase:7"),
        (Settings(), "v1:settings"),
        (OpenSettings(10, 2), "v1:page:10:2"),
        (ChooseSetting(11, 63, 2), "v1:set:11:63:2"),
        (WriteSetting(2), "v1:write:2"),
        (SearchTo(7, 2), "v1:hunt:7:2"),
        (OpenJournal(0), "v1:journal:0"),
        (FeedsTo(7, 2), "v1:flist:7:2"),
        (OpenFeed(FeedId(4), 7, 2), "v1:feed:4:7:2"),
        (PauseFeed(FeedId(4), 7, 2), "v1:fpause:4:7:2"),
        (ResumeFeed(FeedId(4), 7, 2), "v1:fresume:4:7:2"),
        (RereadFeed(FeedId(4), 7, 2), "v1:freread:4:7:2"),
        (RenameFeed(FeedId(4), 7, 2), "v1:frename:4:7:2"),
        (AskRemoval(FeedId(4), 7, 2), "v1:fremove:4:7:2"),
        (PurgeFeed(FeedId(4)), "v1:fpurge:4"),
        (BringBackFeed(FeedId(4)), "v1:fback:4"),
        (OpenWish(FeedId(4), 7, 2), "v1:fwish:4:7:2"),
        (AskWish(FeedId(4), 1), "v1:faskwish:4:1"),
        (MakeWish(FeedId(4), 1), "v1:fmakewish:4:1"),
        (ListWishes(), "v1:wishes"),
        (LiftWish(7, 0), "v1:wishlift:7:0"),
        (DescribeWish(7), "v1:wishwho:7"),
        (ExportFeeds(), "v1:opml"),
        (SendBroadcast(7), "v1:tell:7"),
        (DropBroadcast(7), "v1:untell:7"),
        (StopBroadcast(7), "v1:halt:7"),
    ],
)
def test_buttons_of_former_releases_keep_their_meaning(action: Action, data: str) -> None:
    assert encode(action) == data
    assert decode(data) == action


@pytest.mark.parametrize(
    "data",
    [
        "",
        "v1",
        "v1:",
        "v0:yes:7",
        "v1:oops:7",
        "v1:yes",
        "v1:yes:7:8",
        "v1:yes:x",
        "v1:time:1",
        "v1:card:1:99999999999999999",
        "v1:card:1:9999999999999999999999",
        "v1:more",
        "v1:yes:" + "7" * 90,
        "é" * 64,
    ],
)
def test_what_cannot_be_read_is_no_action(data: str) -> None:
    assert decode(data) is None


@given(st.text(max_size=80))
def test_any_data_is_an_action_or_none(data: str) -> None:
    decode(data)
