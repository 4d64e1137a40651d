// Asks: at the endpoint of the site, if it has one, else in this browser, of the site's own dump in a worker.
// What comes from the data is put on the page as text, never as HTML.
"use strict";
(function () {
  const at = (id) => document.getElementById(id);
  const told = JSON.parse(at("told").textContent), words = told.words, queries = window.remitQueries || {}, forms = window.remitAsked || {};
  const field = at("query"), form = at("ask"), runs = at("run");
  let editor = { get: () => field.value, set: (text) => { field.value = text; }, mark: markField };
  let last = null, ended = null;

  const say = (text, ...filled) => filled.reduce((said, each, n) => said.replaceAll(`{${n}}`, each), text);
  const made = (tag, text, about) => Object.assign(document.createElement(tag), text === undefined ? {} : { textContent: text }, about);

  function markField(line, column) {
    const lines = field.value.split("\n"), before = lines.slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0);
    const place = Math.min(before + column - 1, field.value.length);
    field.focus();
    field.setSelectionRange(place, place + 1);
  }

  // --- the engine in this browser ---------------------------------------------------------

  // A page that was opened from disk may load scripts only, so the engine and the dump come as scripts, when first used.
  function script(path) {
    return new Promise((done, failed) => {
      const loaded = made("script", undefined, { src: path, onload: done, onerror: () => failed(new Error(say(words.ask_not_loaded, path))) });
      document.head.append(loaded);
    });
  }

  function unpacked(letters) {
    const bytes = Uint8Array.from(atob(letters), (letter) => letter.charCodeAt(0));
    return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
  }

  let parts = null, worker = null;

  async function loadParts() {
    at("state").textContent = say(words.ask_loading, told.megabytes);
    await Promise.all([told.engine, told.dump].map(script));
    const [wasm, quads] = await Promise.all([unpacked(window.remitEngine.wasm), unpacked(window.remitDump)]);
    const code = URL.createObjectURL(new Blob([window.remitEngine.worker], { type: "text/javascript" }));
    delete window.remitDump;
    return { wasm: await WebAssembly.compile(wasm), quads: new Uint8Array(quads), code };
  }

  const reply = (to, sent) => new Promise((done, failed) => {
    to.onmessage = ({ data }) => done(data);
    to.onerror = (event) => failed(new Error(event.message || words.ask_failed));
    to.postMessage(sent);
  });

  // What takes longer than it may, or is stopped, is ended with its worker; the next query begins another.
  async function here(query, signal, begin) {
    const end = () => { worker?.terminate(); worker = null; };
    const stopped = new Promise((_, failed) => signal.addEventListener("abort", () => { end(); failed(signal.reason); }));
    const answer = await Promise.race([asked(query, signal, begin), stopped]);
    if (!answer.broken) return answer;
    end();
    return { error: `${words.ask_failed} (${answer.error})` };
  }

  async function asked(query, signal, begin) {
    parts ||= loadParts().catch((error) => { parts = null; throw error; });
    const { wasm, quads, code } = await parts;
    signal.throwIfAborted();
    if (!worker) {
      worker = new Worker(code);
      const begun = await reply(worker, { wasm, quads });
      if (begun.error) return { ...begun, broken: true };
    }
    signal.throwIfAborted();
    at("state").textContent = words.ask_running;
    begin();
    return reply(worker, { query });
  }

  // --- the endpoint -----------------------------------------------------------------------

  async function there(query, signal, begin) {
    begin();
    const begun = performance.now(), results = "application/sparql-results+json";
    const accept = `${results}, text/turtle;q=0.9, application/problem+json;q=0.5`;
    const sent = { method: "POST", body: new URLSearchParams({ query }), headers: { Accept: accept }, signal };
    const got = await fetch(told.endpoint, sent), text = await got.text(), ms = performance.now() - begun;
    if (!got.ok) return { error: problem(text) || `${got.status} ${got.statusText}` };
    return { form: (got.headers.get("Content-Type") || "").includes("json") ? "json" : "ttl", text, ms };
  }

  function problem(text) {
    try {
      const { title, detail, line, column } = JSON.parse(text);
      return detail ? (line ? `error at ${line}:${column}: ${detail.replace(/^[^:]*: /, "")}` : `${title}: ${detail}`) : title;
    } catch { return text.trim().slice(0, 500); }
  }

  // --- what is shown ----------------------------------------------------------------------

  function shown(answer) {
    const rows = at("rows");
    last = answer.form === "ttl" ? { ttl: answer.text } : { json: answer.text, read: JSON.parse(answer.text) };
    const found = last.read?.results?.bindings, seconds = (answer.ms / 1000).toLocaleString(document.documentElement.lang, { maximumFractionDigits: 2 });
    at("csv").hidden = !found;
    at("json").hidden = !last.json;
    at("ttl").hidden = !last.ttl;
    at("answer").hidden = false;
    if (found) {
      at("state").textContent = say(words.ask_found, found.length, seconds);
      rows.replaceChildren(...(found.length ? table(last.read.head.vars, found) : [made("p", words.ask_none)]));
    } else if (last.json) {
      at("state").textContent = say(words.ask_done, seconds);
      rows.replaceChildren(made("p", last.read.boolean ? words.yes : words.no));
    } else {
      at("state").textContent = say(words.ask_done, seconds);
      const text = made("pre", last.ttl, { tabIndex: 0 });
      text.setAttribute("role", "region");
      text.setAttribute("aria-label", words.answer);
      rows.replaceChildren(text);
    }
  }

  function table(names, found) {
    const frame = made("div", undefined, { className: "t wide", tabIndex: 0 }), grid = made("table");
    frame.setAttribute("role", "region");
    frame.setAttribute("aria-label", words.answer);
    grid.append(made("caption", words.answer, { className: "off" }));
    grid.createTHead().insertRow().append(...names.map((name) => made("th", name, { scope: "col" })));
    const body = grid.createTBody();
    for (const row of found.slice(0, told.rows)) body.insertRow().append(...names.map((name) => cell(row[name])));
    frame.append(grid);
    return found.length > told.rows ? [frame, made("p", say(words.ask_first, told.rows, found.length))] : [frame];
  }

  function cell(term) {
    const place = made("td");
    if (!term) return place;
    if (term.type === "uri") place.append(linked(term.value));
    else if (/^https?:\S+( https?:\S+)*$/.test(term.value)) place.append(...term.value.split(" ").flatMap((iri) => [linked(iri), " "]));
    else {
      place.textContent = written(term);
      place.dir = "auto";
      if (term.value.length > 40) place.className = "long";
      if (term["xml:lang"]) place.lang = term["xml:lang"];
    }
    return place;
  }

  const written = (term) => (term.type === "triple" ? JSON.stringify(term.value) : (term.type === "bnode" ? "_:" : "") + term.value);

  function linked(iri) {
    const href = address(iri), [begin, folder] = told.places.find(([each]) => iri.startsWith(each) && iri !== each) || ["", ""];
    const text = folder + iri.slice(begin.length);
    return href ? made("a", text, { href }) : text;
  }

  // An IRI leads to its page on this site, if it has one; only addresses of the web become links.
  function address(iri) {
    for (const [begin, folder] of told.places) {
      if (!iri.startsWith(begin) || iri === begin) continue;
      const tail = iri.slice(begin.length), path = folder + (window.remitMoved?.[folder + tail] ?? tail);
      return /[?#]/.test(path) ? iri : `${told.up}${path.split("/").map(encodeURIComponent).join("/")}.html`;
    }
    return /^https?:\/\//.test(iri) ? iri : "";
  }

  function failed(message) {
    const place = /error at (\d+):(\d+):?\s*([^]*)/.exec(message), wrong = at("wrong");
    const why = (place ? place[3] : message).split("\n")[0].slice(0, 300);
    at("state").textContent = "";
    wrong.hidden = false;
    wrong.textContent = place ? say(words.ask_wrong, place[1], place[2], why) : why;
    if (place) editor.mark(Number(place[1]), Number(place[2]));
  }

  // --- what a reader does -----------------------------------------------------------------

  async function run() {
    if (!runs || ended) return;
    const query = editor.get();
    history.replaceState(null, "", `#query=${encodeURIComponent(query)}`);
    at("share").href = location.href;
    at("share").hidden = false;
    at("wrong").hidden = at("answer").hidden = true;
    at("state").textContent = words.ask_running;
    ended = new AbortController();
    let limit;
    const begin = () => { limit = setTimeout(() => ended?.abort(new Error(say(words.ask_too_long, told.seconds))), 1000 * told.seconds); };
    working(true);
    try {
      const answer = await (told.endpoint ? there : here)(query, ended.signal, begin);
      if (answer.error) failed(answer.error);
      else shown(answer);
    } catch (error) {
      failed(error.message || String(error));
    } finally {
      clearTimeout(limit);
      ended = null;
      working(false);
    }
  }

  function working(now) {
    const held = document.activeElement === runs || document.activeElement === at("stop");
    runs.disabled = now;
    at("stop").hidden = !now;
    if (held) (now ? at("stop") : runs).focus();
  }

  function download(suffix, media, content) {
    const link = made("a", undefined, { href: URL.createObjectURL(new Blob([content], { type: media })), download: `answer.${suffix}` });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  }

  // As SPARQL 1.1 Query Results CSV has it: values alone, quoted where a comma, a quote or a line break stands in them.
  function csv() {
    const quoted = (text) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text), names = last.read.head.vars;
    const value = (term) => (term ? quoted(written(term)) : "");
    return [names.map(quoted), ...last.read.results.bindings.map((row) => names.map((name) => value(row[name])))].map((line) => line.join(",") + "\r\n").join("");
  }

  // A value of the form of a question becomes a term of its kind; what cannot leaves the example where it stands.
  function term(kind, value) {
    if (!value) return kind.optional ? "UNDEF" : undefined;
    if (kind.begins === undefined) return JSON.stringify(value) + (kind.datatype ? `^^<${kind.datatype}>` : "");
    const iri = /^[a-z][a-z0-9+.-]*:/i.test(value) ? value : kind.begins + value;
    return /[\s<>"{}|\\^`]/.test(iri) ? undefined : `<${iri}>`;
  }

  function filled(name, given) {
    return Object.entries(forms[name] || {}).reduce((query, [parameter, kind]) => {
      const said = given.has(parameter) ? term(kind, given.get(parameter).trim()) : undefined;
      const place = new RegExp(`(VALUES\\s+\\?${parameter}\\s*\\{)[^{}]*\\}`);
      return said === undefined ? query : query.replace(place, (_, begin) => `${begin} ${said} }`);
    }, queries[name]);
  }

  // In a hash a plus is a plus; a form writes blanks as pluses.
  function fromAddress() {
    const given = new URLSearchParams(location.hash ? location.hash.slice(1).replaceAll("+", "%2B") : location.search);
    const name = given.get("question");
    const query = given.get("query") ?? (name in queries ? filled(name, given) : undefined);
    if (query === undefined) return;
    if (name in queries) at("question").value = name;
    if (query !== editor.get()) {
      at("question").value = name in queries ? name : "";
      editor.set(query);
    }
    if (Object.keys(forms[name] || {}).some((parameter) => given.has(parameter))) run();
  }

  form.hidden = false;
  if (window.remitEditor) editor = window.remitEditor(field, run);
  form.addEventListener("submit", (event) => { event.preventDefault(); run(); });
  field.addEventListener("keydown", (event) => { if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); run(); } });
  at("question").addEventListener("change", (event) => { if (event.target.value in queries) editor.set(queries[event.target.value]); });
  at("stop")?.addEventListener("click", () => ended?.abort(new Error(words.ask_stopped)));
  at("csv").addEventListener("click", () => download("csv", "text/csv", csv()));
  at("json").addEventListener("click", () => download("json", "application/sparql-results+json", last.json));
  at("ttl").addEventListener("click", () => download("ttl", "text/turtle", last.ttl));
  addEventListener("hashchange", fromAddress);
  fromAddress();
})();
