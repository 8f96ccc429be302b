// The page of one run.

import { html } from "./dom.js";
import { countText, dash, durationText, isNumber, percentText, seedOf, words } from "./format.js";
import { store } from "./store.js";
import { drawingAddress, drawingNames } from "./source.js";
import { spread } from "./statistics.js";
import { curveChart } from "./curves.js";
import { plainSection, section, updateAll } from "./section.js";
import { cellsSection } from "./cells.js";
import { evolutionSection } from "./evolution.js";
import { measuresOf, stagesOf } from "./measures.js";
import { budgetsTable, changesOf, classesTable, closedTable } from "./run-tables.js";
import { keptTable, placesOf, stagesTable, timesTable } from "./run-tables.js";

const drawingTitles = {
  "architecture.svg": "The network found", "confusion.svg": "Confusion matrix",
  "mistakes.svg": "Worst mistakes",
};

/** A state with a sign, so that colour is not all that tells it. */
export function stateBadge(state) {
  const signs = { running: "\u25cf", complete: "\u2713", stopped: "\u2016", damaged: "!" };
  return html("span", { class: `state ${state in signs ? state : ""}` },
    html("span", { "aria-hidden": true }, signs[state] ?? "?"), ` ${state}`);
}

export function runTitle(run) {
  const { method, dataset } = run.configuration ?? {};
  return `${method ?? "A run"} on ${dataset ?? dash}, seed ${seedOf(run) ?? dash}`;
}

/** Epochs and time that are left of the stage under way; null where its lines do not say. */
export function stageProgress(run) {
  const last = run.metrics.at(-1);
  if (run.state !== "running" || !(Number.isInteger(last?.epochs) && last.epochs > 0)) return null;
  const { stage, epoch, epochs } = last;
  const own = run.metrics.slice(-5).filter((record) => record.stage === stage);
  const mean = spread(own.map(({ seconds }) => seconds))?.mean ?? NaN;
  return { stage, epoch, epochs, seconds: mean * Math.max(0, epochs - epoch) };
}

/** Seconds of the whole run, or those of its epochs so far. */
function secondsOf({ summary, metrics }) {
  return summary?.seconds?.total ?? metrics.reduce((sum, { seconds }) => sum + (seconds ?? 0), 0);
}

function figure(name, value, note) {
  return html("div", { class: "figure" }, html("dt", null, name),
    html("dd", null, value, note ? html("small", null, note) : null));
}

function figuresOf(run) {
  const { summary } = run;
  const isSparse = summary && summary.nonZeroParameters !== summary.parameters;
  const best = run.metrics.reduce((most, { values }) =>
    Math.max(most, values?.validationAccuracy ?? -1), -1);
  return html("dl", { class: "figures" },
    figure("test accuracy", percentText(summary?.testAccuracy)),
    figure("validation accuracy", percentText(summary?.validationAccuracy
      ?? (best < 0 ? null : best)), summary || best < 0 ? null : "the best so far"),
    figure("parameters", countText(summary?.parameters),
      isSparse ? `${countText(summary.nonZeroParameters)} non-zero` : null),
    figure("multiply-adds", countText(summary?.multiplyAdds)),
    figure("time", durationText(secondsOf(run)), summary ? null : "in whole epochs so far"));
}

function progressOf(run) {
  const progress = stageProgress(run);
  if (!progress) return null;
  const { stage, epoch, epochs, seconds } = progress;
  return html("p", { class: "progress" },
    html("progress", { max: epochs, value: epoch, "aria-label": `Epochs of the stage ${stage}` }),
    ` ${stage}: epoch ${countText(epoch)} of ${countText(epochs)}`
    + (isNumber(seconds) ? `, about ${durationText(seconds)} left of this stage` : ""));
}

