// What every page is made of. All text from people reaches the page as text, never as markup.
import { html, useEffect, useLayoutEffect, useMemo, useRef, useState } from "./vendor/htm-preact.js";
import { Rewriter } from "./rewriter.js";
import { OURS, fill, storage } from "./wire.js";

export { fill };

// A value that is being filled in: kept in this browser until it was sent.
export function useKept(key, initial) {
  const [value, setValue] = useState(() => storage.get(key) ?? initial);
  return [value, (next) => { setValue(next); storage.set(key, next); }, () => storage.set(key, null)];
}

export function useWire(wire) {
  const [, redraw] = useState(0);
  // Before the browser paints, or what the kernel answers meanwhile would be missed.
  useLayoutEffect(() => wire.listen(() => redraw((n) => n + 1)), [wire]);
}

// What a page of ours says of itself; a notebook's own title and language are left alone.
export function useTitle(wire, title) {
  useEffect(() => {
    if (!OURS) return;
    document.documentElement.lang = wire.language;
    document.title = `${title} · ${wire.texts.product}`;
  });
}

// The top of a page that belongs to no session.
export function Top({ wire, children }) {
  return html`<header class="bar"><div class="where"><b class="kpi">${OURS ? html`<a href="./">${wire.texts.product}</a>` : wire.texts.product}</b>${children}</div>${OURS && html`<${ThemeSwitch} wire=${wire} />`}<${Languages} wire=${wire} /></header><${Connection} wire=${wire} />`;
}

const PATHS = {
  lock: html`<rect x="3" y="7" width="10" height="7" rx="2" fill="currentColor" /><path d="M5 7V5a3 3 0 0 1 6 0v2" fill="none" stroke="currentColor" stroke-width="1.6" />`,
  eye: html`<path d="M1 8s2.6-4.5 7-4.5S15 8 15 8s-2.6 4.5-7 4.5S1 8 1 8z" fill="none" stroke="currentColor" stroke-width="1.4" /><circle cx="8" cy="8" r="2" fill="currentColor" />`,
  moon: html`<path d="M13 10A6 6 0 0 1 6 3a6 6 0 1 0 7 7z" fill="currentColor" />`,
};
export const Icon = ({ name, size }) => html`<svg class="ico" style=${size ? { width: size, height: size } : null} viewBox="0 0 16 16" aria-hidden="true">${PATHS[name]}</svg>`;

// Language and theme ------------------------------------------------------------------------------
export function Languages({ wire, short }) {
  return html`<label><span class="sr">${wire.texts.language}</span>
    <select class="pill" value=${wire.language} onChange=${(event) => wire.speak(event.target.value)}>
      ${wire.languages.map(({ code, name }) => html`<option value=${code}>${short ? code.toUpperCase() : name}</option>`)}
    </select></label>`;
}

export function applyTheme(theme = storage.get("theme")) {
  const lab = document.body.dataset.jpThemeLight;
  const dark = lab ? lab === "false" : theme ? theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  document.documentElement.dataset.theme = dark ? "dark" : "light";
}

export function ThemeSwitch({ wire }) {
  const swap = () => {
    const theme = document.documentElement.dataset.theme === "dark" ? "light" : "dark";
    storage.set("theme", theme);
    applyTheme(theme);
  };
  return html`<button class="pill" onClick=${swap} aria-label=${wire.texts.theme} title=${wire.texts.theme}><${Icon} name="moon" /></button>`;
}

// What a tool answers to what it is given, asked anew when that changes: { result, error }.
export function useTool(wire, tool, given) {
  const [said, setSaid] = useState({ result: null, error: "" });
  const asked = given && JSON.stringify(given);
  useEffect(() => {
    if (!asked) { setSaid({ result: null, error: "" }); return undefined; }
    let wanted = true;
    wire.tool(tool, JSON.parse(asked)).then((result) => wanted && setSaid({ result, error: "" }), ({ message }) => wanted && setSaid({ result: null, error: message }));
    return () => { wanted = false; };
  }, [asked, wire.language]);
  return said;
}

// A button that copies a text. Where a page may not (plain http), the text is there to be copied by hand.
export function Copy({ text, label, done, byHand }) {
  const [state, setState] = useState("");
  useEffect(() => setState(""), [text]);
  const copy = () => {
    if (!navigator.clipboard) { setState("hand"); return; }
    navigator.clipboard.writeText(text).then(() => setState("done"), () => setState("hand"));
  };
  return html`<div class="stack"><div class="row"><button type="button" class="btn line s" onClick=${copy}>${label}</button><span class="small soft" role="status">${state === "done" ? done : ""}</span></div>
    ${state === "hand" && html`<label class="field"><span class="label">${byHand}</span><textarea class="input s" rows="4" readonly value=${text} onFocus=${(event) => event.target.select()} ref=${(area) => area && document.activeElement !== area && area.focus()}></textarea></label>`}</div>`;
}

