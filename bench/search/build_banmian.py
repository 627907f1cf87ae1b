"""Writes banmian's search index of pickled articles. Usage: build_banmian.py ARTICLES SITE."""

import pickle
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent.parent))

from banmian.search import build_index

site = Path(sys.argv[2])
for path, data in build_index(pickle.loads(Path(sys.argv[1]).read_bytes())):
    (site / path).parent.mkdir(parents=True, exist_ok=True)
    (site / path).write_bytes(data)
