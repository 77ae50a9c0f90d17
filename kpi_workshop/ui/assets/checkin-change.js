// A change of a KPI: asked about, answered, and kept in its history.
import { html } from "./vendor/htm-preact.js";
import { Bars, ask, fill, useKept } from "./parts.js";
import { day } from "./checkin-parts.js";

const LEVELS = [4, 3, 2, 1];

const Lines = ({ fields, texts }) => html`<dl class="facts">${fields.map(({ name, label, before, after }) => html`<dt key=${name}>${label}</dt><dd><s class="soft">${before || texts.nothing}</s> → <b>${after || texts.nothing}</b></dd>`)}</dl>`;

// People are being asked whether they can live with a change; until then nothing has changed.
export function Asked({ wire, kpi }) {
  const { texts, language } = wire, { proposal } = kpi;
  const withdraw = () => { if (confirm(texts.withdraw_sure)) ask(wire, { do: "withdraw", kpi: kpi.id, proposal: proposal.id }); };
  const open = () => ask(wire, { do: "open_answers", kpi: kpi.id, proposal: proposal.id });
  return html`<section class="card stack asked"><h2>${fill(proposal.mine ? texts.you_propose : proposal.retire ? texts.proposes_retire : texts.proposes, { name: proposal.by })}</h2>
    ${proposal.retire ? html`<p>${texts.would_retire}</p>` : html`<${Lines} fields=${proposal.fields} texts=${texts} />`}
    <p><span class="small soft">${fill(texts.because, { date: day(proposal.on, language) })}</span><br />“${proposal.reason}”</p>
    <p class="small soft" role="status">${texts.not_yet} ${fill(texts.answers_in, { in: proposal.in, of: proposal.of })}</p>
    ${!proposal.mine && html`<${Answer} wire=${wire} kpi=${kpi} proposal=${proposal} />`}
    <div class="row">${proposal.may_open && html`<button type="button" class="btn line s" onClick=${open}>${texts.open_answers}</button>`}${proposal.mine && html`<button type="button" class="btn line s" onClick=${withdraw}>${texts.withdraw}</button>`}</div></section>`;
}

function Answer({ wire, kpi, proposal }) {
  const { texts } = wire, words = texts, mine = proposal.answer;
  const [given, change, forget] = useKept(`acknowledge:${proposal.id}`, { level: mine?.level || 0, reason: mine?.reason || "" });
  const { level } = given, doubts = level === 1 || level === 2;
  // Who agrees after all takes the reason back; it is no longer on the screen, so it must not go out.
  const reason = doubts ? given.reason : "";
  const sent = mine && mine.level === level && mine.reason === reason.trim();
  const send = () => { if (level && !sent) wire.do({ do: "acknowledge", kpi: kpi.id, proposal: proposal.id, level, reason }, `acknowledge/${proposal.id}`).then(forget, (refused) => wire.complain(refused)); };
  return html`<fieldset class="scale"><legend><b>${texts.live_with_it}</b></legend>${LEVELS.map((n) => html`<label key=${n}><input type="radio" name=${`level-${proposal.id}`} value=${n} checked=${level === n} onChange=${() => change({ ...given, level: n })} /><span class="n">${n}</span><span><b>${words[`level${n}`]}</b>${n === 1 && html`<br /><span class="small soft">${texts.objection_note}</span>`}</span></label>`)}</fieldset>
    ${doubts && html`<div class="field"><label for=${`doubt-${proposal.id}`}>${words.reason}</label><textarea id=${`doubt-${proposal.id}`} class="input" rows="3" maxlength="1000" value=${given.reason} onInput=${(event) => change({ ...given, reason: event.target.value })}></textarea><p class="small soft">${texts.doubt_note}</p></div>`}
    <p class="small soft">${texts.sealed} ${proposal.of < 3 ? texts.sealed_few : ""}</p>
    <button type="button" class="btn wide" aria-disabled=${!level || sent} onClick=${send}>${sent ? texts.answer_sent : texts.answer_send}</button>`;
}

