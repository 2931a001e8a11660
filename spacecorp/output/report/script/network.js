// The network: drawn by Cytoscape.js at positions that were worked out beforehand.

let graph = null;
let focused = null; // the node that the keyboard is on

const LINE_WIDTH = 3.6;

function drawNetwork() {
  const stage = document.getElementById("graph");
  const { nodes, knots } = data.network;
  if (!nodes.length) {
    nothingIn("No partnerships or holdings were found.");
    return;
  }
  mixPaints();
  graph = cytoscape({
    container: stage,
    elements: elementsOf(nodes, knots),
    style: networkStyle(),
    layout: { name: "preset", fit: false },
    minZoom: 0.05,
    maxZoom: 4,
    autoungrabify: true,
    boxSelectionEnabled: false,
    selectionType: "single",
    userZoomingEnabled: false,
    hideEdgesOnViewport: nodes.length > 1500,
    textureOnViewport: nodes.length > 600,
  });
  graph.on("tap", "node", (event) => openNode(event.target));
  graph.on("tap", "edge", (event) => { location.hash = `#/fact/${event.target.data("row")}`; });
  graph.on("tap", (event) => { if (event.target === graph) unfocus(); });
  graph.on("mouseover", "node, edge", (event) => { stage.style.cursor = "pointer"; event.target.addClass("hover"); });
  graph.on("mouseout", "node, edge", (event) => { stage.style.cursor = ""; event.target.removeClass("hover"); });
  // The wheel scrolls the page until the picture has been clicked into.
  stage.addEventListener("focus", () => graph.userZoomingEnabled(true));
  stage.addEventListener("blur", () => { graph.userZoomingEnabled(false); setFocused(null); });
  stage.addEventListener("pointerdown", () => stage.focus({ preventScroll: true }));
  stage.addEventListener("touchstart", () => graph.userZoomingEnabled(true), { passive: true });
  stage.addEventListener("keydown", networkKeys);
  button("zoom-in", () => zoomBy(1.4));
  button("zoom-out", () => zoomBy(1 / 1.4));
  button("zoom-fit", fit);
  button("zoom-full", fillWindow);
  new ResizeObserver(() => graph.resize()).observe(stage);
  onFilter(filterNetwork);
  graph.one("render", () => performance.mark("drawn"));
  graph.on("zoom", () => {
    clearTimeout(naming);
    naming = setTimeout(nameLandmarks, 120); // when the zooming has come to rest
  });
  nameNetwork(graph.edges());
  begin();
  const drawn = new Set(graph.edges().map((edge) => edge.data("row")));
  const left = partnerships.length + holdings.length - drawn.size;
  if (left) document.getElementById("graph-keys").append(` Left out of the picture, but not of the lists: ${plural(left, "tie")} of the least connected names.`);
}

const shortened = (name) => (name.length > 60 ? `${name.slice(0, 59)}…` : name);
const button = (id, act) => document.getElementById(id).addEventListener("click", act);

function elementsOf(nodes, knots) {
  const shown = new Set(nodes.map(([entity]) => entity));
  const made = nodes.map(([entity, x, y]) => {
    // Worked out here, since a style that asks each node costs far more.
    const weight = Math.sqrt(rowsOf[entity].filter((row) => row.family !== "participation").length);
    return {
      group: "nodes",
      data: { id: `e${entity}`, entity, label: shortened(entities[entity].name), type: entities[entity].type, size: 18 + 8 * weight, font: Math.round(16 + 3 * weight) },
      position: { x, y },
    };
  });
  const pairs = new Map();
  for (const row of [...partnerships, ...holdings]) pairs.set(pairOf(row), (pairs.get(pairOf(row)) ?? 0) + 1);
  const knotOf = new Map();
  for (const [row, x, y] of knots) {
    knotOf.set(partnerships[row], `k${row}`);
    made.push({ group: "nodes", classes: "knot", data: { id: `k${row}`, row: partnerships[row].id, paint: paintOf(partnerships[row]) }, position: { x, y } });
  }
  for (const row of [...partnerships, ...holdings]) {
    if (!row.parties.every((party) => shown.has(party))) continue;
    const common = { row: row.id, paint: paintOf(row), pale: PALE.has(kindOf(row).colour), line: STATUSES[row.status] ?? "solid" };
    const knot = knotOf.get(row);
    if (knot) {
      for (const party of row.parties) made.push({ group: "edges", classes: "spoke", data: { ...common, source: knot, target: `e${party}` } });
    } else if (row.parties.length === 2) {
      const [source, target] = row.parties;
      const label = row.family === "holding" && row.share !== null ? percent(row.share) : kindOf(row).short;
      const classes = [row.family, ...(pairs.get(pairOf(row)) > 1 ? ["beside"] : [])];
      made.push({ group: "edges", classes, data: { ...common, source: `e${source}`, target: `e${target}`, label } });
    }
  }
  return made;
}

