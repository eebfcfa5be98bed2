"""The peer: an SMT solver with bit vectors (Debian's python3-z3), asked the way SecGuru asks.

solver.py reachable RULES   rules that never decide
solver.py compare A B       whether two policies permit the same packets

A line of RULES: 1 (permit) or 0 (deny), then the ends of source, destination, protocol, source port and
destination port. What no rule matches is denied. Times without reading the file, in milliseconds; JSON.
"""
import json
import sys
import time

import z3

WIDTHS = (32, 32, 8, 16, 16)
FIELDS = [z3.BitVec(f"f{i}", width) for i, width in enumerate(WIDTHS)]


def read(name):
    with open(name, encoding="ascii") as file:
        return [[int(word) for word in line.split()] for line in file]


def match(rule):
    parts = []
    for i, (field, width) in enumerate(zip(FIELDS, WIDTHS)):
        first, last = rule[1 + 2 * i], rule[2 + 2 * i]
        if first == last:
            parts.append(field == first)
            continue
        if first > 0:
            parts.append(z3.UGE(field, first))
        if last < 2**width - 1:
            parts.append(z3.ULE(field, last))
    return z3.And(*parts)


def policy(rules):
    result = z3.BoolVal(False)
    for rule in reversed(rules):
        result = z3.Or(match(rule), result) if rule[0] == 1 else z3.And(z3.Not(match(rule)), result)
    return result


def reachable(rules):
    start = time.perf_counter()
    solver = z3.SimpleSolver()  # The fastest of those tried where questions follow each other.
    dead = []
    for i, rule in enumerate(rules):
        found = match(rule)
        if solver.check(found) == z3.unsat:
            dead.append(i)
        solver.add(z3.Not(found))
    return {"sweep": (time.perf_counter() - start) * 1000, "dead": dead}


def compare(first, second):
    start = time.perf_counter()
    solver = z3.Solver()  # The fastest of those tried for a single question.
    solver.add(z3.Xor(policy(first), policy(second)))
    verdict = solver.check()
    return {"compare": (time.perf_counter() - start) * 1000, "equal": int(verdict == z3.unsat)}


task, *names = sys.argv[1:]
print(json.dumps({"reachable": reachable, "compare": compare}[task](*map(read, names))))
