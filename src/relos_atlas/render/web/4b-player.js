// Plays through days one after another: at a pace, paused at once, never by itself. Knows nothing of what is drawn.
(function () {
  "use strict";
  window.RelosAtlas = window.RelosAtlas || { maps: {}, tables: {} };
  const BEAT_MS = 1000;

  // onDay(day) shows a day; onState(isPlaying, day) tells that playing began, paused or came to its end.
  RelosAtlas.Player = class {
    constructor(onDay, onState) {
      this.onDay = onDay;
      this.onState = onState;
      this.pace = 2;
      this.timer = null;
      // Nobody watches a hidden page; it would run on unseen.
      this.hide = () => document.hidden && this.pause();
      document.addEventListener("visibilitychange", this.hide);
    }

    get isPlaying() {
      return this.timer !== null;
    }

    // Begins after the day given (null: from the first), or from the first again after the last.
    play(days, after) {
      this.pause();
      if (!days.length) return;
      const next = after === null ? 0 : days.findIndex((day) => day > after);
      this.days = days;
      this.at = Math.max(next, 0) - 1;
      this.timer = 0;
      this.onState(true, null);
      this.beat();
    }

    beat() {
      this.at += 1;
      this.onDay(this.days[this.at]);
      if (this.at >= this.days.length - 1) this.pause();
      else this.timer = window.setTimeout(() => this.beat(), BEAT_MS / this.pace);
    }

    pause() {
      if (!this.isPlaying) return;
      window.clearTimeout(this.timer);
      this.timer = null;
      this.onState(false, this.days[this.at]);
    }

    remove() {
      window.clearTimeout(this.timer);
      this.timer = null;
      document.removeEventListener("visibilitychange", this.hide);
    }
  };
})();
