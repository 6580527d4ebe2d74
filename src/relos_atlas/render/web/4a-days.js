// Days as whole numbers from 1970-01-01 (before it negative), all in UTC; a date is never a local time.
(function () {
  "use strict";
  window.RelosAtlas = window.RelosAtlas || { maps: {}, tables: {} };
  const DAY_MS = 86400000;

  const dateOf = (day) => new Date(day * DAY_MS);

  const parts = (day) => {
    const date = dateOf(day);
    return [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()];
  };

  // Months count from 0 and may run over, as in Date; years are those of the calendar, also below 100.
  const dayOf = (year, month, date) => {
    const at = new Date(0);
    at.setUTCFullYear(year, month, date);
    return Math.round(at.getTime() / DAY_MS);
  };

  const iso = (day) => {
    const [y, m, d] = parts(day);
    return String(y).padStart(4, "0") + "-" + String(m + 1).padStart(2, "0") + "-" + String(d).padStart(2, "0");
  };

  // First and last day of "2018", "2018-03" or "2018-03-05".
  const ends = (text) => {
    const [year, month, day] = text.split("-").map(Number);
    if (day) return [dayOf(year, month - 1, day), dayOf(year, month - 1, day)];
    if (month) return [dayOf(year, month - 1, 1), dayOf(year, month, 0)];
    return [dayOf(year, 0, 1), dayOf(year, 11, 31)];
  };

  RelosAtlas.days = { dateOf: dateOf, parts: parts, dayOf: dayOf, iso: iso, ends: ends };
})();
