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
#   -x          no further packets to find out who refuses, and where silence begins
#   -p          do without Python: ask with nc and openssl only
set -u
umask 077
out=portolan-kit.jsonl
timeout=3000
many=32
mode=probe
seconds=600
python=yes
looks=yes
usage() {
    sed -n '2,12s/^# \{0,1\}//p' "$0" >&2
    exit 2
}
while getopts o:t:c:ls:nxph option; do
    case $option in
        o) out=$OPTARG ;;
        t) timeout=$OPTARG ;;
        c) many=$OPTARG ;;
        l) mode=listen ;;
        s) seconds=$OPTARG ;;
        n) mode=show ;;
        x) looks=no ;;
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

if [ "$python" = yes ] && has python3 && python3 -c 'import secrets, ssl' >/dev/null 2>&1; then
    code=$(engine)
    if [ "$mode" = listen ]; then
        ports | python3 -c "$code" listen "$out" "$header" "$timeout" "$many" "$seconds" "$looks"
    else
        questions | python3 -c "$code" probe "$out" "$header" "$timeout" "$many" "$seconds" "$looks"
    fi
    exit
fi

if [ "$mode" = listen ]; then
    echo 'Listening needs Python 3, which this host does not have' >&2
    exit 1
fi

`;

/** After the tools: each question once, in batches, and its line of the result. */
export const POSIX_BATCHES: string = String.raw`
# One question; its line of the result goes to standard output.
row() {
    began=$(now)
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
    elif [ "$transport" = icmp ]; then ask_echo "$address"
    else
        if [ "$transport" = udp ]; then ask_udp "$address" "$port" "$question"
        else ask_tcp "$address" "$to_port" "$tls" "$name" "$question"; fi
        # Not always the task's own: who names a dynamic port is asked first.
        facts="\"port 1\":\"$to_port\",$facts"
    fi
    case $outcome in
        connected) verdict=unproven evidence='The port answers; portolan probe --read judges what' ;;
        refused) verdict=unproven evidence='Refused, and it is not told by whom' ;;
        unreachable) verdict=unproven evidence='The host is not reachable' ;;
        unresolved) verdict=unresolved evidence='The name has no address here' ;;
        silence) if [ "$transport" = tcp ]; then verdict=filtered; else verdict=unproven; fi; evidence=Silence ;;
    esac
    printf '{"time":"%s","kind":"probe",%s,%s,"verdict":"%s","evidence":"%s","facts":{"kit":"1","engine":"nc",%s,"outcome":"%s"}}\n' \
        "$began" "$on" "$static" "$verdict" "$evidence" "$facts" "$outcome"
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

scratch=$(mktemp -d "\${TMPDIR:-/tmp}/portolan-kit.XXXXXX") || exit 1
trap 'rm -rf "$scratch"' EXIT
trap 'add_batch; echo "stopped: what was found is kept" >&2; exit 130' INT TERM

if [ ! -s "$out" ]; then
    head=$(printf '%s' "$header" | sed 's/,"on":.*$//; s/^{//')
    printf '{"format":"portolan/observations/1",%s}\n' "$head" >"$out" || exit 1
elif ! head -n 1 "$out" | grep -q -F 'portolan/observations/1'; then
    echo "$out holds something else: give another file with -o" >&2
    exit 1
elif [ "$(tail -c 1 "$out" | hex_of)" != 0a ]; then
    # Half a line is what a crash leaves: it is asked again.
    sed '$d' "$out" >"$scratch/kept"
    cat "$scratch/kept" >"$out"
fi
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
printf '%d asked\n' "$number"
printf 'Result: %s\n' "$out"
`.replaceAll('\\${', '${');
