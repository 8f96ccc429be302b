// Values over the epochs of a run as lines; the legend tells them at a cursor.

import { html, sized, svg } from "./dom.js";
import { decimated, extent } from "./statistics.js";
import { linearScale, wholeScale } from "./scale.js";
import { legendOf, plotArea, plotDocument, plotFrame, seriesLooks } from "./plot.js";
import { countText } from "./format.js";

const curveHeight = 230;

function curveSegment(series, look, { from, to }, place, columns) {
  const point = (values) => (index) =>
    `${place.x(index + 1).toFixed(1)} ${place.y(values[index]).toFixed(1)}`;
  const parts = [];
  if (series.low) {
    const [upper, lower] = [series.high, series.low]
      .map((values) => decimated(values, from, to, columns).map(point(values)));
    if (upper.length > 1) {
      parts.push(svg("path",
        { class: `band s${look}`, d: `M${upper.join("L")}L${lower.reverse().join("L")}Z` }));
    }
  }
  const points = decimated(series.values, from, to, columns).map(point(series.values));
  if (points.length > 1) {
    parts.push(svg("path", { class: `line s${look}`, d: `M${points.join("L")}` }));
  }
  // An epoch alone is no line; many dots are no more than one.
  if (points.length === 1 || points.length < columns / 6) {
    parts.push(svg("path", { class: `dots s${look}`, d: points.map((at) => `M${at}h0`).join("") }));
  }
  return parts;
}

function stageMarks(stages, place, [bottom, top]) {
  if (stages.length < 2) return [];
  return stages.map(({ name, from, to }) => {
    const [left, right] = [place(from + 0.5), place(to + 0.5)];
    return [
      from > 0
        ? svg("line", { class: "stage", x1: left, x2: left, y1: bottom, y2: top - 4 }) : null,
      right - left > name.length * 6.5 + 8
        ? svg("text", { class: "stage-name", x: Math.max(left, place(1)) + 4, y: top - 3 }, name)
        : null,
    ];
  });
}

/**
 * A chart of {series: [{name, values, low, high, stages}], stages: [{name, from, to}], length}.
 *
 * Values have an entry for each epoch. Lines end where a stage does: the chart's, or their own.
 */
export function curveChart(title, format, bounds = null, paperWidth = 340) {
  let data = { series: [], stages: [], length: 0 };
  let cursor = null;
  let area = null;
  const mark = svg("line", { class: "cursor" });
  const where = html("span", { class: "where" });
  const legend = html("div", null);

  // A mean with its deviation may reach above 100 %.
  const [least, most] = format.limits ?? [-Infinity, Infinity];
  const limited = (value) => Math.max(least, Math.min(most, value));

  const draw = (width) => {
    area = plotArea(width, curveHeight);
    const range = bounds ?? extent(data.series.flatMap(({ values, low, high }) =>
      [values, low ?? [], high ?? []].map(extent).filter(Boolean).flat())
      .map(limited)) ?? [0, 1];
    const x = wholeScale([1, Math.max(data.length, 2)], area.x);
    const y = linearScale(range, area.y, 4);
    const place = { x: x.place, y: (value) => y.place(limited(value)) };
    area.placeOf = x.place;
    queueMicrotask(showCursor);
    return plotDocument(width, curveHeight,
      plotFrame(width, curveHeight, { scale: x, text: countText, label: "epoch of the run" },
        { scale: y, text: format.tick }),
      stageMarks(data.stages, x.place, area.y),
      data.series.map((series, index) => (series.stages ?? data.stages).map((stage) =>
        curveSegment(series, index % seriesLooks, stage, place, width / 2))), mark);
  };
  const box = sized(draw, paperWidth);

  function lastWithValue(values) {
    return values.findLast((value) => Number.isFinite(value));
  }

  function showCursor() {
    const index = cursor ?? data.length - 1;
    const stage = data.stages.find(({ from, to }) => index >= from && index < to);
    const entries = data.series.map(({ name, values }) => ({
      name, value: format.value(cursor === null ? lastWithValue(values) : values[index]),
    }));
    where.textContent = cursor === null || !stage ? "last values"
      : [stage.name, `epoch ${countText(index - stage.from + 1)}`].filter(Boolean).join(", ");
    legend.replaceChildren(legendOf(entries));
    mark.classList.toggle("gone", cursor === null);
    if (area && cursor !== null) {
      const place = String(area.placeOf(index + 1));
      mark.setAttribute("x1", place);
      mark.setAttribute("x2", place);
      mark.setAttribute("y1", String(area.y[0]));
      mark.setAttribute("y2", String(area.y[1]));
    }
    const values = entries.map(({ name, value }) => `${name} ${value}`).join(", ");
    for (const [name, value] of [["min", 1], ["max", data.length], ["now", index + 1]]) {
      box.node.setAttribute(`aria-value${name}`, String(Math.max(value, 1)));
    }
    box.node.setAttribute("aria-valuetext", `${where.textContent}: ${values}`);
  }

  function moveTo(index) {
    cursor = index === null ? null : Math.max(0, Math.min(data.length - 1, index));
    showCursor();
  }

  for (const [name, value] of [["tabindex", 0], ["role", "slider"], ["aria-label", title]]) {
    box.node.setAttribute(name, String(value));
  }
  box.node.addEventListener("keydown", (event) => {
    const now = cursor ?? data.length - 1;
    const page = Math.max(1, Math.round(data.length / 10));
    const goals = {
      ArrowLeft: now - 1, ArrowRight: now + 1, ArrowDown: now - 1, ArrowUp: now + 1, Home: 0,
      End: data.length - 1, PageDown: now - page, PageUp: now + page, Escape: null,
    };
    if (!(event.key in goals) || data.length === 0) return;
    event.preventDefault();
    moveTo(goals[event.key]);
  });
  box.node.addEventListener("pointermove", (event) => {
    if (!area || data.length === 0) return;
    const scale = box.node.firstChild.viewBox.baseVal.width / box.node.clientWidth;
    const at = (event.clientX - box.node.getBoundingClientRect().left) * scale;
    const share = (at - area.x[0]) / (area.x[1] - area.x[0]);
    moveTo(Math.round(share * Math.max(data.length - 1, 1)));
  });
  for (const name of ["pointerleave", "blur"]) box.node.addEventListener(name, () => moveTo(null));

  const node = html("figure", { class: "chart" },
    html("figcaption", null, html("h3", null, title), where), legend, box.node);
  return { node, update: (now) => { data = now; box.redraw(); showCursor(); } };
}
