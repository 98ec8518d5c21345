"""A dataset folder to the Hugging Face hub, through ``huggingface_hub``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from align.errors import InputError, MissingExtraError
from align.export.dataset.folder import fields_of

_PART = r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]{0,94}[A-Za-z0-9_])?"
NAME = re.compile(f"{_PART}/{_PART}")


def push(folder: Path, name: str, *, private: bool = True, dry_run: bool = False) -> Iterator[str]:
    """Upload a dataset folder as ``owner/name`` and say, line by line, what is done.

    The endpoint and the token are those of ``huggingface_hub`` (``HF_ENDPOINT``, ``HF_TOKEN`` or
    ``hf auth login``). With ``dry_run`` nothing goes over the network. Raises InputError for a name that
    is none, a folder that holds no dataset, and for what the hub refuses.
    """
    if not NAME.fullmatch(name):
        raise InputError(name, "is no name of a dataset on the hub", "write it as owner/name")
    fields_of(folder)
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    size = sum(path.stat().st_size for path in files)
    kind = "private" if private else "public"
    yield f"{'would push' if dry_run else 'pushing'} {len(files)} files, {size:,} bytes, to dataset {name} ({kind})"
    for path in files:
        yield f"  {path.relative_to(folder).as_posix()}  {path.stat().st_size:,}"
    if dry_run:
        yield "dry run: nothing was uploaded"
        return
    try:
        from huggingface_hub import HfApi
        from huggingface_hub.errors import HfHubHTTPError, LocalTokenNotFoundError
    except ImportError:
        raise MissingExtraError("huggingface_hub", "--push-to-hub", "hub") from None
    from align import __version__

    api = HfApi(library_name="align", library_version=__version__)
    try:
        api.create_repo(name, repo_type="dataset", private=private, exist_ok=True)
        done = api.upload_folder(
            repo_id=name, repo_type="dataset", folder_path=str(folder), commit_message=f"align {__version__}"
        )
    except LocalTokenNotFoundError:
        raise InputError(
            name, "no token for the hub was found", "set HF_TOKEN or run `hf auth login`"
        ) from None
    except (HfHubHTTPError, OSError) as error:
        words = " ".join(str(error).split())[:200]
        raise InputError(
            name, f"the hub refused or did not answer ({words})", "check name, token and HF_ENDPOINT"
        ) from None
    yield f"pushed: {done}"
