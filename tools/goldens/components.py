"""What numpy's singular value decomposition says, for the tests of @tovec/vectors.

    python3 tools/goldens/components.py
"""

import json
from pathlib import Path

import numpy as np

path = Path(__file__).resolve().parents[2] / "packages/vectors/fixtures/components.json"
random = np.random.default_rng(9)
tables = []
for rows, dimensions, decay in [(40, 6, 0.5), (12, 20, 0.9), (90, 30, 1.0)]:
    data = random.normal(size=(rows, dimensions)) * decay ** np.arange(dimensions)
    data = np.round(data @ np.linalg.qr(random.normal(size=(dimensions, dimensions)))[0] + 0.3, 4)
    case = {"rows": rows, "dimensions": dimensions, "data": data.ravel().tolist()}
    for name, table in [("centred", data - data.mean(axis=0)), ("plain", data)]:
        _, values, components = np.linalg.svd(table, full_matrices=False)
        case[name] = {"singularValues": values[:3].tolist(), "components": components[:3].tolist(),
                      "shares": (values**2 / (values**2).sum())[:3].tolist()}
    tables.append(case)
path.write_text(json.dumps({"tool": f"numpy {np.__version__}", "tables": tables}, separators=(",", ":")) + "\n")
