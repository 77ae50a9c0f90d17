// The projector: few words, big type, no controls, the join code always there.
import { html, render as draw, useEffect, useLayoutEffect, useRef, useState } from "./vendor/htm-preact.js";
import { Wire, language, storage } from "./wire.js";
import { Estimates, rangeOf } from "./estimates.js";
import { Bars, Clock, Facts, Connection, Languages, Qr, ThemeSwitch, applyTheme, fill, useWire } from "./parts.js";

const Tags = ({ findings, calm }) => html`<span class="tags">${findings.slice(0, 3).map((finding) => html`<span class="tag ${finding.severity}">${finding.chip}</span>`)}${!findings.length && calm ? html`<span class="tag good">✓ ${calm}</span>` : null}</span>`;
const Card = ({ text, facts, texts, findings, calm, votes, on, children }) => html`<div class="card arrive ${on ? "on" : ""}"><div class="row apart top"><p class="kpi grow">${text}</p>${votes !== undefined && html`<span class="votes">${votes}</span>`}</div>${facts && html`<${Facts} facts=${facts} texts=${texts} />`}${findings && html`<${Tags} findings=${findings} calm=${calm} />`}${children}</div>`;

function byVotes(items, tally) { return tally ? [...items].sort((a, b) => (tally[b.id] || 0) - (tally[a.id] || 0)) : items; }

const Kpis = ({ wire, view }) => html`<div class="cards">${view.step.kpis.map((kpi) => html`<${Card} key=${kpi.id} ...${kpi} texts=${wire.texts} calm=${wire.texts.clear} />`)}</div>`;
const Pick = ({ view }) => html`<div class="cards">${byVotes(view.step.kpis, view.step.vote.tally).map((kpi) => html`<${Card} key=${kpi.id} text=${kpi.text} on=${view.step.focus.includes(kpi.id)} votes=${view.step.vote.tally ? view.step.vote.tally[kpi.id] || 0 : undefined} />`)}</div>`;
const Rewrite = ({ wire, view }) => html`<div class="cards">${view.step.questions.map(({ kpi }) => html`<${Card} key=${kpi.id} ...${kpi} texts=${wire.texts} />`)}</div>`;

// One KPI at a time, the one that the group is at: two would be too small for the back of the room.
function current(questions) {
  return questions.find(({ phase, vote }) => phase !== "open" || vote?.phase === "voting") || questions.find(({ chosen }) => !chosen?.length) || questions[questions.length - 1];
}

function Ideas({ wire, view }) {
  const { questions } = view.step, only = current(questions);
  return html`<div class="stack">${questions.filter((question) => question === only).map((question) => html`<section key=${question.topic} class="stack">${question.vote ? html`<p class="soft">${fill(wire.texts.started_from, { text: question.kpi.text })}</p>` : html`<p class="kpi">${question.kpi.text}</p>`}
    <div class="cards">${byVotes(question.ideas || [], question.vote?.tally).map((idea) => html`<${Card} key=${idea.id} text=${idea.text} findings=${question.vote ? idea.findings : null} calm=${wire.texts.clear} on=${question.chosen?.includes(idea.id)} votes=${question.vote?.tally ? question.vote.tally[idea.id] || 0 : undefined}>${idea.manager && html`<span class="tag quiet">${wire.texts.manager_tag}</span>`}<//>`)}</div>
    ${question.text && !question.ideas?.some((idea) => idea.text === question.text) && html`<${Card} text=${question.text} on=${true} />`}</section>`)}</div>`;
}

const Consent = ({ wire, view }) => html`<div class="cards">${view.step.questions.map((question) => html`<section key=${question.kpi.id} class="card stack"><p class="kpi">${question.kpi.text}</p>${question.kpi.range && html`<p><b>${rangeOf(wire.texts, question.kpi.range)}</b></p>`}${question.kpi.counter_measure && html`<p class="soft">${fill(wire.texts.goes_with, { text: question.kpi.counter_measure })}</p>`}
  ${question.phase === "asking" ? html`<p><b>${fill(wire.texts.answers_in, { in: question.in, of: question.of })}</b></p>` : html`<${Bars} counts=${question.counts} words=${view.words} />`}
  ${question.phase === "blocked" && html`<p><b>${fill(view.words.objection, { names: question.objections.map(({ name }) => name || wire.texts.somebody).join(", ") })}</b></p>`}</section>`)}</div>`;

const Commit = ({ wire, view }) => html`<div class="cards">${view.step.kpis.map((kpi) => html`<section key=${kpi.id} class="card stack"><p class="kpi">${kpi.text}</p>${kpi.purpose && html`<p>${kpi.purpose}</p>`}<p class="soft">${[kpi.owner, kpi.baseline && kpi.target ? `${kpi.baseline} → ${kpi.target}` : kpi.target, kpi.rhythm && view.words[`rhythm_${kpi.rhythm}`]].filter(Boolean).join(" · ")}</p></section>`)}</div>`;

const Talk = ({ view }) => html`<div class="cards">${view.step.kpis.map((kpi) => html`<section key=${kpi.id} class="card stack"><p class="kpi">${kpi.text}</p>${kpi.purpose && html`<p>${kpi.purpose}</p>`}${kpi.counter_measure && html`<p class="soft">${kpi.counter_measure}</p>`}</section>`)}</div>`;

const Welcome = ({ view }) => html`<ol class="cards">${["rule1", "rule2", "rule3", "rule4"].map((rule) => html`<li key=${rule} class="card">${view.words[rule]}</li>`)}</ol>`;

