"""Sound: decoding and resampling, STFT and log-mel features on the frame grid, reverberation, resynthesis."""
