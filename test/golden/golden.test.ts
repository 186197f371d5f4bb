import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { inRoot } from '../../scripts/lib/paths.mjs';
import { jsonReport } from '../../src/report/jsonReport.ts';
import { markdownReport } from '../../src/report/markdownReport.ts';
import { sequenceDiagram } from '../../src/report/sequence/diagram.ts';
import type { Shown } from '../../src/report/shown.ts';
import { textReport } from '../../src/report/textReport.ts';
import { analyseFiles, memorySource } from '../support/engine.ts';

/**
 * What the samples in test/traces give, checked in: a change of any report is seen before it is shipped.
 * `UPDATE_GOLDEN=1 npx vitest run --project unit test/golden` writes them anew; read the difference then.
 */
const EXPECTED = inRoot('test', 'golden', 'expected');
const TRACES = inRoot('test', 'traces');

/** The samples are some thousand events long: what they give is cut, so that one can read it. */
const LIMIT = 12;

const OUTPUTS: Record<string, (shown: Shown) => Iterable<string>> = {
	'report.txt': (shown) => textReport(shown, { limit: LIMIT }),
	'report.md': (shown) => markdownReport(shown, { limit: LIMIT, diagrams: 2 }),
	'report.json': (shown) => jsonReport(shown, LIMIT),
	'diagram.mmd': (shown) => [sequenceDiagram(shown, { kind: 'trace' }, 0, 50).source],
};

const samples = readdirSync(TRACES).filter((name) => name.endsWith('.reptrace'));

test('there are samples', () => expect(samples).toContain('status-conflict.reptrace'));

describe.each(samples)('%s', (name) => {
	const files = [{ name: `test/traces/${name}`, text: readFileSync(join(TRACES, name), 'utf8') }];
	const shown = { analysis: analyseFiles(files), source: memorySource(files) };

	test.each(Object.keys(OUTPUTS))('gives the checked-in %s', (output) => {
		const text = [...(OUTPUTS[output] as (shown: Shown) => Iterable<string>)(shown)].join('');
		const path = join(EXPECTED, name.replace('.reptrace', `.${output}`));
		if (process.env.UPDATE_GOLDEN) {
			mkdirSync(EXPECTED, { recursive: true });
			writeFileSync(path, text);
		}
		expect(text).toBe(readFileSync(path, 'utf8'));
	});
});
