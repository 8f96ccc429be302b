/// The opcodes of pickles that build values, by the names of Python's `pickletools`.
///
/// They are those that the pickles of CIFAR have: protocol 2 as Python 2 wrote it, and protocols 2 to 5 as Python 3
/// writes them. Opcodes for objects, floating-point numbers, sets and protocols 0 and 1 are absent on purpose.
enum PickleOpcode: UInt8 {
  case mark = 0x28
  case stop = 0x2E

  // Numbers.
  case none = 0x4E
  case newTrue = 0x88
  case newFalse = 0x89
  case binInt = 0x4A
  case binInt1 = 0x4B
  case binInt2 = 0x4D
  case long1 = 0x8A

  // Text and bytes, after their length.
  case shortBinString = 0x55
  case binString = 0x54
  case shortBinBytes = 0x43
  case binBytes = 0x42
  case byteArray8 = 0x96
  case shortBinUnicode = 0x8C
  case binUnicode = 0x58

  // What holds others.
  case emptyList = 0x5D
  case append = 0x61
  case appends = 0x65
  case emptyDict = 0x7D
  case setItem = 0x73
  case setItems = 0x75
  case emptyTuple = 0x29
  case tuple = 0x74
  case tuple1 = 0x85
  case tuple2 = 0x86
  case tuple3 = 0x87

  // The memo.
  case binGet = 0x68
  case longBinGet = 0x6A
  case binPut = 0x71
  case longBinPut = 0x72
  case memoize = 0x94

  // Arrays.
  case global = 0x63
  case stackGlobal = 0x93
  case reduce = 0x52
  case build = 0x62

  case frame = 0x95
}
