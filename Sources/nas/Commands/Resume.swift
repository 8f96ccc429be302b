internal import ArgumentParser
internal import Foundation
internal import HMNAS
internal import Tracking

/// The command `nas resume RUN`.
struct Resume: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Goes on with an interrupted run, to the same bytes as without the interruption.")

  @Argument(help: "Folder of the run.", completion: .directory)
  var folder: String

  @Flag(help: "Print the summary as JSON.")
  var json = false

  func run() throws {
    let folder = RunFolder(URL(filePath: folder))
    let configuration = try folder.readConfiguration()
    try execute(in: folder, json: json) { context in
      try HMNASRun(configuration, context: context).resume()
    }
  }
}
