"""Rules that another room applies: the leaflets while they are typeset."""

LEAFLETS = "make leaflets, make build"

ELSEWHERE = {
    "PRINT01": ("What a leaflet names exists: page, section, block, contact, caution.", LEAFLETS),
    "PRINT02": ("Each font file is there and is the pinned one.", LEAFLETS),
    "PRINT03": ("Only the pinned fonts are embedded, and they draw every letter.", LEAFLETS),
    "PRINT04": ("A leaflet has the pages that its definition fixes.", LEAFLETS),
    "PRINT05": ("A disputed fact stands on paper with its caution.", LEAFLETS),
    "PRINT06": ("Paper carries only contacts of grade A1 and A2.", LEAFLETS),
    "PRINT07": ("The definitions of the leaflets are whole and well formed.", LEAFLETS),
    "PRINT08": ("The typesetter has nothing to complain of.", LEAFLETS),
    "PRINT09": ("Two languages side by side have the same paragraphs.", LEAFLETS),
    "PRINT10": ("What is released is no draft: a publisher and a public address.", "make release"),
    "PRINT11": ("A leaflet, language or pair that is asked for exists.", LEAFLETS),
    "PRINT12": ("One code stands for one leaflet.", LEAFLETS),
    "PRINT13": ("What is made can be written to the disk.", LEAFLETS),
    "PRINT14": ("The address of the site fits its room on paper, in two lines.", LEAFLETS),
}
"""Rule -> what it asks, and the commands that apply it."""
