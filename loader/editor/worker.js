// Holds the graph in a worker, so that the page stays alive and a hard query can be ended with it.
// {wasm, quads} makes it ready; {query} is answered by {form, text, ms}, or by {error, broken}.
import init, { Store } from "oxigraph/web.js";

let store;

async function ready({ wasm, quads }) {
  await init({ module_or_path: wasm });
  store = new Store();
  store.load(quads, { format: "nq", no_transaction: true });
  return { ready: true };
}

// Rows and yes or no come as SPARQL 1.1 Query Results JSON, which is an object; triples as JSON-LD, which is a list.
function answer(query) {
  const begun = performance.now();
  const text = store.query(query, { results_format: "json" });
  const told = text.startsWith("[") ? { form: "ttl", text: store.query(query, { results_format: "ttl" }) } : { form: "json", text };
  return { ...told, ms: performance.now() - begun };
}

self.onmessage = async ({ data }) => {
  try {
    self.postMessage(data.wasm ? await ready(data) : answer(data.query));
  } catch (error) {
    const broken = error instanceof WebAssembly.RuntimeError || error instanceof RangeError;
    self.postMessage({ error: String(error.message || error), broken });
  }
};
