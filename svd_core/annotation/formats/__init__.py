"""Label formats, one file each, all in `registry`; `annotation.label_file` reads files by their content.

What knows a label file by its name only does not wait for all formats to be imported.
"""

# In the order in which labels beside a song are looked for. Subtitles, lyrics and JSON beside a song are more often
# something else.
LABEL_SUFFIXES = (".lab", ".txt", ".csv", ".tsv", ".TextGrid", ".eaf", ".jams", ".svl", ".rttm")

READ_SUFFIXES = (*LABEL_SUFFIXES, ".sv", ".lrc", ".vtt", ".srt", ".json")
"""The suffixes of all files that may hold labels."""
