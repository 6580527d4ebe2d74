// Mounts the Folium map in the page and hands it one state after another.
// The map's node stays as long as the base map does: a filter changes marks, never the map.

// The page of a base map: its HTML, its script, the files it needs.
async function load(url) {
  const page = await fetchOnce(url);
  await loadAll(page.styles, page.scripts);
  return page;
}

function build(host, page, url, id) {
  if (host.atlas) host.atlas.remove();
  host.atlas = null;
  host.querySelectorAll(".folium-map").forEach((node) => node.remove());
  host.insertAdjacentHTML("afterbegin", page.html);
  const node = host.querySelector(".folium-map");
  node.classList.add("atlas-map");
  node.setAttribute("role", "region");
  // Folium's script is a program of top-level declarations; a function keeps them apart.
  new Function(page.script)();
  host.atlas = window.RelosAtlas.maps[id];
  host.base = url;
  host.resizer = host.resizer || new ResizeObserver(() => host.atlas && host.atlas.resized());
  host.resizer.observe(host);
}

export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const host = hostIn(parentElement, "atlas-host", data.texts.loading);
  host.latest = data;
  host.select = (id) => setTriggerValue("selected", id);
  load(data.page)
    .then((page) => {
      if (host.latest !== data) return null;
      if (host.base !== data.page) build(host, page, data.page, data.id);
      host.atlas.isAlone = Boolean(data.alone);
      host.atlas.listeners.select = (id) => host.select(id);
      host.atlas.listeners.pick = data.picks ? (id) => host.select(id) : null;
      host.querySelector(".folium-map").classList.toggle("atlas-picks", Boolean(data.picks));
      return Promise.all([host.atlas.show(data.state), host.atlas.ready]);
    })
    .then(() => message(host, ""))
    .catch((error) => {
      console.warn(error);
      message(host, data.texts.failed);
    });
  return () => {
    if (host.resizer) host.resizer.disconnect();
    if (host.atlas) host.atlas.remove();
    host.remove();
  };
}
