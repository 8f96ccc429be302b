// A cell that is being carved: drawn once, then only faded and thinned from epoch to epoch.

import { html, svg } from "./dom.js";
import { cellLayout, cellMetrics } from "./cell-layout.js";
import { operationLook } from "./operations.js";
import { explore } from "./explore.js";
import { plainText } from "./format.js";

/** What node a number stands for: inputs are the cells before, so k-2 and k-1. */
function nodeName(cell, node) {
  return node < cell.inputs ? `k\u2212${cell.inputs - node}` : String(node - cell.inputs);
}

function drawnNode(frame, name, kind) {
  return svg("g", { class: `node ${kind}` },
    svg("rect", { x: frame.x, y: frame.y, width: frame.width, height: frame.height, rx: 9 }),
    svg("text", { x: frame.x + frame.width / 2, y: frame.middle + 5 }, name));
}

/** The line that collects nodes for the output: all, or the last where there is one input. */
function collectingLine(cell, layout) {
  const collected = cell.inputs === 1
    ? layout.nodes.slice(-1) : layout.nodes.slice(cell.inputs);
  const goal = layout.output.x + layout.output.width / 2;
  const bottom = layout.output.y + layout.output.height;
  const lines = collected.map((frame, index) => {
    const x = frame.x + frame.width / 2;
    const down = `M${x} ${frame.y + frame.height}V${layout.bus - 8}q0 8 8 8`;
    return index === 0 ? `${down}H${goal - 8}q8 0 8 -8V${bottom}` : down;
  });
  return svg("path", { class: "bus", d: lines.join("") });
}

function drawnChip(name, place) {
  const { chipWidth: width, chipHeight: height } = cellMetrics;
  const look = operationLook(name);
  const back = svg("rect", { x: place.x, y: place.y, width, height, rx: 4 });
  back.style.setProperty("--hue", String(look.hue));
  back.style.setProperty("--saturation", `${look.saturation}%`);
  const baseline = place.y + height / 2 + 3.8;
  const number = svg("text", { x: place.x + width - 5, y: baseline, "text-anchor": "end" });
  const node = svg("g", { class: "chip" }, back,
    svg("text", { x: place.x + 5, y: baseline, class: "name" }, look.short), number);
  return { node, back, number };
}

function drawnEdge(cell, edge, place) {
  const { card } = place;
  const line = svg("path", { class: "way", d: place.course });
  const weight = svg("text", { class: "weight", x: card.x + card.width / 2, y: card.y + 13 });
  const chips = cell.operations.map((name, index) => drawnChip(name, place.chips[index]));
  const box = svg("rect",
    { class: "card", x: card.x, y: card.y, width: card.width, height: card.height, rx: 7 });
  const node = svg("g", { class: "edge" }, box, weight, chips.map((chip) => chip.node));
  const name = `${nodeName(cell, edge.source)} \u2192 ${nodeName(cell, edge.target)}`;
  return { line, weight, chips, node, name };
}

function maskText(mask, isKept) {
  const number = typeof mask === "number" ? `\nmask ${plainText(mask)}` : "";
  return isKept === undefined ? number : `${number}\nswitched ${isKept ? "on" : "off"}`;
}

/** Whether any operation of an edge is left; true where there are no masks. */
function isLive(edge) { return edge.kept ? edge.kept.some(Boolean) : true; }

function fadeEdge(drawn, edge, widest) {
  const share = widest > 0 ? Math.max(0, edge.weight) / widest : 0;
  drawn.line.style.strokeWidth = `${1.4 + 4.6 * share}px`;
  drawn.line.style.strokeOpacity = String(0.2 + 0.8 * share);
  for (const part of [drawn.line, drawn.node]) part.classList.toggle("off", !isLive(edge));
  drawn.weight.textContent = edge.weight.toFixed(3);
  drawn.chips.forEach((chip, index) => {
    const weight = edge.operations[index];
    chip.node.classList.toggle("off", edge.kept?.[index] === false);
    // The root tells small weights apart.
    chip.back.style.fillOpacity = String(Math.sqrt(Math.max(0, Math.min(1, weight))));
    chip.number.textContent = weight.toFixed(2);
  });
}

/** What makes two states of a cell the same drawing. */
export function cellShape(cell) {
  const edges = cell.edges.map(({ source, target }) => `${source}-${target}`);
  return JSON.stringify([cell.name, cell.inputs, cell.nodes, cell.operations, edges]);
}

/** A drawing of a cell, and `update` to show another of its states. */
export function cellDrawing(first) {
  let state = first;
  const layout = cellLayout(first);
  const edges = first.edges.map((edge, index) => drawnEdge(first, edge, layout.edges[index]));
  const drawing = svg("svg", {
    viewBox: `-2 ${layout.top} ${layout.width + 4} ${layout.height}`, class: "cell", tabindex: 0,
    role: "application", "aria-label": `Cell ${first.name}; arrow keys tell edges and operations`,
  },
  collectingLine(first, layout), edges.map((edge) => edge.line), edges.map((edge) => edge.node),
  layout.nodes.map((frame, index) =>
    drawnNode(frame, nodeName(first, index), index < first.inputs ? "input" : "inner")),
  drawnNode(layout.output, "output", "input"));
  drawing.style.maxWidth = `${layout.width}px`;
  drawing.style.minWidth = `${Math.round(layout.width * 0.72)}px`;

  const groups = edges.map((edge, index) => [
    {
      node: edge.node,
      text: () => `edge ${edge.name}\nweight ${plainText(state.edges[index].weight)}`
        + maskText(state.edges[index].mask, state.edges[index].kept && isLive(state.edges[index])),
    },
    ...edge.chips.map((chip, operation) => ({
      node: chip.node,
      text: () => `${state.operations[operation]} on edge ${edge.name}`
        + `\nweight ${plainText(state.edges[index].operations[operation])}`
        + maskText(state.edges[index].operationMasks?.[operation],
          state.edges[index].kept?.[operation]),
    })),
  ]);
  explore(drawing, () => groups);

  const caption = html("figcaption", null);
  function update(now) {
    state = now;
    const widest = Math.max(...now.edges.map((edge) => edge.weight));
    edges.forEach((edge, index) => fadeEdge(edge, now.edges[index], widest));
    const kept = now.edges.flatMap((edge) => edge.kept ?? []);
    const numbers = `in ${now.cells.length === 1 ? "cell" : "cells"} ${now.cells.join(", ")}`;
    const left = kept.length > 0
      ? `${kept.filter(Boolean).length} of ${kept.length} operations switched on` : "no masks yet";
    caption.replaceChildren(html("b", null, now.name), ` ${numbers} · ${left}`);
  }
  update(first);
  return { update, node: html("figure", { class: "carving" }, caption,
    html("div", { class: "scroll drawing" }, drawing)) };
}
