// A stop-watch beside a box for seconds: one press starts, the next stops and puts the time in as if it were typed.

const calm = matchMedia("(prefers-reduced-motion: reduce)");
let running; // one at a time

class StopWatch extends HTMLElement {
  connectedCallback() {
    this.box = this.parentElement.querySelector("input");
    this.spans = this.querySelectorAll("span"); // what the button does, the seconds, and what is heard
    this.most = Number(this.dataset.end) || Infinity;
    this.onclick = () => (running === this ? this.stop() : this.start());
    this.onkeydown = ({ repeat }) => !repeat; // a key held down is one press
    this.box.addEventListener("input", () => this.end()); // another answer
    this.box.form.addEventListener("reset", () => this.end());
  }

  disconnectedCallback() {
    this.end();
  }

  start() {
    running?.stop();
    running = this;
    this.began = performance.now();
    this.step = calm.matches ? 1000 : 100; // milliseconds
    this.timer = setInterval(() => this.count(), this.step);
    this.show("Stop", "", "Timing started");
    this.count();
  }

  seconds(step) {
    return Math.min(Math.floor((performance.now() - this.began) / step) / (1000 / step), this.most);
  }

  count() {
    if (this.seconds(10) === this.most) return this.stop();
    this.spans[1].textContent = `${this.seconds(this.step).toFixed(this.step < 1000 ? 1 : 0)} s`;
  }

  stop() {
    const time = this.seconds(10);
    this.box.value = time;
    this.box.dispatchEvent(new Event("input", { bubbles: true })); // ends it
    this.show("Time it", "", `${time} seconds`);
  }

  end() {
    if (running === this) running = undefined;
    clearInterval(this.timer);
    this.show("Time it", "", "");
  }

  show(...words) {
    for (const [at, span] of this.spans.entries()) span.textContent = words[at];
  }
}

customElements.define("stop-watch", StopWatch);
