// Theme, keys and printing; then everything is drawn, the network last.

const THEMES = ["system", "light", "dark"];

function startTheme() {
  const theme = document.getElementById("theme");
  let chosen = "system";
  try { chosen = localStorage.getItem("spacecorp-theme") ?? "system"; } catch { /* kept for this visit only */ }
  const apply = () => {
    if (!THEMES.includes(chosen)) chosen = "system";
    if (chosen === "system") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = chosen;
    theme.textContent = { system: "◐", light: "☀", dark: "☾" }[chosen];
    theme.title = `Theme: ${chosen === "system" ? "as the system" : chosen}`;
    theme.setAttribute("aria-label", theme.title);
    restyleNetwork();
  };
  theme.addEventListener("click", () => {
    chosen = THEMES[(THEMES.indexOf(chosen) + 1) % THEMES.length];
    try { localStorage.setItem("spacecorp-theme", chosen); } catch { /* kept for this visit only */ }
    apply();
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", restyleNetwork);
  apply();
}

function startKeys() {
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest?.("input, select, textarea");
    if (event.key === "/" && !typing) {
      event.preventDefault();
      document.getElementById("search").focus();
    } else if (event.key === "Escape" && !typing && !panel.hidden) leave();
  });
}

// Paper shows everything: all rows, light colours, the network as a picture.
function startPrinting() {
  let opened = [];
  addEventListener("beforeprint", () => {
    document.documentElement.dataset.printing = "";
    for (const more of document.querySelectorAll("button.more")) more.showAll?.();
    opened = [...document.querySelectorAll("#panel .line:has(> .body[hidden])")];
    for (const line of opened) line.unfold(true);
    if (!graph || !panel.hidden) return;
    restyleNetwork();
    graph.nodes().removeClass("landmark");
    const picture = document.getElementById("graph-print");
    picture.src = graph.png({ full: true, scale: 2, maxWidth: 2400, maxHeight: 2400, bg: "#ffffff" });
    picture.hidden = false;
  });
  addEventListener("afterprint", () => {
    delete document.documentElement.dataset.printing;
    for (const line of opened) line.unfold(false);
    document.getElementById("graph-print").hidden = true;
    if (graph) { restyleNetwork(); nameLandmarks(); }
  });
}

function start() {
  drawFilters();
  drawGlance();
  drawOwnership();
  drawTimeline();
  drawProgrammes();
  drawConflicts();
  drawNames();
  drawDocuments();
  onFilter(drawOwnership);
  onFilter(drawTimeline);
  onFilter(drawConflicts);
  drawFilterState();
  startTheme();
  startSearch();
  startKeys();
  startPrinting();
  drawNetwork();
  addEventListener("hashchange", route);
  route();
  document.documentElement.dataset.ready = "";
  performance.mark("ready"); // benchmarks/report.py asks
}

// On a phone the filters begin closed.
if (matchMedia("(max-width: 700px)").matches) document.getElementById("filters").open = false;
// The heading and the figures stand in the page itself: they are painted first.
requestAnimationFrame(() => setTimeout(start));
