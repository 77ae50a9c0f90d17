"""The check-in coach: what it asks, what it makes of a few values, and when a KPI still fits."""

from __future__ import annotations

import datetime as dt
import doctest
import itertools

import pytest

from kpi_workshop import content
from kpi_workshop.coach import checkin
from kpi_workshop.coach.checkin import QUESTIONS, SETTINGS, Change, Note, Support, guide, progress, relevance
from kpi_workshop.coach.checkin.progress import LEAST_FOR_TREND, _chance
from kpi_workshop.coach.checkin.rhythm import dates, next_after
from kpi_workshop.content import Problem
from kpi_workshop.kpi import RHYTHMS, Kpi

DEALS = Kpi(
    id="k1",
    text="Close 5 deals a month with new customers",
    baseline="3 deals a month",
    target="5 deals a month",
    purpose="Growth that customers stay for",
    counter_measure="8 of 10 new customers are content",
    recognition=("A story in the Monday round",),
    review_date="2027-06-30",
    rhythm="biweekly",
)
RETURNS = Kpi(id="k2", text="Tỷ lệ hoàn hàng", baseline="5,2%", target="dưới 3%")
TODAY = dt.date(2027, 2, 5)


def noted(*values: str, start: dt.date = dt.date(2027, 1, 1)) -> list[Note]:
    """A note a week, each with a value."""
    days = [(start + dt.timedelta(weeks=number)).isoformat() for number in range(len(values))]
    return [Note(id=day, date=day, value=value) for value, day in zip(values, days, strict=True)]


def asked(kpi: Kpi, notes: list[Note], **how: object) -> dict[str, list[str]]:
    """Section → ids of its questions."""
    talk = guide(kpi, notes, **{"on": TODAY, **how})  # type: ignore[arg-type]
    return {section.id: [question.id for question in section.questions] for section in talk.sections}


def test_the_example_of_the_package_is_so() -> None:
    assert doctest.testmod(checkin).failed == 0


# Progress


@pytest.mark.parametrize(
    ("kpi", "values", "band", "place", "trend"),
    [
        (DEALS, [], None, "", ""),
        (DEALS, ["3", "3.5"], None, "", ""),
        (DEALS, ["3", "3.5", "4"], (3, 4), "start", ""),
        (DEALS, ["3.2", "3.4", "3.6", "4.2"], (3.4, 3.8), "under-way", "toward"),
        (DEALS, ["5", "4", "3", "2.5"], (2, 4), "start", "away"),
        (DEALS, ["2.5", "2.4", "2.3", "2.2"], (2.2, 2.4), "behind", "away"),
        (DEALS, ["3", "5", "2", "4", "3"], (1, 5), "wide", "unclear"),
        (DEALS, ["5", "5.2", "5.1", "5.4"], (5.0, 5.4), "there", "unclear"),
        (DEALS, ["4.8", "4.9", "4.7", "4.6"], (4.6, 4.8), "near", "unclear"),
        (DEALS, ["4 deals", "4 deals a month", "4", "4"], (4, 4), "under-way", "steady"),
        (RETURNS, ["5", "4,8%", "4.1", "3,9"], (3.9, 4.3), "under-way", "toward"),
        (RETURNS, ["3", "2,9%", "2,8", "2,7"], (2.7, 2.9), "there", "toward"),
    ],
)
def test_progress_is_a_band_and_a_direction(
    kpi: Kpi, values: list[str], band: tuple[float, float] | None, place: str, trend: str
) -> None:
    found = progress(kpi, noted(*values))
    assert found.band == (pytest.approx(band) if band else None)
    assert (found.place, found.trend) == (place, trend)


def test_one_odd_value_throws_nothing_off() -> None:
    calm = progress(DEALS, noted("3.2", "3.4", "3.6", "3.8", "4", "4.2"))
    odd = progress(DEALS, noted("3.2", "3.4", "360", "3.8", "4", "4.2"))
    assert odd.band == calm.band == (3.8, 4.2)
    assert odd.place == calm.place == "under-way"