// The last change was stopped: whoever objected is owed a hearing before anything else.
export function Stopped({ wire, kpi }) {
  const { texts } = wire, [last] = kpi.history;
  if (kpi.proposal || last.kind !== "stopped") return null;
  const objections = last.voices.filter(({ level }) => level === 1), names = objections.map(({ name }) => name || texts.somebody).join(", ");
  return html`<div class="card stack asked"><p><b>${fill(texts.stopped_by, { name: names })}</b></p>${objections.filter(({ reason }) => reason).map(({ reason }, index) => html`<p key=${index}>“${reason}”</p>`)}</div>`;
}

// How the KPI came to be what it is, and what was said about it; the newest first.
export function History({ wire, kpi, onCorrect }) {
  const { texts } = wire;
  return html`<details class="card" open=${kpi.notes.length > 0}><summary>${fill(texts.notes_heading, { count: kpi.notes.length })}</summary>
      ${kpi.notes.length ? html`<ol class="stack past">${kpi.notes.map((note) => html`<${Note} key=${note.id} wire=${wire} note=${note} onCorrect=${() => onCorrect(note)} retired=${kpi.retired} />`)}</ol>` : html`<p class="soft">${texts.no_notes}</p>`}</details>
    <details class="card"><summary>${texts.history_heading}</summary><ol class="stack past">${kpi.history.map((entry, index) => html`<${Entry} key=${index} wire=${wire} entry=${entry} />`)}</ol></details>`;
}

function Note({ wire, note, onCorrect, retired }) {
  const { texts, language } = wire;
  const support = ({ asked, promised, who, outcome }) => [asked, promised && (who ? `${who}: ${promised}` : promised), outcome && texts[`was_${outcome}`]].filter(Boolean).join(" · ");
  return html`<li class="stack"><p class="small soft">${fill(texts.noted_by, { date: day(note.date, language), name: note.by })}${note.corrected ? ` · ${texts.corrected}` : ""}</p>
    ${note.value && html`<p class="kpi">${note.value}</p>`}${note.progress && html`<p class="said">${note.progress}</p>`}
    ${note.fit && html`<p><span class="tag ${note.fit === "fits" ? "good" : "should"}">${texts[`fit_${note.fit}`]}</span> ${note.reason}</p>`}
    ${note.doubts.map((doubt) => html`<p key=${doubt} class="small soft">${doubt}</p>`)}
    ${note.support.map((one) => html`<p key=${one.id} class="small">${texts.support_short}: ${support(one)}</p>`)}
    ${note.recognition && html`<p class="small">${texts.recognised_short}: ${note.recognition}</p>`}
    ${note.mine && !retired && html`<div><button type="button" class="btn line s" onClick=${onCorrect}>${texts.correct}</button></div>`}</li>`;
}

function Entry({ wire, entry }) {
  const { texts, language } = wire, words = texts, date = day(entry.on, language);
  if (entry.kind === "started") return html`<li class="stack"><p class="small soft">${fill(texts.started_on, { date })}</p><p class="kpi">${entry.text}</p>${entry.target && html`<p class="small">${words.target}: ${entry.target}</p>`}${entry.before && html`<p class="small soft">${fill(texts.started_from, { text: entry.before })}</p>`}</li>`;
  const reasons = entry.voices.filter(({ reason, level }) => reason || level === 1);
  return html`<li class="stack"><p><span class="tag ${entry.kind === "agreed" ? "good" : "quiet"}">${entry.retire && entry.kind === "agreed" ? texts.kind_retired : texts[`kind_${entry.kind}`]}</span> <span class="small soft">${fill(texts.noted_by, { date, name: entry.by })}</span></p>
    ${entry.retire ? html`<p>${texts.would_retire}</p>` : html`<${Lines} fields=${entry.fields} texts=${texts} />`}<p>“${entry.reason}”</p>
    ${entry.answered > 0 && html`<p class="small soft">${fill(texts.answers_in, { in: entry.answered, of: entry.of })}</p><${Bars} counts=${entry.counts} words=${words} />`}
    ${reasons.map((voice, index) => html`<p key=${index} class="small">${voice.level === 1 ? fill(texts.objected, { name: voice.name || texts.somebody }) : texts.doubted}${voice.reason ? `: “${voice.reason}”` : ""}</p>`)}</li>`;
}
