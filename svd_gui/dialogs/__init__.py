"""Small dialogs that belong to no other room."""
