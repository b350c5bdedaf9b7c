"""An OpenID provider of our own on the loopback: honest by default, and it misbehaves on demand."""

import json
import threading
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any
from urllib.parse import urlencode

from flask import Flask, Response, jsonify, redirect, request
from joserfc import jws, jwt
from joserfc.jwk import ECKey, OctKey, RSAKey
from werkzeug.serving import WSGIRequestHandler, make_server
from werkzeug.wrappers import Response as BaseResponse

from beffroi.core.clock import now
from beffroi.settings import OpenIdSettings

CLIENT, SECRET = "the-town", "a secret that the provider gave to the town"
KEYS: dict[str, ECKey | RSAKey] = {
    "ES256": ECKey.generate_key("P-256", {"use": "sig", "kid": "ec-1"}),
    "RS256": RSAKey.generate_key(2048, {"use": "sig", "kid": "rsa-1"}),
}
SPARE = ECKey.generate_key("P-256", {"use": "sig", "kid": "ec-2"})
ANGELA: dict[str, Any] = {
    "sub": "b6048e95bb134ec5b1d1e1fa69f287172e91722b9354d637a1bcf2ebb0fd2ef5v1",
    "given_name": "Angela Claire Louise",
    "family_name": "DUBOIS",
    "gender": "female",
    "birthdate": "1962-08-24",
    "birthplace": "75107",
    "birthcountry": "99100",
    "email": "angela@example.org",
}
Claims = dict[str, Any]


@dataclass
class Double:
    """What it says and to whom; a test changes it, `reset` makes it honest again."""

    url: str = ""
    person: Claims = field(default_factory=lambda: dict(ANGELA))
    acr: str = "eidas1"
    amr: list[str] = field(default_factory=lambda: ["pwd"])
    algorithm: str = "ES256"
    id_claims: Claims = field(default_factory=dict)
    info_claims: Claims = field(default_factory=dict)
    forged: str = ""  # "none", "HS256", "garbage", "other_key"
    unsigned_info: bool = False
    error: str = ""
    kid: str = "ec-1"
    published: list[str] = field(default_factory=lambda: ["ec-1", "rsa-1"])
    publishes_later: bool = False
    status: dict[str, int] = field(default_factory=dict)
    discovery: Claims = field(default_factory=dict)
    big: bool = False
    asked: list[Claims] = field(default_factory=list)
    calls: list[str] = field(default_factory=list)
    ended: list[Claims] = field(default_factory=list)
    codes: dict[str, Claims] = field(default_factory=dict)

    def reset(self) -> None:
        """Honest, and without memory."""
        vars(self).update(vars(Double(self.url)))

    def settings(self, **given: Any) -> OpenIdSettings:
        """What a town would write down."""
        return OpenIdSettings(self.url, CLIENT, SECRET, **given)

    def signed(self, claims: Claims) -> str:
        """A token, with the key and header that the test asks for."""
        key = SPARE if self.kid == "ec-2" or self.forged == "other_key" else KEYS[self.algorithm]
        kid = self.kid if self.algorithm == "ES256" else "rsa-1"
        if self.forged == "garbage":
            return "not.a.token"
        if self.forged == "none":
            return _unsigned(claims)
        if self.forged == "HS256":  # the public key taken for a shared secret
            shared = OctKey.import_key(SECRET)
            registry = jws.JWSRegistry(algorithms=["HS256"])
            header = {"alg": "HS256", "kid": kid}
            return jwt.encode(header, claims, shared, ["HS256"], registry=registry)
        return jwt.encode({"alg": self.algorithm, "kid": kid}, claims, key, [self.algorithm])

    def both_tokens(self, asked: Claims, access_token: str) -> Claims:
        """The answer of the token endpoint."""
        moment = int(now().timestamp())
        half = sha256(access_token.encode()).digest()[:16]
        claims = {
            "iss": self.url,
            "aud": CLIENT,
            "sub": self.person["sub"],
            "iat": moment,
            "exp": moment + 60,
            "nonce": asked["nonce"],
            "acr": self.acr,
            "amr": self.amr,
            "at_hash": _text(half),
        } | self.id_claims
        kept = {name: value for name, value in claims.items() if value is not None}
        return {
            "access_token": access_token,
            "token_type": "Bearer",
            "expires_in": 60,
            "id_token": self.signed(kept),
        }

    def about(self) -> Claims:
        """The claims of the userinfo endpoint."""
        claims = self.person | {"iss": self.url, "aud": CLIENT} | self.info_claims
        return {name: value for name, value in claims.items() if value is not None}


