"""How a program gets a token, in the reference of the API: the flows and every scope in words."""

from typing import TYPE_CHECKING

from beffroi.identity.oauth.scopes import SCOPES

if TYPE_CHECKING:
    from beffroi.core.api import BeffroiApi


def describe(rest: "BeffroiApi", public_url: str) -> None:
    """OAuth 2 beside the bearer of a session; the words are those of the consent page."""
    scopes = {name: str(scope.words) for name, scope in SCOPES.items()}
    alone = {name: scopes[name] for name, scope in SCOPES.items() if scope.alone}
    token = f"{public_url}/oauth/token"
    flows = {
        "authorizationCode": {
            "authorizationUrl": f"{public_url}/oauth/authorize",
            "tokenUrl": token,
            "refreshUrl": token,
            "scopes": scopes,
        },
        "clientCredentials": {"tokenUrl": token, "scopes": alone},
    }
    scheme = {
        "type": "oauth2",
        "description": "Authorization code with PKCE (S256) for apps, client credentials for "
        "partners. Tokens are limited to the territory of the program.",
        "flows": flows,
    }
    rest.spec.components.security_scheme("program", scheme)
    rest.spec.options["security"].append({"program": []})
