// What a participant sees and does in each step. The kernel decides what may be seen; this only draws it.
import { html, useState } from "./vendor/htm-preact.js";
import { Pairing } from "./pairing.js";
import { Beside, Recognising } from "./recognising.js";
import { Estimates, rangeOf } from "./estimates.js";
import { Bars, Facts, Icon, Pager, Statement, Writer, ask, fill, useKept } from "./parts.js";

const Heading = ({ heading, words, note }) => html`<div class="stack"><h1 ref=${heading} tabindex="-1">${words.heading}</h1>${note && html`<p class="soft">${note}</p>`}</div>`;

const Sealed = ({ words }) => html`<span class="small soft"><${Icon} name="lock" /> ${words}</span>`;

function ReadyFoot({ wire, view, label, undo, sealed, first }) {
  const { texts } = wire, { ready, room } = view;
  const set = (value) => ask(wire, { do: "ready", ready: value }, "ready");
  return html`<div class="foot"><div>
    <div class="row apart">${sealed ? html`<${Sealed} words=${sealed} />` : html`<span></span>`}<span class="small soft" role="status">${fill(texts.ready_count, { ready: room.ready, total: room.people })}</span></div>
    ${first && !ready ? html`<button class="btn wide" onClick=${first.go}>${first.label}</button>` : ready ? html`<button class="btn line wide" onClick=${() => set(false)}>${undo || texts.not_ready}</button>` : html`<button class="btn wide" onClick=${() => set(true)}>${label || texts.ready}</button>`}
  </div></div>`;
}

function Waiting({ wire, view }) {
  const tips = Object.keys(wire.texts).filter((key) => key.startsWith("waiting.tip"));
  const [tip, setTip] = useState(() => Math.floor(Math.random() * tips.length));
  if (!view.ready) return null;
  return html`<aside class="card stack arrive"><p class="small soft">${wire.texts["waiting.heading"]}</p><p>${wire.texts[tips[tip]]}</p><div><button class="pill" onClick=${() => setTip((tip + 1) % tips.length)}>${wire.texts.another}</button></div></aside>`;
}

function Welcome({ wire, view, words, heading }) {
  const lines = (start) => Object.keys(words).filter((key) => new RegExp(`^${start}\\d+$`).test(key)).map((key) => words[key]);
  return html`<main class="column">
    <${Heading} heading=${heading} words=${words} note=${words.purpose} />
    <ol class="card stack">${lines("rule").map((rule) => html`<li>${rule}</li>`)}</ol>
    <section class="card stack"><h2><${Icon} name="lock" /> ${words.private_heading}</h2><ul class="stack">${lines("private").map((line) => html`<li class="small">${line}</li>`)}</ul></section>
    <${Waiting} wire=${wire} view=${view} />
  </main><${ReadyFoot} wire=${wire} view=${view} label=${words.ready} />`;
}

function Look({ wire, view, words, heading }) {
  return html`<main class="column">
    <${Heading} heading=${heading} words=${words} note=${words.hint} />
    ${view.step.kpis.map((kpi) => html`<${Statement} key=${kpi.id} kpi=${kpi} texts=${wire.texts} calm=${words.clear} />`)}
    <p class="small soft">${words.limits}</p>
    <${Waiting} wire=${wire} view=${view} />
  </main><${ReadyFoot} wire=${wire} view=${view} />`;
}

