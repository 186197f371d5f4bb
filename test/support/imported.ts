import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { analyse } from '../../src/analysis/analyse.ts';
import type { Analysis } from '../../src/analysis/analysis.ts';
import { jsonReport } from '../../src/report/jsonReport.ts';
import { nativeText } from '../../src/report/nativeText.ts';
import type { Shown } from '../../src/report/shown.ts';
import { readFiles } from '../../src/session/node/readFiles.ts';
import type { Input, Reading } from '../../src/session/wire.ts';

/** What the tests look at of a JSON report. */
export interface ReportJson {
	trace: {
		format: string;
		causality: string;
		events: number;
		versions: number;
		keys: number;
		replicas: string[];
		notes: string[];
		skippedLines: Record<string, number>[];
		ignoredRecords: Record<string, number>[];
	};
	summary: {
		conflictPairs: number;
		conflicts: number;
		conflictsOpen: number;
		conflictsResolved: number;
		keysInConflict: number;
		maxSiblings: number;
		concurrentEventPairs: number | null;
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

export interface VersionJson {
	file: string;
	line: number;
	replica: string;
	counter: number;
	native: string | null;
	op: string;
	value: unknown;
	ts: number | null;
	vector: Record<string, number>;
}

const FOLDERS = ['../../../shared/traces/', '../traces/'];

/** Files of the recorded traces by path and pattern, sorted; none where the recordings are not at hand (they are not part of the repository). */
export function recorded(folder: string, pattern: RegExp = /./): string[] {
	return filesIn(new URL(`${FOLDERS[0]}${folder}/`, import.meta.url), pattern);
}

/** Files of the excerpts in test/traces. */
export function excerpt(folder: string, pattern: RegExp = /./): string[] {
	return filesIn(new URL(`${FOLDERS[1]}${folder}/`, import.meta.url), pattern);
}

function filesIn(folder: URL, pattern: RegExp): string[] {
	if (!existsSync(folder)) return [];
	return readdirSync(folder)
		.filter((name) => pattern.test(name))
		.sort()
		.map((name) => fileURLToPath(new URL(name, folder)));
}

/** Whether the recordings are at hand. */
export const hasRecordings = recorded('vclock').length > 0;

/** Texts as inputs, each under its name. */
export function texts(files: Record<string, string | Uint8Array>): Input[] {
	return Object.entries(files).map(([name, content]) => ({
		name,
		bytes: Uint8Array.from(typeof content === 'string' ? new TextEncoder().encode(content) : content),
	}));
}

/** Reads and analyses files, shows them to `use`, and lets them go. */
export async function withImported<T>(
	files: readonly (string | Input)[],
	use: (shown: Shown & { analysis: Analysis }) => T,
	reading: Reading = {},
): Promise<T> {
	const inputs = files.map((file) => (typeof file === 'string' ? { name: file, path: file } : file));
	const { trace, source } = await readFiles(inputs, reading);
	try {
		return use({ analysis: analyse(trace), source });
	} finally {
		source.close();
	}
}

/** The JSON report on files. */
export function reportOn(files: readonly (string | Input)[], reading?: Reading): Promise<ReportJson> {
	return withImported(
		files,
		(shown) => JSON.parse([...jsonReport(shown, 0)].join('')) as ReportJson,
		reading,
	);
}

/** The findings that are not about conflicts, as code and line. */
export function otherFindings({ findings }: ReportJson): [code: string, line: number][] {
	return findings.flatMap(({ code, line }) =>
		code.startsWith('conflict-') ? [] : [[code, line] as [string, number]],
	);
}

/** The files as one trace of the native format. */
export function converted(files: readonly (string | Input)[], reading?: Reading): Promise<string> {
	return withImported(files, (shown) => [...nativeText(shown)].join(''), reading);
}