// Hand a file over to the browser's downloads.
export function save(name, media, bytes) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([bytes], { type: media }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}

// Where the page stands with its kernel: quiet when all is well.
export function Connection({ wire }) {
  const { state, trouble, texts, unsent } = wire;
  if (state === "away") return html`<div class="state" role="status">${OURS ? texts.away : texts.stopped}</div>`;
  if (state === "behind") return html`<div class="state" role="status">${trouble || texts.behind}</div>`;
  if (state === "live" && unsent > 0) return html`<div class="state quiet sr" role="status">${texts.sending}</div>`;
  return null;
}

// Time --------------------------------------------------------------------------------------------
export function secondsLeft(wire) {
  const { ends, left } = wire.view.clock || {};
  if (left !== null && left !== undefined) return left;
  return ends ? Math.round(ends - Date.now() / 1000 - wire.skew) : null;
}

export function Clock({ wire, big }) {
  const [, tick] = useState(0);
  useEffect(() => { const timer = setInterval(() => tick((n) => n + 1), 500); return () => clearInterval(timer); }, []);
  const seconds = secondsLeft(wire);
  if (seconds === null) return null;
  const size = Math.abs(seconds);
  const shown = `${seconds < 0 ? "+" : ""}${Math.floor(size / 60)}:${String(size % 60).padStart(2, "0")}`;
  const { ends } = wire.view.clock;
  return html`<span class="clock ${seconds < 0 ? "over" : ""} ${big ? "big" : ""}" role="timer" aria-label=${fill(wire.texts.time_left, { time: shown })}>${ends === null ? html`<span aria-hidden="true">⏸ </span><span class="sr">${wire.texts.paused} </span>` : ""}${shown}</span>`;
}

// Findings ----------------------------------------------------------------------------------------
const MOST_SHOWN = 3;

// `asked` is a question that stands above them already.
export function Findings({ findings, texts, calm, asked, onMeant }) {
  const [open, setOpen] = useState(null), [all, setAll] = useState(false);
  const id = useMemo(() => `why-${Math.random().toString(36).slice(2)}`, []);
  if (!findings.length) return calm ? html`<p class="tags"><span class="tag good">✓ ${calm}</span></p>` : null;
  const chosen = findings.find((finding) => finding.rule === open);
  return html`<div>
    <div class="tags">${findings.slice(0, all ? undefined : MOST_SHOWN).map((finding) => html`<button type="button" key=${finding.rule} class="tag ${finding.severity}" aria-expanded=${open === finding.rule} aria-controls=${id} onClick=${() => setOpen(open === finding.rule ? null : finding.rule)}>${finding.chip}</button>`)}${!all && findings.length > MOST_SHOWN && html`<button type="button" class="tag quiet" onClick=${() => setAll(true)}>${fill(texts.more_findings, { count: findings.length - MOST_SHOWN })}</button>`}</div>
    <div id=${id} class="why arrive" hidden=${!chosen}>${chosen && html`<p>${chosen.message} ${chosen.why}</p>${chosen.question !== asked && html`<p><b>${chosen.question}</b></p>`}<p class="small soft">${fill(texts.cause, chosen)} <a href=${`rules/${texts.code}#${chosen.rule}`} target="_blank" rel="noopener">${texts.handbook}</a></p>${onMeant && html`<${MeantSo} key=${chosen.rule} texts=${texts} onMeant=${(reason) => onMeant(chosen, reason)} />`}`}</div>
  </div>`;
}

// Some things are meant as they stand. With its reason said, a finding is left alone.
function MeantSo({ texts, onMeant }) {
  const [reason, setReason] = useState(null);
  if (reason === null) return html`<p><button type="button" class="btn line s" onClick=${() => setReason("")}>${texts.meant_so}</button></p>`;
  const send = (event) => { event.preventDefault(); if (reason.trim()) onMeant(reason.trim()); };
  return html`<form class="stack" onSubmit=${send}><label class="field"><span class="label">${texts.meant_why}</span><input class="input s" maxlength="200" value=${reason} onInput=${(event) => setReason(event.target.value)} /></label>
    <div class="row"><button class="btn s" disabled=${!reason.trim()}>${texts.meant_keep}</button></div></form>`;
}

