// Mounts the timeline in the page and hands it one state after another; its node stays.

async function load({ scripts, style: sheet, table }) {
  const [rows] = await Promise.all([fetchOnce(table), loadAll([sheet], scripts)]);
  return rows;
}

export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const host = hostIn(parentElement, "atlas-timeline", data.texts.loading);
  host.latest = data;
  host.tell = (name, value) => setTriggerValue(name, value);
  load(data.files)
    .then((table) => {
      if (host.latest !== data) return;
      if (host.table !== data.files.table) {
        if (host.timeline) host.timeline.remove();
        const map = () => (window.RelosAtlas.maps || {}).atlas;
        host.timeline = new window.RelosAtlas.Timeline(host, table, {
          select: (id) => host.tell("selected", id),
          // An empty text is a choice as well: Streamlit hands on no empty trigger.
          period: (text) => host.tell("period", text || ".."),
          asOf: (text) => host.tell("as_of", text || ".."),
          marks: (codes) => map() && map().play(codes),
        });
        host.table = data.files.table;
        host.resizer = host.resizer || new ResizeObserver(() => host.timeline && host.timeline.later());
        host.resizer.observe(host);
      }
      host.timeline.show(data.state);
    })
    .catch((error) => {
      console.warn(error);
      message(host, data.texts.failed);
    });
  return () => {
    if (host.resizer) host.resizer.disconnect();
    if (host.timeline) host.timeline.remove();
    host.remove();
  };
}
