// Tell the purpose, on the coach's page: a story part by part, and a session to share it.
import { html, useEffect, useRef, useState } from "./vendor/htm-preact.js";
import { Copy, fill, save, useKept, useTool } from "./parts.js";

const PAUSE = 400;

// What is typed, once there is a pause: the story needs no request a letter.
function useLater(value) {
  const [later, setLater] = useState(value), now = JSON.stringify(value);
  useEffect(() => { const pause = setTimeout(() => setLater(value), PAUSE); return () => clearTimeout(pause); }, [now]);
  return later;
}

const Words = ({ segments }) => segments.map(({ kind, text }) => (kind === "blank" ? html`<span class="blank">${text}</span>` : text));

export function Tool({ kpi, wire }) {
  const { texts } = wire;
  const [kept, setAnswers] = useKept("purpose:answers", {});
  const answers = typeof kept === "object" && kept ? kept : {};
  const { result, error } = useTool(wire, "purpose", useLater(kpi && { kpi, answers }) || null);
  const last = useRef(null); // while an answer is on its way, the last one stays
  if (result) last.current = result;
  const said = last.current;
  if (!kpi) return html`<p class="card soft">${texts.purpose_no_kpi}</p>`;
  if (!said) return html`<p class=${error ? "error" : "soft"} role="status">${error || texts.opening}</p>`;
  return html`<div class="stack gap">
    ${error && html`<p class="error" role="alert">${error}</p>`}
    <section class="stack"><h2>${texts.purpose_write}</h2><p class="small soft">${texts.purpose_write_note}</p>
      ${said.parts.map(({ slot, title, ask }) => html`<div key=${slot} class="field"><label for=${`part-${slot}`}>${title}</label><p class="small soft" id=${`ask-${slot}`}>${ask}</p>
        <textarea id=${`part-${slot}`} class="input" rows="2" maxlength="1000" aria-describedby=${`ask-${slot}`} value=${answers[slot] || ""} onInput=${(event) => setAnswers({ ...answers, [slot]: event.target.value })}></textarea></div>`)}</section>
    <div role="status">${said.notes.length > 0 && html`<section class="card stack"><h2>${texts.purpose_notes}</h2>${said.notes.map((note) => html`<p key=${note.slot + note.rule}>“${note.quote}”<br />${note.message} <b>${note.question}</b></p>`)}</section>`}</div>
    <section class="card stack"><h2>${said.title}</h2><p class="kpi">${said.kpi}</p>
      ${said.parts.map(({ slot, title, lines }) => html`<div key=${slot}><h3 class="small soft">${title}</h3><p class="draft"><${Words} segments=${lines.flatMap((line, index) => (index ? [{ kind: "joint", text: " " }, ...line] : line))} /></p></div>`)}</section>
    <section class="stack"><h2>${said.session.title}</h2><ol class="stack">${said.session.steps.map((step) => html`<li key=${step.id} class="card stack"><p><span class="tag quiet">${fill(texts.purpose_minutes, { first: step.from, last: step.to })}</span> <b>${step.title}</b></p>
      <div class="stack"><span class="small soft">${texts.purpose_say}</span>${step.say.map((line, index) => html`<p key=${index}><${Words} segments=${line} /></p>`)}</div>
      <div class="stack"><span class="small soft">${texts.purpose_ask}</span>${step.ask.map((line, index) => html`<p key=${index}><b><${Words} segments=${line} /></b></p>`)}</div>
      <p class="small"><span class="soft">${texts.purpose_mind}:</span> ${step.mind}</p>${!step.practice && html`<p class="small soft">${fill(texts.purpose_source, step)}</p>`}</li>`)}</ol><p class="small soft">${texts.purpose_practice}</p></section>
    <div class="row"><${Copy} text=${said.markdown} label=${texts.purpose_copy} done=${texts.purpose_copied} byHand=${texts.purpose_select} />
      <button type="button" class="btn line s" onClick=${() => save(`${said.file}.md`, "text/markdown", said.markdown)}>${texts.purpose_save}</button></div>
  </div>`;
}
