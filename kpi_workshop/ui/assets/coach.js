// One KPI of one's own, worked on with every tool of the coach. Nothing of it is stored outside this browser.
import { html, render as draw, useEffect, useRef, useState } from "./vendor/htm-preact.js";
import { Wire, language, storage } from "./wire.js";
import { Icon, Top, Writer, applyTheme, useTitle, useWire } from "./parts.js";

// A tool is a module of its own, fetched when it is first opened. It gets the KPI and the wire.
const TOOLS = {
  pair: () => import("./tool-pair.js"),
  realism: () => import("./tool-realism.js"),
  grow: () => import("./tool-grow.js"),
  rewards: () => import("./tool-rewards.js"),
  purpose: () => import("./tool-purpose.js"),
  checkin: () => import("./tool-checkin.js"),
};
const KPI = "coach:kpi", TOOL = "coach:tool";

function App({ wire }) {
  useWire(wire);
  const { texts, view } = wire;
  const [kpi, setKpi] = useState(storage.get(KPI) || "");
  const [tool, setTool] = useState(storage.get(TOOL) || "");
  const heading = useRef(null), first = useRef(true);
  useTitle(wire, texts.heading);
  useEffect(() => {
    if (first.current) { first.current = false; return; }
    heading.current?.focus({ preventScroll: true });
    heading.current?.scrollIntoView({ block: "nearest" });
  }, [tool]);
  const keep = async (text) => { setKpi(text.trim()); storage.set(KPI, text.trim()); };
  const open = (name) => { setTool(name); storage.set(TOOL, name || null); };
  const known = view.tools || [];
  const chosen = known.includes(tool) ? tool : "";
  return html`<div class="kw"><${Top} wire=${wire} />
    <main class="column">
      ${chosen
        ? html`<div class="stack"><button type="button" class="btn line s back" onClick=${() => open("")}>← ${texts.all_tools}</button>
            <h1 tabindex="-1" ref=${heading}>${texts[`${chosen}_title`]}</h1><p class="soft">${texts[`${chosen}_hint`]}</p></div>
          <${Chosen} kpi=${kpi} texts=${texts} onChange=${() => open("")} />
          <${Tool} key=${chosen} name=${chosen} kpi=${kpi} wire=${wire} />`
        : html`<div class="stack"><h1 tabindex="-1" ref=${heading}>${texts.heading}</h1><p class="soft">${texts.hint}</p></div>
          ${wire.state !== "opening" && html`<${Writer} wire=${wire} draftKey="draft:coach" saved=${kpi} label=${texts.heading} placeholder=${texts.placeholder} critic=${true} clear=${texts.clear} onSave=${keep} />`}
          ${known.length > 0 && html`<h2>${texts.next}</h2><nav class="grid2" aria-label=${texts.next}>${known.map((name) => html`<button type="button" key=${name} class="card way" onClick=${() => open(name)}><b>${texts[`${name}_title`]}</b><span class="soft small">${texts[`${name}_hint`]}</span></button>`)}</nav>`}`}
      <p class="small soft"><${Icon} name="lock" /> ${texts.private}</p></main></div>`;
}

const Chosen = ({ kpi, texts, onChange }) => (kpi
  ? html`<div class="card row apart"><p class="kpi grow">${kpi}</p><button type="button" class="btn line s" onClick=${onChange}>${texts.change}</button></div>`
  : html`<p class="note row apart"><span class="grow">${texts.no_kpi}</span><button type="button" class="btn line s" onClick=${onChange}>${texts.write_kpi}</button></p>`);

function Tool({ name, kpi, wire }) {
  const [module, setModule] = useState(null);
  useEffect(() => { TOOLS[name]().then(setModule); }, [name]);
  return module ? html`<${module.Tool} kpi=${kpi} wire=${wire} />` : html`<p class="soft" role="status">${wire.texts.opening}</p>`;
}

export function render({ model, el }) {
  applyTheme();
  draw(html`<${App} wire=${new Wire(model, () => ({ t: "hello", language: language() }))} />`, el);
}
