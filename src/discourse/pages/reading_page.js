(() => {
  "use strict";
  const one = (selector, within = document) => within.querySelector(selector);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const spoken = JSON.parse(one("#spoken").textContent);
  const blocks = all("main [data-type]");
  const stepper = one(".stepper");
  // The page remembers nothing: this is all its state, and it ends with the tab.
  const state = { language: "zh", term: null, at: -1 };

  const say = (key, values) =>
    spoken[state.language][key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const press = (button, on) => button.setAttribute("aria-pressed", String(on));
  const pressed = (button) => button.getAttribute("aria-pressed") === "true";

  function speak(language) {
    state.language = language;
    document.documentElement.lang = language;
    for (const element of all("[data-zh]")) element.textContent = element.dataset[language];
    for (const name of ["aria-label", "title", "placeholder"])
      for (const element of all(`[data-zh-${name}]`))
        element.setAttribute(name, element.getAttribute(`data-${language}-${name}`));
    for (const button of all("[data-language]")) press(button, button.dataset.language === language);
    showCount();
    showTerm();
  }

  function showCount() {
    const shown = all("article.block:not([hidden])").length;
    const status = one(".shown");
    status.textContent = say("shown", { n: shown, total: status.dataset.total });
  }

  function filter() {
    const types = new Set(all(".switch[data-type]").filter(pressed).map((button) => button.dataset.type));
    const movedOnly = pressed(one(".switch[data-moved]"));
    for (const block of blocks)
      block.hidden = !types.has(block.dataset.type) || (movedOnly && !("moved" in block.dataset));
    for (const group of all(".group")) group.hidden = !one("article.block:not([hidden])", group);
    showCount();
    state.at = -1;
    showTerm();
  }

  const places = () => all(`main mark[data-term="${state.term}"]`);
  const visible = () => places().filter((mark) => !mark.closest("[hidden]"));

  function choose(term, mark = null) {
    state.term = term;
    state.at = mark ? visible().indexOf(mark) : -1;
    showTerm();
  }

  function step(by) {
    const marks = visible();
    if (!marks.length) return;
    state.at = state.at < 0 && by < 0 ? marks.length - 1 : (state.at + by + marks.length) % marks.length;
    showTerm();
    marks[state.at].scrollIntoView({ block: "center" });
  }

  function showTerm() {
    for (const mark of all("mark.on")) mark.classList.remove("on", "at");
    for (const button of all("button[data-term]")) press(button, button.dataset.term === state.term);
    stepper.hidden = state.term === null;
    document.body.classList.toggle("stepping", state.term !== null);
    if (state.term === null) return;
    const marks = visible();
    const hidden = places().length - marks.length;
    for (const mark of places()) mark.classList.add("on");
    if (state.at >= 0) marks[state.at].classList.add("at");
    const { name, english, old, new: fresh } = one(`button[data-term="${state.term}"]`).dataset;
    const said = { name, english: state.language === "en" ? english : "", old, new: fresh };
    said.place = say("place", { n: state.at < 0 ? "–" : state.at + 1, total: marks.length });
    if (hidden) said.place += ` (${say("hidden_places", { n: hidden })})`;
    for (const [key, text] of Object.entries(said)) one(`[data-said="${key}"]`).textContent = text;
    listPlaces(marks);
  }

  function listPlaces(marks) {
    const items = marks.map((mark, index) => {
      const button = document.createElement("button");
      const side = mark.closest(".side").classList.contains("old") ? "old" : "new";
      button.type = "button";
      button.className = side;
      button.append(...around(mark));
      button.addEventListener("click", () => { state.at = index - 1; step(1); });
      if (index === state.at) button.setAttribute("aria-current", "true");
      const item = document.createElement("li");
      item.append(button);
      return item;
    });
    one(".places").replaceChildren(...items);
  }

  function around(mark) {
    const text = mark.closest(".text");
    const before = document.createRange();
    before.setStart(text, 0);
    before.setEndBefore(mark);
    const after = document.createRange();
    after.setStartAfter(mark);
    after.setEnd(text, text.childNodes.length);
    const whose = document.createElement("span");
    whose.className = "tag";
    whose.textContent = one(".whose span", mark.closest(".side")).textContent;
    const line = document.createElement("span");
    const word = document.createElement("b");
    line.lang = "zh";
    word.textContent = mark.textContent;
    line.append(before.toString().slice(-10), word, after.toString().slice(0, 10));
    return [whose, line];
  }

  for (const button of all("[data-language]"))
    button.addEventListener("click", () => speak(button.dataset.language));
  for (const button of all(".switch"))
    button.addEventListener("click", () => { press(button, !pressed(button)); filter(); });
  for (const button of all("[data-choose]"))
    button.addEventListener("click", () => {
      const unchanged = ["same", "imprint"];
      for (const type of all(".switch[data-type]"))
        press(type, button.dataset.choose === "all" || !unchanged.includes(type.dataset.type));
      press(one(".switch[data-moved]"), false);
      filter();
    });
  for (const button of all("button[data-term]"))
    button.addEventListener("click", () => {
      choose(pressed(button) ? null : button.dataset.term);
      if (state.term !== null) step(1);
    });
  for (const mark of all("mark[data-term]"))
    mark.addEventListener("click", () => choose(mark.dataset.term, mark));
  for (const button of all("[data-step]"))
    button.addEventListener("click", () => step(Number(button.dataset.step)));
  one("[data-close]").addEventListener("click", () => choose(null));
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") choose(null); });
  const search = one(".terms input");
  if (search)
    search.addEventListener("input", () => {
      const wanted = search.value.trim().toLowerCase();
      for (const button of all("button[data-term]"))
        button.parentElement.hidden = !`${button.dataset.name} ${button.dataset.english}`.toLowerCase().includes(wanted);
    });

  speak(/^zh/i.test(navigator.language) ? "zh" : "en");
})();
