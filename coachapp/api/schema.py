"""What the schema says of every operation alike: how to show who one is, and what may come back instead."""

from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension

Schema = dict[str, Any]

METHODS = frozenset({"get", "post", "put", "patch", "delete"})
SENTENCE = {
    "type": "object",
    "properties": {"detail": {"type": "string"}},
    "required": ["detail"],
}
FAULTS = {
    "description": "What was wrong, by field; or a list of sentences about all of it.",
    "oneOf": [
        {"type": "object", "additionalProperties": {}},
        {"type": "array", "items": {"type": "string"}},
    ],
}
WORDS = {
    "400": "Something in what was sent is not right.",
    "401": "Nobody is signed in, or the key opens nothing.",
    "403": "Not with this key, or not without consent to health data.",
    "404": "It does not exist, or it is somebody else's.",
    "409": "It does not fit what stands.",
    "415": "Send JSON.",
    "429": "Too many in a minute.",
    "503": "The database is away for a moment.",
}


class KeyScheme(OpenApiAuthenticationExtension):
    target_class = "coachapp.api.access.KeyAuthentication"
    name = "key"

    def get_security_definition(self, auto_schema: object) -> Schema:
        return {"type": "http", "scheme": "bearer", "description": "From Settings, Keys."}


def say_what_may_come_back(result: Schema, **drawn: object) -> Schema:
    """Add the refusals that any operation may answer with."""
    schemas = result["components"]["schemas"]
    schemas["Sentence"], schemas["Faults"] = SENTENCE, FAULTS
    for path in result["paths"].values():
        for method in METHODS & path.keys():
            _add_refusals(path[method])
    return result


def _add_refusals(operation: Schema) -> None:
    codes = {"400", "401", "403", "404", "429", "503"}
    if "requestBody" in operation:
        codes |= {"409", "415"}
    for code in sorted(codes - operation["responses"].keys()):
        shape = "Faults" if code == "400" else "Sentence"
        operation["responses"][code] = {
            "description": WORDS[code],
            "content": {"application/json": {"schema": {"$ref": f"#/components/schemas/{shape}"}}},
        }
