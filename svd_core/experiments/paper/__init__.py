"""The paper's experiments as one piece of work: networks trained in many ways, on many folds, from many seeds."""
