"""Training from the window: dialog, running job, learning curves, and the augmentation preview."""
