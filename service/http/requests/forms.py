"""The page's form, sent without JavaScript."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import IO
from urllib.parse import unquote_to_bytes

from flask import Request, g, request, url_for
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.formparser import FormDataParser

from service.analysis import Submission
from service.contract.problems import (
    INVALID,
    MALFORMED,
    MEDIA,
    TOO_LARGE,
    FieldProblem,
    Problem,
)
from service.contract.submissions import parse_content, parse_options
from service.formats.registry import format_of_upload, read_typed
from service.http.app_state import app_state
from service.http.requests.bodies import read_body
from service.http.requests.encodings import refuse_encodings

_KINDS = ("multipart/form-data", "application/x-www-form-urlencoded")
# The form has twelve parts.
_MAX_PARTS = 20
#: What the form has of the article's topic: another route takes it.
CORRECTION_FIELDS = ("right", "known_topic", "new_topic", "remark")
_NOT_UTF8 = "The form is not UTF-8. Send it as UTF-8."
_SIGN = "\ufffd"


@dataclass(frozen=True)
class Upload:
    """A file that was chosen."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True)
class Form:
    """What a form submits; `fields` has no blank ones."""

    fields: dict[str, str]
    upload: Upload | None

    @property
    def key(self) -> str | None:
        """The key of the API that was typed in."""
        return self.fields.get("key", "").strip() or None


def is_form(request: Request) -> bool:
    """Whether the request's body is a form."""
    return request.mimetype in _KINDS


def typed_key() -> str | None:
    """Return the key of the API that was typed into the current request's form, if it is one."""
    return read_form(request).key if is_form(request) else None


def read_form(request: Request) -> Form:
    """Return the current request's form, read once and within the limit of a body.

    Raises a 400, 413 or 415 problem, and 429 where too many are at it.
    """
    if "form" not in g:
        refuse_encodings(request)
        if not is_form(request):
            route = url_for("articles.analysis")
            detail = f"The form takes {' or '.join(_KINDS)}. Programs ask {route}."
            raise Problem(MEDIA, detail, headers={"Accept": ", ".join(_KINDS)})
        limit = app_state().settings.max_body_bytes
        body = read_body(request, limit)
        with app_state().requests.admit():
            g.form = _parse(request, body, limit)
    form: Form = g.form
    return form


def _parse(request: Request, body: bytes, limit: int) -> Form:
    parser = FormDataParser(
        # In memory, as all of the body is already: no file is written.
        stream_factory=_memory,
        max_form_memory_size=limit,
        max_form_parts=_MAX_PARTS,
        silent=False,
    )
    try:
        _, fields, files = parser.parse(
            BytesIO(body), request.mimetype, len(body), dict(request.mimetype_params)
        )
    except UnicodeDecodeError as error:
        raise Problem(MALFORMED, _NOT_UTF8) from error
    except RequestEntityTooLarge as error:
        raise Problem(TOO_LARGE, f"The form has over {_MAX_PARTS} parts. Send fewer.") from error
    except ValueError as error:
        raise Problem(MALFORMED, "The form cannot be read. Send it again.") from error
    given = {name: value for name, value in fields.items() if value.strip()}
    if not _well_encoded(given, body, request.mimetype):
        raise Problem(MALFORMED, _NOT_UTF8)
    upload = None
    for item in files.getlist("file"):
        if item.filename:
            upload = Upload(item.filename, item.mimetype or "", item.stream.read())
    return Form(given, upload)


def _memory(*_: object, **__: object) -> IO[bytes]:
    return BytesIO()


def _well_encoded(fields: dict[str, str], body: bytes, kind: str) -> bool:
    """Whether all fields were UTF-8: the parser writes a sign, or an escape, for what is not."""
    if kind != _KINDS[0]:
        try:
            unquote_to_bytes(body).decode("utf-8")
        except UnicodeDecodeError:
            return False
        return True
    return _SIGN.encode() in body or not any(_SIGN in value for value in fields.values())


def parse_form(form: Form) -> Submission:
    """Return what the form submits; raises a problem for whatever is wrong with it."""
    settings = app_state().settings
    text, upload = _text(form), form.upload
    others = ("text", "key", *(CORRECTION_FIELDS if app_state().feedback else ()))
    options = parse_options(
        {name: value for name, value in form.fields.items() if name not in others}
    )
    if text is not None and upload is not None:
        detail = "There are both a text and a file. Empty the text, or choose no file."
        raise Problem(
            INVALID, detail, errors=[FieldProblem(pointer="/file", detail="is one too many")]
        )
    if upload is not None:
        kind = format_of_upload(upload.name, upload.media_type, upload.content)
        return parse_content(options, settings, kind.read(upload.content, None))
    return parse_content(options, settings, read_typed(text or ""))


def _text(form: Form) -> str | None:
    # A browser sends a text area's line ends as CR LF, whatever they were when it was pasted.
    text = form.fields.get("text")
    return None if text is None else text.replace("\r\n", "\n")
