// Dresses a Folium map: land, borders, graticule, legend, controls; then shows one state after another.
(function () {
  "use strict";
  const PANES = { land: 210, graticule: 220, borders: 230, disputed: 235, "atlas-marks": 450 };

  const NARROW = 700;
  const SETTLING_MS = 2500;

  // Called by the script that Folium renders, once per map.
  RelosAtlas.attach = function (map, options) {
    const atlas = new Atlas(map, options);
    RelosAtlas.maps[options.id] = atlas;
    return atlas;
  };

  class Atlas {
    constructor(map, options) {
      this.map = map;
      this.options = options;
      this.layers = {};
      this.appliedCamera = null;
      this.born = performance.now();
      this.isMoved = false;
      this.listeners = { select: () => {} };
      // Nothing of ours in these panes is hit by the mouse itself; a renderer that listened would only delay it.
      Object.entries(PANES).forEach(([name, z]) =>
        Object.assign(map.createPane(name).style, { zIndex: z, pointerEvents: "none" })
      );
      if (map.attributionControl) map.attributionControl.remove();
      this.marks = new RelosAtlas.Marks({ grades: options.grades, shapes: options.shapes, styles: options.tracks, west: options.west });
      this.marks.addTo(map);
      this.goHome();
      this.drawBase();
      this.addControls();
      this.listen();
    }

    goHome() {
      this.lookAt(this.options.home.centre, this.options.home.zoom);
    }

    // A view is meant for a map of 1100 by 640 pixels; a smaller one stands further off.
    lookAt([lat, lon], zoom) {
      const size = this.map.getSize();
      const shrink = Math.log2(Math.min(1, Math.max(size.x / 1100, 0.2), Math.max(size.y / 640, 0.2)));
      const centre = [lat, lon < this.options.west ? lon + 360 : lon];
      this.map.setView(centre, Math.max(this.map.getMinZoom(), zoom + Math.ceil(shrink * 2 - 0.5) / 2), { animate: false });
    }

    drawBase() {
      const { map, options } = this;
      const ink = RelosAtlas.ink(map.getContainer());
      this.layers.graticule = graticule(options.graticule, ink);
      this.layers.disputed = L.polyline(
        options.disputed.map((line) => line.map(([lon, lat]) => [lat, lon < options.west ? lon + 360 : lon])),
        { pane: "disputed", renderer: canvas("disputed"), color: ink.disputed, weight: 1.2, dashArray: "3 4", interactive: false }
      ).addTo(map);
      this.ready = Promise.all([
        RelosAtlas.fetchJson(options.land).then((data) => this.drawLand(data, ink)),
        RelosAtlas.fetchJson(options.borders).then((data) => this.drawBorders(data, ink)),
      ]).then(() => map.getContainer().setAttribute("data-land", "drawn"));
    }

    drawLand(data, ink) {
      geographic(data, this.options.west, {
        pane: "land",
        renderer: canvas("land"),
        style: { fillColor: ink.land, fillOpacity: 1, stroke: false },
        interactive: false,
        smoothFactor: 0.6,
      }).forEach((layer) => layer.addTo(this.map));
      geographic(coasts(data), this.options.west, {
        pane: "land",
        renderer: canvas("land"),
        style: { color: ink.coast, weight: 0.7, opacity: 1, fill: false },
        interactive: false,
        smoothFactor: 0.8,
      }).forEach((layer) => layer.addTo(this.map));
    }

    drawBorders(data, ink) {
      const style = { color: ink.border, weight: 0.8, opacity: 1, fill: false };
      this.layers.borders = L.layerGroup(
        geographic(data, this.options.west, { pane: "borders", renderer: canvas("borders"), style: style, interactive: false })
      );
      this.switchLayers();
    }

    addControls() {
      const { map, options } = this;
      const texts = options.texts;
      L.control.zoom({ position: "topleft", zoomInTitle: texts.zoomIn, zoomOutTitle: texts.zoomOut }).addTo(map);
      button(map, "topleft", "atlas-home", "⌂", texts.home, () => this.goHome());
      const link = button(map, "topright", "atlas-copy", texts.copyLink, texts.copyLinkTitle, () => this.copyLink(link));
      L.control.scale({ position: "bottomright", imperial: false, maxWidth: 90 }).addTo(map);
      this.caption = caption(map, options.caption);
      legend(map, options);
    }

    listen() {
      const { map } = this;
      map.on("click", (event) => {
        const hit = this.marks.at(event.layerPoint);
        if (!hit && this.listeners.pick) this.pick(event.latlng);
        if (!hit) return;
        if (hit.cluster) this.zoomInto(hit.cluster);
        else this.choose(hit.item.index);
      });
      map.on("mousemove", (event) => this.hover(this.marks.at(event.layerPoint), event.latlng));
      ["pointerdown", "wheel", "keydown"].forEach((name) =>
        map.getContainer().addEventListener(name, () => (this.isMoved = true), { passive: true })
      );
      // Leaflet focuses the map on a click; only a keyboard's focus needs to be seen.
      map.getContainer().addEventListener("pointerdown", () => map.getContainer().classList.add("by-pointer"));
      map.getContainer().addEventListener("keydown", () => map.getContainer().classList.remove("by-pointer"));
      map.on("mouseout", () => this.hover(null));
    }

    choose(index) {
      const { table } = this.marks;
      // Where the card stands beside the map it says all this better than a popup over it.
      if (this.isAlone || this.map.getSize().x < NARROW) this.popup(index);
      if (!this.isAlone) this.listeners.select(table.ids[index]);
    }

    // Any point of the map can be an end of a voyage.
    pick(latlng) {
      const lon = ((((latlng.lng + 180) % 360) + 360) % 360) - 180;
      this.listeners.pick(short(latlng.lat) + "_" + short(lon));
    }

    zoomInto(cluster) {
      const { table } = this.marks;
      const { lon, lat } = table;
      const [first] = cluster.items;
      // What lies on one spot never comes apart: it is offered as a list.
      if (cluster.items.every(({ index }) => lon[index] === lon[first.index] && lat[index] === lat[first.index])) {
        this.offerList(cluster.items);
        return;
      }
      const bounds = L.latLngBounds(cluster.items.map((item) => this.marks.geographic(table.lon[item.index], table.lat[item.index])));
      // A box of latitudes and longitudes means nothing near the pole; there the centre will do.
      const zoom = Math.min(this.map.getMaxZoom(), Math.max(this.map.getZoom() + 1.5, 3));
      if (this.options.projection === "flat" && bounds.getNorthEast().distanceTo(bounds.getSouthWest()) > 1000) {
        this.map.fitBounds(bounds, { padding: [60, 60] });
      } else {
        this.map.setView(this.map.layerPointToLatLng([cluster.x, cluster.y]), zoom);
      }
    }

    hover(hit, latlng) {
      this.map.getContainer().style.cursor = hit ? "pointer" : "";
      if (!hit || hit.cluster) {
        if (this.tip) this.tip.remove();
        this.tip = null;
        if (hit) this.showTip(latlng, [this.options.texts.cluster.replace("{n}", hit.cluster.items.length)]);
        return;
      }
      this.showTip(latlng, this.lines(hit.item.index));
    }

    showTip(latlng, lines) {
      if (!this.tip) this.tip = L.tooltip({ direction: "top", offset: [0, -10], className: "atlas-tip" });
      this.tip.setLatLng(latlng).setContent(paragraphs(lines));
      if (!this.map.hasLayer(this.tip)) this.tip.addTo(this.map);
    }

    popup(index) {
      const { table } = this.marks;
      L.popup({ className: "atlas-popup", autoPan: false, offset: [0, -6] })
        .setLatLng(this.marks.geographic(table.lon[index], table.lat[index]))
        .setContent(paragraphs(this.lines(index)))
        .openOn(this.map);
    }

    offerList(items) {
      const node = document.createElement("div");
      node.className = "atlas-choices";
      items.slice().sort((a, b) => a.index - b.index).forEach(({ index }) => {
        const button = L.DomUtil.create("button", "", node);
        button.type = "button";
        button.textContent = this.lines(index).slice(0, 2).join(" · ");
        button.addEventListener("click", () => {
          this.map.closePopup();
          this.choose(index);
        });
      });
      const { table } = this.marks;
      const [{ index }] = items;
      L.popup({ className: "atlas-popup", maxWidth: 300, maxHeight: 240 })
        .setLatLng(this.marks.geographic(table.lon[index], table.lat[index]))
        .setContent(node)
        .openOn(this.map);
    }

    // For a player: other codes for the places of this state, by their ids; the next state ends it.
    play(codes) {
      const { table } = this.marks;
      if (!table || !this.state || !this.state.layers.includes("facilities")) return;
      this.marks.show({ codes: Uint8Array.from(table.ids, (id) => codes.get(id) || 0), selected: -1 });
    }

    lines(index) {
      const { table, codes } = this.marks;
      const kind = this.options.kinds[table.kinds[table.kind[index]]] || "";
      const country = table.countryNames[table.country[index]];
      const grade = codes[index] ? this.options.grades[codes[index] - 1].label : "";
      const note = table.notes ? table.notes[index] : "";
      return [table.names[index], [note, kind, country].filter(Boolean).join(" · "), grade];
    }

    // Show one state: which places, with what grade, what is selected, which layers.
    show(state) {
      this.state = state;
      return RelosAtlas.fetchJson(state.table).then((table) => {
        if (this.state !== state) return;
        this.applyCamera(state.camera);
        this.bringSubject(state.subject, state.camera);
        this.switchLayers();
        this.marks.show({
          table: table,
          codes: state.layers.includes("facilities") ? bytes(state.codes) : new Uint8Array(0),
          selected: state.selected === null ? -1 : state.selected,
          stacked: state.stacked,
          links: state.layers.includes("links") ? state.links : [],
          tracks: state.tracks || [],
          callouts: state.callouts || [],
          names: state.layers.includes("sea-names") ? this.options.names : [],
        });
        this.follow(table, state);
        const container = this.map.getContainer();
        container.setAttribute("aria-label", state.alt);
        container.setAttribute("data-shown", String(state.count));
        container.setAttribute("data-revision", state.revision);
      });
    }

    // A link's camera is applied once; afterwards the camera is the reader's own.
    applyCamera(camera) {
      const wanted = JSON.stringify(camera);
      if (camera && wanted !== this.appliedCamera) {
        this.map.setView([camera.lat, camera.lon < this.options.west ? camera.lon + 360 : camera.lon], camera.zoom, { animate: false });
      }
      this.appliedCamera = wanted;
    }

    // What a map is about is brought into view when it is first asked for, unless a link's camera or the reader's own
    // shows it; who then asks for something that the home view shows is taken home.
    bringSubject(subject, camera) {
      if (!subject || subject.name === this.subject) return;
      const isFirst = this.subject === undefined;
      this.subject = subject.name;
      if (isFirst && camera) return;
      if (subject.view && !this.isLookedAt(subject.view)) this.lookAt([subject.view.lat, subject.view.lon], subject.view.zoom);
      else if (!subject.view && this.isBrought && !this.isMoved) this.goHome();
      this.isBrought = Boolean(subject.view);
    }

    isLookedAt({ lat, lon, zoom }) {
      const p = this.map.latLngToContainerPoint([lat, lon < this.options.west ? lon + 360 : lon]);
      const size = this.map.getSize();
      const isInside = Math.abs(p.x / size.x - 0.5) < 0.3 && Math.abs(p.y / size.y - 0.5) < 0.3;
      return isInside && this.map.getZoom() <= zoom + 0.5 && this.map.getZoom() >= zoom - 2;
    }

    // A selection made in the list is brought into view; one already in view moves nothing.
    follow(table, state) {
      if (state.selected === null || state.selected === this.followed) {
        this.followed = state.selected;
        return;
      }
      const first = this.followed === undefined && state.camera;
      this.followed = state.selected;
      if (first) return;
      this.bringIntoView();
      // The card that opens for it makes the map narrower a moment later.
      this.follows = true;
      setTimeout(() => (this.follows = false), SETTLING_MS);
    }

    // Called when the map's frame has another size: while the page settles, or when the card opens.
    resized() {
      this.map.invalidateSize({ pan: true, animate: false });
      if (!this.isMoved && performance.now() - this.born < SETTLING_MS) this.lookAgain();
      if (this.follows) this.bringIntoView();
    }

    // A view asked for before the page had its final size is taken anew.
    lookAgain() {
      const camera = this.state && this.state.camera;
      this.appliedCamera = null;
      const view = this.state && this.state.subject && this.state.subject.view;
      if (camera) this.applyCamera(camera);
      else if (view) this.lookAt([view.lat, view.lon], view.zoom);
      else this.goHome();
    }

    bringIntoView() {
      const { table, selected } = this.marks;
      if (!table || selected < 0) return;
      const at = this.marks.geographic(table.lon[selected], table.lat[selected]);
      const p = this.map.latLngToContainerPoint(at);
      const size = this.map.getSize();
      const inside = p.x > 20 && p.y > 20 && p.x < size.x - 20 && p.y < size.y - 20;
      if (!inside) this.map.panTo(at, { animate: !reducedMotion() });
    }

    switchLayers() {
      const on = this.state ? this.state.layers : [];
      const toggle = (layer, wanted) => {
        if (!layer) return;
        if (wanted && !this.map.hasLayer(layer)) layer.addTo(this.map);
        if (!wanted && this.map.hasLayer(layer)) layer.remove();
      };
      toggle(this.layers.graticule, on.includes("graticule"));
      toggle(this.layers.borders, on.includes("borders"));
      toggle(this.layers.disputed, on.includes("borders"));
      this.switchTiles(this.state && this.state.tiles);
    }

    switchTiles(tiles) {
      if (!tiles || this.options.projection !== "flat") {
        if (this.layers.tiles) this.layers.tiles.remove();
        delete this.layers.tiles;
        this.showLand(true);
        this.caption.textContent = this.options.caption;
        return;
      }
      if (this.layers.tiles) return;
      // The land of our own stays until a tile has really come, and returns if the network fails.
      this.layers.tiles = L.tileLayer(tiles.url, { maxZoom: tiles.maxZoom })
        .on("tileload", () => this.showLand(false))
        .on("tileerror", () => this.showLand(true))
        .addTo(this.map);
      this.caption.textContent = this.options.caption + " " + tiles.attribution;
    }

    showLand(isShown) {
      this.map.getPane("land").style.display = isShown ? "" : "none";
    }

    copyLink(control) {
      const centre = this.map.getCenter();
      const lon = ((((centre.lng + 180) % 360) + 360) % 360) - 180;
      const query = location.search.replace(/^\?/, "").split("&").filter((part) => part && !/^(?:[czd]|embed|embed_options)=/.test(part));
      query.push("c=" + short(centre.lat) + "_" + short(lon), "z=" + Math.round(this.map.getZoom() * 2) / 2);
      if (this.state && this.state.fingerprint) query.push("d=" + this.state.fingerprint);
      const link = location.origin + location.pathname + "?" + query.join("&");
      const { texts } = this.options;
      copy(link).then(() => say(control, texts.copied), () => offer(this.map, link, texts));
    }

    remove() {
      this.map.remove();
      delete RelosAtlas.maps[this.options.id];
    }
  }

  function canvas(pane) {
    return L.canvas({ pane: pane, padding: 0.3 });
  }

  // GeoJSON as Leaflet layers; on the flat map the part west of the seam is drawn a turn further east.
  function geographic(data, west, options) {
    if (west <= -180) return [L.geoJSON(data, options)];
    const part = (keep) => ({ type: "FeatureCollection", features: data.features.flatMap((f) => pieces(f, keep)) });
    const east = L.geoJSON(part((lons) => Math.max(...lons) >= west - 30), options);
    const shifted = Object.assign({}, options, { coordsToLatLng: (c) => new L.LatLng(c[1], c[0] + 360) });
    return [east, L.geoJSON(part((lons) => Math.min(...lons) <= west + 30), shifted)];
  }

  // Outlines of land without the edges that only a cut has made: at 180 degrees, the equator, the far south.
  function coasts(data) {
    const isCut = (a, b) =>
      (Math.abs(a[0]) >= 180 && a[0] === b[0]) || (a[1] === b[1] && (a[1] === 0 || a[1] <= -85));
    const lines = [];
    const trace = (ring) => {
      let line = [ring[0]];
      for (let i = 1; i < ring.length; i += 1) {
        if (isCut(ring[i - 1], ring[i])) {
          if (line.length > 1) lines.push(line);
          line = [];
        }
        line.push(ring[i]);
      }
      if (line.length > 1) lines.push(line);
    };
    data.features.forEach((f) => {
      const polygons = f.geometry.type === "Polygon" ? [f.geometry.coordinates] : f.geometry.coordinates;
      polygons.forEach((rings) => rings.forEach(trace));
    });
    const features = lines.map((line) => ({ type: "Feature", properties: {}, geometry: { type: "LineString", coordinates: line } }));
    return { type: "FeatureCollection", features: features };
  }

  function pieces(feature, keep) {
    const { type, coordinates } = feature.geometry;
    const single = type.replace("Multi", "");
    const parts = type.startsWith("Multi") ? coordinates : [coordinates];
    const outline = (part) => (single === "Polygon" ? part[0] : part).map((c) => c[0]);
    return parts
      .filter((part) => keep(outline(part)))
      .map((part) => ({ type: "Feature", properties: {}, geometry: { type: single, coordinates: part } }));
  }

  function graticule(spec, ink) {
    const lines = [];
    spec.parallels.forEach((lat) => lines.push(range(spec.west, spec.east, 2).map((lon) => [lat, lon])));
    spec.meridians.forEach((lon) => lines.push(range(spec.south, spec.north, 2).map((lat) => [lat, lon])));
    return L.polyline(lines, { pane: "graticule", renderer: canvas("graticule"), color: ink.graticule, weight: 0.6, interactive: false });
  }

  function range(from, to, step) {
    return Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, i) => from + i * step);
  }

  function button(map, position, className, text, title, act) {
    const control = L.control({ position: position });
    let node;
    control.onAdd = function () {
      const bar = L.DomUtil.create("div", "leaflet-bar " + className);
      node = L.DomUtil.create("button", "", bar);
      node.type = "button";
      node.title = title;
      node.setAttribute("aria-label", title);
      node.textContent = text;
      L.DomEvent.disableClickPropagation(bar);
      L.DomEvent.on(node, "click", act);
      return bar;
    };
    control.addTo(map);
    return node;
  }

  function caption(map, text) {
    const control = L.control({ position: "bottomright" });
    const node = L.DomUtil.create("div", "atlas-caption");
    node.textContent = text;
    control.onAdd = () => node;
    control.addTo(map);
    return node;
  }

  function legend(map, options) {
    const control = L.control({ position: "bottomleft" });
    control.onAdd = function () {
      const box = L.DomUtil.create("details", "atlas-legend");
      box.open = map.getSize().x > 640 && map.getSize().y > 450;
      L.DomUtil.create("summary", "", box).textContent = options.texts.legend;
      options.grades.filter((grade) => grade.inLegend).forEach((grade) => entry(box, sample(map, "circle", grade), grade.label));
      const kinds = options.legendHasKinds && L.DomUtil.create("div", "atlas-kinds", box);
      Object.entries(kinds ? options.kinds : {}).forEach(([slug, label]) => {
        entry(kinds, sample(map, options.shapes[slug], { solid: false, ink: "weak", radius: 5 }), label);
      });
      options.lines.forEach((line) => {
        const style = options.tracks[line.style];
        const symbol = style ? RelosAtlas.trackSample(style) : lineSample(map, "link", line.solid ? [] : [5, 4], line.mutual ? [-1, 1] : [1]);
        entry(box, symbol, line.text);
      });
      entry(box, lineSample(map, "disputed", [3, 3], []), options.texts.disputedLegend);
      L.DomEvent.disableClickPropagation(box);
      L.DomEvent.disableScrollPropagation(box);
      box.addEventListener("toggle", () => RelosAtlas.maps[options.id] && RelosAtlas.maps[options.id].marks.redraw());
      return box;
    };
    control.addTo(map);
  }

  function entry(box, symbol, text) {
    const line = L.DomUtil.create("div", "atlas-entry", box);
    line.appendChild(symbol);
    L.DomUtil.create("span", "", line).textContent = text;
  }

  function drawing(paint) {
    const node = document.createElement("canvas");
    node.setAttribute("aria-hidden", "true");
    node.width = 44;
    node.height = 32;
    const c = node.getContext("2d");
    c.scale(2, 2);
    paint(c);
    return node;
  }

  function sample(map, shape, grade) {
    const ink = RelosAtlas.ink(map.getContainer());
    return drawing((c) => {
      RelosAtlas.drawShape(c, shape, 11, 8, grade.radius);
      c.fillStyle = grade.solid ? grade.colour : ink.paper;
      c.strokeStyle = grade.solid ? ink.paper : ink[grade.ink];
      c.lineWidth = 1.4;
      c.fill();
      c.stroke();
    });
  }

  function lineSample(map, name, dash, heads) {
    const ink = RelosAtlas.ink(map.getContainer());
    return drawing((c) => {
      c.strokeStyle = ink[name];
      c.lineWidth = 1.4;
      c.setLineDash(dash);
      c.beginPath();
      c.moveTo(1, 8);
      c.lineTo(21, 8);
      c.stroke();
      c.setLineDash([]);
      c.fillStyle = ink[name];
      // A head points the way that the sign says.
      heads.forEach((way) => {
        c.beginPath();
        c.moveTo(11 + way * 9, 8);
        c.lineTo(11 + way * 2, 4.6);
        c.lineTo(11 + way * 2, 11.4);
        c.closePath();
        c.fill();
      });
    });
  }

  function paragraphs(lines) {
    const node = document.createElement("div");
    lines.filter(Boolean).forEach((line, i) => {
      const p = document.createElement(i ? "div" : "strong");
      p.textContent = line;
      node.appendChild(p);
    });
    return node;
  }

  function bytes(base64) {
    return Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
  }

  function short(degrees) {
    return String(Math.round(degrees * 1000) / 1000);
  }

  function reducedMotion() {
    return window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  }

  function copy(text) {
    return navigator.clipboard ? navigator.clipboard.writeText(text) : Promise.reject(new Error("no clipboard"));
  }

  function say(node, text) {
    const before = node.textContent;
    node.textContent = text;
    node.setAttribute("aria-live", "polite");
    setTimeout(() => (node.textContent = before), 2500);
  }

  // Without a clipboard (plain http) the link is shown to be copied by hand.
  function offer(map, link, texts) {
    const node = document.createElement("div");
    const label = document.createElement("label");
    label.textContent = texts.copyByHand;
    const field = document.createElement("input");
    field.readOnly = true;
    field.value = link;
    label.appendChild(field);
    node.appendChild(label);
    L.popup({ className: "atlas-popup", minWidth: 260 }).setLatLng(map.getCenter()).setContent(node).openOn(map);
    field.select();
  }
})();
