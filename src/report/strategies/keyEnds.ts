import { ABSENT, canonical, type Value } from '../../analysis/strategies/json.ts';
import { type End, keyOutcomes } from '../../analysis/strategies/outcomes.ts';
import type { KeyEnd } from '../model.ts';
import { placeOf, type Shown } from '../shown.ts';
import { shortened } from '../visible.ts';
import type { StrategyReport } from './strategyReport.ts';
import { PROBLEM_WORDS } from './words.ts';

/** Values are cut here, as in other rows. */
const VALUE_LENGTH = 400;

/** What a key ends as under each strategy that fits its values. Reads the values of its last conflict. */
export function keyEnds(shown: Shown, report: StrategyReport, key: number): KeyEnd[] {
	const { trace, versions } = shown.analysis;
	const line = (version: number) => placeOf(trace, versions.event[version] as number);
	return keyOutcomes(report.replay, key, report.values).map(({ name, end, fates }) => ({
		strategy: name,
		kind: end.kind,
		values: valuesOf(report, end),
		lines: versionsOf(end).map(line),
		siblings: end.kind === 'value' ? end.siblings : end.kind === 'version' ? 0 : versionsOf(end).length,
		note: noteOn(end),
		fates: [...fates].map(([version, fate]) => ({ ...line(version), fate })),
	}));
}

function versionsOf(end: End): readonly number[] {
	if (end.kind === 'version') return [end.version];
	return end.kind === 'siblings' || end.kind === 'unmerged' ? end.versions : [];
}

function valuesOf({ values }: StrategyReport, end: End): (string | null)[] {
	const text = (value: Value) => (value === ABSENT ? null : shortened(canonical(value), VALUE_LENGTH));
	return end.kind === 'value'
		? [text(end.value)]
		: versionsOf(end).map((version) => text(values.of(version)));
}

function noteOn(end: End): string | null {
	if (end.kind === 'unmerged') {
		const where = end.path.length === 0 ? '' : ` (${end.path.join('.')})`;
		return `${PROBLEM_WORDS[end.problem]}${where}`;
	}
	if (end.kind === 'unread') return 'too many or too long writes to compare';
	if (end.kind === 'undecided') return 'no version of the key carries a time';
	if (end.kind !== 'value' || end.basis === null) return null;
	return end.basis === 'operations'
		? 'read from what the writers said that they meant'
		: 'read from the differences of values';
}
