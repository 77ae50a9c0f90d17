// After the session: what was agreed, how it goes, and the talk that keeps it alive.
import { html, render as draw, useEffect, useState } from "./vendor/htm-preact.js";
import { Wire, language, storage } from "./wire.js";
import { Icon, Pager, Toast, Top, applyTheme, fill, save, useFocusOnStep, useTitle, useWire } from "./parts.js";
import { Band } from "./band.js";
import { Asked, History, Stopped } from "./checkin-change.js";
import { Open, day } from "./checkin-parts.js";
import { Talk, begin, isBegun } from "./checkin-talk.js";

const QUESTIONS = ["question1", "question2", "question3", "question4", "question5"];
const TIPS = ["one-to-one", "team", "listen", "blame", "note"];

// Keys are kept by the codes of their sessions; somebody may have been in several.
function Return({ wire, open }) {
  const { texts } = wire, known = storage.fields("keys");
  const [form, setForm] = useState({ code: "", key: "" }), [error, setError] = useState("");
  const back = async (code, secret) => {
    setError("");
    try {
      const { session } = await wire.request({ t: "return", code, secret });
      storage.set("keys", { ...storage.fields("keys"), [code]: secret });
      storage.set("seat", { session, secret });
    } catch (refused) { setError(refused.message); }
  };
  const typed = (event) => { event.preventDefault(); back(form.code.toUpperCase().replace(/[^A-Z0-9]/g, ""), form.key.toLowerCase().replace(/[^0-9a-f]/g, "")); };
  const codes = Object.keys(known).filter((code) => typeof known[code] === "string");
  return html`<details class="card" open=${open && codes.length > 0}><summary>${texts.other_session}</summary><div class="stack">
    ${codes.length > 0 && html`<p class="small soft">${texts.known_sessions}</p><div class="row">${codes.map((code) => html`<button type="button" key=${code} class="pill" onClick=${() => back(code, known[code])}>${code}</button>`)}</div>`}
    <form class="stack" onSubmit=${typed}><p class="small soft">${texts.return_hint}</p>
      <div class="grid2"><div class="field"><label for="return-code">${texts.return_code}</label><input id="return-code" class="input s" required autocomplete="off" value=${form.code} onInput=${(event) => setForm({ ...form, code: event.target.value })} /></div>
      <div class="field"><label for="return-key">${texts.return_key}</label><input id="return-key" class="input s" required autocomplete="off" spellcheck="false" value=${form.key} onInput=${(event) => setForm({ ...form, key: event.target.value })} /></div></div>
      <div><button class="btn line s">${texts.return_go}</button></div></form>
    <div aria-live="assertive">${error && html`<p class="error">${error}</p>`}</div></div></details>`;
}

// What somebody needs to come back on another device. Shown only when it is asked for.
function TakeAlong({ wire }) {
  const { texts, view } = wire, { secret } = storage.fields("seat"), [shown, show] = useState(false);
  if (!secret) return null;
  return html`<details class="card"><summary>${texts.take_along}</summary><div class="stack"><p class="small">${texts.take_along_note}</p>
    ${shown ? html`<p><b>${view.session.code}</b></p><p class="kpi key">${secret.match(/.{1,4}/g).join(" ")}</p>` : html`<div><button type="button" class="btn line s" onClick=${() => show(true)}>${texts.show_key}</button></div>`}</div></details>`;
}

function Facts({ kpi, texts, words, code }) {
  const rows = [
    [words.target, [kpi.baseline, kpi.target].filter(Boolean).join(" → ")],
    [words.measure, kpi.measure], [words.owner, kpi.owner], [words.purpose, kpi.purpose],
    [words.rhythm, kpi.rhythm && words[`rhythm_${kpi.rhythm}`]],
    [texts.next_on, !kpi.retired && day(kpi.guide.next_on, code)],
    [words.review_date, kpi.review_date && day(kpi.review_date, code)],
  ];
  return html`<article class="card stack"><p class="kpi">${kpi.text}</p>
    ${kpi.retired && html`<p class="tags"><span class="tag quiet block">${fill(texts.retired_on, { date: day(kpi.retired.on, code), reason: kpi.retired.reason })}</span></p>`}
    <dl class="facts">${rows.filter(([, said]) => said).map(([name, said]) => html`<dt>${name}</dt><dd>${said}</dd>`)}</dl>
    <div class="tags">${kpi.counter_measure && html`<span class="tag good block">${fill(texts.goes_with, { text: kpi.counter_measure })}</span>`}${(kpi.recognition || []).map((idea) => html`<span key=${idea} class="tag quiet block">${fill(texts.recognised_by, { text: idea })}</span>`)}</div></article>`;
}

// Whether somebody waits for this person's answer.
const isAsked = ({ proposal }) => proposal && !proposal.mine && !proposal.answer;

