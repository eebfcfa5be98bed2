import type { Finding } from '../verify/finding.ts';

/**
 * How much of what a line permits is concerned: `about 12 % of what the line permits`. Absent where the line permits
 * nothing. Numbers of packets have dozens of digits, and say less.
 */
export function shareText({ concerned, permitted }: NonNullable<Finding['size']>): string | undefined {
  if (permitted <= 0n || concerned <= 0n) return undefined;
  if (concerned >= permitted) return 'all that the line permits';
  const percent = Number((concerned * 100n) / permitted);
  if (percent === 0) return 'less than 1 % of what the line permits';
  const rest = concerned * 100n > permitted * 99n;
  return rest ? 'more than 99 % of what the line permits' : `about ${percent} % of what the line permits`;
}
