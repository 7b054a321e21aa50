// Runs the calculators' Python in a worker: data in, HTML out. It knows no medicine and builds no Python source.

import { boot } from "./boot.mjs";
import manifest from "./manifest.mjs";

const NONE = "none"; // asked for by Pyodide and not fetched: the fast way's library is in its memory already
const at = (name) => new URL(name, import.meta.url).href;
const network = self.fetch.bind(self);
const early = new Map(); // files that are on their way before Pyodide asks for them
const checks = [];
let loaded = 0;
let told = 0;
let using;
let respond;

const base64 = (bytes) => btoa(String.fromCharCode(...new Uint8Array(bytes)));

// Reads a copy of what arrives: counts it, and rejects when it is not the file that was built.
async function check(name, response) {
  if (!response.ok) throw new Error(`${response.status} for ${name}`);
  const reader = response.clone().body.getReader();
  const chunks = [];
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    chunks.push(part.value);
    loaded += part.value.byteLength;
    if (performance.now() < told + 100) continue; // telling of each piece would cost a tenth of the start
    told = performance.now();
    self.postMessage({ loaded, total: manifest.bytes[using] });
  }
  if (!crypto.subtle) return;
  const bytes = await new Blob(chunks).arrayBuffer();
  const is = base64(await crypto.subtle.digest("SHA-256", bytes));
  if (is !== manifest.sha256[name]) throw new Error(`${name} is damaged or of another version`);
}

function fetchEarly(name) {
  // Where the page is not served securely there is no digest, and the browser has to wait for the whole file to check.
  const response = network(at(name), crypto.subtle ? {} : { integrity: `sha256-${manifest.sha256[name]}` });
  checks.push(response.then((arrived) => check(name, arrived)));
  early.set(at(name), response);
}

self.fetch = async (address, ...rest) => {
  if (String(address) === at(NONE)) return new Response("");
  const response = early.get(String(address));
  early.delete(String(address));
  return response ?? network(address, ...rest);
};

async function start(way) {
  using = way;
  for (const name of manifest.ways[way]) fetchEarly(name);
  const whole = Promise.all(checks);
  const booted = boot(way, { ...manifest, at, load: (url) => import(url), none: at(NONE) });
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
