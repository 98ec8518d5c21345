(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const body = document.querySelector("tbody");
  const rows = all("tr", body);
  const search = document.querySelector("#search");
  for (const part of all(".controls, .bar label")) part.hidden = false;

  /* Columns sort by their text or their number; empty cells stay last */
  const compare = new Intl.Collator(undefined, { numeric: true }).compare;
  const value = (row, column, kind) => {
    const text = row.cells[column].textContent.trim();
    return kind === "number" && text ? Number(text.replaceAll(",", "").replace("−", "-")) : text;
  };
  for (const button of all("[data-sort]")) button.addEventListener("click", () => {
    const head = button.parentElement, column = head.cellIndex, kind = button.dataset.sort;
    const sorted = head.getAttribute("aria-sort");
    const down = kind === "number" ? sorted !== "descending" : sorted === "ascending"; // numbers start with the largest
    for (const other of all("[aria-sort]")) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    const keyed = rows.map((row) => [value(row, column, kind), row]);
    keyed.sort(([a], [b]) => (a === "") - (b === "") || (down ? -1 : 1) * (kind === "number" ? a - b : compare(a, b)));
    body.append(...keyed.map(([, row]) => row));
  });

  const onlyOpen = document.querySelector("#only-open");
  const filter = () => {
    const words = search.value.trim().toLowerCase(), only = onlyOpen?.checked;
    let shown = 0;
    for (const row of rows) {
      row.hidden = (!!words && !row.textContent.toLowerCase().includes(words)) || (only && "finished" in row.dataset);
      shown += !row.hidden;
    }
    document.querySelector("#shown").textContent = shown;
    document.querySelector("#nothing").hidden = shown > 0 || rows.length === 0;
  };
  search.addEventListener("input", filter);
  onlyOpen?.addEventListener("change", () => {
    filter();
    if (onlyOpen.dataset.only) for (const link of all("th a", body)) link.search = onlyOpen.checked ? onlyOpen.dataset.only : "";
  });
})();
