import Foundation

/// Small batches in the form of CIFAR's version for Python, written by Python itself.
///
/// ```python
/// rows = np.array([[10, 11, 20, 21, 30, 31], [200, 201, 255, 0, 128, 127]], np.uint8)
/// batch = {b"data": rows, b"labels": [3, 9], b"batch_label": b"batch", b"filenames": [b"a.png", b"\xe9.png"]}
/// fine = {b"data": rows, b"coarse_labels": [19, 0], b"fine_labels": [99, 255], b"filenames": [b"a.png", b"b.png"]}
/// print(base64.b64encode(pickle.dumps(batch, protocol)))
/// ```
enum PythonPickles {
  /// What `batch` is in the binary version.
  static let binary: [UInt8] = [3, 10, 11, 20, 21, 30, 31, 9, 200, 201, 255, 0, 128, 127]
  /// What `fine` is in the binary version.
  static let fineBinary: [UInt8] = [
    19, 99, 10, 11, 20, 21, 30, 31, 0, 255, 200, 201, 255, 0, 128, 127,
  ]

  /// The pickles of `batch`.
  static let batches = [python2, protocol2, protocol3, protocol4, protocol5]
  /// The pickles of `fine`.
  static let fineBatches = [python2Fine, protocol2Fine]

  /// Python 2.7.18 with numpy 1.16.6, protocol 2.
  static let python2 = bytes(
    """
    gAJ9cQEoVQtiYXRjaF9sYWJlbHECVQViYXRjaHEDVQZsYWJlbHNxBF1xBShLA0sJZVUEZGF0YXEGY251bXB5LmNvcmUu
    bXVsdGlhcnJheQpfcmVjb25zdHJ1Y3QKcQdjbnVtcHkKbmRhcnJheQpxCEsAhVUBYodScQkoSwFLAksGhmNudW1weQpk
    dHlwZQpxClUCdTFLAEsBh1JxCyhLA1UBfE5OTkr/////Sv////9LAHRiiVUMCgsUFR4fyMn/AIB/dGJVCWZpbGVuYW1l
    c3EMXXENKFUFYS5wbmdxDlUF6S5wbmdxD2V1Lg==
    """)

  /// Python 3.11.7 with numpy 2.4.6, protocol 2: bytes are written as text.
  static let protocol2 = bytes(
    """
    gAJ9cQAoY19jb2RlY3MKZW5jb2RlCnEBWAQAAABkYXRhcQJYBgAAAGxhdGluMXEDhnEEUnEFY251bXB5Ll9jb3JlLm11
    bHRpYXJyYXkKX3JlY29uc3RydWN0CnEGY251bXB5Cm5kYXJyYXkKcQdLAIVxCGgBWAEAAABicQloA4ZxClJxC4dxDFJx
    DShLAUsCSwaGcQ5jbnVtcHkKZHR5cGUKcQ9YAgAAAHUxcRCJiIdxEVJxEihLA1gBAAAAfHETTk5OSv////9K/////0sA
    dHEUYoloAVgQAAAACgsUFR4fw4jDicO/AMKAf3EVaAOGcRZScRd0cRhiaAFYBgAAAGxhYmVsc3EZaAOGcRpScRtdcRwo
    SwNLCWVoAVgLAAAAYmF0Y2hfbGFiZWxxHWgDhnEeUnEfaAFYBQAAAGJhdGNocSBoA4ZxIVJxImgBWAkAAABmaWxlbmFt
    ZXNxI2gDhnEkUnElXXEmKGgBWAUAAABhLnBuZ3EnaAOGcShScSloAVgGAAAAw6kucG5ncSpoA4ZxK1JxLGV1Lg==
    """)

  /// Python 3.6.15 with numpy 1.19.5, protocol 3.
  static let protocol3 = bytes(
    """
    gAN9cQAoQwRkYXRhcQFjbnVtcHkuY29yZS5tdWx0aWFycmF5Cl9yZWNvbnN0cnVjdApxAmNudW1weQpuZGFycmF5CnED
    SwCFcQRDAWJxBYdxBlJxByhLAUsCSwaGcQhjbnVtcHkKZHR5cGUKcQlYAgAAAHUxcQqJiIdxC1JxDChLA1gBAAAAfHEN
    Tk5OSv////9K/////0sAdHEOYolDDAoLFBUeH8jJ/wCAf3EPdHEQYkMGbGFiZWxzcRFdcRIoSwNLCWVDC2JhdGNoX2xh
    YmVscRNDBWJhdGNocRRDCWZpbGVuYW1lc3EVXXEWKEMFYS5wbmdxF0MF6S5wbmdxGGV1Lg==
    """)

