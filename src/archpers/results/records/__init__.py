"""What a run leaves behind for the next: its record, and a saved result read again and held against a new one.

They import the scenario and the results. Start with `run_record`; `verified` holds a `saved_result` against the same
made again, by their `differences`.
"""
