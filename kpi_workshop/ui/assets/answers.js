// How each kind of exercise is answered. An answer is plain data; the kernel says what it amounts to.
import { html, useMemo } from "./vendor/htm-preact.js";
import { Chart, Table } from "./chart.js";

const uid = () => `a-${Math.random().toString(36).slice(2)}`;
const toggled = (list, one) => (list.includes(one) ? list.filter((other) => other !== one) : [...list, one]);

// Notes about one option or item, to mark it where it stands.
const verdict = (outcome, about) => outcome?.notes.find((note) => note.about === about)?.good;
const looks = (outcome, about, on) => `card choice ${on ? "on" : ""} ${verdict(outcome, about) === true ? "fits" : verdict(outcome, about) === false ? "again" : ""}`;

function Options({ legend, options, picked, many, onPick, outcome, shown }) {
  const name = useMemo(uid, []);
  return html`<fieldset class="stack"><legend class=${shown ? "small soft" : "sr"}>${legend}</legend>${options.map(({ id, text }) => html`<label key=${id} class=${looks(outcome, id, picked.includes(id))}><span>${text}</span><input type=${many ? "checkbox" : "radio"} class="check-box" name=${name} checked=${picked.includes(id)} onChange=${() => onPick(many ? toggled(picked, id) : [id])} /></label>`)}</fieldset>`;
}

function Choose({ task, answer, onChange, outcome, texts }) {
  const options = answer.options || [], reasons = answer.reasons || [];
  return html`<div class="stack"><${Options} legend=${task.question} options=${task.options} picked=${options} many=${task.many} outcome=${outcome} onPick=${(next) => onChange({ ...answer, options: next })} />
    ${task.reasons.length > 0 && options.length > 0 && html`<${Options} legend=${texts.why} shown=${true} options=${task.reasons} picked=${reasons} outcome=${outcome} onPick=${(next) => onChange({ ...answer, reasons: next })} />`}</div>`;
}

function Spot({ task, answer, onChange, outcome }) {
  const picked = answer.spans || [], pick = (id) => onChange({ spans: toggled(picked, id) });
  const press = (event, id) => { if (event.key === "Enter" || event.key === " ") { event.preventDefault(); pick(id); } };
  // Spans rather than buttons: several words must be able to break over lines.
  return html`<p class="spot card">${task.chunks.map(({ id, text }, index) => (id
    ? html`<span role="button" tabindex="0" key=${index} class=${verdict(outcome, id) === true ? "fits" : verdict(outcome, id) === false ? "again" : ""} aria-pressed=${picked.includes(id)} onClick=${() => pick(id)} onKeyDown=${(event) => press(event, id)}>${text}</span>`
    : text))}</p>`;
}

function Assign({ task, answer, onChange, outcome, texts }) {
  const places = answer.places || {};
  const put = (item, place) => onChange({ places: { ...places, [item]: place } });
  return html`<div class="stack">${task.items.map(({ id, text }) => html`<label key=${id} class="${looks(outcome, id, false)} whole"><span>${text}</span>
    <select class="input s" value=${places[id] || ""} onChange=${(event) => put(id, event.target.value)}><option value="">${texts.choose_place}</option>${task.places.map((place) => html`<option key=${place.id} value=${place.id}>${place.text}</option>`)}</select></label>`)}</div>`;
}

function Sort({ task, answer, onChange, outcome }) {
  const places = answer.places || {}, name = useMemo(uid, []);
  return html`<div class="stack">${task.items.map(({ id, text }) => html`<fieldset key=${id} class="${looks(outcome, id, false)} whole"><legend class="sr">${text}</legend><span aria-hidden="true">${text}</span>
    <span class="row">${task.places.map((place) => html`<label key=${place.id} class="pill-choice ${places[id] === place.id ? "on" : ""}"><input type="radio" class="sr" name=${`${name}${id}`} checked=${places[id] === place.id} onChange=${() => onChange({ places: { ...places, [id]: place.id } })} />${place.text}</label>`)}</span></fieldset>`)}</div>`;
}