function Overview({ wire, kpi, onTalk, onChange, said }) {
  const { texts, view } = wire, words = texts;
  const place = `${view.session.id}/${kpi.id}`, first = isAsked(kpi) ? "" : "foot inside"; // the one thing to do
  const calendar = () => wire.request({ t: "calendar" }).then(({ name, media, buffers }) => save(name, media, buffers[0]), (refused) => wire.complain(refused));
  return html`${said && html`<p class="tags" role="status"><span class="tag good">✓ ${said}</span></p>`}
    ${kpi.proposal && html`<${Asked} key=${kpi.proposal.id} wire=${wire} kpi=${kpi} />`}
    <${Stopped} wire=${wire} kpi=${kpi} />
    <${Facts} kpi=${kpi} texts=${texts} words=${words} code=${wire.language} />
    <section class="stack"><h2>${texts.progress_heading}</h2><div class="card"><${Band} progress=${kpi.progress} texts=${texts} language=${wire.language} /></div></section>
    ${!kpi.retired && html`<${Open} wire=${wire} kpi=${kpi} />`}
    <div class="row">${!kpi.retired && !kpi.proposal && html`<button type="button" class="btn line s" onClick=${onChange}>${texts.propose_change}</button>`}<button type="button" class="btn line s" onClick=${calendar}>${texts.calendar}</button></div>
    <${History} wire=${wire} kpi=${kpi} onCorrect=${(note) => { begin(place, note); onTalk(); }} />
    <details class="card"><summary>${texts.tips_heading}</summary><ul class="stack prose">${TIPS.map((tip) => html`<li key=${tip}>${texts[`tip_${tip}`]}</li>`)}</ul></details>
    <${TakeAlong} wire=${wire} /><${Return} wire=${wire} />
    <p class="small soft"><${Icon} name="eye" /> ${texts.who_sees}</p>
    ${!kpi.retired && html`<div class=${first}><div><button type="button" class="btn wide ${first ? "" : "line"}" onClick=${onTalk}>${isBegun(place) ? texts.go_on : fill(texts.start, { minutes: kpi.guide.minutes })}</button></div></div>`}`;
}

function Kpis({ wire, kpis }) {
  const { texts, view } = wire;
  const [at, setAt] = useState(0), [screen, setScreen] = useState(storage.get(`checkin-at:${view.session.id}`) || ""), [said, setSaid] = useState("");
  const kpi = kpis[Math.min(at, kpis.length - 1)];
  const heading = useFocusOnStep(`${kpi.id}/${screen}`, true);
  const go = (name, words = "") => { setScreen(name); setSaid(words); storage.set(`checkin-at:${view.session.id}`, name || null); scrollTo(0, 0); };
  if (screen && !kpi.retired) return html`<${Talk} key=${kpi.id} wire=${wire} kpi=${kpi} relevance=${view.checkin.relevance} only=${screen === "change" ? "adjust" : ""} onDone=${(words) => go("", words)} />`;
  return html`<main class="column"><div class="stack"><h1 tabindex="-1" ref=${heading}>${texts.heading}</h1><p class="soft">${texts.hint}</p></div>
    <${Pager} items=${kpis} at=${at} onGo=${(index) => { setAt(index); setSaid(""); }} texts=${texts} />
    ${kpis.some((one, index) => index !== at && isAsked(one)) && html`<p class="small"><b>${texts.waiting_elsewhere}</b></p>`}
    <${Overview} key=${kpi.id} wire=${wire} kpi=${kpi} said=${said} onTalk=${() => go("talk")} onChange=${() => go("change")} /></main>`;
}

// Before there is anything to check in on: the questions work with any KPI.
function Questions({ wire }) {
  const { texts } = wire;
  return html`<main class="column"><div class="stack"><h1>${texts.heading}</h1><p class="soft">${texts.none}</p></div>
    <ol class="card stack">${QUESTIONS.map((question) => html`<li key=${question}>${texts[question]}</li>`)}</ol>
    <p><a href="coach">${texts.any_kpi}</a></p>
    ${wire.state !== "opening" && html`<${Return} wire=${wire} open=${true} />`}</main>`;
}

function App({ wire }) {
  useWire(wire);
  const { texts, view } = wire;
  useTitle(wire, texts.heading);
  useEffect(() => { if (view.session) storage.set("seat", { ...storage.fields("seat"), session: view.session.id }); }, [view.session?.id]);
  const kpis = view.checkin?.kpis || [];
  return html`<div class="kw"><${Top} wire=${wire}>${view.session && html`<span class="small soft">${view.session.title}</span>`}<//>
    ${kpis.length ? html`<${Kpis} key=${view.session.id} wire=${wire} kpis=${kpis} />` : html`<${Questions} wire=${wire} />`}
    <${Toast} wire=${wire} /></div>`;
}

export function render({ model, el }) {
  applyTheme();
  const wire = new Wire(model, () => ({ ...storage.fields("seat"), t: "hello", language: language() }));
  wire.listen(() => { if (wire.view.session) wire.settle(wire.view.session.id, true); });
  draw(html`<${App} wire=${wire} />`, el);
}
