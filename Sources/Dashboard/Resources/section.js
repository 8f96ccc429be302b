// Parts of a page under a heading, which are there when they have something to show.

import { html } from "./dom.js";

/** A part with a heading; hidden until somebody shows it. */
export function section(title, ...content) {
  return html("section", { hidden: true }, html("h2", null, title), content);
}

/**
 * A part that is made anew when `part(run)` changes, and hidden where that is null or has nothing.
 */
export function plainSection(title, part, render) {
  const body = html("div", null);
  const node = section(title, body);
  let shown = null;
  const update = (run) => {
    const now = part(run) ?? null;
    const text = JSON.stringify(now);
    if (text === shown) return;
    shown = null;
    node.hidden = now === null || now.length === 0;
    body.replaceChildren();
    if (!node.hidden) body.append(...[render(now, run)].flat());
    // What failed is tried again, also with the same data.
    shown = text;
  };
  return { node, update };
}

/** Says below the heading of a part why it cannot be shown, or no longer that. */
function sayTrouble(part, message) {
  part.trouble?.remove();
  part.trouble = null;
  if (message === null) return;
  part.node.hidden = false;
  part.trouble = html("p", { class: "trouble" }, `This part cannot be shown: ${message}`);
  const heading = part.node.querySelector(":scope > h2");
  if (heading) heading.after(part.trouble);
  else part.node.prepend(part.trouble);
}

/** Brings parts up to date; a part that cannot show damaged data says so, and the others go on. */
export function updateAll(parts, run) {
  for (const part of parts) {
    try {
      part.update(run);
      sayTrouble(part, null);
    } catch (error) {
      sayTrouble(part, error.message);
    }
  }
}
