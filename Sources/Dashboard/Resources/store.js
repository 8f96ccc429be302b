// All that the page knows, in one object, and who wants to hear of changes.

export const store = {
  /** Rows of the list, as of `api/runs`. */
  runs: [],
  /** Whether the list has come. */
  isListed: false,
  /** Whole runs by their path, as of `api/run`; of open ones only. */
  details: new Map(),
  /** Paths of the runs that the page shows now. */
  open: new Set(),
  /** Paths of the runs that are asked for now, null for the list; whether they changed since. */
  asked: new Map(),
  /** Paths of the runs chosen for comparison. */
  selection: new Set(),
  filter: "",
  order: { key: "updated", isDescending: true },
  /** Of a report: the command that it was asked for by. Null where a server answers. */
  report: null,
  token: null,
  /** Why there is no connection; null where there is one. */
  trouble: null,
  listeners: new Set(),
  isNotifying: false,
};

/** Calls `listener` after changes, at most once for each picture of the screen. */
export function subscribe(listener) { store.listeners.add(listener); }

/** Says that something in the store changed. */
export function changed() {
  if (store.isNotifying) return;
  store.isNotifying = true;
  // A timer and no frame: frames are not drawn in the background, and the page should keep up.
  setTimeout(() => {
    store.isNotifying = false;
    for (const listener of store.listeners) listener();
  }, 16);
}
