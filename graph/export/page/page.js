"use strict";
const data = JSON.parse(document.getElementById("data").textContent);
const by = (id) => document.getElementById(id);
const nodeIds = new Map(data.things.map((thing, index) => [thing.id, "n" + index]));

const cy = cytoscape({
  container: by("graph"),
  layout: { name: "preset", fit: true, padding: 24 },
  minZoom: 0.05,
  maxZoom: 4,
  elements: [
    ...data.things.map((thing, index) => ({
      group: "nodes",
      data: { ...thing, id: "n" + index, key: thing.id },
      position: { x: thing.x, y: thing.y },
    })),
    ...data.arrows.map((arrow, index) => ({
      group: "edges",
      data: { ...arrow, count: "", id: "e" + index, source: nodeIds.get(arrow.subject), target: nodeIds.get(arrow.object) },
    })),
  ],
  style: [
    { selector: "node", style: {
      label: "data(lines)", "text-wrap": "wrap", "text-valign": "center", "text-halign": "center",
      "font-family": "system-ui, Segoe UI, Roboto, Arial, sans-serif", "font-size": "data(size)",
      width: "data(w)", height: "data(h)", shape: "data(shape)", "background-color": "data(fill)",
      color: "data(ink)", "border-width": "data(border)", "border-color": data.ink } },
    { selector: "edge", style: {
      width: "data(width)", "loop-direction": "45deg", "loop-sweep": "60deg", "control-point-step-size": 60,
      "line-color": "data(colour)", "line-style": "data(stroke)", "curve-style": "bezier",
      "target-arrow-shape": "triangle", "target-arrow-color": "data(colour)", label: "data(count)",
      "font-size": 12, color: data.ink, "text-background-color": data.page, "text-background-opacity": 1,
      "text-background-padding": 2 } },
    { selector: ".hidden", style: { display: "none" } },
    { selector: ".faint", style: { opacity: 0.2 } },
    { selector: ".chosen", style: { "overlay-color": "#3b82f6", "overlay-opacity": 0.25, "overlay-padding": 5 } },
  ],
});

