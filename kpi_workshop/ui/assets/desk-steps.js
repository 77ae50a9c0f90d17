// The middle of the facilitator's desk, per kind of step.
import { html, useEffect, useState } from "./vendor/htm-preact.js";
import { Facts, Findings, Statement, ask, fill } from "./parts.js";
import { Estimates } from "./estimates.js";
import { Agreed, Shown } from "./join-steps.js";
import { Beside, Wishes } from "./recognising.js";

const Kpis = ({ wire, view, words }) => html`<div class="stack">${view.step.kpis.map((kpi) => html`<${Statement} key=${kpi.id} kpi=${kpi} texts=${wire.texts} calm=${words.clear} />`)}</div>`;

function Votes({ wire, view }) {
  const { kpis, vote, focus, focus_limit: limit } = view.step;
  const pick = (id) => {
    const kept = focus.includes(id) ? focus.filter((kpi) => kpi !== id) : [...focus, id].slice(-limit);
    if (kept.length) ask(wire, { do: "focus", kpis: kept }, "focus");
  };
  const ranked = vote.tally ? [...kpis].sort((a, b) => (vote.tally[b.id] || 0) - (vote.tally[a.id] || 0)) : kpis;
  return html`<div class="stack"><p class="soft">${vote.tally ? fill(wire.texts.focus_choose, { most: limit }) : fill(wire.texts.votes_in, { in: vote.in, of: vote.of })}</p>
    ${ranked.map((kpi) => html`<button key=${kpi.id} class="card choice ${focus.includes(kpi.id) ? "on" : ""}" aria-pressed=${focus.includes(kpi.id)} onClick=${() => pick(kpi.id)}><span><span class="kpi">${kpi.text}</span><${Facts} facts=${kpi.facts} texts=${wire.texts} /></span>${vote.tally && html`<span class="votes">${vote.tally[kpi.id] || 0}</span>`}</button>`)}</div>`;
}

const Rewriting = ({ view, wire }) => html`<div class="stack">${view.step.questions.map(({ kpi }) => html`<${Statement} key=${kpi.id} kpi=${kpi} texts=${wire.texts} />`)}<p class="small soft">${view.step.questions.every(({ phase }) => phase === "writing") ? wire.texts.sealed_note : wire.texts.opened_note}</p></div>`;

// Drafts or proposals that were opened: the facilitator marks what the group chose and can tidy the wording.
function Choosing({ wire, question, words, several, number }) {
  const { kpi, ideas = [], chosen = [], phase, vote } = question;
  const agreed = question.text || (Array.isArray(question.agreed) ? question.agreed.join("\n") : question.agreed) || "";
  const [picks, setPicks] = useState(chosen), [wording, setWording] = useState(agreed);
  useEffect(() => { setPicks(chosen); setWording(agreed); }, [agreed, chosen.join()]);
  const many = question.vote === undefined;
  const pick = (idea) => {
    const next = !many ? [idea.id] : picks.includes(idea.id) ? picks.filter((id) => id !== idea.id) : [...picks, idea.id];
    if (!next.length) return;
    setPicks(next);
    setWording(ideas.filter(({ id }) => next.includes(id)).map(({ text }) => text).join("\n"));
    // What is marked is chosen: nothing more to press before going on.
    ask(wire, { do: "choose", kpi: kpi.id, ideas: next, text: "" }, `choose/${question.topic}`);
  };
  const save = () => { if (wording.trim() && wording !== agreed) ask(wire, { do: "choose", kpi: kpi.id, ideas: picks, text: wording }, `choose/${question.topic}`); };
  return html`<section class="stack"><p><span class="tag quiet">${fill(wire.texts.kpi_number, { number })}</span> <b>${kpi.text}</b></p>
    ${phase === "writing" && html`<p class="soft">${wire.texts.sealed_note}</p>`}
    ${phase !== "writing" && !ideas.length && phase === "open" && html`<p class="card soft">${words.none || wire.texts.nothing_written}</p>`}
    ${ideas.map((idea) => html`<div key=${idea.id} class="card ${picks.includes(idea.id) ? "on" : ""}"><button class="choice plain" aria-pressed=${picks.includes(idea.id)} onClick=${() => pick(idea)}><span class="kpi">${idea.text}</span>${vote?.tally && html`<span class="votes">${vote.tally[idea.id] || 0}</span>`}</button>${idea.manager && html`<div class="tags"><span class="tag quiet">${wire.texts.manager_tag}</span></div>`}<${Findings} findings=${vote ? idea.findings : []} texts=${wire.texts} /><${Beside} idea=${idea} words=${words} /></div>`)}
    ${vote && phase === "open" && ideas.length > 0 && vote.phase === "voting" && html`<p class="soft">${fill(wire.texts.votes_in, { in: vote.in, of: vote.of })}</p>`}
    ${phase === "managers" && html`<p class="soft small">${wire.texts.manager_later}</p>`}
    ${phase === "open" && html`<div class="card stack"><div class="field"><label for=${`w-${kpi.id}`}>${wire.texts.group_wording}</label><textarea id=${`w-${kpi.id}`} class="input" rows="3" maxlength="1000" value=${wording} onInput=${(event) => setWording(event.target.value)} onBlur=${save}></textarea></div><div class="row"><button class="btn s" aria-disabled=${!wording.trim() || wording === agreed} onClick=${save}>${wording === agreed && agreed ? wire.texts.saved : wire.texts.save_wording}</button></div></div>`}
  </section>`;
}

