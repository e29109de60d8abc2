"""The command line: one thin module a command; app.py is the one place that turns errors into exit codes."""
