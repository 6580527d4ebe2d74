// A timeline (scene/timeline.py): mounts it, shows one state after another, steps and plays through time.
(function () {
  "use strict";
  const { node, HIDDEN, POSSIBLE, LATER } = RelosAtlas.timelineParts;
  const NEAREST = 20;

  function element(name, attributes, ...children) {
    const made = document.createElement(name);
    Object.entries(attributes || {}).forEach(([key, value]) => made.setAttribute(key, value));
    children.forEach((child) => made.append(child));
    return made;
  }

  // listeners: select(id), period(text), asOf(text), and while it plays marks(number of the map's mark by id).
  // A text is what the atlas's links write: "2018..2024-03".
  RelosAtlas.Timeline = class extends RelosAtlas.TimelineHands {
    constructor(host, table, listeners) {
      super();
      this.host = host;
      this.table = table;
      this.texts = table.texts;
      this.listeners = listeners;
      this.state = null;
      this.view = null;
      this.focused = null;
      this.played = null;
      this.order = table.items.map((_, i) => i).sort((a, b) => this.before(a, b));
      this.pen = document.createElement("canvas").getContext("2d");
      this.writers = {
        long: new Intl.DateTimeFormat(this.texts.locale, { timeZone: "UTC", day: "numeric", month: "long", year: "numeric" }),
        month: new Intl.DateTimeFormat(this.texts.locale, { timeZone: "UTC", month: "short", year: "numeric" }),
        day: new Intl.DateTimeFormat(this.texts.locale, { timeZone: "UTC", day: "numeric", month: "short" }),
      };
      this.player = new RelosAtlas.Player((day) => this.playDay(day), (isPlaying, day) => this.played_(isPlaying, day));
      this.build();
      this.listen();
      // Words measured before their font had come are measured anew.
      document.fonts.ready.then(() => {
        this.measured = null;
        this.later();
      });
    }

    // By the first day that a date can mean, the coarser date first: the order of the list.
    before(a, b) {
      const [one, other] = [this.table.items[a], this.table.items[b]];
      return one.days[0] - other.days[0] || other.days[1] - one.days[1] || a - b;
    }

    build() {
      const { texts } = this;
      this.buttons = {};
      const button = (name, act) => {
        const made = element("button", { type: "button", "aria-label": texts[name], title: texts[name], class: "atlas-tl-" + name });
        made.textContent = texts[name + "Face"];
        made.addEventListener("click", act);
        this.buttons[name] = made;
        return made;
      };
      const pace = element("select", { "aria-label": texts.pace, title: texts.pace });
      [1, 2, 4].forEach((n) => pace.append(element("option", { value: n }, texts.paceFace.replace("{n}", n))));
      pace.value = "2";
      pace.addEventListener("change", () => (this.player.pace = Number(pace.value)));
      this.said = element("span", { class: "atlas-tl-asof" });
      this.toolbar = element("div", { class: "atlas-tl-bar", role: "toolbar", "aria-label": texts.toolbar },
        button("previous", () => this.step(-1)), button("play", () => this.togglePlay()), button("next", () => this.step(1)),
        pace, this.said, button("today", () => this.listeners.asOf("")), element("span", { class: "atlas-tl-gap" }),
        button("whole", () => this.look(this.extent)), button("zoomRange", () => this.look(this.state.period || this.extent)),
        button("zoomOut", () => this.zoom(0.5)), button("zoomIn", () => this.zoom(2)), button("clearRange", () => this.listeners.period("")));
      this.svg = node("svg", { class: "atlas-tl-score", role: "group", "aria-label": this.texts.label });
      this.reading = element("p", { class: "atlas-tl-reading" });
      this.host.replaceChildren(this.toolbar, this.svg, this.reading);
    }

    // Show one state; a state that arrives ends the playing.
    show(state) {
      this.player.pause();
      this.played = null;
      // An open end of a range reaches to the timeline's own.
      const period = state.period && state.period.map((day, i) => (Number.isFinite(day) ? day : [this.table.first, this.table.last][i]));
      this.state = Object.assign({}, state, { period: period });
      this.codes = Uint8Array.from(atob(state.codes), (c) => c.charCodeAt(0));
      const days = [state.asOf, state.compareFrom, ...(period || []), ...state.notes.flatMap((n) => [n.first, n.last])];
      const known = days.filter((day) => day !== null);
      const [low, high] = [Math.min(this.table.first, ...known), Math.max(this.table.last, ...known)];
      const margin = Math.max(30, (high - low) * 0.008);
      this.extent = [low - margin, high + 1 + margin];
      if (!this.view) this.view = this.extent;
      if (state.selected !== null && state.selected !== this.followed) this.bringIntoView(state.selected);
      this.followed = state.selected;
      this.draw();
      this.host.setAttribute("data-revision", state.revision);
    }

    code(i) {
      const code = this.codes[i];
      if (this.played === null || code === HIDDEN) return code;
      const isLater = this.table.items[i].days[1] > this.played;
      return isLater ? LATER : code === LATER ? 2 : code;
    }

    isShown(i) {
      const code = this.code(i);
      return code !== HIDDEN && code !== LATER;
    }

    asOf() {
      return this.played === null ? this.state.asOf : this.played;
    }

    drawBar() {
      const { buttons, texts } = this;
      const isPlaying = this.player.isPlaying;
      buttons.play.textContent = isPlaying ? texts.pauseFace : texts.playFace;
      buttons.play.setAttribute("aria-label", isPlaying ? texts.pause : texts.play);
      buttons.play.title = isPlaying ? texts.pause : texts.play;
      const asOf = this.asOf();
      this.said.textContent = asOf === null ? texts.noAsOf : texts.asOfDay.replace("{date}", this.words(asOf));
      buttons.today.disabled = asOf === null;
      buttons.clearRange.disabled = !this.state.period;
      buttons.zoomRange.disabled = !this.state.period;
      if (!this.reading.textContent || this.read === undefined) this.readOut(null);
    }

    // The line under the score tells what is pointed at or focused.
    readOut(i) {
      this.read = i;
      const row = i === null ? this.state.selected : i;
      this.reading.textContent = row === null ? this.texts.hint : this.described(row);
    }

    // Days on which something begins, among what the filters show at any time, in order.
    beats() {
      const days = this.order.filter((i) => this.codes[i] !== HIDDEN).map((i) => this.table.items[i].days[1]);
      return [...new Set(days)].sort((a, b) => a - b);
    }

    // One event on or back: the as-of date becomes that event's own, as exact as it is known.
    step(way) {
      this.player.pause();
      const beats = this.beats();
      const asOf = this.state.asOf;
      const next = way > 0
        ? beats.find((day) => asOf !== null && day > asOf)
        : beats.slice().reverse().find((day) => asOf === null || day < asOf);
      if (next === undefined) {
        if (way > 0) this.listeners.asOf("");
        return;
      }
      this.sendBeat(next);
    }

    sendBeat(day) {
      const i = this.order.find((row) => this.codes[row] !== HIDDEN && this.table.items[row].days[1] === day);
      this.state = Object.assign({}, this.state, { asOf: day });
      this.listeners.asOf(this.table.items[i].date);
      this.reveal(day);
      this.draw();
      this.readOut(i);
    }

    togglePlay() {
      if (this.player.isPlaying) this.player.pause();
      else this.player.play(this.beats(), this.state.asOf);
    }

    playDay(day) {
      this.played = day;
      this.reveal(day);
      this.draw();
      this.listeners.marks(new Map(this.table.items.map((item, i) => [item.id, this.markOf(item, i)])));
      const begun = this.order.filter((i) => this.codes[i] !== HIDDEN && this.table.items[i].days[1] === day);
      this.reading.textContent = begun.map((i) => this.described(i)).join(" · ");
    }

    // The number of an event's mark on the map; 0 where it is not shown.
    markOf(item, i) {
      if (!this.isShown(i)) return 0;
      return this.table.marks[this.code(i) === POSSIBLE ? "possible" : item.confidence];
    }

    played_(isPlaying, day) {
      this.drawBar();
      this.host.classList.toggle("is-playing", isPlaying);
      if (!isPlaying && day !== null) this.sendBeat(day);
    }

    reveal(day) {
      if (day >= this.view[0] && day <= this.view[1]) return;
      const half = (this.view[1] - this.view[0]) / 2;
      this.setView([day - half, day + half]);
    }

    bringIntoView(i) {
      const [s1, , , e2] = this.table.items[i].days;
      if (e2 >= this.view[0] && s1 <= this.view[1]) return;
      const half = (this.view[1] - this.view[0]) / 2;
      this.setView([(s1 + e2) / 2 - half, (s1 + e2) / 2 + half]);
    }

    zoom(factor, around) {
      const focus = this.table.items[this.state.selected === null ? this.focused : this.state.selected];
      const [a, b] = this.view;
      const seen = focus && focus.days[3] >= a && focus.days[0] <= b ? focus.days[0] : null;
      const at = around !== undefined ? around : seen !== null ? seen : this.asOf() !== null && this.asOf() >= a && this.asOf() <= b ? this.asOf() : (a + b) / 2;
      this.look([at - (at - a) / factor, at + (b - at) / factor]);
    }

    look(view) {
      const wide = Math.max(view[1] - view[0], NEAREST);
      const middle = (view[0] + view[1]) / 2;
      this.setView([middle - wide / 2, middle + wide / 2]);
      this.draw();
    }

    // The view stays within the whole extent.
    setView([from, to]) {
      const [low, high] = this.extent;
      const wide = Math.min(to - from, high - low);
      const start = Math.min(Math.max(from, low), high - wide);
      this.view = [start, start + wide];
    }

    later() {
      if (this.frame) return;
      this.frame = requestAnimationFrame(() => {
        this.frame = null;
        this.draw();
      });
    }

    remove() {
      this.player.remove();
      if (this.frame) cancelAnimationFrame(this.frame);
      this.host.replaceChildren();
    }
  };
})();
