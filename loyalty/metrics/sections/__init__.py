"""The figures by theme; each module's `figures(ground)` yields `Figure`s."""
