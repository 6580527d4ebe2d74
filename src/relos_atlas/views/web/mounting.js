// What the map and the timeline begin with: files that load once, a host that stays, a word while it waits.
// It stands before the component's own script, in one module (views/component.py).
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

// Data is fetched once by its address, which names its content.
const fetched = new Map();

function fetchOnce(url) {
  if (!fetched.has(url)) {
    fetched.set(url, fetch(url).then((response) => response.json()));
    fetched.get(url).catch(() => fetched.delete(url));
  }
  return fetched.get(url);
}

// All at once: scripts that are not async still run in the order in which they were added.
function loadAll(styles, scripts) {
  return Promise.all([...styles.map((url) => loadOnce(url, style)), ...scripts.map((url) => loadOnce(url, script))]);
}

// The component's own node: made at the first state, with a message in it, and there for all others.
function hostIn(parent, name, loading) {
  let host = parent.querySelector(`.${name}`);
  if (!host) {
    host = Object.assign(document.createElement("div"), { className: name });
    parent.appendChild(host);
    message(host, loading);
  }
  shade(host);
  return host;
}

function message(host, text) {
  let node = host.querySelector(":scope > .atlas-message");
  if (!text) {
    if (node) node.remove();
    return;
  }
  if (!node) {
    node = Object.assign(document.createElement("div"), { className: "atlas-message" });
    node.setAttribute("role", "status");
    host.appendChild(node);
  }
  node.textContent = text;
}

function shade(host) {
  // Streamlit's theme arrives as CSS variables; dark paper is told by how dark it is.
  const [r, g, b] = (getComputedStyle(document.querySelector(".stApp") || document.body).backgroundColor.match(/\d+/g) || [255, 255, 255]).map(Number);
  host.classList.toggle("atlas-dark", r * 0.3 + g * 0.59 + b * 0.11 < 110);
}
