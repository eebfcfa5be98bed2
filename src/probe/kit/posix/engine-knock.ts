/**
 * Python's part that connects with a time to live, and reads who sent an ICMP message: what `native/connector.ts` does
 * where Portolan is. Only Linux has it.
 */
export const ENGINE_KNOCK: string = `
# Linux's numbers, which Python has no names for: ip(7), ipv6(7), linux/in6.h. By IPv6 or not: level and option.
OPTIONS = {
    False: {"errors": (0, 11), "errors ttl": (0, 12), "ttl": (0, 2), "minimum": (0, 21), "direct": (1, 5)},
    True: {"errors": (41, 25), "errors ttl": (41, 51), "ttl": (41, 16), "minimum": (41, 73), "direct": (1, 5)},
}


def new_socket(address, kind):
    """A socket for which Linux keeps ICMP messages."""
    six = ":" in address
    stream = socket.socket(socket.AF_INET6 if six else socket.AF_INET, kind)
    if LINUX:
        for name in ("errors", "errors ttl"):
            try:
                stream.setsockopt(*OPTIONS[six][name], 1)
            except OSError:
                pass
    return stream


def icmp_of(stream):
    """The ICMP message that came for a socket: sender/type/code/ttl, or nothing."""
    # Python would wait for something to read before it looks for errors.
    stream.setblocking(False)
    for _ in range(16 if LINUX else 0):
        try:
            # MSG_ERRQUEUE | MSG_DONTWAIT
            _, messages, _, _ = stream.recvmsg(512, 512, 0x2000 | 0x40)
        except OSError:
            return None
        found, ttl = None, ""
        for level, kind, data in messages:
            # struct sock_extended_err: its origin is 2 for ICMP and 3 for ICMPv6. The sender's address follows.
            if (level, kind) in ((0, 11), (41, 25)) and len(data) >= 32 and data[4] in (2, 3):
                (family,) = struct.unpack("H", data[16:18])
                sender = data[24:40] if family == socket.AF_INET6 else data[20:24]
                found = "%s/%d/%d" % (socket.inet_ntop(family, sender), data[5], data[6])
            elif (level, kind) in ((0, 2), (41, 52)) and len(data) >= 4:
                ttl = "/%d" % struct.unpack("i", data[:4])
        if found:
            return found + ttl
    return None


def went(stream):
    code = stream.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
    # A connection that is refused was never open; one that is reset was, however short.
    if code in (0, errno.ECONNRESET, errno.EPIPE):
        return "open"
    icmp = icmp_of(stream)
    if icmp:
        return icmp
    if code == errno.ECONNREFUSED:
        return "reset"
    return "-" if code == errno.ETIMEDOUT else "!" + errno.errorcode.get(code, str(code))


# Each has up to thirty sockets, and a process may often have no more than a thousand.
GATE = threading.BoundedSemaphore(16)


def knock(address, port, options, wait):
    """
    Connects once with each of the options, all at the same time, and says how each went: open, reset, - for silence,
    an ICMP message, or ! with this system's error.
    """
    with GATE:
        return knock_now(address, port, options, wait)


def knock_now(address, port, options, wait):
    six, found, streams = ":" in address, ["-"] * len(options), {}
    poller = select.poll()
    try:
        for i, option in enumerate(options):
            stream = new_socket(address, socket.SOCK_STREAM)
            streams[stream.fileno()] = (i, stream)
            stream.setblocking(False)
            # Closing is a reset: nothing is left behind.
            stream.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            for name, value in option.items():
                stream.setsockopt(*OPTIONS[six][name], value)
            code = stream.connect_ex((address, port))
            if code in (0, errno.EINPROGRESS):
                poller.register(stream, select.POLLOUT)
            else:
                found[i] = icmp_of(stream) or ("reset" if code == errno.ECONNREFUSED else "!" + errno.errorcode.get(code, str(code)))
        end, waiting = time.monotonic() + wait, [i for i, text in enumerate(found) if text == "-"]
        while waiting:
            ready = poller.poll(max(0, (end - time.monotonic()) * 1000))
            if not ready:
                break
            for number, _ in ready:
                i, stream = streams[number]
                poller.unregister(number)
                found[i] = went(stream)
                waiting.remove(i)
    finally:
        for _, stream in streams.values():
            stream.close()
    return found
`;
