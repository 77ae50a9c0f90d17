// The talk itself: one part a screen, kept in this browser until it is sent.
import { html, useEffect, useState } from "./vendor/htm-preact.js";
import { Icon, fill, useFocusOnStep, useKept } from "./parts.js";
import { randomHex, storage } from "./wire.js";
import { Open, today } from "./checkin-parts.js";

const PARTS = ["look-back", "progress", "relevance", "adjust", "recognition", "close"];
const FITS = ["fits", "adjust", "retire"];
const FIELDS = ["text", "target", "measure", "counter_measure", "review_date", "rhythm"];
const RHYTHMS = ["", "weekly", "biweekly", "monthly", "quarterly"];
const ABOUT_OPEN = ["promise", "promise-open", "asked"]; // these stand there with their buttons
const MOST_SUPPORT = 6;

const key = (place) => `checkin:${place}`;
const empty = () => ({ at: 0, date: "", value: "", progress: "", support: [], checks: {}, fit: "", reason: "", recognition: "", fields: {} });

export const isBegun = (place) => Object.keys(storage.fields(key(place))).length > 0;

// Take a note up again, to correct it.
export function begin(place, note) {
  const support = note.support.map(({ id, asked = "", promised = "", who = "", due = "" }) => ({ id, asked, promised, who, due }));
  const { value, progress, date, checks, fit, reason, recognition } = note;
  storage.set(key(place), { ...empty(), at: 1, checkin: note.id, value, progress, date, checks, fit, reason, recognition, support });
}

export function Talk({ wire, kpi, relevance, only, onDone }) {
  const { texts, view } = wire;
  const [kept, set, forget] = useKept(key(`${view.session.id}/${kpi.id}${only}`), empty());
  const form = { ...empty(), ...kept }, change = (part) => set({ ...form, ...part });
  const [busy, setBusy] = useState(false);
  const parts = only ? [only] : PARTS.filter((part) => part !== "adjust" || ["adjust", "retire"].includes(form.fit));
  const at = Math.min(form.at, parts.length - 1), part = parts[at];
  const heading = useFocusOnStep(part, false);
  const go = (to) => change({ at: to });
  const leave = () => onDone("");
  const drop = () => { if (confirm(texts.drop_sure)) { forget(); onDone(""); } };
  // The ids are kept before anything goes out: what is sent again after a reload is stored once.
  const send = async (ids) => {
    setBusy(true);
    set({ ...form, ids });
    try {
      for (const command of commands(kpi, form, only)) await wire.do({ ...command, id: ids[command.do] });
      forget();
      onDone(only ? texts.proposed : texts.kept_note);
    } catch (refused) {
      wire.complain(refused);
      set({ ...form, ids: undefined });
      setBusy(false);
    }
  };
  useEffect(() => { if (form.ids) send(form.ids); }, []);
  const section = kpi.guide.sections.find(({ id }) => id === part), Part = SCREENS[part];
  const last = at === parts.length - 1, nothing = commands(kpi, form, only).length === 0;
  return html`<main class="column talk-page">
      ${parts.length > 1 && html`<ol class="steps" aria-hidden="true">${parts.map((one, index) => html`<li key=${one} class=${index < at ? "done" : index === at ? "now" : ""}></li>`)}</ol>`}
      <p class="small soft">${kpi.text}</p>
      <div class="stack"><h1 class="big" tabindex="-1" ref=${heading}>${only ? texts.propose_change : section.title}</h1>${!only && html`<p class="small soft">${fill(texts.part_minutes, { minutes: section.minutes })} · ${section.why}</p>`}</div>
      <${Part} wire=${wire} kpi=${kpi} form=${form} change=${change} section=${section} relevance=${relevance} only=${only} />
      <p class="small soft"><${Icon} name="eye" /> ${texts.who_sees}</p>
      <div class="row apart"><button type="button" class="btn line s" onClick=${leave}>${texts.later}</button><button type="button" class="btn line s" onClick=${drop}>${texts.drop}</button></div>
      <div class="foot inside"><div class=${at ? "pair" : ""}>${at > 0 && html`<button type="button" class="btn line" onClick=${() => go(at - 1)}>${texts.back}</button>`}
        ${last ? html`<button type="button" class="btn wide" aria-disabled=${nothing || busy} onClick=${() => !nothing && !busy && send({ note: randomHex(), propose: randomHex() })}>${only ? texts.propose_send : texts.keep}</button>` : html`<button type="button" class="btn wide" onClick=${() => go(at + 1)}>${texts.next_part}</button>`}</div></div></main>`;
}