function headingPart() {
  const node = html("div", { class: "heading" });
  const update = (run) => {
    const { configuration, summary } = run;
    const sentences = [summary?.verdict?.sentence, summary?.truth?.sentence].filter(Boolean);
    node.replaceChildren(...[
      html("p", { class: "facts" }, stateBadge(run.state),
        html("span", null, configuration?.data?.title ?? configuration?.dataset ?? dash),
        html("span", null, `preset ${configuration?.preset ?? dash}`),
        html("span", null, `${configuration?.device ?? dash}, `
          + `threads: ${configuration?.threads ?? dash}`),
        html("code", null, run.path)),
      run.error ? html("p", { class: "trouble" }, run.error) : null,
      progressOf(run), figuresOf(run),
      ...sentences.map((sentence) => html("p", { class: "sentence" },
        `${sentence.replaceAll(" %", "\u00a0%")}.`)),
    ].filter(Boolean));
  };
  return { node, update };
}

function curvesSection() {
  const box = html("div", { class: "charts" });
  const node = section("Epochs", box);
  const charts = new Map();
  let shown = null;
  const update = ({ metrics }) => {
    if (metrics.length === shown?.length && metrics.at(-1) === shown.at(-1)) return;
    shown = null;
    node.hidden = metrics.length === 0;
    const stages = stagesOf(metrics);
    const measures = measuresOf(metrics);
    for (const { title, format, bounds, series } of measures) {
      if (!charts.has(title)) charts.set(title, curveChart(title, format, bounds));
      charts.get(title).update({ series, stages, length: metrics.length });
    }
    // A run that began anew may measure less.
    const titles = new Set(measures.map(({ title }) => title));
    for (const [title, { node: chart }] of charts) {
      if (!titles.has(title)) charts.delete(title);
      if (!titles.has(title)) chart.remove();
      else if (chart.parentNode !== box) box.append(chart);
    }
    shown = metrics;
  };
  return { node, update };
}

function drawingSection(name) {
  const part = (run) => drawingNames(run).includes(name) ? [drawingAddress(run, name)] : null;
  return plainSection(drawingTitles[name], part, ([source]) =>
    html("div", { class: "scroll drawing", tabindex: 0, role: "group",
      "aria-label": drawingTitles[name] },
    html("img", { src: source, alt: `${drawingTitles[name]}, as a drawing` })));
}

function setupSection() {
  return plainSection("How it was set up", (run) => run.configuration, (configuration, run) => [
    closedTable("Options", Object.entries(configuration.options ?? {})),
    closedTable("Machine and versions",
      placesOf(run).map(([key, value]) => [words(key), value])),
    ...(changesOf(configuration).length > 0
      ? [closedTable("Changed on the way", changesOf(configuration))] : []),
  ]);
}

/** A part that has room beside another. */
function half(part) {
  part.node.classList.add("half");
  return part;
}

/** The parts of a run's page below its title. */
export function runParts() {
  return [
    headingPart(), cellsSection(), evolutionSection(), curvesSection(),
    plainSection("After each stage", (run) => run.summary?.stages, stagesTable),
    plainSection("Budgets", (run) => run.summary?.budgets, budgetsTable),
    plainSection("What was kept", (run) => run.summary?.structure, keptTable),
    drawingSection("architecture.svg"),
    half(plainSection("Classes", (run) => run.evaluation?.classes, classesTable)),
    half(drawingSection("confusion.svg")), drawingSection("mistakes.svg"),
    half(plainSection("Times", (run) => run.summary?.seconds, timesTable)), half(setupSection()),
  ];
}

/** The way back to everything. */
export function backLink() {
  return html("nav", { class: "controls" },
    html("a", { href: "#" }, store.report ? "The whole report" : "All runs"));
}

export function runView(path) {
  const title = html("h1", { tabindex: -1 }, path);
  const parts = runParts();
  const wait = html("p", { class: "note" }, "Loading\u2026");
  const body = html("div", { class: "run", hidden: true }, parts.map(({ node }) => node));
  const update = () => {
    const run = store.details.get(path);
    wait.textContent = run?.failure ?? "Loading\u2026";
    const isThere = run !== undefined && run.failure === undefined;
    wait.hidden = isThere;
    body.hidden = !isThere;
    if (!isThere) return;
    title.textContent = runTitle(run);
    updateAll(parts, run);
  };
  return { node: html("article", null, backLink(), title, wait, body), update, paths: [path] };
}
