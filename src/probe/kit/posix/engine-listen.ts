/** Python's part that stands in for services that aren't there yet. */
export const ENGINE_LISTEN: string = String.raw`
def listen(ports):
    known_results()
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
                        said, peer = s.recvfrom(2048)
                        # Another listener is not answered: both would go on for ever.
                        if said.startswith(BANNER) and not said.startswith(BANNER + b"?"):
                            continue
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
                        # What is unread when it closes makes a reset of the end, and that may overtake the banner.
                        if client in ready:
                            client.recv(65536)
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
`;
