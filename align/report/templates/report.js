(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const one = (selector) => document.querySelector(selector);
  const root = document.documentElement;
  const list = one(".cards");
  const cards = all(".card");
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  const narrow = matchMedia("(max-width: 60rem)");
  for (const part of all(cards.length ? ".controls, .walk, .filters, .hint, .decisions" : ".controls")) part.hidden = false;

  let decisions = store.read("decisions:" + root.dataset.report) || {};
  /* What the report was given holds, unless this browser knows something later */
  for (const { dataset } of cards) if ("decided" in dataset && !(decisions[dataset.key]?.decided > dataset.decided)) {
    decisions[dataset.key] = { state: dataset.state, note: dataset.note, decided: dataset.decided };
  }

  /* Findings: state, filters, order */
  const STATES = ["open", "done", "dismissed"];
  const stateOf = (card) => decisions[card.dataset.key]?.state || "open";
  const keysHere = new Set(cards.map((card) => card.dataset.key));
  const decided = () => Object.entries(decisions).filter(([key, { state }]) => state !== "open" && keysHere.has(key)).map(([, decision]) => decision);
  const rank = { critical: 0, major: 1, minor: 2, info: 3 };
  let current = null;
  let before = null; // the decisions before many were dismissed at once
  let shown = cards;

  const pressed = (attribute) => new Set(all(`.chip[data-${attribute}]`).filter((chip) => chip.getAttribute("aria-pressed") === "true").map((chip) => chip.dataset[attribute]));

  const filter = () => {
    const severities = pressed("severity"), states = pressed("state");
    const kind = one("#kind").value, words = one("#search").value.trim().toLowerCase();
    const off = new Set();
    shown = [];
    for (const card of list.children) {
      const pass = severities.has(card.dataset.severity) && states.has(card.dataset.state) && (!kind || card.dataset.check === kind) && (!words || card.textContent.toLowerCase().includes(words));
      if (card.hidden === pass) card.hidden = !pass;
      if (pass) shown.push(card); else off.add(card.id.slice(1));
    }
    for (const mark of all("[data-f]")) mark.classList.toggle("off", mark.dataset.f.split(" ").every((id) => off.has(id)));
    one("#nothing").hidden = shown.length > 0 || cards.length === 0;
    count();
  };
  const count = () => {
    const at = shown.indexOf(current);
    const total = shown.length === cards.length ? `${cards.length}` : `${shown.length} of ${cards.length}`;
    one("#shown").textContent = at < 0 ? total : `${at + 1} / ${total}`;
    const numbers = { open: cards.length, done: 0, dismissed: 0 };
    for (const { state } of decided()) { numbers[state] += 1; numbers.open -= 1; }
    for (const state of STATES) one(`.chip[data-state="${state}"] small`).textContent = numbers[state];
  };
  const sort = () => {
    const by = one("#order").value;
    const sorted = [...cards];
    if (by === "severity") sorted.sort((a, b) => rank[a.dataset.severity] - rank[b.dataset.severity]);
    list.append(...sorted);
    filter();
  };

  const decide = (card, state) => {
    before = null;
    one("#bulk").textContent = "Dismiss shown";
    const decision = decisions[card.dataset.key] || {};
    const next = stateOf(card) === state ? "open" : state;
    if (next === "open" && !decision.note) delete decisions[card.dataset.key];
    else decisions[card.dataset.key] = { ...decision, state: next, decided: new Date().toISOString() };
    store.write("decisions:" + root.dataset.report, decisions);
    mark(card);
    count();
  };
  const mark = (card) => {
    card.dataset.state = stateOf(card);
    for (const button of all(".acts button", card)) button.setAttribute("aria-pressed", String(button.dataset.act === card.dataset.state));
  };
  const markAll = () => { for (const card of cards) if (decisions[card.dataset.key] || card.dataset.state !== "open") mark(card); };
  markAll();

  /* The buttons and the note appear on the finding at hand: five thousand of them would only cost time. */
  const furnish = (card) => {
    if (card.querySelector(".acts")) return;
    const acts = document.createElement("p");
    acts.className = "acts";
    for (const [act, text] of [["done", "Done"], ["dismissed", "Dismiss"]]) {
      const button = document.createElement("button");
      button.type = "button";
      button.dataset.act = act;
      button.textContent = text;
      acts.append(button);
    }
    const note = document.createElement("label");
    note.className = "note";
    note.textContent = "Note";
    const field = document.createElement("input");
    field.value = decisions[card.dataset.key]?.note || "";
    field.addEventListener("change", () => {
      decisions[card.dataset.key] = { state: stateOf(card), ...decisions[card.dataset.key], note: field.value };
      store.write("decisions:" + root.dataset.report, decisions);
    });
    note.append(field);
    card.append(acts, note);
    mark(card);
  };

  const behavior = () => (still.matches ? "auto" : "smooth");
  const select = (card, { focus = true, reveal = true } = {}) => {
    if (current) current.classList.remove("now");
    for (const mark of all(".mark.now, .flags.now")) mark.classList.remove("now");
    current = card;
    if (!card) { light(null); return; }
    furnish(card);
    card.classList.add("now");
    if (focus) card.focus({ preventScroll: true });
    if (!narrow.matches) {
      const top = card.offsetTop - list.offsetTop, below = top + card.offsetHeight - list.clientHeight;
      if (top < list.scrollTop || below > list.scrollTop) list.scrollTo({ top: top < list.scrollTop || card.offsetHeight > list.clientHeight ? top - 8 : below + 8 });
    }
    const marks = all(`[data-f~="${card.id.slice(1)}"]`);
    for (const mark of marks) mark.classList.add("now");
    if (marks.length) {
      const piece = (marks.find((mark) => mark.closest(".target")) || marks[0]).closest(".piece");
      // On a phone the card covers the lower half: a passage that fits above it is shown with its source, a longer one alone.
      const row = piece.closest(".row"), whole = narrow.matches && row.offsetHeight < innerHeight * .48;
      if (reveal) (whole ? row : piece).scrollIntoView({ block: narrow.matches ? "start" : "center", behavior: behavior() });
      light(piece.dataset.bead);
    } else light(null);
    count();
  };
  const step = (by) => {
    if (!shown.length) return;
    const at = shown.indexOf(current);
    if (at < 0 && current) {
      const here = [...list.children].indexOf(current);
      const following = shown.find((card) => [...list.children].indexOf(card) > here);
      select(by > 0 ? following || shown[0] : shown[(following ? shown.indexOf(following) : shown.length) - 1] || shown.at(-1));
    } else select(shown[at < 0 ? (by > 0 ? 0 : shown.length - 1) : (at + by + shown.length) % shown.length]);
  };

  for (const chip of all(".chip")) chip.addEventListener("click", () => {
    chip.setAttribute("aria-pressed", String(chip.getAttribute("aria-pressed") !== "true"));
    filter();
  });
  one("#kind").addEventListener("change", filter);
  one("#order").addEventListener("change", sort);
  one("#search").addEventListener("input", filter);
  one(".filters").addEventListener("submit", (event) => event.preventDefault());
  one("#next").addEventListener("click", () => step(1));
  one("#previous").addEventListener("click", () => step(-1));

  list.addEventListener("click", (event) => {
    const card = event.target.closest(".card");
    if (!card) return;
    const act = event.target.closest("[data-act]");
    if (act) decide(card, act.dataset.act);
    else if (!event.target.closest("a, summary, input, label") && card !== current) select(card);
  });
  one("#beads").addEventListener("click", (event) => {
    const link = event.target.closest("[data-f]");
    if (!link) return;
    event.preventDefault();
    const ids = link.dataset.f.split(" ");
    const at = current ? ids.indexOf(current.id.slice(1)) : -1;
    const card = document.getElementById("f" + ids[(at + 1) % ids.length]);
    if (card.hidden) { card.hidden = false; }
    select(card, { reveal: false });
  });

  /* Keys */
  const help = one("#help");
  const single = one("#single");
  single.checked = store.read("keys") !== false;
  single.addEventListener("change", () => store.write("keys", single.checked));
  one("#keys").addEventListener("click", () => help.showModal());
  const keys = {
    j: () => step(1), n: () => step(1), k: () => step(-1), p: () => step(-1),
    d: () => current && decide(current, "done"),
    x: () => current && decide(current, "dismissed"),
    e: () => { const details = current?.querySelector(".evidence"); if (details) details.open = !details.open; },
    t: switchTheme,
    "/": () => one("#search").focus(),
    "?": () => help.showModal(),
    Escape: () => select(null),
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || help.open || accepted.open) return;
    if (event.target.closest("input, select, textarea")) { if (event.key === "Escape") event.target.blur(); return; }
    if (!keys[event.key] || (event.key !== "Escape" && !single.checked)) return;
    event.preventDefault();
    keys[event.key]();
  });

  /* Many false alarms of one kind go in one step, and come back in one */
  one("#bulk").addEventListener("click", () => {
    const now = new Date().toISOString();
    const opened = before ? [] : shown.filter((card) => card.dataset.state === "open");
    if (before) decisions = before;
    before = before ? null : { ...decisions };
    for (const card of opened) decisions[card.dataset.key] = { ...decisions[card.dataset.key], state: "dismissed", decided: now };
    store.write("decisions:" + root.dataset.report, decisions);
    markAll();
    filter();
    one("#bulk").textContent = before ? "Undo" : "Dismiss shown";
    one("#saved").textContent = before ? `${opened.length} dismissed` : "undone";
  });

  /* Decisions leave and come back as a file; what was dismissed also as a baseline for the next run */
  const save = (name, text) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  };
  one("#export").addEventListener("click", () => {
    const byKey = new Map(cards.map((card) => [card.dataset.key, card]));
    const passage = (card, name) => [...card?.querySelectorAll("dt") || []].find((term) => term.textContent === name)?.nextElementSibling.textContent;
    const rows = Object.entries(decisions).map(([finding, { state, note, decided }]) => {
      const card = byKey.get(finding), { check, severity, sentence } = card?.dataset || {};
      return {
        finding, state, note: note || undefined, when: decided, articles: [root.dataset.target, root.dataset.source], check, severity,
        source: passage(card, "Source"), target: passage(card, "Reprint"), sentence, message: card?.querySelector(".message").textContent,
      };
    });
    save("decisions.jsonl", rows.map((row) => JSON.stringify(row) + "\n").join(""));
    one("#saved").textContent = `${rows.length} saved`;
  });
  const accepted = one("#accepted");
  one("#baseline").addEventListener("click", () => {
    const dismissed = cards.filter((card) => card.dataset.state === "dismissed");
    one("#lines").value = dismissed.map((card) => JSON.stringify({
      id: card.dataset.key, check: card.dataset.check, reason: decisions[card.dataset.key].note || card.querySelector(".message").textContent,
    }) + "\n").join("");
    one("#copied").textContent = dismissed.length ? "" : "Nothing is dismissed.";
    accepted.showModal();
  });
  one("#copy").addEventListener("click", () => {
    one("#lines").select();
    one("#copied").textContent = document.execCommand("copy") ? "Copied" : "Press Ctrl+C";
  });
  one("#keep").addEventListener("click", () => {
    save("baseline.jsonl", one("#lines").value);
    one("#copied").textContent = "Saved";
  });
  one("#import").addEventListener("click", () => one("#file").click());
  one("#file").addEventListener("change", async () => {
    const [file] = one("#file").files;
    if (!file) return;
    try {
      const text = await file.text();
      const earlier = () => { try { return JSON.parse(text).decisions; } catch { return null; } };
      const lines = earlier() || text.split("\n").filter((line) => line.trim()).map((line) => JSON.parse(line));
      const loaded = lines.filter((row) => typeof row.finding === "string" && STATES.includes(row.state));
      for (const { finding, state, note, reason, decided, when } of loaded) decisions[finding] = { state, note: note || reason, decided: when || decided };
      store.write("decisions:" + root.dataset.report, decisions);
      markAll();
      filter();
      one("#saved").textContent = `${loaded.length} loaded`;
    } catch { one("#saved").textContent = "This is not a file of decisions."; }
  });

  const { light } = drawBands(one("#beads"));

  /* Paper shows the evidence too */
  let opened = [];
  addEventListener("beforeprint", () => { opened = all("details:not([open])"); for (const details of opened) details.open = true; });
  addEventListener("afterprint", () => { for (const details of opened) details.open = false; });

  filter();
  const asked = /^#f\d+$/.test(location.hash) && document.getElementById(location.hash.slice(1));
  if (asked) select(asked);
})();
