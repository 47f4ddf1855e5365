"""The same fits and scores with lifetimes 0.11.3, timed one by one.

Usage: lifetimes_pandas.py LOG REPEATS. Prints one line for each task: name, median seconds, and
the parameters found (or the sum of the scores). The likelihood of the parameters is left to the
caller: lifetimes keeps its own in a scaled unit of time.
"""

import gzip
import statistics
import sys
import time
import warnings

import lifetimes
import numpy as np
import pandas as pd

warnings.filterwarnings("ignore")
LOG, REPEATS = sys.argv[1], int(sys.argv[2])
END = pd.Timestamp("1997-09-30")


def read_log():
    opened = gzip.open(LOG, "rt") if LOG.endswith(".gz") else open(LOG)
    with opened as lines:
        words = [line.split() for line in lines]
    rows = [(w[-4], w[-3], float(w[-1])) for w in words if len(w) >= 4 and w[0].isdigit()]
    log = pd.DataFrame(rows, columns=["customer", "day", "money"])
    log["day"] = pd.to_datetime(log["day"], format="%Y%m%d")
    return log


def summarise(log):
    """Visits, last visit and age in weeks, average of repeat visits."""
    seen = log[log["day"] <= END].groupby(["customer", "day"], as_index=False)["money"].sum()
    visits = seen.groupby("customer")
    first, last = visits["day"].min(), visits["day"].max()
    repeats = visits["day"].count() - 1
    first_money = seen.loc[visits["day"].idxmin()].set_index("customer")["money"]
    average = (visits["money"].sum() - first_money) / repeats.where(repeats > 0)
    table = {
        "x": repeats,
        "last": (last - first).dt.days / 7,
        "age": (END - first).dt.days / 7,
        "average": average.fillna(0.0),
    }
    return pd.DataFrame(table)


def timed(name, task, result, repeats=REPEATS):
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        got = task()
        times.append(time.perf_counter() - start)
    found = " ".join(f"{value:.12g}" for value in result(got))
    print(f"{name}\t{statistics.median(times):.6f}\t{found}", flush=True)
    return got


def fit(fitter, *columns):
    return lambda: fitter(penalizer_coef=0.0).fit(*columns)


log = read_log()
table = timed("summary", lambda: summarise(log), lambda it: [it["x"].sum()])
x, last, age = table["x"], table["last"], table["age"]


def parameters(fitter):
    return list(fitter.params_)


bg = timed("bg", fit(lifetimes.BetaGeoFitter, x, last, age), parameters)
mbg = timed("mbg", fit(lifetimes.ModifiedBetaGeoFitter, x, last, age), parameters)
pareto = timed("pareto", fit(lifetimes.ParetoNBDFitter, x, last, age), parameters, min(REPEATS, 3))
back = table[(table["x"] > 0) & (table["average"] > 0)]
timed(
    "spend",
    fit(lifetimes.GammaGammaFitter, back["x"], back["average"]),
    parameters,
)


def score(fitter):
    alive = fitter.conditional_probability_alive(x, last, age)
    visits = fitter.conditional_expected_number_of_purchases_up_to_time(39, x, last, age)
    return [np.sum(np.asarray(visits)), np.sum(np.asarray(alive))]


timed("bg scores", lambda: score(bg), list)
timed("mbg scores", lambda: score(mbg), list)
timed("pareto scores", lambda: score(pareto), list)
