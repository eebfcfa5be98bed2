/** What the POSIX script asks with where there is no Python: nc, openssl, ping and getent, each as far as it goes. */
export const POSIX_TOOLS: string = String.raw`
nc=
if has nc; then nc=nc; elif has ncat; then nc=ncat; fi
# What all but BusyBox know: numbers only, and a word of how it went.
flags='-n -v'
if [ -n "$nc" ] && "$nc" -h 2>&1 | grep -q BusyBox; then flags=; fi
# In whole seconds, which is all that nc knows.
wait_for=$(((timeout + 999) / 1000))
now() { date -u +%Y-%m-%dT%H:%M:%S.000Z; }
# Hexadecimal digits to bytes, in one write: a datagram must leave in one piece.
bytes_of() {
    escaped=$(printf '%s' "$1" | awk '{
        digits = "0123456789abcdef"; out = ""
        for (i = 1; i < length($0); i += 2)
            out = out sprintf("\\%03o", (index(digits, substr($0, i, 1)) - 1) * 16 + index(digits, substr($0, i + 1, 1)) - 1)
        print out
    }')
    # shellcheck disable=SC2059
    printf "$escaped"
}
# The question, and the line held open until an answer is there and complete, or the time is over.
say() {
    [ -z "$1" ] || bytes_of "$1"
    second=0
    while [ "$second" -lt "$wait_for" ] && [ ! -s "$scratch/answer" ]; do
        sleep 1
        second=$((second + 1))
    done
    sleep 1
}
hex_of() { od -An -v -tx1 | tr -d ' \n'; }
# A tool's own words, as text of JSON.
words_of() { head -n 1 "$1" | tr -cd 'A-Za-z0-9 .:,()/_-' | cut -c 1-200; }

# Says how it went in $outcome, and what was heard in $facts.
ask_tcp() {
    host=$1 port=$2 tls=$3 name=$4 question=$5
    if [ -z "$nc" ]; then
        outcome=failed
        facts='"error":"this host has neither Python 3 nor nc"'
        return
    fi
    if [ "$tls" = first ]; then
        if ! has openssl; then
            outcome=failed
            facts='"error":"this host has neither Python 3 nor openssl: TLS can not be asked"'
            return
        fi
        say "$question" | timeout_run openssl s_client -connect "$(bracket "$host"):$port" -servername "$name" -quiet >"$scratch/answer" 2>"$scratch/errors"
        certificate=$(timeout_run openssl s_client -connect "$(bracket "$host"):$port" -servername "$name" </dev/null 2>/dev/null | openssl x509 -outform DER 2>/dev/null | base64 | tr -d '\n')
        if [ -n "$certificate" ]; then
            outcome=connected
            facts="\"tls 1\":\"yes\",\"certificate 1\":\"$certificate\",\"chain 1\":\"not looked at\""
            heard=$(head -c 16384 "$scratch/answer" | hex_of)
            [ -z "$question" ] || facts="$facts,\"asked 1.1\":\"$question\",\"heard 1.1\":\"$heard\""
            return
        fi
        : >"$scratch/answer"
    fi
    # What was no TLS is only listened to.
    [ "$tls" != first ] || question=
    # shellcheck disable=SC2086
    say "$question" | timeout_run "$nc" $flags -w "$wait_for" "$host" "$port" >"$scratch/answer" 2>"$scratch/errors"
    status=$?
    if [ -s "$scratch/answer" ] || grep -q -i -E 'succeeded|connected to| open' "$scratch/errors" || {
        [ -z "$flags" ] && [ ! -s "$scratch/errors" ] && { [ "$status" = 0 ] || [ "$status" = 124 ] || [ "$status" = 143 ]; }
    }; then
        outcome=connected
        heard=$(head -c 16384 "$scratch/answer" | hex_of)
        if [ "$tls" = first ]; then facts="\"tls 1\":\"failed\",\"heard 1.0\":\"$heard\""
        elif [ -n "$question" ]; then facts="\"asked 1.1\":\"$question\",\"heard 1.1\":\"$heard\""
        else facts="\"heard 1.0\":\"$heard\""; fi
    elif grep -q -i 'refused' "$scratch/errors"; then
        outcome=refused facts='"error":"connection refused"'
    elif grep -q -i 'unreachable\|no route' "$scratch/errors"; then
        outcome=unreachable facts='"error":"unreachable"'
    elif grep -q -i -E 'time(d)? ?out' "$scratch/errors"; then
        outcome=silence facts='"error":"no answer"'
    else
        outcome=failed facts="\"error\":\"$nc: $(words_of "$scratch/errors")\""
    fi
}
ask_udp() {
    host=$1 port=$2 question=$3
    if [ -z "$nc" ]; then
        outcome=failed
        facts='"error":"this host has neither Python 3 nor nc"'
        return
    fi
    : >"$scratch/errors"
    # shellcheck disable=SC2086
    [ -z "$question" ] || say "$question" | timeout_run "$nc" \${flags% *} -u -w "$wait_for" "$host" "$port" >"$scratch/answer" 2>"$scratch/errors"
    if [ -s "$scratch/answer" ]; then
        outcome=connected
        facts="\"asked 1.1\":\"$question\",\"heard 1.1\":\"$(head -c 16384 "$scratch/answer" | hex_of)\""
    elif grep -q -i 'refused' "$scratch/errors"; then outcome=refused facts='"error":"port unreachable"'
    elif [ -z "$question" ] || [ -s "$scratch/errors" ]; then outcome=failed facts="\"error\":\"$nc: $(words_of "$scratch/errors")\""
    else outcome=silence facts='"error":"no answer"'; fi
}
ask_echo() {
    if ! has ping; then
        outcome=failed facts='"error":"this host has no ping"'
    elif ping -n -c 1 -W "$wait_for" "$1" >"$scratch/answer" 2>&1 || ping -c 1 -W "$wait_for" "$1" >"$scratch/answer" 2>&1; then
        outcome=connected facts='"echo":"answered"'
    elif grep -q -i 'unreachable\|prohibited\|filtered' "$scratch/answer"; then
        outcome=unreachable facts='"error":"unreachable"'
    elif ! grep -q -i '100% packet loss' "$scratch/answer"; then
        outcome=failed facts="\"error\":\"ping: $(words_of "$scratch/answer")\""
    else
        outcome=silence facts='"error":"no answer"'
    fi
}
address_of() {
    case $1 in
        *:* | *[!0-9.]*) ;;
        *)
            address=$1
            return 0
            ;;
    esac
    case $1 in *:*)
        address=$1
        return 0
        ;;
    esac
    has getent || return 1
    address=$(timeout_run getent ahosts "$1" 2>/dev/null | awk 'NR == 1 { print $1 }')
    [ -n "$address" ]
}
bracket() { case $1 in *:*) printf '[%s]' "$1" ;; *) printf '%s' "$1" ;; esac; }
timeout_run() { if has timeout; then timeout $((wait_for + 2)) "$@"; else "$@"; fi; }
`.replaceAll('\\${', '${');
