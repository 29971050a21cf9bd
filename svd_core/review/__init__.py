"""What to look at next in many songs: stretches of half a minute, those first in which a correction teaches most."""
