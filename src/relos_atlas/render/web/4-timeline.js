// Draws a timeline as SVG: lanes of events, the pact's steps above, an axis with the range and the as-of day.
// Days are whole numbers from 1970-01-01 (before it negative), all in UTC; a date is never a local time.
(function () {
  "use strict";
  window.RelosAtlas = window.RelosAtlas || { maps: {}, tables: {} };
  const SVG = "http://www.w3.org/2000/svg";
  const DAY_MS = 86400000;
  const YEAR = 365.2425;
  const [HIDDEN, POSSIBLE, , LATER] = [0, 1, 2, 3];
  const AXIS = 36;
  const ROWS_IN_BAND = 4;
  const ROW = 13;
  const BAND = ROWS_IN_BAND * ROW + 20;
  const RIGHT = 14;
  const NARROW = 620;
  const NEAREST = 20;
  const FIRM = { high: "is-high", medium: "is-medium", low: "is-low" };
  const LONGEST = 46;

  const parts = (day) => {
    const date = new Date(day * DAY_MS);
    return [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()];
  };
  const dayOf = (year, month, date) => {
    const at = new Date(0);
    at.setUTCFullYear(year, month, date);
    return Math.round(at.getTime() / DAY_MS);
  };
  const iso = (day) => {
    const [y, m, d] = parts(day);
    return String(y).padStart(4, "0") + "-" + String(m + 1).padStart(2, "0") + "-" + String(d).padStart(2, "0");
  };

  function node(name, attributes, ...children) {
    const made = document.createElementNS(SVG, name);
    Object.entries(attributes || {}).forEach(([key, value]) => value !== null && made.setAttribute(key, value));
    children.forEach((child) => made.append(child));
    return made;
  }

  function element(name, attributes, ...children) {
    const made = document.createElement(name);
    Object.entries(attributes || {}).forEach(([key, value]) => made.setAttribute(key, value));
    children.forEach((child) => made.append(child));
    return made;
  }

  // listeners: select(id), period(text), asOf(text), and while it plays marks(number of the map's mark by id).
  // A text is what the atlas's links write: "2018..2024-03".
  RelosAtlas.Timeline = class {
    constructor(host, table, listeners) {
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
      this.state = state;
      this.codes = Uint8Array.from(atob(state.codes), (c) => c.charCodeAt(0));
      const days = [state.asOf, state.compareFrom, ...(state.period || []), ...state.notes.flatMap((n) => [n.first, n.last])];
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

    x(day) {
      return this.left + ((day - this.view[0]) / (this.view[1] - this.view[0])) * this.span;
    }

    dayAt(px) {
      return this.view[0] + ((px - this.left) / this.span) * (this.view[1] - this.view[0]);
    }

    get density() {
      return this.span / (this.view[1] - this.view[0]);
    }

    get unit() {
      return this.density >= 1.2 ? "day" : this.density >= 0.03 ? "month" : "year";
    }

    words(day) {
      return this.writers.long.format(new Date(day * DAY_MS));
    }

    // First and last day of the unit that a day lies in, `by` units on.
    unitAround(day, by) {
      const [y, m, d] = parts(Math.floor(day));
      if (this.unit === "day") return [dayOf(y, m, d + by), dayOf(y, m, d + by)];
      if (this.unit === "month") return [dayOf(y, m + by, 1), dayOf(y, m + by + 1, 0)];
      return [dayOf(y + by, 0, 1), dayOf(y + by, 11, 31)];
    }

    draw() {
      if (!this.state) return;
      const width = Math.max(this.host.clientWidth, 240);
      this.isNarrow = width < NARROW;
      this.left = this.isNarrow ? 8 : 104;
      this.span = width - this.left - RIGHT;
      this.noteLane = this.state.notes.length ? 1 : 0;
      // Where there is no room beside the lanes their names stand above them, inside.
      this.lane = this.isNarrow ? 28 : 19;
      this.foot = BAND + (this.table.lanes.length + this.noteLane) * this.lane;
      const height = this.foot + AXIS;
      const focus = document.activeElement && this.svg.contains(document.activeElement) ? document.activeElement.id : null;
      this.svg.setAttribute("viewBox", "0 0 " + width + " " + height);
      this.svg.style.height = height + "px";
      this.svg.replaceChildren(
        this.defs(), this.drawGround(width), this.drawAxis(), this.drawShades(), this.drawNotes(), this.drawItems(), this.drawMarks()
      );
      this.layLabels();
      if (focus) {
        const again = this.svg.querySelector("#" + CSS.escape(focus));
        if (again) again.focus({ preventScroll: true });
      }
      this.drawBar();
      this.svg.setAttribute("data-view", iso(Math.floor(this.view[0])) + ".." + iso(Math.floor(this.view[1])));
    }

    defs() {
      const hatch = node("pattern", { id: "atlas-tl-hatch", width: 4, height: 4, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" },
        node("rect", { width: 1.6, height: 4, class: "atlas-tl-hatch" }));
      const clip = node("clipPath", { id: "atlas-tl-clip" },
        node("rect", { x: this.left - 6, y: 0, width: this.span + 12, height: this.foot + AXIS }));
      return node("defs", {}, hatch, clip);
    }

    // The height at which the marks of a lane stand.
    middle(i) {
      return BAND + i * this.lane + (this.isNarrow ? 20 : this.lane / 2);
    }

    drawGround(width) {
      const ground = node("g", { "aria-hidden": "true" });
      ground.append(node("rect", { x: 0, y: 0, width: width, height: BAND, class: "atlas-tl-band" }));
      const named = (text, y) => ground.append(node("text", { x: this.isNarrow ? this.left : this.left - 10, y: y, class: "atlas-tl-lane" + (this.isNarrow ? " is-inside" : ""), "text-anchor": this.isNarrow ? "start" : "end" }, text));
      named(this.table.band, this.isNarrow ? 11 : BAND - 6);
      this.table.lanes.forEach((lane, i) => {
        const y = this.middle(i);
        ground.append(node("line", { x1: this.left - 6, x2: this.left + this.span + 6, y1: y, y2: y, class: "atlas-tl-line" }));
        named(lane.label, this.isNarrow ? y - 9 : y + 4);
      });
      const last = this.middle(this.table.lanes.length);
      if (this.noteLane) named(this.texts.notes, this.isNarrow ? last - 9 : last + 4);
      return ground;
    }

    drawAxis() {
      const axis = node("g", { "aria-hidden": "true", "clip-path": "url(#atlas-tl-clip)" });
      axis.append(node("rect", { x: this.left, y: this.foot, width: this.span, height: AXIS, class: "atlas-tl-axis" }));
      this.ticks().forEach(([day, text, isStrong]) => {
        const x = this.x(day);
        if (x < this.left - 1 || x > this.left + this.span + 1) return;
        axis.append(node("line", { x1: x, x2: x, y1: 0, y2: this.foot + 5, class: isStrong ? "atlas-tl-tick is-strong" : "atlas-tl-tick" }));
        axis.append(node("text", { x: x + 3, y: this.foot + 14, class: "atlas-tl-year" }, text));
      });
      return axis;
    }

    // [day, text, whether a new year or month begins] of each line of the axis.
    ticks() {
      const [from, to] = this.view.map((day) => parts(Math.floor(day)));
      const wide = 58 / this.density;
      const found = [];
      const years = [1, 2, 5, 10, 20, 50, 100].find((n) => n * YEAR >= wide) || 100;
      const months = [1, 3, 6].find((n) => n * 30.4 >= wide * 1.1);
      const days = [1, 5, 10].find((n) => n >= wide * 0.9);
      if (days) {
        for (let y = from[0]; y <= to[0]; y += 1) {
          for (let m = 0; m < 12; m += 1) {
            for (let d = 1; d <= parts(dayOf(y, m + 1, 0))[2]; d += days) {
              if (d > 1 && parts(dayOf(y, m + 1, 0))[2] - d < days - 1) continue;
              const day = dayOf(y, m, d);
              const writer = d === 1 ? this.writers.month : this.writers.day;
              if (day >= this.view[0] - 40 && day <= this.view[1]) found.push([day, writer.format(new Date(day * DAY_MS)), d === 1]);
            }
          }
        }
      } else if (months) {
        for (let y = from[0]; y <= to[0]; y += 1) {
          for (let m = 0; m < 12; m += months) {
            const day = dayOf(y, m, 1);
            found.push([day, m ? this.writers.month.format(new Date(day * DAY_MS)) : String(y), !m]);
          }
        }
      } else {
        for (let y = Math.ceil(from[0] / years) * years; y <= to[0]; y += years) found.push([dayOf(y, 0, 1), String(y), y % 10 === 0]);
      }
      return found;
    }

    drawShades() {
      const shades = node("g", { "aria-hidden": "true", "clip-path": "url(#atlas-tl-clip)" });
      const [low, high] = [this.left - 6, this.left + this.span + 6];
      const shade = (from, to, name) => {
        const [a, b] = [Math.max(low, from), Math.min(high, to)];
        if (b > a) shades.append(node("rect", { x: a, y: 0, width: b - a, height: this.foot, class: name }));
      };
      const period = this.brush || this.state.period;
      if (period) {
        shade(low, this.x(period[0]), "atlas-tl-outside");
        shade(this.x(period[1] + 1), high, "atlas-tl-outside");
        const [a, b] = [Math.max(low, this.x(period[0])), Math.min(high, this.x(period[1] + 1))];
        if (b > a) shades.append(node("rect", { x: a, y: this.foot + 19, width: b - a, height: 10, class: "atlas-tl-range" }));
      }
      const asOf = this.moved === undefined || this.moved === null ? this.asOf() : this.moved;
      if (asOf !== null) shade(this.x(asOf + 1), high, "atlas-tl-later");
      const line = (day, name) => shades.append(node("line", { x1: this.x(day), x2: this.x(day), y1: 0, y2: this.foot + 4, class: name }));
      if (asOf !== null) line(asOf + 1, "atlas-tl-now");
      if (this.state.compareFrom !== null) line(this.state.compareFrom + 1, "atlas-tl-then");
      return shades;
    }

    drawNotes() {
      const notes = node("g", { "clip-path": "url(#atlas-tl-clip)" });
      const y = this.middle(this.table.lanes.length);
      const spots = this.state.notes.map((note) => {
        const a = this.x(note.first);
        return { text: this.texts.note.replace("{text}", cut(note.text)), from: a, to: Math.max(this.x(note.last + 1), a + 5) };
      });
      const taken = spots.map(({ from, to }) => [from, y - 5, to, y + 5]);
      spots.forEach(({ text, from, to }) => {
        notes.append(node("rect", { x: from, y: y - 4, width: to - from, height: 8, class: "atlas-tl-note" }));
        const found = this.beside(from, to, y, this.width(text, 11), taken);
        if (found) notes.append(node("text", { x: found[0], y: y + 4, "text-anchor": found[1], class: "atlas-tl-label is-note" }, text));
      });
      return notes;
    }

    // Where a title of this width fits beside a mark, [x, anchor]; its box is then taken. Nothing if it fits nowhere.
    beside(from, to, y, width, taken) {
      for (const [x, anchor] of [[to + 4, "start"], [from - 4, "end"]]) {
        const box = anchor === "start" ? [x, y - 6, x + width, y + 6] : [x - width, y - 6, x, y + 6];
        if (box[0] < this.left || box[2] > this.left + this.span + 6 || !isFree(taken, box)) continue;
        taken.push(box);
        return [x, anchor];
      }
      return null;
    }

    drawItems() {
      const list = node("g", { role: "listbox", "aria-label": this.texts.list, "clip-path": "url(#atlas-tl-clip)" });
      this.boxes = [];
      const first = this.tabStop();
      // Drawn from the faint to the firm, so that what is shown is never covered; focus follows time all the same.
      const faint = this.order.filter((i) => !this.isShown(i) && this.code(i) !== HIDDEN);
      faint.forEach((i) => list.append(this.drawItem(i, false, false)));
      this.order.filter((i) => this.isShown(i)).forEach((i) => list.append(this.drawItem(i, true, i === first)));
      if (!list.childNodes.length) list.setAttribute("role", "presentation");
      return list;
    }

    // Which item Tab comes to: the one last focused, else the selected, else the first shown in view.
    tabStop() {
      const shown = this.order.filter((i) => this.isShown(i));
      if (shown.includes(this.focused)) return this.focused;
      if (shown.includes(this.state.selected)) return this.state.selected;
      const inView = shown.filter((i) => this.table.items[i].days[3] >= this.view[0] && this.table.items[i].days[0] <= this.view[1]);
      return inView.length ? inView[0] : shown[0];
    }

    drawItem(i, isShown, isStop) {
      const item = this.table.items[i];
      const lane = this.table.lanes[item.lane];
      const y = this.middle(item.lane);
      const isSelected = i === this.state.selected;
      const names = ["atlas-tl-item", FIRM[item.confidence]];
      if (!isShown) names.push("is-faint");
      if (this.code(i) === POSSIBLE) names.push("is-possible");
      if (isSelected) names.push("is-selected");
      const made = node("g", isShown
        ? { class: names.join(" "), id: "tl-" + item.id, role: "option", tabindex: isStop ? 0 : -1, "aria-selected": String(isSelected), "aria-label": this.described(i), "data-row": i }
        : { class: names.join(" "), "data-row": i, "aria-hidden": "true" });
      made.append(...this.shape(item, lane, y, isSelected));
      if (item.isStep) made.append(...this.shape(item, lane, BAND - 10, isSelected));
      if (isShown) this.boxes.push({ i: i, item: item, y: y, from: this.reach[0], to: this.reach[1] });
      return made;
    }

    described(i) {
      const item = this.table.items[i];
      const may = this.code(i) === POSSIBLE ? "; " + this.texts.possible : "";
      return item.when + ": " + item.title + " (" + this.table.lanes[item.lane].kind + ", " + this.texts.confidence[item.confidence] + may + ")";
    }

    // A day is a mark; a span a bar between its days; a lone month or year a hatched band as wide as what is known.
    shape(item, lane, y, isSelected) {
      const [s1, s2, e1, e2] = item.days;
      const [a, b] = [this.x(s1), this.x(e2 + 1)];
      const r = 5.2;
      let drawn;
      if (s1 === e2) {
        const x = (a + b) / 2;
        this.reach = [x - r - 1, x + r + 1];
        drawn = [node("path", { d: RelosAtlas.shapePath(lane.shape, x, y, r), class: "atlas-tl-shape" })];
      } else {
        const wide = Math.max(b - a, item.isSpan ? 5 : 7);
        const from = (a + b - wide) / 2;
        this.reach = [from, from + wide];
        drawn = [node("rect", { x: from, y: y - 4.5, width: wide, height: 9, rx: item.isSpan ? 1 : 4, class: item.isSpan && s1 === s2 && e1 === e2 ? "atlas-tl-shape" : "atlas-tl-shape is-coarse" })];
        if (!item.isSpan || s1 !== s2 || e1 !== e2) drawn.push(node("rect", { x: from, y: y - 4.5, width: wide, height: 9, rx: 4, class: "atlas-tl-coarse" }));
        if (item.isSpan && (s1 !== s2 || e1 !== e2) && s2 < e1) drawn.push(node("rect", { x: this.x(s2), y: y - 4.5, width: Math.max(this.x(e1 + 1) - this.x(s2), 2), height: 9, class: "atlas-tl-shape" }));
      }
      // What a finger or a pointer can hit is wider than what is drawn.
      const [p, q] = this.reach;
      drawn.push(node("rect", { x: p - 3, y: y - 9.5, width: q - p + 6, height: 19, class: "atlas-tl-hit" }));
      if (isSelected) drawn.unshift(node("rect", { x: p - 3, y: y - 8, width: q - p + 6, height: 16, rx: 3, class: "atlas-tl-ring" }));
      return drawn;
    }

    // Titles where there is room: never over a mark or another title; the selected first, then the firmest.
    layLabels() {
      const labels = node("g", { "aria-hidden": "true", "clip-path": "url(#atlas-tl-clip)", class: "atlas-tl-labels" });
      const taken = this.boxes.map((box) => [box.from, box.y - 6, box.to, box.y + 6]);
      const rank = ({ i, item }) => (i === this.state.selected ? 0 : item.confidence === "high" ? 1 : 2);
      const wanted = this.boxes.slice().sort((a, b) => rank(a) - rank(b) || b.item.days[0] - a.item.days[0]);
      this.layBand(labels, wanted.filter(({ item }) => item.isStep));
      wanted.filter(({ from, to }) => to > this.left && from < this.left + this.span).forEach(({ i, item, y, from, to }) => {
        const text = cut(item.title);
        const found = this.beside(from, to, y, this.width(text, 11, this.weight(i)), taken);
        if (!found) return;
        labels.append(node("text", { x: found[0], y: y + 4, "text-anchor": found[1], class: "atlas-tl-label" + (i === this.state.selected ? " is-selected" : "") }, text));
      });
      this.svg.append(labels);
    }

    // Steps of the pact, each with its title on a row of its own: from the left each stands a row higher, so that
    // no leader crosses a title. Where not all fit, the weightier stay.
    layBand(labels, steps) {
      const seen = steps
        .map(({ i, item, from, to }) => ({ i: i, item: item, x: (from + to) / 2, text: cut(item.title) }))
        .filter(({ x }) => x >= this.left && x <= this.left + this.span)
        .map((step) => Object.assign(step, { w: this.width(step.text, 11, this.weight(step.i)), rank: this.rankOf(step) }));
      let chosen = [];
      seen.sort((a, b) => a.rank - b.rank || b.item.days[0] - a.item.days[0]).forEach((step) => {
        if (chosen.some((other) => Math.abs(other.x - step.x) < 4)) return;
        const tried = this.stack([...chosen, step]);
        if (tried) chosen = tried;
      });
      chosen.forEach(({ i, x, at, anchor, y, text }) => {
        labels.append(node("line", { x1: x, x2: x, y1: y + 2, y2: BAND - 16, class: "atlas-tl-leader" }));
        labels.append(node("text", { x: at, y: y, "text-anchor": anchor, class: "atlas-tl-label" + (i === this.state.selected ? " is-selected" : "") }, text));
      });
    }

    weight(i) {
      return i === this.state.selected ? 700 : 400;
    }

    rankOf({ i, item }) {
      if (i === this.state.selected) return 0;
      const kind = this.table.lanes[item.lane].slug;
      const firm = item.confidence === "high" ? 0 : 4;
      return firm + (kind === "agreement" ? 1 : kind === "ratification" ? 2 : 3);
    }

    // The rows of these titles, or nothing if they do not all fit. Titles that lead to the left never stand in the
    // way of a later step, titles that lead to the right never in that of an earlier one: one of both is tried.
    stack(steps) {
      const inOrder = steps.slice().sort((a, b) => a.x - b.x);
      return this.stackTo(inOrder, ["end", "start"]) || this.stackTo(inOrder.slice().reverse(), ["start", "end"]);
    }

    stackTo(steps, anchors) {
      // In the narrow frame the band's name stands in its corner; the pin of the as-of day hangs at the top.
      const pin = this.pinAt();
      const taken = [[pin - 9, 0, pin + 9, 18]];
      if (this.isNarrow) taken.push([0, 0, this.left + this.width(this.table.band, 10) + 8, ROW]);
      const placed = [];
      for (const step of steps) {
        const found = this.spot(step, taken, anchors);
        if (!found) return null;
        taken.push(found.box, found.leader);
        placed.push(Object.assign({}, step, found));
      }
      return placed;
    }

    spot({ x, w }, taken, anchors) {
      for (let row = ROWS_IN_BAND - 1; row >= 0; row -= 1) {
        const y = row * ROW + ROW;
        const leader = [x - 1, y + 3, x + 1, BAND - 16];
        for (const anchor of anchors) {
          const at = anchor === "start" ? x + 3 : x - 3;
          const [from, to] = anchor === "start" ? [at, at + w] : [at - w, at];
          const box = [from - 3, y - 9, to + 3, y + 3];
          const isInside = from >= this.left - 4 && to <= this.left + this.span + 8;
          if (isInside && isFree(taken, box) && isFree(taken, leader)) return { y: y, at: at, anchor: anchor, box: box, leader: leader };
        }
      }
      return null;
    }

    width(text, size, weight = 400) {
      this.pen.font = weight + " " + size + "px " + getComputedStyle(this.host).fontFamily;
      return this.pen.measureText(text).width;
    }

    pinAt() {
      const asOf = this.moved === undefined || this.moved === null ? this.asOf() : this.moved;
      const x = this.x(asOf === null ? this.extent[1] : asOf + 1);
      return Math.min(Math.max(x, this.left - 2), this.left + this.span + 2);
    }

    // The handles: both ends of the range and the as-of day, each a slider.
    drawMarks() {
      const marks = node("g", {});
      const [low, high] = this.extent.map(Math.floor);
      const period = this.brush || this.state.period || [low, high];
      const asOf = this.moved === undefined || this.moved === null ? this.asOf() : this.moved;
      const slider = (name, day, edge, path, said) => {
        const y = name === "asOf" ? 9 : this.foot + 24;
        const x = Math.min(Math.max(this.x(edge), this.left - 2), this.left + this.span + 2);
        marks.append(node("g", {
          class: "atlas-tl-handle is-" + name, id: "tl-handle-" + name, role: "slider", tabindex: 0, "aria-label": this.texts[name],
          "aria-valuemin": low, "aria-valuemax": high, "aria-valuenow": Math.min(Math.max(day, low), high), "aria-valuetext": said, "data-handle": name,
        }, node("rect", { x: x - 12, y: y - 9, width: 24, height: 24, class: "atlas-tl-hit" }), node("path", { d: path(x, y) })));
      };
      const start = (x, y) => "M" + x + " " + (y - 7) + "h-4v14h4";
      const end = (x, y) => "M" + x + " " + (y - 7) + "h4v14h-4";
      const pin = (x, y) => "M" + (x - 6) + " " + (y - 8) + "h12v8l-6 7l-6 -7Z";
      slider("from", period[0], period[0], start, this.state.period || this.brush ? this.words(period[0]) : this.texts.open);
      slider("to", period[1], period[1] + 1, end, this.state.period || this.brush ? this.words(period[1]) : this.texts.open);
      slider("asOf", asOf === null ? high : asOf, asOf === null ? high : asOf + 1, pin, asOf === null ? this.texts.noAsOf : this.words(asOf));
      return marks;
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

    listen() {
      const { svg } = this;
      svg.addEventListener("pointerdown", (event) => this.grab(event));
      svg.addEventListener("pointermove", (event) => this.drag(event));
      svg.addEventListener("pointerup", (event) => this.drop(event));
      svg.addEventListener("pointercancel", () => this.letGo());
      svg.addEventListener("wheel", (event) => {
        // A page scrolls with the wheel; only with Control or Command does it zoom.
        if (!event.ctrlKey && !event.metaKey) return;
        event.preventDefault();
        this.zoom(event.deltaY < 0 ? 1.3 : 1 / 1.3, this.dayAt(this.local(event)[0]));
      }, { passive: false });
      svg.addEventListener("keydown", (event) => this.key(event));
      svg.addEventListener("focusin", (event) => {
        const row = event.target.getAttribute("data-row");
        if (row === null) return;
        this.focused = Number(row);
        this.readOut(this.focused);
      });
      svg.addEventListener("focusout", () => this.readOut(null));
      svg.addEventListener("pointerover", (event) => {
        const item = event.target.closest("[data-row]");
        this.readOut(item ? Number(item.getAttribute("data-row")) : null);
      });
    }

    local(event) {
      const box = this.svg.getBoundingClientRect();
      return [event.clientX - box.left, event.clientY - box.top];
    }

    grab(event) {
      if (event.button) return;
      const [x, y] = this.local(event);
      const handle = event.target.closest("[data-handle]");
      const item = event.target.closest("[data-row]");
      this.held = { x: x, view: this.view.slice(), item: item && Number(item.getAttribute("data-row")), kind: handle ? handle.getAttribute("data-handle") : y > this.foot ? "brush" : "pan", isMoved: false };
      if (handle) handle.focus({ preventScroll: true });
    }

    drag(event) {
      const { held } = this;
      if (!held) return;
      const [x] = this.local(event);
      if (!held.isMoved && Math.abs(x - held.x) < 4) return;
      if (!held.isMoved) this.svg.setPointerCapture(event.pointerId);
      held.isMoved = true;
      const day = Math.min(Math.max(this.dayAt(x), this.extent[0]), this.extent[1]);
      if (held.kind === "pan") {
        const shift = ((held.x - x) / this.span) * (held.view[1] - held.view[0]);
        this.setView([held.view[0] + shift, held.view[1] + shift]);
      } else if (held.kind === "asOf") this.moved = this.unitAround(day, 0)[1];
      else this.brush = this.brushed(held, day);
      this.later();
    }

    brushed(held, day) {
      const [low, high] = this.extent.map(Math.floor);
      const period = this.state.period || [low, high];
      const other = held.kind === "from" ? period[1] : held.kind === "to" ? period[0] : this.dayAt(held.x);
      const [a, b] = [Math.min(day, other), Math.max(day, other)];
      const isExact = held.kind !== "brush";
      return [isExact && a === other ? a : this.unitAround(a, 0)[0], isExact && b === other ? b : this.unitAround(b, 0)[1]];
    }

    drop(event) {
      const { held } = this;
      this.held = null;
      if (!held) return;
      if (!held.isMoved) {
        if (held.item !== null && this.isShown(held.item)) this.choose(held.item);
        return;
      }
      if (this.svg.hasPointerCapture(event.pointerId)) this.svg.releasePointerCapture(event.pointerId);
      if (held.kind === "asOf") this.sendAsOf(this.moved);
      else if (held.kind !== "pan") this.sendPeriod(this.brush);
      this.brush = null;
      this.moved = null;
    }

    letGo() {
      this.held = this.brush = this.moved = null;
      this.draw();
    }

    sendPeriod([from, to]) {
      const [low, high] = this.extent.map(Math.floor);
      const start = from <= low ? "" : this.exact(from, 0);
      const end = to >= high ? "" : this.exact(to, 1);
      this.listeners.period(start || end ? start + ".." + end : "");
      // Until the answer comes the range stands as it was drawn.
      this.state = Object.assign({}, this.state, { period: start || end ? [from, to] : null });
      this.draw();
    }

    // A first or last day of a month or a year is written as that month or year.
    exact(day, side) {
      const [y, m, d] = parts(day);
      const isYear = side ? m === 11 && d === 31 : m === 0 && d === 1;
      const isMonth = side ? day === dayOf(y, m + 1, 0) : d === 1;
      return iso(day).slice(0, this.unit === "day" ? 10 : isYear ? 4 : isMonth ? 7 : 10);
    }

    sendAsOf(day) {
      const isAll = day >= Math.floor(this.extent[1]);
      this.listeners.asOf(isAll ? "" : this.exact(day, 1));
      this.state = Object.assign({}, this.state, { asOf: isAll ? null : day });
      this.draw();
    }

    choose(i) {
      this.focused = i;
      this.listeners.select(this.table.items[i].id);
    }

    key(event) {
      const handle = event.target.getAttribute("data-handle");
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const done = handle ? this.moveHandle(handle, event.key) : this.walk(event.key) || this.zoomKey(event.key);
      if (done) event.preventDefault();
    }

    zoomKey(key) {
      if (key === "+" || key === "=") this.zoom(2);
      else if (key === "-") this.zoom(0.5);
      else if (key === "0") this.look(this.extent);
      else return false;
      return true;
    }

    walk(key) {
      const shown = this.order.filter((i) => this.isShown(i));
      const at = shown.indexOf(this.focused);
      if (at < 0) return false;
      const across = (way) => {
        const { lane, days } = this.table.items[this.focused];
        const lanes = [...new Set(shown.map((i) => this.table.items[i].lane))].sort((a, b) => a - b);
        const next = lanes[lanes.indexOf(lane) + way];
        const own = shown.filter((i) => this.table.items[i].lane === next);
        return own.sort((a, b) => Math.abs(this.table.items[a].days[0] - days[0]) - Math.abs(this.table.items[b].days[0] - days[0]))[0];
      };
      const targets = {
        ArrowRight: () => shown[at + 1], ArrowLeft: () => shown[at - 1], Home: () => shown[0], End: () => shown[shown.length - 1],
        ArrowUp: () => across(-1), ArrowDown: () => across(1),
      };
      if (key === "Enter" || key === " ") {
        this.choose(this.focused);
        return true;
      }
      if (!targets[key]) return false;
      const target = targets[key]();
      if (target !== undefined) this.focus(target);
      return true;
    }

    focus(i) {
      this.focused = i;
      this.bringIntoView(i);
      this.draw();
      const made = this.svg.querySelector("#" + CSS.escape("tl-" + this.table.items[i].id));
      if (made) made.focus({ preventScroll: true });
    }

    moveHandle(name, key) {
      const by = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: 12, PageDown: -12 }[key];
      const [low, high] = this.extent.map(Math.floor);
      const period = this.state.period || [low, high];
      const current = name === "asOf" ? (this.asOf() === null ? high : this.asOf()) : period[name === "from" ? 0 : 1];
      if (by === undefined && key !== "Home" && key !== "End") return false;
      const moved = key === "Home" ? [low, low] : key === "End" ? [high, high] : this.unitAround(current, by);
      const side = name === "from" ? 0 : 1;
      const day = Math.min(Math.max(moved[side], low), high);
      if (name === "asOf") this.sendAsOf(day);
      else this.sendPeriod(name === "from" ? [Math.min(day, period[1]), period[1]] : [period[0], Math.max(day, period[0])]);
      return true;
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

  function cut(text) {
    return text.length > LONGEST ? text.slice(0, LONGEST - 1).trimEnd() + "…" : text;
  }

  function isFree(taken, box) {
    return taken.every((b) => box[0] >= b[2] || box[2] <= b[0] || box[1] >= b[3] || box[3] <= b[1]);
  }
})();