  /// Python 3.11.7 with numpy 2.4.6, protocol 4.
  static let protocol4 = bytes(
    """
    gASV6QAAAAAAAAB9lChDBGRhdGGUjBZudW1weS5fY29yZS5tdWx0aWFycmF5lIwMX3JlY29uc3RydWN0lJOUjAVudW1w
    eZSMB25kYXJyYXmUk5RLAIWUQwFilIeUUpQoSwFLAksGhpRoBYwFZHR5cGWUk5SMAnUxlImIh5RSlChLA4wBfJROTk5K
    /////0r/////SwB0lGKJQwwKCxQVHh/Iyf8AgH+UdJRiQwZsYWJlbHOUXZQoSwNLCWVDC2JhdGNoX2xhYmVslEMFYmF0
    Y2iUQwlmaWxlbmFtZXOUXZQoQwVhLnBuZ5RDBekucG5nlGV1Lg==
    """)

  /// Python 3.11.7 with numpy 2.4.6, protocol 5: the array is a buffer.
  static let protocol5 = bytes(
    """
    gAWV1AAAAAAAAAB9lChDBGRhdGGUjBNudW1weS5fY29yZS5udW1lcmljlIwLX2Zyb21idWZmZXKUk5QolgwAAAAAAAAA
    CgsUFR4fyMn/AIB/lIwFbnVtcHmUjAVkdHlwZZSTlIwCdTGUiYiHlFKUKEsDjAF8lE5OTkr/////Sv////9LAHSUYksC
    SwaGlIwBQ5R0lFKUQwZsYWJlbHOUXZQoSwNLCWVDC2JhdGNoX2xhYmVslEMFYmF0Y2iUQwlmaWxlbmFtZXOUXZQoQwVh
    LnBuZ5RDBekucG5nlGV1Lg==
    """)

  /// Python 2.7.18 with numpy 1.16.6, protocol 2, two lists of labels.
  static let python2Fine = bytes(
    """
    gAJ9cQEoVQRkYXRhcQJjbnVtcHkuY29yZS5tdWx0aWFycmF5Cl9yZWNvbnN0cnVjdApxA2NudW1weQpuZGFycmF5CnEE
    SwCFVQFih1JxBShLAUsCSwaGY251bXB5CmR0eXBlCnEGVQJ1MUsASwGHUnEHKEsDVQF8Tk5OSv////9K/////0sAdGKJ
    VQwKCxQVHh/Iyf8AgH90YlULZmluZV9sYWJlbHNxCF1xCShLY0v/ZVUNY29hcnNlX2xhYmVsc3EKXXELKEsTSwBlVQlm
    aWxlbmFtZXNxDF1xDShVBWEucG5ncQ5VBWIucG5ncQ9ldS4=
    """)

  /// Python 3.11.7 with numpy 2.4.6, protocol 2, two lists of labels.
  static let protocol2Fine = bytes(
    """
    gAJ9cQAoY19jb2RlY3MKZW5jb2RlCnEBWAQAAABkYXRhcQJYBgAAAGxhdGluMXEDhnEEUnEFY251bXB5Ll9jb3JlLm11
    bHRpYXJyYXkKX3JlY29uc3RydWN0CnEGY251bXB5Cm5kYXJyYXkKcQdLAIVxCGgBWAEAAABicQloA4ZxClJxC4dxDFJx
    DShLAUsCSwaGcQ5jbnVtcHkKZHR5cGUKcQ9YAgAAAHUxcRCJiIdxEVJxEihLA1gBAAAAfHETTk5OSv////9K/////0sA
    dHEUYoloAVgQAAAACgsUFR4fw4jDicO/AMKAf3EVaAOGcRZScRd0cRhiaAFYDQAAAGNvYXJzZV9sYWJlbHNxGWgDhnEa
    UnEbXXEcKEsTSwBlaAFYCwAAAGZpbmVfbGFiZWxzcR1oA4ZxHlJxH11xIChLY0v/ZWgBWAkAAABmaWxlbmFtZXNxIWgD
    hnEiUnEjXXEkKGgBWAUAAABhLnBuZ3ElaAOGcSZScSdoAVgFAAAAYi5wbmdxKGgDhnEpUnEqZXUu
    """)

  private static func bytes(_ base64: String) -> [UInt8] {
    Array(Data(base64Encoded: base64, options: .ignoreUnknownCharacters) ?? Data())
  }
}
