// What a group estimated about its time, once it was opened: for a phone, the desk and the wall.
import { html } from "./vendor/htm-preact.js";
import { fill } from "./parts.js";

const LEVELS = ["commit", "target", "stretch"];
export const rangeOf = (texts, levels) => (LEVELS.some((name) => levels[name]) ? fill(texts.range_agreed, Object.fromEntries(LEVELS.map((name) => [name, levels[name] || "–"]))) : "");

// `brief`: for a wall, without every single estimate.
export function Estimates({ wire, question, words, brief }) {
  const { ideas = [], together, agreed, phase } = question;
  const settled = rangeOf(wire.texts, agreed), proposed = rangeOf(wire.texts, together.levels), [low, high] = together.rooms;
  return html`<div class="stack">
    ${!ideas.length && phase === "open" && html`<p class="card soft">${words.none}</p>`}
    ${low !== undefined && html`<div class="coach"><p><b>${fill(low === high ? words.together_one : words.together, { low, high })}</b></p><p>${fill(words.middle, together)}</p>${together.sum.map((line) => html`<p key=${line}>${line}</p>`)}</div>`}
    ${ideas.length > 0 && low === undefined && html`<p class="soft">${words.no_rooms}</p>`}
    ${proposed && !settled && html`<p><b>${words.proposed}:</b> ${proposed}</p>`}
    ${settled && html`<p class="tags"><span class="tag good block">✓ ${settled}</span></p>`}
    ${!brief && ideas.length > 0 && html`<details><summary class="small">${words.each}</summary><ul class="stack">${ideas.map((idea) => html`<li key=${idea.id} class="card arrive"><p>${[idea.fields.per_unit && idea.fields.hours && `${idea.fields.hours}${idea.fields.other ? ` − ${idea.fields.other}` : ""} ÷ ${idea.fields.per_unit} → ${idea.room || "?"}`, rangeOf(wire.texts, idea.fields)].filter(Boolean).join(" · ")}</p>
      <div class="tags">${idea.mine && html`<span class="tag quiet">${wire.texts.yours}</span>`}${idea.manager && html`<span class="tag quiet">${wire.texts.manager_tag}</span>`}</div></li>`)}</ul></details>`}
    ${phase === "managers" && html`<p class="soft small">${wire.texts.manager_later}</p>`}</div>`;
}
