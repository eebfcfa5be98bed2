/** The shell's part of the POSIX script: options, and asking with what a bare host has. */
export const POSIX_HEAD: string = String.raw`#!/bin/sh
# Asks from this host what a firewall plan says that it asks, and writes down what was seen: one line for each
# question. portolan probe HIERARCHY --read FILE reads the result. Nothing else is contacted, nothing is changed.
#   -o FILE     the result; run again with the same one to go on where it stopped
#   -t MS       how long to wait for an answer, in milliseconds
#   -c NUMBER   how many questions are under way at once
#   -l          open the ports on which this host will answer, and record who comes
#   -s SECONDS  how long to listen
#   -n          list what would be asked, and ask nothing
#   -p          do without Python: ask with nc and openssl only
set -u
umask 077
out=portolan-kit.jsonl
timeout=3000
many=32
mode=probe
seconds=600
python=yes
usage() {
    sed -n '2,11s/^# \{0,1\}//p' "$0" >&2
    exit 2
}
while getopts o:t:c:ls:np option; do
    case $option in
        o) out=$OPTARG ;;
        t) timeout=$OPTARG ;;
        c) many=$OPTARG ;;
        l) mode=listen ;;
        s) seconds=$OPTARG ;;
        n) mode=show ;;
        p) python=no ;;
        *) usage ;;
    esac
done
case $timeout$many$seconds in
    *[!0-9]* | '') usage ;;
esac
if [ "$timeout" -lt 200 ] || [ "$many" -lt 1 ] || [ "$many" -gt 256 ]; then usage; fi
`;

