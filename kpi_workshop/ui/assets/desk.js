// The facilitator's desk: plan and pace on the left, the room in the middle, what to say on the right.
import { html, render as draw, useEffect, useLayoutEffect, useRef, useState } from "./vendor/htm-preact.js";
import { Wire, language, storage } from "./wire.js";
import { Clock, Connection, Languages, Qr, ThemeSwitch, Toast, applyTheme, ask, fill, save, secondsLeft, useWire } from "./parts.js";
import { ROOMS } from "./desk-steps.js";

function KeyForm({ wire }) {
  const { texts } = wire;
  const [key, setKey] = useState(""), [error, setError] = useState("");
  const enter = async (event) => {
    event.preventDefault();
    try {
      await wire.request({ t: "hello", language: wire.language, key });
      storage.set("facilitator", { key });
    } catch (refused) { setError(refused.message); }
  };
  return html`<form class="column middle" onSubmit=${enter}>
    <div class="stack"><h1 class="big">${texts.key_heading}</h1><p class="soft">${texts.key_hint}</p></div>
    <div class="field"><label for="key">${texts.key}</label><input id="key" class="input" required type="password" autocomplete="current-password" value=${key} onInput=${(event) => setKey(event.target.value)} /></div>
    <div aria-live="assertive">${error && html`<p class="error">${error}</p>`}</div>
    <button class="btn">${texts.key_enter}</button>
  </form>`;
}

const choose = (wire, session) => wire.request({ t: "choose", session }).then(() => storage.set("facilitator", { ...storage.fields("facilitator"), session })).catch((refused) => wire.complain(refused));

function Sessions({ wire }) {
  const { texts, view } = wire;
  const open = async (event) => {
    const [file] = event.target.files;
    event.target.value = "";
    if (!file) return;
    if (file.size > 9e6) { wire.complain({ message: fill(texts.session_too_large, { name: file.name }) }); return; }
    wire.request({ t: "import" }, [await file.arrayBuffer()]).catch((refused) => wire.complain(refused));
  };
  return html`<main class="column">
    <h1 class="big">${texts.sessions_heading}</h1>
    ${view.sessions.length > 0 && html`<ul class="stack">${view.sessions.map((session) => html`<li key=${session.id}><button class="card choice wide" onClick=${() => choose(wire, session.id)}><span><b>${session.title}</b><br /><span class="small soft">${fill(texts.session_line, session)}</span></span><span class="tag ${session.ended ? "good" : "quiet"}">${session.ended ? texts.session_ended : session.code}</span></button></li>`)}</ul>`}
    <div><label class="btn line s">${texts.import_session}<input class="sr" type="file" accept=".json" onChange=${open} /></label></div>
    <${Struggles} rows=${view.struggles} texts=${texts} />
    <h2 class="big">${texts.prepare_heading}</h2>
  </main>`;
}

// Who learns alone: counts, and never fewer than five people behind them.
function Struggles({ rows, texts }) {
  return html`<details><summary>${texts.struggles}</summary><div class="stack"><p class="small soft">${texts.struggles_note}</p>
    ${rows.map(({ id, title, exercises }) => html`<section key=${id} class="card stack"><h3>${title}</h3>${exercises.map((one) => html`<div key=${one.id} class="stack"><p class="small">${one.question}</p><p><b>${fill(texts.struggles_line, one)}</b></p>${one.missed.length > 0 && html`<ul class="small soft">${one.missed.map(({ text, count }) => html`<li key=${text}>${fill(texts.struggles_missed, { text, count })}</li>`)}</ul>`}</div>`)}</section>`)}</div></details>`;
}

function Plan({ wire }) {
  const { view, texts } = wire;
  const go = (to) => (to <= view.at + 1 || confirm(fill(texts.jump_sure, view.plan[to]))) && ask(wire, { do: "go", to });
  return html`<nav class="agenda" aria-label=${texts.plan}><p class="label">${texts.plan}</p><ol>${view.plan.map((step, index) => {
    const state = view.ended || index < view.at ? "done" : index === view.at ? "now" : "next";
    return html`<li key=${step.id} class=${state}><button onClick=${() => index !== view.at && go(index)} aria-current=${state === "now" ? "step" : null}><span class="dot" aria-hidden="true">${state === "done" ? "✓" : ""}</span><span>${step.title}</span><small>${fill(texts.minutes, { minutes: step.minutes })}</small></button></li>`;
  })}</ol></nav>`;
}

