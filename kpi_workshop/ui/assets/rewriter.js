// The rewrite coach: a KPI on its way to a better one, one question at a time. The dialogue stays in this browser.
import { html, useEffect, useMemo, useRef, useState } from "./vendor/htm-preact.js";
import { fill, storage } from "./wire.js";

const start = (statement) => ({ statement, answers: {}, skipped: [] });
const without = (fields, name) => Object.fromEntries(Object.entries(fields).filter(([key]) => key !== name));

export function Rewriter({ wire, keptAs, text, onUse, onOpen }) {
  const { texts } = wire;
  const [kept, setKept] = useState(() => { const found = storage.fields(keptAs); return typeof found.statement === "string" ? found : null; });
  const [coach, setCoach] = useState(null);
  const [asked, setAsked] = useState({ count: 0 }); // the slot that was chosen, rather than the next in turn
  const [error, setError] = useState("");
  const keep = (next) => { setKept(next); setAsked({ count: 0 }); storage.set(keptAs, next); };

  useEffect(() => onOpen(Boolean(kept)), [kept]);
  useEffect(() => {
    if (!kept) { setCoach(null); return undefined; }
    let wanted = true;
    wire.coach(kept).then((view) => { if (wanted) { setCoach(view); setError(""); } }, (refused) => wanted && setError(refused.message));
    return () => { wanted = false; };
  }, [kept, wire.language]);

  if (!kept) return html`<button type="button" class="btn line s" onClick=${() => keep(start(text.trim()))} disabled=${!text.trim()}>${texts.coach_open}</button>`;
  if (error) return html`<p class="error" role="alert">${error}</p>`;
  if (!coach) return null;
  const answer = (slot, said) => keep({ ...kept, answers: { ...kept.answers, [slot]: said }, skipped: kept.skipped.filter((one) => one !== slot) });
  const skip = (slot) => keep({ ...kept, answers: without(kept.answers, slot), skipped: [...new Set([...kept.skipped, slot])] });
  const choose = (slot) => setAsked(({ count }) => ({ slot, count: count + 1 }));
  const changed = text.trim() && text.trim() !== kept.statement && !coach.drafts.some((draft) => draft.text === text.trim());
  return html`<section class="stack rewriter" aria-label=${texts.coach_heading}>
    <div class="row apart"><h2>${texts.coach_heading}</h2>
      <button type="button" class="btn line s" onClick=${() => keep(null)}>${texts.coach_close}</button></div>
    ${changed && html`<p class="row apart small soft"><span>${texts.coach_changed}</span><button type="button" class="btn line s" onClick=${() => keep(start(text.trim()))}>${texts.coach_restart}</button></p>`}
    <${Question} key=${asked.slot ? `${asked.slot}-${asked.count}` : coach.question?.slot || ""} coach=${coach} slot=${asked.slot} texts=${texts} onAnswer=${answer} onSkip=${skip} />
    <${Drafts} coach=${coach} texts=${texts} onAsk=${choose} onUse=${onUse} />
    <${Answers} coach=${coach} texts=${texts} onAsk=${choose} />
  </section>`;
}

function Question({ coach, slot, texts, onAnswer, onSkip }) {
  const question = coach.asked[slot] || coach.question;
  const [said, setSaid] = useState(slot ? coach.answers[slot] || "" : "");
  const id = useMemo(() => `ask-${Math.random().toString(36).slice(2)}`, []);
  const field = useRef(null);
  // Only who has answered a question, or chosen one, wants to be in the next; opening the coach steals nothing.
  useEffect(() => { if (slot || Object.keys(coach.answers).length || coach.skipped.length) field.current?.focus({ preventScroll: true }); }, []);
  if (!question) return html`<p class="note" role="status">${texts.coach_done}</p>`;
  const send = (event) => { event.preventDefault(); if (said.trim()) onAnswer(question.slot, said.trim()); };
  return html`<form class="coach" onSubmit=${send}>
    <label for=${id}><b>${question.text}</b></label><p class="small soft" id=${`${id}-hint`}>${question.hint}</p>
    ${question.options.length > 0 && html`<div class="stack">${question.options.map((option, index) => html`<button type="button" key=${index} class="card choice" onClick=${() => onAnswer(question.slot, option)}>${option}</button>`)}</div>`}
    <input id=${id} ref=${field} class="input s" autocomplete="off" maxlength="1000" aria-describedby=${`${id}-hint`} value=${said} onInput=${(event) => setSaid(event.target.value)} />
    <div class="row"><button class="btn s" disabled=${!said.trim()}>${texts.coach_answer}</button><button type="button" class="btn line s" onClick=${() => onSkip(question.slot)}>${texts.coach_skip}</button></div>
  </form>`;
}

function Drafts({ coach, texts, onAsk, onUse }) {
  const [shape, setShape] = useState("");
  const draft = coach.drafts.find((one) => one.shape === shape) || coach.drafts[0];
  if (!draft) return null;
  return html`<div class="stack">
    ${coach.drafts.length > 1 && html`<nav class="tabs" aria-label=${texts.coach_drafts}>${coach.drafts.map((one) => html`<button type="button" key=${one.shape} class="pill" aria-current=${one === draft} onClick=${() => setShape(one.shape)}>${coach.shapes[one.shape]}</button>`)}</nav>`}
    <div class="card stack"><p class="draft" aria-live="polite">${draft.segments.map(({ kind, text, slot }) => (kind === "blank" && coach.asked[slot]
      ? html`<button type="button" class="blank" onClick=${() => onAsk(slot)}>${text}</button>`
      : html`<span class=${kind}>${text}</span>`))}</p>
      ${draft.findings.length > 0
        ? html`<p class="small soft">${texts.coach_still} ${draft.findings.map(({ chip }) => chip).join(" · ")}</p>`
        : html`<p class="tags"><span class="tag good">✓ ${texts.coach_clear}</span></p>`}
      ${draft.held_back.map(({ slot, text }) => html`<p key=${slot} class="small soft">${text}</p>`)}
      ${draft.changes.length > 0 && html`<details><summary class="small">${texts.coach_why}</summary><ul class="stack small">${draft.changes.map(({ key, text, reason }) => html`<li key=${key}>${text} <span class="soft">${reason}</span></li>`)}</ul></details>`}
      <button type="button" class="btn s" onClick=${() => onUse(draft.text)}>${texts.coach_use}</button></div>
    ${coach.later.length > 0 && html`<p class="small soft">${fill(texts.coach_later, { goals: coach.later.join(" · ") })}</p>`}
  </div>`;
}

// What was answered or left open so far; any of it may be said anew.
function Answers({ coach, texts, onAsk }) {
  const given = Object.keys(coach.answers), open = coach.skipped;
  if (!given.length && !open.length) return null;
  return html`<details><summary class="small">${texts.coach_answers}</summary><ul class="stack">${[...given, ...open].map((slot) => coach.asked[slot] && html`<li key=${slot} class="row apart small"><span class="grow"><span class="soft">${coach.asked[slot].text}</span><br />${coach.answers[slot] || "–"}</span><button type="button" class="btn line s" onClick=${() => onAsk(slot)}>${texts.coach_change}</button></li>`)}</ul></details>`;
}
