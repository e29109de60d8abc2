"""Results as people and programs read them: terminal tables, Markdown, JSON, CSV."""
