"""What there is to learn from: data sets, their lists, recordings in memory, leaks between lists, known corpora."""
