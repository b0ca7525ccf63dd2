"""What SciPy, scikit-learn, gensim and the authors' own scorer say, for the tests of @tovec/eval.

    python3 tools/goldens/eval.py [scorer_outlierdetection.py] [folder of words]

Needs scipy, scikit-learn and gensim (Debian's packages: 1.10, 1.2, 4.2). The scorer is that of
Camacho-Collados and Navigli, 'Find the word that does not belong' (2016); without it what it said is
left as it is. The folder has lee_fasttext.vec (gensim's test data), WordSim-353 and
questions-words.txt; without it likewise.
"""

import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import gensim
import numpy as np
import scipy
import scipy.stats
import sklearn
from gensim.models import KeyedVectors
from sklearn.cluster import AgglomerativeClustering, KMeans

root = Path(__file__).resolve().parents[2]
fixtures = root / "packages/eval/fixtures"
fixtures.mkdir(exist_ok=True)
scorer = Path(sys.argv[1]) if len(sys.argv) > 1 else None
words = Path(sys.argv[2]) if len(sys.argv) > 2 else root.parent / "shared/data/words"
random = np.random.default_rng(3)


def save(name, tool, content):
    text = json.dumps({"tool": tool, **content}, separators=(",", ":"))
    (fixtures / name).write_text(text + "\n")


def keep(name, key):
    path = fixtures / name
    return json.loads(path.read_text()).get(key) if path.exists() else None


# Correlations with and without ties, and percentile intervals of 20,000 resamples.
correlations = []
for count, levels in [(5, 3), (30, 6), (65, 0), (353, 40), (999, 0)]:
    people = random.normal(size=count)
    vectors = np.round(0.6 * people + random.normal(size=count), 3)
    people = np.round(people, 3) if levels == 0 else np.round(people * levels / 6)
    intervals = {}
    if count >= 65:
        for name, statistic in [("spearman", scipy.stats.spearmanr), ("pearson", scipy.stats.pearsonr)]:
            found = scipy.stats.bootstrap(
                (vectors, people), lambda x, y: statistic(x, y)[0], paired=True, vectorized=False,
                n_resamples=20_000 if count < 999 else 5_000, method="percentile", random_state=1)
            intervals[name] = [float(x) for x in found.confidence_interval]
    correlations.append({
        "x": vectors.tolist(), "y": people.tolist(), "intervals": intervals,
        "spearman": float(scipy.stats.spearmanr(vectors, people)[0]),
        "pearson": float(scipy.stats.pearsonr(vectors, people)[0]),
    })
shares = [
    {"total": total, "right": right, "low": float(scipy.stats.binom.ppf(0.025, total, right / total)),
     "high": float(scipy.stats.binom.ppf(0.975, total, right / total))}
    for total, right in [(5, 2), (64, 40), (506, 391), (17_328, 6_321), (19_544, 1), (1_000_000, 500_000)]
]
save("scipy.json", f"SciPy {scipy.__version__}", {"correlations": correlations, "shares": shares})

# Points that lie in four clouds, which overlap.
centres = random.normal(size=(4, 6)) * 1.1
truth = np.repeat(np.arange(4), [20, 12, 25, 8])
points = np.round(centres[truth] + random.normal(size=(len(truth), 6)), 2)


def purity(labels):
    return float(sum(np.bincount(truth[labels == l]).max() for l in set(labels)) / len(truth))


clusterings = []
for linkage, metric in [("ward", "euclidean"), ("average", "cosine"), ("complete", "cosine"),
                        ("average", "euclidean"), ("complete", "euclidean")]:
    labels = AgglomerativeClustering(n_clusters=4, linkage=linkage, affinity=metric).fit_predict(points)
    method = linkage if linkage == "ward" else f"{linkage}-{metric}"
    clusterings.append({"method": method, "labels": labels.tolist(), "purity": purity(labels)})
found = KMeans(n_clusters=4, n_init=50, random_state=1, tol=0).fit(points)
clusterings.append({"method": "k-means", "labels": found.labels_.tolist(),
                    "purity": purity(found.labels_), "inertia": float(found.inertia_)})
save("scikit-learn.json", f"scikit-learn {sklearn.__version__}",
     {"points": points.tolist(), "categories": truth.tolist(), "clusterings": clusterings})

# Vectors in which analogies hold more or less, as word2vec writes them.
dimensions = 12
pairs = {"family": 14, "gram1-plural": 12}
names, rows, questions = [], [], []
for section, count in pairs.items():
    offset = random.normal(size=dimensions)
    left = random.normal(size=(count, dimensions))
    right = left + offset + 0.7 * random.normal(size=(count, dimensions))
    letter = section[0]
    for at in range(count):
        names += [f"{letter}{at}", f"{letter}{at}s"]
        rows += [left[at], right[at]]
    questions.append((section, [(i, j, letter) for i in range(count) for j in range(count) if i != j]))
