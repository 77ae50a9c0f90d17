// Recognition on the coach's page: for oneself or for a team. All of it stays in this browser.
import { html, useEffect, useRef, useState } from "./vendor/htm-preact.js";
import { fill, useKept, useTool } from "./parts.js";
import { Caution, Counts, Idea, Limits, WishForm } from "./recognition.js";

const FIRST = 3, MORE = 3, MOST = 60;
const NOBODY = { count: 0, counts: {}, closed: false };

// The day as it is here, not in Greenwich.
const today = () => { const now = new Date(); return new Date(now.getTime() - now.getTimezoneOffset() * 60000).toISOString().slice(0, 10); };
const shownDate = (iso, language) => new Date(`${iso}T12:00`).toLocaleDateString(language, { day: "numeric", month: "short" });

const spoken = (texts) => ({
  likes: texts.rewards_likes, where: texts.rewards_setting, anywhere: texts.rewards_setting_any, from: texts.rewards_from, not: texts.rewards_not,
  more: texts.rewards_more_about, caution: texts.rewards_caution, sources: texts.rewards_sources,
});

export function Tool({ kpi, wire }) {
  const { texts } = wire, say = spoken(texts);
  const [whom, setWhom] = useKept("rewards:whom", "team");
  const [wishes, setWishes] = useKept("rewards:wishes", []), [limits, setLimits] = useKept("rewards:limits", []);
  const [tally, setTally, forget] = useKept("rewards:tally", NOBODY);
  const [proposal, setProposal] = useKept("rewards:proposal", "");
  const [plan, setPlan] = useKept("rewards:plan", { people: "", weeks: 8, start: today() });
  const [done, setDone] = useKept("rewards:done", []);
  const [shown, setShown] = useState(FIRST);
  const mine = whom === "mine", counted = !mine && tally.closed;
  const liked = mine ? { wishes } : counted ? { counts: tally.counts, answers: tally.count } : {};
  const people = mine ? texts.rewards_me : plan.people;
  const given = { ...liked, limits, proposal, kpi, most: Math.min(MOST, shown + 1), ...plan, people, today: today(), done: mine ? [] : done };
  const { result, error } = useTool(wire, "rewards", given);
  const last = useRef(null); // while an answer is on its way, the last one stays
  if (result) last.current = result;
  const said = last.current;
  if (!said) return html`<p class=${error ? "error" : "soft"} role="status">${error || texts.opening}</p>`;
  return html`<div class="stack gap">
    ${error && html`<p class="error" role="alert">${error}</p>`}
    <${Proposal} texts=${texts} say=${say} proposal=${proposal} onChange=${setProposal} caution=${said.caution} />
    <nav class="tabs" aria-label=${texts.rewards_for}>${["team", "mine"].map((one) => html`<button type="button" key=${one} class="pill" aria-current=${whom === one} onClick=${() => setWhom(one)}>${texts[`rewards_${one}`]}</button>`)}</nav>
    ${mine
      ? html`<section class="card"><${WishForm} options=${said.options} most=${said.most_likes} wishes=${wishes} say=${say} onChange=${setWishes} />${said.wishes_problem && html`<p class="error" role="alert">${said.wishes_problem}</p>`}</section>`
      : html`<${TeamForm} said=${said} texts=${texts} say=${say} tally=${tally} onChange=${setTally} onForget=${() => { forget(); setTally(NOBODY); }} />`}
    <section class="stack"><h2>${texts.rewards_ideas}</h2>${mine && html`<p class="small soft">${texts.rewards_ideas_mine}</p>`}
      <${Limits} options=${said.options.limits} chosen=${limits} legend=${texts.rewards_must} onChange=${setLimits} />
      ${!said.ideas.length && html`<p class="soft" role="status">${texts.rewards_none}</p>`}
      ${said.ideas.slice(0, shown).map((idea) => html`<${Idea} key=${idea.id} idea=${idea} say=${say} />`)}
      ${said.ideas.length > shown && html`<div><button type="button" class="btn line s" onClick=${() => setShown(shown + MORE)}>${texts.rewards_more}</button></div>`}</section>
    <${Planning} wire=${wire} said=${said} mine=${mine} plan=${plan} onChange=${setPlan} done=${done} onDone=${setDone} />
  </div>`;
}

