/**
 * Python's second look at each address: how far away what answers is, what is left of its time to live, who drops.
 * It writes down what was seen; `located.ts` judges it, by the same functions as `portolan probe`.
 */
export const ENGINE_LOOK: string = `
# Seconds. Long enough for a lost packet to be sent again (RFC 6298), and for a router to look for a host three times.
HOP, NEIGHBOUR = 1.3, 3.5


def is_over(text):
    """Whether a router said that the packet's time was over: ICMP 11, ICMPv6 3."""
    part = text.split("/")
    return len(part) > 2 and part[1:3] == ["3" if ":" in part[0] else "11", "0"]


def trace(address, port):
    """By time to live, how connecting went: until an answer comes, or four in a row stay silent."""
    found = []
    for first in range(1, 25, 4):
        some = knock(address, port, [{"ttl": first + i} for i in range(4)], HOP)
        for text in some:
            found.append(text)
            if text != "-" and not is_over(text):
                return found
        if all(text == "-" for text in some):
            break
    return found


def left_of(address, port):
    """What is left of the time to live of an answer when it comes: smaller ones are asked to be dropped."""
    low, high, step = 0, 256, 16
    while step >= 1:
        tries = list(range(low + step, high, step))
        came = [text in ("open", "reset") for text in knock(address, port, [{"minimum": t} for t in tries], HOP)]
        reached = [t for t, c in zip(tries, came) if c]
        missed = [t for t, c in zip(tries, came) if not c]
        if reached and missed and min(missed) < max(reached):
            return None
        low, high, step = max([low] + reached), min([high] + missed), step // 16
    return low or None


def is_on_link(address, port):
    """Whether no router stands between. Linux heeds SO_DONTROUTE for IPv4 alone."""
    if ":" not in address:
        return knock(address, port, [{"direct": 1}], HOP)[0] in ("open", "reset", "-")
    with open("/proc/net/if_inet6") as file:
        own = [line.split() for line in file]
    target = int(ipaddress.IPv6Address(address))
    return any(int(a, 16) >> (128 - int(n, 16)) == target >> (128 - int(n, 16)) for a, _, n, *_ in own if int(n, 16))


def port_of(result):
    """The port that the last of a question's connections went to."""
    facts = result["facts"]
    ports = [int(k[5:]) for k in facts if k.startswith("port ") and k[5:].isdigit()]
    return int(facts["port %d" % max(ports)]) if ports else 0


def state_of(result):
    """As went() says it."""
    facts = result["facts"]
    if any(k.startswith("icmp ") for k in facts):
        return "!"
    last = next((v for k, v in facts.items() if k.startswith("outcome ")), facts.get("outcome"))
    return {"connected": "open", "refused": "reset", "silence": "-"}.get(last, "!")


def look(results):
    """Adds to the results of one address what a second look shows; gives those that it added to."""
    ports = {}
    for result in results:
        ports.setdefault(port_of(result), result)
    ports.pop(0, None)
    if not ports:
        return []
    address = results[0]["to"]["address"]
    direct = "yes" if is_on_link(address, min(ports)) else "no"
    for port, result in ports.items():
        result["facts"].update({"looked at": str(port), "on link": direct})
    if direct == "no":
        for port, found in of_each(ports, lambda port: trace(address, port)):
            ports[port]["facts"]["by ttl"] = " ".join(found)
        look_at_answers(address, ports)
    silent = [port for port, result in ports.items() if state_of(result) == "-"]
    if silent and len(silent) == len(ports):
        found = knock(address, silent[0], [{}], NEIGHBOUR)[0]
        if "/" in found or found == "!EHOSTUNREACH":
            ports[silent[0]]["facts"]["down"] = found
    return list(ports.values())


def of_each(ports, work):
    with ThreadPoolExecutor(max_workers=8) as pool:
        return list(zip(ports, pool.map(work, ports)))


def look_at_answers(address, ports):
    """Where something resets: what is left of its time to live, and of that of a port or two that answer as they should."""
    resets = [port for port, result in ports.items() if state_of(result) == "reset"]
    if not resets:
        return
    far = {}
    for port, result in ports.items():
        if result["verdict"] in ("open", "listener"):
            far.setdefault(len(result["facts"]["by ttl"].split(" ")), []).append(port)
    common = max(far.items(), key=lambda one: (len(one[1]), one[0]))[1][:2] if far else []
    for port, left in of_each(resets + common, lambda port: left_of(address, port)):
        if left:
            ports[port]["facts"]["left"] = str(left)
`;