// Options to vote on: a tap takes or gives back a vote; the ballot goes out with the button.
function Ballot({ wire, options, vote, words, command }) {
  const [kept, setPicks, forget] = useKept(`ballot:${wire.view.session.id}/${vote.box}`, vote.mine || []);
  const known = new Set(options.map(({ id }) => id)), picks = (Array.isArray(kept) ? kept : []).filter((id) => known.has(id));
  const sent = vote.mine?.length > 0 && vote.mine.length === picks.length && vote.mine.every((id) => picks.includes(id));
  const left = vote.votes - picks.length;
  const toggle = (id) => {
    if (picks.includes(id)) setPicks(picks.filter((pick) => pick !== id));
    else if (vote.votes === 1) setPicks([id]);
    else if (left > 0) setPicks([...picks, id]);
    else wire.complain({ message: fill(wire.texts.vote_full, { votes: vote.votes }) });
  };
  const send = () => { if (picks.length && !sent) wire.do({ ...command, options: picks }, `vote/${vote.box}`).then(forget, (refused) => wire.complain(refused)); };
  const label = sent ? wire.texts.vote_sent : !picks.length ? fill(wire.texts.vote_none, { votes: vote.votes }) : left > 0 ? fill(wire.texts.vote_left, { left }) : wire.texts.vote_send;
  return html`<fieldset class="stack"><legend class="sr">${words.heading || words.criterion}</legend>
    ${options.map(({ id, body }) => html`<label key=${id} class="card choice ${picks.includes(id) ? "on" : ""}"><span>${body}</span><input type="checkbox" class="check-box" checked=${picks.includes(id)} onChange=${() => toggle(id)} /></label>`)}
  </fieldset>
  <div class="foot inside"><div>
    <div class="row apart"><${Sealed} words=${wire.texts.secret_ballot} /><span class="small soft" role="status">${fill(wire.texts.votes_in, { in: vote.in, of: vote.of })}</span></div>
    <button class="btn wide" aria-disabled=${!picks.length || sent} onClick=${send}>${label}</button>
  </div></div>`;
}

function Pick({ wire, view, words, heading }) {
  const { kpis, vote, focus } = view.step;
  if (vote.phase === "shown") {
    const ranked = [...kpis].sort((a, b) => (vote.tally[b.id] || 0) - (vote.tally[a.id] || 0));
    return html`<main class="column"><${Heading} heading=${heading} words=${{ heading: words.shown }} note=${wire.texts.focus_note} />
      ${ranked.map((kpi) => html`<div key=${kpi.id} class="card choice ${focus.includes(kpi.id) ? "on" : ""}"><p class="kpi">${kpi.text}</p><span class="votes">${vote.tally[kpi.id] || 0}</span></div>`)}</main>`;
  }
  const options = kpis.map((kpi) => ({ id: kpi.id, body: html`<span class="kpi">${kpi.text}</span><${Facts} facts=${kpi.facts} texts=${wire.texts} />` }));
  return html`<main class="column"><${Heading} heading=${heading} words=${words} note=${words.criterion} /><p class="small soft">${fill(words.hint, { votes: vote.votes })}</p>
    <${Ballot} wire=${wire} options=${options} vote=${vote} words=${words} command=${{ do: "vote" }} /></main>`;
}

function Write({ wire, view, words, heading, critic, above, below }) {
  const { questions } = view.step;
  const [at, go] = useState(0), [seen, setSeen] = useState([0]);
  const setAt = (index) => { go(index); setSeen([...seen, index]); scrollTo(0, 0); };
  const question = questions[Math.min(at, questions.length - 1)];
  if (!question) return html`<main class="column"><p>${wire.texts.no_focus}</p></main>`;
  const { kpi, topic } = question;
  // Nobody is ready with a KPI they have not looked at.
  const unseen = questions.findIndex((item, index) => !seen.includes(index) && item.phase === "writing" && !item.mine);
  const first = unseen < 0 ? null : { label: fill(wire.texts.next_kpi, { number: unseen + 1 }), go: () => setAt(unseen) };
  const save = (text) => wire.do({ do: "write", kpi: kpi.id, text }, `write/${topic}`);
  const sealed = view.me?.manager ? words.private_manager : words.private, draftKey = `draft:${view.session.id}/${topic}`;
  return html`<main class="column"><${Heading} heading=${heading} words=${words} />
    <${Pager} items=${questions} at=${at} onGo=${setAt} texts=${wire.texts} done=${(item) => item.mine} />
    <${Statement} kpi=${kpi} texts=${wire.texts} /><${Written} kpi=${kpi} texts=${wire.texts} />
    <p class="soft">${words.hint}</p>${above}
    ${question.phase === "writing"
      ? html`<${Writer} key=${topic} wire=${wire} draftKey=${draftKey} saved=${question.mine} label=${words.heading} placeholder=${words.placeholder} critic=${critic} clear=${words.coach_clear} onSave=${save} />`
      : html`<${Ideas} wire=${wire} question=${question} words=${words} />`}
    ${below && html`<${below} key=${`below-${topic}`} wire=${wire} view=${view} words=${words} question=${question} draftKey=${draftKey} />`}
    <${Waiting} wire=${wire} view=${view} />
  </main>${questions.some((item) => item.phase === "writing") && html`<${ReadyFoot} wire=${wire} view=${view} label=${words.ready} undo=${words.not_ready} sealed=${sealed} first=${first} />`}`;
}

