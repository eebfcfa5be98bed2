/** What the POSIX script does where the host has Python 3.6 or later: standard library only, the same in every kit. */
import { ENGINE_ASK } from './engine-ask.ts';
import { ENGINE_CONNECT } from './engine-connect.ts';
import { ENGINE_FILE } from './engine-file.ts';
import { ENGINE_KNOCK } from './engine-knock.ts';
import { ENGINE_LISTEN } from './engine-listen.ts';
import { ENGINE_LOOK } from './engine-look.ts';

const HEAD = `
import base64, errno, ipaddress, json, os, re, secrets, select, socket, ssl, struct, subprocess, sys, threading, time, warnings
from concurrent.futures import ThreadPoolExecutor, as_completed
from urllib.parse import quote, unquote

# Old versions of TLS are asked for on purpose.
warnings.simplefilter("ignore")
mode, out, header, timeout, many, seconds, looks = sys.argv[1:8]
timeout = float(timeout) / 1000
header = json.loads(header)
BANNER = b"PORTOLAN/1 "
LINUX = sys.platform.startswith("linux")


def now():
    t = time.time()
    return time.strftime("%Y-%m-%dT%H:%M:%S.", time.gmtime(t)) + "%03dZ" % (int(t * 1000) % 1000)
`;

const MAIN = String.raw`
rows = [line.rstrip("\n").split(";") for line in sys.stdin if line.strip()]
if mode == "listen":
    listen(rows)
else:
    probe(rows)
`;

/** Python without a blank line at either end. */
export const POSIX_ENGINE: string = [
  HEAD,
  ENGINE_KNOCK,
  ENGINE_CONNECT,
  ENGINE_ASK,
  ENGINE_LOOK,
  ENGINE_FILE,
  ENGINE_LISTEN,
  MAIN,
]
  .map((part) => part.trim())
  .join('\n\n\n');
