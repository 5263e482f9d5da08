/* Cloudflare workers-sdk, MIT or Apache-2.0, bundled, otherwise unchanged: tests/hosts/vendor/README.md */
var cloudflare = (() => {
  var __defProp = Object.defineProperty;
  var __getOwnPropDesc = Object.getOwnPropertyDescriptor;
  var __getOwnPropNames = Object.getOwnPropertyNames;
  var __hasOwnProp = Object.prototype.hasOwnProperty;
  var __export = (target, all) => {
    for (var name in all)
      __defProp(target, name, { get: all[name], enumerable: true });
  };
  var __copyProps = (to, from, except, desc) => {
    if (from && typeof from === "object" || typeof from === "function") {
      for (let key of __getOwnPropNames(from))
        if (!__hasOwnProp.call(to, key) && key !== except)
          __defProp(to, key, { get: () => from[key], enumerable: !(desc = __getOwnPropDesc(from, key)) || desc.enumerable });
    }
    return to;
  };
  var __toCommonJS = (mod) => __copyProps(__defProp({}, "__esModule", { value: true }), mod);

  // configuration/parseHeaders.ts
  var parseHeaders_exports = {};
  __export(parseHeaders_exports, {
    parseHeaders: () => parseHeaders
  });

  // configuration/constants.ts
  var HEADER_SEPARATOR = ":";
  var MAX_LINE_LENGTH = 2e3;
  var MAX_HEADER_RULES = 100;
  var UNSET_OPERATOR = "! ";
  var SPLAT_REGEX = /\*/g;

  // configuration/validateURL.ts
  var extractPathname = (path = "/", includeSearch, includeHash) => {
    if (!path.startsWith("/")) {
      path = `/${path}`;
    }
    const url = new URL(`//${path}`, "relative://");
    return `${url.pathname}${includeSearch ? url.search : ""}${includeHash ? url.hash : ""}`;
  };
  var URL_REGEX = /^https:\/\/+(?<host>[^/]+)\/?(?<path>.*)/;
  var HOST_WITH_PORT_REGEX = /.*:\d+$/;
  var PATH_REGEX = /^\//;
  var validateUrl = (token, onlyRelative = false, disallowPorts = false, includeSearch = false, includeHash = false) => {
    const host = URL_REGEX.exec(token);
    if (host && host.groups && host.groups.host) {
      if (onlyRelative) {
        return [
          void 0,
          `Only relative URLs are allowed. Skipping absolute URL ${token}.`
        ];
      }
      if (disallowPorts && host.groups.host.match(HOST_WITH_PORT_REGEX)) {
        return [
          void 0,
          `Specifying ports is not supported. Skipping absolute URL ${token}.`
        ];
      }
      return [
        `https://${host.groups.host}${extractPathname(
          host.groups.path,
          includeSearch,
          includeHash
        )}`,
        void 0
      ];
    } else {
      if (!token.startsWith("/") && onlyRelative) {
        token = `/${token}`;
      }
      const path = PATH_REGEX.exec(token);
      if (path) {
        try {
          return [extractPathname(token, includeSearch, includeHash), void 0];
        } catch {
          return [void 0, `Error parsing URL segment ${token}. Skipping.`];
        }
      }
    }
    return [
      void 0,
      onlyRelative ? "URLs should begin with a forward-slash." : 'URLs should either be relative (e.g. begin with a forward-slash), or use HTTPS (e.g. begin with "https://").'
    ];
  };

  // configuration/parseHeaders.ts
  var LINE_IS_PROBABLY_A_PATH = new RegExp(/^([^\s]+:\/\/|^\/)/);
  function parseHeaders(input, {
    maxRules = MAX_HEADER_RULES,
    maxLineLength = MAX_LINE_LENGTH
  } = {}) {
    const lines = input.split("\n");
    const rules = [];
    const invalid = [];
    let rule = void 0;
    let skipUntilNextPath = false;
    for (let i = 0; i < lines.length; i++) {
      const line = (lines[i] || "").trim();
      if (line.length === 0 || line.startsWith("#")) {
        continue;
      }
      if (line.length > maxLineLength) {
        invalid.push({
          message: `Ignoring line ${i + 1} as it exceeds the maximum allowed length of ${maxLineLength}.`
        });
        continue;
      }
      if (LINE_IS_PROBABLY_A_PATH.test(line)) {
        skipUntilNextPath = false;
        if (rules.length >= maxRules) {
          invalid.push({
            message: `Maximum number of rules supported is ${maxRules}. Skipping remaining ${lines.length - i} lines of file.`
          });
          break;
        }
        if (rule) {
          if (isValidRule(rule)) {
            rules.push({
              path: rule.path,
              headers: rule.headers,
              unsetHeaders: rule.unsetHeaders
            });
          } else {
            invalid.push({
              line: rule.line,
              lineNumber: i + 1,
              message: "No headers specified"
            });
          }
        }
        const [path, pathError] = validateUrl(line, false, true);
        if (pathError) {
          invalid.push({
            line,
            lineNumber: i + 1,
            message: pathError
          });
          rule = void 0;
          skipUntilNextPath = true;
          continue;
        }
        const wildcardError = validateNoMultipleWildcards(path);
        if (wildcardError) {
          invalid.push({
            line,
            lineNumber: i + 1,
            message: wildcardError
          });
          rule = void 0;
          skipUntilNextPath = true;
          continue;
        }
        rule = {
          path,
          line,
          headers: {},
          unsetHeaders: []
        };
        continue;
      }
      if (skipUntilNextPath) {
        continue;
      }
      if (!line.includes(HEADER_SEPARATOR)) {
        if (!rule) {
          invalid.push({
            line,
            lineNumber: i + 1,
            message: "Expected a path beginning with at least one forward-slash"
          });
        } else {
          if (line.trim().startsWith(UNSET_OPERATOR)) {
            rule.unsetHeaders.push(line.trim().replace(UNSET_OPERATOR, ""));
          } else {
            invalid.push({
              line,
              lineNumber: i + 1,
              message: "Expected a colon-separated header pair (e.g. name: value)"
            });
          }
        }
        continue;
      }
      const [rawName, ...rawValue] = line.split(HEADER_SEPARATOR);
      const name = (rawName || "").trim().toLowerCase();
      if (name.includes(" ")) {
        invalid.push({
          line,
          lineNumber: i + 1,
          message: "Header name cannot include spaces"
        });
        continue;
      }
      const value = rawValue.join(HEADER_SEPARATOR).trim();
      if (name === "") {
        invalid.push({
          line,
          lineNumber: i + 1,
          message: "No header name specified"
        });
        continue;
      }
      if (value === "") {
        invalid.push({
          line,
          lineNumber: i + 1,
          message: "No header value specified"
        });
        continue;
      }
      if (!rule) {
        invalid.push({
          line,
          lineNumber: i + 1,
          message: `Path should come before header (${name}: ${value})`
        });
        continue;
      }
      const existingValues = rule.headers[name];
      rule.headers[name] = existingValues ? `${existingValues}, ${value}` : value;
    }
    if (rule) {
      if (isValidRule(rule)) {
        rules.push({
          path: rule.path,
          headers: rule.headers,
          unsetHeaders: rule.unsetHeaders
        });
      } else {
        invalid.push({ line: rule.line, message: "No headers specified" });
      }
    }
    return {
      rules,
      invalid
    };
  }
  function isValidRule(rule) {
    return Object.keys(rule.headers).length > 0 || rule.unsetHeaders.length > 0;
  }
  function validateNoMultipleWildcards(path) {
    const wildcardCount = (path.match(SPLAT_REGEX) ?? []).length;
    const hasSplatPlaceholder = /:splat(?!\w)/.test(path);
    if (wildcardCount > 1) {
      return `Only one wildcard is allowed per rule. Use a named placeholder (e.g. :project) instead. Skipping ${path}.`;
    }
    if (wildcardCount > 0 && hasSplatPlaceholder) {
      return `Cannot combine a wildcard * with a :splat placeholder because wildcards are converted to :splat at runtime. Skipping ${path}.`;
    }
    return void 0;
  }
  return __toCommonJS(parseHeaders_exports);
})();
