// A widget's own code: it fetches the page's module from our server, where the browser can keep it. Where that
// is not, in JupyterLab, the kernel hands over the modules of pages that need no server.
const opened = async (model) => {
  const { modules, style } = await new Promise((resolve) => {
    const hear = (message) => { if (message.t === "modules") { model.off("msg:custom", hear); resolve(message); } };
    model.on("msg:custom", hear);
    model.send({ t: "modules" });
  });
  if (!document.getElementById("kpi-workshop-style")) {
    const sheet = document.createElement("style");
    sheet.id = "kpi-workshop-style";
    sheet.textContent = style;
    document.head.append(sheet);
  }
  const urls = {};
  for (const { name, code, needs } of modules) {
    const linked = needs.reduce((text, needed) => text.replaceAll(`"./${needed}"`, `"${urls[needed]}"`), code);
    urls[name] = URL.createObjectURL(new Blob([linked], { type: "text/javascript" }));
  }
  return import(urls[MODULE]);
};

let page = null;
if (document.documentElement.dataset.page !== undefined) page = await import(new URL(`static/kpi/${MODULE}`, document.baseURI));

const render = async ({ model, el }) => {
  if (!page && !ALONE) { el.textContent = ELSEWHERE; return undefined; }
  page ??= await opened(model);
  return page.render({ model, el });
};
export default { render };
