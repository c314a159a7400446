"""Whether FollowTheMoney's own library accepts what is exported. By hand: it needs the headers of ICU to install.

pip install followthemoney
qalqan export ftm --to entities.jsonl && python tests/nightly/followthemoney_accepts.py entities.jsonl
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from followthemoney import model  # type: ignore[import-not-found]

seen = 0
for line in Path(sys.argv[1]).read_text("utf-8").splitlines():
    one = json.loads(line)
    lost = one["properties"].keys() - model.get_proxy(one, cleaned=False).to_dict()["properties"].keys()
    if lost:
        sys.exit(f"{one['schema']} {one['id']} loses {', '.join(sorted(lost))}: see publishing/exports.")
    seen += 1
print(f"{seen} entities, all accepted")
