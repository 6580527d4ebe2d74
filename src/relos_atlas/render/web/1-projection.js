// Polar stereographic projection on the WGS 84 ellipsoid as a Leaflet CRS.
// The twin of relos_atlas.geo.polar: a browser test compares the two.
(function () {
  "use strict";
  const RADIUS = 6378137;
  const ECCENTRICITY = 0.0818191908426215;
  const RAD = Math.PI / 180;
  // Half the width of the square that zoom level 0 shows, in metres.
  const EXTENT = 12367396;

  function isometric(lat) {
    const s = ECCENTRICITY * Math.sin(lat);
    return Math.tan(Math.PI / 4 - lat / 2) / Math.pow((1 - s) / (1 + s), ECCENTRICITY / 2);
  }

  function polarStereographic(centralMeridian, trueScaleLatitude) {
    const lon0 = centralMeridian * RAD;
    const latTs = trueScaleLatitude * RAD;
    const s = Math.sin(latTs);
    const m = Math.cos(latTs) / Math.sqrt(1 - ECCENTRICITY * ECCENTRICITY * s * s);
    const k = (RADIUS * m) / isometric(latTs);
    return {
      project: function (latlng) {
        // South of 60 S the plane runs away; nothing of this atlas lies there on the polar map.
        const lat = Math.max(-60, Math.min(90, latlng.lat)) * RAD;
        const lon = latlng.lng * RAD - lon0;
        const rho = k * isometric(lat);
        return new L.Point(rho * Math.sin(lon), -rho * Math.cos(lon));
      },
      unproject: function (point) {
        const t = Math.hypot(point.x, point.y) / k;
        let lat = Math.PI / 2 - 2 * Math.atan(t);
        for (let i = 0; i < 8; i += 1) {
          const e = ECCENTRICITY * Math.sin(lat);
          lat = Math.PI / 2 - 2 * Math.atan(t * Math.pow((1 - e) / (1 + e), ECCENTRICITY / 2));
        }
        let lon = (Math.atan2(point.x, -point.y) + lon0) / RAD;
        lon = ((lon + 540) % 360) - 180;
        return new L.LatLng(lat / RAD, lon);
      },
      bounds: L.bounds([-EXTENT, -EXTENT], [EXTENT, EXTENT]),
    };
  }

  // The great circle between two (lon, lat), about 100 km a step, longitudes running on over 180.
  RelosAtlas.greatCircle = function (start, end) {
    const unit = ([lon, lat]) => {
      const [l, p] = [lon * RAD, lat * RAD];
      return [Math.cos(p) * Math.cos(l), Math.cos(p) * Math.sin(l), Math.sin(p)];
    };
    const [a, b] = [unit(start), unit(end)];
    const angle = Math.acos(Math.min(1, Math.max(-1, a[0] * b[0] + a[1] * b[1] + a[2] * b[2])));
    if (angle < 1e-9) return [start, end];
    const steps = Math.ceil((angle * RADIUS) / 100000);
    const line = [start];
    for (let i = 1; i <= steps; i += 1) {
      const [f, g] = [Math.sin(angle * (1 - i / steps)), Math.sin((angle * i) / steps)];
      const [x, y, z] = a.map((value, k) => value * f + b[k] * g);
      const lon = Math.atan2(y, x) / RAD;
      const before = line[i - 1][0];
      line.push([lon + 360 * Math.round((before - lon) / 360), Math.atan2(z, Math.hypot(x, y)) / RAD]);
    }
    return line;
  };

  L.CRS.PolarNSR = L.extend({}, L.CRS, {
    code: "polar-stereographic-100E",
    projection: polarStereographic(100, 70),
    transformation: new L.Transformation(0.5 / EXTENT, 0.5, -0.5 / EXTENT, 0.5),
    distance: L.CRS.Earth.distance,
    R: L.CRS.Earth.R,
    infinite: true,
  });
})();