function element(name, text, attributes = {}) {
  const made = document.createElement(name);
  if (text) made.textContent = text;
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

function button(text, onClick) {
  const made = element("button", text, { type: "button" });
  made.addEventListener("click", onClick);
  return made;
}

const visibleClaims = (arrow) => {
  const sure = Number(by("sure").value);
  const since = Number(by("since").value) || null;
  return arrow.claims.filter(
    (claim) => claim.confidence >= sure && (since === null || (claim.year !== null && claim.year >= since)));
};

function checked(box) {
  return new Set([...by(box).querySelectorAll("input:checked")].map((input) => input.value));
}

function filter() {
  const types = checked("types");
  const predicates = checked("predicates");
  by("sure-shown").textContent = by("sure").value;
  cy.batch(() => {
    cy.edges().forEach((edge) => {
      const count = visibleClaims(data.arrows[Number(edge.id().slice(1))]).length;
      edge.data("count", count > 1 ? String(count) : "");
      edge.toggleClass("hidden", !count || !predicates.has(edge.data("predicate")));
    });
    cy.nodes().forEach((node) => {
      const bare = node.connectedEdges().length > 0 && node.connectedEdges().not(".hidden").empty();
      node.toggleClass("hidden", !types.has(node.data("type")) || (bare && !node.data("focus")));
    });
  });
  summary();
}

function cited(claim) {
  const paper = data.papers[claim.paper];
  const cite = element("cite", "");
  if (paper && paper.link) {
    cite.append(element("a", paper.citation, { href: paper.link, rel: "noopener noreferrer" }));
  } else {
    cite.textContent = paper ? paper.citation : claim.paper;
  }
  return cite;
}

function showArrow(edge) {
  const arrow = data.arrows[Number(edge.id().slice(1))];
  choose(edge.union(edge.connectedNodes()), edge);
  const panel = by("details");
  panel.replaceChildren(element("h2", arrow.said));
  for (const claim of visibleClaims(arrow)) {
    const quote = element("blockquote", claim.sentence || "(no sentence is kept)");
    quote.append(cited(claim), element("cite", "confidence " + claim.confidence.toFixed(2)));
    panel.append(quote);
  }
  panel.append(button("Back to the list", clear));
}

function showNode(node, { link = true } = {}) {
  choose(node.closedNeighborhood(), node);
  cy.animate({ center: { eles: node }, duration: 150 });
  if (link) history.replaceState(null, "", "#" + encodeURIComponent(node.data("key")));
  const panel = by("details");
  const facts = [node.data("type")];
  if (node.data("papers")) facts.push("in " + node.data("papers") + (node.data("papers") === 1 ? " paper" : " papers"));
  if (node.data("year")) facts.push("first in " + node.data("year"));
  panel.replaceChildren(element("h2", node.data("name")), element("p", facts.join(", ")));
  const list = element("ul", "");
  node.connectedEdges().not(".hidden").forEach((edge) => {
    const item = element("li", "");
    item.append(button(data.arrows[Number(edge.id().slice(1))].said, () => showArrow(edge)));
    list.append(item);
  });
  panel.append(list, button("Back to the list", clear));
}

function choose(around, chosen) {
  cy.elements().removeClass("chosen").addClass("faint");
  around.removeClass("faint");
  chosen.addClass("chosen");
}

function clear() {
  cy.elements().removeClass("faint chosen");
  history.replaceState(null, "", location.pathname + location.search);
  summary();
}

function summary() {
  const nodes = cy.nodes().not(".hidden");
  const panel = by("details");
  const count = element("p", nodes.length + " of " + data.things.length + " nodes", { id: "count" });
  const list = element("ul", "", { id: "list" });
  nodes.forEach((node) => {
    const item = element("li", "");
    item.append(button(node.data("name"), () => showNode(node)));
    list.append(item);
  });
  panel.replaceChildren(element("h2", "What is shown"), count, list);
}

function find(text) {
  const wanted = text.trim().toLowerCase();
  if (!wanted) return cy.collection();
  const nodes = cy.nodes().not(".hidden");
  const exact = nodes.filter((node) => node.data("name").toLowerCase() === wanted);
  return exact.nonempty() ? exact : nodes.filter((node) => node.data("name").toLowerCase().includes(wanted));
}

function search() {
  const found = find(by("search").value);
  if (found.length === 1) return showNode(found[0]);
  cy.elements().removeClass("faint chosen");
  if (found.nonempty()) {
    cy.elements().addClass("faint");
    found.removeClass("faint").addClass("chosen");
  }
}

function step(by_) {
  const nodes = cy.nodes().not(".hidden");
  if (nodes.empty()) return;
  const at = nodes.toArray().findIndex((node) => node.hasClass("chosen"));
  showNode(nodes[(at + by_ + nodes.length + (at < 0 && by_ < 0 ? 1 : 0)) % nodes.length]);
}

function zoom(factor) {
  cy.zoom({ level: cy.zoom() * factor, renderedPosition: { x: cy.width() / 2, y: cy.height() / 2 } });
}

const KEYS = {
  ArrowLeft: () => cy.panBy({ x: 60, y: 0 }), ArrowRight: () => cy.panBy({ x: -60, y: 0 }),
  ArrowUp: () => cy.panBy({ x: 0, y: 60 }), ArrowDown: () => cy.panBy({ x: 0, y: -60 }),
  "+": () => zoom(1.25), "=": () => zoom(1.25), "-": () => zoom(0.8), 0: () => cy.fit(undefined, 24),
  n: () => step(1), p: () => step(-1),
};

for (const kind of data.types) {
  const label = element("label", "");
  const box = element("input", "", { type: "checkbox", value: kind.name, checked: "" });
  label.append(box, element("span", "", { class: "sample", style: "background:" + kind.fill }), kind.name);
  by("types").append(label);
}
for (const kind of data.predicates) {
  const label = element("label", "");
  const box = element("input", "", { type: "checkbox", value: kind.name, checked: "" });
  const stroke = { class: "stroke " + kind.stroke, style: "border-top-color:" + kind.colour };
  label.append(box, element("span", "", stroke), kind.said);
  by("predicates").append(label);
}
for (const thing of data.things) by("names").append(element("option", "", { value: thing.name }));
for (const arrow of data.arrows) {
  for (const claim of arrow.claims) {
    const item = element("li", arrow.said + ". ");
    if (claim.sentence) item.append(element("q", claim.sentence));
    item.append(cited(claim));
    by("claims").append(item);
  }
}
const years = data.arrows.flatMap((arrow) => arrow.claims.map((claim) => claim.year)).filter((year) => year !== null);
by("years").hidden = !years.length;
if (years.length) Object.assign(by("since"), { min: Math.min(...years), max: Math.max(...years),
  placeholder: String(Math.min(...years)) });

by("tools").addEventListener("submit", (event) => { event.preventDefault(); search(); });
by("search").addEventListener("input", search);
for (const id of ["types", "predicates", "sure", "since"]) by(id).addEventListener("input", filter);
by("tools").addEventListener("reset", () => setTimeout(() => { filter(); clear(); cy.fit(undefined, 24); }));
by("closer").addEventListener("click", () => zoom(1.25));
by("farther").addEventListener("click", () => zoom(0.8));
by("whole").addEventListener("click", () => cy.fit(undefined, 24));
by("graph").addEventListener("keydown", (event) => {
  const action = event.ctrlKey || event.metaKey || event.altKey ? null : KEYS[event.key];
  if (action) { event.preventDefault(); action(); }
});
document.addEventListener("keydown", (event) => { if (event.key === "Escape") clear(); });
cy.on("tap", "node", (event) => showNode(event.target));
cy.on("tap", "edge", (event) => showArrow(event.target));
cy.on("tap", (event) => { if (event.target === cy) clear(); });

function followLink() {
  let key;
  try { key = decodeURIComponent(location.hash.slice(1)); } catch { return; }
  const id = nodeIds.get(key);
  if (id) showNode(cy.getElementById(id), { link: false });
}
window.addEventListener("hashchange", followLink);
window.addEventListener("resize", () => cy.resize());
window.addEventListener("beforeprint", () => { cy.resize(); cy.fit(undefined, 10); });
window.addEventListener("afterprint", () => { cy.resize(); cy.fit(undefined, 24); });
filter();
followLink();
