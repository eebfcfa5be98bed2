/** Python's part that keeps the result's file, goes on where it stopped, and has the questions asked at once. */
export const ENGINE_FILE: string = String.raw`
LOCK = threading.Lock()


def add(value):
    with LOCK:
        with open(out, "a", encoding="utf-8") as file:
            file.write(json.dumps(value) + "\n")


def known_results():
    """What the file has by task, the latest line of each; begins it where there is none."""
    known, kept, cut = {}, [], False
    try:
        with open(out, encoding="utf-8-sig") as file:
            for number, text in enumerate(file):
                try:
                    value = json.loads(text)
                except ValueError:
                    if number == 0:
                        sys.exit(out + " holds something else: give another file with -o")
                    # Half a line is what a crash leaves: it is asked again.
                    cut = True
                    continue
                if number == 0 and (not isinstance(value, dict) or value.get("hierarchy") != header["hierarchy"]):
                    sys.exit(out + " holds something else: give another file with -o")
                if value.get("kind") == "probe":
                    known[value.get("task")] = value
                kept.append(text)
    except FileNotFoundError:
        pass
    except UnicodeDecodeError:
        sys.exit(out + " holds something else: give another file with -o")
    if cut:
        with open(out, "w", encoding="utf-8") as file:
            file.writelines(kept)
    if not kept:
        add({"format": "portolan/observations/1", "hierarchy": header["hierarchy"]})
    return known


def progress(text):
    if sys.stderr.isatty():
        sys.stderr.write("\r%-40s" % text)


def waiting_for_look(results):
    """By address: those of TCP where something answered, reset or stayed silent, if not all have been looked at."""
    groups = {}
    for result in results:
        if result.get("transport") == "tcp" and state_of(result) != "!" and port_of(result):
            groups.setdefault(result["to"].get("address"), []).append(result)
    looked = {a: {r["facts"].get("looked at") for r in g} for a, g in groups.items()}
    return [g for a, g in groups.items() if a and not all(str(port_of(r)) in looked[a] for r in g)]


def each(work, items, at_once):
    """What work gives for each item, as soon as it is there."""
    pool = ThreadPoolExecutor(max_workers=at_once)
    for future in as_completed([pool.submit(work, item) for item in items]):
        try:
            yield future.result()
        except Exception as error:
            sys.stderr.write("\nnot asked: %r\n" % error)


def probe(rows):
    known = known_results()
    rows = [r for r in rows if json.loads("{" + r[7] + "}")["task"] not in known]
    counts, done, status = {}, 0, 0
    try:
        for result in each(ask, rows, int(many)):
            add(result)
            known[result["task"]] = result
            counts[result["verdict"]] = counts.get(result["verdict"], 0) + 1
            done += 1
            progress("%d of %d" % (done, len(rows)))
        groups = waiting_for_look(known.values()) if LINUX and looks == "yes" else []
        for number, results in enumerate(each(look, groups, min(8, int(many))), 1):
            # The line counts that is the last of its question.
            for result in results:
                add(result)
            progress("looked again at %d of %d" % (number, len(groups)))
    except KeyboardInterrupt:
        status = 130
        sys.stderr.write("\nstopped: what was found is kept\n")
    print("%d of %d asked: %s" % (done, len(rows), ", ".join("%d %s" % (n, v) for v, n in sorted(counts.items()))))
    print("Result: " + out)
    sys.stdout.flush()
    # Threads that still wait for an answer are not waited for.
    os._exit(status)
`;
