"""Pages: the report and the what-if page."""
