// One worker for the whole visit. It starts on the first touch of any form and survives instant navigation.
// Python is started the fast way; whatever fails there is tried again the plain way before anybody is told.

const WAYS = ["fast", "plain"];
const PATIENCE_MS = 90_000; // without news of the download or of the start
const CALCULATION_MS = 10_000; // no calculator takes a hundredth of that
// Only import() reaches the service worker in every browser. What is sent meanwhile waits.
const STARTER = `const early = [];
onmessage = (event) => early.push(event);
import(MODULE).then(() => early.forEach((event) => onmessage(event)), (error) => postMessage({ failure: String(error) }));`;
const queue = new Map(); // the newest request of each calculator
const listeners = new Set();
let build; // the page's: its forms and its words belong with one Python
let worker;
let way = 0;
let asked; // the request that the worker has
let ready = false;
let timer;

function tell(news) {
  for (const listener of listeners) listener(news);
}

function wait(milliseconds, reason, what) {
  clearTimeout(timer);
  timer = setTimeout(() => stop(reason, what), milliseconds);
}

// `what` failed: the start, a run, or a run that took too long.
function stop(reason, what = ready ? "run" : "start") {
  const error = Object.assign(new Error(reason), { what });
  if (!ready) way = 0; // the next request tries everything anew
  close();
  tell({ failure: reason });
  for (const request of [asked, ...queue.values()]) request?.reject(error);
  asked = undefined;
  queue.clear();
}

function close() {
  clearTimeout(timer);
  worker?.terminate();
  worker = undefined; // the next request starts a new one
  ready = false;
}

function fail(reason) {
  if (way + 1 === WAYS.length) return stop(reason);
  console.warn(`Python the ${WAYS[way]} way: ${reason}`);
  way += 1;
  close();
  start(build);
}

function hear({ data }) {
  if (data.failure) return fail(data.failure);
  if (data.ready) ready = true;
  if (data.reply) {
    clearTimeout(timer);
    asked.resolve(data.reply);
    asked = undefined;
  } else tell(data);
  if (ready) next();
  else wait(PATIENCE_MS, "nothing was heard of it");
}

function next() {
  if (!asked) {
    const [name] = queue.keys();
    asked = queue.get(name);
    queue.delete(name);
  }
  if (!asked || asked.worker === worker) return;
  asked.worker = worker;
  worker.postMessage({ name: asked.name, given: asked.given });
  wait(CALCULATION_MS, `no answer after ${CALCULATION_MS} ms`, "late");
}

function open() {
  // A worker made from a blob: URL inherits the page's content-security policy; one from the network does not.
  const module = new URL(`runtime/${build}/worker.mjs`, import.meta.url).href;
  const source = new Blob([STARTER.replace("MODULE", JSON.stringify(module))], { type: "text/javascript" });
  const opened = new Worker(URL.createObjectURL(source), { type: "module" });
  const current = (then) => (event) => opened === worker && then(event);
  opened.onmessage = current(hear);
  opened.onerror = current((event) => fail(event.message || "the worker could not be started"));
  return opened;
}

/** Starts Python, of the build that the page was made with, if it is not running yet. */
export function start(wanted) {
  if (worker && wanted === build) return;
  if (wanted !== build) way = 0;
  close();
  build = wanted;
  try {
    worker = open();
    worker.postMessage({ way: WAYS[way] });
    wait(PATIENCE_MS, "nothing was heard of it");
    tell({});
  } catch (error) {
    stop(String(error)); // this browser has no workers, or refuses them
  }
}

/** Asks a calculator. Rejects when Python cannot be started, and when a newer request of it comes first. */
export function ask(wanted, name, given) {
  const answered = new Promise((resolve, reject) => {
    queue.get(name)?.reject(new Error("a newer request came first"));
    queue.set(name, { name, given, resolve, reject });
  });
  start(wanted);
  if (ready) next();
  return answered;
}

/** Tells about loading: `{loaded, total}`, then `{ready}` or `{failure}`. Returns how to stop listening. */
export function listen(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Whether Python is running, so that an answer comes at once. */
export const isReady = () => ready;
