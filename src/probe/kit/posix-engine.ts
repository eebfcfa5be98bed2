/** What the POSIX script does where the host has Python 3: standard library only, the same in every kit. */
export const POSIX_ENGINE: string = String.raw`
import base64, errno, json, os, re, secrets, select, socket, ssl, subprocess, sys, threading, time, warnings
from concurrent.futures import ThreadPoolExecutor, as_completed
from urllib.parse import quote, unquote

# Old versions of TLS are asked for on purpose.
warnings.simplefilter("ignore")
mode, out, header, timeout, many, seconds = sys.argv[1:7]
timeout = float(timeout) / 1000
header = json.loads(header)
BANNER = b"PORTOLAN/1 "
LOCK = threading.Lock()


def now():
    t = time.time()
    return time.strftime("%Y-%m-%dT%H:%M:%S.", time.gmtime(t)) + "%03dZ" % (int(t * 1000) % 1000)


def outcome_of(error, facts):
    if isinstance(error, (socket.timeout, TimeoutError)):
        return "silence"
    name = os.strerror(error.errno) if getattr(error, "errno", None) else str(error)
    facts["error"] = name
    if isinstance(error, (ConnectionRefusedError, ConnectionResetError)):
        return "refused"
    if getattr(error, "errno", None) in (errno.EHOSTUNREACH, errno.ENETUNREACH):
        return "unreachable"
    return "failed"


class Line:
    """One connection: what comes is read until nothing more does."""

    def __init__(self, stream):
        self.stream, self.end = stream, "open"

    def read(self, wait):
        got = b""
        while len(got) < 16384:
            try:
                self.stream.settimeout(wait)
                piece = self.stream.recv(4096)
            except (socket.timeout, TimeoutError, ssl.SSLWantReadError):
                break
            except OSError:
                self.end = "reset"
                break
            if not piece:
                self.end = "closed"
                break
            got += piece
            wait = 0.3
        return got


def open_tls(stream, name, place, facts):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    try:
        context.minimum_version = ssl.TLSVersion.TLSv1
        context.set_ciphers("DEFAULT@SECLEVEL=0")
    except (ValueError, ssl.SSLError):
        pass
    stream.settimeout(timeout)
    try:
        inner = context.wrap_socket(stream, server_hostname=name or None)
    except (OSError, ValueError) as error:
        facts["tls " + place] = "failed"
        facts["tls error " + place] = str(error)
        return None
    facts["tls " + place] = inner.version() or ""
    certificate = inner.getpeercert(binary_form=True)
    if certificate:
        facts["certificate " + place] = base64.b64encode(certificate).decode()
    # Whether the system trusts the chain is asked on a connection of its own.
    facts["chain " + place] = trust(stream_address[threading.get_ident()], name) if place in ("1",) else "not looked at"
    return inner


stream_address = {}


def trust(address, name):
    try:
        context = ssl.create_default_context()
        context.check_hostname = False
        with socket.create_connection(address, timeout) as plain:
            with context.wrap_socket(plain, server_hostname=name or None):
                return "trusted"
    except ssl.SSLCertVerificationError as error:
        return error.verify_message
    except (OSError, ValueError):
        return "not looked at"


def ask_tcp(address, port, connection, number, facts, begin):
    tls, name, questions = connection[1], unquote(connection[2]), connection[3:]
    n = str(number)
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    stream = socket.socket(family, socket.SOCK_STREAM)
    try:
        stream.settimeout(timeout)
        try:
            stream.connect((address, port))
        except OSError as error:
            return outcome_of(error, facts), None
        local = stream.getsockname()
        if number == 1:
            facts["connected ms"] = str(int((time.monotonic() - begin) * 1000))
        facts["port " + n] = str(port)
        stream_address[threading.get_ident()] = (address, port)
        line = Line(stream)
        if tls == "first":
            inner = open_tls(stream, name, n, facts)
            if inner is None:
                return "connected", local
            stream = inner
            line = Line(inner)
        if not questions and tls != "first":
            facts["heard %s.0" % n] = line.read(1.0).hex()
        for i, question in enumerate(questions, 1):
            try:
                stream.settimeout(timeout)
                stream.sendall(bytes.fromhex(question))
            except OSError:
                line.end = "reset"
                break
            facts["asked %s.%d" % (n, i)] = question
            heard = line.read(timeout).hex()
            facts["heard %s.%d" % (n, i)] = heard
            if not heard or line.end != "open":
                break
        if tls == "after" and line.end == "open" and re.match("485454502f312e..2032", facts.get("heard %s.1" % n, "")):
            open_tls(stream, name, n, facts)
        facts["end " + n] = line.end
        return "connected", local
    finally:
        stream.close()


def ask_tcp_all(address, connections, facts, begin):
    mapped, outcome, local = 0, "failed", None
    for number, connection in enumerate(connections, 1):
        port = int(connection[0]) or mapped
        if port == 0:
            break
        outcome, here = ask_tcp(address, port, connection, number, facts, begin)
        local = local or here
        if outcome != "connected":
            facts["outcome %d" % number] = outcome
            facts["port %d" % number] = str(port)
            if number > 1:
                outcome = "connected"
            break
        # The endpoint mapper's answer: a floor of protocol 7 (TCP) with two bytes of port.
        for key, value in facts.items():
            floor = key.startswith("heard %d." % number) and re.match("(?:..)*?0100070200(....)", value)
            if floor:
                mapped = int(floor.group(1), 16)
    return outcome, local


def ask_udp(address, port, cast, connections, facts):
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family, socket.SOCK_DGRAM) as stream:
        if cast:
            stream.setsockopt(socket.SOL_SOCKET, socket.SO_BROADCAST, 1)
        else:
            # Connected, so that the system tells of ICMP errors.
            stream.connect((address, port))
        send = (lambda b: stream.sendto(b, (address, port))) if cast else stream.send
        outcome = "silence"
        for number, connection in enumerate(connections, 1):
            if len(connection) < 4:
                continue
            facts["port %d" % number] = str(port)
            facts["asked %d.1" % number] = connection[3]
            for _ in (1, 2):
                try:
                    stream.settimeout(timeout / 2)
                    send(bytes.fromhex(connection[3]))
                    facts["heard %d.1" % number] = stream.recv(65536)[:16384].hex()
                    outcome = "connected"
                    break
                except OSError as error:
                    outcome = outcome_of(error, facts)
                    if outcome != "silence":
                        break
            if outcome != "connected":
                break
        if outcome == "silence":
            try:
                stream.settimeout(1)
                send(BANNER + b"? " + secrets.token_hex(8).encode() + b"\r\n")
                heard = stream.recv(512)
                if heard.startswith(BANNER):
                    facts["listener"] = heard.hex()
                    outcome = "connected"
            except OSError as error:
                outcome = outcome_of(error, facts)
        return outcome, stream.getsockname() if not cast else None


def ask_echo(address, facts):
    try:
        done = subprocess.run(["ping", "-n", "-c", "1", "-W", str(max(1, int(timeout))), address], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    except OSError:
        facts["error"] = "this host has no ping"
        return "failed"
    text = done.stdout.decode("utf-8", "replace")
    if done.returncode == 0:
        return "connected"
    if re.search("nreachable|rohibited", text):
        facts["error"] = "unreachable"
        return "unreachable"
    return "silence"


def ask(row):
    host, port, transport, cast, pattern, why, title, static = row[:8]
    connections = [part.split(",") for part in row[8:]]
    facts, begin, local, address = {"kit": "1"}, time.monotonic(), None, None
    result = json.loads("{" + static + "}")
    why = json.loads('"' + why + '"')
    if why:
        outcome = "unasked"
        facts["error"] = why
    else:
        try:
            address = socket.getaddrinfo(host, int(port), type=socket.SOCK_STREAM)[0][4][0]
        except (OSError, UnicodeError) as error:
            outcome = "unresolved"
            facts["error"] = str(error)
    if address:
        result["to"]["address"] = address
        try:
            if transport == "udp":
                outcome, local = ask_udp(address, int(port), cast == "1", connections, facts)
            elif transport == "icmp":
                outcome = ask_echo(address, facts)
            else:
                outcome, local = ask_tcp_all(address, connections, facts, begin)
        except OSError as error:
            outcome = outcome_of(error, facts)
    facts["outcome"] = outcome
    if local:
        result["from"]["address"], result["from"]["port"] = local[0], local[1]
    result["verdict"], result["evidence"] = first_word(outcome, transport, pattern, facts, why)
    result.update(time=now(), kind="probe", on=header["on"], facts=facts)
    result["milliseconds"] = int((time.monotonic() - begin) * 1000)
    return result


def first_word(outcome, transport, pattern, facts, why):
    heard = next((v for k, v in facts.items() if v and (k.startswith("heard ") or k == "listener")), "")
    if outcome == "connected":
        if heard.startswith(BANNER.hex()):
            return "listener", "A listener of Portolan answers"
        if transport == "icmp":
            return "open", "The host answers"
        if not heard and any(k.startswith("certificate ") for k in facts):
            return "open", "A server shakes hands over TLS"
        if not heard:
            return "unproven", "The connection opens, and nothing is said"
        if not pattern or re.search(pattern, heard):
            return "open", "The port answers as expected"
        return "other", "The port answers in another way than expected"
    if outcome == "silence":
        return ("filtered" if transport == "tcp" else "unproven"), "Silence"
    if outcome == "refused":
        return "unproven", "Refused, and it is not told by whom"
    if outcome == "unreachable":
        return "unproven", "The host is not reachable"
    if outcome == "unresolved":
        return "unresolved", "The name has no address here"
    return "failed", why or "The kit could not ask: " + facts.get("error", "")


def add(value):
    with LOCK:
        with open(out, "a", encoding="utf-8") as file:
            file.write(json.dumps(value) + "\n")


def known_tasks():
    known, kept, cut = set(), [], False
    try:
        with open(out, encoding="utf-8") as file:
            for number, text in enumerate(file):
                try:
                    value = json.loads(text)
                except ValueError:
                    # Half a line is what a crash leaves: it is asked again.
                    cut = True
                    continue
                if number == 0 and value.get("hierarchy") != header["hierarchy"]:
                    sys.exit(out + " holds something else: give another file with -o")
                known.add(value.get("task"))
                kept.append(text)
    except FileNotFoundError:
        pass
    if cut:
        with open(out, "w", encoding="utf-8") as file:
            file.writelines(kept)
    if not kept:
        add({"format": "portolan/observations/1", "hierarchy": header["hierarchy"]})
    return known


def probe(rows):
    known = known_tasks()
    rows = [r for r in rows if json.loads("{" + r[7] + "}")["task"] not in known]
    counts, done = {}, 0
    pool = ThreadPoolExecutor(max_workers=int(many))
    try:
        for future in as_completed([pool.submit(ask, row) for row in rows]):
            result = future.result()
            add(result)
            counts[result["verdict"]] = counts.get(result["verdict"], 0) + 1
            done += 1
            if sys.stderr.isatty():
                sys.stderr.write("\r%d of %d" % (done, len(rows)))
    except KeyboardInterrupt:
        sys.stderr.write("\nstopped: what was found is kept\n")
        pool.shutdown(wait=False, cancel_futures=True)
    print("%d of %d asked: %s" % (done, len(rows), ", ".join("%d %s" % (n, v) for v, n in sorted(counts.items()))))
    print("Result: " + out)
    sys.stdout.flush()
    os._exit(0)


def listen(ports):
    known_tasks()
    sockets, waiting = {}, []
    for transport, port, service in ports:
        for family, any_address in ((socket.AF_INET, "0.0.0.0"), (socket.AF_INET6, "::")):
            try:
                s = socket.socket(family, socket.SOCK_STREAM if transport == "tcp" else socket.SOCK_DGRAM)
                if family == socket.AF_INET6:
                    s.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
                if transport == "tcp":
                    s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                s.bind((any_address, int(port)))
                if transport == "tcp":
                    s.listen(64)
                s.setblocking(False)
                sockets[s] = (transport, int(port), unquote(service))
                state(sockets[s], any_address, "listener", "listening", "The listener has the port open")
            except OSError as error:
                one = (transport, int(port), unquote(service))
                if error.errno == errno.EADDRINUSE:
                    state(one, any_address, "open", "taken", "A program has the port already: the service seems to be there")
                else:
                    state(one, any_address, "failed", "not opened", "The port can not be opened: %s" % error)
                sys.stderr.write("%s/%s can not be opened here: %s\n" % (transport, port, error))
    print("Listening on %d sockets for %s seconds" % (len(sockets), seconds))
    sys.stdout.flush()
    end = time.monotonic() + float(seconds)
    try:
        while time.monotonic() < end:
            ready, _, _ = select.select(list(sockets) + [w[0] for w in waiting], [], [], 0.05)
            for s in ready:
                if s not in sockets:
                    continue
                transport, port, service = sockets[s]
                try:
                    if transport == "tcp":
                        client, peer = s.accept()
                        if len(waiting) < 256:
                            waiting.append((client, peer, time.monotonic(), port, service))
                        else:
                            client.close()
                    else:
                        _, peer = s.recvfrom(2048)
                        token = secrets.token_hex(8)
                        shown = ("[%s]:%d" if ":" in peer[0] else "%s:%d") % peer[:2]
                        s.sendto((banner(token) + " " + shown).encode(), peer)
                        heard("udp", port, service, peer, None, token)
                except OSError:
                    pass
            for w in list(waiting):
                client, peer, since, port, service = w
                if client in ready or time.monotonic() - since > 0.2:
                    waiting.remove(w)
                    token = secrets.token_hex(8)
                    try:
                        local = client.getsockname()
                        client.settimeout(1)
                        client.sendall((banner(token) + "\r\n").encode())
                        heard("tcp", port, service, peer, local[0], token)
                        client.shutdown(socket.SHUT_WR)
                    except OSError:
                        pass
                    client.close()
    except KeyboardInterrupt:
        pass
    for s in sockets:
        state(sockets[s], "::" if s.family == socket.AF_INET6 else "0.0.0.0", "listener", "closed", "The listener closed the port")


def state(one, address, verdict, word, evidence):
    transport, port, service = one
    add({"time": now(), "kind": "listen", "on": header["on"], "service": service, "transport": transport, "from": {}, "to": {"name": header["on"], "address": address, "port": port}, "verdict": verdict, "evidence": evidence, "facts": {"state": word}})


def banner(token):
    return "PORTOLAN/1 " + quote(header["on"], safe="") + " " + token


def heard(transport, port, service, peer, address, token):
    to = {"name": header["on"], "port": port}
    if address:
        to["address"] = address
    add({"time": now(), "kind": "listen", "on": header["on"], "service": service, "transport": transport, "from": {"address": peer[0], "port": peer[1]}, "to": to, "verdict": "listener", "evidence": "Came from %s port %d" % peer[:2], "facts": {"state": "came"}, "token": token})
    print("%s/%d from %s" % (transport, port, peer[0]))
    sys.stdout.flush()


rows = [line.rstrip("\n").split(";") for line in sys.stdin if line.strip()]
if mode == "listen":
    listen(rows)
else:
    probe(rows)
`;
