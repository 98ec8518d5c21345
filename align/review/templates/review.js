(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const one = (selector, root = document) => root.querySelector(selector);
  const beads = one("#beads"), list = one("#cards"), body = document.body;
  const still = matchMedia("(prefers-reduced-motion: reduce)"), narrow = matchMedia("(max-width: 60rem)");
  const bands = drawBands(beads);
  let cards = all(".card", list), shown = cards, current = null;

  /* What happened, said once to everybody */
  let silence = 0;
  const say = (text) => { one("#said").textContent = text; clearTimeout(silence); silence = setTimeout(() => { one("#said").textContent = ""; }, 6000); };
  const warn = (text) => { one("#alarm").textContent = text; };
  const number = (count, word) => `${count} ${word}${count === 1 ? "" : "s"}`;
  const tell = ({ ok, data }) => {
    if (!ok) { warn(data.error || "This could not be done."); return ok; }
    warn("");
    const { came = [], went = [] } = data;
    const more = [went.length ? `${number(went.length, "finding")} gone` : "", came.length ? `${came.length} new` : ""].filter(Boolean).join(", ");
    say(`${data.said}${more ? `: ${more}` : ""}`);
    for (const card of cards) card.classList.toggle("came", came.includes(card.dataset.key));
    return ok;
  };
  const act = async (action) => tell(await desk.act(action));

  /* Findings: filters and walking */
  const pressed = (attribute) => new Set(all(`.chip[data-${attribute}][aria-pressed="true"]`).map((chip) => chip.dataset[attribute]));
  const filter = () => {
    const severities = pressed("severity"), states = pressed("state"), words = one("#search").value.trim().toLowerCase();
    shown = cards.filter((card) => {
      const pass = severities.has(card.dataset.severity) && states.has(card.dataset.state) && (!words || card.textContent.toLowerCase().includes(words));
      card.hidden = !pass;
      return pass;
    });
    one("#nothing").hidden = shown.length > 0 || cards.length === 0;
    for (const chip of all(".chip[data-state]")) one("small", chip).textContent = cards.filter((card) => card.dataset.state === chip.dataset.state).length;
    count();
  };
  const count = () => {
    const at = shown.indexOf(current);
    one("#shown").textContent = at < 0 ? `${shown.length}` : `${at + 1} / ${shown.length}`;
  };
  const select = (card, { focus = true } = {}) => {
    current?.classList.remove("now");
    for (const mark of all(".mark.now, .flags.now")) mark.classList.remove("now");
    current = card;
    if (!card) { bands.light(null); count(); return; }
    furnish(card);
    card.classList.add("now");
    if (focus) card.focus({ preventScroll: true });
    if (!narrow.matches) {
      const top = card.offsetTop - list.offsetTop, below = top + card.offsetHeight - list.clientHeight;
      if (top < list.scrollTop || below > list.scrollTop) list.scrollTo({ top: top < list.scrollTop || card.offsetHeight > list.clientHeight ? top - 8 : below + 8 });
    }
    const marks = all(`[data-f~="${card.id.slice(1)}"]`);
    for (const mark of marks) mark.classList.add("now");
    const piece = (marks.find((mark) => mark.closest(".target")) || marks[0])?.closest(".piece");
    piece?.scrollIntoView({ block: narrow.matches ? "start" : "center", behavior: still.matches ? "auto" : "smooth" });
    bands.light(piece?.dataset.bead);
    count();
  };
  const step = (by) => {
    if (!shown.length) { say(body.dataset.after ? "No finding here. J goes to the next article." : "No finding here."); return; }
    const at = shown.indexOf(current);
    if (at >= 0 && (at + by < 0 || at + by >= shown.length)) say(by > 0 && body.dataset.after ? "The last finding. J goes to the next article." : "From the other end.");
    select(shown[at < 0 ? (by > 0 ? 0 : shown.length - 1) : (at + by + shown.length) % shown.length]);
  };
  const go = (place) => { if (body.dataset[place] !== undefined) location.href = `/article/${body.dataset[place]}#first`; else say(place === "after" ? "This is the last article." : "This is the first article."); };

  /* The buttons of the finding at hand */
  const button = (text, action, name = "") => {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = text;
    made.className = name;
    made.addEventListener("click", (event) => { event.stopPropagation(); action(); });
    return made;
  };
  const furnish = (card) => {
    if (one(".acts", card)) return;
    const acts = document.createElement("p");
    acts.className = "acts";
    if (card.dataset.suggestion) acts.append(button(`Write “${card.dataset.suggestion}”`, apply, "apply"));
    if (card.dataset.at) acts.append(button("Edit", editCurrent));
    for (const [state, text] of [["done", "Done"], ["dismissed", "Dismiss"]]) {
      const made = button(text, () => decide(state));
      made.setAttribute("aria-pressed", String(card.dataset.state === state));
      acts.append(made);
    }
    acts.append(button("Everywhere…", exchange), button("Glossary…", gloss));
    const note = document.createElement("label");
    note.className = "note";
    note.textContent = "Note or reason";
    const field = document.createElement("input");
    field.value = card.dataset.note || "";
    field.addEventListener("change", () => decide(card.dataset.state, true));
    field.addEventListener("keydown", (event) => { if (event.key === "Enter" && !event.isComposing) { event.preventDefault(); field.blur(); card.focus(); } });
    note.append(field);
    card.append(acts, note);
    if (card.dataset.who) { const who = document.createElement("p"); who.className = "who"; who.textContent = `${card.dataset.state} by ${card.dataset.who}`; card.append(who); }
  };
  const decide = (state, keep = false) => {
    if (!current) return;
    const was = current.dataset.state, next = !keep && was === state ? "open" : state;
    const note = one(".note input", current)?.value || "";
    act({ do: "decide", findings: [current.dataset.key], was, state: next, [next === "dismissed" ? "reason" : "note"]: note });
  };
  const apply = () => {
    if (!current) return;
    if (current.dataset.suggestion) act({ do: "apply", finding: current.dataset.key });
    else if (current.dataset.at) { say("Nothing can be put in place without doubt: edit the sentence."); editCurrent(); } else say("This finding has no place in the reprint.");
  };
  const passage = (name) => [...all("dt", current || document.createElement("p"))].find((term) => term.textContent === name)?.nextElementSibling.textContent || "";

  /* Dialogs */
  const ask = (dialog, values, done) => {
    for (const [id, value] of Object.entries(values)) one(id).value = value;
    dialog.returnValue = "";
    dialog.showModal();
    dialog.onclose = () => { if (dialog.returnValue === "yes") done(); current?.focus({ preventScroll: true }); };
  };
  for (const close of all("[data-close]")) close.addEventListener("click", () => close.closest("dialog").close());
  const exchange = () => ask(one("#exchange"), { "#old": passage("Reprint"), "#new": current?.dataset.suggestion || passage("Expected") }, () => act({ do: "exchange", old: one("#old").value, new: one("#new").value }));
  const gloss = () => ask(one("#glossary"), { "#term-source": passage("Source"), "#term-target": passage("Expected") || passage("Reprint"), "#term-forbidden": passage("Expected") ? passage("Reprint") : "" },
    () => act({ do: "term", source: one("#term-source").value, target: one("#term-target").value, forbidden: one("#term-forbidden").value }));

  /* Editing in place; every keystroke is kept */
  const pieceOf = (id) => one(`.piece[data-side="target"][data-sentence="${CSS.escape(id)}"]`);
  const editCurrent = () => { const piece = current?.dataset.at && pieceOf(current.dataset.at); if (piece) edit(piece); };
  const saving = new Set();
  const edit = (piece, text = piece.dataset.text, focus = true) => {
    if (piece.classList.contains("editing")) { one(".editor", piece).focus(); return; }
    piece.classList.add("editing");
    const field = document.createElement("textarea");
    field.className = "editor";
    field.value = text;
    field.dataset.was = piece.dataset.text;
    field.setAttribute("aria-label", `${piece.getAttribute("aria-label")}: Enter saves, Escape leaves it as it was`);
    const { sentence } = piece.dataset;
    let waiting = 0;
    const close = () => { clearTimeout(waiting); piece.classList.remove("editing"); field.remove(); tools.remove(); desk.type(sentence, null); };
    const finish = async () => {
      clearTimeout(waiting);
      if (field.value === field.dataset.was) { leave(); return; }
      saving.add(sentence);
      const done = await act({ do: "edit", sentence, was: field.dataset.was, text: field.value });
      saving.delete(sentence);
      if (done) { desk.type(sentence, null); pieceOf(sentence)?.focus(); }
      else { const again = pieceOf(sentence); const open = again && one(".editor", again); if (open) open.dataset.was = again.dataset.text; }
    };
    const leave = () => { close(); piece.focus(); };
    field.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(() => desk.type(sentence, field.value), 120); });
    field.addEventListener("keydown", (event) => {
      if (event.isComposing) return;
      if (event.key === "Enter" && !event.shiftKey) { event.preventDefault(); finish(); }
      if (event.key === "Escape") { event.preventDefault(); event.stopPropagation(); leave(); }
    });
    const tools = document.createElement("p");
    tools.className = "bar";
    tools.append(button("Keep", finish), button("Leave as it was", leave));
    one(".bar", piece)?.remove();
    piece.append(field, tools);
    if (focus) { field.focus(); field.setSelectionRange(text.length, text.length); }
  };

  /* Beads, by keyboard and buttons on the sentence at hand, and by dragging */
  const link = (piece, action) => act({ do: "beads", was: desk.now.beadsKey, ...action });
  const links = {
    "[": (piece) => link(piece, { kind: "move", side: piece.dataset.side, sentence: piece.dataset.sentence, step: -1 }),
    "]": (piece) => link(piece, { kind: "move", side: piece.dataset.side, sentence: piece.dataset.sentence, step: 1 }),
    m: (piece) => link(piece, { kind: "merge", bead: piece.dataset.bead }),
    s: (piece) => link(piece, { kind: "split", bead: piece.dataset.bead }),
    l: (piece) => link(piece, { kind: "unlink", bead: piece.dataset.bead }),
  };
  const names = { "[": "To the bead before", "]": "To the next bead", m: "Merge with the next", s: "Split", l: "Unlink" };
  const showBar = (piece) => {
    if (one(".bar", piece) || piece.classList.contains("editing")) return;
    for (const bar of all(".piece:not(.editing) > .bar")) bar.remove();
    const bar = document.createElement("p");
    bar.className = "bar";
    if (piece.dataset.side === "target") bar.append(button("Edit", () => edit(piece)));
    for (const [key, name] of Object.entries(names)) if (piece.dataset.bead !== undefined) bar.append(button(name, () => links[key](piece)));
    piece.append(bar);
  };
  let dragged = null;
  beads.addEventListener("dragstart", (event) => { dragged = event.target.closest?.(".piece"); event.dataTransfer.effectAllowed = "move"; event.dataTransfer.setData("text/plain", ""); });
  beads.addEventListener("dragover", (event) => {
    const piece = event.target.closest(".piece[data-bead]");
    for (const other of all(".piece.over")) other.classList.toggle("over", other === piece);
    if (dragged && piece && piece !== dragged) { event.preventDefault(); piece.classList.add("over"); }
  });
  beads.addEventListener("dragend", () => { dragged = null; for (const piece of all(".piece.over")) piece.classList.remove("over"); });
  beads.addEventListener("drop", (event) => {
    const piece = event.target.closest(".piece[data-bead]");
    if (!piece || !dragged || piece === dragged) return;
    event.preventDefault();
    const [source, target] = desk.now.links[piece.dataset.bead].map((side) => [...side]);
    if (dragged.dataset.side === "source") source.push(Number(dragged.dataset.sentence)); else target.push(dragged.dataset.sentence);
    link(piece, { kind: "join", source: [...new Set(source)], target: [...new Set(target)] });
  });
  beads.addEventListener("focusin", (event) => { const piece = event.target.closest(".piece[data-side]"); if (piece) showBar(piece); });
  beads.addEventListener("dblclick", (event) => { const piece = event.target.closest('.piece[data-side="target"]'); if (piece && !event.target.closest(".editor, .bar")) edit(piece); });
  beads.addEventListener("click", (event) => {
    const mark = event.target.closest("[data-f]");
    if (!mark) return;
    event.preventDefault();
    const ids = mark.dataset.f.split(" ");
    const at = current ? ids.indexOf(current.id.slice(1)) : -1;
    const card = document.getElementById("f" + ids[(at + 1) % ids.length]);
    card.hidden = false;
    select(card);
  });

  /* Where a word of the source is rendered */
  const known = new Map();
  const range = (piece, start, end) => {
    const found = document.createRange(), walker = document.createTreeWalker(one("p", piece), NodeFilter.SHOW_TEXT);
    let at = 0, begun = false;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (!begun && start < at + node.length) { found.setStart(node, start - at); begun = true; }
      if (begun && end <= at + node.length) { found.setEnd(node, end - at); return found; }
      at += node.length;
    }
    return null;
  };
  const unlight = () => { CSS.highlights?.clear(); one("#word").textContent = ""; };
  const place = (event, piece) => {
    const at = document.caretPositionFromPoint?.(event.clientX, event.clientY);
    const [node, offset] = at ? [at.offsetNode, at.offset] : [];
    if (!node || !one("p", piece).contains(node)) return -1;
    const walker = document.createTreeWalker(one("p", piece), NodeFilter.SHOW_TEXT);
    let before = 0;
    for (let next = walker.nextNode(); next && next !== node; next = walker.nextNode()) before += next.length;
    return before + offset;
  };
  let asked = 0;
  beads.addEventListener("mousemove", (event) => {
    const piece = event.target.closest('.piece[data-side="source"][data-bead]');
    if (!piece || !CSS.highlights) { unlight(); return; }
    clearTimeout(asked);
    asked = setTimeout(async () => {
      const { bead } = piece.dataset, key = `${desk.now.version}:${bead}`;
      if (!known.has(key)) known.set(key, desk.words(bead).then(({ ok, data }) => (ok ? data.words : [])));
      const words = await known.get(key), at = place(event, piece);
      const word = words.find((each) => String(each.sentence) === piece.dataset.sentence && each.start <= at && at < each.end);
      unlight();
      if (!word) return;
      const here = range(piece, word.start, word.end);
      const there = word.to.map((each) => { const target = one(`#t${each.sentence}`); return target && !target.classList.contains("editing") ? range(target, each.start, each.end) : null; }).filter(Boolean);
      if (here) CSS.highlights.set("word", new Highlight(here));
      CSS.highlights.set("rendered", new Highlight(...there));
      one("#word").textContent = `${here} → ${there.map(String).join(" … ") || "–"}${word.expected ? ` (expected: ${word.expected})` : word.likely.length ? ` (likely: ${word.likely.join(", ")})` : ""}`;
    }, 60);
  });
  beads.addEventListener("mouseleave", () => { clearTimeout(asked); unlight(); });

  /* A changed article is put in place without losing what the editor has at hand */
  desk.onChange((data) => {
    const key = current?.dataset.key, place = current ? cards.indexOf(current) : -1;
    const editors = all(".editor").map((field) => ({ id: field.closest(".piece").dataset.sentence, text: field.value, was: field.dataset.was, focus: field === document.activeElement })).filter(({ id }) => data.error || !saving.has(id));
    const focused = document.activeElement?.closest?.(".piece[data-side]");
    const here = focused && !document.activeElement.matches(".editor") ? `.piece[data-side="${focused.dataset.side}"][data-sentence="${CSS.escape(focused.dataset.sentence)}"]` : null;
    const inList = list.contains(document.activeElement), scrolled = list.scrollTop;
    beads.innerHTML = data.beads;
    list.innerHTML = data.cards;
    one("#sums").innerHTML = data.sums;
    prepare();
    for (const { id, text, was, focus } of editors) {
      const piece = pieceOf(id);
      if (piece) { edit(piece, text, focus); one(".editor", piece).dataset.was = was; }
    }
    current = null;
    list.scrollTop = scrolled;
    const same = cards.find((card) => card.dataset.key === key);
    const next = same || (key && shown.find((card) => cards.indexOf(card) >= place)) || null;
    if (next && key) select(next, { focus: inList || !document.activeElement || document.activeElement === body });
    if (here) one(here)?.focus({ preventScroll: true });
  });
  const prepare = () => {
    cards = all(".card", list);
    for (const handle of all(".piece[data-bead] > .number")) handle.draggable = true;
    one("#undo").disabled = !desk.now.undo;
    one("#redo").disabled = !desk.now.redo;
    filter();
    bands.begin();
  };

  /* Controls and keys */
  const undo = () => act({ do: "undo" }), redo = () => act({ do: "redo" });
  one("#undo").addEventListener("click", undo);
  one("#redo").addEventListener("click", redo);
  one("#next").addEventListener("click", () => step(1));
  one("#previous").addEventListener("click", () => step(-1));
  one("#save").addEventListener("click", async () => { tell(await desk.save()); one(".menu").open = false; });
  one("#search").addEventListener("input", filter);
  one(".filters").addEventListener("submit", (event) => event.preventDefault());
  for (const chip of all(".chip")) chip.addEventListener("click", () => { chip.setAttribute("aria-pressed", String(chip.getAttribute("aria-pressed") !== "true")); filter(); });
  list.addEventListener("click", (event) => { const card = event.target.closest(".card"); if (card && card !== current && !event.target.closest("summary, input, label, button")) select(card); });
  const help = one("#help"), single = one("#single");
  single.checked = store.read("keys") !== false;
  single.addEventListener("change", () => store.write("keys", single.checked));
  one("#keys").addEventListener("click", () => help.showModal());
  const keys = {
    j: () => step(1), k: () => step(-1), J: () => go("after"), K: () => go("before"),
    a: apply, e: editCurrent, d: () => decide("done"), x: () => decide("dismissed"),
    n: () => { if (current) { furnish(current); one(".note input", current).focus(); } },
    h: exchange, g: gloss, u: undo, r: redo, c: () => act({ do: "check" }),
    v: () => { const details = current && one(".evidence", current); if (details) details.open = !details.open; },
    t: switchTheme, "/": () => one("#search").focus(), "?": () => help.showModal(),
    Escape: () => { warn(""); select(null); },
  };
  document.addEventListener("keydown", (event) => {
    if (event.isComposing || document.querySelector("dialog[open]")) return;
    const inField = event.target.closest("input, select, textarea");
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z" && !inField) { event.preventDefault(); (event.shiftKey ? redo : undo)(); return; }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (inField) { if (event.key === "Escape") event.target.blur(); return; }
    const piece = event.target.matches?.(".piece[data-side]") ? event.target : null;
    if (piece && event.key === "Enter" && piece.dataset.side === "target") { event.preventDefault(); edit(piece); return; }
    if (event.key !== "Escape" && !single.checked) return;
    const action = (piece && piece.dataset.bead !== undefined && links[event.key] && (() => links[event.key](piece))) || (piece && event.key === "e" && piece.dataset.side === "target" && (() => edit(piece))) || keys[event.key];
    if (!action) return;
    event.preventDefault();
    action();
  });

  /* Other windows, and the texts on disk */
  const notice = (text) => {
    const holder = one("#notes");
    let line = one("[data-stale]", holder);
    if (!text) { line?.remove(); return; }
    if (!line) { line = document.createElement("p"); line.className = "notice"; line.dataset.stale = ""; holder.append(line); }
    if (line.textContent !== `${text}.`) line.textContent = `${text}.`;
  };
  const look = async (typing = false) => {
    const { ok, data } = await desk.look(typing);
    if (!ok) { warn(data.error); return; }
    if (one("#alarm").textContent.startsWith("The server does not answer")) warn("");
    notice(data.stale);
    if (typing) for (const [id, text] of Object.entries(data.typing || {})) {
      const piece = pieceOf(id);
      if (piece && text !== piece.dataset.text) { edit(piece, text, false); say("What you were typing is here again."); } else desk.type(id, null);
    }
    if (!typing && !data.same) say("Changed in another window.");
  };
  setInterval(() => { if (!document.hidden) look(); }, 2500);
  prepare();
  look(true);
  if (location.hash === "#first") step(1);
})();
