"""Networks judged on artists that they have not learned from, so that one recipe can be compared with another."""