// What the team's sheet says of a KPI in its other columns.
export function Facts({ facts, texts }) {
  const { baseline, target, period, owner } = facts || {};
  const said = [baseline && target ? `${baseline} → ${target}` : target || (baseline && fill(texts.from_level, { baseline })), period, owner].filter(Boolean);
  return said.length ? html`<p class="facts-line small soft">${said.join("\u00a0· ")}</p>` : null; // a dot never begins a line
}

export const Statement = ({ kpi, texts, calm }) => html`<div class="card"><p class="kpi">${kpi.text}</p><${Facts} facts=${kpi.facts} texts=${texts} /><${Findings} findings=${kpi.findings || []} texts=${texts} calm=${calm} /></div>`;

// Writing -----------------------------------------------------------------------------------------
const CRITIC_PAUSE = 80;
const SAVE_PAUSE = 600;

const WEAKEST_FIRST = ["consider", "should", "must"];

// Where findings overlap, the more severe one shows, and of two alike the narrower.
// The critic counts characters as Python does; the page as UTF-16 does.
function marked(text, findings) {
  const letters = Array.from(text), width = ({ span: [start, end] }) => end - start;
  const spans = findings.filter((one) => width(one) > 0 && width(one) < letters.length && one.span[1] <= letters.length)
    .sort((a, b) => WEAKEST_FIRST.indexOf(a.severity) - WEAKEST_FIRST.indexOf(b.severity) || width(b) - width(a));
  const shown = new Array(letters.length);
  for (const one of spans) shown.fill(one, ...one.span);
  const pieces = [];
  for (let at = 0, start = 0; at < letters.length; start = at) {
    while (at < letters.length && shown[at] === shown[start]) at += 1;
    const words = letters.slice(start, at).join("");
    pieces.push(shown[start] ? html`<mark class=${shown[start].severity}>${words}</mark>` : words);
  }
  return [...pieces, "\n"];
}

// A text that is kept in this browser as it is typed, criticised after a pause, and sent after a longer one.
export function Writer({ wire, draftKey, saved, label, placeholder, critic, clear, onSave }) {
  const kept = useMemo(() => { const draft = storage.get(draftKey); return typeof draft === "string" ? draft : null; }, [draftKey]);
  const [text, setText] = useState(kept ?? saved ?? "");
  const [findings, setFindings] = useState([]);
  const [state, setState] = useState(kept !== null ? "typing" : saved ? "saved" : "");
  const [error, setError] = useState("");
  const [meant, setMeant] = useKept(`meant:${draftKey}`, {});
  const [helping, setHelping] = useState(false); // by the rewrite coach, who asks the questions then
  const area = useRef(null), pauses = useRef({}), latest = useRef(text), saving = useRef(() => {});

  const save = saving.current = async () => {
    clearTimeout(pauses.current.save);
    const sent = latest.current;
    setState("saving");
    try {
      await onSave(sent);
      setError("");
      if (latest.current === sent) { storage.set(draftKey, null); setState(sent.trim() ? "saved" : ""); }
    } catch (refused) {
      // The step may be over: then it is told where the person is now, with the words that came too late.
      if (!area.current) wire.complain({ ...refused, message: `${refused.message} “${sent}”` });
      setError(refused.message);
      setState("typing");
    }
  };
  const judge = async (written) => setFindings(written.trim() ? await wire.critique(written) : []);
  const write = (written) => {
    latest.current = written;
    setText(written);
    setState("typing");
    storage.set(draftKey, written);
    clearTimeout(pauses.current.save);
    pauses.current.save = setTimeout(save, SAVE_PAUSE);
    if (critic) { clearTimeout(pauses.current.critic); pauses.current.critic = setTimeout(() => judge(written), CRITIC_PAUSE); }
  };
  useEffect(() => {
    if (kept !== null) save();
    if (critic && text) judge(text);
    // What is typed when a step ends still goes out; the kernel says so if the box was opened meanwhile.
    return () => { clearTimeout(pauses.current.critic); if (pauses.current.save && storage.get(draftKey) !== null) saving.current(); };
  }, [draftKey]);
  useEffect(() => { if (critic && text) judge(text); }, [wire.language]);
  // The same person may write in a second tab: show it here unless this field is in use.
  useEffect(() => {
    if (state !== "typing" && state !== "saving" && document.activeElement !== area.current && saved !== undefined && saved !== latest.current) { latest.current = saved; setText(saved); }
  }, [saved]);
  const spoken = findings.filter(({ rule }) => !meant[rule]);
  const take = (draft) => { write(draft); area.current?.focus(); };
  const status = { typing: wire.texts.typing, saving: wire.texts.saving, saved: wire.texts.saved }[state] || "";
  return html`<div class="stack">
    <div class="write"><div class="mirror" aria-hidden="true">${marked(text, spoken)}</div>
      <textarea ref=${area} aria-label=${label} placeholder=${placeholder} maxlength="1000" value=${text} onInput=${(event) => write(event.target.value)} onBlur=${() => state === "typing" && save()} spellcheck="true"></textarea></div>
    <p class="small soft row apart"><span role="status">${status}</span></p>
    ${error && html`<p class="error" role="alert">${error}</p>`}
    ${critic && text.trim() && html`<${Coach} findings=${spoken} texts=${wire.texts} clear=${clear} asks=${!helping} onMeant=${({ rule, chip }, reason) => setMeant({ ...meant, [rule]: { chip, reason } })} />`}
    ${critic && Object.entries(meant).map(([rule, { chip, reason }]) => html`<p key=${rule} class="row apart small soft"><span>${fill(wire.texts.meant_said, { chip, reason })}</span><button type="button" class="btn line s" onClick=${() => setMeant(Object.fromEntries(Object.entries(meant).filter(([one]) => one !== rule)))}>${wire.texts.meant_undo}</button></p>`)}
    ${critic && html`<${Rewriter} wire=${wire} keptAs=${`coach:${draftKey}`} text=${text} onUse=${take} onOpen=${setHelping} />`}
  </div>`;
}

