// The one-file map: its own land and places instead of requests, a filter, a list and a card beside the map.
// Every word from data is set as text content, never as markup.
(function () {
  "use strict";
  const content = JSON.parse(document.getElementById("relos-atlas-file").textContent);
  const { table, state, texts, notes, sources, grades } = Object.assign({}, content, {
    table: content.table[content.state.table],
  });
  const strengths = bytes(state.codes);

  // What the map's scripts would fetch lies here already.
  Object.entries(content.layers).forEach(([path, layer]) => (RelosAtlas.tables[path] = Promise.resolve(geojson(layer))));
  RelosAtlas.tables[state.table] = Promise.resolve(table);

  // The map takes its colours once, when it is made: the script of the map comes after this one.
  const node = document.querySelector(".folium-map");
  node.classList.add("atlas-map");
  node.setAttribute("role", "region");
  document.body.classList.toggle("atlas-dark", matchMedia("(prefers-color-scheme: dark)").matches);

  const wanted = { text: "", grades: new Set(strengths), country: "", kind: "" };
  const searched = notes.map((note, i) => folded([table.ids[i], table.names[i], ...note.names].join(" ")));
  let atlas = null;
  let selected = state.selected;

  RelosAtlas.openFile = function () {
    atlas = RelosAtlas.maps[content.id];
    // A link copied from a file would lead to the file; the footer has the one that leads to the atlas.
    document.querySelectorAll(".atlas-copy").forEach((button) => button.remove());
    new ResizeObserver(() => atlas.resized()).observe(node.parentNode);
    atlas.listeners.select = choose;
    buildPanel();
    update();
    if (selected !== null) showCard();
    atlas.ready.then(() => document.body.setAttribute("data-ready", "true"));
  };

  function fits(i) {
    return (
      wanted.grades.has(strengths[i]) &&
      (!wanted.country || String(table.country[i]) === wanted.country) &&
      (!wanted.kind || String(table.kind[i]) === wanted.kind) &&
      folded(wanted.text).split(" ").every((word) => searched[i].includes(word))
    );
  }

  function update() {
    const shown = table.ids.map((_, i) => i).filter(fits);
    const visible = new Set(shown);
    const codes = strengths.map((code, i) => (visible.has(i) || i === selected ? code : 0));
    atlas.show(
      Object.assign({}, state, {
        codes: btoa(String.fromCharCode(...codes)),
        count: shown.length,
        selected: selected,
        links: state.links.filter((link) => startsShown(link, visible)),
        revision: state.revision + "-" + shown.length + "-" + selected,
      })
    );
    document.getElementById("file-count").textContent = shown.length
      ? texts.shown.replace("{n}", shown.length).replace("{total}", table.ids.length)
      : texts.none;
    listPlaces(shown);
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
    [...new Set(strengths)].sort().forEach((code) => gradeBox(evidence, code));
    choice(form, "country", texts.country, table.countryNames);
    choice(form, "kind", texts.kind, table.kinds.map((kind) => atlas.options.kinds[kind] || kind));
    const count = add(panel, "p", "file-count");
    count.id = "file-count";
    count.setAttribute("role", "status");
    add(panel, "article", "file-card").hidden = true;
    add(panel, "h2").textContent = texts.list;
    add(panel, "ul", "file-list");
    add(panel, "p", "file-note").textContent = texts.note;
  }

  function gradeBox(parent, code) {
    const line = add(parent, "label");
    const box = add(line, "input");
    box.type = "checkbox";
    box.checked = true;
    box.value = grades[code - 1];
    add(line, "span").textContent = grades[code - 1];
    box.addEventListener("change", () => {
      if (box.checked) wanted.grades.add(code);
      else wanted.grades.delete(code);
      update();
    });
  }

  function choice(form, name, label, options) {
    const select = add(labelled(form, label), "select");
    select.id = "file-" + name;
    add(select, "option").textContent = texts.all;
    select.options[0].value = "";
    options
      .map((text, i) => [text, String(i)])
      .sort((a, b) => a[0].localeCompare(b[0]))
      .forEach(([text, value]) => Object.assign(add(select, "option"), { textContent: text, value: value }));
    select.addEventListener("change", () => change({ [name]: select.value }));
  }

  function change(part) {
    Object.assign(wanted, part);
    update();
  }

  function listPlaces(shown) {
    const list = document.querySelector(".file-list");
    list.replaceChildren();
    shown
      .slice()
      .sort((a, b) => strengths[a] - strengths[b] || table.names[a].localeCompare(table.names[b]))
      .forEach((i) => {
        const button = add(add(list, "li"), "button");
        button.type = "button";
        button.setAttribute("aria-pressed", String(i === selected));
        add(button, "span").textContent = table.names[i];
        add(button, "small").textContent = [table.countryNames[table.country[i]], grades[strengths[i] - 1]].join(" · ");
        button.addEventListener("click", () => choose(table.ids[i]));
      });
  }

  function choose(id) {
    selected = id === null ? null : table.ids.indexOf(id);
    update();
    showCard();
    if (selected !== null) atlas.popup(selected);
    else atlas.map.closePopup();
  }

  function showCard() {
    const card = document.querySelector(".file-card");
    card.replaceChildren();
    card.hidden = selected === null;
    if (card.hidden) return;
    const note = notes[selected];
    const close = add(card, "button", "file-close");
    close.type = "button";
    close.textContent = texts.close;
    close.addEventListener("click", () => choose(null));
    add(card, "h2").textContent = table.names[selected];
    const kind = atlas.options.kinds[table.kinds[table.kind[selected]]];
    add(card, "p").textContent = [kind, table.countryNames[table.country[selected]]].filter(Boolean).join(" · ");
    if (note.summary) add(card, "p").textContent = note.summary;
    if (note.names.length) paragraph(card, texts.names, note.names.join(" · "));
    add(card, "h3").textContent = texts.claims;
    if (!note.claims.length) add(card, "p").textContent = texts["no-claims"];
    note.claims.forEach((claim) => showClaim(card, claim));
    if (note.agreements.length) paragraph(card, texts.agreements, note.agreements.join("; "));
    add(card, "h3").textContent = texts.sources;
    sourceList(card, note.sources);
    card.scrollTop = 0;
  }

  function showClaim(card, claim) {
    const section = add(card, "section");
    add(section, "p").textContent = claim.statement;
    add(section, "p", "file-said").textContent = claim.said;
    sourceList(section, claim.sources);
    if (claim.note) add(section, "p", "file-said").textContent = claim.note;
  }

  function paragraph(parent, heading, text) {
    add(parent, "h3").textContent = heading;
    add(parent, "p").textContent = text;
  }

  function sourceList(parent, ids) {
    const list = add(parent, "ul", "file-sources");
    ids.forEach((id) => {
      const { title, where, url } = sources[id];
      const item = add(list, "li");
      const isWeb = /^https?:\/\//i.test(url);
      const name = add(item, isWeb ? "a" : "span");
      name.textContent = title;
      if (isWeb) Object.assign(name, { href: url, target: "_blank", rel: "noopener noreferrer" });
      add(item, "small").textContent = " " + where;
    });
  }

  function labelled(parent, text) {
    const label = add(parent, "label");
    add(label, "span").textContent = text;
    return label;
  }

  function add(parent, name, className) {
    const node = document.createElement(name);
    if (className) node.className = className;
    parent.appendChild(node);
    return node;
  }

  // Letters without accents or case, so that search forgives both.
  function folded(text) {
    return text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase().trim().replace(/\s+/g, " ");
  }

  function bytes(base64) {
    return Array.from(atob(base64), (c) => c.charCodeAt(0));
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
