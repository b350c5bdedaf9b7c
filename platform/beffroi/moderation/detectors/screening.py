"""All detectors over one text: the list a moderator will see."""

from collections.abc import Callable

from beffroi.moderation.detectors import emails, ibans, links, phones, repeats
from beffroi.moderation.detectors.findings import Finding

VERSIONS = (phones.VERSION, emails.VERSION, ibans.VERSION, links.VERSION, repeats.VERSION)

_CANONICAL: dict[str, Callable[[str], str]] = {
    "phones": phones.canonical,
    "emails": emails.canonical,
    "ibans": ibans.canonical,
    "links": links.canonical,
}


def screen(text: str, allowed_contacts: frozenset[str] = frozenset()) -> list[Finding]:
    """What the detectors found, in order of start; the institution's own contacts are left out."""
    accounts = ibans.find(text)
    calls = [f for f in phones.find(text) if not _inside(f, accounts)]
    addresses = emails.find(text)
    sites = [f for f in links.find(text) if not _inside(f, addresses)]
    found = [*accounts, *calls, *addresses, *sites, *repeats.find(text)]
    return sorted(f for f in found if not _is_allowed(f, text, allowed_contacts))


def _inside(finding: Finding, others: list[Finding]) -> bool:
    return any(finding.start < other.end and other.start < finding.end for other in others)


def _is_allowed(finding: Finding, text: str, allowed_contacts: frozenset[str]) -> bool:
    canonical = _CANONICAL.get(finding.detector)
    if canonical is None:
        return False
    contact = canonical(finding.passage(text))
    return contact in {canonical(allowed) for allowed in allowed_contacts}