const Pair = (props) => html`<${Write} ...${props} below=${Pairing} />`;

const Recognise = (props) => html`<${Write} ...${props} below=${Recognising} />`;

// Why, for whom, what changes: the questions of a story stand above the field for its sentences.
const Tell = (props) => html`<${Write} ...${props} above=${html`<ul class="prompts small">${["ask1", "ask2", "ask3"].map((ask) => html`<li key=${ask}>${props.words[ask]}</li>`)}</ul>`} />`;

const Grow = (props) => html`<${Write} ...${props} above=${html`<p class="small soft"><${Icon} name="lock" /> ${props.words.caution}</p>`} />`;

const Rewrite = (props) => html`<${Write} ...${props} critic=${true} />`;

// Ideas that were opened, in this viewer's own order.
function Ideas({ wire, question, words, votes }) {
  const { ideas, chosen = [], phase } = question;
  if (!ideas.length && phase === "open") return html`<p class="card soft">${words.none || wire.texts.nothing_written}</p>`;
  return html`<div class="stack">${ideas.map((idea) => html`<div key=${idea.id} class="card arrive ${chosen.includes(idea.id) ? "on" : ""}"><div class="choice"><p class="kpi">${idea.text}</p>${votes && html`<span class="votes">${votes[idea.id] || 0}</span>`}</div><${IdeaTags} wire=${wire} idea=${idea} chosen=${chosen.includes(idea.id)} words=${words} /><${Beside} idea=${idea} words=${words} /></div>`)}
    ${phase === "managers" && html`<p class="soft small">${wire.texts.manager_later}</p>`}</div>`;
}

const IdeaTags = ({ wire, idea, chosen, words }) => html`<div class="tags">${chosen && html`<span class="tag good">✓ ${words.chosen}</span>`}${idea.mine && html`<span class="tag quiet">${wire.texts.yours}</span>`}${idea.manager && html`<span class="tag quiet">${wire.texts.manager_tag}</span>`}</div>`;

function Reveal({ wire, view, words, heading }) {
  const { questions } = view.step;
  const [at, setAt] = useState(0);
  const question = questions[Math.min(at, questions.length - 1)];
  if (!question) return html`<main class="column"><p>${wire.texts.no_focus}</p></main>`;
  const { kpi, vote, ideas = [], phase } = question;
  const voting = phase === "open" && vote.phase === "voting" && ideas.length > 0;
  const options = ideas.map((idea) => ({ id: idea.id, body: html`<span class="kpi">${idea.text}</span><${IdeaTags} wire=${wire} idea=${idea} words=${words} />` }));
  return html`<main class="column"><${Heading} heading=${heading} words=${words} note=${voting ? "" : words.hint} />
    <${Pager} items=${questions} at=${at} onGo=${setAt} texts=${wire.texts} done=${(item) => item.vote.mine?.length || item.text} />
    <p class="soft">${fill(wire.texts.started_from, { text: kpi.text })}</p>
    ${question.text && !ideas.some((idea) => idea.text === question.text) && html`<div class="card on"><p class="kpi">${question.text}</p><div class="tags"><span class="tag good">✓ ${words.chosen}</span></div></div>`}
    ${voting ? html`<p><b>${words.criterion}</b></p><${Ballot} key=${vote.box} wire=${wire} options=${options} vote=${vote} words=${words} command=${{ do: "vote", kpi: kpi.id }} />` : html`<${Ideas} wire=${wire} question=${question} words=${words} votes=${vote.tally} />`}
  </main>`;
}

