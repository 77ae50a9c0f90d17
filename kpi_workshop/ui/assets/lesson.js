// One lesson: a part a screen, one button at the thumb. Answers stay in this browser.
import { html, render as draw, useEffect, useLayoutEffect, useRef, useState } from "./vendor/htm-preact.js";
import { OURS, Wire, language, storage } from "./wire.js";
import { Icon, Top, applyTheme, fill, useKept, useTitle, useWire } from "./parts.js";
import { Chart, Table } from "./chart.js";
import { Exercise } from "./exercise.js";
import { Prose } from "./prose.js";
import { isDone, useProgress } from "./progress.js";

function App({ wire }) {
  useWire(wire);
  const { texts, view } = wire, parts = view.parts || [];
  const [progress, keep] = useProgress(wire);
  const [at, setAt] = useKept(`at:${view.id}`, 0);
  const heading = useRef(null), first = useRef(true);
  useTitle(wire, view.title || "");
  useLayoutEffect(() => {
    if (first.current) { first.current = false; return; }
    if (OURS) scrollTo(0, 0);
    heading.current?.focus({ preventScroll: true });
  }, [at]);
  if (wire.state === "opening") return html`<div class="kw"><main class="column middle"><p class="soft" role="status">${texts.opening}</p></main></div>`;
  const place = Math.min(Math.max(Number(at) || 0, 0), parts.length), part = parts[place];
  const record = part?.exercise && progress[part.exercise];
  const where = fill(texts.part_of, { number: Math.min(place + 1, parts.length), total: parts.length, title: view.title });
  return html`<div class="kw lesson-page"><${Top} wire=${wire}><span class="small soft">${where}</span><ol class="steps" aria-hidden="true">${parts.map(({ id, exercise }, index) => html`<li key=${id} class=${index === place ? "now" : index < place && (!exercise || isDone(progress[exercise])) ? "done" : ""}></li>`)}</ol><//>
    <main class="column">${part
      ? html`<${Part} key=${part.id} part=${part} view=${view} wire=${wire} heading=${heading} record=${record} keep=${keep} />`
      : html`<${End} view=${view} texts=${texts} heading=${heading} progress=${progress} onGo=${setAt} />`}</main>
    <div class="foot"><div><div class="pair">
      ${place > 0 ? html`<button type="button" class="btn line" onClick=${() => setAt(place - 1)}>${texts.back}</button>` : OURS ? html`<a class="btn line" href="learn">${texts.map}</a>` : html`<span></span>`}
      ${part ? html`<button type="button" class="btn grow ${part.exercise && !isDone(record) ? "line" : ""}" onClick=${() => setAt(place + 1)}>${part.exercise && !isDone(record) ? texts.skip : texts.next}</button>`
        : OURS && html`<a class="btn grow" href=${view.next ? `learn/${view.next.id}` : "learn"}>${view.next ? fill(texts.next_lesson, view.next) : texts.map}</a>`}
    </div></div></div></div>`;
}

function Part({ part, view, wire, heading, record, keep }) {
  const { texts } = wire, { kind, title, text } = part;
  return html`<div class="stack part">
    <div><h1 tabindex="-1" ref=${heading}>${title || texts[`${kind}_title`]}</h1>
      ${kind === "case" && html`<p class="small soft"><b>${part.person}</b> · ${part.role}</p>`}</div>
    ${part.statement && html`<blockquote class="card kpi">${part.statement}</blockquote>`}
    ${text && html`<${Prose} nodes=${text} terms=${view.terms} texts=${texts} />`}
    ${kind === "data" && html`<${Data} part=${part} wire=${wire} />`}
    ${kind === "own" && html`<${Own} wire=${wire} tool=${part.tool} />`}
    ${part.exercise && html`<${Exercise} key=${part.exercise} id=${part.exercise} wire=${wire} record=${record} keep=${(fields) => keep(part.exercise, fields)} />`}
    ${kind === "own" && OURS && html`<p><a class="btn line s" href="coach" onClick=${() => storage.set("coach:tool", part.tool === "rewrite" ? null : part.tool)}>${texts.go_on_with_coach}</a></p>`}
  </div>`;
}

function Data({ part, wire }) {
  const [labels, ...series] = part.columns, { texts } = wire;
  const numbers = series.filter(({ values }) => values.every((value) => typeof value === "number"));
  return html`<div class="stack">${part.chart && numbers.length > 0
      ? html`<${Chart} labels=${labels.values} series=${numbers} kind=${part.chart} reading=${part.reading} language=${wire.language} /><details><summary class="small">${texts.as_table}</summary><${Table} columns=${part.columns} language=${wire.language} /></details>`
      : html`<${Table} columns=${part.columns} language=${wire.language} /><p class="small">${part.reading}</p>`}</div>`;
}

// The learner's own KPI: the same as on the coach's page, in this browser only.
function Own({ wire }) {
  const [kpi, setKpi] = useKept("coach:kpi", "");
  return html`<label class="field"><span class="label">${wire.texts.own_kpi}</span><textarea class="input" rows="2" maxlength="1000" value=${kpi} onInput=${(event) => setKpi(event.target.value)}></textarea><span class="small soft"><${Icon} name="lock" /> ${wire.texts.own_private}</span></label>`;
}

function End({ view, texts, heading, progress, onGo }) {
  const open = view.parts.map((part, index) => ({ ...part, index })).filter(({ exercise }) => exercise && !isDone(progress[exercise]));
  return html`<div class="stack gap"><h1 tabindex="-1" ref=${heading}>${texts.remember}</h1><p class="kpi card">${view.takeaway}</p>
    ${open.length > 0 && html`<div class="stack"><p>${texts.left_open}</p><ul class="stack">${open.map(({ id, index, title, kind }) => html`<li key=${id}><button type="button" class="btn line s" onClick=${() => onGo(index)}>${title || `${texts[`${kind}_title`]} ${index + 1}`}</button></li>`)}</ul></div>`}
    ${view.sources.length > 0 && html`<section class="stack small"><h2>${texts.known}</h2><ul class="stack">${view.sources.map((source) => html`<li key=${source}>${source}</li>`)}</ul></section>`}</div>`;
}

export function render({ model, el }) {
  applyTheme();
  draw(html`<${App} wire=${new Wire(model, () => ({ t: "hello", language: language() }))} />`, el);
}
