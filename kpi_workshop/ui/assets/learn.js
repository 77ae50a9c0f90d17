// The map of the course: what there is, how far one has come, and where to go on.
import { html, render as draw, useState } from "./vendor/htm-preact.js";
import { OURS, Wire, language } from "./wire.js";
import { Icon, Top, applyTheme, fill, save, useKept, useTitle, useWire } from "./parts.js";
import { isDone, useProgress } from "./progress.js";

function App({ wire }) {
  useWire(wire);
  const { texts, view } = wire, [progress] = useProgress(wire);
  const [uncounted, setUncounted] = useKept("uncounted", null);
  useTitle(wire, texts.heading);
  const lessons = (view.lessons || []).map((lesson) => ({ ...lesson, done: lesson.exercises.filter((one) => isDone(progress[one])).length }));
  const next = lessons.find(({ done, exercises }) => done < exercises.length);
  const begun = lessons.some(({ done }) => done > 0);
  return html`<div class="kw"><${Top} wire=${wire} />
    <main class="column"><div class="stack"><h1>${texts.heading}</h1><p class="soft">${texts.hint}</p></div>
      ${OURS && next && html`<a class="btn" href=${`learn/${next.id}`}>${fill(begun ? texts.go_on : texts.begin, next)}</a>`}
      ${lessons.length > 0 && !next && html`<p class="card note">${texts.all_done}</p><${Certificate} wire=${wire} progress=${progress} />`}
      <ol class="stack">${lessons.map((lesson, index) => html`<li key=${lesson.id}><${Row} lesson=${lesson} number=${index + 1} current=${lesson === next} texts=${texts} /></li>`)}</ol>
      ${OURS && html`<label class="check small"><input type="checkbox" checked=${!uncounted} onChange=${(event) => setUncounted(event.target.checked ? null : true)} /><span>${texts.count_me}</span></label>`}
      <p class="small soft"><${Icon} name="lock" /> ${OURS ? texts.private : texts.private_notebook}</p></main></div>`;
}

function Certificate({ wire, progress }) {
  const { texts } = wire;
  const [name, setName] = useKept("certificate", ""), [error, setError] = useState("");
  const get = async (event) => {
    event.preventDefault();
    try {
      const file = await wire.request({ t: "certificate", name, progress });
      save(file.name, "application/pdf", file.buffers[0]);
      setError("");
    } catch (refused) { setError(refused.message); }
  };
  return html`<form class="card stack" onSubmit=${get}><h2>${texts.certificate_heading}</h2><p class="small soft">${texts.certificate_hint}</p>
    <label class="field"><span class="label">${texts.certificate_name}</span><input class="input s" required autocomplete="name" maxlength="80" value=${name} onInput=${(event) => setName(event.target.value)} /></label>
    ${error && html`<p class="error" role="alert">${error}</p>`}<div class="row"><button class="btn s">${texts.certificate_get}</button></div></form>`;
}

function Row({ lesson, number, current, texts }) {
  const whole = lesson.done === lesson.exercises.length;
  const state = whole ? texts.done : lesson.done ? fill(texts.some_done, { done: lesson.done, of: lesson.exercises.length }) : fill(texts.minutes, lesson);
  const body = html`<span class="dot" aria-hidden="true">${whole ? "✓" : number}</span><span class="stack"><b>${lesson.title}</b><span class="soft small">${lesson.summary}</span></span><span class="small soft">${state}</span>`;
  const looks = `card lesson ${whole ? "done" : ""} ${current ? "on" : ""}`;
  return OURS ? html`<a class=${looks} href=${`learn/${lesson.id}`}>${body}</a>` : html`<div class=${looks}>${body}</div>`;
}

export function render({ model, el }) {
  applyTheme();
  draw(html`<${App} wire=${new Wire(model, () => ({ t: "hello", language: language() }))} />`, el);
}
