"""The site on S3 behind CloudFront, as one stack of AWS CloudFormation.

A bucket knows no folders, no page for "not found" and no headers of ours: the stack brings them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

ADD_SLASH = """\
function handler(event) {
  var request = event.request;
  var path = request.uri.replace(/^[\\/\\\\]+/, '/');
  var name = path.split('/').pop();
  if (name === '') {
    request.uri = path + 'index.html';
    return request;
  }
  if (name.indexOf('.') === -1) {
    var headers = {location: {value: path + '/'}};
    return {statusCode: 301, statusDescription: 'Moved Permanently', headers: headers};
  }
  return request;
}
"""
"""Leads '/fr/letter' to '/fr/letter/' and reads the index of a folder.

Slashes at the start become one: a browser takes '//name/' for another host.
"""

ONE_YEAR = 31536000
SHORTEST = 1
"""Seconds for which CloudFront sends a copy without asking. It compresses only what it keeps."""


def stack(headers: Mapping[str, str]) -> str:
    """The template, as JSON, that sends ``headers`` (name -> value) with every answer."""
    template = {
        "AWSTemplateFormatVersion": "2010-09-09",
        "Description": "A bucket, and CloudFront in front of it with the headers of the site",
        "Parameters": {"HostName": {"Type": "String"}, "CertificateArn": {"Type": "String"}},
        "Resources": {**_bucket(), **_rules(headers), "Distribution": _distribution()},
        "Outputs": {
            "Bucket": {"Value": {"Ref": "Bucket"}},
            "DomainName": {"Value": _of("Distribution", "DomainName")},
        },
    }
    return json.dumps(template, indent=2) + "\n"


def _of(resource: str, attribute: str) -> dict[str, Any]:
    return {"Fn::GetAtt": [resource, attribute]}


def _bucket() -> dict[str, Any]:
    """A bucket that only the distribution can read."""
    closed = ("BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets")
    reader = {
        "Effect": "Allow",
        "Principal": {"Service": "cloudfront.amazonaws.com"},
        "Action": "s3:GetObject",
        "Resource": {"Fn::Sub": "${Bucket.Arn}/*"},
        "Condition": {
            "StringEquals": {
                "AWS:SourceArn": {
                    "Fn::Sub": "arn:aws:cloudfront::${AWS::AccountId}:distribution/${Distribution}"
                }
            }
        },
    }
    return {
        "Bucket": {
            "Type": "AWS::S3::Bucket",
            "Properties": {"PublicAccessBlockConfiguration": dict.fromkeys(closed, True)},
        },
        "BucketPolicy": {
            "Type": "AWS::S3::BucketPolicy",
            "Properties": {
                "Bucket": {"Ref": "Bucket"},
                "PolicyDocument": {"Version": "2012-10-17", "Statement": [reader]},
            },
        },
    }


def _rules(headers: Mapping[str, str]) -> dict[str, Any]:
    """What the distribution does with a request and with an answer."""
    name = {"Fn::Sub": "${AWS::StackName}"}
    no_keys = {
        "CookiesConfig": {"CookieBehavior": "none"},
        "HeadersConfig": {"HeaderBehavior": "none"},
        "QueryStringsConfig": {"QueryStringBehavior": "none"},
        "EnableAcceptEncodingBrotli": True,
        "EnableAcceptEncodingGzip": True,
    }
    times = dict.fromkeys(("MinTTL", "DefaultTTL", "MaxTTL"), SHORTEST)
    configurations = {
        "AddSlash": (
            "AWS::CloudFront::Function",
            "FunctionConfig",
            {"Comment": "Missing slashes and index files", "Runtime": "cloudfront-js-2.0"},
        ),
        "Caching": (
            "AWS::CloudFront::CachePolicy",
            "CachePolicyConfig",
            {"Name": name, **times, "ParametersInCacheKeyAndForwardedToOrigin": no_keys},
        ),
        "Headers": (
            "AWS::CloudFront::ResponseHeadersPolicy",
            "ResponseHeadersPolicyConfig",
            {"Name": name, **_sent(headers)},
        ),
        "Access": (
            "AWS::CloudFront::OriginAccessControl",
            "OriginAccessControlConfig",
            {
                "Name": name,
                "OriginAccessControlOriginType": "s3",
                "SigningBehavior": "always",
                "SigningProtocol": "sigv4",
            },
        ),
    }
    resources: dict[str, Any] = {
        key: {"Type": kind, "Properties": {part: configuration}}
        for key, (kind, part, configuration) in configurations.items()
    }
    function = {"Name": name, "FunctionCode": ADD_SLASH, "AutoPublish": True}
    resources["AddSlash"]["Properties"] |= function
    return resources


def _sent(headers: Mapping[str, str]) -> dict[str, Any]:
    """Headers that CloudFront knows by a name of its own, and the others."""
    own: dict[str, tuple[str, dict[str, Any]]] = {
        "Content-Security-Policy": (
            "ContentSecurityPolicy",
            {"ContentSecurityPolicy": headers["Content-Security-Policy"]},
        ),
        "Referrer-Policy": ("ReferrerPolicy", {"ReferrerPolicy": headers["Referrer-Policy"]}),
        "Strict-Transport-Security": (
            "StrictTransportSecurity",
            {"AccessControlMaxAgeSec": ONE_YEAR},
        ),
        "X-Content-Type-Options": ("ContentTypeOptions", {}),
    }
    others = [
        {"Header": header, "Value": value, "Override": True}
        for header, value in headers.items()
        if header not in own
    ]
    return {
        "SecurityHeadersConfig": {key: {**part, "Override": True} for key, part in own.values()},
        "CustomHeadersConfig": {"Items": others},
    }


def _distribution() -> dict[str, Any]:
    """A bucket answers 403 for a file that is not there."""
    not_found = {"ResponseCode": 404, "ResponsePagePath": "/404.html", "ErrorCachingMinTTL": 1}
    behaviour = {
        "TargetOriginId": "bucket",
        "ViewerProtocolPolicy": "redirect-to-https",
        "Compress": True,
        "CachePolicyId": {"Ref": "Caching"},
        "ResponseHeadersPolicyId": {"Ref": "Headers"},
        "FunctionAssociations": [
            {"EventType": "viewer-request", "FunctionARN": _of("AddSlash", "FunctionARN")}
        ],
    }
    origin = {
        "Id": "bucket",
        "DomainName": _of("Bucket", "RegionalDomainName"),
        "OriginAccessControlId": {"Ref": "Access"},
        "S3OriginConfig": {},
    }
    certificate = {
        "AcmCertificateArn": {"Ref": "CertificateArn"},
        "SslSupportMethod": "sni-only",
        "MinimumProtocolVersion": "TLSv1.2_2021",
    }
    configuration = {
        "Enabled": True,
        "Aliases": [{"Ref": "HostName"}],
        "HttpVersion": "http2and3",
        "IPV6Enabled": True,
        "Origins": [origin],
        "DefaultCacheBehavior": behaviour,
        "CustomErrorResponses": [{"ErrorCode": code, **not_found} for code in (403, 404)],
        "ViewerCertificate": certificate,
    }
    return {
        "Type": "AWS::CloudFront::Distribution",
        "Properties": {"DistributionConfig": configuration},
    }
