"""The form in which a facilitator prepares a session: agenda, language, and the team's own KPIs."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from typing import Any

import ipywidgets as widgets

from kpi_workshop import content
from kpi_workshop.content import Problem
from kpi_workshop.critic import LACKED_BY_ALL, Finding, critique_set
from kpi_workshop.export.wording import field_name
from kpi_workshop.kpi import Kpi
from kpi_workshop.session.agenda import agendas, structure, summary_of, title_of
from kpi_workshop.session.decide import MOST_KPIS, Opening
from kpi_workshop.sheet import Sheet, examples, read_sheet
from kpi_workshop.ui.desk import DeskPage
from kpi_workshop.ui.picker import SheetPicker

_SOURCES = ("sheet", "example", "typed")
_MOST_SHOWN = 3


class PrepareForm:
    """Plain form fields, in the order in which a facilitator decides. The desk opens the session."""

    def __init__(self, desk: DeskPage) -> None:
        self._desk = desk
        self._kpis: tuple[Kpi, ...] = ()
        self._keeping = False  # not while the form is built or filled in again
        self._spoken = desk.language
        self._title = widgets.Text(continuous_update=True)
        self._agenda = widgets.RadioButtons()
        self._summary = widgets.Label()
        self._language = widgets.ToggleButtons(options=_language_options(), value=desk.language)
        self._source = widgets.ToggleButtons()
        self._picker = SheetPicker()
        self._example = widgets.Dropdown()
        self._typed = widgets.Textarea(rows=5)
        self._columns = widgets.Label()
        self._notes = widgets.VBox()
        self._choices = widgets.VBox()
        self._whole = widgets.VBox()
        self._message = widgets.Label()
        self._open = widgets.Button(button_style="primary")
        self._headings = [widgets.Label() for _ in range(4)]
        self._dress()
        self.speak(desk.language)
        self._listen()
        self.box = widgets.VBox(self._fields())
        self.box.add_class("kw-form")
        self._show_source()
        self._keeping = True

    def _fields(self) -> list[widgets.Widget]:
        about, kpis, chosen, whole = self._headings
        return [
            about,
            self._title,
            self._agenda,
            self._summary,
            self._language,
            kpis,
            self._source,
            self._picker,
            self._example,
            self._typed,
            self._columns,
            self._notes,
            chosen,
            self._choices,
            whole,
            self._whole,
            self._message,
            self._open,
        ]

    def _dress(self) -> None:
        for heading in self._headings:
            heading.add_class("kw-heading")
        self._summary.add_class("kw-soft")
        self._columns.add_class("kw-soft")
        self._message.add_class("kw-error")
        self._choices.add_class("kw-choices")
        self._notes.add_class("kw-notes")
        self._whole.add_class("kw-whole")

    def _listen(self) -> None:
        self._agenda.observe(self._show_summary, "value")
        self._source.observe(self._show_source, "value")
        self._example.observe(self._read_example, "value")
        self._typed.observe(self._read_typed, "value")
        self._picker.on_file = self._read_file
        self._open.on_click(self._open_session)
        for field in (self._title, self._agenda, self._language):  # the others lead to `_offer`, which keeps
            field.observe(self._keep, "value")
        self._desk.on_language = self.speak
        self._desk.on_kept = self.restore
        self._desk.observe(self._show_or_hide, "view")

    def speak(self, language: str) -> None:
        """Show the form in another language; nothing that was filled in changes."""
        say = _words(language)
        self._title.description = say("title")
        self._title.placeholder = say("title_example")
        self._agenda.description = say("agenda")
        _relabel(self._agenda, [(_agenda_label(agenda, language), agenda) for agenda in agendas()])
        _name_buttons(self._language, say("language"))
        if self._language.value == self._spoken:  # the charter's language follows until somebody chooses
            self._language.value = language
        self._spoken = language
        _relabel(self._source, [(say(f"source_{source}"), source) for source in _SOURCES])
        _name_buttons(self._source, say("source"))
        self._example.description = say("example")
        _relabel(self._example, [(say("choose_example"), ""), *_example_options(language)])
        self._typed.description = say("typed")
        self._typed.placeholder = say("typed_example")
        self._picker.texts = content.section("prepare", language)
        self._open.description = say("open")
        for heading, key in zip(self._headings, ("about", "kpis", "chosen", "whole"), strict=True):
            heading.value = say(key)
        self._show_summary()
        self._show_whole()

    def restore(self, kept: dict[str, Any]) -> None:
        """Fill the form with what this browser kept of it. What no longer fits is left out."""
        self._keeping = False
        for name, field in self._kept_fields().items():
            value = kept.get(name)
            options = getattr(field, "options", None)
            if isinstance(value, str) and (options is None or value in dict(options).values()):
                field.value = value
        sheet = kept.get("sheet")
        if isinstance(sheet, list) and self._source.value == "sheet":
            self._offer(tuple(Kpi.from_dict(kpi) for kpi in sheet if isinstance(kpi, dict)))
        self._keeping = True

    def _kept_fields(self) -> dict[str, Any]:
        return {
            "title": self._title,
            "agenda": self._agenda,
            "language": self._language,
            "source": self._source,
            "example": self._example,
            "typed": self._typed,
        }

    def _keep(self, _change: object = None) -> None:
        if not self._keeping:
            return
        form: dict[str, Any] = {name: field.value for name, field in self._kept_fields().items()}
        if self._source.value == "sheet":
            form["sheet"] = [kpi.as_dict() for kpi in self._kpis]
        self._desk.keep(form)

    def _show_or_hide(self, _change: object = None) -> None:
        idle = self._desk.trusted and self._desk.seat is None
        self.box.layout.display = None if idle else "none"

    def _show_summary(self, _change: object = None) -> None:
        self._summary.value = summary_of(self._agenda.value, self._desk.language)

    def _show_source(self, _change: object = None) -> None:
        fields = {"sheet": self._picker, "example": self._example, "typed": self._typed}
        for source, field in fields.items():
            field.layout.display = None if source == self._source.value else "none"
        self._show_or_hide()
        if self._source.value == "example":
            self._read_example()
        elif self._source.value == "typed":
            self._read_typed()
        else:
            self._offer(())

    def _read_file(self, name: str, data: bytes) -> None:
        try:
            sheet = read_sheet(name, data)
        except Problem as problem:
            self._picker.say(problem.text(self._desk.language), wrong=True)
            return
        self._picker.say(_words(self._desk.language)("read", name=name, count=len(sheet.kpis)))
        self._offer_sheet(sheet)

    def _read_example(self, _change: object = None) -> None:
        chosen = next((example for example in examples() if example.id == self._example.value), None)
        if chosen is None:
            self._offer(())
        else:
            self._offer_sheet(read_sheet(chosen.path.name, chosen.path.read_bytes()))

    def _read_typed(self, _change: object = None) -> None:
        lines = filter(None, map(str.strip, self._typed.value.splitlines()))
        self._offer(tuple(Kpi(id=f"k{number}", text=line) for number, line in enumerate(lines, start=1)))

    def _offer_sheet(self, sheet: Sheet) -> None:
        """List what was read from a sheet, and say how it was read: only people can tell if that is right."""
        language = self._desk.language
        notes = [note.text(language) for note in sheet.notes]
        self._offer(sheet.kpis, columns=_columns_read(sheet, language), notes=notes)

    def _offer(self, kpis: tuple[Kpi, ...], *, columns: str = "", notes: Sequence[str] = ()) -> None:
        """List the KPIs that were found; the first ones are ticked, as many as a session can take."""
        self._kpis = kpis
        self._keep()  # before anything is shown: a kernel that dies right after must not take it along
        self._columns.value = columns
        self._columns.layout.display = None if columns else "none"
        self._notes.children = [widgets.Label(note) for note in notes]
        self._choices.children = [
            widgets.Checkbox(value=number < MOST_KPIS, description=_preview(kpi), indent=False)
            for number, kpi in enumerate(kpis)
        ]
        self._headings[2].layout.display = None if kpis else "none"
        self._show_whole()
        self._message.value = ""

    def _show_whole(self) -> None:
        """What the critic finds in the KPIs side by side: a few questions to take along into the session."""
        language = self._desk.language
        found = critique_set(self._kpis).whole
        lacking = [field_name(finding.field, language) for finding in found if finding.case == LACKED_BY_ALL]
        told: dict[str, list[Finding]] = {}
        for finding in found:
            if finding.case != LACKED_BY_ALL:
                told.setdefault(finding.rule, []).append(finding)
        items = [_item(findings, language) for findings in list(told.values())[:_MOST_SHOWN]]
        if lacking:
            items.append(widgets.Label(_words(language)("lacking", fields=", ".join(lacking))))
        self._whole.children = items
        self._headings[3].layout.display = self._whole.layout.display = None if items else "none"

    def _open_session(self, _button: object) -> None:
        ticked = zip(self._kpis, self._choices.children, strict=True)
        opening = Opening(
            title=self._title.value,
            language=self._language.value,
            agenda=self._agenda.value,
            kpis=[kpi for kpi, choice in ticked if choice.value],
        )
        try:
            self._desk.open_new(opening, secrets.token_hex(8))
        except Problem as problem:
            self._message.value = problem.text(self._desk.language)
        else:
            self._message.value = ""
            self._title.value = ""


def _item(findings: Sequence[Finding], language: str) -> widgets.Widget:
    """Findings of one rule about the whole set: what it is called, what it says, what it asks."""
    chip, question = widgets.Label(findings[0].chip(language)), widgets.Label(findings[0].question(language))
    chip.add_class("kw-chip")
    question.add_class("kw-question")
    return widgets.VBox([chip, *(widgets.Label(finding.message(language)) for finding in findings), question])


def _words(language: str) -> Any:
    return lambda key, **params: content.text(f"prepare.{key}", language, **params)


def _relabel(field: Any, options: list[tuple[str, str]]) -> None:
    """Give a field new labels and keep what was chosen, or choose the first."""
    chosen = field.value
    field.options = options
    values = [value for _, value in options]
    field.value = chosen if chosen in values else values[0]


def _language_options() -> list[tuple[str, str]]:
    return [(content.text("ui.own_name", language), language) for language in content.languages()]


def _agenda_label(agenda: str, language: str) -> str:
    title, minutes = title_of(agenda, language), structure(agenda)["minutes"]
    if str(minutes) in title:
        return title
    return content.text("prepare.agenda_label", language, title=title, minutes=minutes)


def _example_options(language: str) -> list[tuple[str, str]]:
    """Example sheets, those in the page's language first."""
    ordered = sorted(examples(), key=lambda example: example.language != language)
    trades = {example.id: content.text(f"sheet.trades.{example.trade}", language) for example in ordered}
    return [(f"{trades[example.id]} · {example.language.upper()}", example.id) for example in ordered]


def _name_buttons(field: Any, question: str) -> None:
    """Say the question with each answer too: a row of buttons is no group to a screen reader."""
    field.description = question
    field.tooltips = [question] * len(field.options)


def _columns_read(sheet: Sheet, language: str) -> str:
    """Which column was read as what. The running number of a row says nothing about a KPI."""
    say = _words(language)
    names = {"text": content.text("charter.kpi", language), "unit": say("unit")}
    names |= {field: say(field) for field in ("history", "capacity", "involved", "meant_so")}
    read = [
        say("column", field=names.get(field) or field_name(field, language), header=header)
        for field, header in sheet.columns.items()
        if field != "number"
    ]
    return str(say("columns", columns="; ".join(read)))


def _preview(kpi: Kpi) -> str:
    """A KPI in a line: its words, from where to where, by when, whose."""
    way = f"{kpi.baseline} → {kpi.target}".strip() if kpi.baseline or kpi.target else ""
    return " · ".join(filter(None, (kpi.text, way, kpi.period, kpi.owner)))
