// Where everybody starts.
import { html, render as draw, useEffect } from "./vendor/htm-preact.js";
import { Wire, language } from "./wire.js";
import { Connection, Languages, ThemeSwitch, applyTheme, useWire } from "./parts.js";

const WAYS = ["join", "facilitate", "projector", "learn", "coach", "check-in", "rules", "kit"];
const PLAIN = ["rules", "kit"]; // pages without a kernel, in the language of their address

function App({ wire }) {
  useWire(wire);
  const { texts } = wire;
  useEffect(() => { document.documentElement.lang = wire.language; document.title = texts.product; });
  return html`<div class="kw"><header class="bar"><div class="where"><b class="kpi">${texts.product}</b></div><${ThemeSwitch} wire=${wire} /><${Languages} wire=${wire} /></header><${Connection} wire=${wire} />
    <main class="column middle"><div class="stack"><h1 class="big">${texts.heading}</h1><p class="soft">${texts.hint}</p></div>
      <nav class="stack">${WAYS.map((way, index) => html`<a key=${way} class="card way ${index ? "" : "on"}" href=${PLAIN.includes(way) ? `${way}/${wire.language}` : way}><b class="kpi">${texts[way]}</b><span class="soft">${texts[`${way}-note`]}</span></a>`)}</nav></main></div>`;
}

export function render({ model, el }) {
  applyTheme();
  draw(html`<${App} wire=${new Wire(model, () => ({ t: "hello", language: language() }))} />`, el);
}
