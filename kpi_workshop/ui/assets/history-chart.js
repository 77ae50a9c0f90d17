// A history with what may come next: dots and a line, the natural limits behind them, the range beside them.
import { html } from "./vendor/htm-preact.js";
import { fill } from "./parts.js";

const WIDE = 360, HIGH = 200, LEFT = 8, TOP = 14, BOTTOM = 22, NEXT = 52; // NEXT: room for what comes
const MARKS = ["commit", "target", "stretch"];

export function HistoryChart({ told, texts }) {
  const { values, interval, target, limits } = told.chart, last = values[values.length - 1];
  if (!last) return null;
  const levels = told.enough_data ? [...told.interval80, ...(limits || []), ...MARKS.map((name) => told.range[name])] : [];
  const all = [...values.map(({ value }) => value), ...levels, ...(told.target === null ? [] : [told.target])];
  const least = Math.min(...all), most = Math.max(...all), room = (most - least || Math.abs(most) || 1) * 0.06;
  const y = (value) => TOP + (HIGH - TOP - BOTTOM) * (1 - (value - least + room) / (most - least + 2 * room));
  const first = values[0].at, span = Math.max(last.at - first, 1), right = WIDE - NEXT;
  const x = (at) => LEFT + 4 + (right - LEFT - 12) * (at - first) / span;
  const words = fill(interval ? texts.realism_chart : texts.realism_chart_little, { count: told.periods, last: last.said, low: interval?.[0], high: interval?.[1] });
  const aim = told.target !== null && fill(texts.realism_chart_target, { target });
  return html`<figure class="history"><svg viewBox="0 0 ${WIDE} ${HIGH}" role="img" aria-label=${[words, aim].filter(Boolean).join(" ")}>
      ${limits && html`<rect class="limits" x=${LEFT} y=${y(limits[1])} width=${right - LEFT} height=${y(limits[0]) - y(limits[1])} />`}
      ${told.enough_data && html`<rect class="comes" x=${right + 8} y=${y(told.interval80[1])} width=${NEXT - 16} height=${Math.max(y(told.interval80[0]) - y(told.interval80[1]), 1)} rx="5" />
        ${MARKS.map((name) => html`<line key=${name} class=${name} x1=${right + 8} x2=${WIDE - 8} y1=${y(told.range[name])} y2=${y(told.range[name])} />`)}`}
      ${told.target !== null && html`<line class="aim" x1=${LEFT} x2=${WIDE - 4} y1=${y(told.target)} y2=${y(told.target)} /><text class="aim-words" x=${LEFT + 2} y=${y(told.target) + (y(told.target) < TOP + 14 ? 13 : -5)}>${aim}</text>`}
      <polyline points=${values.map(({ at, value }) => `${x(at)},${y(value)}`).join(" ")} />
      ${values.map(({ at, value }) => html`<circle key=${at} cx=${x(at)} cy=${y(value)} r=${values.length > 40 ? 2 : 3.2} />`)}
      <text x=${LEFT} y=${HIGH - 6}>${values[0].short}</text><text x=${right} y=${HIGH - 6} text-anchor="end">${values.length > 1 ? last.short : ""}</text>
      ${told.enough_data && html`<text x=${WIDE - NEXT / 2} y=${HIGH - 6} text-anchor="middle">${texts.realism_chart_next}</text>`}
    </svg>
    <figcaption class="small soft">${words}</figcaption>
    <details><summary class="small">${texts.realism_table}</summary><table class="small"><thead><tr><th scope="col">${texts.realism_table_period}</th><th scope="col">${texts.realism_table_value}</th></tr></thead><tbody>${values.map(({ at, label, said }) => html`<tr key=${at}><th scope="row">${label}</th><td>${said}</td></tr>`)}</tbody></table></details></figure>`;
}
