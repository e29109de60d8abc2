"""What the commands share, and none of them is.

It may import everything but the commands. Start with `options`, the options with their help, and `loading`, from a
file's name to a scenario; `recording` notes what was asked, and `rerun` asks it again.
"""
