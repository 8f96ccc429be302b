internal import Architectures
internal import Datasets
internal import Images

/// Three images and labels of two pixels in the format of MNIST; what follows the first may be anything.
func readIDX(_ bytes: [UInt8]) -> FuzzOutcome {
  FuzzOutcome {
    // The first bit says which of the two files it is.
    let dimensions = bytes.first == 1 ? [3] : [3, 1, 2]
    _ = try IDX.values(in: Array(bytes.dropFirst()), dimensions: dimensions)
  }
}

/// Two images of six pixels, with one label byte or two.
func readCIFAR(_ bytes: [UInt8]) -> FuzzOutcome {
  FuzzOutcome {
    let records = CIFARRecords(
      count: 2, labelBytes: bytes.first == 1 ? 2 : 1, channels: 3, pixels: 6)
    var images: [UInt8] = []
    var labels: [Int32] = []
    try records.append(Array(bytes.dropFirst()), to: &images, labels: &labels)
    precondition(images.count == 36 && labels.count == 2, "an image is not as long as it should be")
  }
}

/// The pickle of two images of six values, with one label each or two.
func readPickle(_ bytes: [UInt8]) -> FuzzOutcome {
  FuzzOutcome {
    let records = CIFARRecords(
      count: 2, labelBytes: bytes.first == 1 ? 2 : 1, channels: 3, pixels: 2)
    do throws(FileFault) {
      let binary = try records.binary(ofPickle: Array(bytes.dropFirst()), classes: 10)
      precondition(binary.count == 2 * (6 + (bytes.first == 1 ? 2 : 1)), "an image is not whole")
    } catch {
      throw DatasetError.invalid(path: "memory", fault: error)
    }
  }
}

/// A picture, prepared for a grey and for a coloured image; one of more than a million pixels is not decoded.
func readPicture(_ bytes: [UInt8]) -> FuzzOutcome {
  FuzzOutcome {
    let file = try ImageFile(bytes)
    guard file.height * file.width <= 1_000_000 else { return }
    let picture = try Picture(decoding: bytes)
    for channels in [1, 3] {
      let shape = ImageShape(channels: channels, height: 5, width: 4)
      precondition(
        picture.prepared(for: shape).count == 20 * channels, "an image is not as large as asked")
    }
  }
}

/// A file that may be compressed, of which 10,000 bytes are read at most.
func unpack(_ bytes: [UInt8]) -> FuzzOutcome {
  FuzzOutcome {
    try bytes.withUnsafeBytes { bytes in
      let reader = try ArchiveReader(bytes)
      guard try reader.nextMember() != nil else { return }
      let content = try reader.read(limit: 10_000)
      precondition(content.count <= 10_000, "more than the limit was read")
    }
  }
}

/// An archive, of whose members 10,000 bytes each are read at most.
func unpackMembers(_ bytes: [UInt8]) -> FuzzOutcome {
  FuzzOutcome {
    try bytes.withUnsafeBytes { bytes in
      let reader = try ArchiveReader(bytes, form: .tar)
      while let name = try reader.nextMember() {
        // As in the archives of CIFAR, where some files are wanted and the others passed over.
        if name.hasSuffix(".bin") { _ = try reader.read(limit: 10_000) }
      }
    }
  }
}
