// Shapes of marks, traced on anything that draws like a canvas: the map, its legend, the timeline's paths.
(function () {
  "use strict";
  RelosAtlas.SHAPES = {
    circle: (c, x, y, r) => c.arc(x, y, r, 0, 2 * Math.PI),
    square: (c, x, y, r) => c.rect(x - r * 0.88, y - r * 0.88, r * 1.76, r * 1.76),
    diamond: (c, x, y, r) => polygon(c, x, y, r * 1.2, 4, -90),
    triangle: (c, x, y, r) => polygon(c, x, y + r * 0.15, r * 1.25, 3, -90),
    wedge: (c, x, y, r) => polygon(c, x, y - r * 0.15, r * 1.25, 3, 90),
    pentagon: (c, x, y, r) => polygon(c, x, y, r * 1.12, 5, -90),
    hexagon: (c, x, y, r) => polygon(c, x, y, r * 1.1, 6, 0),
    star: (c, x, y, r) => {
      for (let i = 0; i < 10; i += 1) {
        const a = ((i * 36 - 90) * Math.PI) / 180;
        const reach = r * (i % 2 ? 0.6 : 1.35);
        if (i) c.lineTo(x + reach * Math.cos(a), y + reach * Math.sin(a));
        else c.moveTo(x + reach * Math.cos(a), y + reach * Math.sin(a));
      }
      c.closePath();
    },
    cross: (c, x, y, r) => {
      const a = r * 0.42;
      const b = r * 1.1;
      [[-a, -b], [a, -b], [a, -a], [b, -a], [b, a], [a, a], [a, b], [-a, b], [-a, a], [-b, a], [-b, -a], [-a, -a]]
        .forEach(([dx, dy], i) => (i ? c.lineTo(x + dx, y + dy) : c.moveTo(x + dx, y + dy)));
      c.closePath();
    },
  };

  function polygon(c, x, y, r, sides, start) {
    for (let i = 0; i < sides; i += 1) {
      const a = ((start + (360 / sides) * i) * Math.PI) / 180;
      if (i) c.lineTo(x + r * Math.cos(a), y + r * Math.sin(a));
      else c.moveTo(x + r * Math.cos(a), y + r * Math.sin(a));
    }
    c.closePath();
  }

  // Records what a shape draws as the data of an SVG path.
  RelosAtlas.shapePath = function (name, x, y, r) {
    const said = [];
    const at = (px, py) => px.toFixed(1) + " " + py.toFixed(1);
    const pen = {
      moveTo: (px, py) => said.push("M" + at(px, py)),
      lineTo: (px, py) => said.push("L" + at(px, py)),
      closePath: () => said.push("Z"),
      rect: (px, py, w, h) => said.push("M" + at(px, py) + "h" + w.toFixed(1) + "v" + h.toFixed(1) + "h" + (-w).toFixed(1) + "Z"),
      arc: (px, py, s) => said.push("M" + at(px - s, py) + "a" + s + " " + s + " 0 1 0 " + 2 * s + " 0a" + s + " " + s + " 0 1 0 " + -2 * s + " 0Z"),
    };
    (RelosAtlas.SHAPES[name] || RelosAtlas.SHAPES.circle)(pen, x, y, r);
    return said.join("");
  };
})();
