"""Measurements, to be repeated by hand: each prints its figures beside the targets."""
