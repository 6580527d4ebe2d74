// Ways over water, limits, ice edges and rings: lines with legs, arrowheads, and words beside them.
(function () {
  "use strict";
  const ARROW_EVERY = 150;
  const SHARED = 18;
  const HALO = 2.2;
  const DISTANCES_FROM_ZOOM = 2;

  Object.assign(RelosAtlas.Marks.prototype, {
    drawTracks: function () {
      this.laid = [];
      const ordered = [...this.tracks.filter((t) => !t.strong), ...this.tracks.filter((t) => t.strong)];
      ordered.forEach((track) => {
        // Each track keeps its line: the turning points arrive, the great circles are worked out once.
        track.line = track.line || follow(track.points);
        this.turns(track.line).forEach((shift) => this.layTrack(track, shift));
      });
    },

    layTrack: function (track, shift) {
      const origin = this._map.getPixelOrigin();
      const points = track.line.map(([lon, lat]) => this._map.project([lat, lon + shift]).subtract(origin));
      const style = this.options.styles[track.style];
      const c = this._context;
      c.beginPath();
      points.forEach((p, i) => (i && !this.leavesMap(track.line, i) ? c.lineTo(p.x, p.y) : c.moveTo(p.x, p.y)));
      const width = style.width + (track.strong ? 1 : 0);
      // A light edge keeps crossing lines apart, whatever their colours.
      c.lineJoin = "round";
      c.setLineDash([]);
      c.lineWidth = width + HALO;
      c.strokeStyle = this.ink.halo;
      c.stroke();
      c.lineWidth = width;
      c.strokeStyle = style.colour;
      c.setLineDash(style.dash);
      c.stroke();
      c.setLineDash([]);
      if (track.directed) this.pointAlong(points);
      this.laid.push({ track: track, points: points });
    },

    pointAlong: function (points) {
      let run = ARROW_EVERY / 2;
      for (let i = 1; i < points.length; i += 1) {
        const step = points[i].distanceTo(points[i - 1]);
        run += step;
        if (run < ARROW_EVERY || step < 0.5 || step > 400) continue;
        run = 0;
        if (this._bounds.contains(points[i])) this.arrowhead(points[i - 1], points[i]);
      }
    },

    arrowhead: function (a, b) {
      const c = this._context;
      c.save();
      c.translate(b.x, b.y);
      c.rotate(Math.atan2(b.y - a.y, b.x - a.x));
      c.beginPath();
      c.moveTo(7, 0);
      c.lineTo(-5, 5);
      c.lineTo(-2.5, 0);
      c.lineTo(-5, -5);
      c.closePath();
      c.fillStyle = c.strokeStyle;
      c.lineWidth = 1;
      const line = c.strokeStyle;
      c.strokeStyle = this.ink.halo;
      c.stroke();
      c.fill();
      c.strokeStyle = line;
      c.restore();
    },

    // Symbols stand before any words are placed, so that no word hides one.
    markCallouts: function () {
      const c = this._context;
      this.spots = [];
      this.callouts.forEach((callout) => {
        if (callout.kind === "distance" && this._map.getZoom() < DISTANCES_FROM_ZOOM) return;
        const p = this.pixel(callout.lon, callout.lat);
        if (!this._bounds.contains(p)) return;
        const r = callout.kind === "end" ? 6 : callout.kind === "passage" ? 3.4 : 2;
        RelosAtlas.drawShape(c, callout.kind === "passage" ? "diamond" : "circle", p.x, p.y, r);
        c.fillStyle = callout.kind === "distance" ? this.ink.text : this.ink.paper;
        c.strokeStyle = this.ink.text;
        c.lineWidth = callout.kind === "end" ? 2.6 : 1.3;
        c.fill();
        c.stroke();
        this.taken.add([p.x - r, p.y - r, p.x + r, p.y + r]);
        this.spots.push({ callout: callout, p: p, reach: r + 4 });
      });
    },

    labelTracks: function () {
      const font = this.ink.font;
      const say = (kind, style) => this.spots.filter((s) => s.callout.kind === kind)
        .forEach((s) => this.label(s.callout.text, s.p, s.reach, style + font, this.ink.text));
      say("end", "700 12px ");
      // A line that is drawn twice, on both sides of the map's seam, is named once.
      const named = new Set();
      this.laid.filter((l) => l.track.label).forEach((l) => {
        if (!named.has(l.track) && this.labelLine(l, "600 12px " + font)) named.add(l.track);
      });
      say("passage", "italic 11px ");
      say("user-note", "italic 600 11px ");
      this.labelDistances("10px " + font);
    },

    // Distances are written close to their points or not at all: there is always the next one.
    labelDistances: function (font) {
      const c = this._context;
      c.font = font;
      this.spots.filter((s) => s.callout.kind === "distance").forEach((s) => {
        const w = c.measureText(s.callout.text).width;
        const at = [[s.p.x + 5, s.p.y - 8], [s.p.x + 5, s.p.y + 9], [s.p.x - w - 5, s.p.y - 8], [s.p.x - w - 5, s.p.y + 9]];
        for (const [x, y] of at) {
          const box = [x - 2, y - 6, x + w + 2, y + 6];
          if (!this.isWhole(box) || !this.taken.isFree(box)) continue;
          this.write(s.callout.text, x, y, this.ink.weak);
          this.taken.add(box);
          return;
        }
      });
    },

    // Where several ways run together, none of them is named: the name would be taken for the others'.
    isAlone: function (p, track) {
      return this.laid.every((other) => other.track.way === track.way || !other.track.way ||
        other.points.every((q) => Math.abs(q.x - p.x) + Math.abs(q.y - p.y) > SHARED));
    },

    // The name of a line stands beside it, as near to the middle of what is seen of it as there is room.
    labelLine: function (laid, font) {
      const c = this._context;
      c.font = font;
      const text = laid.track.label;
      const w = c.measureText(text).width;
      const size = this._map.getSize();
      const inView = laid.points.filter((p) => {
        const at = this._map.layerPointToContainerPoint(p);
        return at.x > 0 && at.y > 0 && at.x < size.x && at.y < size.y;
      });
      if (!inView.length) return false;
      const alone = inView.filter((p) => this.isAlone(p, laid.track));
      const seen = alone.length ? alone : inView;
      const middle = Math.floor(seen.length / 2);
      // A name at the very end of a line would be read as that of the next one.
      const order = seen.map((p, i) => [Math.abs(i - middle), p]).sort((a, b) => a[0] - b[0])
        .slice(0, Math.max(2, Math.ceil(seen.length * 0.7)));
      const step = Math.max(1, Math.floor(order.length / 24));
      this.lineFont = font;
      let second = null;
      for (const aside of [11, 20]) {
        for (let i = 0; i < order.length; i += step) {
          const p = order[i][1];
          for (const [x, y] of [[p.x + aside - 4, p.y - aside], [p.x - w / 2, p.y - aside - 3], [p.x - w / 2, p.y + aside + 3], [p.x - w - aside, p.y], [p.x + aside, p.y]]) {
            const box = [x - 3, y - 8, x + w + 3, y + 8];
            if (!this.isWhole(box) || !this.taken.isFree(box)) continue;
            if (!this.liesOnLine(box, laid)) return this.writeLine(text, x, y, box);
            second = second || [text, x, y, box];
          }
        }
      }
      return Boolean(second) && this.writeLine(...second);
    },

    writeLine: function (text, x, y, box) {
      this._context.font = this.lineFont;
      this.write(text, x, y, this.ink.text);
      this.taken.add(box);
      return true;
    },

    // A name had better not lie across another line; where there is no other room, it may.
    liesOnLine: function (box, laid) {
      return this.laid.some((other) => other !== laid && other.points.some((p, i) => {
        const q = other.points[i + 1] || p;
        return [p, { x: (p.x + q.x) / 2, y: (p.y + q.y) / 2 }].some((at) =>
          at.x > box[0] && at.x < box[2] && at.y > box[1] && at.y < box[3]);
      }));
    },
  });

  // Turning points joined by great circles; longitudes run on from one to the next.
  function follow(points) {
    const line = [points[0]];
    for (let i = 1; i < points.length; i += 1) {
      line.push(...RelosAtlas.greatCircle(line[line.length - 1], points[i]).slice(1));
    }
    return line;
  }

  // A sample of a line for the legend.
  RelosAtlas.trackSample = function (style) {
    const node = document.createElement("canvas");
    node.setAttribute("aria-hidden", "true");
    node.width = 44;
    node.height = 32;
    const c = node.getContext("2d");
    c.scale(2, 2);
    c.strokeStyle = style.colour;
    c.lineWidth = style.width;
    c.setLineDash(style.dash);
    c.beginPath();
    c.moveTo(0, 8);
    c.lineTo(22, 8);
    c.stroke();
    return node;
  };
})();
