// Measures that go with a KPI, and how it could be reached while failing its purpose. On the coach's page and in a session alike.
// `say` has the words of the place they stand in.
import { html } from "./vendor/htm-preact.js";

export function Measure({ measure, say, children }) {
  const studies = measure.sources.filter(({ kind }) => kind !== "practice");
  return html`<article class="card stack">
    <h3 class="kpi">${measure.name}</h3><p class="small soft">${measure.tags.join("\u00a0· ")}</p>
    <p>${measure.asks}</p>
    <ul class="stack small soft">${measure.why.map((words) => html`<li key=${words}>${words}</li>`)}</ul>
    <details><summary class="small">${say.more}</summary><div class="stack small"><p>${measure.evidence}</p><p class="warned">${measure.gamed}</p>
      <${Sources} sources=${studies} /></div></details>
    ${children}</article>`;
}

export const Sources = ({ sources }) => sources.map(({ id, citation, about, mind }) => html`<p key=${id} class="soft">${citation}: ${about} ${mind}</p>`);

export const Starters = ({ starters }) => html`<ul class="stack starters">${starters.map((words) => html`<li key=${words}>${words}</li>`)}</ul>`;
