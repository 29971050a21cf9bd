"""The paper's figure 2 and tables: networks trained with many augmentations, on all folds, from several seeds."""
