import * as vscode from 'vscode';
import type { CausalityChoice } from '../analysis/analysis.ts';
import type { ShownSeverity } from '../session/editorQueries.ts';
import type { UserFacts } from '../session/wire.ts';
import type { FindingCode } from '../trace/finding.ts';

/** What all settings' names begin with. */
export const SECTION = 'replicationTrace';

/** The settings under `replicationTrace.`, as package.json declares them; values of a wrong type count as not set. */
export interface Settings {
	causality: CausalityChoice;
	facts: UserFacts;
	codeLens: boolean;
	diagnostics: boolean;
	severities: Partial<Record<FindingCode, ShownSeverity>>;
	/** The most rows of a hover's history. */
	hoverRows: number;
	/** Milliseconds from the last edit to the analysis. */
	delay: number;
}

const CAUSALITY: readonly CausalityChoice[] = ['auto', 'recorded', 'derived'];
const SEVERITIES: readonly ShownSeverity[] = ['error', 'warning', 'information', 'hint', 'off'];

/** What holds for a document: settings can differ between folders. */
export function settingsFor(uri: vscode.Uri | undefined): Settings {
	const settings = vscode.workspace.getConfiguration(SECTION, uri ?? null);
	return {
		causality: oneOf(settings.get('causality'), CAUSALITY, 'auto'),
		facts: {
			...factsFrom(settings.get('homes'), settings.get('clocks')),
			hlcDrift: within(settings.get('hlc.drift'), 0, Number.MAX_SAFE_INTEGER, 500),
		},
		codeLens: settings.get('codeLens') !== false,
		diagnostics: settings.get('diagnostics.enabled') !== false,
		severities: severities(settings.get('diagnostics.severities')),
		hoverRows: Math.round(within(settings.get('hover.rows'), 3, 100, 15)),
		delay: within(settings.get('analysis.delay'), 0, 10_000, 300),
	};
}

/** What the user knows; entries of a wrong type count as not there, and no entries as nothing said. */
function factsFrom(homes: unknown, clocks: unknown): UserFacts {
	const entries = Object.entries(Object(homes ?? {})).filter(([, replica]) => typeof replica === 'string');
	const ahead = Object.entries(Object(clocks ?? {})).filter(([, ms]) => Number.isFinite(ms));
	return {
		...(entries.length > 0 && {
			homes: { entries: entries.map(([pattern, replica]) => ({ pattern, replica: replica as string })) },
		}),
		...(ahead.length > 0 && { clocks: ahead as [string, number][] }),
	};
}

function severities(value: unknown): Settings['severities'] {
	if (typeof value !== 'object' || value === null) return {};
	return Object.fromEntries(
		Object.entries(value).filter(([, severity]) => SEVERITIES.includes(severity as ShownSeverity)),
	);
}

function oneOf<T>(value: unknown, choices: readonly T[], otherwise: T): T {
	return choices.includes(value as T) ? (value as T) : otherwise;
}

function within(value: unknown, least: number, most: number, otherwise: number): number {
	return typeof value === 'number' && value >= least ? Math.min(value, most) : otherwise;
}
