// A guide for the next talk about a KPI of one's own; what is typed stays in this browser.
import { html } from "./vendor/htm-preact.js";
import { fill, useKept, useTool } from "./parts.js";
import { Band } from "./band.js";
import { today } from "./checkin-parts.js";

const RHYTHMS = ["weekly", "biweekly", "monthly", "quarterly"];
const SETTINGS = ["one-to-one", "team"];
const MOST_VALUES = 60;
const LEVELS = ["baseline", "target"];
const BLANK = { rhythm: "weekly", setting: "one-to-one", baseline: "", target: "", values: [], checks: {} };

export function Tool({ kpi, wire }) {
  const { texts } = wire;
  const [kept, set] = useKept("checkin:tool", {}), form = { ...BLANK, ...kept }, change = (part) => set({ ...form, ...part });
  const { result, error } = useTool(wire, "checkin", { ...form, text: kpi });
  const row = (index, part) => change({ values: form.values.map((one, place) => (place === index ? { ...one, ...part } : one)) });
  const choose = (name, options) => html`<fieldset class="stack"><legend><b>${texts[`checkin_${name}`]}</b></legend><div class="row">${options.map((one) => html`<label key=${one} class="pill-choice ${form[name] === one ? "on" : ""}"><input class="sr" type="radio" name=${`talk-${name}`} checked=${form[name] === one} onChange=${() => change({ [name]: one })} />${texts[`checkin_${name}_${one}`]}</label>`)}</div></fieldset>`;
  return html`<div class="stack gap talk-tool">
    ${choose("setting", SETTINGS)}${choose("rhythm", RHYTHMS)}
    <details class="card" open=${form.values.length > 0}><summary>${texts.checkin_so_far}</summary><div class="stack">
      <div class="grid2">${LEVELS.map((name) => html`<div key=${name} class="field"><label for=${`tool-${name}`}>${texts[`checkin_${name}`]}</label><input id=${`tool-${name}`} class="input s" maxlength="200" value=${form[name]} onInput=${(event) => change({ [name]: event.target.value })} /></div>`)}</div>
      ${form.values.map((one, index) => html`<div key=${index} class="side"><div class="field"><label for=${`tool-date-${index}`}>${texts.checkin_date}</label><input id=${`tool-date-${index}`} class="input s" type="date" value=${one.date} onInput=${(event) => row(index, { date: event.target.value })} /></div>
        <div class="field"><label for=${`tool-value-${index}`}>${texts.checkin_value}</label><input id=${`tool-value-${index}`} class="input s" maxlength="60" value=${one.value} onInput=${(event) => row(index, { value: event.target.value })} /></div></div>`)}
      ${form.values.length < MOST_VALUES && html`<div><button type="button" class="btn line s" onClick=${() => change({ values: [...form.values, { date: today(), value: "" }] })}>+ ${texts.checkin_add}</button></div>`}</div></details>
    ${error && html`<p class="error" role="alert">${error}</p>`}
    ${result && html`<${Guide} wire=${wire} guide=${result} form=${form} change=${change} />`}</div>`;
}

function Guide({ wire, guide, form, change }) {
  const { texts } = wire, { found } = guide;
  const chart = { ...texts, chart_start: texts.checkin_chart_start, chart_target: texts.checkin_chart_target, all_values: texts.checkin_all_values, date: texts.checkin_date, value_short: texts.checkin_value };
  const check = (question, answer) => change({ checks: { ...form.checks, [question]: answer } });
  return html`<h2>${fill(texts.checkin_guide, { minutes: guide.minutes })}</h2>
    ${guide.progress.values.length > 0 && html`<div class="card"><${Band} progress=${guide.progress} texts=${chart} language=${wire.language} /></div>`}
    ${guide.sections.map((section) => html`<section key=${section.id} class="card stack"><p class="row apart"><b>${section.title}</b><span class="small soft">${fill(texts.checkin_minutes, section)}</span></p>
      <ul class="stack asks">${section.questions.map(({ id, text }) => html`<li key=${id + text}>${text}</li>`)}</ul><p class="small soft">${section.why}</p></section>`)}
    <section class="card stack"><h3>${texts.checkin_fits}</h3>
      ${guide.relevance.map(({ id, text, answers }) => html`<fieldset key=${id} class="stack"><legend>${text}</legend><div class="row">${answers.map((answer) => html`<label key=${answer.id} class="pill-choice ${form.checks[id] === answer.id ? "on" : ""}"><input class="sr" type="radio" name=${`tool-${id}`} checked=${form.checks[id] === answer.id} onChange=${() => check(id, answer.id)} />${answer.text}</label>`)}</div></fieldset>`)}
      <div role="status">${found && html`<div class="coach"><p><b>${found.text}</b></p>${found.reasons.length > 0 && html`<ul class="stack">${found.reasons.map((reason) => html`<li key=${reason.question}>${reason.text}</li>`)}</ul>`}</div>`}</div></section>
    <ul class="stack prose">${guide.tips.map((tip) => html`<li key=${tip}>${tip}</li>`)}</ul>`;
}
