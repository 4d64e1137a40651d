// Builds the editor and the engine from the packages of the lock: node build.js FOLDER
//   editor.js      the editor, one script
//   engine.js      the worker as text and Oxigraph's WebAssembly, packed, as letters: a page opened from disk can load
//                  a script, and nothing else
//   licences.txt   the licences of what is inside
import { build } from "esbuild";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

const target = process.argv[2] || "built";

async function bundled(entry) {
  const made = await build({
    entryPoints: [entry], bundle: true, minify: true, write: false, metafile: true, format: "iife", target: "es2022",
    charset: "utf8", legalComments: "none", logOverride: { "empty-import-meta": "silent" },
  });
  return { text: made.outputFiles[0].text, inputs: Object.keys(made.metafile.inputs) };
}

function licence(name) {
  const folder = join("node_modules", name);
  const about = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const file = readdirSync(folder).sort().find((each) => /^licen[cs]e/i.test(each));
  const text = file && existsSync(join(folder, file)) ? readFileSync(join(folder, file), "utf8").trim() : "";
  // Copyright lines name their holders; addresses of mail are left out.
  return `${name} ${about.version}: ${about.license}\n\n${text.replace(/ *<[^>\s]+@[^>\s]+>/g, "")}`.trim();
}

const [editor, worker] = [await bundled("editor.js"), await bundled("worker.js")];
const wasm = gzipSync(readFileSync("node_modules/oxigraph/web_bg.wasm"), { level: 9 }).toString("base64");
const names = [...editor.inputs, ...worker.inputs].map((path) => /^node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1]);
mkdirSync(target, { recursive: true });
writeFileSync(join(target, "editor.js"), editor.text);
writeFileSync(join(target, "engine.js"), `window.remitEngine = ${JSON.stringify({ worker: worker.text, wasm })};\n`);
writeFileSync(join(target, "licences.txt"), [...new Set(names.filter(Boolean))].sort().map(licence).join("\n\n---\n\n") + "\n");
