// The cells of a supernet as they are carved, over the epochs of the stages that carve them.

import { html } from "./dom.js";
import { countText } from "./format.js";
import { cellDrawing, cellShape } from "./cell-drawing.js";
import { operationLook } from "./operations.js";
import { section } from "./section.js";
import { thinnedText, timeline } from "./timeline.js";

function operationLegend(names) {
  return html("ul", { class: "legend operations" }, [...names].map((name) => {
    const look = operationLook(name);
    const sample = html("span", { class: "operation" }, look.short);
    sample.style.setProperty("--hue", String(look.hue));
    sample.style.setProperty("--saturation", `${look.saturation}%`);
    return html("li", null, sample, name);
  }));
}

export function cellsSection() {
  let states = [];
  let shown = null;
  let shape = null;
  let drawings = [];
  const box = html("div", { class: "cells" });
  const legend = html("div", null);
  const thinned = html("p", { class: "note" });
  const describe = (step) => {
    const { stage, epoch } = states[step];
    return `${stage}, epoch ${countText(epoch)} (${step + 1} of ${states.length})`;
  };
  const show = (step) => {
    const { cells } = states[step];
    const now = cells.map(cellShape).join();
    if (now !== shape) {
      drawings = cells.map(cellDrawing);
      box.replaceChildren(...drawings.map(({ node }) => node));
      legend.replaceChildren(operationLegend(new Set(cells.flatMap((cell) => cell.operations))));
    }
    shape = now;
    drawings.forEach((drawing, index) => drawing.update(cells[index]));
  };
  const line = timeline("Epoch of the search", describe, show);
  const node = section("Cells as they are carved",
    html("p", { class: "note" }, "The bold number and the width of a line: the weight of an edge. "
      + "Number and colour of an operation: its weight. What masks have switched off is gone."),
    html("p", { class: "now" }, line.text), line.node, thinned, box, legend);
  const update = (run) => {
    const now = run.snapshots.filter((snapshot) => snapshot.cells?.length > 0);
    if (now.length === shown?.length && now.at(-1) === shown.at(-1)) return;
    shown = null;
    states = now;
    node.hidden = states.length === 0;
    thinned.textContent = thinnedText(run, "epochs");
    thinned.hidden = thinned.textContent === "";
    line.update(states.length);
    shown = now;
  };
  return { node, update };
}