const Text = ({ label, value, onInput, placeholder, rows }) => html`<textarea class="input" rows=${rows || 3} maxlength="2000" aria-label=${label} placeholder=${placeholder} value=${value} onInput=${(event) => onInput(event.target.value)}></textarea>`;

const Rewrite = ({ task, answer, onChange, texts }) => html`<div class="stack"><blockquote class="card kpi">${task.statement}</blockquote>
  <${Text} label=${texts.your_version} placeholder=${texts.your_version} value=${answer.text ?? task.statement} onInput=${(text) => onChange({ text })} /></div>`;

const Reflect = ({ task, answer, onChange }) => html`<${Text} label=${task.question} placeholder=${task.placeholder} rows="4" value=${answer.text || ""} onInput=${(text) => onChange({ text })} />`;

function Estimate({ task, answer, onChange, outcome, texts, wire }) {
  const numbers = answer.numbers || {}, { name, values } = task.series, labels = values.map((_, index) => String(index + 1));
  const columns = [{ name: texts.number, values: values.map((_, index) => index + 1) }, { name, values }];
  return html`<div class="stack">${values.length > 0 && html`<${Chart} labels=${labels} series=${[{ name, values }]} kind="line" reading=${name} language=${wire.language} /><details><summary class="small">${texts.as_table}</summary><${Table} columns=${columns} language=${wire.language} /></details>`}
    ${task.asks.map(({ id, text }) => html`<label key=${id} class="field"><span>${text}</span><input class="input s ${verdict(outcome, id) === false ? "again" : verdict(outcome, id) ? "fits" : ""}" inputmode="decimal" autocomplete="off" maxlength="40" value=${numbers[id] || ""} onInput=${(event) => onChange({ numbers: { ...numbers, [id]: event.target.value } })} /></label>`)}</div>`;
}

function Plan({ task, answer, onChange, outcome }) {
  const fields = answer.fields || {}, set = (id, value) => onChange({ fields: { ...fields, [id]: value } });
  return html`<div class="stack gap">${task.fields.map(({ id, type, label, placeholder, options }) => (type === "text"
    ? html`<label key=${id} class="field"><span><b>${label}</b></span><textarea class="input s" rows="2" maxlength="2000" placeholder=${placeholder} value=${fields[id] || ""} onInput=${(event) => set(id, event.target.value)}></textarea></label>`
    : html`<div key=${id} class="stack"><b>${label}</b><${Options} legend=${label} options=${options} picked=${fields[id] || []} many=${type === "many"} outcome=${outcome} onPick=${(next) => set(id, next)} /></div>`))}</div>`;
}

// A talk: what was said stands above, what one could say next below. One step can be taken back.
function Dialogue({ task, answer, onChange, texts }) {
  const path = answer.path || [], said = [];
  let node = "start";
  for (const id of path) {
    const option = task.nodes[node]?.options.find((one) => one.id === id);
    if (!option) break;
    said.push({ says: task.nodes[node].says, option });
    node = option.next;
  }
  const { says, options } = task.nodes[node];
  return html`<div class="stack talk">${task.scene && html`<p class="soft">${task.scene}</p>`}
    <ol class="stack" aria-label=${task.with}>${said.map(({ says: words, option }, index) => html`<li key=${index} class="stack"><p class="them"><b>${task.with}</b> ${words}</p><p class="me"><b>${texts.you}</b> ${option.text}</p><p class="small soft">${option.effect}</p></li>`)}
      <li><p class="them"><b>${task.with}</b> ${says}</p></li></ol>
    ${options.map(({ id, text }) => html`<button type="button" key=${id} class="card choice" onClick=${() => onChange({ path: [...path, id] })}>${text}</button>`)}
    ${path.length > 0 && html`<div class="row"><button type="button" class="btn line s" onClick=${() => onChange({ path: path.slice(0, -1) })}>${texts.step_back}</button><button type="button" class="btn line s" onClick=${() => onChange({ path: [] })}>${texts.start_again}</button></div>`}</div>`;
}

export const ANSWERS = { choose: Choose, spot: Spot, match: Assign, sort: Sort, rewrite: Rewrite, estimate: Estimate, plan: Plan, dialogue: Dialogue, reflect: Reflect };
