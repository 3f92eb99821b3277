// What is asked goes to the kernel as it is typed, after a pause; the lines that come back are shown.
const PAUSE = 250;

function make(tag, attributes = {}, children = []) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name in element) element[name] = value;
    else element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

function render({ model, el }) {
  const spoken = model.get("spoken");
  const ask = (name, value) => { model.set(name, value); model.save_changes(); };
  const labelled = (text, control) => make("label", {}, [text, " ", control]);

  const query = make("input", { type: "search", autocomplete: "off", value: model.get("query") });
  const regex = make("input", { type: "checkbox", checked: model.get("regex") });
  const width = make("input", { type: "number", min: 0, max: 200, value: model.get("width") });
  const order = make("select", {}, ["place", "left", "right"].map((name) => make("option", { value: name, textContent: spoken[name] })));
  const copy = make("button", { type: "button", textContent: spoken.copy });
  const said = make("output");
  const lines = make("tbody");
  order.value = model.get("order");

  let waiting;
  query.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => { model.set("term", ""); ask("query", query.value); }, PAUSE);
  });
  regex.addEventListener("change", () => ask("regex", regex.checked));
  width.addEventListener("change", () => {
    width.value = Math.min(200, Math.max(0, Math.trunc(Number(width.value)) || 0));
    ask("width", Number(width.value));
  });
  order.addEventListener("change", () => ask("order", order.value));

  const boxes = model.get("articles").map(({ doc, label }) => {
    const box = make("input", { type: "checkbox", checked: model.get("docs").includes(doc) });
    const count = make("b");
    box.addEventListener("change", () => ask("docs", boxes.filter((each) => each.box.checked).map((each) => each.doc)));
    return { doc, box, count, element: make("label", {}, [box, ` ${label} `, count]) };
  });
  const terms = model.get("terms").map(({ term, label, counts }) => {
    const row = make("tr", { tabIndex: 0 }, [make("td", { textContent: label }), ...counts.map((n) => make("td", { textContent: n }))]);
    const pick = () => { clearTimeout(waiting); query.value = ""; model.set("query", ""); ask("term", term); };
    row.addEventListener("click", pick);
    row.addEventListener("keydown", (event) => { if (event.key === "Enter") pick(); });
    return { term, row };
  });

  copy.addEventListener("click", async () => {
    const cells = model.get("lines").map(({ place, speaker, left, match, right, note }) => [place, speaker, left, match, right, note]);
    const heads = ["place", "speaker", "left", "match", "right", "note"].map((name) => spoken[name]);
    const text = [heads, ...cells].map((row) => row.join("\t")).join("\n");
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      // Where a page may not write to the clipboard, what is selected can still be copied.
      const area = make("textarea", { value: text });
      el.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
    }
    said.textContent = spoken.copied.replace("{n}", cells.length);
  });

  function show() {
    lines.replaceChildren(...model.get("lines").map(({ place, speaker, left, match, right, note }) => make("tr", {}, [
      make("td", {}, [place, ...(speaker ? [make("small", { textContent: ` ${speaker}` })] : [])]),
      make("td", { textContent: left }),
      make("td", { textContent: match }),
      make("td", {}, [right, ...(note ? [make("small", { textContent: ` ${note}` })] : [])]),
    ])));
    for (const { doc, count } of boxes) count.textContent = model.get("counts")[doc] ?? "";
    for (const { term, row } of terms) row.setAttribute("aria-selected", String(term === model.get("term")));
    said.textContent = model.get("said");
  }
  // Set from Python, too.
  model.on("change:query", () => { if (document.activeElement !== query) query.value = model.get("query"); });
  model.on("change:order", () => { order.value = model.get("order"); });
  model.on("change:width", () => { width.value = model.get("width"); });
  model.on("change:regex", () => { regex.checked = model.get("regex"); });
  model.on("change:docs", () => { for (const { doc, box } of boxes) box.checked = model.get("docs").includes(doc); });
  for (const name of ["lines", "counts", "said", "term"]) model.on(`change:${name}`, show);

  const head = make("tr", {}, [spoken.term, ...model.get("articles").map(({ label }) => label)].map((text) => make("th", { textContent: text })));
  const picked = make("div", { className: "terms" }, [make("table", {}, [make("thead", {}, [head]), make("tbody", {}, terms.map(({ row }) => row))])]);
  el.classList.add("discourse-concordance");
  el.lang = model.get("language");
  el.append(
    make("form", {}, [
      labelled(spoken.find, query), make("label", {}, [regex, " ", spoken.regex]), labelled(spoken.width, width),
      labelled(spoken.order, order), copy,
    ]),
    make("fieldset", {}, [make("legend", { textContent: spoken.texts }), ...boxes.map(({ element }) => element)]),
    ...(terms.length ? [picked] : []),
    make("p", {}, [said]),
    make("div", { className: "lines" }, [make("table", {}, [lines])]),
  );
  el.querySelector("form").addEventListener("submit", (event) => event.preventDefault());
  show();
}

export default { render };
