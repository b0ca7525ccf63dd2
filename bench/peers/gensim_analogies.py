"""Answers analogies with gensim and prints one line of JSON: python gensim_analogies.py '<settings>'."""

import json
import sys
import time

import gensim
import numpy
from gensim.models import KeyedVectors

from blas import describe_blas


def versions():
    return {
        "gensim": gensim.__version__,
        "numpy": numpy.__version__,
        "python": sys.version.split()[0],
        "blas": describe_blas(),
    }


def answer(task):
    vectors = KeyedVectors.load_word2vec_format(task["path"], binary=True)
    methods = {"3CosAdd": "most_similar", "3CosMul": "most_similar_cosmul"}
    start = time.perf_counter()
    _, sections = vectors.evaluate_word_analogies(
        task["questions"],
        restrict_vocab=task["restrict"],
        case_insensitive=True,
        similarity_function=methods[task["method"]],
    )
    seconds = time.perf_counter() - start
    total = sections[-1]
    correct = len(total["correct"])
    return {"seconds": seconds, "asked": correct + len(total["incorrect"]), "correct": correct}


task = json.loads(sys.argv[1])
print(json.dumps(versions() if task.get("versions") else answer(task)))
