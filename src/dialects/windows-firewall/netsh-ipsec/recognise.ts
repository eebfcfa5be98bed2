const SAMPLE = 1_000_000;

const COMMAND =
  /^[ \t\ufeff]{0,200}@?(?:[^"\n]{0,100}\\)?netsh(?:\.exe)?"?[ \t]+(?:-c[ \t]+"?)?ipsec[ \t]+static\b/im;
const ANY_COMMAND = /^[ \t\ufeff]{0,200}@?(?:[^"\n]{0,100}\\)?netsh(?:\.exe)?"?[ \t]/im;
const CONTEXT = /^[ \t\ufeff]{0,200}(?:pushd[ \t]+)?ipsec[ \t]+static\b/im;

/** How a text says its policies; an export holds them in a form that is not read. */
export function formOf(text: string, file: string): 'batch' | 'script' | 'export' {
  const sample = text.slice(0, SAMPLE);
  if (!ANY_COMMAND.test(sample)) {
    if (CONTEXT.test(sample)) return 'script';
    if (/\.ipsec$/i.test(file)) return 'export';
  }
  return 'batch';
}

/** Commands that make a static IPsec policy, and no rules of the firewall beside them. */
export function recogniseNetshIpsec(text: string, file: string): number {
  const sample = text.slice(0, SAMPLE);
  if (COMMAND.test(sample)) return /\badvfirewall[ \t]+firewall\b/i.test(sample) ? 0.6 : 0.97;
  switch (formOf(text, file)) {
    case 'script':
      return 0.95;
    case 'export':
      return 0.9;
    case 'batch':
      return 0;
  }
}
