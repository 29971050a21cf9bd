"""The panel of a comparison: with whom, how far both agree, the current difference, and what to do with it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from svd_core.annotation.agreement import NEAR, Agreement
from svd_core.annotation.clock import clock
from svd_core.annotation.differences import Difference
from svd_gui.song.comparison import Compared
from svd_gui.style.plain_text import PlainLabel, as_tip, short
from svd_gui.translation import number


class ComparisonPanel(QFrame):
    """Shows `Compared`; hidden without one. Buttons do what the keys do."""

    step_requested = Signal(bool)
    take_requested = Signal()
    keep_requested = Signal()
    close_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.heading, self.agreed, self.difference = PlainLabel(), PlainLabel(), PlainLabel()
        self.heading.setProperty("role", "heading")
        for label in (self.agreed, self.difference):
            label.setProperty("role", "small")
        for label in (self.heading, self.agreed, self.difference):
            label.setWordWrap(True)
        self.close_button = QPushButton(self.tr("Close"))
        self.close_button.setProperty("role", "link")
        self.previous, self.next = QPushButton(self.tr("Previous")), QPushButton(self.tr("Next"))
        self.take, self.keep = QPushButton(self.tr("Take theirs")), QPushButton(self.tr("Keep mine"))
        head, buttons = QHBoxLayout(), QGridLayout()
        head.addWidget(self.heading, 1)
        head.addWidget(self.close_button)
        for place, button in enumerate((self.previous, self.next, self.take, self.keep)):
            buttons.addWidget(button, place // 2, place % 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.agreed)
        column.addWidget(self.difference)
        column.addLayout(buttons)
        self.previous.clicked.connect(lambda: self.step_requested.emit(False))
        self.next.clicked.connect(lambda: self.step_requested.emit(True))
        self.take.clicked.connect(self.take_requested)
        self.keep.clicked.connect(self.keep_requested)
        self.close_button.clicked.connect(self.close_requested)
        self.hide()

    def show_compared(self, state: Compared | None) -> None:
        """Show the state of a comparison, or nothing."""
        self.setVisible(state is not None)
        if state is None:
            return
        self.heading.setText(self.tr("Theirs: {0}").format(short(state.other.name, 36)))
        self.heading.setToolTip(as_tip(state.other.name))
        self.agreed.setText(self._agreed_text(state.agreed, state.in_checked))
        self.difference.setText(self._place_text(state))
        for button in (self.previous, self.next):
            button.setEnabled(bool(state.found))
        for button in (self.take, self.keep):
            button.setEnabled(state.current is not None)

    def show_progress(self, text: str) -> None:
        """Show what is awaited before there is something to compare with."""
        self.show()
        self.heading.setText(text)
        self.agreed.setText("")
        self.difference.setText("")
        for button in (self.previous, self.next, self.take, self.keep):
            button.setEnabled(False)

    def _agreed_text(self, agreed: Agreement, in_checked: bool) -> str:
        if agreed.frames is None:
            return self.tr("There is no time of which both say something.")
        where = self.tr("In {0} of checked time") if in_checked else self.tr("In {0}, nothing being checked")
        lines = [where.format(clock(agreed.seconds)) + ":"]
        lines.append(self.tr("{0} % of frames agree").format(number(100 * agreed.frames, 1)))
        lines.append(
            self.tr("kappa cannot be computed: both always say the same")
            if agreed.kappa is None
            else self.tr("kappa {0}").format(number(agreed.kappa, 2))
        )
        if agreed.to_theirs is not None and agreed.to_mine is not None:
            text = self.tr("boundaries {0} s apart from mine to theirs, {1} s from theirs to mine (medians)")
            lines.append(text.format(number(agreed.to_theirs, 2), number(agreed.to_mine, 2)))
        if agreed.near is not None:
            lines.append(self.tr("{0} % of them within {1} s").format(number(100 * agreed.near, 0), number(NEAR, 1)))
        return "\n".join(lines)

    def _place_text(self, state: Compared) -> str:
        kept = self.tr(", {0} kept").format(state.kept) if state.kept else ""
        if not state.found:
            return self.tr("No differences are left{0}").format(kept)
        if state.current is None:
            return self.tr("Differences: {0}{1}").format(len(state.found), kept)
        text = self.tr("Difference {0} of {1}{2}, at {3}:")
        one = state.found[state.current]
        return f"{text.format(state.current + 1, len(state.found), kept, clock(one.start, 1))} {self.said(one)}"

    def said(self, difference: Difference) -> str:
        """What a difference is, in words."""
        length, later = number(difference.end - difference.start, 2), difference.shift > 0
        shift = number(abs(difference.shift), 2)
        texts = {
            "mine": self.tr("only mine has a region of {0} s").format(length),
            "theirs": self.tr("only theirs has a region of {0} s").format(length),
            "start": (self.tr("theirs starts {0} s later") if later else self.tr("theirs starts {0} s earlier")).format(
                shift
            ),
            "end": (self.tr("theirs ends {0} s later") if later else self.tr("theirs ends {0} s earlier")).format(
                shift
            ),
            "label": self.tr("theirs has another label"),
            "cut": self.tr("one region here, two there"),
            "several": self.tr("differs for {0} s").format(length),
        }
        return texts[difference.kind]
