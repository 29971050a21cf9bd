"""How a network learns: excerpts, augmentation, updates, checkpoints, and many trainings side by side."""
