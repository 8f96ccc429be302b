import Testing

/// The tests that search: seconds each, and as many at a time as the machine has cores.
@Suite enum SearchTests {}