function Proposal({ texts, say, proposal, onChange, caution }) {
  return html`<section class="stack"><div class="field"><label for="proposal">${texts.rewards_proposal}</label><p class="small soft" id="proposal-hint">${texts.rewards_proposal_hint}</p>
    <textarea id="proposal" class="input" rows="2" maxlength="1000" aria-describedby="proposal-hint" value=${proposal} onInput=${(event) => onChange(event.target.value)}></textarea></div>
    <div role="status">${caution ? html`<${Caution} caution=${caution} say=${say} />` : proposal.trim() && html`<p class="tags"><span class="tag good">✓ ${texts.rewards_calm}</span></p>`}</div></section>`;
}

// Passed round on one device: only the sums are kept, opened once, from enough answers up.
function TeamForm({ said, texts, say, tally, onChange, onForget }) {
  const [wishes, setWishes] = useState([]), [open, setOpen] = useState(tally.count > 0), [added, setAdded] = useState(false);
  const { least } = said, heading = useRef(null), closed = useRef(tally.closed);
  // Who closes the form wants to see the counts.
  useEffect(() => { if (tally.closed && !closed.current) { heading.current?.focus({ preventScroll: true }); heading.current?.scrollIntoView({ block: "center" }); } closed.current = tally.closed; }, [tally.closed]);
  if (tally.closed) {
    const again = () => { if (confirm(texts.rewards_form_sure)) onForget(); };
    return html`<section class="card stack"><h2 tabindex="-1" ref=${heading}>${fill(texts.rewards_counts, { count: tally.count })}</h2><${Counts} counts=${said.wishes.counts} answers=${tally.count} /><p class="small soft">${texts.rewards_counts_note}</p><div><button type="button" class="btn line s" onClick=${again}>${texts.rewards_form_again}</button></div></section>`;
  }
  if (!open) return html`<div><button type="button" class="btn line" onClick=${() => setOpen(true)}>${texts.rewards_form_open}</button></div>`;
  const add = () => {
    if (!wishes.length) return;
    const counts = { ...tally.counts };
    for (const wish of wishes) counts[wish] = (counts[wish] || 0) + 1;
    onChange({ count: tally.count + 1, counts, closed: false });
    setWishes([]);
    setAdded(true);
    document.getElementById("team-form")?.scrollIntoView({ block: "start" });
  };
  const change = (next) => { setWishes(next); setAdded(false); };
  return html`<section class="card stack" id="team-form"><p class="small soft">${texts.rewards_form_intro}</p>
    <p role="status"><b>${fill(texts.rewards_form_in, { count: tally.count })}</b> ${added ? texts.rewards_form_added : ""}</p>
    <${WishForm} key=${tally.count} options=${said.options} most=${said.most_likes} wishes=${wishes} say=${say} onChange=${change} />
    <div class="row"><button type="button" class="btn" aria-disabled=${!wishes.length} onClick=${add}>${texts.rewards_form_add}</button>
      ${tally.count >= least && html`<button type="button" class="btn line" onClick=${() => onChange({ ...tally, closed: true })}>${texts.rewards_form_show}</button>`}</div>
    ${tally.count < least && html`<p class="small soft">${fill(texts.rewards_form_wait, { least })}</p>`}</section>`;
}

