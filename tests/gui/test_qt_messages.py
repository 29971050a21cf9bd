"""Remarks of Qt stay out of the terminal, and failures do not."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

PROGRAM = """
import logging
from PySide6.QtCore import qCritical, qWarning
from svd_gui.program import log_qt_messages
logging.basicConfig(level=logging.WARNING)
log_qt_messages()
qWarning("a remark")
qCritical("a failure")
"""


@pytest.mark.parametrize(("rules", "remark"), [(None, False), ("*.debug=false", True)])
def test_only_failures_and_what_is_asked_for_are_shown(rules: str | None, remark: bool):
    environment = {name: value for name, value in os.environ.items() if name != "QT_LOGGING_RULES"}
    environment |= {} if rules is None else {"QT_LOGGING_RULES": rules}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], env=environment, capture_output=True, text=True, check=True, timeout=60
    )
    assert ("a remark" in done.stderr) == remark
    assert "a failure" in done.stderr
