"""A client of Dateline: articles to their topics and summaries, one by one or as streams.

`Dateline` waits for its answers, `AsyncDateline` is awaited; both do the same.
"""

from dateline_client.answers import (
    Analysis,
    Article,
    Code,
    Correction,
    Evidence,
    Given,
    LeftOut,
    Model,
    ModelCard,
    Reason,
    Receipt,
    Removed,
    Section,
    Sentence,
    Span,
    Summary,
    SummaryAnswer,
    Topic,
    TopicAnswer,
)
from dateline_client.async_client import AsyncDateline, AsyncFeedback
from dateline_client.client import Dateline, Feedback
from dateline_client.errors import (
    DatelineError,
    FieldProblem,
    Problem,
    UnexpectedAnswer,
    Unreachable,
)
from dateline_client.options import CorrectionOptions, Options
from dateline_client.retrying import Retry

__version__ = "0.1.0"
__all__ = [
    "Analysis",
    "Article",
    "AsyncDateline",
    "AsyncFeedback",
    "Code",
    "Correction",
    "CorrectionOptions",
    "Dateline",
    "DatelineError",
    "Evidence",
    "Feedback",
    "FieldProblem",
    "Given",
    "LeftOut",
    "Model",
    "ModelCard",
    "Options",
    "Problem",
    "Reason",
    "Receipt",
    "Removed",
    "Retry",
    "Section",
    "Sentence",
    "Span",
    "Summary",
    "SummaryAnswer",
    "Topic",
    "TopicAnswer",
    "UnexpectedAnswer",
    "Unreachable",
]
