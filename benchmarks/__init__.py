"""Measurements as ratios within one run, against something named; `make bench` runs them."""
