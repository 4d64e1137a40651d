// Looks for words in the names of the site's things; the lists on the page have all of them without it.
"use strict";
(function () {
  const form = document.getElementById("search"), field = document.getElementById("q");
  const found = document.getElementById("found"), hits = document.getElementById("hits");
  const fold = (text) => text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "");
  const things = (window.remitThings || []).map((thing) => [...thing, fold(thing.slice(0, 3).join(" "))]);
  const show = () => {
    const words = fold(field.value).split(/\s+/).filter(Boolean);
    const wanted = words.length ? things.filter((thing) => words.every((word) => thing[4].includes(word))) : [];
    hits.replaceChildren(...wanted.slice(0, 100).map(([name, kind, , path]) => {
      const line = document.createElement("li"), link = document.createElement("a"), note = document.createElement("span");
      link.href = path;
      link.textContent = name;
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
