"""What scikit-learn says of ranked and scored items, for the tests of @tovec/eval.

    python3 tools/goldens/ranking.py

Needs scikit-learn (Debian's package: 1.2).
"""

import json
import warnings
from pathlib import Path

import numpy as np
import sklearn
from sklearn import metrics

fixtures = Path(__file__).resolve().parents[2] / "packages/eval/fixtures"
random = np.random.default_rng(5)
warnings.simplefilter("ignore")

# Scores with and without ties, one of all equal scores, one in perfect order, one of few positives.
binary = []
for count, share, levels in [(1, 1.0, 0), (2, 0.5, 0), (12, 0.5, 3), (40, 0.3, 0), (40, 0.3, 5),
                             (40, 0.5, 1), (250, 0.04, 60), (250, 0.9, 0), (8, 0.0, 0), (8, 1.0, 4)]:
    labels = np.zeros(count, int)
    labels[: round(share * count)] = 1
    random.shuffle(labels)
    scores = np.round(random.normal(size=count) + labels, 4)
    if levels > 0:
        scores = np.round(scores * levels / 6)
    if levels == 1:
        scores[:] = 0.5
    both = 0 < labels.sum() < count
    case = {"labels": labels.tolist(), "scores": scores.tolist()}
    if both:
        rates = metrics.roc_curve(labels, scores)
        case["roc"] = [list(map(float, values)) for values in (rates[0], rates[1], rates[2][1:])]
        case["auc"] = float(metrics.roc_auc_score(labels, scores))
    if labels.any():
        case["precisionRecall"] = [list(map(float, v)) for v in metrics.precision_recall_curve(labels, scores)]
        case["averagePrecision"] = float(metrics.average_precision_score(labels, scores))
    if both:
        thresholds = np.unique(scores)
        case["bestAccuracy"] = float(max(metrics.accuracy_score(labels, scores >= t) for t in thresholds))
        case["bestF1"] = float(max(metrics.f1_score(labels, scores >= t) for t in thresholds))
    binary.append(case)

graded = []
for count, grades, levels in [(2, 2, 0), (6, 4, 0), (6, 4, 2), (60, 3, 0), (60, 3, 8), (60, 2, 1), (5, 1, 0)]:
    relevances = random.integers(0, grades, size=count)
    scores = np.round(random.normal(size=count) + 0.5 * relevances, 4)
    if levels > 0:
        scores = np.round(scores * levels / 6)
    case = {"relevances": relevances.tolist(), "scores": scores.tolist(), "ndcg": {}}
    for k in [1, 3, 10, count]:
        case["ndcg"][k] = float(metrics.ndcg_score([relevances], [scores], k=k))
    if levels == 0 and relevances.any():
        relevant = (relevances > 0).astype(int)
        order = np.argsort(-scores)
        # One relevant item only: what scikit-learn has for the reciprocal rank.
        first = np.zeros((1, count), int)
        first[0, order[np.argmax(relevant[order])]] = 1
        case["reciprocalRank"] = float(metrics.label_ranking_average_precision_score(first, [scores]))
        case["averagePrecision"] = float(metrics.average_precision_score(relevant, scores))
        case["top"] = {}
        for k in [1, 3, count]:
            found = np.zeros(count, int)
            found[order[:k]] = 1
            case["top"][k] = {"precision": float(metrics.precision_score(relevant, found)),
                              "recall": float(metrics.recall_score(relevant, found))}
    graded.append(case)

content = {"tool": f"scikit-learn {sklearn.__version__}", "binary": binary, "graded": graded}
(fixtures / "ranking.json").write_text(json.dumps(content, separators=(",", ":")) + "\n")
