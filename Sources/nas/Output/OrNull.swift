// Only with an initializer that is written out does a structure take the value and not the wrapper.
// swift-format-ignore: UseSynthesizedInitializer
/// A value that is null in JSON where there is none: its key is always there.
///
/// Without it, Swift leaves out the key.
@propertyWrapper
struct OrNull<Value: Encodable>: Encodable {
  var wrappedValue: Value?

  init(wrappedValue: Value?) { self.wrappedValue = wrappedValue }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(wrappedValue)
  }
}
