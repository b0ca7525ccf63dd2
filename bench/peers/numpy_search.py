"""Searches the table with NumPy and prints one line of JSON: python numpy_search.py '<settings>'."""

import json
import statistics
import sys
import time

import numpy

from blas import describe_blas


def versions():
    return {
        "numpy": numpy.__version__,
        "python": sys.version.split()[0],
        "blas": describe_blas(),
    }


def median_seconds(work, times, warm_up):
    seconds = []
    for at in range(-warm_up, times):
        start = time.perf_counter()
        work(at + warm_up)
        if at >= 0:
            seconds.append(time.perf_counter() - start)
    return statistics.median(seconds)


def search(task):
    folder, top, singles, blocks = (task[key] for key in ("folder", "topK", "singles", "blocks"))
    table = numpy.load(f"{folder}/table.npy")
    # Once, before anything is timed: then a dot product is the cosine.
    table /= numpy.linalg.norm(table, axis=1, keepdims=True)
    queries = numpy.fromfile(f"{folder}/queries.f32", dtype=numpy.float32)
    queries = queries.reshape(-1, table.shape[1])
    units = queries / numpy.linalg.norm(queries, axis=1, keepdims=True)

    def best(scores):
        rows = numpy.argpartition(scores, -top)[-top:]
        return rows[numpy.argsort(-scores[rows])]

    def best_of_block(scores):
        rows = numpy.argpartition(scores, -top, axis=1)[:, -top:]
        order = numpy.argsort(-numpy.take_along_axis(scores, rows, 1), axis=1)
        return numpy.take_along_axis(rows, order, 1)

    def unit(at):
        return units[at % len(units)]

    return {
        "singleSeconds": median_seconds(lambda at: best(table @ unit(at)), singles, 5),
        "matvecSeconds": median_seconds(lambda at: table @ unit(at), singles, 5),
        "blockSeconds": median_seconds(lambda _: best_of_block(units @ table.T), blocks, 1),
        "matmulSeconds": median_seconds(lambda _: units @ table.T, blocks, 1),
        "queries": len(units),
        "found": best_of_block(units @ table.T).tolist(),
    }


task = json.loads(sys.argv[1])
print(json.dumps(versions() if task.get("versions") else search(task)))
