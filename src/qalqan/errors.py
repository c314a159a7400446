"""All that can go wrong, as a tree.

    QalqanError                      everything below; code, a sentence, what to do
    ├── CannotRead                   a file that gives no text; the file is named, the rest goes on
    │   ├── EmptyFile
    │   ├── NotADocument             bytes of no kind that is read
    │   ├── LockedFile               needs a password
    │   ├── DamagedFile
    │   ├── TooLarge
    │   └── ReaderStopped            the reading process ran out of time or memory
    ├── WrongCall                    the command or form was called wrongly (exit 2)
    │   ├── UnknownTerm              a code that is in no vocabulary; names the nearest
    │   └── VersionNeeded            a change by a program that does not say which version it saw
    ├── WorkspaceError
    │   ├── NoWorkspace
    │   ├── WorkspaceExists
    │   ├── WrongPassphrase
    │   ├── WorkspaceLocked          its keys are not in this process (any more)
    │   └── DiskFull
    ├── NotAllowed                   shown to the outside exactly like NotFound
    ├── NotFound
    ├── StaleWrite                   the entry changed since it was read; nothing was overwritten
    ├── CannotDecide                 a review that lacks its reason, its candidate or its sense
    ├── LogBroken                    the log does not verify
    └── EditionError
        ├── EditionChanged           a file differs from the manifest, is missing or too many
        └── WrongSignature

A message is one sentence that says what happened and what to do. It may name a file that the person gave; it never holds
text of a case, a query or a name from the record (SAFETY D13).
"""


class QalqanError(Exception):
    """Base of all errors. `str(error)` is the sentence a person reads; `exit_code` is what a command ends with."""

    code = "error"
    exit_code = 1


class CannotRead(QalqanError):
    code = "cannot-read"


class EmptyFile(CannotRead):
    code = "empty-file"


class NotADocument(CannotRead):
    code = "not-a-document"


class LockedFile(CannotRead):
    code = "locked-file"


class DamagedFile(CannotRead):
    code = "damaged-file"


class TooLarge(CannotRead):
    code = "too-large"


class ReaderStopped(CannotRead):
    code = "reader-stopped"


class WrongCall(QalqanError):
    code = "wrong-call"
    exit_code = 2


class UnknownTerm(WrongCall):
    code = "unknown-term"


class VersionNeeded(WrongCall):
    code = "version-needed"


class WorkspaceError(QalqanError):
    code = "workspace"


class NoWorkspace(WorkspaceError):
    code = "no-workspace"


class WorkspaceExists(WorkspaceError):
    code = "workspace-exists"


class WrongPassphrase(WorkspaceError):
    code = "wrong-passphrase"


class WorkspaceLocked(WorkspaceError):
    code = "workspace-locked"


class DiskFull(WorkspaceError):
    code = "disk-full"


class NotAllowed(QalqanError):
    code = "not-allowed"


class NotFound(QalqanError):
    code = "not-found"


class StaleWrite(QalqanError):
    code = "stale-write"


class CannotDecide(QalqanError):
    code = "cannot-decide"


class LogBroken(QalqanError):
    code = "log-broken"


class EditionError(QalqanError):
    code = "edition"


class EditionChanged(EditionError):
    code = "edition-changed"


class WrongSignature(EditionError):
    code = "wrong-signature"
