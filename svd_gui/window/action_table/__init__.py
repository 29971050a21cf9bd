"""The table of all actions, a file for each menu; rows are in the order of the menu.

A row has an action's text, its keys, what it does, and when it can be done (`svd_gui.actions.actions`).
"""
