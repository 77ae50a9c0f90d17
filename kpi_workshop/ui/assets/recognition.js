// Recognition: what people like, ideas that suit it, and a caution. In a session and on the coach's page alike.
// `say` has the words of the place it stands in.
import { html } from "./vendor/htm-preact.js";

// Some of several options. `most` limits how many; with `single` a new one replaces the old one.
function Pick({ legend, options, chosen, most, single, none, onChange }) {
  const full = Boolean(most) && chosen.length >= most;
  const pick = (id) => {
    if (chosen.includes(id)) onChange(chosen.filter((one) => one !== id));
    else if (single) onChange([id]);
    else if (!full) onChange([...chosen, id]);
  };
  return html`<fieldset class="picks"><legend>${legend}</legend><div class="row tight">
    ${options.map(({ id, name }) => html`<button type="button" key=${id} class="pill pick" aria-pressed=${chosen.includes(id)} aria-disabled=${full && !chosen.includes(id)} onClick=${() => pick(id)}>${name}</button>`)}
    ${none && html`<button type="button" class="pill pick" aria-pressed=${chosen.length === 0} onClick=${() => onChange([])}>${none}</button>`}
  </div></fieldset>`;
}

const NOT = "not-";

// The short form of wishes: a list of ids, of what the kernel offers in `options`.
export function WishForm({ options, most, wishes, say, onChange, children }) {
  const { likes, setting, from, unwanted } = options;
  const of = (group) => wishes.filter((wish) => group.some(({ id }) => id === wish));
  // What is liked isn't unwanted, and the other way round: the last tap counts.
  const set = (group, chosen) => {
    const clash = new Set(chosen.filter((id) => !wishes.includes(id)).map((id) => (id.startsWith(NOT) ? id.slice(NOT.length) : `${NOT}${id}`)));
    onChange([...wishes.filter((wish) => !group.some(({ id }) => id === wish) && !clash.has(wish)), ...chosen]);
  };
  const named = new Map(likes.map(({ id, name }) => [`${NOT}${id}`, name]));
  const rather = unwanted.map(({ id }) => ({ id, name: named.get(id) }));
  return html`<div class="stack">
    <${Pick} legend=${say.likes} options=${likes} chosen=${of(likes)} most=${most} onChange=${(chosen) => set(likes, chosen)} />
    <${Pick} legend=${say.where} options=${setting} chosen=${of(setting)} single=${true} none=${say.anywhere} onChange=${(chosen) => set(setting, chosen)} />
    <${Pick} legend=${say.from} options=${from} chosen=${of(from)} onChange=${(chosen) => set(from, chosen)} />
    <details open=${of(unwanted).length > 0}><summary class="small">${say.not}</summary><${Pick} legend=${html`<span class="sr">${say.not}</span>`} options=${rather} chosen=${of(unwanted)} onChange=${(chosen) => set(unwanted, chosen)} /></details>
    ${children}</div>`;
}

export const Limits = ({ options, chosen, legend, onChange }) => html`<${Pick} legend=${legend} options=${options} chosen=${chosen} onChange=${onChange} />`;

// How many wish for what: bars with their numbers and words, which are read aloud as a list.
export function Counts({ counts, answers }) {
  return html`<ul class="bars wishes">${counts.map(({ id, name, count }) => html`<li key=${id} class=${id.startsWith(NOT) ? "mid" : ""}><span>${name}</span><span class="track" aria-hidden="true"><i style=${{ width: `${(100 * count) / Math.max(1, answers)}%` }}></i></span><b>${count}</b></li>`)}</ul>`;
}

const Facts = ({ tags }) => html`<p class="small soft">${[tags.givers.join(", "), tags.often, tags.setting, `${tags.effort}, ${tags.cost}`].join("\u00a0· ")}</p>`;

export function Idea({ idea, say, children }) {
  const practice = idea.sources.filter(({ kind }) => kind !== "practice");
  return html`<article class="card stack">
    <h3 class="kpi">${idea.name}</h3><${Facts} tags=${idea.tags} />
    <p>${idea.how}</p>
    ${idea.mind.length > 0 && html`<p class="small warned">${idea.mind.join(" ")}</p>`}
    <details><summary class="small">${say.more}</summary><div class="stack small"><p>${idea.risk} <b>${idea.remedy}</b></p>${idea.reasons.length > 0 && html`<p class="soft">${idea.reasons.join(" ")}</p>`}
      ${practice.map((source) => html`<${Source} key=${source.id} source=${source} />`)}</div></details>
    ${children}</article>`;
}

const Source = ({ source }) => html`<p class="soft">${source.citation}: ${source.about} ${source.mind}</p>`;

// A reward that hangs on one number: what stands out, a question, and what is known on request.
export function Caution({ caution, say }) {
  if (!caution) return null;
  return html`<aside class="caution stack" aria-label=${say.caution}><p><b>${caution.text}</b></p><p>${caution.instead}</p>
    <details><summary class="small">${say.sources}</summary><div class="stack small"><p>${caution.evidence}</p><p>${caution.limits}</p>${caution.sources.map((source) => html`<${Source} key=${source.id} source=${source} />`)}</div></details></aside>`;
}