function Consent({ wire, view, words, heading }) {
  const { questions } = view.step;
  const [at, setAt] = useState(0);
  const question = questions[Math.min(at, questions.length - 1)];
  if (!question) return html`<main class="column"><p>${wire.texts.no_focus}</p></main>`;
  const next = () => { const open = questions.findIndex((item, index) => index !== at && item.phase === "asking" && !item.mine); if (open >= 0) { setAt(open); scrollTo(0, 0); } };
  return html`<main class="column"><${Heading} heading=${heading} words=${words} />
    <${Pager} items=${questions} at=${at} onGo=${setAt} texts=${wire.texts} done=${(item) => item.mine || item.phase !== "asking"} />
    <${Agreed} kpi=${question.kpi} wire=${wire} />
    ${question.phase === "asking" ? html`<${Answer} key=${question.kpi.id + question.round} wire=${wire} question=${question} words=${words} next=${next} place=${view.session.id} />` : html`<${Shown} wire=${wire} question=${question} words=${words} />`}
  </main>`;
}

export function Agreed({ kpi, wire }) {
  return html`<div class="card"><p class="kpi">${kpi.text}</p><${Written} kpi=${kpi} texts=${wire.texts} /></div>`;
}

// What the group has written about a KPI so far.
function Written({ kpi, texts }) {
  const { counter_measure: guard, growth, recognition = [] } = kpi, range = kpi.range && rangeOf(texts, kpi.range);
  if (!guard && !growth && !range && !recognition.length) return null;
  return html`<div class="tags">${range && html`<span class="tag quiet block">${range}</span>`}${guard && html`<span class="tag good block">${fill(texts.goes_with, { text: guard })}</span>`}${growth && html`<span class="tag quiet block">${fill(texts.grows_by, { text: growth })}</span>`}
    ${recognition.map((idea) => html`<span class="tag quiet block">${fill(texts.recognised_by, { text: idea })}</span>`)}</div>`;
}

function Answer({ wire, question, words, next }) {
  const id = `${question.kpi.id}-${question.round}`, { mine } = question;
  const [given, change, forget] = useKept(`answer:${wire.view.session.id}/${id}`, { level: mine?.level || 0, reason: mine?.reason || "", attach: mine?.attach || false });
  const { level } = given, doubts = level === 1 || level === 2;
  // Who agrees after all takes the reason back; it is no longer on the screen, so it must not go out.
  const reason = doubts ? given.reason : "", attach = doubts && given.attach;
  const setLevel = (n) => change({ ...given, level: n }), setReason = (words) => change({ ...given, reason: words }), setAttach = (on) => change({ ...given, attach: on });
  const sent = mine && mine.level === level && mine.reason === reason.trim() && mine.attach === attach;
  const send = () => { if (level && !sent) wire.do({ do: "answer", kpi: question.kpi.id, round: question.round, level, reason, attach }, `answer/${id}`).then(() => { forget(); next(); }, (refused) => wire.complain(refused)); };
  return html`${question.round > 1 && html`<p><b>${fill(words.again, { round: question.round })}</b></p>`}
    <fieldset class="scale"><legend class="sr">${words.heading}</legend>${[4, 3, 2, 1].map((n) => html`<label><input type="radio" name=${id} value=${n} checked=${level === n} onChange=${() => setLevel(n)} /><span class="n">${n}</span><span><b>${words[`level${n}`]}</b><br /><span class="small soft">${words[`level${n}_note`]}</span></span></label>`)}</fieldset>
    ${doubts && html`<div class="card stack arrive"><div class="field"><label for=${`reason-${id}`}>${words.reason}</label><textarea id=${`reason-${id}`} class="input" rows="3" maxlength="1000" value=${reason} onInput=${(event) => setReason(event.target.value)}></textarea></div><p class="small soft">${words.reason_note}</p>
      <label class="check"><input type="checkbox" checked=${attach} onChange=${(event) => setAttach(event.target.checked)} /><span>${words.statement}<br /><span class="small soft">${words.statement_note}</span></span></label></div>`}
    <div class="foot inside"><div><div class="row apart"><${Sealed} words=${words.sealed} /><span class="small soft" role="status">${fill(wire.texts.answers_in, { in: question.in, of: question.of })}</span></div>
    <button class="btn wide" aria-disabled=${!level || sent} onClick=${send}>${sent ? wire.texts.answer_sent : wire.texts.answer_send}</button></div></div>`;
}

