// Runs the calculators' Python in a worker: data in, HTML out. It knows no medicine and builds no Python source.

import { boot } from "./boot.mjs"; // build.py puts both into one file: the browser then asks once
import manifest from "./manifest.mjs";

const SHOWN = ["none", "pyodide.asm.wasm", "fast/pyodide.asm.wasm"]; // Pyodide asks for them, and gets them in another way
const at = (name) => new URL(name, import.meta.url).href;
const network = self.fetch.bind(self);
const early = new Map(); // what was asked for before Pyodide does, as bytes
let loaded = 0;
let told = 0;
let using;
let respond;

const base64 = (bytes) => btoa(String.fromCharCode(...new Uint8Array(bytes)));

// Reads a file and tells how far it is.
async function read(name, response) {
  if (!response.ok) throw new Error(`${response.status} for ${name}`);
  const bytes = new Uint8Array(manifest.sizes[name]);
  const reader = response.body.getReader();
  let size = 0;
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    if (size + part.value.length > bytes.length) break;
    bytes.set(part.value, size);
    size += part.value.length;
    loaded += part.value.length;
    if (performance.now() < told + 100) continue; // telling of each piece would cost a tenth of the start
    told = performance.now();
    self.postMessage({ loaded, total: manifest.bytes[using] });
  }
  return bytes;
}

// Rejects when it is not the file that was built. Where the page is not served securely the browser checks it instead.
async function check(name, bytes) {
  if (!crypto.subtle) return;
  await new Promise(setTimeout); // what needs the bytes goes first: taking a digest copies them
  const is = base64(await crypto.subtle.digest("SHA-256", bytes));
  if (is !== manifest.sha256[name]) throw new Error(`${name} is damaged or of another version`);
}

// What the service worker keeps is taken from there without it: that is not compressed, so nothing has to be unpacked.
async function get(name) {
  const kept = await self.caches?.match(at(name)).catch(() => undefined); // some private windows refuse
  return kept ?? network(at(name), crypto.subtle ? {} : { integrity: `sha256-${manifest.sha256[name]}` });
}

function fetchEarly(name) {
  const bytes = get(name).then((response) => read(name, response));
  early.set(at(name), bytes);
  return bytes.then((all) => check(name, all));
}

self.fetch = async (address, ...rest) => {
  const url = String(address);
  if (SHOWN.some((name) => url === at(name))) return new Response("", { headers: { "Content-Type": "application/wasm" } });
  return early.has(url) ? new Response(await early.get(url)) : network(address, ...rest);
};

async function start(way) {
  using = way;
  const whole = Promise.all(manifest.ways[way].map(fetchEarly));
  const binary = early.get(at(manifest.ways[way][0]));
  const booted = boot(way, { ...manifest, at, load: (url) => import(url), none: at("none"), binary });
  const [python] = await Promise.all([booted, whole]);
  return python.pyimport("calculators.core.respond").respond;
}

self.onmessage = async ({ data: { way, name, given } }) => {
  try {
    respond ??= start(way);
    const answer = await respond;
    self.postMessage({ ready: true });
    if (name) self.postMessage({ reply: JSON.parse(answer(name, JSON.stringify(given))) });
  } catch (error) {
    self.postMessage({ failure: String(error) });
  }
};
