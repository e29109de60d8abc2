"""The engine: formulas recorded once, run over blocks of draws, counted."""
