/** Parts of documents that several routes answer with. What a document has besides is left to its own description. */
import { z } from '@hono/zod-openapi';

export const COUNTS: z.ZodType<{ errors: number; warnings: number; notes: number }> = z
  .object({ errors: z.int(), warnings: z.int(), notes: z.int() })
  .openapi('Counts');

const PLACE = z
  .object({ file: z.string(), line: z.int(), column: z.int(), length: z.int() })
  .openapi('Place');

export const DIAGNOSTICS: z.ZodType = z.array(
  z
    .object({
      code: z.string(),
      severity: z.enum(['error', 'warning', 'note']),
      message: z.string(),
      place: PLACE.optional(),
      expected: z.string().optional(),
      help: z.string().optional(),
      related: z.array(z.object({ message: z.string(), place: PLACE })).optional(),
    })
    .openapi('Diagnostic'),
);

/** What a writer says that it saw. */
export const PRECONDITION: z.ZodObject<{
  'if-match': z.ZodOptional<z.ZodString>;
  'if-none-match': z.ZodOptional<z.ZodString>;
}> = z.object({
  'if-match': z.string().max(1000).optional().openapi({ description: 'The revision that is replaced' }),
  'if-none-match': z.string().max(1000).optional().openapi({ description: '`*`: there is nothing yet' }),
});

/** A name of the hierarchy in a path. */
export const NAMED: z.ZodObject<{ name: z.ZodString }> = z.object({
  name: z
    .string()
    .min(1)
    .max(1000)
    .openapi({ param: { name: 'name', in: 'path' } }),
});

interface ConfigurationFile {
  file: string;
  dialect?: string | undefined;
  bytes: number;
  revision: string;
  others?: readonly string[] | undefined;
  parts?: readonly string[] | undefined;
}

/** A stored configuration of a filter or host. */
export const CONFIGURATION: z.ZodType<ConfigurationFile> = z
  .object({
    file: z.string(),
    dialect: z.string().optional(),
    bytes: z.int(),
    revision: z.string(),
    others: z
      .array(z.string())
      .readonly()
      .optional()
      .openapi({ description: 'Other files of the same filter or host, the newest first' }),
    parts: z
      .array(z.string())
      .readonly()
      .optional()
      .openapi({ description: 'All files that make it up, where it has one for each address family' }),
  })
  .openapi('ConfigurationFile');
