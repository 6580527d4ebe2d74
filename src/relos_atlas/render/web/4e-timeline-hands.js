// What hands do to a timeline: drag a range, move the pin, pan, walk through the events by keyboard.
(function () {
  "use strict";
  const { parts, dayOf, iso } = RelosAtlas.days;

  RelosAtlas.TimelineHands = class extends RelosAtlas.TimelineScore {
    // First and last day of the unit that a day lies in, `by` units on.
    unitAround(day, by) {
      const [y, m, d] = parts(Math.floor(day));
      if (this.unit === "day") return [dayOf(y, m, d + by), dayOf(y, m, d + by)];
      if (this.unit === "month") return [dayOf(y, m + by, 1), dayOf(y, m + by + 1, 0)];
      return [dayOf(y + by, 0, 1), dayOf(y + by, 11, 31)];
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
      const { held, moved, brush } = this;
      this.held = this.moved = this.brush = null;
      if (!held) return;
      if (!held.isMoved) {
        if (held.item !== null && this.isShown(held.item)) this.choose(held.item);
        return;
      }
      if (this.svg.hasPointerCapture(event.pointerId)) this.svg.releasePointerCapture(event.pointerId);
      if (held.kind === "asOf") this.sendAsOf(moved);
      else if (held.kind !== "pan") this.sendPeriod(brush);
    }

    letGo() {
      this.held = this.brush = this.moved = null;
      this.draw();
    }

    sendPeriod([from, to]) {
      const [low, high] = this.extent.map(Math.floor);
      const start = from <= low ? "" : this.exact(from, 0);
      const end = to >= high ? "" : this.exact(to, 1);
      // Until the answer comes the range stands as it was drawn.
      this.state = Object.assign({}, this.state, { period: start || end ? [from, to] : null });
      this.draw();
      this.listeners.period(start || end ? start + ".." + end : "");
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
      const text = isAll ? "" : this.exact(day, 1);
      this.state = Object.assign({}, this.state, { asOf: isAll ? null : day });
      this.draw();
      this.listeners.asOf(text);
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
  };
})();
