// Looks for words in the names of the site's things; the lists on the page have all of them without it.
"use strict";
(function () {
  const form = document.getElementById("search"), field = document.getElementById("q");
  const found = document.getElementById("found"), hits = document.getElementById("hits");
  // Capitals, accents, the dots of ё and letters that only look alike (Latin, Cyrillic) make no difference; marks are blanks.
  const alike = new Map([..."авсекмнорстух"].map((letter, n) => [letter, "abcekmhopctyx"[n]]));
  const fold = (text) => text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "").replace(/[а-я]/g, (letter) => alike.get(letter) || letter)
    .replace(/[^\p{L}\p{N}.]+/gu, " ").trim();
  // “TC1.12” is found as “TC 1.12” is.
  const joined = (text) => `${text} ${text.replace(/(\p{L}) (?=\p{N})/gu, "$1")}`;
  const things = (window.remitThings || []).map((thing) => [...thing, fold(thing[0]), joined(fold(thing.slice(0, 3).join(" ")))]);
  // What is called so comes before what begins so, and that before what only has the words.
  const rank = (name, wanted) => (name === wanted ? 0 : `${name} `.startsWith(`${wanted} `) ? 1 : ` ${name}`.includes(` ${wanted}`) ? 2 : 3);
  const show = () => {
    const asked = fold(field.value), words = asked.split(" ").filter(Boolean);
    const wanted = words.length ? things.filter((thing) => words.every((word) => thing[6].includes(word))) : [];
    wanted.sort((one, other) => rank(one[5], asked) - rank(other[5], asked));
    hits.replaceChildren(...wanted.slice(0, 100).map(([name, kind, , path, language]) => {
      const line = document.createElement("li"), link = document.createElement("a"), note = document.createElement("span");
      link.href = path;
      link.textContent = name;
      if (language) link.lang = language;
      note.className = "term";
      note.textContent = " " + kind;
      line.append(link, note);
      return line;
    }));
    found.textContent = !words.length ? "" : wanted.length ? found.dataset.found.replace("{0}", wanted.length) : found.dataset.none;
  };
  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  field.addEventListener("input", show);
  field.value = new URLSearchParams(location.search).get("q") || "";
  show();
})();
