// Draws a timeline as SVG: lanes of events, the pact's steps above, an axis with the range and the as-of day.
(function () {
  "use strict";
  const { parts, dayOf, iso, dateOf } = RelosAtlas.days;
  const { node, cut, BAND, HIDDEN, POSSIBLE } = RelosAtlas.timelineParts;
  const YEAR = 365.2425;
  const AXIS = 36;
  const RIGHT = 14;
  const NARROW = 620;
  const FIRM = { high: "is-high", medium: "is-medium", low: "is-low" };

  RelosAtlas.TimelineScore = class extends RelosAtlas.TimelineWords {
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
      return this.writers.long.format(dateOf(day));
    }

    draw() {
      if (!this.state) return;
      // Its own width, not its host's: padding around it would make pixels of the score other than those of the screen.
      const width = Math.max(this.svg.getBoundingClientRect().width, 240);
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
              if (day >= this.view[0] - 40 && day <= this.view[1]) found.push([day, writer.format(dateOf(day)), d === 1]);
            }
          }
        }
      } else if (months) {
        for (let y = from[0]; y <= to[0]; y += 1) {
          for (let m = 0; m < 12; m += months) {
            const day = dayOf(y, m, 1);
            found.push([day, m ? this.writers.month.format(dateOf(day)) : String(y), !m]);
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
  };
})();
