"""There and back: what a browser does between the site and a provider."""

import html
import re
from collections.abc import Callable
from dataclasses import dataclass
from email.message import EmailMessage
from urllib.parse import urlsplit

import requests
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

LEADS_ON = re.compile(r'<meta http-equiv="refresh" content="0; url=([^"]+)">')
LINK = re.compile(r"http://localhost(/connexion/relier/[\w-]+)")


@dataclass(frozen=True)
class Journey:
    """A browser and the provider it goes to."""

    client: FlaskClient
    provider: str

    def there(self, suite: str = "/moi", *, linking: bool = False) -> str:
        """The button, then the page that leads on; returns the provider's address."""
        start = f"/moi/connexions/{self.provider}" if linking else f"/connexion/par/{self.provider}"
        begun = self.client.post(start, data={"suite": suite})
        assert begun.status_code == 303, begun.text
        return leads_on(self.client.get(begun.location))

    def back(self, url: str) -> str:
        """What the provider answers at once: the address of our return."""
        answer = requests.get(url, allow_redirects=False, timeout=5)
        assert answer.status_code in {302, 303}, answer.text
        return local(answer.headers["Location"])

    def __call__(self, suite: str = "/moi", *, linking: bool = False) -> TestResponse:
        """The whole way."""
        return self.client.get(self.back(self.there(suite, linking=linking)))


def leads_on(page: TestResponse) -> str:
    """Where a page leads on to at once, without script."""
    found = LEADS_ON.search(page.text)
    assert found, (page.status_code, page.text)
    return html.unescape(found[1])


def local(url: str) -> str:
    """The path of one of our addresses."""
    parts = urlsplit(url)
    return f"{parts.path}?{parts.query}"


def link_of(mails: Callable[[], list[EmailMessage]], address: str) -> str:
    """The path of the link in the last mail to this address."""
    mail = [one for one in mails() if one["To"] == address][-1]
    body = mail.get_body(("plain",))
    assert body is not None
    found = LINK.search(body.get_content())
    assert found, body.get_content()
    return found[1]
