// The one global name of this project's scripts, and the inks that canvas drawing uses.
(function () {
  "use strict";
  window.RelosAtlas = window.RelosAtlas || { maps: {}, tables: {} };

  // Colours are CSS variables on the map's container, so that light, dark and grey stay in one file.
  RelosAtlas.ink = function (container) {
    const style = getComputedStyle(container);
    const read = (name) => style.getPropertyValue("--atlas-" + name).trim();
    const font = style.fontFamily || "sans-serif";
    return {
      font: font,
      paper: read("paper"),
      halo: read("halo"),
      text: read("text"),
      weak: read("weak"),
      faint: read("faint"),
      link: read("link"),
      selected: read("selected"),
      land: read("land"),
      coast: read("coast"),
      border: read("border"),
      disputed: read("disputed"),
      graticule: read("graticule"),
      names: {
        ocean: { font: "italic 13px Georgia, serif", colour: read("sea-name"), upper: false },
        sea: { font: "italic 12px Georgia, serif", colour: read("sea-name"), upper: false },
        country: { font: "500 11px " + font, colour: read("country-name"), upper: true },
        degree: { font: "10px " + font, colour: read("country-name"), upper: false },
      },
    };
  };

  RelosAtlas.fetchJson = function (url) {
    if (!RelosAtlas.tables[url]) {
      RelosAtlas.tables[url] = fetch(url).then((response) => {
        if (!response.ok) throw new Error(url + ": " + response.status);
        return response.json();
      });
      RelosAtlas.tables[url].catch(() => delete RelosAtlas.tables[url]);
    }
    return RelosAtlas.tables[url];
  };
})();
