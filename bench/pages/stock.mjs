import { loadPyodide } from "./pyodide/pyodide.mjs";

const source = fetch("function.py").then((response) => response.text());
const started = loadPyodide();

self.onmessage = async ({ data }) => {
  const python = await started;
  python.runPython(await source);
  self.postMessage(JSON.parse(python.globals.get("answer")(JSON.stringify(data))));
};
