internal import Architectures
internal import ArgumentParser
internal import Datasets
internal import Foundation
internal import Inference

/// The command `nas predict`.
struct Predict: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Says which classes images are of, by a trained network.",
    usage: "nas predict <network> <image or folder> ... [<options>]",
    discussion: """
      <network> is the folder of a finished run, or a file that `nas export --format safetensors` \
      wrote. Images are PNG and JPEG files of any size, prepared as those of a folder are for \
      training. Where the images of a folder lie in folders with the names of classes, their \
      accuracy is given as well.
      """)

  @Argument(
    help: "Folder of a finished run, or an exported network.safetensors.",
    completion: .run(orFiles: ["safetensors"]), transform: UserPath.argument)
  var network: String

  @Argument(
    help: "Files, and folders, through which it looks to the bottom.", completion: .images,
    transform: UserPath.argument)
  var images: [String]

  @Option(parsing: .unconditional, help: "Classes of each image, from the likeliest on.")
  var top = 3

  @Option(parsing: .unconditional, help: "Threads that share the images. (default: all cores)")
  var threads: Int?

  @Flag(help: "Print the result as JSON.")
  var json = false

  func validate() throws {
    for (name, value) in [("top", top), ("threads", threads ?? 1)]
    where !(1...1024).contains(value) {
      throw ValidationError("--\(name) is \(value), expected 1 to 1024")
    }
  }

  func run() throws {
    let model = try Self.model(network)
    let found = try images.map { path throws(FolderError) in try ImageFiles(at: path) }
    let predictor = try ImagePredictor(
      model, threads: threads ?? ProcessInfo.processInfo.activeProcessorCount)
    let files = found.flatMap(\.files)
    var report = PredictionReport(top: top)
    for fault in found.flatMap(\.faults) { report.refuse(fault.name, fault.fault) }
    report.passedOver = found.reduce(0) { $0 + $1.passedOver }
    // A file that somebody names is meant to be an image, whatever it is called.
    let named = Set(found.filter { !$0.isFolder }.flatMap(\.files))
    // Lines of answers on the same terminal are progress enough.
    let isSilent = json || isatty(STDOUT_FILENO) == 0
    let countdown = Countdown("Images classified")
    var done = 0
    try predictor.predict(files) { file, outcome in
      done += 1
      if isSilent { countdown.show(done, of: files.count) }
      switch outcome {
      case .predictions(let all):
        report.add(file, all, label: predictor.label(of: file))
        if !json, let line = report.lastLine { print(line) }
      case .other where named.contains(file):
        report.refuse(file.name, "is no picture, expected a PNG or JPEG file")
      case .other: report.passedOver += 1
      case .fault(let reason): report.refuse(file.name, reason)
      }
    }
    if json {
      try printJSON(report.result)
    } else if let line = report.accuracyLine {
      print(line)
    }
    try StandardStreams.flushOutput()
    try report.check()
  }

  /// Reads the network and the weights.
  private static func model(_ path: String) throws -> ModelFile {
    var isFolder: ObjCBool = false
    let exists = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
    guard exists else {
      throw InputFault.missing(
        path: path, expected: "the folder of a run or an exported network.safetensors")
    }
    let url = URL(filePath: path)
    if isFolder.boolValue { return try TrainedNetwork(path, weights: nil, dataset: nil).model }
    do throws(InferenceError) {
      return try ModelFile(contentsOf: url)
    } catch {
      throw InputFault.malformed(
        path: path,
        reason: "is no network to predict with (\(error)), expected the folder of a run or a file "
          + "that nas export --format safetensors wrote")
    }
  }
}
