"""Stress tests: what becomes of a model's answers when the sound is not as it was where the model learned.

One file a test. A test turns a piece of sound into variants of it, lazily and always the same ones;
`running` lets a model hear them and measures; `plots` and `page` show what was measured.
"""
