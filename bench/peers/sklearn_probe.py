"""Trains probes and clusters with scikit-learn: python sklearn_probe.py '<settings>'.

Prints one line of JSON.
"""

import json
import sys
import time
import warnings

import numpy
import sklearn
from sklearn.cluster import KMeans
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression
from sklearn.multiclass import OneVsRestClassifier
from sklearn.preprocessing import MultiLabelBinarizer

from blas import describe_blas


def versions():
    return {
        "scikit-learn": sklearn.__version__,
        "numpy": numpy.__version__,
        "python": sys.version.split()[0],
        "blas": describe_blas(),
    }


def version():
    return tuple(int(part) for part in sklearn.__version__.split(".")[:2])


def run(task):
    points = numpy.fromfile(f"{task['path']}.f32", dtype=numpy.float32)
    points = points.reshape(-1, task["dimensions"])
    with open(f"{task['path']}.json", encoding="utf-8") as file:
        labels = json.load(file)
    if task["kind"] == "k-means":
        start = time.perf_counter()
        fitted = KMeans(task["classes"], n_init=task["starts"], random_state=1, tol=0).fit(points)
        return {"seconds": time.perf_counter() - start, "loss": float(fitted.inertia_), "converged": True}
    # Until 1.3, tol was about the gradient of the sum of the losses; since 1.4, of their mean.
    tolerance = task["tolerance"] * (1 if version() >= (1, 4) else len(points))
    model = LogisticRegression(C=task["c"], tol=tolerance, max_iter=1000)
    if task["kind"] == "logistic":
        return fit(model, points, numpy.array([own[0] for own in labels]), False)
    table = MultiLabelBinarizer(classes=range(task["classes"])).fit_transform(labels)
    return fit(OneVsRestClassifier(model), points, table, True)


def fit(model, points, truth, several):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        start = time.perf_counter()
        model.fit(points, truth)
        seconds = time.perf_counter() - start
    likely = model.predict_proba(points).astype(numpy.float64)
    if several:
        loss = -(truth * numpy.log(likely) + (1 - truth) * numpy.log1p(-likely)).sum(1).mean()
    else:
        loss = -numpy.log(likely[numpy.arange(len(truth)), truth]).mean()
    stopped = any(issubclass(one.category, ConvergenceWarning) for one in caught)
    return {"seconds": seconds, "loss": float(loss), "converged": not stopped}


task = json.loads(sys.argv[1])
print(json.dumps(versions() if task.get("versions") else run(task)))