@pytest.mark.parametrize("count", range(2, 8))
def test_the_chance_of_an_order_is_exact(count: int) -> None:
    scores = [
        sum((later > earlier) - (later < earlier) for earlier, later in itertools.combinations(order, 2))
        for order in itertools.permutations(range(count))
    ]
    for score in range(count * (count - 1) // 2 + 1):
        expected = sum(abs(one) >= score for one in scores) / len(scores)
        assert _chance(count, score) == pytest.approx(expected)


def test_three_values_are_never_a_direction_and_random_ones_seldom() -> None:
    assert _chance(LEAST_FOR_TREND - 1, 3) > 0.1
    told = [
        progress(DEALS, noted(*map(str, order))).trend in ("toward", "away")
        for order in itertools.permutations((3.1, 3.2, 3.3, 3.4, 3.5))
    ]
    assert 0 < sum(told) / len(told) <= 0.1


@pytest.mark.parametrize("value", ["fine", "61%", "2027", "5 min 40 s", "3 a week", "+20%", "4 | 5"])
def test_what_is_no_level_of_the_kpi_is_kept_but_left_out(value: str) -> None:
    found = progress(DEALS, noted("3", value))
    assert [point.said for point in found.points] == ["3", value]
    assert found.levels == (3,)
    assert content.text("checkin_guide.progress.left_out", "en", count=1) in found.as_dict("en")["sentences"]


def test_a_bare_number_is_not_taken_for_millions() -> None:
    money = Kpi(id="k", text="500 triệu VND mỗi tháng", baseline="380 triệu", target="500 triệu")
    found = progress(money, noted("390 triệu", "410 triệu", "430", "405 triệu"))
    assert found.levels == (390e6, 410e6, 405e6)
    assert found.as_dict("vi")["band_text"] == "392 đến 418 triệu"
    assert found.as_dict("en")["band_text"] == "392 to 418 million"


def test_the_last_value_of_a_day_counts_and_values_of_another_measure_do_not() -> None:
    notes = [
        *noted("300", "310"),
        *noted("3", "3.5", start=dt.date(2027, 2, 1)),
        *noted("4", start=dt.date(2027, 2, 8)),
    ]
    assert progress(DEALS, notes, since="2027-02-01").levels == (3, 4)


def test_without_a_start_nothing_is_said_about_the_way() -> None:
    found = progress(Kpi(id="k", text="Repeat orders a week", target="50"), noted("41", "42", "43", "44"))
    assert (found.way, found.place) == (None, "")
    assert content.text("checkin_guide.progress.no_start", "en") in found.as_dict("en")["sentences"]


@pytest.mark.parametrize("language", content.languages())
def test_figures_are_written_as_in_the_language(language: str) -> None:
    found = progress(RETURNS, noted("4,25", "4,5", "4,75", "5"))
    assert found.as_dict(language)["band_text"] == {"en": "4.5% to 5%", "vi": "4,5% đến 5%"}[language]


def test_progress_is_never_passed_or_failed() -> None:
    for language, words in {
        "en": ("pass", "fail", "score", "%"),
        "vi": ("không đạt", "thất bại", "điểm số", "%"),
    }.items():
        for key, text in content.section("checkin_guide.progress", language).items():
            assert not any(word in text.lower() for word in words), key


# Does it still fit?

FINE = {question: next(iter(answers)) for question, answers in QUESTIONS.items()}


def test_a_kpi_fits_when_the_missions_questions_say_so() -> None:
    assert relevance(FINE).outcome == "fits"
    assert relevance({"purpose": "needed", "reach": "stretching", "motivation": "moves"}).outcome == "fits"
    assert relevance({"purpose": "needed", "influence": "ours", "harm": "none"}).outcome == ""
    assert relevance({}).outcome == ""


@pytest.mark.parametrize(
    ("question", "answer"),
    [(question, answer) for question, answers in QUESTIONS.items() for answer in list(answers)[1:]],
)
def test_each_doubt_brings_its_reason(question: str, answer: str) -> None:
    found = relevance({**FINE, question: answer})
    assert found.outcome == ("retire" if answer == "gone" else "adjust")
    assert [(reason.question, reason.answer) for reason in found.reasons] == [(question, answer)]
    words = {language: found.reasons[0].text(language) for language in content.languages()}
    assert len(set(words.values())) == len(words)


def test_one_doubt_among_many_good_answers_is_not_outvoted() -> None:
    assert relevance({**FINE, "harm": "some"}).outcome == "adjust"
    assert relevance({**FINE, "purpose": "gone", "reach": "easy"}).outcome == "retire"
    assert all(type(value) is not int for value in relevance(FINE).as_dict("en").values())


@pytest.mark.parametrize("answers", [{"purpose": "perhaps"}, {"person": "lazy"}])
def test_an_answer_that_there_is_not_is_refused(answers: dict[str, str]) -> None:
    with pytest.raises(Problem) as problem:
        relevance(answers)
    assert problem.value.key == "checkin.unknown-answer"


# When


def test_check_ins_follow_the_rhythm_until_the_review() -> None:
    friday = dt.date(2026, 12, 18)
    fortnights = list(dates(friday, "biweekly", dt.date(2027, 1, 29)))
    assert fortnights == [dt.date(2027, 1, 1), dt.date(2027, 1, 15)]
    months = itertools.islice(dates(friday, "monthly", dt.date(2028, 1, 1)), 3)
    assert list(months) == [dt.date(2027, 1, 15), dt.date(2027, 2, 19), dt.date(2027, 3, 19)]
    assert len(list(dates(friday, "weekly"))) == 6


@pytest.mark.parametrize("rhythm", RHYTHMS)
@pytest.mark.parametrize("agreed", [dt.date(2027, 1, 29), dt.date(2026, 12, 31), dt.date(2028, 2, 29)])
def test_check_ins_stay_on_their_weekday(agreed: dt.date, rhythm: str) -> None:
    found = list(itertools.islice(dates(agreed, rhythm, dt.date(2040, 1, 1)), 12))  # type: ignore[arg-type]
    assert {date.weekday() for date in found} == {agreed.weekday()}
    assert found == sorted(set(found))
    assert found[0] > agreed


def test_the_next_date_is_a_check_in_then_the_review_then_the_rhythm_goes_on() -> None:
    agreed, review = dt.date(2027, 1, 4), dt.date(2027, 1, 20)
    found = [next_after(day, agreed, "weekly", review) for day in (agreed, dt.date(2027, 1, 18), review)]
    assert found == [dt.date(2027, 1, 11), review, dt.date(2027, 1, 27)]


# The guide


def test_the_first_talk_knows_the_record() -> None:
    assert asked(DEALS, []) == {
        "look-back": ["first"],
        "progress": ["progress", "purpose", "counter", "support"],
        "relevance": ["still"],
        "adjust": ["adjust"],
        "recognition": ["recognise", "planned"],
        "close": ["next"],
    }
    learning = Kpi.from_dict({**DEALS.as_dict(), "growth": "Lan leads the first visits"})
    assert asked(learning, [])["progress"] == ["progress", "purpose", "counter", "growth", "support"]
    bare = asked(Kpi(id="k", text="300 calls a day"), [])
    assert bare["progress"] == ["progress", "baseline", "support"]
    assert bare["adjust"] == ["adjust", "review-none"]
    assert bare["recognition"] == ["recognise"]


def test_what_was_promised_comes_back_until_it_is_settled() -> None:
    promise = Support(
        id="s1", asked="Time for visits", promised="Two free mornings", who="Đức", since="2027-01-29"
    )
    done = Support(id="s2", promised="A phone", who="Lan", outcome="kept")
    asking = Support(id="s3", asked="A seat in the CRM")
    last = Note(id="n", date="2027-01-29", value="3", progress="two visits", support=(promise, done, asking))
    talk = guide(DEALS, [last], on=TODAY)
    assert asked(DEALS, [last])["look-back"] == ["promise", "asked", "last"]
    told = [question.text("en") for question in talk.sections[0].questions]
    assert told[0] == "Đức promised: “Two free mornings”. Where does it stand, and does it still help?"
    assert "29 January 2027" in told[2]
    assert "3 · two visits" in told[2]
    assert talk.open == (promise, asking)


@pytest.mark.parametrize(
    ("values", "question", "check"),
    [
        (["3.2", "3.4", "3.6", "4.2"], None, False),
        (["5", "5.2", "5.1", "5.4"], "there", True),
        (["4.5", "4.4", "4.2", "4"], "away", True),
        (["3.5", "4.5", "3.2", "4", "3.6"], "unclear", False),
    ],
)
def test_the_values_give_cause_to_ask(values: list[str], question: str | None, check: bool) -> None:
    talk = guide(DEALS, noted(*values, start=TODAY - dt.timedelta(weeks=1)), on=TODAY)
    found = {one.id for one in talk.sections[1].questions}
    assert found & {"there", "away", "unclear"} == ({question} if question else set())
    assert talk.check_relevance is check


def test_relevance_is_asked_anew_every_fourth_week() -> None:
    fresh = Note(id="n", date="2027-01-15", checks=FINE, fit="fits")
    older = Note(id="m", date="2027-01-08", checks=FINE, fit="fits")
    assert not guide(DEALS, [fresh], on=TODAY).check_relevance
    assert guide(DEALS, [older], on=TODAY).check_relevance
    assert not guide(DEALS, noted("3", start=dt.date(2027, 1, 29)), on=TODAY).check_relevance


@pytest.mark.parametrize(
    ("review", "question"),
    [
        ("2027-02-10", "review-soon"),
        ("2027-02-01", "review-past"),
        ("next spring", "review-none"),
        ("2027-06-30", None),
    ],
)
def test_the_review_date_is_spoken_of_in_time(review: str, question: str | None) -> None:
    kpi = Kpi.from_dict({**DEALS.as_dict(), "review_date": review})
    assert asked(kpi, [])["adjust"] == (["adjust", question] if question else ["adjust"])
    assert guide(kpi, on=TODAY).check_relevance is (question in ("review-soon", "review-past"))


def test_what_was_to_be_changed_is_asked_about() -> None:
    last = Note(id="n", date="2027-01-29", fit="adjust", reason="The region has fewer customers")
    assert asked(DEALS, [last])["look-back"] == ["undecided"]


def test_values_of_an_older_measure_are_not_compared() -> None:
    change = Change(date="2027-01-20", before={"measure": ""}, after={"measure": "signed"}, reason="clearer")
    talk = guide(DEALS, noted("300", "310", "305", "3", "3.5"), on=TODAY, changes=[change])
    assert talk.progress.levels == (3, 3.5)


@pytest.mark.parametrize("rhythm", RHYTHMS)
@pytest.mark.parametrize("check", [False, True])
def test_the_minutes_are_those_of_the_rhythm(rhythm: str, check: bool) -> None:
    notes = [Note(id="n", date="2026-06-01" if check else "2027-02-01", fit="fits")]
    talk = guide(DEALS, notes, on=TODAY, rhythm=rhythm)  # type: ignore[arg-type]
    assert talk.check_relevance is check
    assert talk.minutes == {"weekly": 15, "biweekly": 20, "monthly": 30, "quarterly": 45}[rhythm]
    assert all(section.minutes > 0 for section in talk.sections)


@pytest.mark.parametrize("setting", SETTINGS)
@pytest.mark.parametrize("language", content.languages())
def test_the_guide_speaks_both_languages_in_both_settings(language: str, setting: str) -> None:
    notes = noted("3", "3.5", "fine", "4")
    shown = guide(DEALS, notes, on=TODAY, setting=setting).as_dict(language)  # type: ignore[arg-type]
    assert shown["tips"][0] == content.text(f"checkin_guide.tips.{setting}", language)
    mission = content.text("checkin_guide.ask.progress", language)
    assert mission in [question["text"] for question in shown["sections"][1]["questions"]]
    assert {one["id"] for one in shown["relevance"]} == set(QUESTIONS)
    assert len(shown["progress"]["values"]) == len(notes)


def test_words_of_people_are_quoted_as_they_are() -> None:
    kpi = Kpi(id="k", text="x", purpose="{date} <b>" + "a" * 500)
    (said,) = (q.text("en") for q in guide(kpi, on=TODAY).sections[1].questions if q.id == "purpose")
    assert "{date} <b>aaa" in said
    assert len(said) < 250
