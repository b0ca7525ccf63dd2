"""Which BLAS this process has loaded."""

import ctypes
import os
import re


def describe_blas():
    """The library's file name, and what it says about itself; None where Linux does not tell."""
    try:
        with open("/proc/self/maps", encoding="utf-8") as maps:
            paths = sorted(set(re.findall(r"(/\S*(?:blas|mkl_rt)\S*\.so\S*)", maps.read())))
    except OSError:
        return None
    for path in sorted(paths, key=lambda path: "openblas" not in path):
        return {"library": os.path.basename(path), **_openblas_config(path)}
    return None


def _openblas_config(path):
    library = ctypes.CDLL(path)
    for prefix in ("", "scipy_"):
        for suffix in ("", "64_"):
            function = getattr(library, f"{prefix}openblas_get_config{suffix}", None)
            if function is not None:
                function.restype = ctypes.c_char_p
                return {"config": function().decode().strip()}
    return {}
