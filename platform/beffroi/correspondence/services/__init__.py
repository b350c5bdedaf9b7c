"""What is done with requests to offices."""

from beffroi.correspondence.services.answering import acknowledge, answer_request
from beffroi.correspondence.services.asking import ask_office
from beffroi.correspondence.services.erasure import forget_requests
from beffroi.correspondence.services.figures import figures, overdue_count
from beffroi.correspondence.services.listing import desk, list_requests
from beffroi.correspondence.services.passing import transfer_request, withdraw_request
from beffroi.correspondence.services.reading import (
    choices_of,
    desk_page,
    office_named,
    offices_asked,
    open_requests_about,
    request_page,
    requests_about,
    told_by,
)
from beffroi.correspondence.services.reminding import request_to_remind

__all__ = [
    "acknowledge",
    "answer_request",
    "ask_office",
    "choices_of",
    "desk",
    "desk_page",
    "figures",
    "forget_requests",
    "list_requests",
    "office_named",
    "offices_asked",
    "open_requests_about",
    "overdue_count",
    "request_page",
    "request_to_remind",
    "requests_about",
    "told_by",
    "transfer_request",
    "withdraw_request",
]
