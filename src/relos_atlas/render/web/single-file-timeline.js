// The timeline of a one-file map: its range and its day choose among the file's events, without a server.
// The rules are those of relos_atlas.domain.events: surely, possibly or not within the dates asked for.
(function () {
  "use strict";
  const DAY_MS = 86400000;
  const [GONE, POSSIBLE, SURE, LATER] = [0, 1, 2, 3];

  RelosAtlas.FileTimeline = class {
    constructor(content, atlas, listeners) {
      const { table, state } = content;
      const host = document.getElementById("file-timeline");
      host.classList.toggle("atlas-dark", document.body.classList.contains("atlas-dark"));
      this.table = table;
      this.state = state;
      this.rows = new Map(table.items.map((item, row) => [item.id, row]));
      this.given = Array.from(atob(state.codes), (c) => c.charCodeAt(0));
      this.period = state.period;
      this.asOf = state.asOf;
      this.drawn = new RelosAtlas.Timeline(host, table, {
        select: listeners.select,
        period: (text) => {
          this.period = range(text);
          listeners.change();
        },
        asOf: (text) => {
          this.asOf = text ? days(text)[1] : null;
          listeners.change();
        },
        marks: (codes) => atlas.play(codes),
      });
      new ResizeObserver(() => this.drawn.later()).observe(host);
    }

    // Whether an event fits the dates; what the file's own link hid stays hidden.
    fit(row) {
      const [startFirst, startLast, endFirst, endLast] = this.table.items[row].days;
      const [first, last] = this.period || [-Infinity, Infinity];
      const asOf = this.asOf === null ? Infinity : this.asOf;
      if (this.given[row] === GONE || startFirst > last || endLast < first) return GONE;
      if (startFirst > asOf) return LATER;
      return this.given[row] !== POSSIBLE && startLast <= asOf && startLast <= last && endFirst >= first ? SURE : POSSIBLE;
    }

    // The number of the map's mark; an item that is not on the timeline keeps its own.
    code(id, own) {
      const row = this.rows.get(id);
      if (row === undefined) return own;
      const fit = this.fit(row);
      if (fit === SURE) return this.table.marks[this.table.items[row].confidence];
      return fit === POSSIBLE ? this.table.marks.possible : GONE;
    }

    before(a, b) {
      return this.drawn.before(this.rows.get(a), this.rows.get(b));
    }

    show(visible, selected, revision) {
      const codes = this.table.items.map((item, row) => {
        const fit = this.fit(row);
        return visible.has(item.id) || fit === LATER ? fit : GONE;
      });
      this.drawn.show(
        Object.assign({}, this.state, {
          codes: btoa(String.fromCharCode(...codes)),
          selected: this.rows.has(selected) ? this.rows.get(selected) : null,
          period: this.period,
          asOf: this.asOf,
          revision: [revision, this.period, this.asOf].join("-"),
        })
      );
    }
  };

  // "2018..2024-03" as its first and last day; an open end is open.
  function range(text) {
    const [from, to] = text.split("..");
    if (!from && !to) return null;
    return [from ? days(from)[0] : -Infinity, to ? days(to)[1] : Infinity];
  }

  // The first and the last day that a year, a month or a day means, counted from 1970-01-01.
  function days(text) {
    const [year, month, day] = text.split("-").map(Number);
    const at = (y, m, d) => {
      const date = new Date(0);
      date.setUTCFullYear(y, m, d);
      return Math.round(date.getTime() / DAY_MS);
    };
    if (day) return [at(year, month - 1, day), at(year, month - 1, day)];
    if (month) return [at(year, month - 1, 1), at(year, month, 0)];
    return [at(year, 0, 1), at(year, 11, 31)];
  }
})();
