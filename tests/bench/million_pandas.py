"""The same figures as figures_million.rs in pandas, on the same made-up log of a million purchases.

Prints one line of JSON: median and least milliseconds of five runs, and checks on the results.
"""

import json
import statistics
import time

import numpy as np
import pandas as pd

N_CUSTOMERS, N_PURCHASES, FIRST_DAY, N_DAYS, TODAY = 100_000, 1_000_000, 18_993, 1_096, 20_089


def log():
    """SplitMix64, as in the Rust bench: who, when and how much of each purchase."""
    with np.errstate(over="ignore"):
        state = (np.arange(3 * N_PURCHASES, dtype=np.uint64) + np.uint64(1)) * np.uint64(
            0x9E3779B97F4A7C15
        )
        z = (state ^ (state >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        z = (z ^ (z >> np.uint64(31))).reshape(-1, 3)
    # The smaller of two draws: some customers come far more often than others.
    low, high = z[:, 0] & np.uint64(0xFFFFFFFF), z[:, 0] >> np.uint64(32)
    who = np.minimum(low % np.uint64(N_CUSTOMERS), high % np.uint64(N_CUSTOMERS))
    day = FIRST_DAY + (z[:, 1] % np.uint64(N_DAYS)).astype(np.int64)
    cents = 100 + (z[:, 2] % np.uint64(20_000)).astype(np.int64)
    frame = pd.DataFrame({"customer": who.astype(np.int64), "day": day, "cents": cents})
    return frame.sort_values("day", kind="stable", ignore_index=True)


def visits(rows):
    return rows.groupby(["customer", "day"], as_index=False, sort=True)["cents"].sum()


def rfm(visits):
    by = visits.groupby("customer")
    table = pd.DataFrame(
        {"recency": TODAY - by["day"].max(), "frequency": by.size(), "monetary": by["cents"].sum()}
    )
    score = {}
    for name in table:
        values = np.sort(table[name].to_numpy())
        n = len(values)
        cuts = [values[-(-part * n // 5) - 1] for part in range(1, 5)]
        above = np.searchsorted(cuts, table[name].to_numpy(), side="left")
        score[name] = 5 - above if name == "recency" else 1 + above
    return np.bincount(score["recency"] * 6 + score["frequency"], minlength=36)


def rhythm(visits):
    gaps = visits.groupby("customer")["day"].diff().dropna()
    of = visits.loc[gaps.index, "customer"]
    by = gaps.groupby(of)
    median, n = by.median(), by.size()
    own = median[n >= 2]
    waited = (TODAY - visits.groupby("customer")["day"].max())[own.index]
    ratio = waited / own
    return np.bincount(np.digitize(ratio, [1, 2, 3, 6], right=True), minlength=5)


def concentration(visits):
    values = np.sort(visits.groupby("customer")["cents"].sum().to_numpy())
    n, total = len(values), values.sum()
    gini = 2 * np.sum(np.arange(1, n + 1) * values) / (n * total) - (n + 1) / n
    return gini, values[-3:].sum() / total, values[-(-n * 20 // 100) :].sum() / total


def cohorts(visits):
    month = visits["day"].to_numpy().astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    active = pd.DataFrame({"customer": visits["customer"], "month": month})
    active = active.drop_duplicates()
    first = active.groupby("customer")["month"].transform("min")
    return pd.crosstab(first, active["month"] - first)


def timed(run):
    took = []
    for _ in range(5):
        start = time.perf_counter()
        found = run()
        took.append((time.perf_counter() - start) * 1000)
    return (statistics.median(took), min(took)), found


rows = log()
times = {}
times["visits"], seen = timed(lambda: visits(rows))
times["rfm"], scores = timed(lambda: rfm(seen))
times["rhythm"], waited = timed(lambda: rhythm(seen))
times["concentration"], shares = timed(lambda: concentration(seen))
times["cohorts"], table = timed(lambda: cohorts(seen))
checks = {
    "visits": len(seen),
    "best": int(scores[5 * 6 + 5]),
    "on_time": int(waited[0]),
    "gini": float(shares[0]),
    "second_month": int(table.iloc[:, 1].sum()),
}
median_ms = {name: took[0] for name, took in times.items()}
least_ms = {name: took[1] for name, took in times.items()}
print(json.dumps({"median_ms": median_ms, "least_ms": least_ms, "checks": checks}))
