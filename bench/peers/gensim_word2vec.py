"""Trains gensim's Word2Vec and prints one line of JSON: python gensim_word2vec.py '<settings>'."""

import json
import sys
import time

from gensim.models import word2vec

from gensim_versions import versions


class Timed:
    """Sentences, until time is up; the clock starts with the first."""

    def __init__(self, sentences, seconds):
        self.sentences = sentences
        self.seconds = seconds
        self.stopped = False

    def __iter__(self):
        end = None if self.seconds is None else time.perf_counter() + self.seconds
        for sentence in self.sentences:
            if end is not None and time.perf_counter() > end:
                self.stopped = True
                return
            yield sentence


def train(task):
    model = word2vec.Word2Vec(
        vector_size=task["dimensions"],
        window=task["window"],
        negative=task["negative"],
        sample=task["sample"],
        min_count=task["minCount"],
        alpha=task["learningRate"],
        min_alpha=task["learningRate"] * 1e-4,
        sg=1 if task["architecture"] == "skip-gram" else 0,
        hs=1 if task.get("hierarchicalSoftmax") else 0,
        workers=task["threads"],
        seed=task["seed"],
    )
    # Lines of any length, cut where gensim would cut them anyway.
    sentences = word2vec.LineSentence(task["corpus"], max_sentence_length=10_000)
    start = time.perf_counter()
    model.build_vocab(sentences)
    counted = time.perf_counter() - start

    known = sum(model.wv.get_vecattr(word, "count") for word in model.wv.index_to_key)
    timed = Timed(sentences, task["limitSeconds"])
    start, cpu = time.perf_counter(), time.process_time()
    _, words = model.train(
        timed,
        total_examples=model.corpus_count,
        total_words=model.corpus_total_words,
        epochs=task["epochs"],
    )
    seconds, cpu = time.perf_counter() - start, time.process_time() - cpu
    if not timed.stopped:
        model.wv.save_word2vec_format(task["model"], binary=True)
    return {
        # gensim counts all words it read; those of the vocabulary are everywhere the same share.
        "tokens": round(words * known / model.corpus_total_words),
        "seconds": seconds,
        "vocabulary": len(model.wv),
        "wasStopped": timed.stopped,
        "countSeconds": counted,
        "cpuSeconds": cpu,
    }


task = json.loads(sys.argv[1])
print(json.dumps(versions() if task.get("versions") else train(task)))
