/// A file of the page; all are part of the program.
struct PageFile: Sendable {
  /// The media type.
  let type: String
  let bytes: [UInt8]

  /// The file at a path; nil where there is none.
  static func named(_ path: String) -> PageFile? { all[path == "/" ? "/index.html" : path] }

  /// What a file that is there holds.
  static func text(_ path: String) -> String {
    String(decoding: all[path]?.bytes ?? [], as: UTF8.self)
  }

  private static let all: [String: PageFile] = [
    "/index.html": PageFile(type: "text/html; charset=utf-8", bytes: PackageResources.index_html),
    "/style.css": PageFile(type: "text/css; charset=utf-8", bytes: PackageResources.style_css),
    "/dom.js": .script(PackageResources.dom_js),
    "/format.js": .script(PackageResources.format_js),
    "/statistics.js": .script(PackageResources.statistics_js),
    "/scale.js": .script(PackageResources.scale_js),
    "/store.js": .script(PackageResources.store_js),
    "/source.js": .script(PackageResources.source_js),
    "/explore.js": .script(PackageResources.explore_js),
    "/plot.js": .script(PackageResources.plot_js),
    "/curves.js": .script(PackageResources.curves_js),
    "/scatter.js": .script(PackageResources.scatter_js),
    "/timeline.js": .script(PackageResources.timeline_js),
    "/operations.js": .script(PackageResources.operations_js),
    "/cell-layout.js": .script(PackageResources.cell_layout_js),
    "/cell-drawing.js": .script(PackageResources.cell_drawing_js),
    "/section.js": .script(PackageResources.section_js),
    "/cells.js": .script(PackageResources.cells_js),
    "/evolution.js": .script(PackageResources.evolution_js),
    "/measures.js": .script(PackageResources.measures_js),
    "/run-tables.js": .script(PackageResources.run_tables_js),
    "/run-view.js": .script(PackageResources.run_view_js),
    "/run-list.js": .script(PackageResources.run_list_js),
    "/groups.js": .script(PackageResources.groups_js),
    "/comparison.js": .script(PackageResources.comparison_js),
    "/main.js": .script(PackageResources.main_js),
  ]

  private static func script(_ bytes: [UInt8]) -> PageFile {
    PageFile(type: "text/javascript; charset=utf-8", bytes: bytes)
  }
}
