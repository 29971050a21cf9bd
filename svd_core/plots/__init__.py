"""Pictures on paper, drawn by matplotlib: songs and charts, in the colours that the window has too."""
