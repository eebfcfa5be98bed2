/** Python's part that opens connections, asks over them, and shakes hands over TLS. */
export const ENGINE_CONNECT: string = `
def outcome_of(error, facts, stream=None, place="1"):
    """How it went; who sent an ICMP message for it is written down."""
    icmp = icmp_of(stream) if stream else None
    if icmp:
        facts["icmp " + place] = icmp
        return "unreachable"
    if isinstance(error, (socket.timeout, TimeoutError)):
        return "silence"
    name = os.strerror(error.errno) if getattr(error, "errno", None) else str(error)
    facts["error"] = name
    if isinstance(error, (ConnectionRefusedError, ConnectionResetError)):
        return "refused"
    if getattr(error, "errno", None) == errno.ETIMEDOUT:
        return "silence"
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


def open_tls(stream, name, place, facts, again):
    """As a client that insists on nothing. again: an address to ask a second time, whether the system trusts the chain."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    try:
        context.minimum_version = ssl.TLSVersion.TLSv1
        context.set_ciphers("DEFAULT@SECLEVEL=0")
    except (AttributeError, ValueError, ssl.SSLError):
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
    facts["chain " + place] = trust(again, name) if again else "not looked at"
    return inner


def trust(address, name):
    try:
        context = ssl.create_default_context()
        context.check_hostname = False
        with socket.create_connection(address, timeout) as plain:
            with context.wrap_socket(plain, server_hostname=name or None):
                return "trusted"
    except ssl.SSLError as error:
        # Before Python 3.7 it isn't said why.
        untrusted = "not trusted" if error.reason == "CERTIFICATE_VERIFY_FAILED" else "not looked at"
        return getattr(error, "verify_message", untrusted)
    except (OSError, ValueError):
        return "not looked at"


def greeting(address, port):
    try:
        with socket.create_connection((address, port), timeout) as plain:
            return Line(plain).read(1.0).hex()
    except OSError:
        return ""


def ask_tcp(address, port, connection, number, facts, begin):
    tls, name, questions = connection[1], unquote(connection[2]), connection[3:]
    n = str(number)
    stream = new_socket(address, socket.SOCK_STREAM)
    try:
        stream.settimeout(timeout)
        facts["port " + n] = str(port)
        try:
            stream.connect((address, port))
        except OSError as error:
            return outcome_of(error, facts, stream, n), None
        local = stream.getsockname()
        if number == 1:
            facts["connected ms"] = str(int((time.monotonic() - begin) * 1000))
        line = Line(stream)
        if tls == "first":
            inner = open_tls(stream, name, n, facts, (address, port))
            if inner is None:
                # What speaks there instead: Portolan's listener, or another service that speaks first.
                facts["heard %s.0" % n] = greeting(address, port)
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
            open_tls(stream, name, n, facts, None)
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
            if number > 1:
                outcome = "connected"
            break
        # The endpoint mapper's answer: a floor of protocol 7 (TCP) with two bytes of port.
        for key, value in facts.items():
            floor = key.startswith("heard %d." % number) and re.match("(?:..)*?0100070200(....)", value)
            if floor:
                mapped = int(floor.group(1), 16)
    return outcome, local
`;
