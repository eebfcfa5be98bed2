/** Python's part that asks one question, and says a first word of what came back. */
export const ENGINE_ASK: string = String.raw`
def ask_udp(address, port, cast, connections, facts):
    with new_socket(address, socket.SOCK_DGRAM) as stream:
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
                    outcome = outcome_of(error, facts, stream)
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
                outcome = outcome_of(error, facts, stream)
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
    # iputils: 1 is silence, 2 is a failure of its own, such as a right that is missing.
    if re.search("nreachable|rohibited|iltered", text):
        facts["error"] = "a router says that it does not pass the packet on"
        return "unreachable"
    if done.returncode != 1:
        facts["error"] = text.strip()[-200:] or "ping failed"
        return "failed"
    return "silence"


def ask(row):
    host, port, transport, cast, pattern, why, title, static = row[:8]
    connections = [part.split(",") for part in row[8:]]
    facts, start, begin, local, address = {"kit": "1"}, now(), time.monotonic(), None, None
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
    result.update(time=start, kind="probe", on=header["on"], facts=facts)
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
    if outcome in ("refused", "unreachable"):
        by = facts.get("icmp 1")
        if by:
            return "unproven", "An ICMP message came from " + by.split("/")[0]
        return "unproven", "Refused; portolan probe --read judges by whom" if outcome == "refused" else "The host is not reachable"
    if outcome == "unresolved":
        return "unresolved", "The name has no address here"
    return "failed", why or "The kit could not ask: " + facts.get("error", "")
`;
