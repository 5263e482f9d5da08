"""The address of the site: what SITE_URL may say, for every command that reads it."""

from __future__ import annotations

import ipaddress
import os
import re
from collections.abc import Mapping

VARIABLE = "SITE_URL"
"""Environment variable with the address that pages and paper carry."""

ADVICE = "write it like https://www.name.be/ or https://www.name.be/folder/"

_OTHER_SIGN = re.compile(r"[^A-Za-z0-9._~:/\[\]-]")
_PLACE = re.compile(r"(\[[0-9a-f:.]+\]|[^:\[\]]*)(?::([0-9]*))?")
_LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
_LAST_PORT = 65_535


class AddressError(ValueError):
    """SITE_URL cannot be the address of a site; the message is one line that says what to do."""


def site_address(
    verb: str, otherwise: str = "", environment: Mapping[str, str] = os.environ
) -> str:
    """The address in SITE_URL, or ``otherwise`` where it is not set.

    Raises AddressError, with the name of the command ``verb`` in front of the message.
    """
    address = environment.get(VARIABLE) or otherwise
    if what := address_fault(address):
        raise AddressError(f"{verb}: {VARIABLE} '{shown(address)}' {what}; {ADVICE}")
    return address


def shown(address: str) -> str:
    """An address on one line, whatever it holds."""
    return "".join(sign if sign.isprintable() else repr(sign)[1:-1] for sign in address)


def address_fault(address: str) -> str:
    """Why an address cannot be that of a site, '' when it can: scheme, host, port and a folder."""
    if not address:
        return "is not set"
    scheme, separator, rest = address.partition("://")
    if scheme not in ("http", "https") or not separator:
        return "does not start with https:// or http://"
    sign = _OTHER_SIGN.search(rest)
    if sign:
        return f"holds {_name(sign[0])}, which no address of a site has"
    place, slash, folder = rest.partition("/")
    return _place_fault(place) or _folder_fault(slash, folder)


def _name(sign: str) -> str:
    """A sign as a message names it."""
    if sign.isspace():
        return "a space"
    return f"'{sign}'" if sign.isprintable() else f"the sign U+{ord(sign):04X}"


def _place_fault(place: str) -> str:
    """What is wrong with the host and the port, if anything."""
    found = _PLACE.fullmatch(place)
    if not found or not _is_host(found[1]):
        return f"has the host '{place}', which is no name in small letters and no number"
    port = found[2]
    if port is not None and not (port.isdigit() and 0 < int(port) <= _LAST_PORT):
        return f"has the port '{port}', which is none from 1 to {_LAST_PORT}"
    return ""


def _is_host(host: str) -> bool:
    """Whether this is a name of labels in small letters, or the number of a machine."""
    labels = host.split(".")
    if not host.startswith("[") and not labels[-1].isdigit():
        return len(host) <= 253 and all(_LABEL.fullmatch(label) for label in labels)
    return is_number(host)


def is_number(host: str) -> bool:
    """Whether a host is the number of a machine, as '127.0.0.1' or '[::1]'."""
    try:
        ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return False
    return True


def _folder_fault(slash: str, folder: str) -> str:
    """What is wrong with the rest, if anything: '' or 'icam/' after the first slash."""
    if not slash or (folder and not folder.endswith("/")):
        return "does not end with '/'"
    parts = folder.split("/")[:-1]
    if any(part in ("", ".", "..") or re.search(r"[:\[\]]", part) for part in parts):
        return f"has the folder '/{folder}', which is none"
    return ""