export function Shown({ wire, question, words }) {
  const names = question.objections.map((objection) => objection.name || wire.texts.somebody).join(", ");
  const sign = (statement) => ask(wire, { do: "name", kpi: question.kpi.id, round: question.round, answer: statement.id });
  return html`<section class="card stack"><h2>${words.shown}</h2><p class="small soft">${fill(wire.texts.answers_in, { in: question.answered, of: question.of })}</p><${Bars} counts=${question.counts} words=${words} /></section>
    ${question.phase === "blocked" && html`<div class="card stack"><p><b>${fill(words.objection, { names })}</b></p>${question.objections.filter(({ reason }) => reason).map(({ reason }) => html`<p>“${reason}”</p>`)}</div>`}
    ${question.phase === "settled" && html`<p class="tags"><span class="tag good">✓ ${words.settled}</span></p>`}
    ${question.statements.map((statement) => html`<div key=${statement.id} class="card stack"><p>“${statement.text}”</p><p class="small soft">${statement.name ? `${statement.name} · ${words.statement_signed}` : words.statement_unsigned}</p>${statement.mine && !statement.name && html`<button class="btn line s" onClick=${() => sign(statement)}>${words.statement_sign}</button>`}</div>`)}`;
}

const FIELDS = ["purpose", "measure", "baseline", "target", "review_date", "rhythm"];
const asked = (kpi) => kpi.growth ? [...FIELDS, "growth"] : FIELDS; // nobody has to fill it in

function Commit({ wire, view, words, heading }) {
  const value = (kpi, field) => field === "rhythm" ? words[`rhythm_${kpi.rhythm}`] : field === "review_date" ? new Date(`${kpi.review_date}T12:00`).toLocaleDateString(wire.language, { day: "numeric", month: "long", year: "numeric" }) : kpi[field];
  return html`<main class="column"><${Heading} heading=${heading} words=${words} note=${wire.texts.commit_note} />
    ${view.step.kpis.map((kpi) => html`<article key=${kpi.id} class="card stack"><p class="kpi">${kpi.text}</p>
      <dl class="facts"><dt>${words.owner}</dt><dd>${kpi.owner || html`<span class="blank">${wire.texts.open}</span>`}</dd>${asked(kpi).map((field) => html`<dt>${words[field]}</dt><dd>${kpi[field] ? value(kpi, field) : html`<span class="blank">${wire.texts.open}</span>`}</dd>`)}</dl>
      <p class="small soft">${words.own_note}</p>
      ${kpi.mine ? html`<button class="btn line" onClick=${() => ask(wire, { do: "own", kpi: kpi.id, own: false })}>${wire.texts.disown}</button>` : html`<button class="btn ${kpi.owner ? "line" : ""}" onClick=${() => (!kpi.owner || confirm(fill(wire.texts.take_over, kpi))) && ask(wire, { do: "own", kpi: kpi.id, own: true })}>${words.own_it}</button>`}
    </article>`)}</main>`;
}

// The talk is in the room; what comes of it is noted on a page of its own, which has the same seat.
function CheckIn({ wire, view, words, heading }) {
  const { kpis } = view.step, [at, setAt] = useState(0), kpi = kpis[Math.min(at, kpis.length - 1)];
  return html`<main class="column"><${Heading} heading=${heading} words=${words} note=${words.hint} />
    <${Pager} items=${kpis} at=${at} onGo=${setAt} texts=${wire.texts} />
    <${Agreed} kpi=${kpi} wire=${wire} />
    ${kpi.sections.map((section) => html`<section key=${section.id} class="card stack"><b>${section.title}</b><ul class="stack asks">${section.questions.map(({ id, text }) => html`<li key=${id + text}>${text}</li>`)}</ul></section>`)}
    <p><a class="btn line wide" href="check-in">${words.note_it}</a></p><p class="small soft"><${Icon} name="eye" /> ${words.note_who}</p>
    <${Waiting} wire=${wire} view=${view} />
  </main><${ReadyFoot} wire=${wire} view=${view} label=${words.ready} undo=${words.not_ready} />`;
}

