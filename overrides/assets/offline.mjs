// Keeps what is visited for use without a connection, all of it on request, and removes it on request.
// The work is done by runtime/service-worker.js, which is at the site's root once the site is built.

const ROOT = new URL("..", import.meta.url).href;
const CHOICE = `b12-muscle keeps nothing ${ROOT}`;
const isBuilt = Boolean(document.querySelector("meta[name=keeps-offline]"));
const isAble = isBuilt && "serviceWorker" in navigator && "caches" in window;

const isOurs = (name) => name.startsWith(`kept ${ROOT} `);
const mayKeep = () => localStorage.getItem(CHOICE) === null;

// What this page needed before the service worker was there to see it.
function seen() {
  const urls = [location.href, ...performance.getEntriesByType("resource").map(({ name }) => name)];
  const paths = urls.filter((url) => url.startsWith(ROOT)).map((url) => url.split("#")[0].slice(ROOT.length));
  return paths.map((path) => path.replace(/(^|\/)$/, "$1index.html"));
}

async function send(message, hear = () => {}) {
  const { active } = await navigator.serviceWorker.ready;
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = ({ data }) => hear(data);
  active.postMessage(message, [port2]);
}

async function register() {
  const first = !navigator.serviceWorker.controller;
  await navigator.serviceWorker.register(new URL("service-worker.js", ROOT), { scope: ROOT });
  if (first) await send({ paths: seen() });
}

async function remove() {
  localStorage.setItem(CHOICE, "yes");
  await (await navigator.serviceWorker.getRegistration(ROOT))?.unregister();
  for (const name of await caches.keys()) if (isOurs(name)) await caches.delete(name);
}

class OfflineKeeper extends HTMLElement {
  connectedCallback() {
    this.status = this.querySelector("[role=status]");
    this.hidden = false;
    this.addEventListener("click", ({ target }) => this.press(target.dataset.do).catch((error) => this.fail(error)));
    this.count();
    for (const button of this.querySelectorAll("button")) button.disabled = !isAble;
    if (!isAble) this.status.textContent = "This browser, or this copy of the site, cannot keep pages.";
  }

  async press(what) {
    if (what === "keep") await this.keep();
    if (what === "remove") await remove().then(() => this.count());
  }

  async keep() {
    localStorage.removeItem(CHOICE);
    this.status.textContent = "Starting …";
    await register();
    navigator.storage?.persist?.(); // asks not to be cleared when space is short; some browsers ask the reader first
    await send({}, ({ kept, of, failure }) => {
      if (failure) this.fail(failure);
      else this.status.textContent = kept < of ? `Keeping ${kept} of ${of} files …` : `All ${of} files are kept.`;
    });
  }

  fail(reason) {
    console.error(reason);
    this.status.textContent = "Not everything could be kept. Check the connection and try again; what was kept stays.";
  }

  async count() {
    if (!isAble) return;
    const names = (await caches.keys()).filter(isOurs);
    const kept = await Promise.all(names.map(async (name) => (await (await caches.open(name)).keys()).length));
    const files = kept.reduce((sum, each) => sum + each, 0);
    this.status.textContent = files ? `${files} files are kept on this device.` : "Nothing is kept on this device.";
  }
}

customElements.define("offline-keeper", OfflineKeeper);
if (isAble && mayKeep()) register().catch((error) => console.warn(error));
