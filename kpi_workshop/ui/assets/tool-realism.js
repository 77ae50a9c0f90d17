// Is it realistic: a history or hours against a target. What is typed stays in this browser.
import { html, useEffect, useRef, useState } from "./vendor/htm-preact.js";
import { fill, useKept, useTool } from "./parts.js";
import { HistoryChart } from "./history-chart.js";

const PARTS = ["history", "capacity"];
const MOST_FILE = 1e6; // bytes
const PAUSE = 400; // ms between the last key and the question
const BLANK = { part: "history", text: "", rhythm: "month", person: "", per_unit: "", hours: "", other: "", people: "" };

// A value as it stands once somebody stops typing.
function usePaused(value) {
  const [paused, set] = useState(value), now = JSON.stringify(value);
  useEffect(() => { const timer = setTimeout(() => set(JSON.parse(now)), PAUSE); return () => clearTimeout(timer); }, [now]);
  return paused;
}

const Field = ({ id, label, hint, ...more }) => html`<div class="field"><label for=${id}>${label}</label><input id=${id} class="input s" maxlength="100" placeholder=${hint} autocomplete="off" ...${more} /></div>`;

export function Tool({ kpi, wire }) {
  const { texts } = wire;
  const [kept, set] = useKept("realism:form", {});
  const start = useTool(wire, "realism", { part: "start", kpi }).result;
  const form = { ...BLANK, target: start?.target || "", units: start?.target || "", lower: start?.less || null, ...kept };
  // A file may take a while to be read: what was typed meanwhile stays.
  const latest = useRef(kept), change = (part) => { latest.current = { ...latest.current, ...part }; set(latest.current); };
  return html`<div class="stack gap">
    <nav class="tabs" aria-label=${texts.realism_parts}>${PARTS.map((part) => html`<button type="button" key=${part} class="pill" aria-current=${form.part === part} onClick=${() => change({ part })}>${texts[`realism_part_${part}`]}</button>`)}</nav>
    ${form.part === "capacity" ? html`<${Capacity} wire=${wire} form=${form} change=${change} />` : html`<${History} wire=${wire} form=${form} change=${change} start=${start} />`}</div>`;
}

function History({ wire, form, change, start }) {
  const { texts } = wire;
  const { text, rhythm, person, target } = form;
  const [less, setLess] = useState(false); // what the values' own name says
  const lower = form.lower || (form.lower === null && less);
  const asked = usePaused({ part: "history", text, rhythm, person, target, lower });
  const [tries, again] = useState(0);
  const { result, error } = useTool(wire, "realism", asked.text.trim() ? { ...asked, tries } : null);
  useEffect(() => { if (result?.less !== undefined) setLess(result.less); }, [result]);
  // The libraries for it take a few seconds, once.
  useEffect(() => { const timer = result?.waiting && setTimeout(() => again(tries + 1), PAUSE); return () => clearTimeout(timer); }, [result]);
  const [trouble, setTrouble] = useState("");
  const take = async (given) => {
    try {
      setTrouble("");
      const { text: found } = await wire.tool("realism", given);
      change({ text: found, person: "", lower: null });
    } catch ({ message }) { setTrouble(message); }
  };
  const open = async (event) => {
    const [file] = event.target.files;
    event.target.value = "";
    if (!file) return;
    if (file.size > MOST_FILE) { setTrouble(fill(texts.realism_file_large, file)); return; }
    take({ part: "file", name: file.name, file: encoded(new Uint8Array(await file.arrayBuffer())) });
  };
  return html`<section class="stack">
      <div class="field"><label for="realism-text">${texts.realism_text}</label>
        <textarea id="realism-text" class="input" rows=${Math.min(8, Math.max(3, text.split("\n").length))} spellcheck="false" aria-describedby="realism-hint" placeholder=${texts.realism_placeholder} value=${text} onInput=${(event) => change({ text: event.target.value, person: "" })}></textarea></div>
      <p id="realism-hint" class="small soft">${texts.realism_text_hint}</p>
      <div class="row"><label class="btn line s">${texts.realism_file}<input class="sr" type="file" accept=".csv,.txt,.xlsx" onChange=${open} /></label>
        ${start && html`<label class="row"><span class="small soft">${texts.realism_example}</span><select class="pill" value="" onChange=${(event) => { if (event.target.value) take({ part: "example", example: event.target.value }); event.target.value = ""; }}><option value="">${texts.realism_choose}</option>${start.examples.map(({ id, title }) => html`<option key=${id} value=${id}>${title}</option>`)}</select></label>`}</div>
      <div class="grid2">
        ${result?.typed && start && html`<div class="field"><label for="realism-rhythm">${texts.realism_rhythm}</label><select id="realism-rhythm" class="input s" value=${rhythm} onChange=${(event) => change({ rhythm: event.target.value })}>${Object.entries(start.rhythms).map(([name, words]) => html`<option key=${name} value=${name}>${words}</option>`)}</select></div>`}
        ${result?.people?.length > 1 && html`<div class="field"><label for="realism-person">${texts.realism_person}</label><select id="realism-person" class="input s" value=${result.person} onChange=${(event) => change({ person: event.target.value })}><option value="">${texts.realism_everybody}</option>${result.people.map((name) => html`<option key=${name} value=${name}>${name}</option>`)}</select></div>`}
        <${Field} id="realism-target" label=${texts.realism_target} value=${target} onInput=${(event) => change({ target: event.target.value })} /></div>
      <label class="check"><input type="checkbox" checked=${lower} onChange=${(event) => change({ lower: event.target.checked })} /><span>${texts.realism_lower}</span></label>
      ${(trouble || error) && html`<p class="error" role="alert">${trouble || error}</p>`}
    </section>
    ${result?.people?.length > 1 && html`<p class="small soft">${texts.realism_person_note}</p>`}
    ${result?.together?.length > 0 && html`<section class="card stack" role="status">${result.together.map((line) => html`<p key=${line}>${line}</p>`)}</section>`}
    ${result?.told && html`<${Told} told=${result.told} texts=${texts} lower=${lower} />`}
    ${result?.waiting && html`<p class="soft" role="status">${texts.realism_waiting}</p>`}
    ${result?.notes?.map((note) => html`<p key=${note} class="small soft">${note}</p>`)}`;
}

