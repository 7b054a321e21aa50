// Enhances the forms that the site builds: sends what was typed to Python and puts what comes back in place.

import * as appointment from "./appointment.mjs";
import * as link from "./link.mjs";
import { put } from "./markup.mjs";
import * as runtime from "./runtime.mjs";

const units = new Map(); // the unit last chosen for each input: kept for the visit, in memory only

class CalculatorForm extends HTMLElement {
  connectedCallback() {
    if (this.form) return; // moved, not made
    this.form = this.querySelector("form");
    this.result = this.querySelector("[data-result]");
    this.summary = this.querySelector("[data-summary]");
    this.latest = 0;
    for (const menu of this.unitMenus()) if (units.has(menu.name)) menu.value = units.get(menu.name);
    for (const part of this.form.querySelectorAll("[data-slides]")) part.hidden = false;
    for (const field of this.form.elements) this.moveSlider(field);
    this.addEventListener("focusin", () => this.warmUp(), { once: true });
    this.form.addEventListener("input", (event) => this.changed(event));
    this.form.addEventListener("reset", () => setTimeout(() => this.cleared()));
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.submit();
    });
    this.addEventListener("click", (event) => this.press(event.target.closest("[data-do]")));
    this.summary.addEventListener("click", (event) => this.goTo(event));
    if (this.isFilled()) this.show("empty"); // the browser put back what was typed before
    if (this.querySelector("stop-watch")) import("./stopwatch.mjs");
    this.followLink();
  }

  disconnectedCallback() {
    this.quiet?.();
  }

  unitMenus() {
    return [...this.form.querySelectorAll('select[name$=".unit"]')];
  }

  isFilled() {
    return [...new FormData(this.form)].some(([key, value]) => value && !key.endsWith(".unit"));
  }

  followLink() {
    try {
      const given = link.read(this.form.dataset.calculator);
      if (!given) return;
      const unknown = Object.keys(given).filter((key) => !this.fillIn(key, given[key]));
      if (unknown.length) throw new Error(`no field for ${unknown}`);
      this.submit();
    } catch (error) {
      console.warn(error);
      this.form.reset();
      setTimeout(() => this.show("empty", { headline: UNREADABLE })); // after what the reset does
    }
  }

  fillIn(key, value) {
    const fields = [...this.form.querySelectorAll(`[name="${CSS.escape(key)}"]`)];
    for (const field of fields) {
      if (field.type === "radio" || field.type === "checkbox") field.checked = value.split(",").includes(field.value);
      else field.value = value;
      this.moveSlider(field);
      if (field.value || field.checked) field.closest("details")?.setAttribute("open", "");
    }
    return fields.length > 0;
  }

  warmUp() {
    if (runtime.isReady()) return this.progress({ ready: true });
    this.quiet ??= runtime.listen((news) => this.progress(news));
    runtime.start(this.dataset.build);
  }

  progress({ loaded, total, ready, failure }) {
    const note = this.form.querySelector("[data-progress]");
    if (ready) note.textContent = "";
    else if (failure) note.textContent = "(not available)";
    else if (total) note.textContent = `(getting ready: ${Math.min(99, Math.round((100 * loaded) / total))}%)`;
  }

  changed({ target }) {
    if ("search" in target.dataset) return this.search(target);
    if ("slider" in target.dataset) return this.slide(target);
    this.settle(target.name);
    this.moveSlider(target);
    if (target.name?.endsWith(".unit")) units.set(target.name, target.value);
    if (target.type === "checkbox") this.untick(target);
    this.latest += 1; // an answer to what was typed before is dropped
    this.show("empty");
    clearTimeout(this.pause);
    if (this.answered) this.pause = setTimeout(() => this.follow(), PAUSE_MS);
  }

  // Once there was an answer, it follows what is changed. Only asking for it moves the focus or shows errors.
  async follow() {
    const request = this.latest;
    const reply = await runtime.ask(this.dataset.build, this.form.dataset.calculator, this.given()).catch(() => null);
    if (!reply || reply.state === "error" || request !== this.latest) return;
    this.showErrors([], "");
    this.show(reply.state, replyShown(reply));
  }

  moveSlider({ name, value }) {
    const slider = this.form.querySelector(`[data-slider="${CSS.escape(name)}"]`);
    if (slider) slider.value = parseFloat(value.replace(",", ".")) || slider.defaultValue;
  }

  // A slider's number reaches its box together with its answer, so that no result stands beside another number; only
  // when Python is not ready, or slow, the number comes alone. What is empty starts as the first preset.
  async slide({ dataset, value }) {
    this.warmUp();
    clearTimeout(this.pause);
    appointment.forget(this.form.dataset.calculator);
    if (!this.sliding) this.latest += 1;
    const typed = Object.entries(this.given()).filter(([, text]) => text);
    const start = this.sliding ?? { ...this.firstPreset(), ...Object.fromEntries(typed) };
    const given = (this.sliding = { ...start, [dataset.slider]: value });
    const request = this.latest;
    const wait = () => {
      this.place(given);
      this.show("loading", { headline: runtime.isReady() ? "" : WAITING });
    };
    const late = runtime.isReady() ? setTimeout(wait, LATE_MS) : wait();
    const asked = runtime.ask(this.dataset.build, this.form.dataset.calculator, given);
    const reply = await asked.catch(({ what }) => what && { state: "error", headline: FAILURES[what] });
    clearTimeout(late);
    if (!reply || request !== this.latest) return;
    const last = given === this.sliding;
    if (!last && this.result.dataset.state === "loading") return; // its number is gone already
    this.place(given);
    if (last) this.sliding = undefined;
    this.answered ||= reply.state !== "error";
    this.showErrors([], "");
    this.show(reply.headline ? reply.state : "empty", replyShown(reply));
  }

  firstPreset() {
    return JSON.parse(this.form.querySelector("[data-do=preset]").dataset.given);
  }

  place(given) {
    for (const [key, value] of Object.entries(given)) this.form.elements[key].value = value;
  }

  // Something else happens before a slider's answer came: its number goes in the box, but not over what is typed there.
  settle(typed) {
    const { [typed]: _, ...others } = this.sliding ?? {};
    this.sliding = undefined;
    this.place(others);
  }

  untick(box) {
    if (!box.checked) return;
    for (const other of this.form.querySelectorAll(`input[type=checkbox][name="${box.name}"]`))
      if (other !== box && (box.value === "none" || other.value === "none")) other.checked = false;
  }

  search(box) {
    const wanted = box.value.trim().toLowerCase();
    for (const field of box.closest(".calc-group").querySelectorAll(".calc-field"))
      field.hidden = !field.querySelector("label").textContent.toLowerCase().includes(wanted);
  }

  cleared() {
    this.latest += 1;
    this.sliding = undefined;
    this.answered = false;
    for (const menu of this.unitMenus()) menu.value = units.get(menu.name) ?? "";
    this.showErrors([], "");
    this.show("empty");
  }

  given() {
    const given = {};
    for (const [key, value] of new FormData(this.form)) given[key] = key in given ? `${given[key]},${value}` : value;
    return given;
  }

  async submit() {
    const request = (this.latest += 1);
    clearTimeout(this.pause);
    this.settle();
    this.warmUp();
    this.showErrors([], "");
    this.show("loading", { headline: runtime.isReady() ? "" : WAITING });
    if (!runtime.isReady()) this.bringIntoView();
    try {
      const reply = await runtime.ask(this.dataset.build, this.form.dataset.calculator, this.given());
      if (request !== this.latest || !this.isConnected) return;
      this.moveUnits(reply.units);
      if (reply.state === "error") return this.refuse(reply);
      this.answered = true;
      this.show(reply.state, replyShown(reply));
      this.bringIntoView();
    } catch (error) {
      if (request !== this.latest) return;
      console.error(error);
      this.show("error", { headline: FAILURES[error.what] ?? FAILURES.run });
    }
  }

  refuse(reply) {
    this.show("error");
    this.showErrors(reply.answer.errors, reply.summary);
    this.summary.firstElementChild.focus();
  }

  show(state, { headline = "", body = "", band } = {}) {
    this.result.dataset.state = state;
    if (band) this.result.dataset.band = band;
    else delete this.result.dataset.band;
    this.result.querySelector("[data-flag]")?.remove();
    const place = this.result.querySelector("[data-body]");
    put(this.result.querySelector("[data-headline]"), headline);
    put(place, body);
    for (const slot of place.querySelectorAll("[data-words]")) this.fill(slot);
    this.prepareToPrint(Boolean(body));
    appointment.note(this);
  }

  // On paper: when and by which version, and of the page's sources those that the result names.
  prepareToPrint(answered) {
    const today = new Date().toLocaleDateString(document.documentElement.lang, { dateStyle: "long" });
    const where = location.href.split("#")[0];
    const made = `Worked out on ${today} at ${where} (version ${this.dataset.build}). Education, not diagnosis.`;
    this.querySelector("[data-made]").textContent = answered ? made : "";
    const named = new Set([...this.result.querySelectorAll("a[href*='#']")].map(({ hash }) => hash.slice(1)));
    for (const [at, source] of document.querySelectorAll(".references li[id]").entries()) {
      source.value = at + 1; // keeps its number when those before it are hidden
      source.toggleAttribute("data-unnamed", answered && !named.has(source.id));
    }
  }

  // The words of a band or a note are a block of the page, written in Markdown.
  fill(slot) {
    const words = document.getElementById(slot.dataset.words)?.cloneNode(true);
    if (!words) return;
    for (const named of words.querySelectorAll("[id]")) named.removeAttribute("id");
    for (const link of words.querySelectorAll(".headerlink")) link.remove();
    slot.className = "calc-words";
    slot.replaceChildren(...words.childNodes);
  }

  showErrors(errors, summary) {
    put(this.summary, summary);
    for (const place of this.form.querySelectorAll("[data-error-for]")) {
      const error = errors.find(({ field }) => field === place.dataset.errorFor);
      place.textContent = error?.message ?? "";
      place.hidden = !error;
      const input = this.form.elements.namedItem(place.dataset.errorFor);
      if (error) place.closest("details")?.setAttribute("open", "");
      if (error) input?.setAttribute?.("aria-invalid", "true");
      else input?.removeAttribute?.("aria-invalid");
    }
  }

  moveUnits(read) {
    for (const menu of this.unitMenus()) {
      const unit = read[menu.name.slice(0, -".unit".length)];
      if (unit && menu.value !== unit) units.set(menu.name, (menu.value = unit));
    }
  }

  bringIntoView() {
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.result.scrollIntoView({ block: "nearest", behavior: calm ? "auto" : "smooth" });
  }

  goTo(event) {
    const target = document.getElementById(event.target.closest("a")?.hash.slice(1) ?? "");
    if (!target) return;
    event.preventDefault();
    event.stopPropagation(); // instant navigation would move the address, not the focus, and may reload the page
    target.focus();
  }

  async press(button) {
    if (button?.dataset.do === "print") window.print();
    if (button?.dataset.do === "preset") return this.startFrom(JSON.parse(button.dataset.given));
    if (button?.dataset.do === "type") return this.typeIn(JSON.parse(button.dataset.given));
    if (button?.dataset.do === "submit") return this.submitAndGo();
    if (button?.dataset.do === "fill") return this.confirm(button);
    if (button?.dataset.do === "copy") return this.copy(button, this.inWords());
    if (button?.dataset.do === "link") return this.copyLink(button);
  }

  startFrom(given) {
    this.form.reset();
    setTimeout(() => {
      for (const [key, value] of Object.entries(given)) this.fillIn(key, value);
      this.submit();
    }); // after what the reset does
  }

  // As if typed: an answer that follows what is changed follows this too.
  typeIn(given) {
    for (const [key, value] of Object.entries(given)) {
      this.fillIn(key, value);
      this.form.elements[key].dispatchEvent(new Event("input", { bubbles: true }));
    }
  }

  // What was read of a pasted report goes into the form. Filled in all at once, the report itself has served.
  confirm(button) {
    const given = JSON.parse(button.dataset.given);
    for (const [key, value] of Object.entries(given)) {
      this.fillIn(`${key}.unit`, ""); // a number without a unit must not take an older one
      this.fillIn(key, value);
    }
    if (button.closest("li")) return (button.textContent = "Filled in");
    for (const pasted of this.form.querySelectorAll("textarea")) pasted.value = "";
    return this.submitAndGo();
  }

  // From a button that is far from the answer or goes with it: the keyboard follows.
  async submitAndGo() {
    await this.submit();
    if (this.summary.childElementCount) return;
    this.result.tabIndex = -1;
    this.result.focus({ preventScroll: true });
  }

  copyLink(button) {
    const made = link.make(this.form.dataset.calculator, this.given());
    if (made) return this.copy(button, made);
    button.textContent = "Too long for a link";
  }

  inWords() {
    const parts = [...this.result.querySelectorAll("[data-copy-part]")].map((part) => part.innerText.trim());
    return [...parts, location.href.split("#")[0]].filter(Boolean).join("\n\n");
  }

  async copy(button, text) {
    const copied = await navigator.clipboard?.writeText(text).then(() => true, () => false);
    button.textContent = copied ? "Copied" : "Could not copy here";
  }
}

const replyShown = (reply) => ({ ...reply, band: reply.answer?.band });
const PAUSE_MS = 250; // a value that is still being typed is not answered
const LATE_MS = 250; // how long a slider may be ahead of its number
const UNREADABLE = "<p>The link that brought you here could not be read. Nothing was filled in.</p>";
const WAITING = "<p>Getting Python ready. The answer follows by itself.</p>";
const KEPT = "What you typed is still here";
const TABLES = "the tables further down hold the same limits and worked cases";
const FAILURES = {
  start:
    `<p><strong>Python could not be started in this browser, so there is no answer.</strong> ${KEPT}. Try again, ` +
    `reload the page, or use it without: ${TABLES}.</p>`,
  run:
    "<p><strong>The calculator failed on this input, so there is no answer.</strong> That is a fault of ours. " +
    `${KEPT}; ${TABLES}.</p>`,
  late:
    "<p><strong>The calculator was stopped because it had not finished after 10 seconds, so there is no answer.</strong> " +
    `That is a fault of ours, or this device is very busy. ${KEPT}. Try again, or use the page without it: ${TABLES}.</p>`,
};

customElements.define("calculator-form", CalculatorForm);
