"""A simulated annotator: what it costs to bring regions to where the labels are."""