// What is sent: the note if it says anything, then the change if there is one.
function commands(kpi, form, only) {
  const { at: _at, ids: _ids, fields, reason, ...said } = form;
  const support = form.support.filter(({ asked, promised }) => asked.trim() || promised.trim());
  const doubt = ["adjust", "retire"].includes(form.fit);
  const note = { ...said, do: "note", kpi: kpi.id, date: form.date || today(), support, reason: doubt ? reason : "" };
  const noted = !only && ([form.value, form.progress, form.recognition].some((line) => line.trim()) || support.length || form.fit || Object.keys(form.checks).length);
  const changed = Object.fromEntries(Object.entries(fields).filter(([name, said]) => said.trim() !== (kpi[name] || "")));
  const retire = form.fit === "retire", proposes = reason.trim() && !kpi.proposal && (only || doubt) && (retire || Object.keys(changed).length);
  return [...(noted ? [note] : []), ...(proposes ? [{ do: "propose", kpi: kpi.id, fields: retire ? {} : changed, retire, reason }] : [])];
}

const Questions = ({ section, without = [] }) => {
  const asked = section.questions.filter(({ id }) => !without.includes(id));
  return asked.length ? html`<ul class="stack asks">${asked.map(({ id, text }) => html`<li key=${id}>${text}</li>`)}</ul>` : null;
};

const Area = ({ id, label, hint, value, onInput, rows = 3, asks }) => html`<div class="field"><label for=${id} class=${asks ? "asking" : ""}>${label}</label><textarea id=${id} class="input" rows=${rows} maxlength="1000" value=${value} onInput=${(event) => onInput(event.target.value)}></textarea>${hint && html`<p class="small soft">${hint}</p>`}</div>`;
const Line = ({ id, label, hint, value, onInput, type = "text", most = 1000 }) => html`<div class="field"><label for=${id}>${label}</label><input id=${id} class="input s" type=${type} maxlength=${most} value=${value} onInput=${(event) => onInput(event.target.value)} />${hint && html`<p class="small soft">${hint}</p>`}</div>`;

const LookBack = ({ wire, kpi, section }) => html`<${Questions} section=${section} without=${ABOUT_OPEN} /><${Open} wire=${wire} kpi=${kpi} />`;

function Progress({ wire, kpi, form, change, section }) {
  const { texts } = wire;
  const asked = section.questions.find(({ id }) => id === "progress");
  const set = (index, part) => change({ support: form.support.map((one, place) => (place === index ? { ...one, ...part } : one)) });
  const add = () => change({ support: [...form.support, { asked: "", promised: "", who: "", due: "" }] });
  return html`<${Area} asks=${true} id="said" label=${asked.text} value=${form.progress} onInput=${(progress) => change({ progress })} />
    <${Line} id="level" label=${texts.value} hint=${texts.value_note} value=${form.value} most="60" onInput=${(value) => change({ value })} />
    <${Questions} section=${section} without=${["progress", "support"]} />
    <fieldset class="stack"><legend><b>${section.questions.find(({ id }) => id === "support").text}</b></legend>
      ${form.support.map((one, index) => html`<div key=${one.id || index} class="card stack">
        <${Line} id=${`asked-${index}`} label=${texts.asked} value=${one.asked} onInput=${(asked_) => set(index, { asked: asked_ })} />
        <${Line} id=${`promised-${index}`} label=${texts.promised} value=${one.promised} onInput=${(promised) => set(index, { promised })} />
        <div class="grid2"><${Line} id=${`who-${index}`} label=${texts.who} value=${one.who} onInput=${(who) => set(index, { who })} /><${Line} id=${`due-${index}`} type="date" label=${texts.due} value=${one.due} onInput=${(due) => set(index, { due })} /></div></div>`)}
      ${form.support.length < MOST_SUPPORT && html`<div><button type="button" class="btn line s" onClick=${add}>+ ${texts.add_support}</button></div>`}</fieldset>`;
}

function Relevance({ wire, kpi, form, change, section, relevance }) {
  const { texts } = wire, [found, setFound] = useState(null), [open, show] = useState(kpi.guide.check_relevance || Object.keys(form.checks).length > 0);
  const asked = JSON.stringify(form.checks);
  useEffect(() => {
    let wanted = true;
    if (asked === "{}") setFound(null);
    else wire.request({ t: "relevance", checks: form.checks }).then(({ found: said }) => wanted && setFound(said), () => {});
    return () => { wanted = false; };
  }, [asked, wire.language]);
  const check = (question, answer) => change({ checks: { ...form.checks, [question]: answer } });
  return html`<${Questions} section=${section} />
    ${!open && html`<div><button type="button" class="btn line s" onClick=${() => show(true)}>${texts.five_questions}</button></div>`}
    ${open && relevance.map(({ id, text, answers }) => html`<fieldset key=${id} class="stack"><legend><b>${text}</b></legend><div class="row">${answers.map((answer) => html`<label key=${answer.id} class="pill-choice ${form.checks[id] === answer.id ? "on" : ""}"><input class="sr" type="radio" name=${`check-${id}`} checked=${form.checks[id] === answer.id} onChange=${() => check(id, answer.id)} />${answer.text}</label>`)}</div></fieldset>`)}
    <div role="status">${found && html`<div class="coach"><p><b>${found.text}</b></p>${found.reasons.length > 0 && html`<ul class="stack">${found.reasons.map((reason) => html`<li key=${reason.question}>${reason.text}</li>`)}</ul>`}</div>`}</div>
    <fieldset class="stack"><legend><b>${texts.came_to}</b></legend><div class="row">${FITS.map((fit) => html`<label key=${fit} class="pill-choice ${form.fit === fit ? "on" : ""}"><input class="sr" type="radio" name="fit" checked=${form.fit === fit} onChange=${() => change({ fit })} />${texts[`fit_${fit}`]}</label>`)}</div></fieldset>
    ${["adjust", "retire"].includes(form.fit) && html`<${Area} id="why" label=${texts.why} hint=${texts.why_note} value=${form.reason} onInput=${(reason) => change({ reason })} />`}`;
}

