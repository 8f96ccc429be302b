/// Options that bring back the cells and masks of HM-NAS's paper, whatever a preset has.
package let cellsOfThePaper = [
  "--space", "cells", "--nodes", "4", "--reducing-cells", "thirds", "--head-channels", "0",
  "--normalization-weights", "false", "--architecture-sharing", "per-cell-kind", "--mask-rule",
  "after-softmax", "--mask-scope", "cells", "--max-multiply-adds", "0", "--search-images", "0",
  "--validation-fraction", "0.2",
]
