"""From the bytes of a scenario file to plain data with positions, and what to say about mistakes."""
