"""Which gensim this is, and what it computes with."""

import sys

import gensim
import numpy
from gensim.models import word2vec

from blas import describe_blas


def versions():
    return {
        "gensim": gensim.__version__,
        # 0 and 1: C on a BLAS; 2: C without; -1: plain Python.
        "fastVersion": word2vec.FAST_VERSION,
        "numpy": numpy.__version__,
        "python": sys.version.split()[0],
        "blas": describe_blas(),
    }
