// A small drawing of data, in the colours of the theme. What it shows is told in words as well.
import { html, useMemo } from "./vendor/htm-preact.js";

const WIDTH = 600, HEIGHT = 220, LEFT = 44, BOTTOM = 26, TOP = 10;

// Round steps from 0 or a little below the least to a little above the most.
function scale(values) {
  const most = Math.max(...values, 0), least = Math.min(...values, 0);
  const rough = (most - least || 1) / 4, power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map((one) => one * power).find((one) => one >= rough);
  const low = Math.floor(least / step) * step, high = Math.ceil(most / step) * step;
  const ticks = Array.from({ length: Math.round((high - low) / step) + 1 }, (_, index) => low + index * step);
  return { ticks, y: (value) => TOP + (HEIGHT - TOP - BOTTOM) * (1 - (value - low) / (high - low)) };
}

export function Chart({ labels, series, kind, reading, language }) {
  const id = useMemo(() => `chart-${Math.random().toString(36).slice(2)}`, []);
  const { ticks, y } = scale(series.flatMap(({ values }) => values));
  const space = (WIDTH - LEFT) / labels.length, x = (index) => LEFT + space * (index + 0.5);
  const every = Math.ceil(labels.length / 8), shown = new Intl.NumberFormat(language, { notation: "compact" });
  const bar = (space * 0.7) / series.length;
  return html`<figure class="chart"><svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-labelledby=${id}>
      ${ticks.map((tick) => html`<line key=${tick} x1=${LEFT} x2=${WIDTH} y1=${y(tick)} y2=${y(tick)} class="grid" /><text x=${LEFT - 6} y=${y(tick) + 4} text-anchor="end">${shown.format(tick)}</text>`)}
      ${labels.map((label, index) => index % every === 0 && html`<text key=${index} x=${x(index)} y=${HEIGHT - 8} text-anchor="middle">${label}</text>`)}
      ${series.map(({ name, values }, number) => (kind === "bars"
        ? values.map((value, index) => html`<rect key=${`${name}${index}`} class="s${number}" x=${x(index) - (bar * series.length) / 2 + bar * number} width=${bar} y=${Math.min(y(value), y(0))} height=${Math.abs(y(value) - y(0))} rx="2" />`)
        : html`<g key=${name} class="s${number}"><polyline fill="none" points=${values.map((value, index) => `${x(index)},${y(value)}`).join(" ")} />${values.map((value, index) => html`<circle cx=${x(index)} cy=${y(value)} r="4" />`)}</g>`))}
    </svg>
    ${series.length > 1 && html`<p class="row small">${series.map(({ name }, number) => html`<span key=${name}><i class="key s${number}"></i> ${name}</span>`)}</p>`}
    <figcaption id=${id} class="small">${reading}</figcaption></figure>`;
}

export function Table({ columns, language }) {
  const shown = new Intl.NumberFormat(language, { maximumFractionDigits: 2 });
  const cell = (value) => (typeof value === "number" ? shown.format(value) : value);
  const rows = columns[0].values.map((_, index) => columns.map(({ values }) => values[index]));
  const told = columns.map(({ values }) => (values.every((value) => typeof value === "number") ? "" : "words"));
  return html`<div class="scroll" tabindex="0" role="region" aria-label=${columns.map(({ name }) => name).join(", ")}><table class="data"><thead><tr>${columns.map(({ name }, place) => html`<th key=${name} scope="col" class=${told[place]}>${name}</th>`)}</tr></thead>
    <tbody>${rows.map((row, index) => html`<tr key=${index}>${row.map((value, place) => (place ? html`<td class=${told[place]}>${cell(value)}</td>` : html`<th scope="row">${cell(value)}</th>`))}</tr>`)}</tbody></table></div>`;
}
