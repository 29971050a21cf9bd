"""The main window and the parts around the song; it connects the other rooms and decides nothing."""
