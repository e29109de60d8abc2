"""Sets of functions of a file's own, and functions that are marked direct or indirect."""
