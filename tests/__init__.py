"""The proof: tests mirror src; support.py holds what they share."""
