/**
 * In a user namespace one transaction can't be larger than the netlink socket's buffer, which only root may widen:
 * three hundred rules pass and five hundred don't. A printed file is taken apart there: first all of it without its
 * planned rules, then these a few at a time.
 */

const MOST = 150;

/** Texts to be loaded one after the other, each as a transaction of its own; together they are the file. */
export function chunksOf(text: string, most: number = MOST): string[] {
  const frame: string[] = [];
  const rules: string[] = [];
  const table = /^table inet (\S+) \{$/m.exec(text)?.[1] ?? '';
  let chain: string | undefined;
  for (const line of text.split('\n')) {
    const opened = /^ {2}chain (plan\w*) \{$/.exec(line)?.[1];
    if (opened !== undefined) chain = opened;
    else if (line === '  }') chain = undefined;
    else if (chain !== undefined && line.trim() !== '') {
      if (!line.trimStart().startsWith('#')) rules.push(`add rule inet ${table} ${chain} ${line.trim()}`);
      continue;
    }
    frame.push(line);
  }
  if (rules.length <= most) return [text];
  const chunks = [frame.join('\n')];
  for (let at = 0; at < rules.length; at += most) chunks.push(`${rules.slice(at, at + most).join('\n')}\n`);
  return chunks;
}
