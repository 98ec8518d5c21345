"use strict";
/* What a reader has chosen stays in this browser; a browser that keeps nothing still works. */
const store = {
  read(name) { try { return JSON.parse(localStorage.getItem("align:" + name)); } catch { return null; } },
  write(name, value) { try { localStorage.setItem("align:" + name, JSON.stringify(value)); } catch { /* private window */ } },
};

/* Dark and light */
const switchTheme = (() => {
  const root = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");
  const button = document.querySelector("#theme");
  const dark = () => (root.dataset.theme || (system.matches ? "dark" : "light")) === "dark";
  const name = () => { button.textContent = dark() ? "Light" : "Dark"; };
  const chosen = store.read("theme");
  if (chosen === "dark" || chosen === "light") root.dataset.theme = chosen;
  const change = () => { root.dataset.theme = dark() ? "light" : "dark"; store.write("theme", root.dataset.theme); name(); };
  button.addEventListener("click", change);
  system.addEventListener("change", name);
  name();
  return change;
})();
