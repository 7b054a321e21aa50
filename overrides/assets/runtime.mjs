// One worker for the whole visit. It starts on the first touch of any form and survives instant navigation.

const FOLDER = new URL("runtime/", import.meta.url).href;
const WORKER = new URL("worker.mjs", import.meta.url).href;
const waiting = new Map();
const listeners = new Set();
let worker;
let last = 0;
let ready = false;

function settle(id, outcome) {
  const asked = waiting.get(id);
  waiting.delete(id);
  if (asked) outcome.reply ? asked.resolve(outcome.reply) : asked.reject(new Error(outcome.failure));
}

function fail(reason) {
  for (const id of [...waiting.keys()]) settle(id, { failure: reason });
  worker?.terminate();
  worker = undefined; // the next request starts a new one
}

function open() {
  // A worker made from a blob: URL inherits the page's content-security policy; one from the network does not.
  const source = new Blob([`import ${JSON.stringify(WORKER)};`], { type: "text/javascript" });
  const url = URL.createObjectURL(source);
  const opened = new Worker(url, { type: "module" });
  opened.onmessage = ({ data }) => {
    if (data.ready) ready = true;
    for (const listener of listeners) listener(data);
    if (data.failure && !ready) fail(data.failure);
    else if (data.id) settle(data.id, data);
  };
  opened.onerror = (event) => fail(event.message || "the worker could not be started");
  return opened;
}

/** Starts Python if it is not running yet. */
export function start() {
  if (worker) return;
  ready = false;
  worker = open();
  worker.postMessage({ folder: FOLDER });
}

/** Asks a calculator; resolves with its reply, rejects when Python cannot be started. */
export function ask(name, given) {
  start();
  const id = (last += 1);
  const answered = new Promise((resolve, reject) => waiting.set(id, { resolve, reject }));
  worker.postMessage({ id, name, given, folder: FOLDER });
  return answered;
}

/** Tells about loading: `{loaded, total}`, then `{ready}`. Returns how to stop listening. */
export function listen(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Whether Python is running, so that an answer comes at once. */
export const isReady = () => ready;
