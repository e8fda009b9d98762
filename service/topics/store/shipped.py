"""The model that comes with a release, for a folder of models that has none."""

from __future__ import annotations

import shutil

from service.topics.errors import NoModel
from service.topics.store.registry import Registry

#: How a promotion of it begins in the history; deploy/entrypoint.sh looks for it.
REASON = "shipped with Dateline"
# Several containers may begin the same folder; each is done within a few seconds.
_PATIENCE_SECONDS = 60.0


def begin(registry: Registry, shipped: Registry, release: str) -> str | None:
    """Add and promote the shipped model where the folder has no current one; return its version.

    One that an earlier release shipped makes room for this one's, unless somebody has trained or
    promoted since. Returns None where there is nothing to do. Raises `NotStored` where the folder
    cannot be written, and `RegistryBusy` where another process holds it for a minute.
    """
    version = shipped.current()
    if registry.folder == shipped.folder or not _wants(registry, version):
        return None
    with registry.locked(_PATIENCE_SECONDS):
        if not _wants(registry, version):
            return None
        if version not in registry.versions():
            with registry.unfinished() as folder:
                shutil.copytree(shipped.path(version), folder, dirs_exist_ok=True)
                registry.add(folder, version)
        registry.promote(version, f"{REASON} {release}")
    return version


def _wants(registry: Registry, version: str) -> bool:
    """Whether there is no current model, or another that a release has shipped."""
    try:
        current = registry.current()
    except NoModel:
        return True
    if current == version:
        return False
    last = registry.history()[-1:]
    return any(item.version == current and item.reason.startswith(REASON) for item in last)
