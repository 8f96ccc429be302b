// The frame of a plot: grid, ticks and the names of its axes.

import { html, svg } from "./dom.js";

export const plotMargin = { left: 52, right: 22, top: 20, bottom: 36 };
/** How many series are told apart by colour and dashes; `style.css` has a class for each. */
export const seriesLooks = 6;

/** The places between which the axes of a plot of some size run. */
export function plotArea(width, height) {
  return {
    x: [plotMargin.left, Math.max(width - plotMargin.right, plotMargin.left + 40)],
    y: [height - plotMargin.bottom, plotMargin.top],
  };
}

/** Grid and labels; `x` and `y` are {scale, text, label}. */
export function plotFrame(width, height, x, y) {
  const area = plotArea(width, height);
  const [left, right] = area.x;
  const [bottom, top] = area.y;
  // As many labels as there is room for.
  const labels = x.scale.ticks.map((tick) => [x.scale.place(tick), x.text(tick)]);
  const widest = Math.max(0, ...labels.map(([, text]) => text.length * 7 + 10));
  const every = Math.ceil(widest * labels.length / (right - left));
  return svg("g", { class: "frame" },
    y.scale.ticks.map((tick) => {
      const place = y.scale.place(tick);
      return [
        svg("line", { class: "grid", x1: left, x2: right, y1: place, y2: place }),
        svg("text", { x: left - 7, y: place + 4, "text-anchor": "end" }, y.text(tick)),
      ];
    }),
    labels.map(([place, text], index) => [
      svg("line", { class: "grid", x1: place, x2: place, y1: bottom, y2: bottom + 4 }),
      index % every === 0
        ? svg("text", { x: place, y: bottom + 17, "text-anchor": "middle" }, text) : null,
    ]),
    svg("line", { class: "axis", x1: left, x2: right, y1: bottom, y2: bottom }),
    y.label ? svg("text", { x: 0, y: top - 9 }, y.label) : null,
    svg("text", { x: right, y: height - 3, "text-anchor": "end" }, x.label));
}

/** The document of a plot. */
export function plotDocument(width, height, ...content) {
  return svg("svg",
    { viewBox: `0 0 ${width} ${height}`, class: "plot", "aria-hidden": true }, content);
}

/** The sample of a series in a legend. */
export function seriesSample(index) {
  return svg("svg", { viewBox: "0 0 24 10", class: "sample", "aria-hidden": true },
    svg("line", { class: `line s${index % seriesLooks}`, x1: 1, x2: 23, y1: 5, y2: 5 }));
}

/** A legend of {name, value}, in the order of the series. */
export function legendOf(entries) {
  return html("ul", { class: "legend" }, entries.map(({ name, value }, index) =>
    html("li", null, seriesSample(index), `${name} `, value ? html("b", null, value) : null)));
}
