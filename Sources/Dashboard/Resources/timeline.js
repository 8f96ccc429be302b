// A slider over what happened, with a button that plays it.

import { html } from "./dom.js";
import { countText, isNumber } from "./format.js";

/** How long a step is shown, in milliseconds. */
const playPause = 600;

/** Below a slider: that a report has only a part of what was kept of a run; else null. */
export function thinnedText({ thinned, snapshotCount }, unit) {
  if (!isNumber(thinned)) return null;
  const all = isNumber(snapshotCount) ? ` of ${countText(snapshotCount)}` : "";
  return `showing ${all ? "" : "only "}${countText(thinned)}${all} ${unit}`;
}

/**
 * A slider over steps from 0 on, which `describe(step)` names; `show(step)` hears where it stands.
 * At its end it follows what comes.
 */
export function timeline(label, describe, show) {
  let count = 0;
  let timer = null;
  const slider = html("input",
    { type: "range", min: 0, max: 0, value: 0, step: 1, "aria-label": label });
  const text = html("output", { class: "where" });
  const button = html("button", { type: "button" }, "Play");
  const node = html("div", { class: "timeline controls" }, button, slider);

  function stand(step) {
    slider.value = String(step);
    text.textContent = describe(step);
    slider.setAttribute("aria-valuetext", text.textContent);
    show(step);
  }
  function stop() {
    clearInterval(timer);
    timer = null;
    button.textContent = "Play";
  }
  function tick() {
    const step = Number(slider.value) + 1;
    if (!node.isConnected || step >= count) stop();
    else stand(step);
  }
  button.addEventListener("click", () => {
    if (timer !== null) { stop(); return; }
    if (Number(slider.value) >= count - 1) stand(0);
    button.textContent = "Pause";
    timer = setInterval(tick, playPause);
  });
  slider.addEventListener("input", () => { stop(); stand(Number(slider.value)); });

  function update(now) {
    const follows = Number(slider.value) >= count - 1 && timer === null;
    count = now;
    slider.max = String(Math.max(count - 1, 0));
    node.hidden = count < 2;
    if (count > 0) stand(follows ? count - 1 : Math.min(Number(slider.value), count - 1));
  }
  return { node, text, update };
}