const pairOf = (row) => [...row.parties].sort((one, other) => one - other).join();

const PALE = new Set(["yellow", "sky", "orange", "purple"]);

// The colours of kinds as the canvas needs them; they change with the theme.
let paints = {};
function mixPaints() {
  paints = Object.fromEntries([...new Set(Object.values(KINDS).map((kind) => kind.colour)), "grey"].map((name) => [name, colour(name)]));
}
const paintOf = (row) => paints[kindOf(row).colour];

function networkStyle() {
  const font = getComputedStyle(document.body).fontFamily;
  const [ink, paper, muted, accent, rim] = ["ink", "surface", "muted", "accent", "rim"].map(colour);
  const dense = partnerships.length + holdings.length > 600; // thin out the tangle
  return [
    { selector: "node[entity]", style: {
      "width": "data(size)", "height": "data(size)", "background-color": colour("node"), "border-width": 2, "border-color": paper,
      "label": "data(label)", "font-family": font, "font-size": "data(font)", "color": ink, "min-zoomed-font-size": 8,
      "text-valign": "bottom", "text-margin-y": 4, "text-wrap": "wrap", "text-max-width": "170px",
      "text-outline-color": paper, "text-outline-width": 2, "z-index-compare": "manual", "z-index": 2 } },
    { selector: "node[type = 'country']", style: { "shape": "round-rectangle", "background-color": paper, "border-color": colour("node"), "border-width": 3 } },
    { selector: "node[type = 'person']", style: { "shape": "triangle" } },
    { selector: "node[type = 'programme']", style: { "shape": "diamond" } },
    { selector: "node.knot", style: { "width": 11, "height": 11, "shape": "round-diamond", "background-color": "data(paint)", "z-index-compare": "manual", "z-index": 2 } },
    { selector: "edge", style: {
      "width": LINE_WIDTH, "line-opacity": dense ? 0.45 : 1, "curve-style": "straight", "line-color": "data(paint)", "target-arrow-color": "data(paint)", "label": "data(label)", "font-family": font, "font-size": 10,
      "min-zoomed-font-size": 9, "color": muted, "text-rotation": "autorotate", "text-outline-color": paper, "text-outline-width": 2, "z-index-compare": "manual", "z-index": 1 } },
    // On a light ground light colours need a rim.
    { selector: "edge[?pale]", style: { "line-outline-width": dense ? 0 : 0.8, "line-outline-color": rim } },
    { selector: "edge.spoke", style: { "label": "" } },
    { selector: "edge.beside", style: { "curve-style": "bezier", "control-point-step-size": 26 } },
    { selector: "edge.holding", style: { "width": LINE_WIDTH + 0.5, "target-arrow-shape": "triangle", "arrow-scale": 1.1 } },
    { selector: "edge[line = 'dashed']", style: { "line-style": "dashed", "line-dash-pattern": [9, 5] } },
    { selector: "edge[line = 'dotted']", style: { "line-style": "dashed", "line-dash-pattern": [2, 5] } },
    { selector: ".off", style: { "display": "none" } },
    { selector: ".faded", style: { "opacity": 0.14 } },
    { selector: ".hover", style: { "overlay-color": accent, "overlay-opacity": 0.15, "overlay-padding": 5 } },
    { selector: "edge.hover", style: { "line-opacity": 1, "min-zoomed-font-size": 0, "z-index": 3 } },
    { selector: "node.hover, node.here, node.focused", style: { "min-zoomed-font-size": 0, "z-index": 4 } },
    { selector: "node.landmark", style: { "font-size": "data(far)", "text-max-width": (node) => `${13 * node.data("far")}px`, "min-zoomed-font-size": 0, "text-outline-width": (node) => node.data("far") / 6, "z-index": 3 } },
    { selector: "node.here", style: { "border-color": accent, "border-width": 5 } },
    { selector: "node.focused", style: { "underlay-color": accent, "underlay-opacity": 0.35, "underlay-padding": 9 } },
  ];
}