// What is shown changes as one types; what is read aloud waits for a pause.
const READ_PAUSE = 1500;

function Coach({ findings, texts, clear, asks, onMeant }) {
  const first = findings[0], said = first ? first.question : clear;
  const [aloud, setAloud] = useState("");
  useEffect(() => { const pause = setTimeout(() => setAloud(said), READ_PAUSE); return () => clearTimeout(pause); }, [said]);
  return html`<div class="coach"><p class="sr" role="status">${aloud}</p>
    ${first ? html`${asks && html`<p><b>${first.question}</b></p>`}<${Findings} findings=${findings} texts=${texts} asked=${asks && first.question} onMeant=${onMeant} />` : html`<p>${clear}</p>`}
  </div>`;
}

// Several questions of one step: one on the screen at a time.
export function Pager({ items, at, onGo, texts, done }) {
  if (items.length < 2) return null;
  return html`<nav class="tabs" aria-label=${texts.questions}>${items.map((item, index) => html`<button type="button" class="pill" aria-current=${index === at} onClick=${() => onGo(index)}>${fill(texts.kpi_number, { number: index + 1 })}${done?.(item) ? " ✓" : ""}</button>`)}</nav>`;
}

export const Qr = ({ code, label }) => code?.path ? html`<svg class="qr" viewBox="0 0 ${code.size} ${code.size}" role="img" aria-label=${label} shape-rendering="crispEdges"><path d=${code.path} fill="currentColor" /></svg>` : null;

export function Bars({ counts, words }) {
  const most = Math.max(1, ...Object.values(counts));
  return html`<div class="bars" role="list">${[4, 3, 2, 1].map((level) => html`<div role="listitem" class=${level === 1 ? "low" : level === 2 ? "mid" : ""}><span>${words[`level${level}`]}</span><i style=${{ width: `${(100 * counts[level]) / most}%` }}></i><b>${counts[level]}</b></div>`)}</div>`;
}

// What went wrong, told where a person looks; it goes when they have read it.
export function Toast({ wire }) {
  const [message, setMessage] = useState(null), { at, ended } = wire.view;
  useEffect(() => setMessage(null), [at, ended]);
  useEffect(() => wire.listen((heard) => heard?.t === "refused" && setMessage(heard.message)), [wire]);
  useEffect(() => {
    const gone = setTimeout(() => setMessage(null), 15000);
    return () => clearTimeout(gone);
  }, [message]);
  if (!message) return null;
  return html`<div class="error toast" role="alert"><span>${message}</span><button onClick=${() => setMessage(null)} aria-label=${wire.texts.close}>×</button></div>`;
}

// Send a command and tell in a toast if it is refused.
export const ask = (wire, command, over) => wire.do(command, over).catch((refused) => wire.complain(refused));

// A new step begins at its heading, also for those who listen. A page that opens leaves the focus alone.
export function useFocusOnStep(step, opening) {
  const heading = useRef(null), first = useRef(opening);
  useLayoutEffect(() => {
    if (first.current) { first.current = false; return; }
    scrollTo(0, 0);
    heading.current?.focus({ preventScroll: true });
  }, [step]);
  return heading;
}
