// Keeps the site for use without a connection: what was visited, or all of it. A file is kept only if it is this
// version's by its digest. seal.py puts VERSION above this line and writes the whole to the site's root.
const HOME = self.registration.scope;
const OURS = `kept ${HOME} `; // other sites may share this origin
const LIST = `${HOME}offline.json`;
const SLOW_MS = 4000; // a page that takes longer is shown as it was kept

const open = () => caches.open(OURS + VERSION);
const older = async () => (await caches.keys()).filter((name) => name.startsWith(OURS) && name !== OURS + VERSION);
const listed = async () => (await (await (await open()).match(LIST))?.json())?.files ?? {};
const after = (ms, result) => new Promise((done) => setTimeout(done, ms, result));
const forget = async () => Promise.all((await older()).map((name) => caches.delete(name)));
const general = (url) => url.replace(/runtime\/\w+\//, "runtime/"); // the same file of any version
const pathOf = (url) => url.split("#")[0].slice(HOME.length).replace(/(^|\/)$/, "$1index.html");

async function keep(path, response) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", await response.clone().arrayBuffer()));
  const same = btoa(String.fromCharCode(...digest)) === (await listed())[path]?.sha256;
  if (same) await (await open()).put(HOME + path, response);
  return same;
}

async function keepOne(path) {
  const fetched = (cache) => fetch(HOME + path.replace(/index\.html$/, ""), { cache });
  for (const get of [() => caches.match(HOME + path), () => fetched("force-cache"), () => fetched("no-cache")]) {
    const found = await get(); // kept by this version or an older one, the browser's copy, or the host's
    if (found && (await keep(path, found))) return;
  }
  throw new Error(`${path} is of another version`);
}

async function install() {
  const list = await fetch(LIST, { cache: "no-cache" });
  if ((await list.clone().json()).version !== VERSION) throw new Error("the host is between two versions");
  await (await open()).put(LIST, list);
  const had = new Set(["shell"]);
  for (const name of await older())
    for (const { url } of await (await caches.open(name)).keys()) had.add(general(pathOf(url)));
  for (const [path, { part }] of Object.entries(await listed()))
    if (had.has(part) || had.has(general(path))) await keepOne(path);
  await self.skipWaiting();
}

// A page comes from the host where it answers in time, so that a correction is seen at once. All that a page loads has
// a name that changes with its content, so a newer page finds its own files on the host and never an older one's here.
async function page(request, path, kept, old = { response: kept }) {
  const fresh = async (response) => ({ response, newer: response.ok && !(await keep(path, response.clone())) });
  const fetched = fetch(request, { cache: "no-cache" }).then(fresh);
  if (!kept) return (await fetched).response;
  const { response, newer } = await Promise.race([fetched.catch(() => old), after(SLOW_MS, old)]);
  return newer && request.mode !== "navigate" ? Response.error() : response; // the older page's scripts stay with it
}

async function answer(event) {
  const path = pathOf(event.request.url);
  const kept = await (await open()).match(HOME + path);
  if (path.endsWith(".html")) return page(event.request, path, kept);
  if (kept) return kept;
  const response = await fetch(event.request);
  if (response.ok) event.waitUntil(after(2000).then(() => keepOne(path))); // the page comes first
  return response;
}

async function keepAsked({ data, ports: [port] }) {
  const paths = data.paths ?? Object.keys(await listed());
  for (const [done, path] of paths.entries()) {
    await keepOne(path);
    port.postMessage({ kept: done + 1, of: paths.length });
  }
}

self.oninstall = (event) => event.waitUntil(install());
self.onactivate = (event) => event.waitUntil(forget().then(() => clients.claim()));
self.onmessage = (event) =>
  event.waitUntil(keepAsked(event).catch((error) => event.ports[0].postMessage({ failure: String(error) })));
self.onfetch = (event) => {
  const { method, url } = event.request;
  if (method === "GET" && url.startsWith(HOME)) event.respondWith(answer(event));
};
