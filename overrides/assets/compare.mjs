// Filters, orders and sets side by side the causes that a page was built with. Every word stands in the page; only
// counts are filled in. Nothing is kept and the address stays as it is: what somebody looks for is theirs.

const plain = (text) => text.normalize("NFD").replace(/\p{Mark}/gu, "").toLowerCase();
const speeds = ({ row }) => row.dataset.speeds.split(" ").map(Number);
const slowest = (cause) => Math.max(...speeds(cause));
const fastest = (cause) => Math.min(...speeds(cause));
const ORDERS = {
  listed: () => 0,
  name: (one, other) => one.name.localeCompare(other.name),
  fast: (one, other) => fastest(one) - fastest(other) || slowest(one) - slowest(other),
  slow: (one, other) => slowest(other) - slowest(one) || fastest(other) - fastest(one),
};

class CauseTable extends HTMLElement {
  connectedCallback() {
    if (this.causes) return; // moved, not made
    this.form = this.querySelector("form");
    this.status = this.querySelector("[role=status]");
    this.go = this.querySelector("[data-go]");
    this.beside = this.querySelector(".causes__beside");
    this.causes = [...this.querySelectorAll("tr[data-key]")].map((row) => this.cause(row));
    for (const part of this.querySelectorAll(".causes__form, .causes__bar, [data-choose]")) part.hidden = false;
    this.form.addEventListener("input", () => this.filter());
    this.form.addEventListener("submit", (event) => event.preventDefault());
    this.form.addEventListener("reset", () => setTimeout(() => this.startAgain()));
    this.querySelector("table").addEventListener("change", ({ target }) => this.choose(target));
    this.go.addEventListener("click", () => this.heading().focus());
    this.querySelector("[data-print]").addEventListener("click", () => print());
    this.chosen = this.causes.filter(({ box }) => box.checked);
    this.filter(); // the browser may have put back what was chosen before
  }

  cause(row) {
    const card = this.querySelector(`section[data-key="${row.dataset.key}"]`);
    const read = card.cloneNode(true);
    for (const label of read.querySelectorAll("dt, b")) label.remove();
    const box = row.querySelector("input");
    return { row, card, box, name: card.querySelector("h4").textContent, words: plain(read.textContent) };
  }

  filter() {
    const words = plain(this.form.elements.words.value).split(/\s+/);
    const asked = [...this.form.querySelectorAll("[data-filter]")].map(({ value }) => value).filter(Boolean);
    for (const { row, card, words: said } of this.causes) {
      const fits = row.dataset.fits.split(" ");
      const shown = words.every((word) => said.includes(word)) && asked.every((each) => fits.includes(each));
      row.hidden = card.hidden = !shown;
    }
    const ordered = this.causes.toSorted(ORDERS[this.form.elements.order.value]);
    this.querySelector("table tbody").append(...ordered.map(({ row }) => row));
    this.querySelector("[data-cards]").append(...ordered.map(({ card }) => card));
    this.show();
  }

  startAgain() {
    for (const { box } of this.causes) box.checked = box.defaultChecked;
    this.chosen = this.causes.filter(({ box }) => box.checked);
    this.filter();
  }

  choose(box) {
    const cause = this.causes.find((each) => each.box === box);
    const full = box.checked && this.chosen.length >= this.dataset.most;
    if (full) box.checked = false;
    else this.chosen = box.checked ? [...this.chosen, cause] : this.chosen.filter((each) => each !== cause);
    this.show(full);
  }

  takeOut(cause) {
    cause.box.checked = false;
    this.choose(cause.box);
    if (!this.beside.hidden) this.heading().focus();
    else (cause.row.hidden ? this.form.elements.words : cause.box).focus();
  }

  heading() {
    return this.beside.querySelector("h3");
  }

  show(full = false) {
    const all = this.causes.length;
    const shown = this.causes.filter(({ row }) => !row.hidden).length;
    const chosen = this.chosen.length;
    const said = [full && this.say("full")];
    said.push(shown === all ? this.say("all", all) : this.say(shown ? "some" : "none", shown, all));
    said.push(chosen && this.say(chosen > 1 ? "chosen" : "one", chosen));
    this.toggleAttribute("data-filtered", shown < all);
    this.status.textContent = said.filter(Boolean).join(" ");
    this.status.classList.toggle("causes__full", full);
    this.go.hidden = this.beside.hidden = chosen < 2;
    this.setBeside();
    this.prepareToPrint();
  }

  say(name, ...counts) {
    return this.status.dataset[name].replaceAll("{}", () => counts.shift());
  }

  setBeside() {
    const table = this.beside.querySelector("table");
    const [button, nothing] = this.beside.querySelectorAll("template");
    table.dataset.count = this.chosen.length;
    for (const old of table.querySelectorAll("td, thead th + th")) old.remove();
    for (const cause of this.chosen) {
      const head = table.tHead.rows[0].appendChild(table.tHead.rows[0].cells[0].cloneNode());
      const out = button.content.firstElementChild.cloneNode(true);
      out.firstElementChild.textContent = ` ${cause.name}`;
      out.addEventListener("click", () => this.takeOut(cause));
      head.append(cause.name, out);
      for (const row of table.tBodies[0].rows) {
        const said = cause.card.querySelector(`[data-row="${row.dataset.row}"] dd`);
        const cell = row.insertCell();
        const who = document.createElement("b"); // on a narrow screen cells stand one above the other
        who.append(cause.name);
        cell.setAttribute("role", "cell");
        cell.append(who, ...(said?.cloneNode(true).childNodes ?? [nothing.content.cloneNode(true)]));
      }
    }
  }

  // On paper: of the page's sources those that what is printed names.
  prepareToPrint() {
    const printed = document.querySelectorAll(".causes__beside td a, #what-to-tell + ul a");
    const named = new Set([...printed].map(({ hash }) => hash.slice(1)));
    for (const [at, source] of document.querySelectorAll(".references li[id]").entries()) {
      source.value = at + 1; // keeps its number when those before it are hidden
      source.toggleAttribute("data-unnamed", !this.beside.hidden && !named.has(source.id));
    }
  }
}

customElements.define("cause-table", CauseTable);
