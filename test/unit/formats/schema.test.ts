import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { lineSchema } from '../../../src/formats/native/schema.ts';

const FILE = fileURLToPath(new URL('../../../media/reptrace-line.schema.json', import.meta.url));

test('the schema in media/ is the one of the fields that the scanner reads; UPDATE_SCHEMA=1 writes it', () => {
	const text = `${JSON.stringify(lineSchema(), null, '\t')}\n`;
	if (process.env.UPDATE_SCHEMA) writeFileSync(FILE, text);
	expect(JSON.parse(readFileSync(FILE, 'utf8'))).toEqual(JSON.parse(text));
});
