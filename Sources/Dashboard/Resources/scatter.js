// Points of accuracy against a cost.

import { html, sized, svg } from "./dom.js";
import { extent } from "./statistics.js";
import { costScale, linearScale } from "./scale.js";
import { plotArea, plotDocument, plotFrame } from "./plot.js";
import { explore } from "./explore.js";
import { shareTick, shortText } from "./format.js";

const scatterHeight = 320;

/** Bars of as much as a point may be off, in both directions. */
function errorBars(point, place) {
  const bar = (x1, y1, x2, y2) => svg("line", { class: `bar s${point.look}`, x1, y1, x2, y2 });
  const [x, y] = [place.x(point.x), place.y(point.y)];
  return [
    point.dx ? bar(place.x(point.x - point.dx), y, place.x(point.x + point.dx), y) : null,
    point.dy ? bar(x, place.y(point.y - point.dy), x, place.y(point.y + point.dy)) : null,
  ];
}

function pointShape(point, x, y) {
  if (!point.isSquare) return svg("circle", { cx: x, cy: y, r: point.radius });
  const side = point.radius * 1.8;
  return svg("rect", { x: x - side / 2, y: y - side / 2, width: side, height: side });
}

function drawnPoint(point, place) {
  const [x, y] = [place.x(point.x), place.y(point.y)];
  return svg("g", { class: `point ${point.kind}` },
    // A larger circle that is not seen, which fingers and unsteady hands find.
    svg("circle", { class: "target", cx: x, cy: y, r: 9 }), pointShape(point, x, y));
}

function frontLine(front, place) {
  if (front.length < 2) return null;
  const steps = front.map(({ x, y }, index) => index === 0
    ? `M${place.x(x).toFixed(1)} ${place.y(y).toFixed(1)}`
    : `H${place.x(x).toFixed(1)}V${place.y(y).toFixed(1)}`);
  return svg("path", { class: "front", d: steps.join("") });
}

/**
 * A chart of {points: [{x, y, dx, dy, kind, look, radius, text}], front, all}; the axes have room
 * for `all`, so that they stay while points come and go.
 */
export function scatterChart(title, labels) {
  let data = { points: [], front: [], all: [] };
  let parts = [];
  const draw = (width) => {
    const area = plotArea(width, scatterHeight);
    const around = (value, off, center) => [center - (off ?? 0), center + (off ?? 0)];
    const range = (axis) => extent(data.all.flatMap((point) =>
      around(axis, point[`d${axis}`], point[axis]))) ?? [0, 1];
    const x = costScale(range("x"), area.x);
    const y = linearScale(range("y"), area.y);
    const place = { x: x.place, y: y.place };
    const [least] = range("x");
    // A bar must not reach below zero, where logarithms end.
    const safe = (value) => x.isLogarithmic ? x.place(Math.max(value, least)) : x.place(value);
    parts = data.points.map((point) =>
      ({ point, node: drawnPoint(point, { x: safe, y: y.place }), text: () => point.text }));
    const label = x.isLogarithmic ? `${labels.x}, logarithmic` : labels.x;
    return plotDocument(width, scatterHeight,
      plotFrame(width, scatterHeight, { scale: x, text: shortText, label },
        { scale: y, text: shareTick, label: labels.y }),
      frontLine(data.front, place),
      data.points.map((point) => errorBars(point, { x: safe, y: y.place })),
      parts.map(({ node }) => node));
  };
  const box = sized(draw, 680);
  box.node.setAttribute("tabindex", "0");
  box.node.setAttribute("role", "application");
  box.node.setAttribute("aria-label", `${title}; arrow keys go from point to point`);
  // From left to right, whatever the order in which they are drawn.
  explore(box.node, () => [...parts].sort((a, b) => a.point.x - b.point.x).map((part) => [part]));
  return {
    node: html("div", null, box.node),
    update: (now) => { data = now; box.redraw(); },
  };
}
