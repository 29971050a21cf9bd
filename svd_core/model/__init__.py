"""The detector: network, model files, probabilities of a whole song, postprocessing to regions, and metrics."""
