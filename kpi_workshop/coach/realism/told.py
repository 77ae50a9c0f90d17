"""An outlook in plain words, and ready for JSON."""

from __future__ import annotations

from typing import Any

from kpi_workshop import content, entries
from kpi_workshop.coach.realism.outlook import LEAST_PERIODS, Chance, Outlook, Step
from kpi_workshop.coach.realism.wording import amount, tenths, with_unit

SOURCES = ("hoeting-et-al-1999", "goldberger-1962", "harville-1974", "box-cox-1964", "wheeler-1993")
_RARE = 0.05


class Told:
    """What an outlook says, in one language."""

    def __init__(self, outlook: Outlook, language: str):
        self.outlook = outlook
        self._language = language
        rhythm = outlook.series.calendar.rhythm
        self._fields: dict[str, object] = {
            "person": outlook.series.person,
            "count": len(outlook.series.frame),
            "unit": content.text(f"realism.unit.{rhythm}", language),
            "units": content.text(f"realism.units.{rhythm}", language),
            "label": self.label(1),
        }

    def say(self, key: str, **fields: object) -> str:
        """A sentence of `data/texts/*/realism.toml`, with what is always known filled in."""
        return content.text(f"realism.{key}", self._language, **self._fields, **fields)

    def label(self, ahead: int) -> str:
        """The name of a period after the last one."""
        return self.outlook.series.label(ahead, self._language)

    def level(self, value: float) -> str:
        """A level with its unit, rounded to what means something."""
        return with_unit(amount(value, self._language, self.outlook.step), self.outlook.series.unit)

    def period(self, index: int) -> str:
        """The name of a period by its number."""
        return self.outlook.series.calendar.label(index, self._language)

    def short(self, index: int) -> str:
        """The same in as few letters as possible."""
        return self.outlook.series.calendar.short(index, self._language)

    def heading(self) -> str:
        """Whose history it is, and how long."""
        return self.say("say.heading" if self.outlook.series.person else "say.heading-nobody")

    def lines(self) -> list[str]:
        """Everything but the path, a thought a line, the most useful first."""
        if not self.outlook.enough:
            return self._too_little()
        return [*self.chance(), *self.expected(), *self.behind()]

    def shortly(self) -> list[str]:
        """The chance, the range and the steps, for several people below each other."""
        if not self.outlook.enough:
            return self._too_little()
        return [*self.chance()[:1], self.expected()[-1], *map(self.step, self.outlook.path)]

    def credits(self) -> str:
        """The method and its sources, in one paragraph."""
        citations = "; ".join(source["citation"] for source in self.sources())
        return content.text("realism.method.sources", self._language, method=self.method(), sources=citations)

    def chance(self) -> list[str]:
        """How likely the target is, how sure that is, and what follows from it."""
        chance = self.outlook.chance
        if chance is None:
            return []
        target = self.level_asked(chance.target)
        key = {True: "chance-rare", False: "chance"}[chance.probability < _RARE]
        key = "chance-sure" if chance.probability > 1 - _RARE else key
        return [
            self.say(f"say.{key}", target=target, tenths=tenths(chance.probability)),
            self._doubt(chance),
            self.say(f"verdict.{chance.verdict}"),
        ]

    def _doubt(self, chance: Chance) -> str:
        low, high = round(chance.low * 10), round(chance.high * 10)
        return self.say("say.doubt", low=low, high=high) if low < high else self.say("say.doubt-little")

    def expected(self) -> list[str]:
        """Where the history stands, what comes next, and the range."""
        told = self.outlook
        assert told.interval
        assert told.range
        low, high = told.interval
        return [
            self.say("say.now", baseline=self.level(told.baseline)),
            self.say("say.next", low=self.level(low), high=self.level(high)),
            self.say(
                "say.range",
                commit=self.level(told.range.commit),
                target=self.level(told.range.target),
                stretch=self.level(told.range.stretch),
            ),
        ]

    def behind(self) -> list[str]:
        """Trend, seasons, natural limits, and what stood out."""
        told = self.outlook
        lines = []
        if told.trend is not None:
            change = self._change(abs(told.trend))
            lines.append(self.say("say.rising" if told.trend > 0 else "say.falling", change=change))
            lines.append(self.say("say.improving" if told.improving else "say.worsening"))
        if told.season:
            places = (told.season.high, told.season.low)
            high, low = (told.series.calendar.phase_label(place, self._language) for place in places)
            lines.append(self.say("say.season", high=high, low=low))
        if told.limits:
            lines += self._steady()
        if told.limits and told.wandered_from is None:
            low, high = self.level(told.limits.low), self.level(told.limits.high)
            key = "say.limits-season" if told.season else "say.limits"
            lines.append(self.say(key, low=low, high=high))
        if told.unusual and told.wandered_from is None:
            labels = [told.series.calendar.label(index, self._language) for index in told.unusual]
            lines.append(self.say("say.unusual", periods=", ".join(labels)))
        return lines

    def _change(self, size: float) -> str:
        number = amount(size, self._language, self.outlook.step / 10)
        if self.outlook.series.unit.startswith("%"):
            return content.text("realism.say.points", self._language, number=number)
        return with_unit(number, self.outlook.series.unit)

    def _steady(self) -> list[str]:
        """What can be said where there is neither a trend nor a season to speak of."""
        told = self.outlook
        if told.trend is not None or told.season:
            return []
        if told.wandered_from is None:
            return [self.say("say.steady")]
        before, now = self.level(told.wandered_from), self.level(told.baseline)
        return [self.say("say.wandering", before=before, now=now)]

    def path(self) -> list[str]:
        """The growth path: its heading, its steps, and where on it the target lies."""
        told = self.outlook
        if not told.path:
            return []
        return [self.say("say.path"), *map(self.step, told.path), *self.away()]

    def step(self, step: Step) -> str:
        """One step of the path."""
        return content.text(
            "realism.say.step",
            self._language,
            label=self.label(step.ahead),
            level=self.level(step.level),
            unchanged=self.level(step.unchanged),
        )

    def away(self) -> list[str]:
        """How far away the target is on the growth path."""
        chance = self.outlook.chance
        if chance is None or self.outlook.season:
            return []
        target = self.level_asked(chance.target)
        if chance.periods_away is None:
            return [self.say("say.away-far", target=target)]
        key = "say.away" if chance.periods_away else "say.away-now"
        return [self.say(key, target=target, periods=chance.periods_away)]

    def level_asked(self, target: float) -> str:
        """The target as it was typed, not rounded away."""
        exact = min(self.outlook.step, 10.0 ** -next((d for d in range(7) if _is_round(target, d)), 6))
        large = next((size for size in (1e9, 1e6) if abs(target) >= size and _is_round(target / size, 3)), 0)
        step = large / 1000 if large else exact
        return with_unit(amount(target, self._language, step), self.outlook.series.unit)

    def _too_little(self) -> list[str]:
        told = self.outlook
        values, count = told.series.frame["value"], len(told.series.frame)
        why = self.say(f"why.{told.why}", least=LEAST_PERIODS)
        so_far = self.say("why.so-far", low=self.level(values.min()), high=self.level(values.max()))
        if told.why == "few-periods":
            return [why, so_far, self.say("why.until-then", more=LEAST_PERIODS - count)]
        return [why, so_far, self.say("why.until-then-other")]

    def method(self) -> str:
        """How it was calculated."""
        keys = ("interval", "limits", "range")
        return " ".join(content.text(f"realism.method.{key}", self._language) for key in keys)

    def sources(self) -> list[dict[str, str]]:
        """What the methods are from: `id`, `citation`, and `about`, one sentence of what it carries."""
        known, words = entries.structure("sources"), entries.words("sources", self._language)
        return [
            {"id": source, "citation": known[source].text("citation"), "about": words[source].text("about")}
            for source in SOURCES
        ]

    def as_dict(self) -> dict[str, Any]:
        """JSON-ready: the figures, then the words about them."""
        told = self.outlook
        chance = told.chance
        return {
            "person": told.series.person,
            "periods": len(told.series.frame),
            "rhythm": told.series.calendar.rhythm,
            "unit": told.series.unit,
            "next": self.label(1),
            "lower_is_better": told.lower_is_better,
            "enough_data": told.enough,
            "baseline": self._rounded(told.baseline),
            "target": chance.target if chance else None,
            "probability": round(chance.probability, 3) if chance else None,
            "probability80": [round(chance.low, 3), round(chance.high, 3)] if chance else None,
            "verdict": chance.verdict if chance else None,
            "periods_away": chance.periods_away if chance else None,
            "interval80": [self._rounded(end) for end in told.interval] if told.interval else None,
            "range": {
                name: self._rounded(getattr(told.range, name)) if told.range else None
                for name in ("commit", "target", "stretch")
            },
            "natural_limits": [self._rounded(told.limits.low), self._rounded(told.limits.high)]
            if told.limits
            else None,
            "unusual": [told.series.calendar.label(index, self._language) for index in told.unusual],
            "trend": {"seen": told.trend is not None, "per_period": self._rounded(told.trend or 0.0)},
            "seasonality": self._season(),
            "path": [
                {
                    "period": self.label(step.ahead),
                    "level": self._rounded(step.level),
                    "unchanged": self._rounded(step.unchanged),
                }
                for step in told.path
            ],
            "advice": self.lines(),
            "method": self.method(),
            "source": [source["citation"] for source in self.sources()],
        }

    def _season(self) -> dict[str, Any]:
        season, calendar = self.outlook.season, self.outlook.series.calendar
        effects = {
            calendar.phase_label(place, self._language): self._rounded(effect)
            for place, effect in enumerate(season.effects if season else ())
        }
        return {"seen": season is not None, "effects": effects}

    def _rounded(self, value: float) -> float:
        """A hundred times finer than what is said in words: for whoever calculates on."""
        step = self.outlook.step / 100
        rounded = float(f"{round(value / step) * step:.12g}")
        return 0.0 if rounded == 0 else rounded


def _is_round(value: float, decimals: int) -> bool:
    return abs(value - round(value, decimals)) <= 1e-9 * max(abs(value), 1.0)
