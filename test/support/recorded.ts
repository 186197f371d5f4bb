import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { analyse } from '../../src/analysis/analyse.ts';
import type { Analysis } from '../../src/analysis/analysis.ts';
import { jsonReport } from '../../src/report/jsonReport.ts';
import { type ReadOptions, readFiles } from '../../src/session/node/readFiles.ts';

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

/** A conflict's version in the JSON report. */
export interface VersionJson {
	file: string;
	line: number;
	replica: string;
	native: string | null;
	op: string;
	value: unknown;
	ts: number | null;
}

/** The parts of the JSON report that tests look at. */
export interface ReportJson {
	trace: {
		format: string;
		replicas: string[];
		events: number;
		versions: number;
		keys: number;
		notes: string[];
		ignoredRecords: Record<string, number>[];
		skippedLines: Record<string, number>[];
	};
	summary: {
		conflictPairs: number;
		conflicts: number;
		conflictsOpen: number;
		keysInConflict: number;
		findings: Record<string, number>;
	};
	system: Record<string, number> | null;
	conflicts: {
		key: string;
		certainty: string;
		pairs: number;
		resolved: boolean;
		versions: VersionJson[];
		winner: VersionJson | null;
		detected: { file: string; line: number; replica: string } | null;
	}[];
	findings: {
		code: string;
		file: string;
		line: number;
		message: string;
		related: { file: string; line: number; message: string }[];
	}[];
}

/** What `report --format json --limit 0` tells of files, and the analysis behind it. Files are shown by their last name. */
export async function reportOf(
	paths: readonly string[],
	options: ReadOptions = {},
): Promise<{ json: ReportJson; analysis: Analysis }> {
	const inputs = paths.map((path) => ({ name: path.replace(/^.*\//, ''), path }));
	const { trace, source } = await readFiles(inputs, options);
	try {
		const analysis = analyse(trace);
		const json = JSON.parse([...jsonReport({ analysis, source }, 0)].join('')) as ReportJson;
		return { json, analysis };
	} finally {
		source.close();
	}
}

/** The same of texts by file name. */
export async function reportOfTexts(
	texts: Readonly<Record<string, string>>,
	options: ReadOptions = {},
): Promise<ReportJson> {
	const inputs = Object.entries(texts).map(([name, text]) => ({
		name,
		bytes: new TextEncoder().encode(text),
	}));
	const { trace, source } = await readFiles(inputs, options);
	return JSON.parse([...jsonReport({ analysis: analyse(trace), source }, 0)].join('')) as ReportJson;
}
