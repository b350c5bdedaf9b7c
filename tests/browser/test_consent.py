"""The consent page in a real browser: its form leads to the program, and only there."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import urlencode

import pytest
from playwright.sync_api import expect

from tests.browser import powers, steps
from tests.browser.town import Town
from tests.support.browser import Visitors


@contextmanager
def program_listening() -> Iterator[tuple[str, list[str]]]:
    """An app on the device, which notes where browsers come back to."""
    heard: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            heard.append(self.path)
            body = b"<!doctype html><title>App</title><link rel=icon href=data:,><h1>App</h1>"
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_said: object) -> None:
            """Nothing to say."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/retour", heard
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.mark.parametrize(
    ("button", "brings"), [("Oui, l’autoriser", "code="), ("Non, refuser", "error=access_denied")]
)
def test_the_browser_goes_back_to_the_program(
    visitor: Visitors, town: Town, button: str, brings: str
) -> None:
    client_id = town.places["consent"].partition("client_id=")[2].partition("&")[0]
    with program_listening() as (address, heard):
        asked = powers.asked(client_id) | {"redirect_uri": address}
        resident = town.enter(visitor, steps.RESIDENT)
        page = resident.open(f"/oauth/authorize?{urlencode(asked)}")
        expect(page.get_by_role("heading", level=1)).to_contain_text("Carte des idées")
        page.get_by_role("button", name=button).click()
        page.wait_for_url(f"{address}?**")
        assert len(heard) == 1
        assert brings in heard[0]
        assert "state=x" in heard[0]
        assert resident.strayed == [page.url]  # nowhere else
        resident.strayed.clear()
