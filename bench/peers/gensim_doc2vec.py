"""Trains gensim's Doc2Vec, infers vectors of other documents, and prints one line of JSON:
python gensim_doc2vec.py '<settings>'."""

import json
import sys
import time

import numpy
from gensim.models import doc2vec

from gensim_versions import versions


def train(task):
    options = task["options"]
    model = doc2vec.Doc2Vec(
        vector_size=options["dimensions"],
        window=options["window"],
        negative=options["negative"],
        sample=options["sample"],
        min_count=options["minCount"],
        alpha=options["learningRate"],
        epochs=options["epochs"],
        dm=1 if options["architecture"] == "dm" else 0,
        workers=options["workers"],
        seed=options["seed"],
    )
    # Read in C: gensim's faster way.
    start = time.perf_counter()
    model.build_vocab(corpus_file=task["documents"])
    counted = time.perf_counter() - start
    known = sum(model.wv.get_vecattr(word, "count") for word in model.wv.index_to_key)
    start = time.perf_counter()
    model.train(
        corpus_file=task["documents"],
        total_examples=model.corpus_count,
        total_words=model.corpus_total_words,
        epochs=options["epochs"],
    )
    seconds = time.perf_counter() - start
    answer = {
        "tokensPerSecond": known * options["epochs"] / seconds,
        "trainSeconds": seconds,
        "vocabulary": len(model.wv),
        "countSeconds": counted,
    }
    if task.get("infer"):
        with open(task["infer"], encoding="utf8") as file:
            texts = [line.split() for line in file.read().split("\n")[:-1]]
        start = time.perf_counter()
        vectors = numpy.array([model.infer_vector(text) for text in texts], dtype="float32")
        answer["inferSeconds"] = time.perf_counter() - start
        vectors.tofile(task["vectors"])
    return answer


task = json.loads(sys.argv[1])
print(json.dumps(versions() if task.get("versions") else train(task)))
