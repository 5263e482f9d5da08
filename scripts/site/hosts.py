"""Settings for the hosts that can serve the site: policy, headers, types, the page for "not found".

Each file is for one kind of host and holds for the address that the site was built for. A host
sends the same headers with every page, so its policy allows what any page of ours needs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

from scripts.site.cloudfront import stack
from scripts.site.feed import FEED
from scripts.site.policy import STYLES, policy, stylesheet
from scripts.site.programs import all_programs

NGINX, APACHE = "headers/nginx.conf", "headers/apache.conf"
CLOUDFRONT, NETLIFY = "headers/cloudfront.json", "_headers"
"""Names in the site folder. Netlify and Cloudflare Pages read the same file."""

OTHER_HEADERS = {
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Permissions-Policy": "interest-cohort=(), geolocation=(), camera=(), microphone=()",
    "Strict-Transport-Security": "max-age=31536000",
    "Cache-Control": "no-cache",
}
"""``no-cache`` lets a browser keep a file, and makes it ask before each use if it is still right.

Without it a browser guesses: a tenth of the age of the file. A page that nobody touched for six
months would show an old time limit for eighteen days after its correction.
"""

TYPES = {
    ".pdf": "application/pdf",
    ".vcf": "text/vcard; charset=utf-8",
    PurePosixPath(FEED).name: "application/atom+xml; charset=utf-8",
}
"""End of a file's name -> its type, where hosts differ or know none (RFC 6350, 4287).

With ``nosniff`` a phone trusts the type: a contact sent as plain text is shown, and not saved.
"""


def header_files(root: Path, site_url: str) -> dict[str, str]:
    """Name in the site folder -> content, for the site at ``site_url`` (it ends with a slash)."""
    everything = policy([stylesheet(root, name) for name in STYLES], all_programs(root))
    headers = {
        "Content-Security-Policy": f"{everything}; frame-ancestors 'none'",
        **OTHER_HEADERS,
    }
    base = base_path(site_url)
    files = {
        NGINX: _nginx(headers, base),
        APACHE: _apache(headers, base),
        NETLIFY: _netlify(headers, base),
    }
    if base == "/":  # a stack of its own has a host name of its own
        files[CLOUDFRONT] = stack(headers)
    return files


def base_path(site_url: str) -> str:
    """The path below which the site stands on its host: '/' or '/icam/'."""
    return urlsplit(site_url).path or "/"


def _nginx(headers: dict[str, str], base: str) -> str:
    """For ``include`` inside the ``server`` block or inside a ``location`` of the path.

    An absolute redirect behind a proxy names the wrong scheme. An empty ``types`` sets the usual
    types aside in this location only: the default one is left.
    """
    fixed = f"""\
# Include this file in the server block, or in 'location ^~ {base}' on a shared host.
index index.html;
autoindex off;
absolute_redirect off;
expires off;
gzip_static on;
gzip_vary on;
error_page 403 404 =404 {base}404.html;
"""
    sent = "".join(f'add_header {key} "{value}" always;\n' for key, value in headers.items())
    types = "".join(
        f'location ~ {re.escape(end)}$ {{ types {{ }} default_type "{kind}"; }}\n'
        for end, kind in TYPES.items()
    )
    return fixed + sent + types


def _apache(headers: dict[str, str], base: str) -> str:
    """For ``Include`` inside the ``<Directory>`` of the site, or as the file ``.htaccess`` in it.

    No directive of ours stands in ``<IfModule>``: without its module the server refuses to start
    or answers 500 with the reason in its log, instead of sending pages without the policy.
    """
    lines = [
        "# Include this file in the <Directory> of the site, or copy it there as .htaccess.",
        "# It needs mod_headers and mod_rewrite; rewriting asks for a right about symbolic links.",
        "Options -Indexes -MultiViews +SymLinksIfOwnerMatch",
        "DirectoryIndex index.html",
        *(f"ErrorDocument {status} {base}404.html" for status in (403, 404)),
        "<IfModule mod_expires.c>",
        "  ExpiresActive Off",
        "</IfModule>",
        *(f'Header always set {key} "{value}"' for key, value in headers.items()),
        'Header merge Vary "Accept-Encoding"',
        *_apache_types(),
        *_apache_compressed(base),
    ]
    return "\n".join(lines) + "\n"


def _apache_types() -> Iterator[str]:
    """Types of a file and of its compressed forms."""
    for end, kind in TYPES.items():
        yield f'<FilesMatch "{re.escape(end)}(\\.br|\\.gz)?$">'
        yield f'  ForceType "{kind}"'
        yield "</FilesMatch>"


def _apache_compressed(base: str) -> Iterator[str]:
    """Send ``page.html.br`` in the place of ``page.html`` to whoever reads it.

    Apache as Debian sets it up takes ``.br`` for Breton and ``.gz`` for a type of its own.
    """
    yield "RemoveLanguage .br"
    yield "RemoveType .gz"
    yield "RewriteEngine On"
    yield f"RewriteBase {base}"
    for coding, end in (("br", "br"), ("gzip", "gz")):
        yield f"AddEncoding {coding} .{end}"
        yield rf"RewriteCond %{{HTTP:Accept-Encoding}} \b{coding}\b"
        yield f"RewriteCond %{{REQUEST_FILENAME}}.{end} -f"
        yield rf"RewriteRule ^(.+\.(?:html|js|txt|vcf|xml))$ $1.{end} [L]"


def _netlify(headers: dict[str, str], base: str) -> str:
    """For Netlify and Cloudflare Pages: they compress and redirect by themselves."""
    sent = "".join(f"  {key}: {value}\n" for key, value in headers.items())
    types = "".join(f"{base}*{end}\n  Content-Type: {kind}\n" for end, kind in TYPES.items())
    return f"{base}*\n{sent}{types}"
