"""The main window, the table of its actions, and the parts around the song; it connects the other packages."""
