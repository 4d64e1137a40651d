// Looks for words in the names of the site's things; the lists on the page have all of them without it.
"use strict";
(function () {
  const form = document.getElementById("search"), field = document.getElementById("q");
  const found = document.getElementById("found"), hits = document.getElementById("hits");
  // Capitals, accents and the dots of ё make no difference; marks are blanks. What is sought is found by letters that
  // only look alike, too (Latin, Cyrillic), but comes after what has the very letters.
  const alike = new Map([..."авсекмнорстух"].map((letter, n) => [letter, "abcekmhopctyx"[n]]));
  const plain = (text) => text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "").replace(/[^\p{L}\p{N}.]+/gu, " ").trim();
  const fold = (text) => text.replace(/[а-я]/g, (letter) => alike.get(letter) || letter);
  // “TC1.12” is found as “TC 1.12” is.
  const joined = (text) => `${text} ${text.replace(/(\p{L}) (?=\p{N})/gu, "$1")}`;
  const things = (window.remitThings || []).map((thing) => [...thing, plain(thing[0]), joined(fold(plain(thing.slice(0, 3).join(" "))))]);
  // What is called so comes before what begins so, and that before what only has the words.
  const rank = (name, wanted) => (name === wanted ? 0 : `${name} `.startsWith(`${wanted} `) ? 1 : ` ${name}`.includes(` ${wanted}`) ? 2 : 3);
  const show = () => {
    const asked = plain(field.value), words = fold(asked).split(" ").filter(Boolean);
    const wanted = words.length ? things.filter((thing) => words.every((word) => thing[6].includes(word))) : [];
    const place = (thing) => Math.min(rank(thing[5], asked), rank(fold(thing[5]), fold(asked)) + 0.5);
    wanted.sort((one, other) => place(one) - place(other));
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