function restyleNetwork() {
  if (!graph) return;
  mixPaints();
  graph.batch(() => {
    for (const element of graph.elements("[row]")) element.data("paint", paintOf(factById.get(element.data("row"))));
  });
  graph.style(networkStyle());
}

function filterNetwork() {
  if (!graph) return;
  let shown;
  graph.batch(() => {
    shown = graph.edges().filter((edge) => passes(factById.get(edge.data("row"))));
    graph.edges().not(shown).addClass("off");
    shown.removeClass("off");
    const ends = shown.connectedNodes();
    graph.nodes().not(ends).addClass("off");
    ends.removeClass("off");
  });
  nothingIn(shown.length ? null : "Nothing passes these filters.");
  nameNetwork(shown);
  fit();
  nameLandmarks();
}

function nameNetwork(edges) {
  const names = edges.connectedNodes().not(".knot").length;
  const ties = new Set(edges.map((edge) => edge.data("row"))).size;
  document.getElementById("graph").setAttribute("aria-label", `Network of ${plural(names, "name")} and ${plural(ties, "tie")}`);
}

function nothingIn(why) {
  const empty = document.getElementById("graph-empty");
  empty.hidden = !why;
  empty.textContent = why ?? "";
}

const visible = () => graph.elements().not(".off");

const LANDMARKS = 12;
const FAR = 0.3; // nearer than this zoom names can be read as they are
const LANDMARK_FONT = 13; // pixels on the screen
let naming = null;

// From far away the best connected names stay readable, as far as they do not overlap.
function nameLandmarks() {
  const zoom = graph.zoom();
  const taken = [];
  graph.batch(() => {
    graph.nodes(".landmark").removeClass("landmark").removeData("far");
    if (zoom > FAR) return;
    const largest = visible().nodes("[entity]").sort((one, other) => other.data("size") - one.data("size") || one.data("entity") - other.data("entity"));
    for (const node of largest.slice(0, 4 * LANDMARKS)) {
      if (taken.length === LANDMARKS) break;
      const { x, y } = node.renderedPosition();
      const half = Math.min(node.data("label").length * 0.3 * LANDMARK_FONT, 90);
      if (taken.some((other) => Math.abs(other.x - x) < other.half + half && Math.abs(other.y - y) < 2.6 * LANDMARK_FONT)) continue;
      taken.push({ x, y, half });
      node.data("far", LANDMARK_FONT / zoom).addClass("landmark");
    }
  });
}

const MARGIN = 48; // pixels around what is shown, for the names at its edge

function fit() {
  const nodes = visible().nodes();
  if (nodes.length) graph.viewport(viewOf(nodes, graph.width(), 0.05, 1.3));
}

// How to show nodes in the first `width` pixels of the picture. Cytoscape's own way measures
// every name first, which takes seconds where there are thousands.
function viewOf(nodes, width, least, most) {
  const xs = nodes.map((node) => node.position("x"));
  const ys = nodes.map((node) => node.position("y"));
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const room = (pixels, extent) => (pixels - 2 * MARGIN) / Math.max(extent, 1);
  const zoom = Math.max(least, Math.min(most, room(width, right - left), room(graph.height(), bottom - top)));
  return { zoom, pan: { x: width / 2 - (zoom * (left + right)) / 2, y: graph.height() / 2 - (zoom * (top + bottom)) / 2 } };
}

// On a small screen names could not be read if everything were shown: begin at the best connected.
function begin() {
  fit();
  if (graph.width() > 600 || graph.zoom() > 0.4) return;
  graph.zoom(0.5);
  graph.center(graph.nodes().max((node) => node.degree()).ele);
}

function zoomBy(factor) {
  graph.zoom({ level: graph.zoom() * factor, renderedPosition: { x: graph.width() / 2, y: graph.height() / 2 } });
}

