/** Values of query strings, with what they look like in the description. */
import { z } from '@hono/zod-openapi';

/** A whole number; a text in the request, a number for the handler. */
export function wholeNumber(
  least: number,
  most: number,
  usual: number,
): z.ZodType<number, string | undefined> {
  return z
    .string()
    .regex(/^\d{1,9}$/, 'a whole number')
    .transform(Number)
    .refine((n) => n >= least && n <= most, { message: `from ${least} to ${most}` })
    .optional()
    .transform((n) => n ?? usual)
    .openapi({ type: 'integer', minimum: least, maximum: most, default: usual });
}

/** A switch: `true` or `1`. */
export function flag(): z.ZodType<boolean, string | undefined> {
  return z
    .enum(['true', 'false', '1', '0'])
    .optional()
    .transform((text) => text === 'true' || text === '1')
    .openapi({ type: 'boolean', default: false });
}

/** A name or a few words. */
export const text = (description: string, most = 500): z.ZodOptional<z.ZodString> =>
  z.string().max(most).optional().openapi({ description });
