// One's own KPI, read closely, alone. Nothing of it is stored outside this browser.
import { html, render as draw, useEffect } from "./vendor/htm-preact.js";
import { Wire, language, storage } from "./wire.js";
import { Connection, Icon, Languages, ThemeSwitch, Writer, applyTheme, useWire } from "./parts.js";

function App({ wire }) {
  useWire(wire);
  const { texts } = wire;
  useEffect(() => { document.documentElement.lang = wire.language; document.title = `${texts.heading} · ${texts.product}`; });
  const keep = async (text) => storage.set("learning", text);
  return html`<div class="kw"><header class="bar"><div class="where"><b class="kpi"><a href="./">${texts.product}</a></b></div><${ThemeSwitch} wire=${wire} /><${Languages} wire=${wire} /></header><${Connection} wire=${wire} />
    <main class="column"><div class="stack"><h1>${texts.heading}</h1><p class="soft">${texts.hint}</p></div>
      ${wire.state !== "opening" && html`<${Writer} wire=${wire} draftKey="draft:learn" saved=${storage.get("learning") || ""} label=${texts.heading} placeholder=${texts.placeholder} critic=${true} clear=${texts.clear} onSave=${keep} />`}
      <p class="small soft"><${Icon} name="lock" /> ${texts.private}</p></main></div>`;
}

export function render({ model, el }) {
  applyTheme();
  draw(html`<${App} wire=${new Wire(model, () => ({ t: "hello", language: language() }))} />`, el);
}
