"""Terms of a glossary, for the tests of what the site makes of them."""

from docs.plugins.project.glossary import parse_glossary
from tests.support.programs import PROJECT

GLOSSARY = """\
- id: layer
  names: {vi: lớp, en: layer}
  meanings: {vi: Một bước tính., en: A step.}
  forms: {en: [layers]}
- id: hidden-layer
  names: {vi: lớp ẩn, en: hidden layer}
  meanings: {vi: Lớp ở giữa., en: One in between.}
  notes: {vi: Không phải “tầng”., en: Not a level.}
- id: label
  names: {vi: nhãn, en: label}
  meanings: {vi: Câu trả lời., en: The answer.}
  synonyms: {en: [ground truth, target <y>]}
"""
TERMS = parse_glossary(GLOSSARY, PROJECT.languages)
