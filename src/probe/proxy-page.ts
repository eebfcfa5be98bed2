/** Services whose own answers are HTTP, so that an answer in HTTP proves nothing. */
const HTTP: RegExp = /http|wsus|proxy|peer-cache|delivery|branch|winrm|delta|cmg|ws-discovery/;

const MARKS: readonly RegExp[] = [
  /^via:.*$/im,
  /^x-squid-error:.*$/im,
  /^x-bluecoat-via:.*$/im,
  /^proxy-(authenticate|connection|agent):.*$/im,
  /^x-cache(-lookup)?:.*$/im,
  /^server: (squid|zscaler|bluecoat|mcafee web gateway|fortigate|fortiproxy|sonicwall).*$/im,
];

/** The line by which a proxy gives itself away, where a port that isn't HTTP's answers in HTTP; `undefined` otherwise. */
export function proxyPage(service: string, head: Uint8Array): string | undefined {
  if (HTTP.test(service)) return undefined;
  const text = Buffer.from(head).toString('latin1');
  if (!/^HTTP\/1\.[01] \d{3}/.test(text)) return undefined;
  if (/^HTTP\/1\.[01] 407/.test(text)) return text.split('\r\n', 1)[0];
  for (const mark of MARKS) {
    const line = mark.exec(text)?.[0];
    if (line !== undefined) return line.trim().slice(0, 100);
  }
  return undefined;
}
