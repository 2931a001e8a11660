// The network: drawn by Cytoscape.js at positions that were worked out beforehand.

let graph = null;
let focused = null; // the node that the keyboard is on

const LINE_WIDTH = 2.6;

function drawNetwork() {
  const stage = document.getElementById("graph");
  const { nodes, knots, omitted } = data.network;
  if (!nodes.length) {
    nothingIn("No partnerships or holdings were found.");
    return;
  }
  graph = cytoscape({
    container: stage,
    elements: elementsOf(nodes, knots),
    style: networkStyle(),
    layout: { name: "preset" },
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
  filterNetwork();
  begin();
  const left = omitted ? ` The ${omitted.toLocaleString("en")} names with the fewest ties are left out of the picture; they are in the lists.` : "";
  document.getElementById("graph-keys").append(left);
}

const button = (id, act) => document.getElementById(id).addEventListener("click", act);

function elementsOf(nodes, knots) {
  const shown = new Set(nodes.map(([entity]) => entity));
  const made = nodes.map(([entity, x, y]) => ({
    group: "nodes",
    data: { id: `e${entity}`, entity, label: entities[entity].name, type: entities[entity].type },
    position: { x, y },
  }));
  const knotOf = new Map();
  for (const [row, x, y] of knots) {
    knotOf.set(partnerships[row], `k${row}`);
    made.push({ group: "nodes", classes: "knot", data: { id: `k${row}`, row: partnerships[row].id, colour: kindOf(partnerships[row]).colour }, position: { x, y } });
  }
  for (const row of [...partnerships, ...holdings]) {
    if (!row.parties.every((party) => shown.has(party))) continue;
    const common = { row: row.id, kind: kindOf(row).short, colour: kindOf(row).colour, line: STATUSES[row.status] ?? "solid" };
    const knot = knotOf.get(row);
    if (knot) {
      for (const party of row.parties) made.push({ group: "edges", classes: "spoke", data: { ...common, source: knot, target: `e${party}` } });
    } else {
      const [source, target] = row.parties;
      const label = row.family === "holding" ? (row.share === null ? common.kind : percent(row.share)) : common.kind;
      made.push({ group: "edges", classes: row.family, data: { ...common, source: `e${source}`, target: `e${target}`, label } });
    }
  }
  return made;
}

function networkStyle() {
  const font = getComputedStyle(document.body).fontFamily;
  const [ink, paper, muted, accent] = ["ink", "surface", "muted", "accent"].map(colour);
  const size = (node) => 18 + 8 * Math.sqrt(node.degree());
  const label = (node) => Math.round(16 + 3 * Math.sqrt(node.degree()));
  const style = [
    { selector: "node", style: {
      "width": size, "height": size, "background-color": colour("node"), "border-width": 2, "border-color": paper,
      "label": "data(label)", "font-family": font, "font-size": label, "color": ink, "min-zoomed-font-size": 8,
      "text-valign": "bottom", "text-margin-y": 4, "text-wrap": "wrap", "text-max-width": "170px",
      "text-outline-color": paper, "text-outline-width": 2, "z-index-compare": "manual", "z-index": 2 } },
    { selector: "node[type = 'country']", style: { "shape": "round-rectangle", "background-color": paper, "border-color": colour("node"), "border-width": 3 } },
    { selector: "node[type = 'person']", style: { "shape": "triangle" } },
    { selector: "node[type = 'programme']", style: { "shape": "diamond" } },
    { selector: "node.knot", style: { "width": 11, "height": 11, "shape": "round-diamond", "label": "", "border-width": 0 } },
    { selector: "edge", style: {
      "width": LINE_WIDTH, "curve-style": "bezier", "control-point-step-size": 26, "label": "data(label)", "font-family": font, "font-size": 10,
      "min-zoomed-font-size": 9, "color": muted, "text-rotation": "autorotate", "text-outline-color": paper, "text-outline-width": 2, "z-index-compare": "manual", "z-index": 1 } },
    { selector: "edge.spoke", style: { "curve-style": "straight", "label": "" } },
    { selector: "edge.holding", style: { "width": LINE_WIDTH + 0.5, "target-arrow-shape": "triangle", "arrow-scale": 1.1 } },
    { selector: "edge[line = 'dashed']", style: { "line-style": "dashed", "line-dash-pattern": [9, 5] } },
    { selector: "edge[line = 'dotted']", style: { "line-style": "dashed", "line-dash-pattern": [2, 5] } },
    { selector: ".off", style: { "display": "none" } },
    { selector: ".faded", style: { "opacity": 0.14 } },
    { selector: ".hover", style: { "overlay-color": accent, "overlay-opacity": 0.15, "overlay-padding": 5 } },
    { selector: "edge.hover", style: { "min-zoomed-font-size": 0, "z-index": 3 } },
    { selector: "node.hover, node.here, node.focused", style: { "min-zoomed-font-size": 0, "z-index": 4 } },
    { selector: "node.here", style: { "border-color": accent, "border-width": 5 } },
    { selector: "node.focused", style: { "underlay-color": accent, "underlay-opacity": 0.35, "underlay-padding": 9 } },
  ];
  for (const name of new Set(Object.values(KINDS).map((kind) => kind.colour))) {
    const value = colour(name);
    style.push({ selector: `edge[colour = '${name}']`, style: { "line-color": value, "target-arrow-color": value } });
    style.push({ selector: `node.knot[colour = '${name}']`, style: { "background-color": value } });
  }
  return style;
}

function restyleNetwork() {
  graph?.style(networkStyle());
}

function filterNetwork() {
  if (!graph) return;
  graph.batch(() => {
    const shown = graph.edges().filter((edge) => passes(factById.get(edge.data("row"))));
    graph.edges().not(shown).addClass("off");
    shown.removeClass("off");
    const ends = shown.connectedNodes();
    graph.nodes().not(ends).addClass("off");
    ends.removeClass("off");
    nothingIn(shown.length ? null : "Nothing passes these filters.");
    const names = ends.not(".knot").length;
    document.getElementById("graph").setAttribute("aria-label",
      `Network of ${plural(names, "name")} and ${plural(new Set(shown.map((edge) => edge.data("row"))).size, "tie")}`);
  });
  fit();
}

function nothingIn(why) {
  const empty = document.getElementById("graph-empty");
  empty.hidden = !why;
  empty.textContent = why ?? "";
}

const visible = () => graph.elements().not(".off");

function fit() {
  const shown = visible();
  if (!shown.length) return;
  graph.fit(shown, 28);
  // A few names need not fill the window.
  if (graph.zoom() > 1.3) { graph.zoom(1.3); graph.center(shown); }
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
  const node = number === null ? null : graph.getElementById(`e${number}`);
  graph.batch(() => {
    graph.elements().removeClass("faded here");
    if (!node || !node.length || node.hasClass("off")) return;
    const edges = node.connectedEdges().not(".off");
    const knots = edges.connectedNodes(".knot");
    const near = edges.union(edges.connectedNodes()).union(knots.connectedEdges()).union(knots.neighborhood("node"));
    visible().not(near.union(node)).addClass("faded");
    node.addClass("here");
  });
  if (node?.length && !node.hasClass("off")) fitBeside(node);
}

// Shows a node with its neighbours in the part of the picture that the panel leaves free.
function fitBeside(node) {
  const near = node.closedNeighborhood().not(".off");
  const box = near.boundingBox({ includeLabels: false });
  const stage = document.getElementById("graph").getBoundingClientRect();
  const covered = Math.max(0, stage.right - panel.getBoundingClientRect().left);
  const width = panel.hidden ? stage.width : stage.width - covered;
  if (width < 160) return; // nothing of the picture is to be seen
  const zoom = Math.max(0.35, Math.min(1.2, (width - 110) / box.w, (stage.height - 110) / box.h));
  const { x, y } = zoom === 0.35 ? node.position() : { x: box.x1 + box.w / 2, y: box.y1 + box.h / 2 };
  const view = { zoom, pan: { x: width / 2 - zoom * x, y: stage.height / 2 - zoom * y } };
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