function People({ wire }) {
  const { view, texts } = wire;
  const mark = (person) => { if (confirm(`${person.name}: ${person.manager ? texts.unmark_manager : texts.mark_manager}?`)) ask(wire, { do: "mark", person: person.id, manager: !person.manager }); };
  const { kind } = view.step, asked = view.moves.some(({ command }) => command.do === "count" || command.do === "show");
  const words = kind === "commit" || (ANSWERED.includes(kind) && !asked) ? texts.people_count : ANSWERED.includes(kind) ? texts.answered_count : texts.done_count;
  const count = view.people.filter((person) => person.done).length;
  if (!view.people.length) return html`<p class="card soft">${texts.nobody_yet}</p>`;
  return html`<section class="stack"><p><b>${fill(words, { done: count, total: view.people.length })}</b> <span class="small soft">· ${texts.never_who}</span></p>
    <div class="people">${view.people.map((person) => html`<button key=${person.id} class="who ${person.done ? "ready" : ""} ${person.here ? "" : "away"}" onClick=${() => mark(person)} title=${person.manager ? texts.unmark_manager : texts.mark_manager} aria-label=${`${person.name}: ${person.manager ? texts.manager_tag + ", " : ""}${person.done ? texts.is_done + ", " : ""}${person.here ? "" : texts.is_away + ", "}${person.manager ? texts.unmark_manager : texts.mark_manager}`}>
      <span class="face" aria-hidden="true">${initials(person.name)}</span><span>${person.name}</span>${person.manager && html`<span class="tag quiet">${texts.manager_tag}</span>`}</button>`)}</div></section>`;
}

const ANSWERED = ["pick", "reveal", "consent"];
const initials = (name) => name.split(/\s+/).filter(Boolean).map((word) => Array.from(word)[0].toUpperCase()).slice(-2).join("");

function Timer({ wire }) {
  const { texts, view } = wire;
  const paused = view.clock.left !== null && view.clock.left !== undefined;
  const set = (left, running) => ask(wire, { do: "clock", left: Math.round(left), running }, "clock");
  return html`<div class="row"><button class="btn line s" onClick=${() => set((secondsLeft(wire) ?? 0) + 120, !paused)}>${texts.extend}</button>
    <button class="btn line s" onClick=${() => set(secondsLeft(wire) ?? 0, paused)}>${paused ? texts.resume : texts.pause}</button></div>`;
}

const OPENING = ["count", "open", "show"];
const ARMING = 700; // ms: a second click that was meant for the button before

function Moves({ wire }) {
  const { view, texts } = wire;
  const [armed, arm] = useState(false), faces = `${view.at} ${JSON.stringify(view.moves)}`;
  useEffect(() => { arm(false); const timer = setTimeout(() => arm(true), ARMING); return () => clearTimeout(timer); }, [faces]);
  const done = view.people.filter((person) => person.done).length, total = view.people.length;
  const make = (command, opens) => armed && (!opens || done >= total || confirm(fill(texts.few_sure, { done, total }))) && ask(wire, command);
  const last = view.at === view.plan.length - 1, next = view.plan[view.at + 1];
  const several = (view.step.questions || []).length > 1;
  const label = (move) => {
    const number = (view.step.questions || []).findIndex((question) => question.kpi.id === move.command.kpi) + 1;
    return several && number > 0 ? `${move.label} · ${fill(texts.kpi_number, { number })}` : move.label;
  };
  const end = () => { if (confirm(texts.end_sure)) ask(wire, { do: "end" }); };
  const settled = view.moves.length === 0;
  const reveals = next?.kind === "reveal" && (view.step.questions || []).some(({ phase }) => phase === "writing");
  return html`<div class="moves row">
    ${view.moves.map((move, index) => html`<button key=${JSON.stringify(move.command)} class="btn ${index ? "line" : ""}" aria-disabled=${!armed} onClick=${() => make(move.command, OPENING.includes(move.command.do) && !move.command.managers)}>${label(move)}</button>`)}
    ${last ? html`<button class="btn ${settled ? "" : "line"}" onClick=${end}>${texts.end}</button>` : html`<button class="btn ${settled ? "" : "line"}" aria-disabled=${!armed} onClick=${() => make({ do: "go", to: view.at + 1 }, reveals)}>${fill(reveals ? texts.next_reveal : texts.next, { title: next.title })}</button>`}
    <span class="grow"></span>
    ${view.at > 0 && html`<button class="btn line s" onClick=${() => ask(wire, { do: "go", to: view.at - 1 })}>${texts.back}</button>`}
  </div>`;
}

function Guide({ wire }) {
  const { guide } = wire.view, { texts } = wire;
  return html`<aside class="guide" aria-label=${texts.say_next}>
    ${guide.purpose && html`<p>${guide.purpose}</p>`}
    <p class="label">${texts.say_next}</p>${(guide.say || []).map((line) => html`<blockquote>“${line}”</blockquote>`)}
    <p class="label">${texts.watch_for}</p><ul>${(guide.watch || []).map((line) => html`<li>${line}</li>`)}</ul></aside>`;
}

