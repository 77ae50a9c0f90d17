// What the check-in's screens share: days in words, and support that is still open.
import { html } from "./vendor/htm-preact.js";
import { ask, fill, useKept } from "./parts.js";

export const day = (iso, code) => new Date(`${iso}T12:00`).toLocaleDateString(code, { day: "numeric", month: "long", year: "numeric" });

// The day where the person is, which need not be the server's.
export function today() {
  const now = new Date(), two = (number) => String(number).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

// Support that was asked for or promised, until somebody says what came of it.
export function Open({ wire, kpi }) {
  const { texts } = wire;
  if (!kpi.open.length) return null;
  return html`<section class="stack"><h2>${texts.open_support}</h2>${kpi.open.map((support) => html`<${Support} key=${support.id} wire=${wire} kpi=${kpi} support=${support} />`)}</section>`;
}

function Support({ wire, kpi, support }) {
  const { texts } = wire, { asked, promised, who, due } = support;
  const [promise, setPromise, forget] = useKept(`promise:${support.id}`, null);
  const settle = (outcome) => ask(wire, { do: "settle", kpi: kpi.id, support: support.id, outcome }, `settle/${support.id}`);
  const send = (event) => {
    event.preventDefault();
    if (promise.promised.trim()) wire.do({ do: "promise", kpi: kpi.id, support: support.id, ...promise }, `promise/${support.id}`).then(() => { forget(); setPromise(null); }, (refused) => wire.complain(refused));
  };
  const field = (name, type) => html`<div class="field"><label for=${`${name}-${support.id}`}>${texts[`my_${name}`]}</label><input id=${`${name}-${support.id}`} class="input s" type=${type} maxlength="1000" value=${promise[name]} onInput=${(event) => setPromise({ ...promise, [name]: event.target.value })} /></div>`;
  return html`<div class="card stack"><div>${asked && html`<p><span class="small soft">${texts.asked}</span><br />${asked}</p>`}${promised && html`<p><span class="small soft">${who ? fill(texts.promised_by, { who }) : texts.promised}</span><br /><b>${promised}</b></p>`}
    ${due && html`<p class="small soft">${fill(texts.until, { date: day(due, wire.language) })}</p>`}</div>
    ${promise && html`<form class="stack" onSubmit=${send}><div class="grid2">${field("promised", "text")}${field("due", "date")}</div><div class="row"><button class="btn s" disabled=${!promise.promised.trim()}>${texts.promise_send}</button><button type="button" class="btn line s" onClick=${() => { forget(); setPromise(null); }}>${texts.cancel}</button></div></form>`}
    ${!promise && html`<div class="row"><button type="button" class="btn line s" onClick=${() => settle("kept")}>✓ ${promised ? texts.kept : texts.solved}</button>${!promised && html`<button type="button" class="btn line s" onClick=${() => setPromise({ promised: "", due: "" })}>${texts.i_will}</button>`}<button type="button" class="btn line s" onClick=${() => settle("dropped")}>${texts.dropped}</button></div>`}</div>`;
}
