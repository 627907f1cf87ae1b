"""Writes banmian's search index of pickled articles. Usage: build_banmian.py ARTICLES SITE."""

import os
import pickle
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent.parent))

from banmian.search import build_index

site = Path(sys.argv[2])
articles = pickle.loads(Path(sys.argv[1]).read_bytes())
for path, data in build_index(articles, os.cpu_count() or 1):
    (site / path).parent.mkdir(parents=True, exist_ok=True)
    (site / path).write_bytes(data)