async function download(wire, format) {
  try {
    const file = await wire.request({ t: "export", format });
    save(file.name, file.media, file.buffers[0]);
  } catch (refused) { wire.complain(refused); }
}

function TakeHome({ wire }) {
  const { texts, view } = wire;
  return html`<section class="stack"><h2>${texts.take_home}</h2><p class="small soft">${view.ended ? texts.take_home_note : texts.take_home_draft}</p>
    <div class="row">${view.formats.map((format) => html`<button key=${format} class="btn line s" onClick=${() => download(wire, format)}>${texts[`format_${format}`] || format.toUpperCase()}</button>`)}
    <button class="btn line s" onClick=${() => download(wire, "session")}>${texts.format_session}</button></div></section>`;
}

function Invite({ wire }) {
  const { texts, view } = wire, { join } = wire;
  if (join && !join.address) return html`<div class="card"><p class="soft">${texts.invite_private}</p><p class="kpi">${join.here}</p><p class="kpi">${view.session.code}</p></div>`;
  return html`<details open class="card"><summary><b>${fill(texts.invite, { code: view.session.code })}</b></summary><div class="row"><${Qr} code=${join} label=${texts.qr} /><div><p>${texts.invite_how}</p><p class="kpi">${join?.address}</p><p class="kpi">${view.session.code}</p></div></div></details>`;
}

function Desk({ wire }) {
  const { view, texts } = wire;
  const Room = ROOMS[view.step.kind], room = useRef(null);
  useLayoutEffect(() => { if (room.current) room.current.scrollTop = 0; }, [view.at, view.ended]);
  const projector = () => { storage.set("projector", view.session.code); open(new URL("projector", document.baseURI), "kpi-workshop-projector"); };
  return html`<div class="kw atdesk">
    <header class="bar"><div class="where"><b class="kpi">${view.session.title}</b></div>
      <span class="tag quiet">${view.session.code}</span><button class="btn line s" onClick=${projector}>${texts.open_projector}</button><button class="btn line s" onClick=${() => choose(wire, "")}>${texts.all_sessions}</button><${ThemeSwitch} wire=${wire} /><${Languages} wire=${wire} /></header>
    <${Connection} wire=${wire} />
    <div class="desk"><${Plan} wire=${wire} />
      <main class="room" ref=${room}><div class="row apart"><h1 class="big">${view.ended ? view.words.heading : view.plan[view.at].title}</h1>${!view.ended && html`<div class="row"><${Clock} wire=${wire} big=${true} /><${Timer} wire=${wire} /></div>`}</div>
        ${view.at === 0 && !view.ended && html`<${Invite} wire=${wire} />`}
        ${!view.ended && html`<${People} wire=${wire} />`}
        ${view.ended && html`<${TakeHome} wire=${wire} />`}
        ${Room && html`<${Room} key=${view.step.id} wire=${wire} view=${view} words=${view.words} />`}
        ${!view.ended && view.step.kind === "commit" && html`<${TakeHome} wire=${wire} />`}
        ${!view.ended && html`<${Moves} wire=${wire} />`}</main>
      <${Guide} wire=${wire} /></div>
    <${Toast} wire=${wire} /></div>`;
}

function App({ wire }) {
  useWire(wire);
  useEffect(() => {
    document.documentElement.lang = wire.language;
    document.title = `${wire.view.session?.title ?? wire.texts.title} · ${wire.texts.product}`;
    if (wire.view.session && storage.fields("facilitator").session !== wire.view.session.id) storage.set("facilitator", { ...storage.fields("facilitator"), session: wire.view.session.id });
  });
  if (wire.view.session) return html`<${Desk} wire=${wire} />`;
  const form = wire.view.sessions ? html`<${Sessions} wire=${wire} />` : wire.state === "opening" ? html`<main class="column middle"><p class="soft" role="status">${wire.texts.opening}</p></main>` : html`<${KeyForm} wire=${wire} />`;
  return html`<div class="kw part"><header class="bar"><div class="where"><b class="kpi">${wire.texts.product}</b></div><${ThemeSwitch} wire=${wire} /><${Languages} wire=${wire} /></header><${Connection} wire=${wire} />${form}<${Toast} wire=${wire} /></div>`;
}

export function render({ model, el }) {
  applyTheme();
  const wire = new Wire(model, () => ({ ...storage.fields("facilitator"), t: "hello", language: language(), kept: storage.fields("preparing") }));
  wire.listen((heard) => {
    if (heard?.t === "welcome") wire.join = heard.join;
    if (heard?.t === "keep") storage.set("preparing", heard.form);
    if (wire.view.session) wire.settle(wire.view.session.id, true);
  });
  draw(html`<${App} wire=${wire} />`, el);
}