function Ended({ wire, view, words, heading }) {
  return html`<main class="column"><${Heading} heading=${heading} words=${words} note=${words.body} />
    ${(view.step.kpis || []).map((kpi) => html`<${Agreed} key=${kpi.id} kpi=${kpi} wire=${wire} />`)}
    <p>${words.next}</p><p><a class="btn line" href="check-in">${words.checkin}</a></p></main>`;
}

const ESTIMATE = ["per_unit", "hours", "other"], LEVELS = ["commit", "target", "stretch"];

// What somebody knows of their own work: the time for one, the hours there are, the levels that seem right.
function Realism({ wire, view, words, heading }) {
  const { questions } = view.step;
  const [at, setAt] = useState(0);
  const question = questions[Math.min(at, questions.length - 1)];
  if (!question) return html`<main class="column"><p>${wire.texts.no_focus}</p></main>`;
  const sealed = view.me?.manager ? words.private_manager : words.private, writing = question.phase === "writing";
  return html`<main class="column"><${Heading} heading=${heading} words=${words} note=${writing ? words.hint : ""} />
    <${Pager} items=${questions} at=${at} onGo=${(index) => { setAt(index); scrollTo(0, 0); }} texts=${wire.texts} done=${(item) => item.phase === "writing" && Object.keys(item.mine || {}).length > 0} />
    <div class="card"><p class="kpi">${question.kpi.text}</p>${question.asked && html`<p class="small soft">${fill(words.asks, { asked: question.asked })}</p>`}</div>
    ${writing ? html`<${Estimate} key=${question.topic} wire=${wire} question=${question} words=${words} place=${view.session.id} />` : html`<${Estimates} wire=${wire} question=${question} words=${words} />`}
    <${Waiting} wire=${wire} view=${view} />
  </main>${questions.some(({ phase }) => phase === "writing") && html`<${ReadyFoot} wire=${wire} view=${view} sealed=${sealed} />`}`;
}

function Estimate({ wire, question, words, place }) {
  const key = `estimate:${place}/${question.topic}`, saved = question.mine || {};
  const [given, change, forget] = useKept(key, saved), [error, setError] = useState("");
  const said = (name) => (given[name] || "").trim(), all = [...ESTIMATE, ...LEVELS];
  const same = all.every((name) => said(name) === (saved[name] || "")), any = all.some(said);
  const save = async (event) => {
    event?.preventDefault();
    if (same) return;
    const fields = Object.fromEntries(all.map((name) => [name, said(name)]));
    try { setError(""); await wire.do({ do: "estimate", kpi: question.kpi.id, ...fields }, `write/${question.topic}`); forget(); } catch (refused) { setError(refused.message); }
  };
  const leave = () => { if (Boolean(said("per_unit")) === Boolean(said("hours"))) save(); }; // half of the hours says nothing yet
  const field = (name) => html`<div class="field"><label for=${`${name}-${question.kpi.id}`}>${words[name]}</label><input id=${`${name}-${question.kpi.id}`} class="input s" maxlength="60" autocomplete="off" placeholder=${words[`${name}_hint`]} value=${given[name] || ""} onInput=${(event) => change({ ...given, [name]: event.target.value })} onBlur=${leave} /></div>`;
  return html`<form class="stack" onSubmit=${save}><div class="grid2">${ESTIMATE.map(field)}</div>
    ${same && question.sum?.length > 0 && html`<section class="coach" role="status"><p><b>${words.own_sum}</b></p>${question.sum.map((line) => html`<p key=${line}>${line}</p>`)}</section>`}
    <h2>${words.levels}</h2><div class="grid2">${LEVELS.map(field)}</div>
    ${error && html`<p class="error" role="alert">${error}</p>`}
    <button class="btn line" aria-disabled=${same}>${same && any ? words.kept : words.keep}</button></form>`;
}

export const SCREENS = { welcome: Welcome, look: Look, pick: Pick, rewrite: Rewrite, reveal: Reveal, pair: Pair, realism: Realism, grow: Grow, recognise: Recognise, tell: Tell, consent: Consent, commit: Commit, checkin: CheckIn, ended: Ended };
