internal import Foundation

/// What a dashboard answers.
struct Answer: Hashable, Sendable {
  /// HTTP's number.
  var status: Int
  /// The media type of the body.
  var type: String
  var body: Data

  /// HTTP's words for the number.
  var phrase: String {
    switch status {
    case 200: "OK"
    case 401: "Unauthorized"
    case 403: "Forbidden"
    case 404: "Not Found"
    default: "Method Not Allowed"
    }
  }

  static func json(_ body: Data) -> Answer {
    Answer(status: 200, type: "application/json", body: body)
  }

  /// A refusal, with one sentence for people.
  static func refusal(_ status: Int, _ sentence: String) -> Answer {
    Answer(status: status, type: "text/plain; charset=utf-8", body: Data("\(sentence)\n".utf8))
  }

  /// Sent along with every answer: nothing from elsewhere runs or is loaded, nothing is kept by browsers or framed by
  /// other pages.
  static let headers = [
    "Content-Security-Policy":
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
      + "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
  ]
}
