import Testing
import Training

struct MemorySizeTests {
  @Test(arguments: [
    ("4GB", 4_000_000_000), ("500MB", 500_000_000), ("1.5 GB", 1_500_000_000), ("2gib", 2 << 30),
    ("1KiB", 1024), ("7kb", 7000), ("123B", 123), ("1TB", 1_000_000_000_000),
  ])
  func sizesAreRead(text: String, bytes: Int) {
    #expect(MemorySize.bytes(text) == bytes)
  }

  @Test(arguments: [
    "", "4", "GB", "4G", "lots", "-4GB", "+4GB", "0GB", "0.1B", "1e9GB", "infGB", "nanGB", "4GB4",
    "4 GB GB", "1..5GB", "99999999999TB", "0x4GB", ".GB",
  ])
  func nonsenseIsRefused(text: String) {
    #expect(MemorySize.bytes(text) == nil)
  }

  @Test(arguments: [
    (350_000_000, "350 MB"), (999_499_999, "999 MB"), (999_500_000, "1.0 GB"),
    (12_340_000_000, "12.3 GB"),
  ])
  func sizesAreWritten(bytes: Int, text: String) {
    #expect(MemorySize.text(bytes) == text)
  }

  @Test func availableMemoryIsReadFromMeminfo() {
    let text = "MemTotal:       24000000 kB\nMemFree:  1000 kB\nMemAvailable:   23000000 kB\n"
    #expect(AvailableMemory.available(inMeminfo: text) == 23_000_000 * 1024)
    #expect(AvailableMemory.available(inMeminfo: "MemTotal: 5 kB\n") == nil)
    #expect(AvailableMemory.bytes > 0)
  }

  @Test(arguments: [
    ("1000\n", "400\n", "anon 300\ninactive_file 100\n", 700), ("1000", "1200", "", 0),
    ("1000", "400", "total_inactive_file 50\n", 650), ("max\n", "400", "", nil),
    ("1000", "", "", nil),
  ])
  func roomInAControlGroup(limit: String, used: String, statistics: String, expected: Int?) {
    #expect(
      AvailableMemory.room(limit: limit, used: used, statistics: statistics) == expected)
  }
}