def _unsigned(claims: Claims) -> str:
    parts = ({"alg": "none", "typ": "JWT"}, claims)
    return ".".join(_text(json.dumps(part).encode()) for part in parts) + "."


def _text(raw: bytes) -> str:
    return urlsafe_b64encode(raw).decode().rstrip("=")


def _app(double: Double) -> Flask:
    app = Flask("openid-double")
    for add in (_add_accidents, _add_documents, _add_authorization, _add_tokens, _add_sign_out):
        add(app, double)
    return app


def _add_accidents(app: Flask, double: Double) -> None:
    @app.before_request
    def note() -> BaseResponse | None:
        double.calls.append(request.path)
        status = double.status.get(request.path)
        if double.big:
            return Response(b" " * 300_000, mimetype="application/json")
        return Response("{}", status, {"Location": "/x"}, "application/json") if status else None


def _add_documents(app: Flask, double: Double) -> None:
    @app.get("/.well-known/openid-configuration")
    def configuration() -> Response:
        names = {
            "authorization_endpoint": "/authorize",
            "token_endpoint": "/token",
            "userinfo_endpoint": "/userinfo",
            "jwks_uri": "/jwks",
            "end_session_endpoint": "/session/end",
        }
        urls = {name: f"{double.url}{path}" for name, path in names.items()}
        return jsonify({"issuer": double.url} | urls | double.discovery)

    @app.get("/jwks")
    def keys() -> Response:
        shown = [key.as_dict(private=False) for key in (*KEYS.values(), SPARE)]
        listed = [key for key in shown if key["kid"] in double.published]
        if double.publishes_later:
            double.published = ["ec-1", "rsa-1", "ec-2"]
        return jsonify({"keys": listed})


def _add_authorization(app: Flask, double: Double) -> None:
    @app.get("/authorize")
    def authorize() -> BaseResponse:
        asked = request.args.to_dict()
        double.asked.append(asked)
        code = f"code-{len(double.asked)}"
        double.codes[code] = asked
        answer = {"code": code, "state": asked["state"], "iss": double.url}
        if double.error:
            answer = {"error": double.error, "error_description": "secret words of the provider"}
            answer["state"] = asked["state"]
        return redirect(f"{asked['redirect_uri']}?{urlencode(answer)}")


def _add_tokens(app: Flask, double: Double) -> None:
    @app.post("/token")
    def token() -> BaseResponse:
        form = request.form
        asked = double.codes.pop(form.get("code", ""), None)
        if (form.get("client_id"), form.get("client_secret")) != (CLIENT, SECRET):
            return _said("invalid_client", 401)
        if asked is None or form.get("redirect_uri") != asked["redirect_uri"]:
            return _said("invalid_grant", 400)
        challenge = _text(sha256(form.get("code_verifier", "").encode()).digest())
        if asked.get("code_challenge", challenge) != challenge:
            return _said("invalid_grant", 400)
        return jsonify(double.both_tokens(asked, f"access-{form['code']}"))

    @app.get("/userinfo")
    def userinfo() -> BaseResponse:
        if not request.headers.get("Authorization", "").startswith("Bearer access-"):
            return _said("invalid_token", 401)
        if double.unsigned_info:
            return jsonify(double.about())
        return Response(double.signed(double.about()), content_type="application/jwt")


def _add_sign_out(app: Flask, double: Double) -> None:
    @app.get("/session/end")
    def end() -> BaseResponse:
        asked = request.args.to_dict()
        double.ended.append(asked)
        return redirect(f"{asked['post_logout_redirect_uri']}?state={asked['state']}")


def _said(error: str, status: int) -> Response:
    answer = jsonify({"error": error, "error_description": "secret words of the provider"})
    answer.status_code = status
    return answer


class _Quiet(WSGIRequestHandler):
    """One line a request is for servers that people run."""

    def log(self, *_said: Any) -> None:
        """Nothing."""


@contextmanager
def providing() -> Iterator[Double]:
    """A provider in a thread of its own, gone at the end."""
    double = Double()
    server = make_server("127.0.0.1", 0, _app(double), threaded=True, request_handler=_Quiet)
    double.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield double
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
