// After the session: what was agreed, and the questions that keep it alive.
import { html, render as draw, useEffect } from "./vendor/htm-preact.js";
import { Wire, language, storage } from "./wire.js";
import { Connection, Languages, ThemeSwitch, applyTheme, useWire } from "./parts.js";
import { Agreed } from "./join-steps.js";

const QUESTIONS = ["question1", "question2", "question3", "question4", "question5"];

function App({ wire }) {
  useWire(wire);
  const { texts, view } = wire;
  useEffect(() => { document.documentElement.lang = wire.language; document.title = `${texts.heading} · ${texts.product}`; });
  const kpis = view.ended ? view.step.kpis : [];
  return html`<div class="kw"><header class="bar"><div class="where"><b class="kpi"><a href="./">${texts.product}</a></b></div><${ThemeSwitch} wire=${wire} /><${Languages} wire=${wire} /></header><${Connection} wire=${wire} />
    <main class="column"><div class="stack"><h1>${texts.heading}</h1><p class="soft">${kpis.length ? texts.hint : texts.none}</p></div>
      ${kpis.map((kpi) => html`<${Agreed} key=${kpi.id} kpi=${kpi} wire=${wire} />`)}
      <ol class="card stack">${QUESTIONS.map((question) => html`<li key=${question}>${texts[question]}</li>`)}</ol></main></div>`;
}

export function render({ model, el }) {
  applyTheme();
  draw(html`<${App} wire=${new Wire(model, () => ({ ...storage.fields("seat"), t: "hello", language: language() }))} />`, el);
}
