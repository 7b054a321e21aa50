// Runs Pyodide under Node, for building the browser's Python and for testing exactly the files that are shipped.
//   node node.mjs trim PYODIDE_FOLDER TRIM_PY SOURCE_ZIP REQUESTS OUT_ZIP
//   node node.mjs prepare FOLDER PREPARE_PY REQUESTS OUT_FOLDER  (writes image, header and, of a counting binary, ran)
//   node node.mjs answer FOLDER WAY REQUESTS OUT_FOLDER          (writes replies and, of a counting binary, ran)
import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

import { boot } from "./boot.mjs";

process.on("uncaughtException", (error) => {
  console.error(String(error.stack ?? error).replaceAll(/.{400,}/g, "(a long line)")); // Pyodide is one line of a megabyte
  process.exit(1);
});
const [mode, folder, ...rest] = process.argv.slice(2);
const at = (name) => resolve(folder, name) + (name.endsWith("/") ? "/" : "");
const load = (path) => import(pathToFileURL(path));
const PAGE = 65_536; // Pyodide has 17,000 functions
const GENERATIONS = 3; // of Python's garbage collector
const text = (path) => readFile(path, "utf8");

// Fills every free block with zeros, largest first, so that rubbish is not shipped. The memory must not grow.
function scrub({ _malloc, _free, _sbrk, HEAPU8 }) {
  const held = [];
  for (let size = 2 ** 19; size >= 16; size /= 2)
    for (let top = _sbrk(0); _sbrk(0) === top; ) {
      held.push(_malloc(size));
      HEAPU8.fill(0, held.at(-1), held.at(-1) + size);
    }
  for (const block of held) _free(block);
}

// A counting binary has a byte for each function after the memory that the image takes.
const counts = ({ HEAPU8 }, image) => writeFile(join(rest.at(-1), "ran"), HEAPU8.slice(image, image + PAGE));

const modes = {
  async trim(trim, source, requests, out) {
    const { loadPyodide } = await load(at("pyodide.mjs"));
    const python = await loadPyodide({ indexURL: folder });
    python.unpackArchive(new Uint8Array(await readFile(source)), "zip", { extractDir: "/source" });
    python.runPython(await text(trim));
    python.globals.get("exercise")("/source", await text(requests));
    await writeFile(out, python.globals.get("pack")("/source").toJs());
  },

  async prepare(prepare, requests, out) {
    const { loadPyodide } = await load(at("pyodide.mjs"));
    const manifest = JSON.parse(await text(at("manifest.json")));
    const files = { indexURL: folder, packageBaseUrl: folder, stdLibURL: at("python.zip"), lockFileContents: manifest.lock };
    const python = await loadPyodide({ ...files, _makeSnapshot: true, env: { PYTHONHASHSEED: "0" } });
    python.runPython(await text(prepare));
    python.globals.get("exercise")(await text(requests));
    python.globals.get("forget")();
    scrub(python._module);
    const snapshot = python.makeMemorySnapshot();
    const start = new Uint32Array(snapshot.buffer)[1]; // the header's length
    await writeFile(join(out, "header"), snapshot.subarray(0, start));
    await writeFile(join(out, "image"), snapshot.subarray(start, start + manifest.memory));
    await counts(python._module, manifest.memory);
  },

  async answer(way, requests, out) {
    const manifest = JSON.parse(await text(at("manifest.json")));
    const none = join(await mkdtemp(join(tmpdir(), "none-")), "none");
    await writeFile(none, "");
    const python = await boot(way, { ...manifest, at, load, none });
    const respond = python.pyimport("calculators.core.respond").respond;
    const asked = JSON.parse(await text(requests));
    const replies = asked.map(([name, given]) => respond(name, JSON.stringify(given)));
    if (way === "fast" && python._module.HEAPU8.length > manifest.memory) {
      // Functions are counted: the collector has to meet all that a long visit leaves, in its own time and at any moment.
      const { collect } = python.globals.get("gc");
      for (const collecting of [false, false, true])
        for (const [number, [name, given]] of asked.entries()) {
          if (collecting) collect(number % GENERATIONS);
          respond(name, JSON.stringify(given));
        }
    }
    await writeFile(join(out, "replies.json"), JSON.stringify(replies));
    await counts(python._module, manifest.memory);
  },
};
await modes[mode](...rest);