function fillWindow() {
  const full = document.querySelector(".stage").classList.toggle("full");
  document.body.classList.toggle("covered", full);
  document.getElementById("zoom-full").setAttribute("aria-pressed", String(full));
  graph.resize();
  fit();
}

function openNode(node) {
  location.hash = node.hasClass("knot") ? `#/fact/${node.data("row")}` : `#/name/${entities[node.data("entity")].id}`;
}

// Shows where an entity stands: its neighbours stay, all else fades.
function highlight(number) {
  if (!graph) return;
  const node = number === null ? null : graph.getElementById(`e${number}`).not(".off");
  const near = node?.length ? around(node) : null;
  graph.batch(() => {
    graph.elements().removeClass("faded here");
    if (!near) return;
    visible().not(near).addClass("faded");
    node.addClass("here");
  });
  if (near) fitBeside(node, near);
}

// A node, its ties, and whom they lead to, through knots as well.
function around(node) {
  const ties = node.connectedEdges().not(".off");
  const spokes = ties.connectedNodes(".knot").connectedEdges();
  return ties.union(spokes).union(ties.connectedNodes()).union(spokes.connectedNodes()).union(node);
}

// Shows a node with what is near in the part of the picture that the panel leaves free.
function fitBeside(node, near) {
  const stage = document.getElementById("graph").getBoundingClientRect();
  const width = panel.hidden ? stage.width : Math.min(stage.right, panel.getBoundingClientRect().left) - stage.left;
  if (width < 160) return; // nothing of the picture is to be seen
  let view = viewOf(near.nodes(), width, 0, 1.2);
  if (view.zoom < 0.35) view = viewOf(node, width, 0.35, 0.35);
  if (reduced.matches) graph.viewport(view);
  else graph.animate({ ...view, duration: 300 });
}

function bringIntoView(node) {
  const view = graph.extent();
  const { x, y } = node.position();
  const inside = x > view.x1 && x < view.x2 && y > view.y1 && y < view.y2;
  const zoom = Math.max(graph.zoom(), 0.7);
  if (inside && zoom === graph.zoom()) return;
  if (reduced.matches) { graph.zoom(zoom); graph.center(node); }
  else graph.animate({ center: { eles: node }, zoom, duration: 300 });
}

function unfocus() {
  setFocused(null);
  highlight(null);
}

const DIRECTIONS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

function networkKeys(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const direction = DIRECTIONS[event.key];
  if (direction && event.shiftKey) graph.panBy({ x: -60 * direction[0], y: -60 * direction[1] });
  else if (direction) walk(direction);
  else if (event.key === "+" || event.key === "=") zoomBy(1.25);
  else if (event.key === "-") zoomBy(0.8);
  else if (event.key === "0") fit();
  else if ((event.key === "Enter" || event.key === " ") && focused) openNode(focused);
  else if (event.key === "Escape") { if (document.body.classList.contains("covered")) fillWindow(); else unfocus(); }
  else return;
  event.preventDefault();
  event.stopPropagation();
}

// To the nearest node in a direction; at first to the best connected one.
function walk([dx, dy]) {
  const nodes = visible().nodes();
  if (!nodes.length) return;
  if (!focused || focused.hasClass("off")) {
    setFocused(nodes.max((node) => node.degree()).ele);
    return;
  }
  const from = focused.position();
  let best = null;
  let least = Infinity;
  nodes.forEach((node) => {
    const { x, y } = node.position();
    const along = (x - from.x) * dx + (y - from.y) * dy;
    const aside = Math.abs((x - from.x) * dy) + Math.abs((y - from.y) * dx);
    const cost = along + 2 * aside;
    if (along > 0 && aside <= 2 * along && cost < least) [best, least] = [node, cost];
  });
  if (best) setFocused(best);
}

function setFocused(node) {
  focused?.removeClass("focused");
  focused = node;
  if (!node) return;
  node.addClass("focused");
  bringIntoView(node);
  document.getElementById("graph-said").textContent = saidOf(node);
}

function saidOf(node) {
  if (node.hasClass("knot")) {
    const row = factById.get(node.data("row"));
    return `${kindOf(row).label} of ${row.parties.map((party) => entities[party].name).join(", ")}`;
  }
  const entity = entities[node.data("entity")];
  return `${entity.name}, ${entity.type}, ${plural(node.connectedEdges().not(".off").length, "tie")}`;
}
