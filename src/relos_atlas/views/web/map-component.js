// Mounts the Folium map in the page and hands it one state after another.
// The map's node stays as long as the base map does: a filter changes marks, never the map.
const loaded = new Map();

function loadOnce(url, make) {
  if (!loaded.has(url)) {
    loaded.set(url, new Promise((resolve, reject) => {
      const node = make(url);
      node.onload = resolve;
      node.onerror = () => {
        loaded.delete(url);
        reject(new Error(url));
      };
      document.head.appendChild(node);
    }));
  }
  return loaded.get(url);
}

function script(url) {
  return Object.assign(document.createElement("script"), { src: url, async: false });
}

function style(url) {
  return Object.assign(document.createElement("link"), { rel: "stylesheet", href: url });
}

// The page of a base map (its HTML, its script, the files it needs) is fetched once by its address.
const pages = new Map();

async function load(url) {
  if (!pages.has(url)) pages.set(url, fetch(url).then((response) => response.json()));
  const page = await pages.get(url);
  // All at once: scripts that are not async still run in the order in which they were added.
  const sheets = page.styles.map((url) => loadOnce(url, style));
  await Promise.all([...sheets, ...page.scripts.map((url) => loadOnce(url, script))]);
  return page;
}

function message(host, text) {
  let node = host.querySelector(".atlas-message");
  if (!text) {
    if (node) node.remove();
    return;
  }
  if (!node) {
    node = document.createElement("div");
    node.className = "atlas-message";
    node.setAttribute("role", "status");
    host.appendChild(node);
  }
  node.textContent = text;
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

function shade(host) {
  // Streamlit's theme arrives as CSS variables; dark paper is told by how dark it is.
  const [r, g, b] = (getComputedStyle(document.querySelector(".stApp") || document.body).backgroundColor.match(/\d+/g) || [255, 255, 255]).map(Number);
  host.classList.toggle("atlas-dark", r * 0.3 + g * 0.59 + b * 0.11 < 110);
}

export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  let host = parentElement.querySelector(".atlas-host");
  if (!host) {
    host = document.createElement("div");
    host.className = "atlas-host";
    parentElement.appendChild(host);
    message(host, data.texts.loading);
  }
  host.latest = data;
  host.select = (id) => setTriggerValue("selected", id);
  shade(host);
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
