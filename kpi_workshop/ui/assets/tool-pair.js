// What goes with a KPI: first how it could be reached in vain, then what to look at beside it. All of it stays in this browser.
import { html, useRef, useState } from "./vendor/htm-preact.js";
import { useKept, useTool } from "./parts.js";
import { Measure, Sources, Starters } from "./measures.js";

const FIRST = 3, MORE = 3, MOST = 12;
const NOTHING = { kpi: "", answer: "", chosen: [] };

export function Tool({ kpi, wire }) {
  const { texts } = wire;
  const [kept, keep] = useKept("pair:mine", NOTHING);
  const [shown, setShown] = useState(FIRST);
  const mine = kept.kpi === kpi ? kept : { ...NOTHING, kpi };
  const { result, error } = useTool(wire, "pair", kpi ? { kpi, most: MOST } : null);
  const last = useRef(null); // while an answer is on its way, the last one stays
  last.current = kpi ? result || last.current : null;
  const said = last.current;
  if (!kpi) return html`<p class="soft">${texts.pair_need}</p>`;
  if (!said) return html`<p class=${error ? "error" : "soft"} role="status">${error || texts.opening}</p>`;
  const toggle = (measure) => keep({ ...mine, chosen: mine.chosen.includes(measure.id) ? mine.chosen.filter((id) => id !== measure.id) : [...mine.chosen, measure.id] });
  return html`<div class="stack gap">
    ${error && html`<p class="error" role="alert">${error}</p>`}
    <section class="card stack"><h2>${said.question}</h2>
      <div class="field"><label for="pair-answer">${texts.pair_answer}</label><textarea id="pair-answer" class="input" rows="2" maxlength="1000" value=${mine.answer} onInput=${(event) => keep({ ...mine, answer: event.target.value })}></textarea></div>
      <details><summary class="small">${texts.pair_starters}</summary><${Starters} starters=${said.starters} /></details></section>
    <section class="stack"><${Chosen} said=${said} mine=${mine} texts=${texts} /><h2>${said.aims.length && !said.pushes.length ? texts.pair_evidence : texts.pair_beside}</h2><p class="small soft">${said.note}</p>
      ${said.suggestions.slice(0, shown).map((measure) => {
        const on = mine.chosen.includes(measure.id);
        return html`<${Measure} key=${measure.id} measure=${measure} say=${{ more: texts.pair_more_about }}><div><button type="button" class="btn line s" aria-pressed=${on} onClick=${() => toggle(measure)}>${on ? `✓ ${texts.pair_chosen}` : texts.pair_choose}</button></div><//>`;
      })}
      ${said.suggestions.length > shown && html`<div><button type="button" class="btn line s" onClick=${() => setShown(shown + MORE)}>${texts.pair_more}</button></div>`}
      <details><summary class="small">${texts.pair_rests}</summary><div class="stack small"><${Sources} sources=${said.rests_on} /></div></details></section>
  </div>`;
}

function Chosen({ said, mine, texts }) {
  const chosen = said.suggestions.filter(({ id }) => mine.chosen.includes(id));
  return html`<div role="status">${chosen.length > 0 && html`<section class="card on stack"><h2>${texts.pair_together}</h2>
    <ul class="stack">${chosen.map(({ id, name, tags }) => html`<li key=${id}><b>${name}</b> <span class="small soft">${tags.join("\u00a0· ")}</span></li>`)}</ul>
    ${chosen.length > 2 && html`<p class="small soft">${texts.pair_many}</p>`}</section>`}</div>`;
}
