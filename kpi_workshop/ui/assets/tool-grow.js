// Grow on the coach's page. A wish is private: it is matched here, in the browser, and never sent.
import { html, useMemo, useRef, useState } from "./vendor/htm-preact.js";
import { Copy, Icon, fill, useKept, useTool } from "./parts.js";
import { meanings } from "./meaning.js";

const LONGEST = 80;

// Somebody's words within a sentence, as Python quotes them.
function quoted(text) {
  let line = text.split(/\s+/u).filter(Boolean).join(" ").replace(/[ .;,:]+$/u, "");
  if (Array.from(line).length > LONGEST) line = `${Array.from(line).slice(0, LONGEST).join("").replace(/ [^ ]*$/u, "").replace(/[ .;,:]+$/u, "")}…`;
  return `“${line}”`;
}

// Ways for several wishes in turn, all different.
function waysFor(found, { order, limits }) {
  const lists = (found.length ? found : [""]).map((wish) => order[wish].map((idea) => ({ idea, wish })));
  const inTurn = lists[0].flatMap((_, turn) => lists.map((list) => list[turn])).filter(Boolean);
  return inTurn.filter(({ idea }, index) => inTurn.findIndex((one) => one.idea === idea) === index).slice(0, limits.most);
}

const filledIn = (segments, answers) => segments.map((segment) => (segment.kind === "blank" && answers[segment.slot]?.trim() ? { ...segment, kind: "answer", text: answers[segment.slot].trim() } : segment));
const plain = (segments) => segments.map(({ text }) => text).join("");

const Words = ({ segments }) => segments.map(({ kind, text }) => (kind === "joint" ? text : html`<span class=${kind === "blank" ? "blank" : "answer"}>${text}</span>`));

export function Tool({ kpi, wire }) {
  const { texts } = wire;
  const [work, setWork] = useKept("grow:work", null);
  const [keptWish, setWish, forgetWish] = useKept("grow:wish", ""), [picked, setPicked, forgetPicked] = useKept("grow:picked", "");
  const [keptAnswers, setAnswers, forgetAnswers] = useKept("grow:answers", {});
  const wish = typeof keptWish === "string" ? keptWish : "", answers = typeof keptAnswers === "object" ? keptAnswers : {};
  const { result, error } = useTool(wire, "grow", work === null ? { kpi } : { kpi, work });
  const last = useRef(null);
  if (result) last.current = result;
  const said = last.current;
  const match = useMemo(() => said && meanings(said.index, said.limits), [said]);
  if (!said) return html`<p class=${error ? "error" : "soft"} role="status">${error || texts.opening}</p>`;
  const typed = wish.trim(), hits = typed ? match.find(typed) : [];
  const chosen = said.wishes[picked] ? picked : "";
  const found = chosen ? [chosen] : typed ? match.meant(typed) : [];
  const own = typed ? quoted(typed) : chosen && quoted(said.wishes[chosen].name);
  const write = (words) => { setWish(words); if (picked) setPicked(""); };
  const clear = () => { setWish(""); setPicked(""); setAnswers({}); forgetWish(); forgetPicked(); forgetAnswers(); }; // shown as empty, then kept no more
  return html`<div class="stack gap">
    ${error && html`<p class="error" role="alert">${error}</p>`}
    ${said.flag && html`<p class="card"><span class="tag consider">${said.flag.chip}</span><br />${said.flag.message} ${said.flag.question}</p>`}
    <section class="stack"><div class="field"><label for="wish">${texts.grow_wish}</label>
      <textarea id="wish" class="input" rows="2" maxlength="300" placeholder=${texts.grow_wish_placeholder} aria-describedby="wish-private" value=${wish} onInput=${(event) => write(event.target.value)}></textarea></div>
      <p class="small soft" id="wish-private"><${Icon} name="lock" /> ${texts.grow_private}</p>
      <div role="status">${typed && !hits.length && !chosen ? html`<p>${texts.grow_none}</p>` : null}
        ${hits.length > 1 && html`<p class="label small soft">${texts.grow_found}</p><div class="tabs">${hits.map(({ id }) => html`<button type="button" key=${id} class="pill" aria-pressed=${found.includes(id)} aria-current=${found.includes(id)} onClick=${() => setPicked(picked === id ? "" : id)}>${said.wishes[id].name}</button>`)}</div>`}</div>
      <${List} said=${said} texts=${texts} picked=${chosen} onPick=${setPicked} />
      ${(typed || chosen) && html`<div><button type="button" class="btn line s" onClick=${clear}>${texts.grow_clear}</button></div>`}</section>
    ${found.map((id) => html`<section key=${id} class="card stack"><h2>${said.wishes[id].name}</h2><dl class="stack"><div><dt class="small soft">${texts.grow_after}</dt><dd>${said.wishes[id].after}</dd></div><div><dt class="small soft">${texts.grow_step}</dt><dd>${said.wishes[id].step}</dd></div></dl></section>`)}
    ${own && html`<section class="stack"><h2>${texts.grow_ways}</h2>
      <div class="field"><label for="work">${texts.grow_work}</label><select id="work" class="input s" value=${said.work} onChange=${(event) => setWork(event.target.value)}><option value="">${texts.grow_any}</option>${said.works.map(({ id, name }) => html`<option key=${id} value=${id}>${name}</option>`)}</select></div>
      ${waysFor(found, said).map(({ idea, wish: serves }) => {
        const mine = answers[idea] || {};
        const name = typed ? own : serves ? quoted(said.wishes[serves].name) : own;
        return html`<${Way} key=${idea} way=${said.ideas[idea]} answers=${{ ...mine, wish: name }} texts=${texts} onAnswer=${(slot, text) => setAnswers({ ...answers, [idea]: { ...mine, [slot]: text } })} />`;
      })}<p class="small soft">${texts.grow_practice}</p></section>`}
  </div>`;
}