// Bytes as text that JSON can hold.
function encoded(bytes) {
  let letters = "";
  for (let at = 0; at < bytes.length; at += 8192) letters += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(letters);
}

const Lines = ({ lines }) => lines.map((line) => html`<p key=${line}>${line}</p>`);
const LEVELS = [["commit", "commit"], ["target", "aim"], ["stretch", "stretch"]];

function Told({ told, texts, lower }) {
  const { levels, lines } = told;
  return html`<section class="stack" aria-live="polite"><h2>${told.heading}</h2>
      <${HistoryChart} told=${told} texts=${texts} lower=${lower} />
      ${!told.enough_data && html`<div class="coach"><${Lines} lines=${lines.expected} /></div>`}
      ${levels && html`<h3>${texts.realism_range}</h3><div class="three">${LEVELS.map(([name, word]) => html`<div key=${name} class="card ${name === "target" ? "on" : ""}"><p class="small soft">${texts[`realism_${word}`]}</p><p class="kpi">${levels[name]}</p><p class="small soft">${texts[`realism_${word}_note`]}</p></div>`)}</div>`}
      ${lines.chance.length > 0 && html`<div class="coach"><h3>${texts.realism_chance}</h3><${Lines} lines=${lines.chance} /></div>`}</section>
    ${told.enough_data && html`<section class="card stack"><h3>${texts.realism_now}</h3><${Lines} lines=${[...lines.expected, ...lines.behind]} /></section>
    <section class="card stack"><h3>${told.path_heading}</h3><ol class="stack">${told.path_lines.map((line) => html`<li key=${line}>${line}</li>`)}</ol></section>
    <details><summary class="small">${texts.realism_method}</summary><p class="small soft">${told.credits}</p></details>`}`;
}

function Capacity({ wire, form, change }) {
  const { texts } = wire;
  const { units, per_unit, hours, other, people } = form;
  const asked = usePaused({ part: "capacity", units, per_unit, hours, other, people });
  const { result, error } = useTool(wire, "realism", asked.units.trim() && asked.per_unit.trim() && asked.hours.trim() ? asked : null);
  const field = (name, word = name) => html`<${Field} id=${`realism-${name}`} label=${texts[`realism_${word}`]} hint=${texts[`realism_${word}_hint`]} value=${form[name]} onInput=${(event) => change({ [name]: event.target.value })} />`;
  return html`<section class="stack"><p class="soft">${texts.realism_capacity_hint}</p>
      <div class="grid2">${field("units")}${field("per_unit")}${field("hours")}${field("other")}${field("people", "heads")}</div>
      ${error && html`<p class="error" role="alert">${error}</p>`}</section>
    <div role="status">${result && html`<section class="card stack ${result.capacity.fits ? "fits" : "again"}"><p class="small soft">${texts.realism_possible}</p><p class="kpi">${result.capacity.room}</p><ol class="stack">${result.capacity.arithmetic.map((line) => html`<li key=${line}>${line}</li>`)}</ol></section>`}</div>`;
}
