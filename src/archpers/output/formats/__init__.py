"""The forms that output takes, and where it goes."""
