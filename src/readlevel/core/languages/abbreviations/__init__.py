"""Abbreviations, and the full stops behind them."""
