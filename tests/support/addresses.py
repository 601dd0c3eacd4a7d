"""Where the built site has its pages: the folders, files and addresses of each language in lockstep.

The others may lack translations, so that only the strict build looks at their pages.
"""

from tests.support.programs import PROJECT
from tests.support.reading import LANGUAGES, PAGES

EVERY_CODE = [language.code for language in PROJECT.languages]
CODES = [*LANGUAGES]
# The source language is at the site's root, each other language in a folder named by its code.
LANGUAGE_FOLDERS = [".", *CODES[1:]]
FOLDER_OF = dict(zip(CODES, LANGUAGE_FOLDERS, strict=True))
# What the addresses of a language begin with, after the site's own address.
PREFIX_OF = {code: "" if code == CODES[0] else f"{code}/" for code in CODES}
# The folders of the pages and examples, below each language's folder.
PAGE_FOLDERS = ["" if name == "index" else f"{name}/" for name in PAGES]
EXAMPLE_FOLDERS = [f"examples/{name}/" for name in PROJECT.scripts]
BELOW_A_LANGUAGE = [*PAGE_FOLDERS, *EXAMPLE_FOLDERS]

EVERY_EXAMPLE_FOLDER = [f"{folder}/{example}" for folder in LANGUAGE_FOLDERS for example in EXAMPLE_FOLDERS]
EVERY_PAGE_FILE = [f"{folder}/{below}index.html" for folder in LANGUAGE_FOLDERS for below in BELOW_A_LANGUAGE]
# An example's page has the same code and pictures in each language, so one in the others is enough to look at.
PAGE_FILES_TO_LOOK_AT = [
    page for page in EVERY_PAGE_FILE if page.startswith("./") or "/examples/" not in page or "/train/" in page
]
EVERY_ADDRESS = [f"{prefix}{below}" for prefix in PREFIX_OF.values() for below in BELOW_A_LANGUAGE]
