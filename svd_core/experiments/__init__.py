"""Experiments on trained models: the paper's tables and figure, and robustness tests."""
