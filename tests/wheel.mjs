// Stock Pyodide under Node installs the wheel from a web server, as a page does, and answers: one JSON reply a line.
//   node wheel.mjs PYODIDE_FOLDER ADDRESS CACHE_FOLDER REQUESTS_JSON             through the lock file at that address
//   node wheel.mjs PYODIDE_FOLDER ADDRESS CACHE_FOLDER REQUESTS_JSON ZIP WHEEL   by micropip, which is in that zip
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

process.on("uncaughtException", (error) => {
  console.error(String(error)); // Node would print Pyodide's one line of a megabyte with it
  process.exit(1);
});
const [folder, address, packageCacheDir, requests, micropip, wheel] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(resolve(folder, "pyodide.mjs")));
const lock = { // in a page, lockFileURL says the same; under Node it takes no address
  lockFileContents: (await fetch(`${address}pyodide-lock.json`)).text(),
  packageBaseUrl: address,
};
const stdout = (line) => console.error(line);
const python = await loadPyodide({ indexURL: folder, packageCacheDir, stdout, ...(micropip ? {} : lock) });
if (micropip) {
  const site = python.runPython("import site; site.getsitepackages()[0]");
  python.unpackArchive(new Uint8Array(await readFile(micropip)), "zip", { extractDir: site });
  await python.pyimport("micropip").install(address + wheel);
} else {
  await python.loadPackage("b12-muscle");
}
const { respond } = python.pyimport("calculators.core.respond");
const replies = JSON.parse(await readFile(requests, "utf8")).map(([name, given]) => respond(name, JSON.stringify(given)));
process.stdout.write(replies.join("\n"));
