(() => {
  "use strict";
  const one = (selector, within = document) => within.querySelector(selector);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const spoken = JSON.parse(one("#spoken").textContent);
  const query = one("#query"), doc = one("#doc"), width = one("#width"), order = one("#order");
  const found = one("#found"), body = one("#lines tbody");
  // The page remembers nothing: this is all its state. A term chosen stands for its places, a query for a string.
  const state = { language: "zh", term: null, lines: [] };
  const say = (key, values) => spoken[state.language][key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const label = (article) => one(`#doc option[value="${article.dataset.doc}"]`).textContent;

  function speak(language) {
    state.language = language;
    document.documentElement.lang = language;
    for (const element of all("[data-zh]")) element.textContent = element.dataset[language];
    for (const button of all("[data-language]")) button.setAttribute("aria-pressed", String(button.dataset.language === language));
    for (const figure of all("figure[data-only]")) figure.hidden = figure.dataset.only !== language;
    show();
  }

  // Where a paragraph has the term or the string: pairs of offsets into its words.
  function places(words) {
    if (state.term !== null) {
      let at = 0;
      const spans = [];
      for (const node of words.childNodes) {
        const length = node.textContent.length;
        if (node.nodeType === 1 && node.dataset.term === state.term) spans.push([at, at + length]);
        at += length;
      }
      return spans;
    }
    const text = words.textContent.toLowerCase(), asked = query.value.trim().toLowerCase(), spans = [];
    for (let at = asked ? text.indexOf(asked) : -1; at >= 0; at = text.indexOf(asked, at + asked.length)) spans.push([at, at + asked.length]);
    return spans;
  }

  function find() {
    const reach = Math.min(60, Math.max(2, Number(width.value) || 20)), lines = [];
    for (const article of all("article")) {
      if (doc.value && article.dataset.doc !== doc.value) continue;
      // The imprint is shown and never counted.
      for (const paragraph of all("p:not(.imprint)", article)) {
        const words = one(".words", paragraph), text = words.textContent;
        for (const [start, end] of places(words))
          lines.push({ paragraph, doc: label(article), left: text.slice(Math.max(0, start - reach), start), match: text.slice(start, end), right: text.slice(end, end + reach) });
      }
    }
    const back = (text) => [...text].reverse().join("");
    const compare = new Intl.Collator("zh").compare;
    if (order.value === "left") lines.sort((a, b) => compare(back(a.left), back(b.left)));
    if (order.value === "right") lines.sort((a, b) => compare(a.right, b.right));
    return lines;
  }

  const place = (line) => `${line.doc} §${line.paragraph.dataset.section} ¶${line.paragraph.dataset.paragraph}`;

  function show() {
    const asked = state.term !== null || query.value.trim();
    state.lines = asked ? find() : [];
    body.replaceChildren(...state.lines.map((line) => {
      const row = document.createElement("tr");
      row.tabIndex = 0;
      for (const text of [place(line), line.left, line.match, line.right]) row.insertCell().textContent = text;
      row.addEventListener("click", () => visit(line.paragraph));
      row.addEventListener("keydown", (event) => { if (event.key === "Enter") visit(line.paragraph); });
      return row;
    }));
    const docs = new Set(state.lines.map((line) => line.doc)).size;
    found.textContent = asked ? say("found", { n: state.lines.length, docs }) : "";
    for (const mark of all("mark")) mark.classList.toggle("on", mark.dataset.term === state.term);
  }

  function visit(paragraph) {
    for (const each of all("article p.at")) each.classList.remove("at");
    paragraph.classList.add("at");
    paragraph.scrollIntoView({ block: "center" });
  }

  function choose(number) {
    state.term = number;
    query.value = one(`#terms .term[data-term="${number}"] span`).dataset.zh;
    show();
    one("#concordance").scrollIntoView({ block: "start" });
  }

  async function copy() {
    const text = state.lines.map((line) => [place(line), line.left, line.match, line.right].join("\t")).join("\n");
    await navigator.clipboard.writeText(text);
    found.textContent = say("copied", { n: state.lines.length });
  }

  query.addEventListener("input", () => { state.term = null; show(); });
  for (const control of [doc, width, order]) control.addEventListener("input", show);
  one("form").addEventListener("submit", (event) => event.preventDefault());
  one("#copy").addEventListener("click", copy);
  for (const button of all("[data-language]")) button.addEventListener("click", () => speak(button.dataset.language));
  document.addEventListener("click", (event) => {
    const term = event.target.closest("button.term, mark");
    if (term) choose(term.dataset.term);
  });
  speak(/^zh/i.test(navigator.language) ? "zh" : "en");
})();
