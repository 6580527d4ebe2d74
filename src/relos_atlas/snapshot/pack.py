"""The newsroom pack: everything about one view in one zip, the same bytes for the same view and data."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from dataclasses import asdict

from relos_atlas.snapshot.citation import alternative_text, cite, embed_code
from relos_atlas.snapshot.data_files import data_files
from relos_atlas.snapshot.files import KINDS, make_file, stamp_of
from relos_atlas.snapshot.order import Order, Studio, shown_by
from relos_atlas.snapshot.seal import seal
from relos_atlas.snapshot.stamp import UNSEALED
from relos_atlas.snapshot.unfold import Card, share_page

MANIFEST = "manifest.json"
SEAL_MARK = b"relos-atlas pack, sealed "
"""What stands before the seal at the end of a pack, in the comment of the zip."""

_KIND = "pack"
_NO_DATE = (1980, 1, 1, 0, 0, 0)


def pack(studio: Studio, order: Order) -> bytes:
    """Return the pack of a view."""
    files = pack_files(studio, order)
    return seal(_zipped(files | {MANIFEST: _manifest(studio, order, files)}))


def pack_files(studio: Studio, order: Order) -> dict[str, bytes]:
    """Return the files of a pack by name, without the manifest."""
    atlas, words = studio.atlas, studio.words
    shown, link = shown_by(studio, order), order.link(atlas.fingerprint)
    citation = cite(studio, order)
    texts = {
        "README.txt": words.say("snapshot.readme", link=link, fingerprint=atlas.fingerprint),
        "alternative-text.txt": alternative_text(studio, order),
        "citation-apa.txt": citation.apa,
        "citation.bib": citation.bibtex,
        "CITATION.cff": citation.cff,
        "embed.html": embed_code(studio, order, KINDS["png"].file),
        "share.html": share_page(Card.of(studio, order, KINDS["card"].file)),
        "LICENCE.txt": words.say("snapshot.licence"),
    }
    drawn = {kind.file: make_file(studio, order, name) for name, kind in KINDS.items()}
    data = data_files(shown, atlas.fingerprint, link, words)
    return (
        drawn
        | {f"data/{name}": content for name, content in data.items()}
        | {name: text.encode() for name, text in texts.items()}
    )


def data_pack(studio: Studio, order: Order) -> bytes:
    """Return the rows of a view alone, in one zip."""
    atlas = studio.atlas
    link = order.link(atlas.fingerprint)
    files = data_files(shown_by(studio, order), atlas.fingerprint, link, studio.words)
    return seal(_zipped(files | {MANIFEST: _manifest(studio, order, files, "data")}))


def _manifest(studio: Studio, order: Order, files: dict[str, bytes], kind: str = _KIND) -> bytes:
    content = {
        # the seal of a pack covers the whole zip, so it stands outside of what is zipped
        "stamp": asdict(stamp_of(studio, order, kind)) | {"seal": ""},
        "files": [
            {"path": name, "bytes": len(files[name]), "sha256": hashlib.sha256(files[name]).hexdigest()}
            for name in sorted(files)
        ],
    }
    return (json.dumps(content, indent=1, sort_keys=True) + "\n").encode()


def _zipped(files: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, _NO_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            # the same on every system: a plain file that all may read
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            archive.writestr(entry, files[name])
        archive.comment = SEAL_MARK + UNSEALED.encode()
    return target.getvalue()
