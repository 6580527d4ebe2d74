// The one-file map: its own land and places instead of requests, a filter, a list and a card beside the map.
// Every word from data is set as text content, never as markup.
(function () {
  "use strict";
  const content = JSON.parse(document.getElementById("relos-atlas-file").textContent);
  const { items, table, state, texts, sources, grades } = content;

  // What the map's scripts would fetch lies here already.
  Object.entries(content.layers).forEach(([path, layer]) => (RelosAtlas.tables[path] = Promise.resolve(geojson(layer))));
  RelosAtlas.tables[state.table] = Promise.resolve(table);

  // The map takes its colours once, when it is made: the script of the map comes after this one.
  const node = document.querySelector(".folium-map");
  node.classList.add("atlas-map");
  node.setAttribute("role", "region");
  document.body.classList.toggle("atlas-dark", matchMedia("(prefers-color-scheme: dark)").matches);

  const wanted = { text: "", grades: new Set(grades.map((_, i) => i + 1)), country: "", kind: "" };
  const searched = items.map((item) => folded([item.id, item.name, ...item.names].join(" ")));
  let atlas = null;
  let timeline = null;
  let selected = content.selected;

  RelosAtlas.openFile = function () {
    atlas = RelosAtlas.maps[content.id];
    // A link copied from a file would lead to the file; the footer has the one that leads to the atlas.
    document.querySelectorAll(".atlas-copy").forEach((button) => button.remove());
    new ResizeObserver(() => atlas.resized()).observe(node.parentNode);
    atlas.listeners.select = choose;
    if (content.timeline) timeline = new RelosAtlas.FileTimeline(content.timeline, atlas, { select: choose, change: update });
    buildPanel();
    update();
    if (selected !== null) showCard();
    atlas.ready.then(() => document.body.setAttribute("data-ready", "true"));
  };

  // The number of an item's mark, 0 where the dates chosen on the timeline hide it.
  function code(i) {
    return timeline ? timeline.code(items[i].id, items[i].code) : items[i].code;
  }

  function fits(i) {
    return (
      wanted.grades.has(code(i)) &&
      (!wanted.country || items[i].country === wanted.country) &&
      (!wanted.kind || items[i].kind === wanted.kind) &&
      folded(wanted.text).split(" ").every((word) => searched[i].includes(word))
    );
  }

  function update() {
    const shown = items.map((_, i) => i).filter(fits);
    const visible = new Set(shown);
    const codes = table.ids.map((_, i) => (visible.has(i) ? code(i) : i === selected ? items[i].code : 0));
    const revision = [state.revision, shown.length, selected].join("-");
    atlas.show(
      Object.assign({}, state, {
        codes: btoa(String.fromCharCode(...codes)),
        count: shown.length,
        selected: selected !== null && selected < table.ids.length ? selected : null,
        links: state.links.filter((link) => startsShown(link, visible)),
        revision: revision,
      })
    );
    if (timeline) timeline.show(new Set(shown.map((i) => items[i].id)), selected === null ? null : items[selected].id, revision);
    document.getElementById("file-count").textContent = shown.length
      ? texts.shown.replace("{n}", shown.length).replace("{total}", items.length)
      : texts.none;
    listItems(shown);
  }

  // A line from a place goes with its place; lines between countries always stay.
  function startsShown(link, visible) {
    const [lon, lat] = link.ends[0];
    const starts = table.ids.map((_, i) => i).filter((i) => table.lon[i] === lon && table.lat[i] === lat);
    return !starts.length || starts.some((i) => visible.has(i));
  }

  function buildPanel() {
    const panel = document.getElementById("file-panel");
    const form = add(panel, "form", "file-filter");
    form.addEventListener("submit", (event) => event.preventDefault());
    const search = add(labelled(form, texts.search), "input");
    search.type = "search";
    search.id = "file-search";
    search.addEventListener("input", () => change({ text: search.value }));
    const evidence = add(form, "fieldset");
    add(evidence, "legend").textContent = texts.evidence;
    [...new Set(items.map((item) => item.code))].sort().forEach((number) => gradeBox(evidence, number));
    choice(form, "country", texts.country);
    choice(form, "kind", texts.kind);
    const count = add(panel, "p", "file-count");
    count.id = "file-count";
    count.setAttribute("role", "status");
    add(panel, "article", "file-card").hidden = true;
    add(panel, "h2").textContent = texts.list;
    add(panel, "ul", "file-list");
    if (items.some((item) => item.claims)) add(panel, "p", "file-note").textContent = texts.note;
  }

  function gradeBox(parent, number) {
    const line = add(parent, "label");
    const box = add(line, "input");
    box.type = "checkbox";
    box.checked = true;
    add(line, "span").textContent = grades[number - 1];
    box.addEventListener("change", () => {
      if (box.checked) wanted.grades.add(number);
      else wanted.grades.delete(number);
      update();
    });
  }

  function choice(form, name, label) {
    const values = [...new Set(items.map((item) => item[name]).filter(Boolean))].sort((a, b) => a.localeCompare(b));
    if (values.length < 2) return;
    const select = add(labelled(form, label), "select");
    select.id = "file-" + name;
    ["", ...values].forEach((value) => {
      const option = add(select, "option");
      option.value = value;
      option.textContent = value || texts.all;
    });
    select.addEventListener("change", () => change({ [name]: select.value }));
  }

  function change(part) {
    Object.assign(wanted, part);
    update();
  }

  function listItems(shown) {
    const list = document.querySelector(".file-list");
    list.replaceChildren();
    const before = timeline
      ? (a, b) => timeline.before(items[a].id, items[b].id)
      : (a, b) => items[a].code - items[b].code || items[a].name.localeCompare(items[b].name);
    shown.slice().sort(before).forEach((i) => {
      const button = add(add(list, "li"), "button");
      button.type = "button";
      button.setAttribute("aria-pressed", String(i === selected));
      add(button, "span").textContent = items[i].name;
      add(button, "small").textContent = [items[i].when || items[i].country, grades[code(i) - 1]].filter(Boolean).join(" · ");
      button.addEventListener("click", () => choose(items[i].id));
    });
  }

  function choose(id) {
    const found = items.findIndex((item) => item.id === id);
    selected = found < 0 ? null : found;
    update();
    showCard();
    if (selected !== null && selected < table.ids.length) atlas.popup(selected);
    else atlas.map.closePopup();
  }

  function showCard() {
    const card = document.querySelector(".file-card");
    card.replaceChildren();
    card.hidden = selected === null;
    if (card.hidden) return;
    const item = items[selected];
    const close = add(card, "button", "file-close");
    close.type = "button";
    close.textContent = texts.close;
    close.addEventListener("click", () => choose(null));
    add(card, "h2").textContent = item.name;
    add(card, "p").textContent = [item.when, item.kind, item.country].filter(Boolean).join(" · ");
    if (item.summary) add(card, "p").textContent = item.summary;
    if (item.names.length) paragraph(card, texts.names, item.names.join(" · "));
    if (item.claims) showClaims(card, item.claims);
    if (item.agreements.length) paragraph(card, texts.agreements, item.agreements.join("; "));
    add(card, "h3").textContent = texts.sources;
    sourceList(card, item.sources);
  }

  function showClaims(card, claims) {
    add(card, "h3").textContent = texts.claims;
    if (!claims.length) add(card, "p").textContent = texts["no-claims"];
    claims.forEach((claim) => {
      const section = add(card, "section");
      add(section, "p").textContent = claim.statement;
      add(section, "p", "file-said").textContent = claim.said;
      sourceList(section, claim.sources);
      if (claim.note) add(section, "p", "file-said").textContent = claim.note;
    });
  }

  function paragraph(parent, heading, text) {
    add(parent, "h3").textContent = heading;
    add(parent, "p").textContent = text;
  }

  function sourceList(parent, ids) {
    const list = add(parent, "ul", "file-sources");
    ids.forEach((id) => {
      const { title, where, url } = sources[id];
      const line = add(list, "li");
      const isWeb = /^https?:\/\//i.test(url);
      const name = add(line, isWeb ? "a" : "span");
      name.textContent = title;
      if (isWeb) Object.assign(name, { href: url, target: "_blank", rel: "noopener noreferrer" });
      add(line, "small").textContent = " " + where;
    });
  }

  function labelled(parent, text) {
    const label = add(parent, "label");
    add(label, "span").textContent = text;
    return label;
  }

  function add(parent, name, className) {
    const made = document.createElement(name);
    if (className) made.className = className;
    parent.appendChild(made);
    return made;
  }

  // Letters without accents or case, so that search forgives both.
  function folded(text) {
    return text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase().trim().replace(/\s+/g, " ");
  }

  function geojson(layer) {
    const rings = (part) => part.map((ring) => degrees(ring, layer.steps));
    const coordinates = layer.kind === "MultiPolygon" ? layer.parts.map(rings) : layer.parts.map((part) => rings(part)[0]);
    const geometry = { type: layer.kind, coordinates: coordinates };
    return { type: "FeatureCollection", features: [{ type: "Feature", properties: {}, geometry: geometry }] };
  }

  function degrees(ring, steps) {
    const line = [];
    let [x, y] = [0, 0];
    for (let i = 0; i < ring.length; i += 2) {
      x += ring[i];
      y += ring[i + 1];
      line.push([x / steps, y / steps]);
    }
    return line;
  }
})();