for at in range(30):
    names.append(f"other{at}")
    rows.append(random.normal(size=dimensions))
order = random.permutation(len(names))
vectors = KeyedVectors(dimensions)
vectors.add_vectors([names[at] for at in order], np.round(np.array(rows)[order], 2).astype(np.float32))
vectors.save_word2vec_format(str(fixtures / "vectors.txt"))
lines = []
for section, asked in questions:
    lines.append(f": {section}")
    lines += [f"{l}{i} {l.upper()}{i}s {l}{j} {l}{j}s" for i, j, l in asked]
    lines.append(f"{asked[0][2]}0 {asked[0][2]}0s missing missings")
(fixtures / "questions.txt").write_text("\n".join(lines) + "\n")
pair_lines = []
for _ in range(60):
    a, b = random.choice(names, 2, replace=False)
    likeness = vectors.similarity(a, b) + 0.5 * random.normal()
    pair_lines.append(f"{a}\t{b.upper()}\t{likeness * 4 + 5:.1f}")
pair_lines += ["f0\tmissing\t3.0", "missing\tmissings\t7.5", "g1\tnobody\t5.5"]
(fixtures / "pairs.txt").write_text("\n".join(pair_lines) + "\n")


def analogies_of(table, path, restrict=300_000):
    _, sections = table.evaluate_word_analogies(str(path), restrict_vocab=restrict)
    return [{"name": s["section"], "correct": len(s["correct"]),
             "total": len(s["correct"]) + len(s["incorrect"])} for s in sections[:-1]]


def answers_by_3cosmul(table, path, size):
    # evaluate_word_analogies takes a similarity_function, but gensim 4.2 does not use it; nor does
    # most_similar_cosmul use restrict_vocab.
    sections = []
    for line in path.read_text().lower().splitlines():
        if line.startswith(":"):
            sections.append({"name": line[2:], "correct": 0, "total": 0})
            continue
        a, b, c, expected = line.split()
        if all(word in table for word in (a, b, c, expected)):
            answer = table.most_similar_cosmul([b, c], [a], topn=1)[0][0]
            sections[-1]["total"] += 1
            sections[-1]["correct"] += answer == expected
    return sections


def pairs_of(table, path, **options):
    pearson, spearman, missing = table.evaluate_word_pairs(str(path), **options)
    return {"pearson": float(pearson[0]), "spearman": float(spearman[0]), "missing": missing / 100}


content = {
    "analogies": [
        {"method": method, "restrict": restrict, "sections": count(vectors, fixtures / "questions.txt", restrict)}
        for method, count, restrict in [("3CosAdd", analogies_of, 60), ("3CosAdd", analogies_of, len(names)),
                                        ("3CosMul", answers_by_3cosmul, len(names))]
    ],
    "pairs": {missing: pairs_of(vectors, fixtures / "pairs.txt", dummy4unknown=missing == "zero")
              for missing in ["skip", "zero"]},
    "lee": keep("gensim.json", "lee"),
}
if (words / "fasttext/lee_fasttext.vec").exists():
    lee = KeyedVectors.load_word2vec_format(str(words / "fasttext/lee_fasttext.vec"))
    content["lee"] = {
        "analogies": analogies_of(lee, words / "questions-words.txt"),
        # Of several spellings it takes the most frequent one, tovec the one that is given.
        "pairs": {missing: pairs_of(lee, words / "EN-WS-353-ALL.txt", case_insensitive=False,
                                    dummy4unknown=missing == "zero")
                  for missing in ["skip", "zero"]},
    }
save("gensim.json", f"gensim {gensim.__version__}", content)

# Groups of words with outliers that are not all easy to find, and a term of two words.
groups = {"first": ([f"f{at}" for at in range(8)], ["f8", "f9", "g1s", "g2s", "other1", "g3 other2", "f1s", "g5"]),
          "second": ([f"g{at}s" for at in range(7)], ["g7s", "f2s", "other3", "other 4", "g8", "f3"])}
folder = fixtures / "outliers"
folder.mkdir(exist_ok=True)
for name, (members, others) in groups.items():
    (folder / f"{name}.txt").write_text("\n".join(members) + "\n\n" + "\n".join(others) + "\n")
if scorer is not None:
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as plain:
        plain.write("\n".join((fixtures / "vectors.txt").read_text().split("\n")[1:]))
        plain.flush()
        said = subprocess.run([sys.executable, str(scorer), f"{folder}/", plain.name],
                              capture_output=True, text=True, check=True).stdout
    number = lambda name: float(re.search(rf"^{name}: ([\d.]+)$", said, re.M)[1]) / 100
    positions = {outlier.replace("_", " "): int(place) / int(size) for outlier, place, size in
                 re.findall(r"^Position outlier (\S+) : (\d+)/(\d+)$", said, re.M)}
    save("outliers.json", "scorer_outlierdetection.py, by Jose Camacho Collados",
         {"accuracy": number("Accuracy"), "opp": number("OPP score"), "positions": positions})
