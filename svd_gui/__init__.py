"""The desktop program: shows songs, lets people correct their regions, and starts trainings."""
