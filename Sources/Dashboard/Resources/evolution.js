// The candidates of a search as accuracy against multiply-adds, over its generations.

import { html } from "./dom.js";
import { countText, percentText, plainText } from "./format.js";
import { paretoFront } from "./statistics.js";
import { scatterChart } from "./scatter.js";
import { section } from "./section.js";
import { thinnedText, timeline } from "./timeline.js";

function candidatePoint(candidate, generation) {
  const { multiplyAdds, accuracy, parameters, milliseconds } = candidate;
  const lines = [
    `accuracy ${percentText(accuracy)}`, `multiply-adds ${countText(multiplyAdds)}`,
    `parameters ${countText(parameters)}`,
    ...(typeof milliseconds === "number" ? [`milliseconds ${plainText(milliseconds)}`] : []),
    `generation ${countText(generation)}`,
  ];
  return { x: multiplyAdds, y: accuracy, text: lines.join("\n"), look: 0 };
}

export function evolutionSection() {
  let generations = [];
  let drawn = null;
  const title = "Candidates by accuracy and multiply-adds";
  const chart = scatterChart(title, { x: "multiply-adds", y: "accuracy on held-out images" });
  const summary = html("span", { class: "note" });
  const thinned = html("p", { class: "note" });
  const describe = (step) => `generation ${countText(generations[step].epoch)}`;
  const show = (step) => {
    const shown = generations.slice(0, step + 1);
    const points = shown.flatMap(({ points: own }, index) => own.map((point) => index === step
      ? { ...point, kind: "newest", radius: 5 } : { ...point, kind: "older", radius: 3.5 }));
    const best = Math.max(...points.map((point) => point.y));
    summary.textContent = ` ${countText(points.length)} candidates so far, the best with `
      + percentText(best);
    const all = generations.flatMap((generation) => generation.points);
    chart.update({ points, front: paretoFront(points), all });
  };
  const line = timeline("Generation", describe, show);
  const node = section("Candidates",
    html("p", { class: "now" }, line.text, summary), line.node, thinned, chart.node,
    html("ul", { class: "legend" },
      html("li", null, html("span", { class: "mark newest" }), "newest generation"),
      html("li", null, html("span", { class: "mark older" }), "older ones"),
      html("li", null, html("span", { class: "mark front" }),
        "Pareto front: nothing so far is cheaper and as accurate")));
  const update = (run) => {
    const now = run.snapshots.filter((snapshot) => snapshot.candidates?.length > 0);
    if (now.length === drawn?.length && now.at(-1) === drawn.at(-1)) return;
    drawn = null;
    generations = now.map((snapshot) => ({
      epoch: snapshot.epoch,
      points: snapshot.candidates.map((candidate) => candidatePoint(candidate, snapshot.epoch)),
    }));
    node.hidden = generations.length === 0;
    thinned.textContent = thinnedText(run, "generations");
    thinned.hidden = thinned.textContent === "";
    line.update(generations.length);
    drawn = now;
  };
  return { node, update };
}
