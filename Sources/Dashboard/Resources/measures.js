// What was measured in the epochs of a run, sorted into charts that share an axis.

import { capitalised, lossText, percentText, plainText } from "./format.js";
import { shareTick, shortText, words } from "./format.js";
import { extent } from "./statistics.js";

export const measureFormats = {
  loss: { tick: (value) => String(Number(value.toPrecision(3))), value: lossText },
  share: { tick: shareTick, value: percentText, limits: [0, 1] },
  number: { tick: shortText, value: plainText },
};

/** The stages of a run as ranges of its epochs, in order. */
export function stagesOf(metrics) {
  const stages = [];
  metrics.forEach(({ stage }, index) => {
    if (stages.at(-1)?.name === stage) stages.at(-1).to = index + 1;
    else stages.push({ name: stage, from: index, to: index + 1 });
  });
  return stages;
}

/** Every measured value by its key: an entry for each epoch, which is NaN where it is not known. */
export function columnsOf(metrics) {
  const columns = new Map();
  const put = (key, index, value) => {
    if (typeof value !== "number") return;
    if (!columns.has(key)) columns.set(key, new Float64Array(metrics.length).fill(NaN));
    columns.get(key)[index] = value;
  };
  metrics.forEach((record, index) => {
    put("loss", index, record.loss);
    put("accuracy", index, record.accuracy);
    for (const [key, value] of Object.entries(record.values ?? {})) put(key, index, value);
    put("imagesPerSecond", index, record.imagesPerSecond);
  });
  return columns;
}

/** What kind of chart a value belongs into: one of loss, accuracy or shares, or one of its own. */
export function measureKind(key, values) {
  if (/loss$/i.test(key)) return { title: "Loss", format: measureFormats.loss };
  if (/accuracy$/i.test(key)) return { title: "Accuracy", format: measureFormats.share };
  const [least, most] = extent(values) ?? [0, 0];
  // A number of steps may be 0 all along and is no share for that.
  if (least >= 0 && most <= 1 && !/steps$/i.test(key)) {
    return { title: "Shares", format: measureFormats.share, bounds: [0, 1] };
  }
  return { title: capitalised(words(key)), format: measureFormats.number };
}

/** The charts of a run: [{title, format, bounds, series}]. */
export function measuresOf(metrics) {
  const charts = new Map();
  for (const [key, values] of columnsOf(metrics)) {
    const kind = measureKind(key, values);
    if (!charts.has(kind.title)) charts.set(kind.title, { ...kind, series: [] });
    charts.get(kind.title).series.push({ name: words(key), values });
  }
  return [...charts.values()];
}
