// An exercise: the task, an answer of its kind, feedback, hints, and a model answer after an honest attempt.
import { html, useEffect, useLayoutEffect, useRef, useState } from "./vendor/htm-preact.js";
import { fill, randomHex, storage } from "./wire.js";
import { ANSWERS } from "./answers.js";

const EMPTY = {};

export function Exercise({ id, wire, record, keep }) {
  const { texts } = wire, variant = record?.variant || 0;
  const [task, setTask] = useState(null), [outcome, setOutcome] = useState(null), [error, setError] = useState("");
  const told = useRef(null), answer = record?.answer || EMPTY;
  const grade = async (given, counting) => {
    try {
      const found = await wire.request({ t: "grade", exercise: id, answer: given, variant, ...counting });
      setOutcome(found);
      setError("");
      return found;
    } catch (refused) { setError(refused.message); return null; }
  };
  useEffect(() => {
    let wanted = true;
    wire.request({ t: "task", exercise: id, variant }).then((found) => wanted && setTask(found.task), (refused) => wanted && setError(refused.message));
    if (record?.checked) grade(answer); // the words of what was found, after a reload or in another language
    return () => { wanted = false; };
  }, [id, variant, wire.language]);
  if (!task) return html`<p class=${error ? "error" : "soft"} role="status">${error || texts.opening}</p>`;
  const change = (next) => { keep({ answer: next, checked: false }); setOutcome(null); };
  const check = async () => {
    const found = await grade(answer, counted(record));
    if (!found) return;
    keep({ checked: found.status !== "unanswered", status: best(record?.status, found.status), tries: (record?.tries || 0) + (found.status !== "unanswered") });
    requestAnimationFrame(() => told.current?.focus({ preventScroll: true }));
  };
  const again = () => { keep({ answer: EMPTY, checked: false, variant: (variant + 1) % task.variants }); setOutcome(null); };
  const Answer = ANSWERS[task.kind], hints = record?.hints || 0;
  const settled = outcome && (outcome.status === "right" || outcome.status === "kept");
  return html`<section class="stack exercise" aria-label=${texts.exercise_title}>
    <p class="ask">${task.question}</p>
    <${Answer} key=${`${id}/${variant}`} task=${task} answer=${answer} onChange=${change} outcome=${outcome} texts=${texts} wire=${wire} />
    ${error && html`<p class="error" role="alert">${error}</p>`}
    <div class="row">${!settled && html`<button type="button" class="btn s" onClick=${check}>${task.kind === "reflect" ? texts.keep : texts.check}</button>`}
      ${hints < task.hints.length && !settled && html`<button type="button" class="btn line s" onClick=${() => keep({ hints: hints + 1 })}>${fill(texts.hint_number, { number: hints + 1, of: task.hints.length })}</button>`}
      ${outcome && task.variants > 1 && html`<button type="button" class="btn line s" onClick=${again}>${texts.other_numbers}</button>`}</div>
    ${hints > 0 && html`<ul class="stack hints">${task.hints.slice(0, hints).map((hint) => html`<li key=${hint}>${hint}</li>`)}</ul>`}
    <div tabindex="-1" ref=${told} role="status">${outcome && html`<${Told} outcome=${outcome} texts=${texts} />`}</div>
  </section>`;
}

// Who a learner is to the trainer's counts: a random key, unless they would rather not be counted.
function counted(record) {
  if (storage.get("uncounted")) return {};
  const learner = storage.get("learner") || randomHex();
  storage.set("learner", learner);
  return { learner, hinted: (record?.hints || 0) > 0 };
}

// What was once right stays so on the map, whatever is tried afterwards.
const RANK = ["unanswered", "wrong", "partly", "right", "kept"];
const best = (known, found) => (RANK.indexOf(known) > RANK.indexOf(found) ? known : found);

const MARKS = { right: "✓", kept: "✓", partly: "◐", wrong: "↺", unanswered: "…" };

function Told({ outcome, texts }) {
  const { status, label, notes, model } = outcome, settled = status === "right";
  return html`<div class="stack outcome is-${status}"><p><span class="tag ${settled || status === "kept" ? "good" : "should"}">${MARKS[status]} ${label}</span></p>
    ${notes.length > 0 && html`<ul class="stack">${notes.map((note, index) => html`<li key=${index} class=${note.good === true ? "good" : note.good === false ? "again" : ""}>${note.good !== null && html`<span class="sr">${note.good ? texts.fits : texts.look_again}: </span>`}${note.text}</li>`)}</ul>`}
    ${model && html`<details open=${settled}><summary>${texts.model}</summary><p>${model}</p></details>`}</div>`;
}
