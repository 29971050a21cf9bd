"""Whether a folder lies on a drive of another computer, where some kinds of files cannot be shared."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

_KINDS = frozenset({"nfs", "nfs4", "cifs", "smb", "smb3", "smbfs", "afpfs", "webdav", "davfs", "9p", "afs", "ceph"})
_KINDS_BY_PROGRAM = re.compile(r"(fuse\.)?(sshfs|rclone|davfs2?|s3fs|gcsfuse|glusterfs|smbnetfs|curlftpfs)")
_ESCAPED = re.compile(r"\\(\d{3})")


def is_on_network(folder: Path) -> bool:
    """Whether a folder is on a network drive, as far as the system tells; False where it does not."""
    try:
        place = os.path.realpath(folder)
        if sys.platform == "win32":
            return _is_remote_on_windows(place)
        return is_network_kind(kind_at(place, _mounts()))
    except (OSError, ValueError, subprocess.SubprocessError):
        return False


def is_network_kind(kind: str) -> bool:
    """Whether a kind of file system, as Linux or macOS name it, is one that other computers share."""
    return kind in _KINDS or _KINDS_BY_PROGRAM.fullmatch(kind) is not None


def kind_at(place: str, mounts: Iterator[tuple[str, str]]) -> str:
    """The kind of the file system that holds a real path, given where which kinds are mounted, the last ones on top."""
    best, found = -1, ""
    for mount, kind in mounts:
        inside = place == mount or place.startswith(mount.rstrip("/") + "/")
        if inside and len(mount) >= best:
            best, found = len(mount), kind
    return found


def linux_mounts(text: str) -> Iterator[tuple[str, str]]:
    """Mount points and kinds in the text of /proc/self/mountinfo."""
    for line in text.splitlines():
        before, _, after = line.partition(" - ")
        fields, kinds = before.split(" "), after.split(" ")
        if len(fields) > 4 and kinds[0]:
            yield _ESCAPED.sub(lambda match: chr(int(match[1], 8)), fields[4]), kinds[0]


def macos_mounts(text: str) -> Iterator[tuple[str, str]]:
    """Mount points and kinds in what the command `mount` of macOS prints."""
    for line in text.splitlines():
        if match := re.fullmatch(r".+? on (/.*) \((\w+)[,)].*", line):
            yield match[1], match[2]


def _mounts() -> Iterator[tuple[str, str]]:
    of_linux = Path("/proc/self/mountinfo")
    if of_linux.exists():
        return linux_mounts(of_linux.read_text(encoding="utf-8", errors="surrogateescape"))
    done = subprocess.run(["/sbin/mount"], capture_output=True, text=True, timeout=5, check=True)
    return macos_mounts(done.stdout)


if sys.platform == "win32":
    import ctypes

    def _is_remote_on_windows(place: str) -> bool:
        if place.startswith("\\\\") and not place.startswith("\\\\?\\"):
            return True
        remote = 4  # DRIVE_REMOTE
        return bool(ctypes.windll.kernel32.GetDriveTypeW(os.path.splitdrive(place)[0] + "\\") == remote)
