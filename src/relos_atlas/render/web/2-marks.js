// One canvas for everything that changes: links, marks, clusters and all labels of the map.
// Text comes from data and is only ever drawn on the canvas or set as text content.
(function () {
  "use strict";
  const HIDDEN = 0;
  const CLUSTER_CELL = 46;
  const CLUSTER_FROM = 3;
  const CLUSTERS_UNTIL_ZOOM = 7;
  const TOUCH_RADIUS = 12;
  const LABELS_FROM_ZOOM = 6.5;
  // More named places than this are labelled only from this zoom on: their names would hide the map.
  const MANY_NAMED = 40;
  const MANY_NAMED_ZOOM = 4;
  const MERCATOR_END = 85.05;

  // Boxes already taken by labels and strong marks, in a coarse grid so that asking stays cheap.
  class Taken {
    constructor() {
      this.cells = new Map();
    }
    *keys(box) {
      for (let x = Math.floor(box[0] / 64); x <= Math.floor(box[2] / 64); x += 1) {
        for (let y = Math.floor(box[1] / 64); y <= Math.floor(box[3] / 64); y += 1) yield x * 4096 + y;
      }
    }
    add(box) {
      for (const key of this.keys(box)) {
        if (!this.cells.has(key)) this.cells.set(key, []);
        this.cells.get(key).push(box);
      }
    }
    isFree(box) {
      for (const key of this.keys(box)) {
        for (const b of this.cells.get(key) || []) {
          if (box[0] < b[2] && box[2] > b[0] && box[1] < b[3] && box[3] > b[1]) return false;
        }
      }
      return true;
    }
  }

  // L.Renderer gives a container that follows panning and zoom animation; the drawing is ours.
  RelosAtlas.Marks = L.Renderer.extend({
    options: { padding: 0.3, pane: "atlas-marks" },

    initialize: function (options) {
      L.Renderer.prototype.initialize.call(this, options);
      this.table = null;
      this.codes = new Uint8Array(0);
      this.selected = -1;
      this.stacked = false;
      this.links = [];
      this.tracks = [];
      this.callouts = [];
      this.names = [];
      this.drawn = [];
    },

    _initContainer: function () {
      this._container = document.createElement("canvas");
      this._container.setAttribute("aria-hidden", "true");
      this._context = this._container.getContext("2d");
    },

    _destroyContainer: function () {
      L.DomUtil.remove(this._container);
      delete this._context;
    },

    _onZoomEnd: function () {
      this._update();
    },

    _update: function () {
      if (this._map._animatingZoom && this._bounds) return;
      L.Renderer.prototype._update.call(this);
      const size = this._bounds.getSize();
      const ratio = window.devicePixelRatio || 1;
      L.DomUtil.setPosition(this._container, this._bounds.min);
      this._container.width = size.x * ratio;
      this._container.height = size.y * ratio;
      this._container.style.width = size.x + "px";
      this._container.style.height = size.y + "px";
      this._context.setTransform(ratio, 0, 0, ratio, -this._bounds.min.x * ratio, -this._bounds.min.y * ratio);
      this.draw();
    },

    show: function (changes) {
      Object.assign(this, changes);
      if (this._map && this._bounds) this.redraw();
    },

    redraw: function () {
      const { min } = this._bounds;
      const size = this._bounds.getSize();
      this._context.clearRect(min.x, min.y, size.x, size.y);
      this.draw();
    },

    draw: function () {
      this.ink = RelosAtlas.ink(this._map.getContainer());
      this.taken = new Taken();
      this.drawn = [];
      this.reserveControls();
      this.drawTracks();
      this.drawLinks();
      this.place();
      this.drawClusters();
      this.drawMarks();
      this.markCallouts();
      this.drawLabels();
    },

    // Labels keep clear of the controls that lie over the map.
    reserveControls: function () {
      const origin = this._map.getContainer().getBoundingClientRect();
      this._map.getContainer().querySelectorAll(".leaflet-control").forEach((control) => {
        const r = control.getBoundingClientRect();
        const a = this._map.containerPointToLayerPoint([r.left - origin.left, r.top - origin.top]);
        this.taken.add([a.x, a.y, a.x + r.width, a.y + r.height]);
      });
    },

    // Leaflet rounds layer points to whole pixels, which makes long lines wobble; this does not.
    pixel: function (lon, lat) {
      return this._map.project(this.geographic(lon, lat)).subtract(this._map.getPixelOrigin());
    },

    geographic: function (lon, lat) {
      return new L.LatLng(lat, lon < this.options.west ? lon + 360 : lon);
    },

    // Sort the shown places into clusters (weakly evidenced ones, where crowded) and single marks.
    place: function () {
      this.singles = [];
      this.clusters = [];
      if (!this.table) return;
      const cells = new Map();
      const isFar = this._map.getZoom() < CLUSTERS_UNTIL_ZOOM;
      const origin = this._map.getPixelOrigin();
      for (let i = 0; i < this.codes.length; i += 1) {
        if (this.codes[i] === HIDDEN) continue;
        const p = this.pixel(this.table.lon[i], this.table.lat[i]);
        if (!this._bounds.contains(p)) continue;
        const item = { index: i, x: p.x, y: p.y };
        if (i === this.selected || (!this.stacked && (!isFar || this.grade(i).solid))) {
          this.singles.push(item);
          continue;
        }
        // Cells lie fixed on the globe, not on the screen, so that panning re-groups nothing. Close by, only
        // marks on one and the same spot are kept together.
        const cell = isFar ? CLUSTER_CELL : 1;
        const key = Math.floor((p.x + origin.x) / cell) * 16777216 + Math.floor((p.y + origin.y) / cell);
        if (!cells.has(key)) cells.set(key, []);
        cells.get(key).push(item);
      }
      cells.forEach((items) => {
        if (items.length < (this.stacked ? 2 : CLUSTER_FROM)) this.singles.push(...items);
        else this.clusters.push(gather(items));
      });
      this.clusters = merge(this.clusters);
      this.clusters.forEach((cluster) => this.makeRoom(cluster));
      this.singles.sort((a, b) => this.rank(b) - this.rank(a) || a.index - b.index);
    },

    // A cluster never hides behind a named place: it is pushed aside until both can be read.
    makeRoom: function (cluster) {
      cluster.r = 8 + 5.1 * Math.log10(cluster.items.length);
      this.singles.filter((item) => this.grade(item.index).solid).forEach((item) => {
        const apart = cluster.r + this.grade(item.index).radius + 3;
        const dx = cluster.x - item.x;
        const dy = cluster.y - item.y;
        const distance = Math.hypot(dx, dy);
        if (distance >= apart) return;
        const [ux, uy] = distance > 0.5 ? [dx / distance, dy / distance] : [0, 1];
        cluster.x = item.x + ux * apart;
        cluster.y = item.y + uy * apart;
      });
    },

    grade: function (index) {
      return this.options.grades[this.codes[index] - 1];
    },

    rank: function (item) {
      return item.index === this.selected ? -1 : this.codes[item.index];
    },

    drawLinks: function () {
      const c = this._context;
      this.links.forEach((link) => {
        // Each link keeps its line: the ends arrive, the way between them is worked out once.
        link.line = link.line || RelosAtlas.greatCircle(link.ends[0], link.ends[1]);
        const origin = this._map.getPixelOrigin();
        this.turns(link.line).forEach((shift) => {
          const points = link.line.map(([lon, lat]) => this._map.project([lat, lon + shift]).subtract(origin));
          c.beginPath();
          points.forEach((p, i) => (i && !this.leavesMap(link.line, i) ? c.lineTo(p.x, p.y) : c.moveTo(p.x, p.y)));
          c.strokeStyle = this.ink[link.strong ? "selected" : "link"];
          c.lineWidth = link.strong ? 2 : 1.1;
          c.setLineDash(link.dashed ? [5, 4] : []);
          c.stroke();
          c.setLineDash([]);
          this.drawArrow(points);
          if (link.mutual) this.drawArrow(points.slice().reverse());
        });
      });
    },

    // Mercator has no pole: a line over it leaves the flat map at the top and comes back there.
    leavesMap: function (line, i) {
      return this.options.west > -180 && Math.max(line[i - 1][1], line[i][1]) > MERCATOR_END;
    },

    // A line that crosses the seam of the flat map is drawn once on either side; the polar map has no seam.
    turns: function (points) {
      const { west } = this.options;
      if (west <= -180) return [0];
      const lons = points.map(([lon]) => lon);
      const low = Math.min(...lons);
      const high = Math.max(...lons);
      return [-360, 0, 360].filter((shift) => high + shift > west && low + shift < west + 360);
    },

    drawArrow: function (points) {
      const at = Math.floor(points.length * 0.6);
      if (at < 1) return;
      const c = this._context;
      const a = points[at - 1];
      const b = points[at];
      const angle = Math.atan2(b.y - a.y, b.x - a.x);
      c.save();
      c.translate(b.x, b.y);
      c.rotate(angle);
      c.beginPath();
      c.moveTo(5, 0);
      c.lineTo(-4, 3.6);
      c.lineTo(-4, -3.6);
      c.closePath();
      c.fillStyle = c.strokeStyle;
      c.fill();
      c.restore();
    },

    drawClusters: function () {
      const c = this._context;
      c.textAlign = "center";
      c.textBaseline = "middle";
      this.clusters.forEach((cluster) => {
        const r = cluster.r;
        c.beginPath();
        c.arc(cluster.x, cluster.y, r, 0, 2 * Math.PI);
        c.fillStyle = this.ink.paper;
        c.fill();
        c.lineWidth = 1.2;
        c.strokeStyle = this.ink.weak;
        c.stroke();
        c.font = "600 " + (cluster.items.length > 999 ? 9 : 10.5) + "px " + this.ink.font;
        c.fillStyle = this.ink.text;
        c.fillText(String(cluster.items.length), cluster.x, cluster.y + 0.5);
        this.taken.add([cluster.x - r, cluster.y - r, cluster.x + r, cluster.y + r]);
        this.drawn.push({ x: cluster.x, y: cluster.y, r: r, cluster: cluster });
      });
    },

    drawMarks: function () {
      const c = this._context;
      this.singles.forEach((item) => {
        const grade = this.grade(item.index);
        const shape = RelosAtlas.SHAPES[this.options.shapes[this.table.kinds[this.table.kind[item.index]]] || "circle"];
        const isSelected = item.index === this.selected;
        const r = isSelected ? Math.max(grade.radius, 6.5) : grade.radius;
        if (isSelected) this.ring(item, r + 5);
        c.beginPath();
        shape(c, item.x, item.y, r);
        c.fillStyle = grade.solid ? grade.colour : this.ink.paper;
        c.strokeStyle = grade.solid ? this.ink.paper : this.ink[grade.ink];
        c.lineWidth = grade.solid ? 1.2 : 1.4;
        c.fill();
        c.stroke();
        if (grade.solid || isSelected || this.stacked) this.taken.add([item.x - r, item.y - r, item.x + r, item.y + r]);
        this.drawn.push({ x: item.x, y: item.y, r: r, item: item });
      });
    },

    ring: function (item, r) {
      const c = this._context;
      c.beginPath();
      c.arc(item.x, item.y, r, 0, 2 * Math.PI);
      c.strokeStyle = this.ink.selected;
      c.lineWidth = 2.4;
      c.stroke();
    },

    drawLabels: function () {
      const near = this._map.getZoom() >= LABELS_FROM_ZOOM;
      const named = this.singles.filter((item) => this.grade(item.index).solid).length;
      const crowded = named > MANY_NAMED && this._map.getZoom() < MANY_NAMED_ZOOM;
      const wanted = this.singles
        .filter((item) => item.index === this.selected || (this.grade(item.index).solid && !crowded) || near)
        .reverse()
        .sort((a, b) => this.rank(a) - this.rank(b));
      wanted.slice(0, 400).forEach((item) => {
        const i = item.index;
        const strong = i === this.selected || this.grade(i).solid;
        const text = this.table.labels ? this.table.labels[i] : this.table.names[i] + " (" + this.table.countries[this.table.country[i]] + ")";
        this.label(text, item, this.grade(i).radius + 4, (strong ? "600 12px " : "11px ") + this.ink.font, this.ink.text);
      });
      this.labelTracks();
      this.names.forEach((name) => {
        if (this._map.getZoom() < name.minZoom) return;
        const p = this.pixel(name.lon, name.lat);
        if (!this._bounds.contains(p)) return;
        const style = this.ink.names[name.kind];
        this.centred(style.upper ? name.text.toUpperCase() : name.text, p, style);
      });
    },

    label: function (text, p, reach, font, colour) {
      const c = this._context;
      c.font = font;
      const w = c.measureText(text).width;
      const isSeen = this.isWhole([p.x, p.y, p.x, p.y]);
      for (const gap of [reach, reach + 9, reach + 17, reach + 30, reach + 46]) {
        const places = [
          [p.x + gap, p.y], [p.x - gap - w, p.y], [p.x - w / 2, p.y - gap - 6], [p.x - w / 2, p.y + gap + 6],
          [p.x + gap, p.y - 11], [p.x + gap, p.y + 11], [p.x - gap - w, p.y - 11], [p.x - gap - w, p.y + 11],
        ];
        for (const [x, y] of places) {
          const box = [x - 2, y - 7, x + w + 2, y + 7];
          if ((isSeen && !this.isWhole(box)) || !this.taken.isFree(box)) continue;
          if (gap > reach + 9) this.leader(p, [x, y, w]);
          this.write(text, x, y, colour);
          this.taken.add(box);
          return;
        }
      }
    },

    // A label that had to stand off is tied to its mark by a hairline.
    leader: function (p, [x, y, w]) {
      const c = this._context;
      c.beginPath();
      c.moveTo(p.x, p.y);
      c.lineTo(Math.min(Math.max(p.x, x), x + w), y);
      c.lineWidth = 0.8;
      c.strokeStyle = this.ink.text;
      c.stroke();
    },

    // A name that would be cut by the edge of the map is not written there; beyond the edge it may wait.
    isWhole: function (box) {
      const size = this._map.getSize();
      const a = this._map.layerPointToContainerPoint([box[0], box[1]]);
      return a.x >= 2 && a.y >= 2 && a.x + box[2] - box[0] <= size.x - 2 && a.y + box[3] - box[1] <= size.y - 2;
    },

    isBeyond: function (box) {
      const size = this._map.getSize();
      const a = this._map.layerPointToContainerPoint([box[0], box[1]]);
      return a.x + box[2] - box[0] < 0 || a.y + box[3] - box[1] < 0 || a.x > size.x || a.y > size.y;
    },

    centred: function (text, p, style) {
      const c = this._context;
      c.font = style.font;
      const w = c.measureText(text).width;
      const box = [p.x - w / 2 - 4, p.y - 9, p.x + w / 2 + 4, p.y + 9];
      if (!(this.isWhole(box) || this.isBeyond(box)) || !this.taken.isFree(box)) return;
      this.write(text, p.x - w / 2, p.y, style.colour);
      this.taken.add(box);
    },

    write: function (text, x, y, colour) {
      const c = this._context;
      c.textAlign = "left";
      c.textBaseline = "middle";
      c.lineJoin = "round";
      c.lineWidth = 3;
      c.strokeStyle = this.ink.halo;
      c.strokeText(text, x, y);
      c.fillStyle = colour;
      c.fillText(text, x, y);
    },

    // What lies under a point of the map, nearest first; null over the open map.
    at: function (layerPoint) {
      let best = null;
      let nearest = Infinity;
      this.drawn.forEach((d) => {
        const distance = Math.hypot(d.x - layerPoint.x, d.y - layerPoint.y);
        if (distance <= Math.max(d.r + 2, TOUCH_RADIUS) && distance < nearest) {
          nearest = distance;
          best = d;
        }
      });
      return best;
    },
  });

  // The legend draws its samples with the same shapes as the map.
  RelosAtlas.drawShape = function (context, name, x, y, r) {
    context.beginPath();
    (RelosAtlas.SHAPES[name] || RelosAtlas.SHAPES.circle)(context, x, y, r);
  };

  function gather(items) {
    const n = items.length;
    return {
      items: items,
      x: items.reduce((sum, item) => sum + item.x, 0) / n,
      y: items.reduce((sum, item) => sum + item.y, 0) / n,
    };
  }

  // Clusters of neighbouring cells whose discs would touch become one.
  function merge(clusters) {
    const done = [];
    clusters.sort((a, b) => b.items.length - a.items.length).forEach((cluster) => {
      const near = done.find((d) => Math.hypot(d.x - cluster.x, d.y - cluster.y) < CLUSTER_CELL * 0.62);
      if (near) Object.assign(near, gather(near.items.concat(cluster.items)));
      else done.push(cluster);
    });
    return done;
  }
})();
