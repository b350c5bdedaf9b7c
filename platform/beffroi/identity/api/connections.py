"""The providers that open one's account, for programs."""

import uuid
from typing import Any

from beffroi.core.actor import current_actor
from beffroi.core.api import ApiBlueprint
from beffroi.core.policy import guarded
from beffroi.identity.openid import linking, providers
from beffroi.identity.policies import DISCONNECT_PROVIDER, SEE_SELF
from beffroi.identity.schemas.openid import ConnectionsSchema

blueprint = ApiBlueprint(
    "connections", __name__, description="FranceConnect and ProConnect as ways into one's account"
)


@blueprint.reads("/me/connections", ConnectionsSchema)
@guarded(SEE_SELF)
def my_connections() -> dict[str, Any]:
    """The providers that open the account; one is added on the page /moi/connexions."""
    offered = [provider.name for provider in providers.offered()]
    return {"items": linking.connections_of(current_actor()), "offered": offered}


@blueprint.writes("/me/connections/<uuid:connection_id>", "DELETE", None, status=204)
@guarded(DISCONNECT_PROVIDER)
def remove_connection(connection_id: uuid.UUID) -> None:
    """Untie a provider; 409 when it is the only way into the account."""
    linking.unlink(current_actor(), connection_id)
