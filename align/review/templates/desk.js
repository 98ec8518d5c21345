/* What the page and the server say to each other, one request after the other. */
const desk = (() => {
  const base = `/article/${document.body.dataset.number}`;
  const now = JSON.parse(document.body.dataset.start);
  const listeners = [];
  let queue = Promise.resolve();

  const speak = async (path, body) => {
    const options = body === undefined ? {} : { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
    try {
      const answer = await fetch(base + path, options);
      const data = await answer.json().catch(() => ({ error: "The server's answer cannot be read." }));
      return { ok: answer.ok, status: answer.status, data };
    } catch {
      return { ok: false, status: 0, data: { error: "The server does not answer. What you see stays here; start align review again and open its new address." } };
    }
  };
  const take = (data) => {
    if (data.beads === undefined) return;
    Object.assign(now, data);
    for (const listener of listeners) listener(data);
  };
  const later = (work) => { queue = queue.then(work, work); return queue; };

  return {
    now,
    onChange: (listener) => listeners.push(listener),
    act: (action) => later(async () => { const answer = await speak("/act", action); take(answer.data); return answer; }),
    save: () => later(() => speak("/save", {})),
    words: (bead) => speak(`/words?bead=${bead}`),
    type: (field, text) => later(() => speak("/typing", { field, text })),
    look: (typing = false) => later(async () => {
      const answer = await speak(`/state?version=${now.version}${typing ? "&typing=1" : ""}`);
      if (answer.ok) take(answer.data);
      return answer;
    }),
  };
})();
