// One worker for the whole visit. It starts on the first touch of any form and survives instant navigation.

const FOLDER = new URL("runtime/", import.meta.url).href;
const WORKER = new URL("worker.mjs", import.meta.url).href;
const waiting = new Map();
const listeners = new Set();
let worker;
let last = 0;
let ready = false;
let patience;
const PATIENCE_MS = 90_000; // without news of the download or of the start

function settle(id, outcome) {
  const asked = waiting.get(id);
  waiting.delete(id);
  if (asked) outcome.reply ? asked.resolve(outcome.reply) : asked.reject(new Error(outcome.failure));
}

function tell(news) {
  clearTimeout(patience);
  if (!ready && !news.failure) patience = setTimeout(() => fail("nothing was heard of it"), PATIENCE_MS);
  for (const listener of listeners) listener(news);
}

function fail(reason) {
  ready = false;
  tell({ failure: reason });
  worker?.terminate();
  worker = undefined; // the next request starts a new one
  for (const id of [...waiting.keys()]) settle(id, { failure: reason });
}

function open() {
  // A worker made from a blob: URL inherits the page's content-security policy; one from the network does not.
  const source = new Blob([`import ${JSON.stringify(WORKER)};`], { type: "text/javascript" });
  const url = URL.createObjectURL(source);
  const opened = new Worker(url, { type: "module" });
  opened.onmessage = ({ data }) => {
    if (data.failure && !ready) return fail(data.failure);
    if (data.ready) ready = true;
    if (!data.failure) tell(data); // one request that failed is no news of the start
    if (data.id) settle(data.id, data);
  };
  opened.onerror = (event) => fail(event.message || "the worker could not be started");
  return opened;
}

/** Starts Python if it is not running yet. */
export function start() {
  if (worker) return;
  ready = false;
  try {
    worker = open();
    worker.postMessage({ folder: FOLDER });
    tell({});
  } catch (error) {
    fail(String(error)); // this browser has no workers, or refuses them
  }
}

/** Asks a calculator; resolves with its reply, rejects when Python cannot be started. */
export function ask(name, given) {
  start();
  const id = (last += 1);
  const answered = new Promise((resolve, reject) => waiting.set(id, { resolve, reject }));
  if (worker) worker.postMessage({ id, name, given, folder: FOLDER });
  else settle(id, { failure: "no worker" });
  return answered;
}

/** Tells about loading: `{loaded, total}`, then `{ready}` or `{failure}`. Returns how to stop listening. */
export function listen(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Whether Python is running, so that an answer comes at once. */
export const isReady = () => ready;