function Planning({ wire, said, mine, plan, onChange, done, onDone }) {
  const { texts } = wire, set = (name, value) => onChange({ ...plan, [name]: value });
  return html`<section class="stack"><h2>${texts.rewards_plan}</h2><p class="small soft">${mine ? texts.rewards_plan_mine : texts.rewards_plan_note}</p>
    ${!mine && html`<div class="field"><label for="people">${texts.rewards_people}</label><p class="small soft" id="people-hint">${texts.rewards_people_hint}</p>
      <textarea id="people" class="input" rows="2" maxlength="20000" aria-describedby="people-hint" placeholder=${texts.rewards_people_example} value=${plan.people} onInput=${(event) => set("people", event.target.value)}></textarea></div>`}
    <div class="grid2"><div class="field"><label for="weeks">${texts.rewards_weeks}</label><input id="weeks" class="input s" type="number" min="1" max="52" value=${plan.weeks} onInput=${(event) => set("weeks", Number.parseInt(event.target.value, 10) || 0)} /></div>
      <div class="field"><label for="start">${texts.rewards_start}</label><input id="start" class="input s" type="date" value=${plan.start} onInput=${(event) => set("start", event.target.value)} /></div></div>
    ${said.plan_problem && html`<p class="error" role="alert">${said.plan_problem}</p>`}
    ${said.plan ? html`<${Calendar} wire=${wire} plan=${said.plan} mine=${mine} done=${done} onDone=${onDone} />` : !said.plan_problem && html`<p class="soft">${texts.rewards_plan_none}</p>`}
    ${!mine && said.plan && html`<${Reminders} texts=${texts} done=${done} reminders=${said.reminders} />`}</section>`;
}

// What was done is thanks given in that week: the reminders know of it, and nobody else does.
function Calendar({ wire, plan, mine, done, onDone }) {
  const { texts } = wire, weeks = Array.from({ length: plan.weeks }, (_, index) => index + 1);
  const same = (turn) => (one) => one.to === turn.person && one.on === turn.monday && one.idea === turn.idea;
  const toggle = (turn) => onDone(done.some(same(turn)) ? done.filter((one) => !same(turn)(one)) : [...done, { to: turn.person, on: turn.monday, by: turn.by, idea: turn.idea }]);
  const tick = (turn) => html`<label class="check"><input type="checkbox" checked=${done.some(same(turn))} onChange=${() => toggle(turn)} /><span>${texts.rewards_done}</span></label>`;
  return html`<ol class="stack">${weeks.map((week) => {
    const turns = plan.turns.filter((turn) => turn.week === week);
    return html`<li key=${week} class="card stack"><p><b>${fill(texts.rewards_week, { week })}</b> <span class="soft small">${shownDate(turns[0]?.monday || plan.start, wire.language)}</span></p>
      <ul class="stack">${turns.map((turn) => html`<li key=${`${turn.for}${turn.idea}`} class="turn"><div class="grow"><p>${!mine && html`<b>${turn.for}</b> · `}${turn.name}</p>
        ${!mine && html`<p class="small soft">${fill(texts.rewards_from_whom, { giver: turn.given_by })}</p>`}
        ${turn.mind.map((words) => html`<p key=${words} class="small warned">${words}</p>`)}<details><summary class="small">${texts.rewards_how}</summary><p class="small">${turn.how}</p></details></div>
        ${!mine && turn.person && tick(turn)}</li>`)}</ul></li>`;
  })}</ol>
  ${!mine && plan.next_up.length > 0 && html`<p class="small soft">${fill(texts.rewards_next_up, { names: plan.next_up.join(", ") })}</p>`}`;
}

const Reminders = ({ texts, done, reminders }) => html`<section class="card stack"><h2>${texts.rewards_remind}</h2><p class="small soft">${texts.rewards_remind_note} ${texts.rewards_done_note}</p>
  ${done.length > 0 && (reminders.length ? html`<ul class="stack">${reminders.map(({ text }) => html`<li key=${text}>${text}</li>`)}</ul>` : html`<p>${texts.rewards_remind_none}</p>`)}</section>`;
