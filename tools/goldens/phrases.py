"""What gensim and word2phrase.c say of phrases, for the tests of @tovec/word/phrases.

    python3 tools/goldens/phrases.py [word2phrase]

Needs gensim (Debian's 4.2). word2phrase is the tool of word2vec's authors, built; without it what it
said is left as it is. Its text is one line: it pairs the last word of a line with the first of the next.
"""

import json
import random
import subprocess
import sys
import tempfile
from pathlib import Path

import gensim
from gensim.models.phrases import Phrases

fixtures = Path(__file__).resolve().parents[2] / "packages/word/fixtures/phrases"
fixtures.mkdir(parents=True, exist_ok=True)
tool = sys.argv[1] if len(sys.argv) > 1 else None
draw = random.Random(5)
words = [f"w{n}" for n in range(60)]
pairs = [("new", "york"), ("los", "angeles"), ("york", "times"), ("a", "a")]


def sentence():
    made = []
    while len(made) < 12:
        if draw.random() < 0.15:
            made += draw.choice(pairs)
        made.append(words[int(60 * draw.random() ** 2)])
    return made


sentences = [sentence() for _ in range(250)]


def learnt(min_count, threshold, scoring):
    model = Phrases(sentences, min_count=min_count, threshold=threshold, scoring=scoring, delimiter="_")
    return {
        "minCount": min_count,
        "threshold": threshold,
        "scores": model.find_phrases(sentences),
        "applied": [" ".join(model[each]) for each in sentences[:40]],
    }


gensim_says = {
    "default": [learnt(1, 10, "default"), learnt(5, 1, "default")],
    "npmi": [learnt(1, 0.5, "npmi"), learnt(8, -0.1, "npmi")],
}
path = fixtures / "phrases.json"
tool_says = json.loads(path.read_text())["word2phrase"] if path.exists() else []
if tool:
    tool_says = []
    with tempfile.TemporaryDirectory() as folder:
        text = Path(folder) / "text.txt"
        text.write_text(" ".join(word for each in sentences for word in each) + "\n")
        for min_count, threshold in [(5, 100), (2, 20), (1, 5)]:
            out = Path(folder) / "out.txt"
            subprocess.run(
                [tool, "-train", text, "-output", out, "-min-count", str(min_count)]
                + ["-threshold", str(threshold), "-debug", "0"],
                check=True,
                stdout=subprocess.DEVNULL,
            )
            tool_says.append(
                {"minCount": min_count, "threshold": threshold, "applied": out.read_text().strip()}
            )
content = {
    "tool": f"gensim {gensim.__version__} and word2phrase 0.1a; see tools/goldens/phrases.py",
    "sentences": [" ".join(each) for each in sentences],
    "gensim": gensim_says,
    "word2phrase": tool_says,
}
path.write_text(json.dumps(content, separators=(",", ":")) + "\n")
