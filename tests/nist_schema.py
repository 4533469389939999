"""What the schema of NIST IR 8286 r1 asks of a record of a risk register (risk_register.v2,
published beside the report at csrc.nist.gov as risk_register_schema.json), in words of our own."""

from typing import Any

from jsonschema import Draft202012Validator

_TEXTS = (
    "riskId",
    "riskDescription",
    "riskCategory",
    "riskResponseDescription",
    "riskOwnerPointOfContact",
    "status",
)
_NUMBERS = ("riskLikelihood", "riskImpact", "exposureRating", "riskResponseCost")
RESPONSES = ["Accept", "Avoid", "Transfer", "Mitigate", "Realize", "Share", "Enhance"]

SCHEMA: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "type": "object",
    "properties": {
        **{key: {"type": "string"} for key in _TEXTS},
        **{key: {"type": "number"} for key in _NUMBERS},
        "riskResponseType": {
            "type": "array",
            "minItems": 1,
            "uniqueItems": True,
            "items": {"enum": RESPONSES},
        },
    },
    "required": [*_TEXTS, *_NUMBERS, "riskResponseType"],
}


def mistakes(record: object) -> list[str]:
    """What the schema finds wrong with a record."""
    return sorted(error.message for error in Draft202012Validator(SCHEMA).iter_errors(record))
