"""The paper's experiments: which networks its tables and its figure 2 need, its figures, and pages that show ours."""
