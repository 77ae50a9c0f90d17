// Progress as a picture: the values that were noted, the band they lie in lately, and where it is to go.
import { html, useMemo } from "./vendor/htm-preact.js";
import { fill } from "./wire.js";

// Wide enough for its words at 390 px, where it is drawn at its own size.
const WIDTH = 340, HEIGHT = 190, LEFT = 6, RIGHT = 74, TOP = 16, BOTTOM = 30;
const RECENT = 3;

export function Band({ progress, texts, language }) {
  const id = useMemo(() => `band-${Math.random().toString(36).slice(2)}`, []);
  const points = progress.values.filter(({ level }) => level !== null);
  if (!points.length) return html`<p class="soft">${progress.sentences.join(" ")}</p>`;
  const { start, target, band } = progress;
  const seen = [...points.map(({ level }) => level), ...[start, target].filter((one) => one !== null), ...(band || [])];
  const low = Math.min(...seen), high = Math.max(...seen), room = (high - low || Math.abs(high) || 1) * 0.08;
  const y = (level) => TOP + (HEIGHT - TOP - BOTTOM) * (1 - (level - low + room) / (high - low + 2 * room));
  const step = (WIDTH - LEFT - RIGHT - 20) / Math.max(1, points.length - 1), x = (index) => LEFT + 10 + index * step;
  const day = (iso) => new Date(`${iso}T12:00`).toLocaleDateString(language, { day: "numeric", month: "short" });
  const last = points.length - 1, from = Math.max(0, last - RECENT + 1);
  const shown = new Intl.NumberFormat(language, { maximumSignificantDigits: 4, notation: high >= 1e6 ? "compact" : "standard" });
  const near = start !== null && target !== null && Math.abs(y(start) - y(target)) < 16;
  const line = (level, name, words) => level !== null && html`<g class=${name}><line x1=${LEFT} x2=${WIDTH - RIGHT} y1=${y(level)} y2=${y(level)} /><text x=${WIDTH - RIGHT + 6} y=${y(level) + 4 + (near && name === "start" ? 8 : near ? -8 : 0)}>${fill(words, { level: shown.format(level) })}</text></g>`;
  return html`<figure class="band"><svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-labelledby=${id}>
      ${band && html`<rect class="zone" x=${x(from) - 9} width=${x(last) - x(from) + 18} y=${y(band[1])} height=${Math.max(3, y(band[0]) - y(band[1]))} rx="6" />`}
      ${line(start, "start", texts.chart_start)}${line(target, "goal", texts.chart_target)}
      <polyline fill="none" points=${points.map(({ level }, index) => `${x(index)},${y(level)}`).join(" ")} />
      ${points.map(({ date, said, level }, index) => html`<circle key=${date} cx=${x(index)} cy=${y(level)} r="5"><title>${day(date)}: ${said}</title></circle>`)}
      <text x=${x(0) - 8} y=${HEIGHT - 8}>${day(points[0].date)}</text>${last > 0 && html`<text x=${x(last) + 8} y=${HEIGHT - 8} text-anchor="end">${day(points[last].date)}</text>`}
    </svg>
    <figcaption id=${id} class="stack">${progress.sentences.map((sentence) => html`<span key=${sentence}>${sentence}</span>`)}</figcaption>
    <details><summary>${texts.all_values}</summary><table class="data"><thead><tr><th scope="col">${texts.date}</th><th scope="col">${texts.value_short}</th></tr></thead><tbody>${progress.values.map(({ date, said }) => html`<tr key=${date}><th scope="row">${day(date)}</th><td>${said}</td></tr>`)}</tbody></table></details></figure>`;
}
