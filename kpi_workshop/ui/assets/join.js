// The participant's page, made for a phone: where am I, one thing to do, one button at the thumb.
import { html, render as draw, useEffect, useState } from "./vendor/htm-preact.js";
import { Wire, language, randomHex, storage } from "./wire.js";
import { Clock, Connection, Icon, Languages, Toast, applyTheme, fill, useFocusOnStep, useWire } from "./parts.js";
import { SCREENS } from "./join-steps.js";

function JoinForm({ wire }) {
  const { texts } = wire;
  const kept = storage.fields("joining");
  const [form, setForm] = useState({ code: "", name: "", manager: false, ...kept });
  const [error, setError] = useState(null), [busy, setBusy] = useState(false);
  const change = (part) => { const next = { ...form, ...part }; setForm(next); storage.set("joining", next); };
  const join = async (event) => {
    event.preventDefault();
    setBusy(true);
    setError(null);
    const code = String(form.code).toUpperCase().replace(/[^A-Z0-9]/g, "");
    const keys = storage.fields("keys");
    const secret = keys[code] || randomHex();
    try {
      wire.justJoined = true;
      const joined = await wire.request({ t: "join", ...form, code, secret });
      storage.set("keys", { ...keys, [code]: secret });
      storage.set("seat", { session: joined.session, secret });
      storage.set("joining", null);
    } catch (refused) { setError(refused); }
    setBusy(false);
  };
  const wrong = (part) => error?.key === part || error?.key?.startsWith(`${part}-`) ? "true" : null;
  return html`<form class="kw" onSubmit=${join}>
    <header class="bar"><div class="where"><b>${texts.product}</b></div><${Languages} wire=${wire} /></header>
    <main class="column middle">
      <div class="stack"><h1 class="big">${texts.heading}</h1><p class="soft">${texts.hint}</p></div>
      <div class="field"><label for="code">${texts.code}</label><input id="code" class="input code" required autocomplete="off" autocapitalize="characters" spellcheck="false" maxlength="9" aria-invalid=${wrong("join.code")} aria-describedby="wrong" value=${form.code} onInput=${(event) => change({ code: event.target.value })} /></div>
      <div class="field"><label for="name">${texts.name}</label><input id="name" class="input" required autocomplete="nickname" maxlength="40" aria-invalid=${wrong("join.name")} aria-describedby="wrong" value=${form.name} onInput=${(event) => change({ name: event.target.value })} /></div>
      <label class="check"><input type="checkbox" checked=${form.manager} onChange=${(event) => change({ manager: event.target.checked })} /><span>${texts.manager}<br /><span class="small soft">${texts.manager_note}</span></span></label>
      <div id="wrong" aria-live="assertive">${error && html`<p class="error">${error.message}</p>`}</div>
      <div class="card note"><${Icon} name="lock" size="22px" /><p class="small soft">${texts.private}</p></div>
    </main>
    <div class="foot"><div><button class="btn wide" disabled=${busy}>${busy ? texts.coming_in : texts.come_in}</button></div></div>
  </form>`;
}

function Progress({ plan, at }) {
  return html`<ol class="steps" aria-hidden="true">${plan.map((step, index) => html`<li key=${step.id} class=${index < at ? "done" : index === at ? "now" : ""}></li>`)}</ol>`;
}

// The keys of sessions stay in this browser: with the code, one is who one was.
function leave() {
  storage.set("seat", null);
  location.reload();
}

function Session({ wire }) {
  const { view, texts } = wire;
  const { plan, at, session, step } = view;
  const Screen = SCREENS[step.kind];
  const heading = useFocusOnStep(`${step.id}/${step.kind}`, !wire.justJoined);
  const where = fill(texts.step_of, { number: at + 1, total: plan.length, title: plan[at].title });
  return html`<div class="kw">
    <header class="bar"><div class="where"><b>${session.title}</b><span class="small soft">${where}</span><${Progress} plan=${plan} at=${at} /></div>
      ${!view.ended && html`<${Clock} wire=${wire} />`}<${Languages} wire=${wire} short=${true} /></header>
    <${Connection} wire=${wire} />
    <${Screen} key=${step.id + step.kind} wire=${wire} view=${view} words=${view.words} heading=${heading} />
    ${(view.ended || step.kind === "welcome") && html`<p class="leave"><button class="pill" onClick=${leave}>${texts.leave}</button></p>`}
    <${Toast} wire=${wire} />
  </div>`;
}

function App({ wire }) {
  useWire(wire);
  useEffect(() => { document.documentElement.lang = wire.language; document.title = `${wire.view.session?.title ?? wire.texts.heading} · ${wire.texts.product}`; });
  if (wire.view.session) return html`<${Session} wire=${wire} />`;
  if (wire.state === "opening") return html`<div class="kw"><main class="column middle"><p class="soft" role="status">${wire.texts.opening}</p></main></div>`;
  return html`<div><${Connection} wire=${wire} /><${JoinForm} wire=${wire} /></div>`;
}

export function render({ model, el }) {
  applyTheme();
  const wire = new Wire(model, () => ({ ...storage.fields("seat"), t: "hello", language: language() }));
  wire.listen(() => { if (wire.view.session) wire.settle(wire.view.session.id, true); });
  draw(html`<${App} wire=${wire} />`, el);
}
