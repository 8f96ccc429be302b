// How operations look: short names and hues, as in the drawings of networks.

/** A pattern of names, the short name with what the pattern found, hue and saturation. */
const operationLooks = [
  [/^sep_conv_(\d)x/, "sep$1", 212, 85],
  [/^dil_conv_(\d)x/, "dil$1", 34, 90],
  [/^nor_conv_(\d)x/, "con$1", 192, 45],
  [/^conv_(\d)x1_1x/, "$1x1", 190, 40],
  [/^inverted_residual_3x3_e(\d)/, "ir3$1", 214, 75],
  [/^inverted_residual_5x5_e(\d)/, "ir5$1", 24, 70],
  [/^plain_(m)ax_pool/, "pmx", 86, 45],
  [/^plain_(a)vg_pool/, "pav", 152, 45],
  [/^max_pool/, "max", 112, 45],
  [/^avg_pool/, "avg", 138, 45],
  [/^skip/, "skip", 262, 60],
  [/^none/, "none", 215, 8],
];

/** The short name of an operation, its hue and its saturation; unknown ones are grey. */
export function operationLook(name) {
  for (const [pattern, short, hue, saturation] of operationLooks) {
    const found = pattern.exec(name);
    if (found) return { short: short.replace("$1", found[1]), hue, saturation };
  }
  return { short: name.length > 5 ? `${name.slice(0, 4)}\u2026` : name, hue: 215, saturation: 8 };
}
