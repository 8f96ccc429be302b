// Parts of a drawing that tell what they are, by pointer and by arrow keys.

import { html } from "./dom.js";

function tip() {
  return document.getElementById("tip") ?? document.body.appendChild(
    html("output", { id: "tip", class: "tip", hidden: true }));
}

function showTip(part, text) {
  const box = tip();
  box.replaceChildren(...text.split("\n").map((line) => html("span", null, line)));
  box.hidden = false;
  const place = part.getBoundingClientRect();
  const size = box.getBoundingClientRect();
  const left = place.left + place.width / 2 - size.width / 2;
  const above = place.top - size.height - 8;
  box.style.left = `${Math.max(8, Math.min(left, innerWidth - size.width - 8))}px`;
  box.style.top = `${above < 8 ? place.bottom + 8 : above}px`;
}

export function hideTip() { tip().hidden = true; }

/**
 * Makes the parts of a drawing tell what they are.
 *
 * `groups()` gives arrays of {node, text()}: the left and right keys go from group to group, up and
 * down within one.
 */
export function explore(drawing, groups) {
  let [group, part] = [0, 0];
  let lit = null;
  const light = (found) => {
    lit?.node.classList.remove("lit");
    lit = found;
    lit?.node.classList.add("lit");
    if (lit) showTip(lit.node, lit.text());
    else hideTip();
  };
  const visit = () => {
    const all = groups();
    if (all.length === 0) return;
    group = (group + all.length) % all.length;
    part = (part + all[group].length) % all[group].length;
    all[group][part].node.scrollIntoView({ block: "nearest", inline: "nearest" });
    light(all[group][part]);
  };
  const steps = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  drawing.addEventListener("keydown", (event) => {
    const step = steps[event.key];
    if (event.key === "Escape") light(null);
    if (!step) return;
    event.preventDefault();
    // Where groups have one part, all keys go from one to the next.
    const isFlat = groups().every((parts) => parts.length === 1);
    group += step[0] + (isFlat ? -step[1] : 0);
    part = step[0] !== 0 ? 0 : part + step[1];
    visit();
  });
  drawing.addEventListener("focus", () => { if (drawing.matches(":focus-visible")) visit(); });
  drawing.addEventListener("blur", () => light(null));
  drawing.addEventListener("pointermove", (event) => {
    const found = groups().flat().findLast(({ node }) => node.contains(event.target));
    if (found !== lit) light(found ?? null);
  });
  drawing.addEventListener("pointerleave", () => light(null));
}
