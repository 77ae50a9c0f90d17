// Texts of lessons: the kernel sends a tree, never markup. A term opens its explanation where it stands.
import { html, useMemo, useState } from "./vendor/htm-preact.js";

const ELEMENTS = new Set(["p", "ul", "ol", "li", "strong", "em", "blockquote", "h2"]);

export const Prose = ({ nodes, terms, texts }) => html`<div class="prose stack">${nodes.map((node, index) => html`<${Node} key=${index} node=${node} terms=${terms} texts=${texts} />`)}</div>`;

function Node({ node, terms, texts }) {
  if (typeof node === "string") return node;
  const inner = node.parts.map((part, index) => html`<${Node} key=${index} node=${part} terms=${terms} texts=${texts} />`);
  if (node.tag === "term") return html`<${Term} term=${terms[node.term]} texts=${texts}>${inner}<//>`;
  return ELEMENTS.has(node.tag) ? html`<${node.tag}>${inner}<//>` : inner;
}

function Term({ term, texts, children }) {
  const [open, setOpen] = useState(false);
  const id = useMemo(() => `term-${Math.random().toString(36).slice(2)}`, []);
  if (!term) return children;
  const close = (event) => { if (event.key === "Escape") setOpen(false); };
  return html`<span onKeyDown=${close}><button type="button" class="term" aria-expanded=${open} aria-controls=${id} onClick=${() => setOpen(!open)}>${children}</button><span id=${id} class="why" role="note" hidden=${!open}><b>${term.name}</b> ${term.text} <button type="button" class="pill" onClick=${() => setOpen(false)}>${texts.close}</button></span></span>`;
}
