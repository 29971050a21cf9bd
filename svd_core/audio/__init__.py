"""Sound: any container decoded and resampled, log-mel features on the frame grid, and sound from magnitudes."""
