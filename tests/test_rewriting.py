"""Alone with a KPI: the critic beside the text, the rewrite coach below it, and the handbook."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from kpi_workshop.content import Problem, text
from kpi_workshop.ui.rewriting import rewriting
from tests.people import LAPTOP, PHONE, Person
from tests.serving_fixtures import RunningServer

_PATIENCE = 30_000


@pytest.fixture(scope="module")
def running(servers: Callable[..., RunningServer]) -> RunningServer:
    one = servers(pool={"coach": 1})
    one.start()
    return one


@pytest.fixture(params=[("en", LAPTOP), ("vi", PHONE)], ids=["en-laptop", "vi-phone"])
def learner(request: Any, running: RunningServer, chromium: Browser) -> Iterator[Learner]:
    language, size = request.param
    one = Learner(chromium, running.url, size, f"{language}-{language.upper()}")
    one.language = language
    one.open("/coach")
    expect(one.area).to_be_visible(timeout=_PATIENCE)
    yield one
    assert one.errors == []
    assert one.foreign == []
    one.close()


class Learner(Person):
    """Somebody who reads one KPI closely."""

    language = "en"

    @property
    def area(self) -> Any:
        return self.page.locator(".write textarea")

    @property
    def question(self) -> Any:
        return self.page.locator(".rewriter form label")

    @property
    def draft(self) -> Any:
        return self.page.locator(".draft")

    def say(self, key: str, **values: object) -> str:
        return text(key, self.language, **values)

    def press(self, key: str) -> None:
        self.page.get_by_role("button", name=self.say(f"ui.{key}"), exact=True).first.click()

    def write(self, words: str) -> None:
        self.area.click()
        self.page.keyboard.type(words)

    def tag(self, rule: str) -> Any:
        return self.page.locator("button.tag", has_text=self.say(f"critic.{rule}.chip"))


SALES = {"en": "Increase sales by 50%", "vi": "Tăng doanh số 50%"}
TODAY = {"en": "120 orders a week", "vi": "120 đơn mỗi tuần"}


@pytest.mark.browser
def test_what_is_found_stands_beside_the_text_and_takes_nothing_from_the_writer(learner: Learner) -> None:
    learner.write(SALES[learner.language])
    expect(learner.tag("unsupported-leap")).to_be_visible(timeout=_PATIENCE)
    expect(learner.page.locator(".mirror mark").first).to_be_visible()
    expect(learner.area).to_be_focused()
    learner.page.keyboard.type("!")
    expect(learner.area).to_have_value(f"{SALES[learner.language]}!")
    # Read aloud after a pause: the question that matters most.
    expect(learner.page.locator(".coach [role=status]")).to_have_text(
        learner.say("critic.unsupported-leap.question"), timeout=_PATIENCE
    )


OVERLAPPING = {
    "en": "Double sales and answer 100% of calls or lose the bonus",
    "vi": "Tăng gấp đôi doanh số và trả lời 100% cuộc gọi, không đạt thì trừ lương",
}
MARKS = {
    "en": "must: Double|should: answer |should: 100%|should:  of calls |must: or lose|should:  the bonus",
    "vi": "must: Tăng gấp đôi|should: trả lời |should: 100%|should:  cuộc gọi|must: trừ lương",
}


@pytest.mark.browser
def test_where_findings_overlap_the_more_severe_one_is_marked(learner: Learner) -> None:
    learner.write(OVERLAPPING[learner.language])
    marks = learner.page.locator(".mirror mark")
    expected = MARKS[learner.language]
    expect(marks).to_have_count(expected.count("|") + 1, timeout=_PATIENCE)
    assert expected == marks.evaluate_all(
        "all => all.map(one => `${one.className}: ${one.textContent}`).join('|')"
    )
    expect(learner.page.locator(".mirror")).to_have_text(OVERLAPPING[learner.language])


MANY = {
    "en": "Each rep must improve service and always smile, or lose the bonus",
    "vi": "Mỗi nhân viên phải nâng cao chất lượng phục vụ và luôn tươi cười, nếu không sẽ bị cắt thưởng",
}


@pytest.mark.browser
def test_three_findings_are_shown_first_and_the_others_on_demand(learner: Learner) -> None:
    learner.write(MANY[learner.language])
    tags = learner.page.locator("button.tag.must, button.tag.should, button.tag.consider")
    expect(tags).to_have_count(3, timeout=_PATIENCE)
    learner.page.locator("button.tag.quiet").click()
    expect(learner.tag("imposed-wording")).to_be_visible()
    assert tags.count() > 3


@pytest.mark.browser
def test_a_finding_that_is_meant_so_is_left_alone_until_it_is_asked_for_again(learner: Learner) -> None:
    learner.write(SALES[learner.language])
    learner.tag("missing-timeframe").click()
    learner.press("meant_so")
    learner.page.get_by_label(learner.say("ui.meant_why")).fill("=1+1 <b>plan</b>")
    learner.press("meant_keep")
    expect(learner.tag("missing-timeframe")).to_have_count(0)
    expect(learner.tag("unsupported-leap")).to_be_visible()
    learner.page.reload()
    learner.sees("=1+1 <b>plan</b>")
    expect(learner.tag("unsupported-leap")).to_be_visible(timeout=_PATIENCE)
    expect(learner.tag("missing-timeframe")).to_have_count(0)
    learner.press("meant_undo")
    expect(learner.tag("missing-timeframe")).to_be_visible(timeout=_PATIENCE)


@pytest.mark.browser
def test_one_question_at_a_time_leads_to_a_draft_with_visible_blanks(learner: Learner) -> None:
    learner.write(SALES[learner.language])
    learner.press("coach_open")
    expect(learner.question).to_have_text(learner.say("coach.rewrite.question.baseline.ask"))
    expect(learner.page.locator(".draft .blank").first).to_be_visible()
    learner.page.locator(".rewriter form input").fill(TODAY[learner.language])
    learner.page.keyboard.press("Enter")
    expect(learner.draft).to_contain_text(TODAY[learner.language])
    expect(learner.page.locator(".rewriter form input")).to_be_focused()
    learner.show(f"rewriter-{learner.language}")
    asked = learner.question.inner_text()
    learner.press("coach_skip")
    expect(learner.question).not_to_have_text(asked)
    # A closed browser tab is no reason to begin anew.
    learner.page.reload()
    expect(learner.draft).to_contain_text(TODAY[learner.language], timeout=_PATIENCE)
    written = learner.draft.inner_text()
    learner.press("coach_use")
    expect(learner.area).to_have_value(written)
    assert "[" in written
    assert "50%" in written


@pytest.mark.browser
def test_a_blank_can_be_chosen_and_an_answer_given_anew(learner: Learner) -> None:
    learner.write(SALES[learner.language])
    learner.press("coach_open")
    learner.page.locator(".rewriter form input").fill("99")
    learner.page.keyboard.press("Enter")
    expect(learner.draft).to_contain_text("99")
    learner.page.locator("summary", has_text=learner.say("ui.coach_answers")).click()
    learner.press("coach_change")
    expect(learner.page.locator(".rewriter form input")).to_have_value("99")
    learner.page.locator(".rewriter form input").fill("98")
    learner.page.keyboard.press("Enter")
    expect(learner.draft).to_contain_text("98")
    blank = learner.page.locator("button.blank").last
    blank.click()
    expect(learner.page.locator(".rewriter form input")).to_be_focused()


@pytest.mark.browser
def test_the_handbook_is_a_page(learner: Learner) -> None:
    learner.write(SALES[learner.language])
    learner.tag("unsupported-leap").click()
    with learner.context.expect_page() as opened:
        learner.page.get_by_role("link", name=learner.say("ui.handbook")).click()
    page = opened.value
    expect(page.locator("#unsupported-leap")).to_be_in_viewport()
    expect(page.locator("html")).to_have_attribute("lang", learner.language)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    other = {"en": "vi", "vi": "en"}[learner.language]
    page.locator(f"a[hreflang={other}]").click()
    expect(page.locator("html")).to_have_attribute("lang", other)
    answer = page.goto(f"{learner.url}/rules/fr")
    assert answer is not None
    assert answer.status == 404


@pytest.mark.parametrize(
    ("kept", "key"),
    [
        (None, "session.not-understood"),
        ([], "session.not-understood"),
        ({}, "session.not-understood"),
        ({"statement": 5}, "session.not-understood"),
        ({"statement": "Sales", "answers": ["5"]}, "session.not-understood"),
        ({"statement": "Sales", "answers": {"baseline": 5}}, "session.not-understood"),
        ({"statement": "Sales", "skipped": "baseline"}, "session.not-understood"),
        ({"statement": "S" * 1001}, "session.too-long"),
        ({"statement": "Sales", "answers": {"baseline": "S" * 1001}}, "session.too-long"),
        ({"statement": "Sales", "answers": {str(n): "x" for n in range(41)}}, "session.not-understood"),
    ],
)
def test_a_dialogue_that_is_none_is_refused(kept: object, key: str) -> None:
    with pytest.raises(Problem) as refused:
        rewriting(kept, "en")
    assert refused.value.key == key


@pytest.mark.parametrize("language", ["en", "vi"])
def test_every_slot_of_a_draft_has_its_question(language: str) -> None:
    shown = rewriting({"statement": SALES[language], "answers": {"baseline": "7"}}, language)
    assert {blank["slot"] for draft in shown["drafts"] for blank in draft["blanks"]} <= set(shown["asked"])
    assert shown["asked"]["baseline"]["text"] == text("coach.rewrite.question.baseline.ask", language)
    assert set(shown["shapes"]) >= {draft["shape"] for draft in shown["drafts"]}
