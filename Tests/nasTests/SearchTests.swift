import Testing

/// The tests that search: one after the other, as each takes the machine for seconds.
@Suite(.serialized) enum SearchTests {}
