// The step in which a group balances its KPIs: what goes with one, once somebody has written something or asks for it.
import { html, useState } from "./vendor/htm-preact.js";
import { fill, useKept, useTool } from "./parts.js";
import { storage } from "./wire.js";
import { Measure, Starters } from "./measures.js";

const FIRST = 3, MORE = 3, MOST = 12;

// What stands below a participant's own text. Examples narrow ideas, so that nothing is fetched before it is wanted.
export function Pairing({ wire, view, words, question, draftKey }) {
  const { kpi, topic, mine } = question;
  const [wanted, setWanted] = useKept(`suggestions:${view.session.id}/${topic}`, false), [shown, setShown] = useState(FIRST);
  const writing = question.phase === "writing", written = Boolean(mine), open = writing && (written || wanted);
  const { result, error } = useTool(wire, "pair", open ? { kpi: kpi.text, most: MOST } : null);
  if (!writing) return null;
  if (!open) return html`<div><button type="button" class="btn line s" onClick=${() => setWanted(true)}>${words.suggest_ask}</button></div>`;
  if (!result) return error && html`<p class="error" role="alert">${error}</p>`;
  const take = ({ name, asks }) => {
    const kept = storage.get(draftKey), own = (typeof kept === "string" ? kept : mine || "").trim();
    const text = [own, fill(words.suggest_taken, { name, asks })].filter(Boolean).join("\n");
    wire.do({ do: "write", kpi: kpi.id, text }, `write/${topic}`).then(() => storage.set(draftKey, null), (refused) => wire.complain(refused));
  };
  return html`<section class="stack" aria-label=${words.suggest_heading}>
    <aside class="card stack"><p><b>${result.question}</b></p><${Starters} starters=${result.starters} /></aside>
    <h2>${words.suggest_heading}</h2><p class="small soft">${written ? words.suggest_own : result.note}</p>
    ${result.suggestions.slice(0, shown).map((measure) => html`<${Measure} key=${measure.id} measure=${measure} say=${{ more: words.suggest_how }}><div><button type="button" class="btn line s" onClick=${() => take(measure)}>${words.suggest_take}</button></div><//>`)}
    ${result.suggestions.length > shown && html`<div><button type="button" class="btn line s" onClick=${() => setShown(shown + MORE)}>${words.suggest_more}</button></div>`}</section>`;
}
