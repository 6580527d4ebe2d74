// A timeline without a server: the range and the as-of day are answered here, over what a file holds.
(function () {
  "use strict";
  const { HIDDEN, POSSIBLE, LATER } = RelosAtlas.timelineParts;
  const { ends } = RelosAtlas.days;

  // listeners: select(id), and marks(number of the map's mark by id, 0 for none) at each change of time.
  RelosAtlas.TimelineFile = class {
    constructor(host, { table, state }, listeners) {
      this.table = table;
      this.listeners = listeners;
      // What the as-of day of the export hid is not in the file.
      this.base = Uint8Array.from(atob(state.codes), (c) => (c.charCodeAt(0) === LATER ? HIDDEN : c.charCodeAt(0)));
      this.state = state;
      this.timeline = new RelosAtlas.Timeline(host, table, {
        select: listeners.select,
        period: (text) => this.change({ period: text ? span(text, table) : null }),
        asOf: (text) => this.change({ asOf: text ? ends(text)[1] : null }),
        marks: listeners.marks,
      });
      new ResizeObserver(() => this.timeline.later()).observe(host);
      this.change({});
    }

    change(part) {
      this.state = Object.assign({}, this.state, part);
      const codes = RelosAtlas.codesAt(this.table.items, this.base, this.state.asOf, this.state.period);
      this.timeline.show(Object.assign({}, this.state, { codes: btoa(String.fromCharCode(...codes)) }));
      this.listeners.marks(new Map(this.table.items.map((item, i) => [item.id, this.timeline.markOf(item, i)])));
    }

    // Another event is selected, by the map or the list; null for none.
    choose(id) {
      const row = this.table.items.findIndex((item) => item.id === id);
      this.change({ selected: row < 0 ? null : row });
    }
  };

  // The twin of relos_atlas.domain.events: a test compares the two. What surely misses the range is hidden, what had
  // surely not begun is later, what only may be either is marked as possible.
  RelosAtlas.codesAt = function (items, base, asOf, period) {
    return items.map(({ days: [s1, s2, e1, e2] }, i) => {
      if (base[i] === HIDDEN) return HIDDEN;
      const [first, last] = period || [-Infinity, Infinity];
      if (s1 > last || e2 < first) return HIDDEN;
      if (asOf !== null && s1 > asOf) return LATER;
      const isSure = s2 <= last && e1 >= first && (asOf === null || s2 <= asOf);
      return isSure ? base[i] : POSSIBLE;
    });
  };

  // An open end of a range reaches to the timeline's own.
  function span(text, { first, last }) {
    const [from, to] = text.split("..");
    return [from ? ends(from)[0] : first, to ? ends(to)[1] : last];
  }
})();
