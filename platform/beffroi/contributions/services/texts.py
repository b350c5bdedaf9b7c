"""Checks what was written, whichever way it came: forms, the API, an import."""

from beffroi.contributions import problems, rules
from beffroi.core.i18n import LazyString, lazy
from beffroi.core.text import is_blank, is_clean, tidy
from beffroi.moderation.services import tells_how_to_reach

ONE_LINE = frozenset({"title", "question"})


def idea_text(title: str, body: str) -> tuple[str, str]:
    """A title on one line and a body, tidied; raises Invalid naming what is wrong with which."""
    title, body = " ".join(tidy(title).split()), tidy(body)
    problems.invalid(
        title=_fault(title, rules.MAX_TITLE, problems.TITLE_TOO_LONG),
        body=_fault(body, rules.MAX_BODY, problems.BODY_TOO_LONG),
    )
    return title, body


def comment_text(body: str) -> str:
    """The body of a comment, tidied."""
    body = tidy(body)
    problems.invalid(body=_fault(body, rules.MAX_COMMENT, problems.COMMENT_TOO_LONG))
    return body


def sheet_text(name: str, text: str) -> str:
    """A text of a clarity sheet, tidied; it may be empty while the call is a draft."""
    text = tidy(text)
    text = " ".join(text.split()) if name in ONE_LINE else text
    longest = rules.PROSE[name]
    is_long = lazy("Ce texte compte au plus %(max)s caractères.", max=longest)
    problems.invalid(**{name: _fault(text, longest, is_long) if text else None})
    return text


def conclusion_text(decision: str, reasons: str, taken: str) -> dict[str, str]:
    """The three texts that end a call, tidied; raises Invalid naming what is wrong with which."""
    words = {"decision": tidy(decision), "reasons": tidy(reasons), "taken": tidy(taken)}
    longest = rules.MAX_CONCLUSION
    is_long = lazy("Ce texte compte au plus %(max)s caractères.", max=longest)
    problems.invalid(**{name: _fault(text, longest, is_long) for name, text in words.items()})
    return words


def reason_text(text: str) -> str:
    """Why something that people were told is changed; public."""
    text = tidy(text)
    fault = _fault(text, rules.MAX_REASON, problems.REASON_TOO_LONG)
    problems.invalid(reason=problems.REASON_MISSING if is_blank(text) else fault)
    return text


def signature(name: str) -> str:
    """A public name on one line; an empty one is left to the caller."""
    name = " ".join(tidy(name).split())
    problems.invalid(author_name=_fault_of_name(name, rules.MAX_NAME, problems.NAME_TOO_LONG))
    return name


def alternative_text(words: str) -> str:
    """What is on a picture, on one line; it may be left for later."""
    words = " ".join(tidy(words).split())
    fault = None
    if words:
        fault = _fault(words, rules.MAX_ALTERNATIVE, problems.ALTERNATIVE_TOO_LONG)
    problems.invalid(alternative=fault)
    return words


def group_signature(kind: str | None, name: str) -> tuple[str | None, str]:
    """The group that signs and its kind: both, or neither."""
    name = " ".join(tidy(name).split())
    fault = _fault_of_name(name, rules.MAX_GROUP, problems.GROUP_TOO_LONG)
    known = kind is None or kind in set(rules.GroupKind)
    problems.invalid(
        group_name=problems.GROUP_UNNAMED if kind and not name else fault,
        group_kind=problems.GROUP_UNKNOWN if (name and not kind) or not known else None,
    )
    return kind or None, name


def _fault_of_name(name: str, longest: int, too_long: LazyString) -> LazyString | None:
    """A moderator reads a text before or after it is public, not each name that joins it."""
    if not name:
        return None
    reaches = problems.NAME_REACHES if tells_how_to_reach(name) else None
    return _fault(name, longest, too_long) or reaches


def _fault(text: str, longest: int, too_long: LazyString) -> LazyString | None:
    if not is_clean(text):
        return problems.UNSAFE
    if is_blank(text):
        return problems.BLANK
    return too_long if len(text) > longest else None
