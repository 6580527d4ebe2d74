// The link in a field with a button that copies it; tells Python where the reader has moved the map.
export default function (component) {
  const { data, parentElement, setStateValue } = component;
  let host = parentElement.querySelector(".atlas-share-link");
  if (!host) {
    host = build(data);
    parentElement.appendChild(host);
    const camera = cameraOf(window.RelosAtlas && window.RelosAtlas.maps && window.RelosAtlas.maps.atlas);
    if (camera !== data.camera) setStateValue("camera", camera);
  }
  host.querySelector("input").value = data.link;
}

// The view that the reader or a link has chosen; without one the map's own view needs no place in a link.
function cameraOf(atlas) {
  if (!atlas || !(atlas.isMoved || (atlas.state && atlas.state.camera))) return "";
  const centre = atlas.map.getCenter();
  const lon = ((((centre.lng + 180) % 360) + 360) % 360) - 180;
  const short = (degrees) => String(Math.round(degrees * 1000) / 1000);
  return `c=${short(centre.lat)}_${short(lon)}&z=${Math.round(atlas.map.getZoom() * 2) / 2}`;
}

function build(data) {
  const host = document.createElement("div");
  host.className = "atlas-share-link";
  const label = document.createElement("label");
  label.textContent = data.texts.label;
  const field = Object.assign(document.createElement("input"), { readOnly: true, type: "text" });
  const button = Object.assign(document.createElement("button"), { type: "button", textContent: data.texts.copy });
  const said = document.createElement("span");
  said.setAttribute("role", "status");
  label.appendChild(field);
  host.append(label, button, said);
  button.onclick = () => {
    field.select();
    const copied = navigator.clipboard ? navigator.clipboard.writeText(field.value) : Promise.reject(new Error("no clipboard"));
    copied.then(() => (said.textContent = data.texts.copied), () => (said.textContent = data.texts.byHand));
  };
  return host;
}