const Choices = ({ wire, view, words }) => html`<div class="stack gap">${view.step.questions.map((question, index) => html`<${Choosing} key=${question.topic} wire=${wire} question=${question} words=${words} number=${index + 1} />`)}</div>`;

const Recognising = (props) => html`<div class="stack gap"><${Choices} ...${props} /><${Wishes} step=${props.view.step} words=${props.words} /></div>`;

function Consent({ wire, view, words }) {
  return html`<div class="stack gap">${view.step.questions.map((question, index) => html`<section key=${question.kpi.id} class="stack"><p><span class="tag quiet">${fill(wire.texts.kpi_number, { number: index + 1 })}</span>${question.round > 1 ? ` · ${fill(wire.texts.round, { round: question.round })}` : ""}</p>
    <${Agreed} kpi=${question.kpi} wire=${wire} />
    ${question.phase === "asking" ? html`<p class="soft">${fill(wire.texts.answers_in, { in: question.in, of: question.of })}</p>` : html`<${Shown} wire=${wire} question=${question} words=${words} />`}
    ${question.phase === "settled" && html`<${Reword} wire=${wire} kpi=${question.kpi} />`}</section>`)}</div>`;
}

function Reword({ wire, kpi }) {
  const [text, setText] = useState(kpi.text);
  useEffect(() => setText(kpi.text), [kpi.text]);
  const save = () => { if (text.trim() && text !== kpi.text) ask(wire, { do: "record", kpi: kpi.id, fields: { text } }, `record/${kpi.id}/text`); };
  return html`<div class="card stack"><div class="field"><label for=${`r-${kpi.id}`}>${wire.texts.change_wording}</label><textarea id=${`r-${kpi.id}`} class="input" rows="3" maxlength="1000" value=${text} onInput=${(event) => setText(event.target.value)} onBlur=${save}></textarea></div><div><button class="btn line s" aria-disabled=${!text.trim() || text === kpi.text} onClick=${save}>${wire.texts.save_wording}</button></div></div>`;
}

const FIELDS = ["purpose", "owner", "measure", "baseline", "target", "review_date", "rhythm", "growth"];
const LONG = new Set(["purpose", "measure", "growth"]);
const RHYTHMS = ["", "weekly", "biweekly", "monthly", "quarterly"];

// A field is saved when it is left; what others save meanwhile shows in fields nobody is typing in.
function Field({ wire, kpi, name, words }) {
  const saved = kpi[name] || "";
  const [value, setValue] = useState(saved), [typing, setTyping] = useState(false);
  useEffect(() => { if (!typing) setValue(saved); }, [saved]);
  const save = (next) => { setTyping(false); if (next !== saved) ask(wire, { do: "record", kpi: kpi.id, fields: { [name]: next } }, `record/${kpi.id}/${name}`); };
  const id = `${name}-${kpi.id}`;
  const common = { id, class: "input s", value, onInput: (event) => { setTyping(true); setValue(event.target.value); }, onBlur: (event) => save(event.target.value) };
  const control = name === "rhythm" ? html`<select ...${common} onChange=${(event) => { setValue(event.target.value); save(event.target.value); }}>${RHYTHMS.map((rhythm) => html`<option value=${rhythm}>${rhythm ? words[`rhythm_${rhythm}`] : "—"}</option>`)}</select>`
    : LONG.has(name) ? html`<textarea ...${common} rows="2" maxlength="1000"></textarea>` : html`<input ...${common} type=${name === "review_date" ? "date" : "text"} maxlength="1000" />`;
  return html`<div class="field ${LONG.has(name) ? "whole" : ""}"><label for=${id}>${words[name]}</label>${control}</div>`;
}

