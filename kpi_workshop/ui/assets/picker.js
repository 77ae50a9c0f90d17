// Choosing a file, with its size checked before a byte is sent.
function render({ model, el }) {
  const label = document.createElement("label"), caption = document.createElement("span");
  const input = document.createElement("input"), status = document.createElement("p");
  label.className = "btn line s";
  input.type = "file";
  input.accept = ".csv,.tsv,.txt,.xlsx,.xlsm";
  input.className = "sr";
  status.setAttribute("role", "status");
  label.append(caption, input);
  el.classList.add("kw-picker");
  el.append(label, status);
  const draw = () => {
    caption.textContent = model.get("texts").pick || "";
    status.textContent = model.get("status");
    status.className = model.get("wrong") ? "error" : "small soft";
  };
  const read = async (file) => {
    const most = model.get("most");
    if (file.size > most) {
      const values = { name: file.name, size: Math.ceil(file.size / 1e6), most: most / 1e6 };
      const status = model.get("texts").too_large.replace(/\{(\w+)\}/g, (_, name) => values[name]);
      model.set({ wrong: true, status });
      model.save_changes();
      return;
    }
    model.send({ t: "file", name: file.name }, undefined, [await file.arrayBuffer()]);
  };
  input.addEventListener("change", () => { if (input.files[0]) read(input.files[0]); input.value = ""; });
  el.addEventListener("dragover", (event) => event.preventDefault());
  el.addEventListener("drop", (event) => { event.preventDefault(); if (event.dataTransfer.files[0]) read(event.dataTransfer.files[0]); });
  for (const trait of ["texts", "status", "wrong"]) model.on(`change:${trait}`, draw);
  draw();
}
export default { render };
