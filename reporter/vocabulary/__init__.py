"""The words every other package speaks: frozen records, the problem catalogue, the columns. No I/O."""
