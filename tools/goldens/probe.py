"""What scikit-learn says of classifiers, labels and clusters, for the tests of @tovec/eval.

    python3 tools/goldens/probe.py

Needs scikit-learn (Debian's package: 1.2).
"""

import json
import warnings
from pathlib import Path

import numpy as np
import sklearn
from sklearn.cluster import KMeans
from sklearn.exceptions import UndefinedMetricWarning
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import (accuracy_score, adjusted_rand_score, confusion_matrix,
                             homogeneity_completeness_v_measure, normalized_mutual_info_score,
                             precision_recall_fscore_support, silhouette_samples)
from sklearn.multiclass import OneVsRestClassifier
from sklearn.neighbors import KNeighborsClassifier
from sklearn.preprocessing import MultiLabelBinarizer, StandardScaler

warnings.simplefilter("ignore", UndefinedMetricWarning)
root = Path(__file__).resolve().parents[2]
random = np.random.default_rng(5)
tool = f"scikit-learn {sklearn.__version__}"


def save(name, content):
    text = json.dumps({"tool": tool, **content}, separators=(",", ":"))
    (root / "packages/eval/fixtures" / name).write_text(text + "\n")


def rounded(values):
    return np.round(np.asarray(values), 7).tolist()


# Labels beside labels: at random, degenerate, and such that agree in part.
def averages(truth, found):
    scores = {}
    for name in ["macro", "micro", "weighted"]:
        scores[f"{name}F1"] = float(
            precision_recall_fscore_support(truth, found, average=name, zero_division=0)[2])
    rows = precision_recall_fscore_support(truth, found, zero_division=0)
    scores["classes"] = [dict(zip(["precision", "recall", "f1", "support"], map(float, row)))
                         for row in zip(*rows)]
    return scores


pairs = [
    ([0, 0, 0], [0, 0, 0]), ([0, 1, 2], [0, 1, 2]), ([0, 0, 0, 0], [0, 1, 2, 3]),
    ([0, 1, 2, 3], [0, 0, 0, 0]), ([0, 0, 1, 1], [1, 1, 0, 0]), ([5], [7]), ([0, 1], [1, 1]),
]
for count, classes, clusters, share in [(12, 3, 3, 0.5), (50, 4, 7, 0), (200, 10, 10, 0.7),
                                        (500, 2, 30, 0.3), (1000, 40, 6, 0.9)]:
    truth = random.integers(classes, size=count)
    found = np.where(random.random(count) < share, truth % clusters,
                     random.integers(clusters, size=count))
    pairs.append((truth.tolist(), found.tolist()))
labels = []
for truth, found in pairs:
    homogeneity, completeness, v = homogeneity_completeness_v_measure(truth, found)
    labels.append({
        "expected": truth, "predicted": found, "accuracy": float(accuracy_score(truth, found)),
        **averages(truth, found), "confusion": confusion_matrix(truth, found).tolist(),
        "homogeneity": homogeneity, "completeness": completeness, "vMeasure": v,
        "vMeasure2": homogeneity_completeness_v_measure(truth, found, beta=2)[2],
        "nmi": float(normalized_mutual_info_score(truth, found)),
        "ari": float(adjusted_rand_score(truth, found)),
    })
sets = []
for count, classes, often in [(6, 3, 0.5), (80, 7, 0.3), (300, 25, 0.1)]:
    truth = random.random((count, classes)) < often
    found = np.where(random.random((count, classes)) < 0.7, truth, random.random((count, classes)) < often)
    lists = lambda table: [np.flatnonzero(row).tolist() for row in table]
    binary = MultiLabelBinarizer().fit(lists(truth) + lists(found))
    a, b = binary.transform(lists(truth)), binary.transform(lists(found))
    sets.append({"expected": lists(truth), "predicted": lists(found),
                 "accuracy": float(accuracy_score(a, b)), **averages(a, b)})
save("labels.json", {"labels": labels, "sets": sets})

# Classifiers, to their optimum; points overlap so that there is one.
def clouds(count, dimensions, classes, spread=1.0):
    centres = random.normal(size=(classes, dimensions)) * spread
    truth = np.arange(count) % classes
    return np.round(centres[truth] + random.normal(size=(count, dimensions)), 3), truth


probes = []
for name, shape, c, standardize in [
    ("two classes", (60, 5, 2), 1.0, False), ("three classes", (90, 6, 3), 1.0, False),
    ("three classes, hardly regularised", (120, 4, 3), 100.0, False),
    ("five classes, strongly regularised", (100, 8, 5), 0.01, False),
    ("four classes, standardised", (80, 7, 4), 1.0, True),
]:
    points, truth = clouds(*shape)
    if standardize:
        points = np.round(points * random.lognormal(size=shape[1]) + 3, 3)
    asked = np.round(random.normal(size=(15, shape[1])), 3)
    scaler = StandardScaler().fit(points) if standardize else None
    scale = scaler.transform if scaler else lambda x: x
    plain = LogisticRegression(C=c, tol=1e-10, max_iter=100_000).fit(scale(points), truth)
    each = LogisticRegression(C=c, tol=1e-10, max_iter=100_000, multi_class="ovr").fit(scale(points), truth)
    neighbours = {metric: KNeighborsClassifier(5, metric=metric, algorithm="brute").fit(points, truth)
                  .predict_proba(asked).tolist() for metric in ["cosine", "euclidean"]}
    probes.append({
        "name": name, "c": c, "standardize": standardize, "points": points.tolist(),
        "labels": truth.tolist(), "asked": asked.tolist(), "neighbours": neighbours,
        "logistic": {"weights": rounded(np.column_stack([plain.coef_, plain.intercept_])),
                     "probabilities": rounded(plain.predict_proba(scale(asked)))},
        "oneVsRest": {"weights": rounded(np.column_stack([each.coef_, each.intercept_])),
                      "probabilities": rounded(each.predict_proba(scale(asked)))},
    })
points, _ = clouds(70, 5, 4)
truth = random.random((70, 4)) < 0.4
truth[~truth.any(1), 0] = True
multi = OneVsRestClassifier(LogisticRegression(tol=1e-10, max_iter=100_000)).fit(points, truth)
several = {"points": points.tolist(), "labels": [np.flatnonzero(row).tolist() for row in truth],
           "probabilities": rounded(multi.predict_proba(points))}

# Clusters of clouds that lie apart, with the silhouette of each point.
points, truth = clouds(150, 6, 5, 3.0)
fitted = KMeans(5, n_init=20, random_state=1, tol=0).fit(points)
clusters = {"points": points.tolist(), "labels": fitted.labels_.tolist(),
            "inertia": float(fitted.inertia_),
            "silhouettes": silhouette_samples(points, fitted.labels_).tolist()}

# Bags of words.
texts = ["The cat sat on the mat", "the dog; the log!", "A cat and a dog", "Crème brûlée, 2 spoons",
         "mat mat mat", "!!!", "don't panic"]
bags = {"texts": texts}
for name, options in [("one-hot", {"binary": True, "use_idf": False, "norm": None}), ("tf-idf", {})]:
    made = TfidfVectorizer(token_pattern=r"(?u)[^\W_]+", **options).fit(texts)
    bags[name] = {"words": made.get_feature_names_out().tolist(), "rows": made.transform(texts).toarray().tolist()}
save("probes.json", {"probes": probes, "several": several, "clusters": clusters, "bags": bags})
