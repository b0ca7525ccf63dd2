"""Accuracy of a linear probe on vectors, and one line of JSON: python probe.py '<settings>'.

Logistic regression with C = 1 on standardised vectors, as the mean of five folds."""

import json
import sys

import numpy
import sklearn
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold, cross_val_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler


def probe(task):
    classes = numpy.array(task["classes"])
    vectors = numpy.fromfile(task["vectors"], dtype="float32").reshape(len(classes), -1)
    model = make_pipeline(StandardScaler(), LogisticRegression(max_iter=1000))
    folds = StratifiedKFold(5, shuffle=True, random_state=task["seed"])
    return {"accuracy": cross_val_score(model, vectors, classes, cv=folds).mean()}


task = json.loads(sys.argv[1])
print(json.dumps({"sklearn": sklearn.__version__} if task.get("versions") else probe(task)))
