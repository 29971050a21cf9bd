"""Robustness tests: how the errors of a model grow when the sound differs from what the model was trained on.

Each test has a file of its own and turns a piece of sound into variants, one at a time and always the same ones. `run`
predicts and scores all variants; `plots` and `html_report` show the results.
"""
