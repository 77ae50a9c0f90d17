"""Wishes as counts, ideas with reasons, a fair calendar, and reminders that are no score."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpi_workshop import content
from kpi_workshop.coach.rewards import (
    Person,
    Plan,
    Thanks,
    counted,
    gather,
    ideas,
    own,
    people_called,
    plan,
    reminders,
    suggest,
    team,
    thanks_in,
    wish_called,
)
from kpi_workshop.coach.rewards.preferences import WISHES
from kpi_workshop.content import Problem

DAY = dt.date(2026, 11, 25)
TEAM = people_called("Lan, Minh (night), Hoa (part-time), Đức (manager), Thảo")
FORMS = [
    ["words", "private", "peer"],
    ["words", "time", "private"],
    ["time", "private", "not-visibility"],
    ["learning", "manager"],
    ["words", "public", "peer"],
]


# Wishes -------------------------------------------------------------------------------------------


def test_a_teams_wishes_are_counts_and_nothing_else() -> None:
    wishes = gather(FORMS)
    assert wishes.answers == 5
    assert dict(wishes.counts) == {
        "words": 3,
        "time": 2,
        "learning": 1,
        "public": 1,
        "private": 3,
        "peer": 2,
        "manager": 1,
        "not-visibility": 1,
    }
    # Who said what together with what is gone: another split with the same sums gives the same.
    assert gather([*FORMS[::-1]]) == wishes
    assert [one["id"] for one in wishes.as_dict("en")["counts"]][:2] == ["words", "private"]


def test_fewer_than_five_answers_show_nothing() -> None:
    with pytest.raises(Problem) as told:
        gather(FORMS[:4])
    assert told.value.key == "rewards.few-answers"
    with pytest.raises(Problem):
        counted({"words": 4}, 4)


@pytest.mark.parametrize(
    ("counts", "answers"),
    [({"words": 6}, 5), ({"words": -1}, 5), ({"gold": 1}, 5), ({"words": True}, 5), ({"words": 1}, 0)],
)
def test_counts_that_no_form_could_give_are_refused(counts: dict[str, int], answers: int) -> None:
    with pytest.raises(Problem):
        counted(counts, answers)


@pytest.mark.parametrize(
    ("wishes", "key"),
    [
        (["words", "time", "learning", "trust"], "rewards.many-likes"),
        (["public", "private"], "rewards.both-settings"),
        (["time", "not-time"], "rewards.liked-and-not"),
        (["gold"], "rewards.unknown-wish"),
    ],
)
def test_a_form_is_short_and_clear(wishes: list[str], key: str) -> None:
    with pytest.raises(Problem) as told:
        own(wishes)
    assert told.value.key == key
    with pytest.raises(Problem) as told:
        gather([*FORMS, wishes])
    assert told.value.key == key
    assert all(told.value.text(language) for language in content.languages())


def test_what_only_the_planner_needs_is_no_answer_of_the_form() -> None:
    assert own(["free", "quick"]).answers == 0
    with pytest.raises(Problem):
        gather([*FORMS, ["free"]])


def test_an_unknown_wish_is_told_with_those_that_are_known() -> None:
    with pytest.raises(Problem) as told:
        wish_called("gold")
    assert "gold" in str(told.value)
    assert "learning" in str(told.value)


# Ideas --------------------------------------------------------------------------------------------


@given(st.lists(st.sampled_from(WISHES), unique=True, max_size=6))
@settings(max_examples=60, deadline=None)
def test_nothing_goes_against_ones_own_wishes(wishes: list[str]) -> None:
    try:
        wished = own(wishes)
    except Problem:
        return
    for one in suggest(wished, most=100):
        idea = one.idea
        if "private" in wishes:
            assert idea.setting != "public"
        if "public" in wishes:
            assert idea.setting != "private"
        assert not {f"not-{value}" for value in idea.gives} & set(wishes)
        givers = {"peer", "manager", "team", "leadership", "customer", "self"} & set(wishes)
        assert not givers or givers & set(idea.givers)


def test_what_is_liked_comes_first_and_says_why() -> None:
    first = suggest(own(["learning", "manager"]))[0]
    assert first.idea.gives[0] == "learning"
    said = [reason.text("en") for reason in first.reasons]
    assert "You like learning." in said
    assert "Bạn thích cơ hội học hỏi." in [reason.text("vi") for reason in first.reasons]


def test_a_teams_reasons_are_counts() -> None:
    suggestions = suggest(gather(FORMS), most=8)
    assert suggestions[0].idea.gives[0] == "words"
    assert "3 of 5 like a few words." in [reason.text("en") for reason in suggestions[0].reasons]
    # More than half would rather not have an audience.
    assert all(one.idea.setting != "public" for one in suggestions)


def test_an_audience_is_asked_about_where_some_would_rather_not() -> None:
    forms = [["visibility", "public"]] * 4 + [["words", "private"]]
    shown = next(one for one in suggest(gather(forms)) if one.idea.setting == "public")
    assert any("1 of 5" in mind.text("en") for mind in shown.mind)


def test_a_team_that_would_rather_not_is_not_suggested_it() -> None:
    forms = [["words", "not-time"]] * 3 + [["time"]] * 2
    assert all(one.idea.gives[0] != "time" for one in suggest(gather(forms), most=100))


def test_limits_hold() -> None:
    for one in suggest(own(["free", "quick", "apart"]), most=100):
        assert (one.idea.cost, one.idea.apart) == ("none", True)
        assert one.idea.effort != "some"


def test_without_wishes_the_easy_and_quiet_come_first_and_kinds_take_turns() -> None:
    shown = suggest(most=6)
    assert len({one.idea.gives[0] for one in shown}) >= 4
    assert all(one.idea.setting != "public" for one in shown[:3])
    assert suggest(most=6) == shown


def test_what_was_used_is_left_out() -> None:
    first = suggest()[0].idea.id
    assert first not in {one.idea.id for one in suggest(most=100, without=[first])}
    assert all(one.idea.whom != "person" for one in suggest(most=100, whom="team"))


@pytest.mark.parametrize("language", content.languages())
def test_every_reason_has_words(language: str) -> None:
    for wishes in (None, own(["words", "private", "peer"]), own(["visibility", "public"]), gather(FORMS)):
        for one in suggest(wishes, most=100):
            told = one.as_dict(language)
            assert all("{" not in words for words in (*told["reasons"], *told["mind"]))


# The calendar -------------------------------------------------------------------------------------


def _turns(made: Plan) -> list[str]:
    return [turn.person.name for turn in made.turns if turn.person]


@st.composite
def _teams(draw: st.DrawFn) -> tuple[Person, ...]:
    size = draw(st.integers(2, 14))
    flags = st.booleans()
    return team(Person(f"P{n}", draw(flags), draw(flags), draw(flags)) for n in range(size))


@given(_teams(), st.integers(1, 20))
@settings(max_examples=60, deadline=None)
def test_nobody_comes_twice_before_everybody_came_once(people: tuple[Person, ...], weeks: int) -> None:
    made = plan(people, weeks, DAY)
    turns = _turns(made)
    for begin in range(0, len(turns), len(people)):
        once = turns[begin : begin + len(people)]
        assert len(set(once)) == len(once)
    counts = Counter({person.name: 0 for person in people})
    counts.update(turns)
    assert max(counts.values()) - min(counts.values()) <= 1
    assert min(counts.values()) >= 1
    if made.next_up:
        assert {name for name in counts if counts[name] == min(counts.values())} == set(made.next_up)
    assert plan(people, weeks, DAY) == made


@given(_teams(), st.integers(4, 16))
@settings(max_examples=60, deadline=None)
def test_who_gives_is_spread_and_nobody_thanks_themself(people: tuple[Person, ...], weeks: int) -> None:
    made = plan(people, weeks, DAY)
    by_name = {person.name: person for person in people}
    for turn in made.turns:
        if turn.by and turn.person:
            assert turn.by != turn.person.name
            assert turn.giver in turn.idea.givers
            assert turn.giver == ("manager" if by_name[turn.by].manager else "peer")
        if turn.person and turn.person.night:
            assert turn.idea.apart
            assert "night" in turn.mind
        if turn.person and turn.person.part_time:
            assert "part-time" in turn.mind
    gave = Counter(turn.by for turn in made.turns if turn.by)
    peers = [person for person in people if not person.manager]
    days = {person.night for person in people}
    if len(days) == 1 and len(peers) > 2 and len(peers) == len(people):
        assert max(gave.values()) - min(gave[person.name] for person in peers) <= 2


def test_a_person_gets_another_idea_each_time() -> None:
    made = plan(TEAM, 16, DAY)
    had = Counter((turn.person.name, turn.idea.id) for turn in made.turns if turn.person)
    assert max(had.values()) == 1
    assert all(not turn.idea.occasion for turn in made.turns)


def test_managers_give_their_part_and_not_all() -> None:
    people = people_called(", ".join(f"P{n}" for n in range(9)) + ", Đức (manager)")
    made = plan(people, 12, DAY)
    gave = Counter(turn.giver for turn in made.turns if turn.person)
    assert 0.2 < gave["manager"] / sum(gave.values()) < 0.45


def test_the_whole_team_has_its_moments_also_at_night() -> None:
    shared = [turn for turn in plan(TEAM, 12, DAY).turns if turn.person is None]
    assert [turn.week for turn in shared] == [4, 8, 12]
    assert all(turn.idea.apart and "all-shifts" in turn.mind for turn in shared)


def test_whoever_waited_longest_comes_first() -> None:
    thanks = [Thanks("Lan", DAY), Thanks("minh ", DAY - dt.timedelta(weeks=3)), Thanks("Somebody", DAY)]
    assert _turns(plan(TEAM, 3, DAY, given=thanks))[:5] == ["Hoa", "Đức", "Thảo", "Minh", "Lan"]


def test_one_person_plans_for_themself() -> None:
    made = plan(people_called("Lan"), 6, DAY, own(["time", "peer"]))
    assert len(made.turns) == 6
    assert all(turn.giver == "self" and "self" in turn.idea.givers for turn in made.turns)
    assert len({turn.idea.id for turn in made.turns}) == 6


def test_a_manager_is_not_thanked_by_the_manager() -> None:
    made = plan(people_called("Đức (manager), Lan"), 20, DAY)
    assert all(turn.giver != "manager" for turn in made.turns if turn.person and turn.person.manager)


def test_weeks_begin_on_monday() -> None:
    made = plan(TEAM, 2, DAY)
    assert made.start == dt.date(2026, 11, 23)
    assert [turn["monday"] for turn in made.as_dict("vi")["turns"]][-1] == "2026-11-30"


@pytest.mark.parametrize(("weeks", "key"), [(0, "rewards.weeks"), (53, "rewards.weeks")])
def test_a_plan_has_some_weeks(weeks: int, key: str) -> None:
    with pytest.raises(Problem) as told:
        plan(TEAM, weeks, DAY)
    assert told.value.key == key


def test_wishes_that_leave_no_idea_are_told() -> None:
    with pytest.raises(Problem) as told:
        plan(TEAM, 4, DAY, own(["public", "customer", "not-visibility", "not-words"]))
    assert told.value.key == "rewards.no-idea"


# People -------------------------------------------------------------------------------------------


def test_people_are_read_with_what_keeps_them_from_being_forgotten() -> None:
    assert people_called("Lan; Minh (ca đêm, bán thời gian)\nĐức (quản lý)") == (
        Person("Lan"),
        Person("Minh", night=True, part_time=True),
        Person("Đức", manager=True),
    )


@pytest.mark.parametrize(
    ("names", "key"),
    [
        ("Lan, lan", "rewards.name-twice"),
        (" , ", "rewards.nobody"),
        ("(night)", "rewards.no-name"),
        ("L" * 41, "rewards.name-long"),
        ("Lan (flies)", "rewards.unknown-note"),
        ("Lan (night", "rewards.brackets"),
        (",".join(f"P{n}" for n in range(201)), "rewards.many-people"),
    ],
)
def test_names_that_cannot_be_used_are_told(names: str, key: str) -> None:
    with pytest.raises(Problem) as told:
        people_called(names)
    assert told.value.key == key
    assert all(told.value.text(language) for language in content.languages())


def test_thanks_are_read_from_a_table() -> None:
    table = "\ufeffTo, On, By\nLan,2026-11-02,Đức\n,,\nHoa,2026-10-01,\n"
    assert thanks_in(table) == (
        Thanks("Lan", dt.date(2026, 11, 2), "Đức"),
        Thanks("Hoa", dt.date(2026, 10, 1)),
    )


@pytest.mark.parametrize(
    ("table", "key"),
    [
        ("name,day\nLan,2026-11-02\n", "rewards.given-columns"),
        ("", "rewards.given-columns"),
        ("to,on\nLan,yesterday\n", "rewards.given-date"),
        ("to,on\n,2026-11-02\n", "rewards.given-nobody"),
        ("to,on\n" + "Lan,2026-11-02\n" * 5001, "rewards.many-thanks"),
    ],
)
def test_a_table_that_cannot_be_used_is_told(table: str, key: str) -> None:
    with pytest.raises(Problem) as told:
        thanks_in(table)
    assert told.value.key == key


# Reminders ----------------------------------------------------------------------------------------


def _ago(weeks: int) -> dt.date:
    return DAY - dt.timedelta(weeks=weeks)


def test_a_reminder_says_for_how_long_and_ranks_nobody() -> None:
    thanks = [Thanks("Lan", _ago(5)), Thanks("Hoa", _ago(9)), Thanks("Thảo", _ago(1)), Thanks("Đức", _ago(2))]
    found = reminders(TEAM, thanks, DAY)
    # In the order in which they were named, the longest not first.
    assert [(one.name, one.weeks) for one in found if one.name] == [("Lan", 5), ("Minh", None), ("Hoa", 9)]
    assert "5 weeks" in next(one.text("en") for one in found if one.name == "Lan")
    assert set(found[-1].as_dict("vi")) == {"name", "group", "weeks", "text"}


def test_a_group_that_is_overlooked_is_named() -> None:
    found = reminders(TEAM, [Thanks("Lan", _ago(1)), Thanks("Minh", _ago(6))], DAY)
    assert [one.group for one in found if one.group] == ["night", "part-time"]
    nobody = reminders(TEAM, [], DAY)
    assert [one.group for one in nobody if one.group] == []


def test_a_giver_is_reminded_of_their_own_thanks_only() -> None:
    thanks = [Thanks("Lan", _ago(1), "Thảo"), Thanks("Hoa", _ago(1), "đức")]
    names = [one.name for one in reminders(TEAM, thanks, DAY, giver="Đức") if one.name]
    assert names == ["Lan", "Minh", "Thảo"]


def test_thanks_in_the_future_count_as_todays() -> None:
    assert [one.name for one in reminders(TEAM[:1], [Thanks("Lan", DAY + dt.timedelta(days=9))], DAY)] == []


def test_the_catalogue_serves_every_wish() -> None:
    for wish in WISHES:
        assert len(suggest(own([wish]), most=100)) >= 3, wish
    assert len(ideas()) >= 64
