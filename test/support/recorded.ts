import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Analysis } from '../../src/analysis/analysis.ts';
import { jsonReport } from '../../src/report/jsonReport.ts';
import type { Reading } from '../../src/session/wire.ts';
import { type ReportJson, reportOn, texts, withImported } from './imported.ts';

export type { ReportJson } from './imported.ts';

/** Traces that real systems recorded lie beside the repository, where they are kept; tests that need them are skipped elsewhere. */
const RECORDED = fileURLToPath(new URL('../../../shared/traces/', import.meta.url));
const FIXTURES = fileURLToPath(new URL('../traces/', import.meta.url));

export const hasRecorded = existsSync(RECORDED);

if (!hasRecorded) console.warn('../shared/traces is not there: tests on recorded traces are skipped');

/** The path of a recorded trace. */
export function recorded(path: string): string {
	return `${RECORDED}${path}`;
}

/** The path of an excerpt that is kept with the tests. */
export function fixture(path: string): string {
	return `${FIXTURES}${path}`;
}

/** What `report --format json --limit 0` tells of files, and the analysis behind it. Files are shown by their last name. */
export function reportOf(
	paths: readonly string[],
	reading?: Reading,
): Promise<{ json: ReportJson; analysis: Analysis }> {
	const inputs = paths.map((path) => ({ name: path.replace(/^.*\//, ''), path }));
	return withImported(
		inputs,
		(shown) => ({
			json: JSON.parse([...jsonReport(shown, 0)].join('')) as ReportJson,
			analysis: shown.analysis,
		}),
		reading,
	);
}

/** The same of texts by file name. */
export function reportOfTexts(
	files: Readonly<Record<string, string>>,
	reading?: Reading,
): Promise<ReportJson> {
	return reportOn(texts(files), reading);
}