const Was = ({ facts }) => { const levels = [facts.baseline, facts.target].filter(Boolean); return levels.length ? ` · ${levels.join(" → ")}` : ""; };

function Commit({ wire, view, words }) {
  return html`<div class="stack gap">${view.step.kpis.map((kpi) => html`<section key=${kpi.id} class="card stack"><p class="kpi">${kpi.text}</p><p class="small soft">${fill(wire.texts.before, { text: kpi.before.text })} <${Was} facts=${kpi.before} /></p>
    <div class="grid2">${FIELDS.map((name) => html`<${Field} key=${name} wire=${wire} kpi=${kpi} name=${name} words=${words} />`)}</div>
    <p role="status" class="tags"><span class="tag ${kpi.missing.length ? "should" : "good"}">${kpi.missing.length ? fill(words.missing, { fields: kpi.missing.map((name) => words[name]).join(", ") }) : `✓ ${words.complete}`}</span></p></section>`)}</div>`;
}

const Talk = ({ wire, view, words }) => html`<div class="stack">${view.step.kpis.map((kpi) => html`<section key=${kpi.id} class="card"><p class="kpi">${kpi.text}</p>${kpi.counter_measure && html`<p class="small soft">${fill(wire.texts.goes_with, { text: kpi.counter_measure })}</p>`}<details><summary>${words.to_ask}</summary><ul class="stack asks">${kpi.sections.flatMap(({ questions }) => questions).map(({ id, text }) => html`<li key=${id + text}>${text}</li>`)}</ul></details></section>`)}</div>`;

const LEVELS = ["capacity", "commit", "target", "stretch"];

const Realism = ({ wire, view, words }) => html`<div class="stack gap">${view.step.questions.map((question, index) => html`<section key=${question.topic} class="stack"><p><span class="tag quiet">${fill(wire.texts.kpi_number, { number: index + 1 })}</span> <b>${question.kpi.text}</b></p>
    ${question.phase === "writing" ? html`<p class="soft">${wire.texts.sealed_note}</p>` : html`<${Estimates} wire=${wire} question=${question} words=${words} />`}
    ${question.phase === "open" && html`<${Settling} wire=${wire} question=${question} words=${words} />`}</section>`)}</div>`;

// The levels that the group settles on, from the middle of what was proposed.
function Settling({ wire, question, words }) {
  const { kpi, agreed, together } = question;
  const start = Object.fromEntries(LEVELS.map((name) => [name, agreed[name] || (name === "capacity" ? together.middle : together.levels[name]) || ""]));
  const [given, setGiven] = useState(start), known = JSON.stringify(start);
  useEffect(() => setGiven(start), [known]);
  const same = LEVELS.every((name) => given[name].trim() === (agreed[name] || ""));
  const save = (event) => {
    event.preventDefault();
    const fields = Object.fromEntries(LEVELS.map((name) => [name, given[name].trim()]));
    if (!same) ask(wire, { do: "record", kpi: kpi.id, fields }, `record/${kpi.id}/range`);
  };
  return html`<form class="card stack" onSubmit=${save}><p><b>${words.settle}</b></p><div class="grid2">${LEVELS.map((name) => html`<div key=${name} class="field"><label for=${`${name}-${kpi.id}`}>${words[name]}</label><input id=${`${name}-${kpi.id}`} class="input s" maxlength="60" value=${given[name]} onInput=${(event) => setGiven({ ...given, [name]: event.target.value })} /></div>`)}</div>
    <div class="row"><button class="btn s" aria-disabled=${same}>${same ? wire.texts.saved : words.settle_save}</button></div></form>`;
}

export const ROOMS = { look: Kpis, pick: Votes, rewrite: Rewriting, reveal: Choices, pair: Choices, realism: Realism, grow: Choices, recognise: Recognising, tell: Choices, consent: Consent, commit: Commit, checkin: Talk, ended: Commit };
