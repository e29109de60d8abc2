"""The published figures: every printed number of the two publications, recomputed and compared cell by cell."""