function List({ said, texts, picked, onPick }) {
  return html`<details><summary>${texts.grow_or}</summary><div class="stack">${Object.entries(said.groups).map(([group, name]) => html`<fieldset key=${group} class="stack"><legend class="small soft">${name}</legend><div class="tabs">
    ${Object.entries(said.wishes).filter(([, one]) => one.group === group).map(([id, one]) => html`<button type="button" key=${id} class="pill" aria-pressed=${picked === id} aria-current=${picked === id} onClick=${() => onPick(picked === id ? "" : id)}>${one.name}</button>`)}</div></fieldset>`)}</div></details>`;
}

function Way({ way, answers, texts, onAnswer }) {
  const parts = Object.fromEntries(["do", "see", "give", "risk"].map((key) => [key, filledIn(way[key], answers)]));
  const open = way.blanks.filter(({ slot }) => slot !== "wish" && slot !== "kpi");
  const labels = [["see", texts.grow_see], ["give", texts.grow_give], ["risk", texts.grow_risk]];
  const text = [plain(parts.do), ...labels.map(([key, label]) => `${label}: ${plain(parts[key])}`)].join("\n\n");
  return html`<article class="card stack arrive"><p class="draft"><${Words} segments=${parts.do} /></p>
    <dl class="stack draft-parts">${labels.map(([key, label]) => html`<div key=${key}><dt class="small soft">${label}${key === "see" ? ` · ${way.sign.name}` : ""}</dt><dd><${Words} segments=${parts[key]} /></dd></div>`)}</dl>
    ${open.length > 0 && html`<details><summary>${texts.grow_fill}</summary><div class="grid2">${open.map(({ slot, text: ask }) => html`<label key=${slot} class="field"><span class="label">${ask.replace(/^\[|\]$/gu, "")}</span><input class="input s" maxlength="200" value=${answers[slot] || ""} onInput=${(event) => onAnswer(slot, event.target.value)} /></label>`)}</div></details>`}
    <${Copy} text=${text} label=${texts.grow_copy} done=${texts.grow_copied} byHand=${texts.grow_select} />
    ${!way.practice && html`<p class="small soft">${fill(texts.grow_source, way)}</p>`}</article>`;
}
