/* The bands between the two texts, drawn for the rows in sight; hovering lights up what renders what. */
const drawBands = (beads) => {
  const all = (selector, root) => [...root.querySelectorAll(selector)];
  let lit = [];
  const light = (bead) => {
    for (const element of lit) element.classList.remove("lit");
    lit = bead === undefined || bead === null ? [] : all(`[data-bead="${bead}"]`, beads);
    for (const element of lit) element.classList.add("lit");
  };
  beads.addEventListener("mouseover", (event) => { const piece = event.target.closest(".piece"); light(piece?.dataset.bead); });
  beads.addEventListener("mouseleave", () => light(null));
  beads.addEventListener("focusin", (event) => light(event.target.closest(".piece")?.dataset.bead));

  const SVG = "http://www.w3.org/2000/svg";
  const ribbons = document.createElementNS(SVG, "svg");
  ribbons.classList.add("ribbons");
  ribbons.setAttribute("aria-hidden", "true");
  beads.prepend(ribbons); // before the rows, so that numbers stay above the bands
  beads.classList.add("drawn");
  const inSight = new Set();
  const ends = (side, bead) => {
    const pieces = all(`.${side} > [data-bead="${bead}"]`, beads);
    const runs = [];
    for (const piece of pieces) {
      const last = runs.at(-1);
      if (last && last.at(-1).nextElementSibling === piece) last.push(piece); else runs.push([piece]);
    }
    return runs.map((run) => ({ first: run[0].getBoundingClientRect(), last: run.at(-1).getBoundingClientRect() }));
  };
  const draw = () => {
    const box = beads.getBoundingClientRect();
    const wanted = new Map();
    for (const row of inSight) for (const piece of all(".piece[data-bead]", row)) {
      const bead = piece.dataset.bead;
      wanted.set(bead, wanted.get(bead) || piece.classList.contains("moved"));
    }
    const paths = [];
    for (const [bead, moved] of wanted) for (const left of ends("source", bead)) for (const right of ends("target", bead)) {
      const x0 = left.first.right - box.left, x1 = right.first.left - box.left, middle = (x0 + x1) / 2;
      const [a, b, c, d] = [left.first.top, right.first.top, right.last.bottom, left.last.bottom].map((y) => (y - box.top).toFixed(1));
      const path = document.createElementNS(SVG, "path");
      path.setAttribute("d", `M${x0} ${a}C${middle} ${a} ${middle} ${b} ${x1} ${b}V${c}C${middle} ${c} ${middle} ${d} ${x0} ${d}Z`);
      path.dataset.bead = bead;
      if (moved) { path.classList.add("moved"); paths.push(path); } else paths.unshift(path);
    }
    for (const row of inSight) for (const tag of all(".source .also", row)) {  // sentences that serve two beads
      const other = beads.querySelector(tag.getAttribute("href"));
      if (!other) continue;
      const [from, to] = [tag.closest(".piece"), other].map((piece) => piece.getBoundingClientRect());
      const x0 = from.right - box.left, x1 = to.left - box.left, middle = (x0 + x1) / 2;
      const [a, b] = [from, to].map((one) => ((one.top + one.bottom) / 2 - box.top).toFixed(1));
      const path = document.createElementNS(SVG, "path");
      path.setAttribute("d", `M${x0} ${a}C${middle} ${a} ${middle} ${b} ${x1} ${b}`);
      path.classList.add("further");
      paths.push(path);
    }
    ribbons.replaceChildren(...paths);
    lit = lit.filter((element) => element.isConnected);
    if (lit[0]) light(lit[0].dataset.bead);
  };
  let waiting = 0;
  const redraw = () => { cancelAnimationFrame(waiting); waiting = requestAnimationFrame(draw); };
  const watch = new IntersectionObserver((entries) => {
    for (const { isIntersecting, target } of entries) { if (isIntersecting) inSight.add(target); else inSight.delete(target); }
    redraw();
  }, { rootMargin: "200px 0px" });
  for (const row of all(".row", beads)) watch.observe(row);
  new ResizeObserver(redraw).observe(beads);
  const begin = () => { for (const row of inSight) watch.unobserve(row); inSight.clear(); beads.prepend(ribbons); for (const row of all(".row", beads)) watch.observe(row); redraw(); };
  return { light, begin };
};
