// The step in which a group finds ways to recognise effort: the form of wishes, and ideas once one has one's own.
import { html, useState } from "./vendor/htm-preact.js";
import { ask, fill, useKept, useTool } from "./parts.js";
import { storage } from "./wire.js";
import { Caution, Counts, Idea, WishForm } from "./recognition.js";

const FIRST = 3, MORE = 3;

const spoken = (words) => ({
  likes: words.wishes_likes, where: words.wishes_where, anywhere: words.wishes_anywhere, from: words.wishes_from, not: words.wishes_not,
  more: words.ideas_how, caution: words.caution_more, sources: words.caution_more,
});

// What stands below a participant's own text: a caution beside it, the form, and ideas when they are wanted.
export function Recognising({ wire, view, words, question, draftKey }) {
  const { session, step } = view, say = spoken(words);
  const [wishes, setWishes] = useKept(`wishes:${session.id}`, step.wishes.mine || []);
  const [wanted, setWanted] = useKept(`ideas:${session.id}`, false), [filter, setFilter] = useState(true);
  const [shown, setShown] = useState(FIRST);
  const writing = question.phase === "writing", written = Boolean(question.mine);
  const open = writing && (written || wanted);
  const { counts, answers = 0 } = step.wishes;
  const team = !wishes.length && counts && answers >= step.wishes.least;
  const liked = !filter ? {} : team ? { counts: Object.fromEntries(counts.map(({ id, count }) => [id, count])), answers } : { wishes };
  const given = { proposal: question.mine || "", kpi: question.kpi.text, most: shown + 1, together: true, ...liked };
  const { result } = useTool(wire, "rewards", writing || step.wishes.phase === "asking" ? given : null);
  const take = ({ name }) => {
    const kept = storage.get(draftKey), own = (typeof kept === "string" ? kept : question.mine || "").trim();
    const text = [own, fill(words.ideas_taken, { idea: name })].filter(Boolean).join("\n");
    wire.do({ do: "write", kpi: question.kpi.id, text }, `write/${question.topic}`).then(() => storage.set(draftKey, null), (refused) => wire.complain(refused));
  };
  return html`<div class="stack">
    ${writing && written && html`<${Caution} caution=${result?.caution} say=${say} />`}
    <${Wishing} wire=${wire} step=${step} words=${words} say=${say} result=${result} wishes=${wishes} onChange=${setWishes} />
    ${writing && !open && html`<div><button type="button" class="btn line s" onClick=${() => setWanted(true)}>${words.ideas_ask}</button></div>`}
    ${open && result && html`<section class="stack" aria-label=${words.ideas_heading}><h2>${words.ideas_heading}</h2><p class="row apart"><span class="small soft grow">${written ? words.ideas_own : ""}</span>
      ${(wishes.length > 0 || team) && html`<button type="button" class="pill pick" aria-pressed=${filter} onClick=${() => setFilter(!filter)}>${words.ideas_filter}</button>`}</p>
      ${result.wishes_problem && html`<p class="error" role="alert">${result.wishes_problem}</p>`}
      ${!result.ideas.length && html`<p class="soft">${words.ideas_none}</p>`}
      ${result.ideas.slice(0, shown).map((idea) => html`<${Idea} key=${idea.id} idea=${idea} say=${say}><div><button type="button" class="btn line s" onClick=${() => take(idea)}>${words.ideas_take}</button></div><//>`)}
      ${result.ideas.length > shown && html`<div><button type="button" class="btn line s" onClick=${() => setShown(shown + MORE)}>${words.ideas_more}</button></div>`}</section>`}
  </div>`;
}

function Wishing({ wire, step, words, say, result, wishes, onChange }) {
  const { phase, mine = [], box } = step.wishes;
  if (phase === "shown") return html`<${Wishes} step=${step} words=${words} />`;
  if (!result) return null;
  const sent = mine.length > 0 && mine.length === wishes.length && mine.every((wish) => wishes.includes(wish));
  const send = () => { if (wishes.length && !sent) ask(wire, { do: "wish", wishes }, `wish/${box}`); };
  return html`<details class="card"><summary><b>${words.wishes_ask}</b></summary><div class="stack"><p class="small soft">${words.wishes_hint}</p>
    <${WishForm} options=${result.options} most=${result.most_likes} wishes=${wishes} say=${say} onChange=${onChange} />
    ${result.wishes_problem && html`<p class="error" role="alert">${result.wishes_problem}</p>`}
    <button type="button" class="btn s" aria-disabled=${!wishes.length || sent} onClick=${send}>${sent ? words.wishes_sent : wishes.length ? words.wishes_send : words.wishes_none}</button>
    <p class="small soft">${fill(words.wishes_private, step.wishes)}</p><p class="small soft" role="status">${fill(words.wishes_in, step.wishes)}</p></div></details>`;
}

// For everybody: how many have answered, or what they like, as counts.
export function Wishes({ step, words }) {
  const { phase, counts = [], answers } = step.wishes;
  return html`<section class="card stack">${phase === "shown"
    ? html`<h2>${fill(words.wishes_shown, { answers })}</h2><${Counts} counts=${counts} answers=${answers} />`
    : html`<p><b>${words.wishes_ask}</b></p><p class="small soft" role="status">${fill(words.wishes_in, step.wishes)}</p>`}</section>`;
}

// Beside an opened idea that is money for one number.
export const Beside = ({ idea, words }) => html`<${Caution} caution=${idea.caution} say=${spoken(words)} />`;
