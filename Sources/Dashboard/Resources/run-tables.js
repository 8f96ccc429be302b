// The tables of a run's page.

import { html, svg, table } from "./dom.js";
import { countText, dash, durationText, isNumber, percentText, plainText } from "./format.js";
import { seedOf } from "./format.js";

export function stagesTable(stages) {
  return table("Results after each stage",
    [["after"], ["test accuracy", true], ["parameters", true], ["non-zero", true],
      ["multiply-adds", true], ["epochs", true]],
    stages.map((stage) => [stage.name, percentText(stage.testAccuracy),
      countText(stage.parameters), countText(stage.nonZeroParameters),
      countText(stage.multiplyAdds), countText(stage.epochs)]));
}

export function budgetsTable(budgets) {
  return table("Budgets",
    [["resource"], ["limit", true], ["found", true], ["measured", true],
      ["first met in epoch", true], ["switched off at the end", true], ["switched on", true]],
    budgets.map((budget) => [budget.resource, plainText(budget.limit), plainText(budget.found),
      plainText(budget.measured), countText(budget.firstMetEpoch), countText(budget.switchedOff),
      countText(budget.switchedOn)]));
}

export function keptTable(cells) {
  const of = (left, all) => `${countText(left)} of ${countText(all)}`;
  return table("What was kept of each cell",
    [["cell"], ["kind"], ["edges", true], ["operations", true], ["edges into each node", true]],
    cells.map((cell) => [String(cell.cell), cell.kind, of(cell.edges, cell.candidateEdges),
      of(cell.operations, cell.candidateOperations), (cell.inDegrees ?? []).join(", ") || dash]));
}

export function timesTable(seconds) {
  const rows = Object.entries(seconds).sort(([a], [b]) => (a === "total") - (b === "total"));
  return table("Times", [["stage"], ["time", true]],
    rows.map(([stage, value]) => [stage, durationText(value)]));
}

function shareBar(share) {
  if (!isNumber(share)) return null;
  return svg("svg", { viewBox: "0 0 100 8", class: "share", "aria-hidden": true,
    preserveAspectRatio: "none" },
  svg("rect", { class: "all", width: 100, height: 8, rx: 2 }),
  svg("rect", { class: "part", width: 100 * Math.max(0, Math.min(1, share)), height: 8, rx: 2 }));
}

export function classesTable(classes) {
  return table("Accuracy of each class",
    [["class"], ["accuracy", true], ["precision", true], ["test images", true]],
    classes.map((one) => [one.name, [shareBar(one.accuracy), percentText(one.accuracy)],
      percentText(one.precision), countText(one.images)]));
}

/** A list that is closed at first: how a run was set up. */
export function closedTable(title, entries) {
  return html("details", null, html("summary", null, title),
    table(title, [["name"], ["value"]], entries.map(([name, value]) => [name, String(value)])));
}

/** What a configuration says apart from its options. */
export function placesOf(run) {
  const keys = ["preset", "seed", "device", "threads", "libtorch", "cpuCapability",
    "kernelInstructions", "commit", "dataDirectory", "id"];
  const places = { ...run.configuration, seed: seedOf(run) };
  return keys.filter((key) => (places[key] ?? null) !== null).map((key) => [key, places[key]]);
}

/** What was changed on the way, as pairs of where and what. */
export function changesOf(configuration) {
  return (configuration.changes ?? []).flatMap(({ stage, epoch, step, values }) =>
    Object.entries(values).map(([key, { from, to }]) =>
      [`${stage}, after epoch ${epoch}, step ${step}`, `${key} from ${from} to ${to}`]));
}
