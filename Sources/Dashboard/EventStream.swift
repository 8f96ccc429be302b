internal import FlyingFox
internal import FlyingSocks
internal import Foundation

/// Server-sent events as the body of an answer, which goes on for as long as somebody reads it.
struct EventStream: AsyncBufferedSequence {
  typealias Element = UInt8
  let messages: AsyncStream<Data>

  func makeAsyncIterator() -> Iterator { Iterator(messages: messages.makeAsyncIterator()) }

  struct Iterator: AsyncBufferedIteratorProtocol {
    var messages: AsyncStream<Data>.Iterator
    private var rest = Data()

    init(messages: AsyncStream<Data>.Iterator) { self.messages = messages }

    mutating func next() async -> UInt8? { await nextBuffer(suggested: 1)?.first }

    mutating func nextBuffer(suggested count: Int) async -> Data? {
      while rest.isEmpty {
        guard let message = await messages.next() else { return nil }
        rest = message
      }
      defer { rest = Data(rest.dropFirst(count)) }
      return Data(rest.prefix(count))
    }
  }
}
