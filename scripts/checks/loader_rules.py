"""Rules that the loader (scripts/library) applies before any check runs."""

LOADER_RULES = {
    "DATA01": "A YAML file can be read: no syntax error, alias or deep nesting.",
    "DATA02": "A key or id stands once.",
    "DATA03": "A date exists, and has no hour.",
    "DATA04": "A record has the keys and values of its kind, and no other.",
    "DATA05": "A file of the registry has records, and one language is the source.",
    "DATA06": "The files of the registry are all there.",
    "DATA07": "A sentence to show rests on facts of the registry that are confirmed or reported.",
    "FILE01": "A text file is UTF-8.",
    "FILE02": "A text file is at most 300 KB, a line 2,500 characters.",
    "FILE03": "A text file has no invisible character, loose accent or word in two alphabets.",
    "FILE04": "docs/ holds only docs/<language>/<page>.md, and data/facts only YAML files.",
    "FILE05": "A file of the content is a file itself, and no link to another.",
    "LANG01": "Every page exists in every published language.",
    "PAGE01": "A page starts with title, menu and summary, and nothing else.",
    "PAGE02": "A heading ends with its id: {#who-pays}.",
    "PAGE03": "An id stands once on a page.",
    "PAGE04": "Every block that is opened is closed.",
}
