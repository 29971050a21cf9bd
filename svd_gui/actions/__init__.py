"""Everything a person can do: the actions with their keys, the menus made from them, and the sheet of shortcuts."""
