// The clock bar: the simulator's date and time, buttons that move it on, and playing from mark to mark.
import { get, post } from "./api.js";
import { button, el } from "./dom.js";
import { clockTime, fullDate, nearTime } from "./format.js";

const HOUR = 3600;
const PLAY_PAUSE = 2000; // milliseconds between two moves: long enough to see what the bot says
const LOOKS_AGAIN = 250;
const PATIENCE = 24; // looks before playing goes on although nobody has set the marks anew since the last move
const PLAYED_KINDS = ["reminder", "opening"]; // the first kind that has a mark is where playing goes next

export class ClockBar {
  constructor(node) {
    this.ahead = 0; // seconds before this machine's clock
    this.marks = [];
    this.current = true; // the marks are those of the clock's last move
    this.jumps = new Map();
    this.draw(node);
    setInterval(() => this.tick(), 1000);
    document.addEventListener("visibilitychange", () => document.hidden && this.stop());
  }

  draw(node) {
    this.date = el("span", { id: "clock-date" });
    this.time = el("strong", { id: "clock-time" });
    this.shown = el("time", {}, this.date, " ", this.time);
    this.problem = el("p", { class: "problem", role: "alert" });
    this.list = el("div", { class: "jumps", role: "group", "aria-label": "Majukan jam" });
    this.player = button("Putar", () => (this.playing ? this.stop() : this.play()), { class: "play", "aria-pressed": "false", title: "Maju sendiri ke pengingat demi pengingat" });
    node.querySelector(".clock-face").prepend(this.shown);
    node.append(this.list, this.problem, this.player);
  }

  now() {
    return Date.now() / 1000 + this.ahead;
  }

  /** Ask the simulator for its clock and its marks; calls that come meanwhile are answered by one more round. */
  async load() {
    if (this.loading) {
      this.again = true;
      return;
    }
    this.loading = true;
    const asked = Date.now() / 1000;
    try {
      const [clock, found] = await Promise.all([get("/sim/clock"), get("/sim/clock/marks")]);
      this.show(clock, (asked + Date.now() / 1000) / 2);
      this.marks = found.marks;
      this.current = found.current;
      this.tick();
    } catch (error) {
      this.problem.textContent = error.message;
    }
    this.loading = false;
    if (this.again) {
      this.again = false;
      this.load();
    }
  }

  show(clock, at) {
    this.ahead = clock.now - at;
    this.time.classList.toggle("moved", Math.abs(clock.offset_seconds) >= 1);
    this.problem.textContent = "";
  }

  tick() {
    const now = this.now();
    this.date.textContent = fullDate(now);
    this.time.textContent = clockTime(now);
    this.shown.dateTime = new Date(now * 1000).toISOString();
    const wanted = [{ label: "+1 jam", by: HOUR, at: now + HOUR }, ...this.marks.filter((mark) => mark.at > now)];
    for (const [label, jump] of this.jumps) {
      if (wanted.some((mark) => mark.label === label)) continue;
      jump.node.remove();
      this.jumps.delete(label);
    }
    wanted.forEach((mark, place) => this.place(mark, place, now));
    this.player.disabled = !this.playing && !this.next();
  }

  /** Show a mark's button; one that is there already stays the same element, so that a press on it is not lost. */
  place(mark, place, now) {
    let jump = this.jumps.get(mark.label);
    if (!jump) {
      jump = { aim: el("span", { class: "aim" }) };
      jump.node = button([el("span", {}, mark.label), jump.aim], () => this.move(jump.mark.by ? { by: jump.mark.by } : { to: jump.mark.at }));
      this.jumps.set(mark.label, jump);
    }
    jump.mark = mark;
    jump.aim.textContent = nearTime(mark.at, now);
    jump.node.title = `${fullDate(mark.at)} pukul ${clockTime(mark.at)}`;
    if (this.list.children[place] !== jump.node) this.list.insertBefore(jump.node, this.list.children[place] ?? null);
  }

  /** Move the clock on; one move at a time, and never back. Tell whether it was moved. */
  async move(where) {
    if (this.moving || (where.to ?? Infinity) <= this.now()) return false;
    this.moving = true;
    try {
      this.show(await post("/sim/clock", where), Date.now() / 1000);
      this.current = false;
      this.tick();
      return true;
    } catch (error) {
      this.problem.textContent = error.message;
      return false;
    } finally {
      this.moving = false;
    }
  }

  /** The mark to which playing goes next. */
  next() {
    const now = this.now();
    for (const kind of PLAYED_KINDS) {
      const coming = this.marks.filter((mark) => mark.kind === kind && mark.at > now);
      if (coming.length) return coming.reduce((first, mark) => (mark.at < first.at ? mark : first));
    }
    return null;
  }

  play() {
    this.playing = true;
    this.drawPlayer();
    this.step(PATIENCE);
  }

  stop() {
    clearTimeout(this.timer);
    this.playing = false;
    this.drawPlayer();
  }

  drawPlayer() {
    this.player.textContent = this.playing ? "Berhenti" : "Putar";
    this.player.setAttribute("aria-pressed", String(this.playing));
    this.tick();
  }

  /** Go to the next mark, and on from there after a pause; stops where there is none or the simulator refuses. */
  async step(patience) {
    if (this.moving || (!this.current && patience > 0)) {
      this.timer = setTimeout(() => this.step(patience - 1), LOOKS_AGAIN);
      return;
    }
    const mark = this.next();
    const moved = mark !== null && (await this.move({ to: mark.at }));
    if (!this.playing) return;
    if (moved) this.timer = setTimeout(() => this.step(PATIENCE), PLAY_PAUSE);
    else this.stop();
  }
}
