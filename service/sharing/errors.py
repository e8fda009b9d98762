"""What can be wrong with a store of models; no message has the store's own words.

Those may hold addresses with passwords, and what a request was signed with.
"""

from __future__ import annotations

_KINDS = (
    "file:///srv/models, s3://bucket/models, gs://bucket/models, az://container/models or"
    " https://host/models"
)


class SharingError(Exception):
    """A model could not be pushed or pulled; what was in effect before still is."""


class NoAddress(SharingError):
    """What was named is no address of a store."""

    def __init__(self, fault: str) -> None:
        super().__init__(f"The address of the store {fault}. It takes one such as {_KINDS}.")


class ReadOnlyStore(SharingError):
    """A web server is pulled from alone."""

    def __init__(self, store: str) -> None:
        super().__init__(
            f"{store} is a web server's, which is only pulled from. Push to the folder or bucket"
            " that it shows."
        )


class StoreFailed(SharingError):
    """The store cannot be reached, or refuses."""

    def __init__(self, store: str, reason: str, remedy: str) -> None:
        super().__init__(f"{store}: {reason}. {remedy} Nothing has changed.")


class NothingPushed(SharingError):
    """The store has no pointer."""

    def __init__(self, store: str) -> None:
        super().__init__(
            f"Nothing has been pushed to {store}. Push a model, `dateline models push URL`, or"
            " see to the address."
        )


class StoredWrongly(SharingError):
    """What lies in the store is missing, damaged or not what its record names."""

    def __init__(self, place: str, fault: str) -> None:
        super().__init__(
            f"{place} {fault}. It is not used, and the model that serves goes on serving. Push the"
            " version again from where it was trained, or push another."
        )


class FromNewerRelease(SharingError):
    """A newer release of Dateline has written to the store."""

    def __init__(self, place: str, written: object, known: int) -> None:
        super().__init__(
            f"{place} was written by a newer release of Dateline (format {written}; this one knows"
            f" {known}). Update Dateline here first. Nothing has changed."
        )


class Overtaken(SharingError):
    """Somebody else has pushed meanwhile."""

    def __init__(self, store: str, version: str) -> None:
        super().__init__(
            f"Somebody else has pushed to {store} meanwhile, and that stays in effect. {version}"
            " lies there whole: push it again to put it in the other's place."
        )


class NotReplaced(SharingError):
    """Another version is in effect than the one that a push was to replace."""

    def __init__(self, store: str, version: str, replaces: str, in_effect: str) -> None:
        super().__init__(
            f"{store} has {in_effect} in effect, not {replaces}, which {version} was to replace; it"
            f" stays as it is. {version} lies there whole: push it without --replaces, or with"
            f" --replaces {in_effect}, to put it in the other's place."
        )


class VersionTaken(SharingError):
    """Another model has this version's name already."""

    def __init__(self, store: str, version: str) -> None:
        super().__init__(
            f"{store} has another model that is called {version}, so this one is not stored there."
            " Train again, which gives it a name of its own."
        )


class LocalDiffers(SharingError):
    """The folder of models has another model under this name, or a damaged one."""

    def __init__(self, folder: str, store: str) -> None:
        super().__init__(
            f"{folder} is not what {store} has under this name. Move it elsewhere, and pull again."
            " The model that serves goes on serving."
        )