export const POSIX_RUN: string = String.raw`
has() { command -v "$1" >/dev/null 2>&1; }

if [ "$mode" = show ]; then
    questions | while IFS=';' read -r host port transport _ _ why title _; do
        if [ -n "$why" ]; then note=" - not asked"; else note=; fi
        printf '%s %s %s %s%s\n' "$transport" "$host" "$port" "$title" "$note"
    done
    exit 0
fi

if [ "$python" = yes ] && has python3 && python3 -c 'import ssl' >/dev/null 2>&1; then
    code=$(engine)
    if [ "$mode" = listen ]; then
        ports | python3 -c "$code" listen "$out" "$header" "$timeout" "$many" "$seconds"
    else
        questions | python3 -c "$code" probe "$out" "$header" "$timeout" "$many" "$seconds"
    fi
    exit
fi

if [ "$mode" = listen ]; then
    echo 'Listening needs Python 3, which this host does not have' >&2
    exit 1
fi
nc=
if has nc; then nc=nc; elif has ncat; then nc=ncat; fi
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


scratch=$(mktemp -d "\${TMPDIR:-/tmp}/portolan-kit.XXXXXX") || exit 1
trap 'rm -rf "$scratch"' EXIT
trap 'add_batch; echo "stopped: what was found is kept" >&2; exit 130' INT TERM

if [ ! -s "$out" ]; then
    head=$(printf '%s' "$header" | sed 's/,"on":.*$//; s/^{//')
    printf '{"format":"portolan/observations/1",%s}\n' "$head" >"$out"
fi

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
            facts="\"port 1\":\"$port\",\"tls 1\":\"yes\",\"certificate 1\":\"$certificate\",\"chain 1\":\"not looked at\""
            heard=$(head -c 16384 "$scratch/answer" | hex_of)
            [ -z "$question" ] || facts="$facts,\"asked 1.1\":\"$question\",\"heard 1.1\":\"$heard\""
            return
        fi
        if grep -q -i 'refused' "$scratch/errors"; then outcome=refused facts='"error":"connection refused"'; return; fi
    fi
    say "$question" | timeout_run "$nc" -n -v -w "$wait_for" "$host" "$port" >"$scratch/answer" 2>"$scratch/errors"
    if [ -s "$scratch/answer" ] || grep -q -i -E 'succeeded|connected to| open' "$scratch/errors"; then
        outcome=connected
        heard=$(head -c 16384 "$scratch/answer" | hex_of)
        facts="\"port 1\":\"$port\""
        if [ "$tls" = first ]; then facts="$facts,\"tls 1\":\"failed\""
        elif [ -n "$question" ]; then facts="$facts,\"asked 1.1\":\"$question\",\"heard 1.1\":\"$heard\""
        else facts="$facts,\"heard 1.0\":\"$heard\""; fi
    elif grep -q -i 'refused' "$scratch/errors"; then
        outcome=refused facts='"error":"connection refused"'
    elif grep -q -i 'unreachable\|no route' "$scratch/errors"; then
        outcome=unreachable facts='"error":"unreachable"'
    else
        outcome=silence facts='"error":"no answer"'
    fi
}
ask_udp() {
    host=$1 port=$2 question=$3
    if [ -z "$nc" ]; then
        outcome=failed
        facts='"error":"this host has neither Python 3 nor nc"'
        return
    fi
    [ -z "$question" ] || say "$question" | timeout_run "$nc" -n -u -w "$wait_for" "$host" "$port" >"$scratch/answer" 2>"$scratch/errors"
    if [ -s "$scratch/answer" ]; then
        outcome=connected
        facts="\"port 1\":\"$port\",\"asked 1.1\":\"$question\",\"heard 1.1\":\"$(head -c 16384 "$scratch/answer" | hex_of)\""
    elif grep -q -i 'refused' "$scratch/errors" 2>/dev/null; then outcome=refused facts='"error":"port unreachable"'
    else outcome=silence facts='"error":"no answer"'; fi
}
ask_echo() {
    if ! has ping; then
        outcome=failed facts='"error":"this host has no ping"'
    elif ping -n -c 1 -W "$wait_for" "$1" >"$scratch/answer" 2>&1; then
        outcome=connected facts='"echo":"answered"'
    elif grep -q -i 'unreachable\|prohibited' "$scratch/answer"; then
        outcome=unreachable facts='"error":"unreachable"'
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

# One question; its line of the result goes to standard output.
row() {
    scratch=$1/$2.files
    mkdir "$scratch" || return
    : >"$scratch/answer"
    IFS=';' read -r host port transport _ _ why title static connection _ <<PORTOLAN_ROW
$3
PORTOLAN_ROW
    question=$(printf '%s' "$connection" | cut -d , -f 4)
    tls=$(printf '%s' "$connection" | cut -d , -f 2)
    name=$(printf '%s' "$connection" | cut -d , -f 3)
    to_port=$(printf '%s' "$connection" | cut -d , -f 1)
    [ -n "$to_port" ] || to_port=$port
    evidence='The kit could not ask'
    verdict=failed
    if [ -n "$why" ]; then
        outcome=unasked
        facts="\"error\":\"$why\""
        evidence=$why
    elif ! address_of "$host"; then
        outcome=unresolved
        facts='"error":"the name has no address here, or getent is missing"'
    elif [ "$transport" = udp ]; then ask_udp "$address" "$port" "$question"
    elif [ "$transport" = icmp ]; then ask_echo "$address"
    else ask_tcp "$address" "$to_port" "$tls" "$name" "$question"; fi
    case $outcome in
        connected) verdict=unproven evidence='The port answers; portolan probe --read judges what' ;;
        refused) verdict=unproven evidence='Refused, and it is not told by whom' ;;
        unreachable) verdict=unproven evidence='The host is not reachable' ;;
        unresolved) verdict=unresolved evidence='The name has no address here' ;;
        silence) if [ "$transport" = tcp ]; then verdict=filtered; else verdict=unproven; fi; evidence=Silence ;;
    esac
    printf '{"time":"%s","kind":"probe",%s,%s,"verdict":"%s","evidence":"%s","facts":{"kit":"1","engine":"nc",%s,"outcome":"%s"}}\n' \
        "$(now)" "$on" "$static" "$verdict" "$evidence" "$facts" "$outcome"
    printf '%s: %s\n' "$title" "$outcome" >&2
}
# Lines of a batch are added when all of it is done: no two writers meet.
add_batch() {
    wait
    for file in "$scratch"/*.line; do
        if [ -s "$file" ]; then cat "$file" >>"$out"; fi
    done
    rm -rf "$scratch"/*.line "$scratch"/*.files
}

on=$(printf '%s' "$header" | sed 's/^.*,\("on":.*\)}$/\1/')
[ "$many" -le 64 ] || many=64
number=0
questions >"$scratch/questions"
while read -r line; do
    task=$(printf '%s' "$line" | sed 's/^.*;\("task":"[^"]*"\).*/\1/')
    if grep -q -F -e "$task" "$out"; then continue; fi
    number=$((number + 1))
    (row "$scratch" "$number" "$line" >"$scratch/$number.line" </dev/null) &
    if [ $((number % many)) -eq 0 ]; then add_batch; fi
done <"$scratch/questions"
add_batch
printf 'Result: %s\n' "$out"
`.replaceAll('\\${', '${');
