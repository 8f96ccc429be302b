// Runs beside each other: means over their seeds, accuracy against cost, and their curves.

import { html, setText, table } from "./dom.js";
import { capitalised, countText, dash, durationText, percentText } from "./format.js";
import { shortText, spreadText, words } from "./format.js";
import { store } from "./store.js";
import { seriesLooks, seriesSample } from "./plot.js";
import { curveChart } from "./curves.js";
import { scatterChart } from "./scatter.js";
import { groupsOf, meanCurve, measuredKeys } from "./groups.js";
import { measureKind } from "./measures.js";
import { section, updateAll } from "./section.js";
import { runAddress } from "./run-list.js";
import { backLink } from "./run-view.js";

function linkTo(run, text) {
  return html("a", { href: runAddress("run", [run.path]), title: run.path }, text);
}

function listed(nodes) {
  return nodes.flatMap((node, index) => index > 0 ? [", ", node] : [node]);
}

/** The seeds of a group as links to their runs, and which of them several runs have. */
function seedsCell({ seeds }) {
  const links = seeds.map(({ seed, runs }) => runs.length === 1 ? linkTo(runs[0], seed ?? dash)
    : [`${seed ?? dash} (runs `, listed(runs.map((run, index) => linkTo(run, index + 1))), ")"]);
  const shared = seeds.filter(({ runs }) => runs.length > 1).map(({ seed, runs }) =>
    `${countText(runs.length)} runs share seed ${seed ?? dash} and count as one`);
  const count = seeds.length > 1 ? [`${countText(seeds.length)} seeds`] : [];
  const notes = [...count, ...shared].join("; ");
  return [listed(links), notes ? html("small", null, notes) : null];
}

function groupsTable(groups) {
  return table("Means over seeds",
    [["runs"], ["seeds"], ["test accuracy", true], ["parameters", true], ["multiply-adds", true],
      ["time", true]],
    groups.map((group, index) => [
      html("span", { class: "named" }, seriesSample(index), group.name), seedsCell(group),
      spreadText(group.accuracy, percentText), spreadText(group.parameters, countText),
      spreadText(group.multiplyAdds, countText), spreadText(group.seconds, durationText)]));
}

function tablePart(groups) {
  const box = html("div", null);
  const node = section("Means over seeds", html("p", { class: "note" },
    "Runs that differ in nothing but their seeds stand in one row: images, options, device, "
    + "threads, libtorch and commit are the same. \u00b1 is the standard deviation over seeds."),
  box);
  return { node, update: () => {
    node.hidden = groups().length === 0;
    // What stays is not made anew, so that the focus and a click on it are not lost.
    const now = groupsTable(groups());
    if (!box.firstChild?.isEqualNode(now)) box.replaceChildren(now);
  } };
}

function costPart(groups) {
  const chart = scatterChart("Test accuracy and multiply-adds",
    { x: "multiply-adds", y: "test accuracy" });
  const node = section("Accuracy and cost", html("p", { class: "note" },
    "Bars are as long as a standard deviation to both sides."), chart.node);
  return { node, update: () => {
    const points = groups().flatMap((group, index) => group.accuracy && group.multiplyAdds ? [{
      x: group.multiplyAdds.mean, y: group.accuracy.mean, dx: group.multiplyAdds.deviation,
      dy: group.accuracy.deviation, kind: `s${index % seriesLooks}`, look: index % seriesLooks,
      radius: 6, isSquare: index % 2 === 1,
      text: `${group.name}\ntest accuracy ${spreadText(group.accuracy, percentText)}`
        + `\nmultiply-adds ${spreadText(group.multiplyAdds, shortText)}`,
    }] : []);
    node.hidden = points.length === 0;
    chart.update({ points, front: [], all: points });
  } };
}

function curvesPart(groups) {
  let [key, keys] = [null, []];
  let [chart, shown] = [null, null];
  const box = html("div", null);
  const measure = html("select", { "aria-label": "What the curves show" });
  const node = section("Epochs", html("p", { class: "note" },
    "The mean over the seeds in a row of the table; a band is a standard deviation to both sides."),
  html("p", { class: "controls" }, measure), box);
  const draw = () => {
    const series = groups().map((group) => meanCurve(group, key));
    const length = Math.max(0, ...series.map(({ values }) => values.length));
    const kind = measureKind(key, series.flatMap(({ values }) => values));
    const look = `${key} ${kind.title}`;
    if (look !== shown) {
      chart = curveChart(capitalised(words(key)), kind.format, kind.bounds, 680);
      box.replaceChildren(chart.node);
    }
    shown = look;
    chart.update({ series, stages: [{ name: "", from: 0, to: length }], length });
  };
  measure.addEventListener("change", () => { key = measure.value; draw(); });
  return { node, update: () => {
    const old = keys;
    keys = measuredKeys(groups());
    node.hidden = keys.length === 0;
    if (node.hidden) return;
    key = keys.includes(key) ? key : keys.includes("accuracy") ? "accuracy" : keys[0];
    if (keys.join() !== old.join()) {
      measure.replaceChildren(...keys.map((one) =>
        html("option", { value: one, selected: one === key }, words(one))));
    }
    draw();
  } };
}

/** The parts of a comparison of the runs that `paths()` names. */
export function comparison(paths) {
  let groups = [];
  let compared = null;
  const missing = html("p", { class: "note", role: "status" });
  const parts = [tablePart(() => groups), costPart(() => groups), curvesPart(() => groups)];
  const update = () => {
    const runs = paths().map((path) => store.details.get(path)).filter(Boolean);
    const waiting = paths().length - runs.length;
    const unread = runs.filter((run) => !run.configuration).length;
    setText(missing, waiting > 0 ? `Loading ${countText(waiting)} runs\u2026`
      : unread > 0 ? `${countText(unread)} of the runs cannot be read.` : "");
    const now = JSON.stringify(runs.map((run) =>
      [run.path, run.metrics?.length, run.state, run.identity]));
    // All at once: means over a part of the seeds would only confuse.
    if (waiting > 0 || now === compared) return;
    groups = groupsOf(runs);
    updateAll(parts, null);
    compared = now;
  };
  return { node: html("div", null, missing, parts.map((part) => part.node)), update };
}

export function comparisonView(paths) {
  const { node, update } = comparison(() => paths);
  return { paths, update, node: html("article", null, backLink(),
    html("h1", { tabindex: -1 }, `Comparison of ${countText(paths.length)} runs`), node) };
}
