// Words on a timeline: each where there is room for it, never over a mark or another word.
(function () {
  "use strict";
  const LONGEST = 46;
  const ROWS_IN_BAND = 4;
  const ROW = 13;
  const BAND = ROWS_IN_BAND * ROW + 20;

  function node(name, attributes, ...children) {
    const made = document.createElementNS("http://www.w3.org/2000/svg", name);
    Object.entries(attributes || {}).forEach(([key, value]) => value !== null && made.setAttribute(key, value));
    children.forEach((child) => made.append(child));
    return made;
  }

  function cut(text) {
    return text.length > LONGEST ? text.slice(0, LONGEST - 1).trimEnd() + "…" : text;
  }

  function isFree(taken, box) {
    return taken.every((b) => box[0] >= b[2] || box[2] <= b[0] || box[1] >= b[3] || box[3] <= b[1]);
  }

  // What the other files of the timeline draw with.
  RelosAtlas.timelineParts = { node: node, cut: cut, BAND: BAND, HIDDEN: 0, POSSIBLE: 1, LATER: 3 };

  RelosAtlas.TimelineWords = class {
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

    // Measured once: words come back at every drawing, and asking for styles makes a browser lay out anew.
    width(text, size, weight = 400) {
      this.measured = this.measured || new Map();
      const key = weight + " " + size + " " + text;
      if (!this.measured.has(key)) {
        this.family = this.family || getComputedStyle(this.host).fontFamily;
        this.pen.font = weight + " " + size + "px " + this.family;
        this.measured.set(key, this.pen.measureText(text).width);
      }
      return this.measured.get(key);
    }
  };
})();
