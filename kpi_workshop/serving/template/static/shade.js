// A page without a widget wears the colours that were chosen on the others.
let chosen = null;
try { chosen = JSON.parse(localStorage.getItem("kpi-workshop:theme")); } catch { /* as the system likes it */ }
const dark = chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
document.documentElement.dataset.theme = dark ? "dark" : "light";
