// Mounts the timeline in the page and hands it one state after another; its node stays.
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

const tables = new Map();

async function load({ scripts, style: sheet, table }) {
  if (!tables.has(table)) tables.set(table, fetch(table).then((response) => response.json()));
  await Promise.all([loadOnce(sheet, style), ...scripts.map((url) => loadOnce(url, script))]);
  return tables.get(table);
}

function message(host, text) {
  let node = host.querySelector(":scope > .atlas-tl-message");
  if (!text) {
    if (node) node.remove();
    return;
  }
  if (!node) node = host.appendChild(Object.assign(document.createElement("p"), { className: "atlas-tl-message" }));
  node.setAttribute("role", "status");
  node.textContent = text;
}

function shade(host) {
  // Streamlit's theme arrives as CSS variables; dark paper is told by how dark it is.
  const [r, g, b] = (getComputedStyle(document.querySelector(".stApp") || document.body).backgroundColor.match(/\d+/g) || [255, 255, 255]).map(Number);
  host.classList.toggle("atlas-dark", r * 0.3 + g * 0.59 + b * 0.11 < 110);
}

export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  let host = parentElement.querySelector(".atlas-timeline");
  if (!host) {
    host = Object.assign(document.createElement("div"), { className: "atlas-timeline" });
    parentElement.appendChild(host);
    message(host, data.texts.loading);
  }
  host.latest = data;
  host.tell = (name, value) => setTriggerValue(name, value);
  shade(host);
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
