internal import Foundation

/// Sends the same messages to all who listen.
actor Broadcast {
  private var listeners: [UUID: AsyncStream<Data>.Continuation] = [:]

  /// Whether somebody listens.
  var isHeard: Bool { !listeners.isEmpty }

  /// What is sent from now on; a listener that is too slow loses the oldest messages.
  func listen() -> AsyncStream<Data> {
    let id = UUID()
    let (stream, continuation) = AsyncStream.makeStream(
      of: Data.self, bufferingPolicy: .bufferingNewest(1000))
    continuation.onTermination = { [weak self] _ in
      Task { await self?.forget(id) }
    }
    listeners[id] = continuation
    // Says at once that the connection is there.
    continuation.yield(Data(": listening\n\n".utf8))
    return stream
  }

  /// Sends an event.
  ///
  /// - Parameters:
  ///   - name: What happened.
  ///   - json: What there is to know of it, without line breaks.
  func send(_ name: String, json: String) {
    let message = Data("event: \(name)\ndata: \(json)\n\n".utf8)
    for listener in listeners.values { listener.yield(message) }
  }

  /// Keeps connections open through whatever would close idle ones, and finds those that are gone.
  func beat() {
    for listener in listeners.values { listener.yield(Data(": still here\n\n".utf8)) }
  }

  private func forget(_ id: UUID) { listeners[id] = nil }
}
