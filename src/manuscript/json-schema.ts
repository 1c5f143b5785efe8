import { z } from 'zod';
import { annotationsSchema } from './schema.js';

type Json = z.core.JSONSchema.BaseSchema;

/**
 * The JSON Schema (draft-07) of annotations.yml, by which editors complete and check it while it is written. It says
 * what the schema in schema.ts says, as far as JSON Schema can, and takes what the program takes: a text may look like
 * a number, and a key that is not needed may be empty.
 */
export function annotationsJsonSchema(): Json {
  const schema = z.toJSONSchema(annotationsSchema, {
    target: 'draft-07',
    io: 'input',
    override: ({ jsonSchema }) => {
      if (jsonSchema.type === 'integer') delete jsonSchema.pattern;
      if (jsonSchema.type === 'boolean') delete jsonSchema.enum;
      // Each alternative excludes the others, and editors complete them one by one.
      if (jsonSchema.anyOf) {
        jsonSchema.oneOf = jsonSchema.anyOf;
        delete jsonSchema.anyOf;
      }
    },
  });
  visit(schema);
  return {
    $schema: schema.$schema!,
    title: 'annotations.yml of a florilegium project',
    description: 'What an editor adds to the texts of an anthology; docs/formats.md tells it with examples.',
    ...schema,
  };
}

function visit(schema: Json): void {
  if (schema.type === 'string' && !schema.enum && !schema.pattern)
    schema.type = ['string', 'number'] as never;
  const { properties = {}, required = [], additionalProperties, items, oneOf = [] } = schema;
  for (const [key, value] of Object.entries(properties)) {
    if (typeof value !== 'object') continue;
    visit(value);
    if (!required.includes(key) && value.type && !value.enum)
      value.type = [value.type, 'null'].flat() as never;
  }
  if (typeof additionalProperties === 'object') visit(additionalProperties);
  if (items && typeof items === 'object' && !Array.isArray(items)) visit(items);
  for (const one of oneOf) if (typeof one === 'object') visit(one);
}
