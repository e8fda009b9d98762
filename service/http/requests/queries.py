"""Options in query strings."""

from __future__ import annotations

from typing import TypeVar

from flask import Request
from pydantic import BaseModel, ValidationError

from service.contract.problems import INVALID, Problem
from service.contract.submissions import field_problem, parse_options, refuse_fields
from service.options import Options

_Model = TypeVar("_Model", bound=BaseModel)


def refuse_query(request: Request) -> None:
    """Raise a 422 problem where options stand in the query of a body that has its own."""
    if request.args:
        detail = "Options of a JSON article stand beside it in the body, not in the query string."
        raise Problem(
            INVALID, detail, errors=[field_problem(name, detail) for name in request.args]
        )


def query_options(request: Request) -> Options:
    """Return the options in the query string; raises a 422 problem for what is wrong."""
    return parse_options(query_values(request))


def parse_query(request: Request, model: type[_Model], what: str) -> _Model:
    """Return what the query asks of `what`; raises a 422 problem for what is wrong."""
    try:
        return model.model_validate(query_values(request))
    except ValidationError as error:
        refuse_fields(error, model, what)


def query_values(request: Request) -> dict[str, str]:
    """Return the query's values by name; raises a 422 problem where a name has two."""
    values = {}
    for name, given in request.args.lists():
        if len(given) > 1:
            detail = f"{name[:80]} is given {len(given)} times; once is enough"
            raise Problem(INVALID, f"{detail}.", errors=[field_problem(name, detail)])
        values[name] = given[0]
    return values
