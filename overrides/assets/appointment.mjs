// The sheet for an appointment, and the results of this visit that a reader may put on it. All of it is held in memory
// only: it outlasts a look at another page of this site, and is gone with a reload or a closed tab. It is text, no HTML.

const results = new Map(); // the latest of each calculator
const written = new Map(); // what stands in each field of the sheet

const SHEET = new URL("../appointment/#results", import.meta.url);
const NOT_SAID = ".cites, .headerlink, button";
const FACTS = [
  "[data-note] > p:first-child",
  ".calc-urgent .calc-words > :not(h3, [data-copy-part])", // how soon to get help
  "[data-body] > p[data-copy-part]:not(.calc-unreviewed)", // the parts of a whole report
  ".calc-values:not(.calc-working *) tr",
  ".calc-cause > summary",
  ".calc-reasons > li",
].join();

/** Forgets a calculator's last result: what was typed for it has changed. */
export const forget = (name) => results.delete(name);

/** Keeps the result that a calculator shows now, and nothing of it while it shows none. */
export function note(calculator) {
  if (!calculator.isConnected) return; // an answer that came when its page was left already
  const { form, result } = calculator;
  forget(form.dataset.calculator);
  const typed = result.querySelector(".calc-take [data-copy-part]"); // what is to be confirmed first has none
  if (!typed || !["ready", "declined"].includes(result.dataset.state)) return;
  const parts = (selector) => [...result.querySelectorAll(selector)];
  const first = result.querySelector(".calc-first");
  results.set(form.dataset.calculator, {
    title: words(document.querySelector("h1")),
    first: words(first),
    sentence: words(result.querySelector(".calc-sentence")),
    facts: parts(FACTS).map(fact),
    say: parts("[data-copy-part=say]").map(words),
    typed: words(typed),
    made: words(result.querySelector("[data-made]")),
  });
  const take = first ? "Take this with you" : "Take this to your appointment"; // help comes before any appointment
  typed.parentElement.querySelector(".calc-buttons").append(make("a", { href: SHEET }, take));
}

function words(element) {
  const copy = element?.cloneNode(true);
  for (const part of copy?.querySelectorAll(NOT_SAID) ?? []) part.remove();
  return copy?.textContent.replace(/\s+/g, " ").trim() ?? "";
}

function fact(element) {
  if (element.matches("tr, summary")) return [...element.children].map(words).join(": ");
  const heading = element.previousElementSibling;
  return heading?.matches(".calc-heading") ? `${words(heading)} ${words(element)}` : words(element);
}

// Strings become text, whatever is in them.
function make(name, properties, ...within) {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...within);
  return element;
}

const lines = (className, ...texts) => texts.filter(Boolean).map((text) => make("p", { className }, text));

class AppointmentSheet extends HTMLElement {
  connectedCallback() {
    if (this.form) return; // moved, not made
    this.form = this.querySelector("form");
    for (const row of this.querySelectorAll("tbody tr")) this.makeWritable(row);
    for (const field of this.form.elements) this.prepare(field);
    this.form.addEventListener("input", ({ target }) => this.keep(target));
    const print = this.querySelector("[data-print]");
    print.hidden = false;
    print.addEventListener("click", () => window.print());
    this.list = make("ul", { className: "sheet-list" }, ...[...results.values()].map((result) => this.item(result)));
    this.said = make("p", { className: "sheet-said", role: "status" });
    const none = this.querySelector(".sheet-none");
    none.hidden = results.size > 0;
    if (results.size) none.after(this.list, this.said);
  }

  // An empty cell is for a pen; here it takes letters too.
  makeWritable(row) {
    const columns = [...row.closest("table").tHead.rows[0].cells].map(words);
    const test = words(row.cells[0]) || `Another test, row ${row.rowIndex}`;
    for (const cell of row.cells) {
      if (cell.textContent.trim()) continue;
      const label = `${test}: ${columns[cell.cellIndex]}`;
      cell.dataset.column = columns[cell.cellIndex];
      cell.append(make("textarea", { name: label, rows: 1, ariaLabel: label }));
    }
  }

  prepare(field) {
    if (field.type === "checkbox") field.checked = written.get(field.name) ?? false;
    if (field.type !== "textarea") return;
    const box = make("span", { className: "sheet-box" }); // as high as what is in it: nothing is cut off in print
    field.replaceWith(box);
    box.append(field);
    field.value = box.dataset.text = written.get(field.name) ?? "";
  }

  keep(field) {
    written.set(field.name, field.type === "checkbox" ? field.checked : field.value);
    if (field.type === "textarea") field.parentElement.dataset.text = field.value;
  }

  item(result) {
    const button = make("button", { type: "button", className: "sheet-button" });
    const item = make(
      "li",
      { className: "sheet-result" },
      make("h3", {}, result.title),
      ...lines("sheet-first", result.first),
      ...lines("", result.sentence),
      make(
        "div",
        { className: "sheet-detail" },
        make("ul", {}, ...result.facts.map((text) => make("li", {}, text))),
        ...lines("", ...result.say, result.typed),
        ...lines("sheet-made", result.made),
      ),
      button,
    );
    const show = () => {
      item.toggleAttribute("data-added", Boolean(result.added));
      button.textContent = result.added ? "Take off this sheet" : "Add to this sheet";
      button.ariaLabel = `${button.textContent}: ${result.title}`;
    };
    button.addEventListener("click", () => {
      result.added = !result.added;
      this.said.textContent = result.added ? "Added. It is printed with this sheet." : "Taken off.";
      show();
    });
    show();
    return item;
  }
}

customElements.define("appointment-sheet", AppointmentSheet);
