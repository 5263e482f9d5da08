"""The stack for CloudFront, held against the schemas that Amazon publishes."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import fastjsonschema

from scripts.site.cloudfront import ADD_SLASH
from scripts.site.hosts import CLOUDFRONT, OTHER_HEADERS, header_files
from tests.built import ROOT

SCHEMAS = Path(__file__).parent / "vendor/cloudformation.json"
RESOURCES = 7


def template() -> dict[str, Any]:
    """The stack for CloudFront."""
    text = header_files(ROOT, "https://icam.brussels/")[CLOUDFRONT]
    found: dict[str, Any] = json.loads(text)
    return found


def resolved(value: Any) -> Any:
    """A part of the template as it is once Amazon has filled in what it names."""
    if isinstance(value, dict):
        if set(value) & {"Ref", "Fn::GetAtt", "Fn::Sub"}:
            return "filled-in"
        return {key: resolved(part) for key, part in value.items()}
    return [resolved(part) for part in value] if isinstance(value, list) else value


def faults(resource: dict[str, Any]) -> str:
    """The first fault that the schema of its kind finds, or ''."""
    schemas = json.loads(SCHEMAS.read_text(encoding="utf-8"))
    check = fastjsonschema.compile(schemas[resource["Type"]], use_formats=False)
    try:
        check(resolved(resource["Properties"]))
    except fastjsonschema.JsonSchemaValueException as error:
        return str(error.message)
    return ""


def test_each_resource_of_the_stack_holds_its_schema() -> None:
    resources = template()["Resources"]
    assert len(resources) == RESOURCES
    assert {name: faults(resource) for name, resource in resources.items()} == dict.fromkeys(
        resources, ""
    )


def test_a_misspelt_key_of_the_stack_would_be_found() -> None:
    resource = template()["Resources"]["Headers"]
    config = resource["Properties"]["ResponseHeadersPolicyConfig"]
    config["SecurityHeaderConfig"] = config.pop("SecurityHeadersConfig")
    assert "SecurityHeaderConfig" in faults(resource)


def test_every_name_in_the_stack_is_there() -> None:
    stack = template()
    known = {*stack["Resources"], *stack["Parameters"]}
    named = names(stack)
    assert len(named) >= 12
    assert set(named) <= known


def names(value: Any) -> list[str]:
    """What a part of the template refers to."""
    if isinstance(value, list):
        return [name for part in value for name in names(part)]
    if not isinstance(value, dict):
        return []
    own = [value["Ref"]] if "Ref" in value else []
    own += [value["Fn::GetAtt"][0]] if "Fn::GetAtt" in value else []
    own += re.findall(r"\$\{(\w+)[.}]", value.get("Fn::Sub", ""))
    return own + [name for part in value.values() for name in names(part)]


def test_every_header_is_in_the_stack() -> None:
    properties = template()["Resources"]["Headers"]["Properties"]
    config = properties["ResponseHeadersPolicyConfig"]
    own = config["SecurityHeadersConfig"]
    sent = {item["Header"]: item["Value"] for item in config["CustomHeadersConfig"]["Items"]}
    sent["Referrer-Policy"] = own["ReferrerPolicy"]["ReferrerPolicy"]
    seconds = own["StrictTransportSecurity"]["AccessControlMaxAgeSec"]
    sent["Strict-Transport-Security"] = f"max-age={seconds}"
    sent["X-Content-Type-Options"] = "nosniff" if own["ContentTypeOptions"] else ""
    assert sent == OTHER_HEADERS
    assert "frame-ancestors 'none'" in own["ContentSecurityPolicy"]["ContentSecurityPolicy"]


def test_the_function_that_is_tried_is_the_one_in_the_stack() -> None:
    properties = template()["Resources"]["AddSlash"]["Properties"]
    assert properties["FunctionCode"] == ADD_SLASH
    assert properties["AutoPublish"] is True
