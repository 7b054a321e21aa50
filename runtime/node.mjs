// Runs Pyodide under Node, for building the browser's Python and for testing exactly the files that are shipped.
//   node node.mjs trim PYODIDE_FOLDER TRIM_PY SOURCE_ZIP REQUESTS_JSON OUT_ZIP
//   node node.mjs answer RUNTIME_FOLDER REQUESTS_JSON      (one JSON reply a line)
import { readFile, writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

process.on("uncaughtException", (error) => {
  console.error(String(error)); // Node would print Pyodide's one line of a megabyte with it
  process.exit(1);
});
const [mode, folder, ...rest] = process.argv.slice(2);
const at = (name) => resolve(folder, name);
const { loadPyodide } = await import(pathToFileURL(at("pyodide.mjs")));

if (mode === "trim") {
  const [trim, source, requests, out] = rest;
  const python = await loadPyodide({ indexURL: folder });
  python.unpackArchive(new Uint8Array(await readFile(source)), "zip", { extractDir: "/source" });
  python.runPython(await readFile(trim, "utf8"));
  const wanted = await readFile(requests, "utf8");
  python.globals.get("exercise")("/source", wanted);
  await writeFile(out, python.globals.get("pack")("/source").toJs());
} else {
  const manifest = JSON.parse(await readFile(at("../manifest.json"), "utf8"));
  const python = await loadPyodide({
    indexURL: folder,
    stdLibURL: at("python.zip"),
    lockFileContents: manifest.lock,
    packageBaseUrl: folder,
  });
  const respond = python.pyimport("calculators.core.respond").respond;
  const lines = JSON.parse(await readFile(rest[0], "utf8")).map(([name, given]) => respond(name, JSON.stringify(given)));
  process.stdout.write(lines.join("\n"));
}
