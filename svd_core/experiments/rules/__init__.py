"""Rules of postprocessing compared on artists that a network has not learned from."""
