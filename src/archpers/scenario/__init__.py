"""The scenario file: read, checked, and turned into the model's inputs."""