function Adjust({ wire, kpi, form, change, section, only }) {
  const { texts } = wire, words = texts, now = (name) => form.fields[name] ?? kpi[name] ?? "";
  const set = (name) => (said) => change({ fields: { ...form.fields, [name]: said } });
  if (kpi.proposal) return html`<p class="card">${texts.one_at_a_time}</p>`;
  const field = (name) => {
    const label = texts[`field_${name}`], id = `field-${name}`;
    if (name === "rhythm") return html`<div class="field" key=${name}><label for=${id}>${label}</label><select id=${id} class="input s" value=${now(name)} onChange=${(event) => set(name)(event.target.value)}>${RHYTHMS.map((rhythm) => html`<option key=${rhythm} value=${rhythm}>${rhythm ? words[`rhythm_${rhythm}`] : "—"}</option>`)}</select></div>`;
    if (["text", "measure", "counter_measure"].includes(name)) return html`<${Area} key=${name} id=${id} rows="2" label=${label} value=${now(name)} onInput=${set(name)} />`;
    return html`<${Line} key=${name} id=${id} type=${name === "review_date" ? "date" : "text"} label=${label} value=${now(name)} onInput=${set(name)} />`;
  };
  return html`<${Questions} section=${section} />
    ${only && html`<label class="check"><input type="checkbox" checked=${form.fit === "retire"} onChange=${(event) => change({ fit: event.target.checked ? "retire" : "" })} /><span>${texts.let_go}<br /><span class="small soft">${texts.let_go_note}</span></span></label>`}
    ${form.fit === "retire" ? html`<p class="card">${texts.would_retire}</p>` : FIELDS.map(field)}
    <${Area} id="because" label=${texts.why} hint=${texts.why_note} value=${form.reason} onInput=${(reason) => change({ reason })} />
    <p class="card note">${texts.others_asked}</p>`;
}

const Recognition = ({ wire, form, change, section }) => html`<${Area} asks=${true} id="thanks" label=${section.questions[0].text} hint=${wire.texts.recognition_note} value=${form.recognition} onInput=${(recognition) => change({ recognition })} /><${Questions} section=${section} without=${["recognise"]} />`;

function Close({ wire, kpi, form, change, section }) {
  const { texts } = wire;
  const will = commands(kpi, form, "");
  const support = form.support.filter(({ asked, promised }) => asked.trim() || promised.trim());
  const doubt = ["adjust", "retire"].includes(form.fit);
  const rows = [[texts.value, form.value], [texts.progress_heading, form.progress], ...support.map(({ asked, promised, who }) => [texts.support_short, [asked, who ? `${who}: ${promised}` : promised].filter(Boolean).join(" · ")]), [texts.came_to, form.fit && texts[`fit_${form.fit}`]], [texts.why, doubt && form.reason], [texts.recognised_short, form.recognition]];
  return html`<${Line} id="date" type="date" label=${texts.date_of_talk} value=${form.date || today()} onInput=${(date) => change({ date })} />
    ${will.length ? html`<dl class="facts card">${rows.filter(([, said]) => said && said.trim()).map(([name, said], index) => html`<dt key=${index}>${name}</dt><dd>${said}</dd>`)}</dl>` : html`<p class="card soft">${texts.nothing_noted}</p>`}
    ${will.some((command) => command.do === "propose") && html`<p class="card note">${texts.others_asked}</p>`}
    ${doubt && !form.reason.trim() && html`<p class="error">${texts.reason_missing}</p>`}
    ${section.questions.map(({ id, text }) => html`<p key=${id}><b>${text}</b></p>`)}`;
}

const SCREENS = { "look-back": LookBack, progress: Progress, relevance: Relevance, adjust: Adjust, recognition: Recognition, close: Close };
