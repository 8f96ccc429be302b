"""What Benchmarks/compare measures, and how it tells; standard library only."""