// While they are written all KPIs; then the one whose range is being looked for.
function estimated(questions) {
  const open = questions.filter(({ phase }) => phase !== "writing"), next = open.find(({ agreed }) => !agreed.commit && !agreed.stretch);
  return next ? [next] : open.length === questions.length || !open.length ? questions : open.slice(-1);
}

const Realism = ({ wire, view }) => html`<div class="cards">${estimated(view.step.questions).map((question) => html`<section key=${question.kpi.id} class="card stack"><p class="kpi">${question.kpi.text}</p>${question.phase !== "writing" && html`<${Estimates} wire=${wire} question=${question} words=${view.words} brief=${true} />`}</section>`)}</div>`;

const WALLS = { welcome: Welcome, look: Kpis, pick: Pick, rewrite: Rewrite, reveal: Ideas, pair: Ideas, realism: Realism, grow: Ideas, recognise: Ideas, tell: Ideas, consent: Consent, commit: Commit, checkin: Talk, ended: Commit };

function progress(view, texts) {
  const { step, room } = view, vote = step.vote || step.questions?.find((question) => question.vote?.phase === "voting" && question.phase === "open")?.vote;
  if (vote?.phase === "voting") return fill(texts.votes_in, { in: vote.in, of: vote.of });
  if (["welcome", "look", "rewrite", "pair", "realism", "grow", "recognise", "tell", "checkin"].includes(step.kind)) return fill(texts.ready_count, { ready: room.ready, total: room.people });
  return "";
}

// As large as fits: a wall can't be scrolled.
function useFit(...changes) {
  const box = useRef(null);
  useLayoutEffect(() => {
    const fit = () => {
      const element = box.current;
      if (!element) return;
      const fits = (size, columns) => {
        element.style.setProperty("--fit", size);
        element.style.setProperty("--columns", columns);
        return element.scrollHeight <= element.clientHeight && element.scrollWidth <= element.clientWidth;
      };
      for (let size = 1.5; size >= 0.4; size -= 0.05) for (const columns of [1, 2, 3, 4]) if (fits(size, columns)) return;
    };
    fit();
    document.fonts?.ready.then(fit);
    addEventListener("resize", fit);
    return () => removeEventListener("resize", fit);
  }, changes);
  return box;
}

function another() {
  storage.set("projector", null);
  location.reload();
}

function Wall({ wire }) {
  const { view, texts } = wire, Screen = WALLS[view.step.kind], now = view.plan[view.at];
  const box = useFit(JSON.stringify(view.step), wire.language);
  return html`<div class="kw"><${Connection} wire=${wire} /><div class="wall">
    <header class="row apart"><div class="grow"><p class="soft">${view.session.title}</p><h1>${view.ended ? view.words.heading : now.screen || now.title}</h1></div>${!view.ended && html`<${Clock} wire=${wire} />`}</header>
    <main ref=${box}>${Screen && html`<${Screen} wire=${wire} view=${view} />`}</main>
    <footer class="row apart"><div class="grow"><p><b>${progress(view, texts)}</b></p><p class="soft">${fill(texts.people_here, { here: view.room.here })}</p><div class="row quietly"><button class="pill" onClick=${another}>${texts.another}</button><${ThemeSwitch} wire=${wire} /><${Languages} wire=${wire} /></div></div>
      ${!view.ended && html`<div class="row"><div class="right"><p class="soft">${wire.join?.address || wire.join?.here}</p><p class="joincode">${view.session.code}</p></div><${Qr} code=${wire.join} label=${texts.qr} /></div>`}</footer>
  </div></div>`;
}

function CodeForm({ wire }) {
  const { texts } = wire;
  const [code, setCode] = useState(""), [error, setError] = useState("");
  const show = (event) => { event.preventDefault(); wire.request({ t: "show", code }).then(() => storage.set("projector", code)).catch((refused) => setError(refused.message)); };
  return html`<form class="kw" onSubmit=${show}><header class="bar"><div class="where"><b class="kpi">${texts.product}</b></div><${Languages} wire=${wire} /></header><main class="column middle"><h1 class="big">${texts.heading}</h1><p class="soft">${texts.hint}</p>
    <div class="field"><label for="code">${texts.code}</label><input id="code" class="input code" required autocomplete="off" maxlength="9" value=${code} onInput=${(event) => setCode(event.target.value)} /></div>
    <div aria-live="assertive">${error && html`<p class="error">${error}</p>`}</div><button class="btn">${texts.show}</button></main></form>`;
}

function App({ wire }) {
  useWire(wire);
  useEffect(() => { document.documentElement.lang = wire.language; document.title = `${wire.view.session?.title ?? wire.texts.heading} · ${wire.texts.product}`; });
  if (wire.view.session) return html`<${Wall} wire=${wire} />`;
  if (wire.state === "opening") return html`<div class="kw"><main class="column middle"><p class="soft" role="status">${wire.texts.opening}</p></main></div>`;
  return html`<div><${Connection} wire=${wire} /><${CodeForm} wire=${wire} /></div>`;
}

export function render({ model, el }) {
  applyTheme();
  const wire = new Wire(model, () => ({ t: "hello", language: language() }));
  wire.listen((heard) => {
    if (heard?.t !== "welcome") return;
    wire.join = heard.join;
    const code = storage.get("projector");
    if (code && !wire.view.session) wire.request({ t: "show", code }).catch(() => storage.set("projector", null));
  });
  // A second session opened on the desk moves the projector along.
  addEventListener("storage", (event) => { if (event.key === "kpi-workshop:projector" && event.newValue) wire.request({ t: "show", code: JSON.parse(event.newValue) }).catch(() => {}); });
  draw(html`<${App} wire=${wire} />`, el);
}
