// Elements of the page. Texts go in as texts only, so names from files cannot become markup.

const svgNamespace = "http://www.w3.org/2000/svg";

function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined));
  return node;
}

/** An HTML element; attributes that are null or false are left out, `onclick` and such listen. */
export function html(tag, attributes, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

/** The same in SVG; numbers have at most two decimals. */
export function svg(tag, attributes, ...children) {
  const rounded = Object.entries(attributes ?? {}).map(([name, value]) => [
    name, typeof value === "number" ? Math.round(value * 100) / 100 : value,
  ]);
  return fill(document.createElementNS(svgNamespace, tag), Object.fromEntries(rounded), children);
}

/** Gives an element a text; one that it has already is not said again to those who listen. */
export function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

/** A table in a box that scrolls where it is too wide; a head is [text, isNumber]. */
export function table(label, heads, rows) {
  const cell = (content, column) => column === 0
    ? html("th", { scope: "row" }, content)
    : html("td", { class: heads[column][1] ? "number" : null }, content);
  return html("div", { class: "scroll", tabindex: 0, role: "group", "aria-label": label },
    html("table", null,
      html("thead", null, html("tr", null, heads.map(([text, isNumber]) =>
        html("th", { scope: "col", class: isNumber ? "number" : null }, text)))),
      html("tbody", null, rows.map((row) => html("tr", null, row.map(cell))))));
}

/**
 * A box that draws its content for the width that it has, and again when that changes; for paper it
 * is told so, by events of the window's names, and draws for `paperWidth`.
 */
export function sized(draw, paperWidth) {
  const node = html("div", { class: "sized" });
  let width = 0;
  const redraw = () => { if (width > 0) node.replaceChildren(draw(width)); };
  new ResizeObserver(([entry]) => {
    const now = Math.round(entry.contentRect.width);
    if (now === width || now === 0) return;
    width = now;
    redraw();
  }).observe(node);
  node.addEventListener("beforeprint", () => node.replaceChildren(draw(paperWidth)));
  node.addEventListener("afterprint", redraw);
  return { node, redraw };
}
