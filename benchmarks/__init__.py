"""Benchmarks that report ratios to a named baseline within one run; `make bench` runs them."""
